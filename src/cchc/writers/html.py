"""A printable page (.html) that looks like the official form: one file, no script, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby

from cchc.printable import in_html
from cchc.writers.form import Form
from cchc.writers.page import Page, PrintedNote, PrintedRow, PrintedText, page_of


def write(form: Form) -> bytes:
    """The page as UTF-8."""
    page = page_of(form)
    style = files("cchc.writers").joinpath("page.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        f'<html lang="{in_html(page.language)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        # Nothing may be fetched or run, whatever a label holds.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{in_html(page.title)}</title>",
        f"<style>\n{style}</style></head>",
        "<body><main>",
        *_texts(page.above, "above"),
        *_table(page),
        *_texts(page.below, "below"),
        *noted(page.notes, page.words["findings_title"]),
        "</main></body></html>",
    ]
    return "\n".join([*parts, ""]).encode()


def _texts(rows: Sequence[PrintedText], part: str) -> Iterator[str]:
    for is_beside, group in groupby(rows, lambda row: len(row.texts) > 1):
        if is_beside:
            yield f'<table class="{part} beside" role="presentation">'
            yield from (f"<tr>{_beside(row.texts)}</tr>" for row in group)
            yield "</table>"
            continue
        for row in group:
            tag = "h1" if row.is_title else "p"
            yield f'<{tag} class="{part}">{lines_in(row.texts[0])}{_references(row.notes)}</{tag}>'


def _beside(texts: Sequence[str]) -> str:
    """Texts side by side, each in its column; a row of none keeps its height."""
    return "".join(f"<td>{lines_in(text) or '&nbsp;'}</td>" for text in texts)


def _table(page: Page) -> Iterator[str]:
    margin = bool(page.notes)
    yield "<table>"
    if page.head or margin:
        yield f"<thead>{_head(page, margin=margin)}</thead>"
    yield "<tbody>"
    for row in page.rows:
        yield _row(row, margin=margin, width=len(page.columns))
    yield "</tbody></table>"


def _head(page: Page, *, margin: bool) -> str:
    rows = []
    for number, texts in enumerate(page.head or ({},)):
        cells = [f'<th scope="col" class="{in_html(id)}">{lines_in(texts.get(id, ""))}</th>' for id in page.columns]
        if margin:
            word = in_html(page.words["check_column"]) if not number else ""
            cells.append(f'<th class="margin">{word}</th>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(rows)


def _row(row: PrintedRow, *, margin: bool, width: int) -> str:
    cells = []
    if row.across:
        cells.append(f'<td class="across" colspan="{width}">{lines_in(row.across)}</td>')
    for cell in () if row.across else row.cells:
        if cell.is_covered:
            continue
        classes = " ".join(filter(None, (cell.column, cell.state, cell.severity)))
        about = f' title="{in_html(cell.about)}"' if cell.about else ""
        down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
        cells.append(f'<td class="{in_html(classes)}"{down}{about}>{lines_in(cell.text)}</td>')
    if margin:
        cells.append(f'<td class="margin">{_references(row.notes)}</td>')
    depth = f' class="depth-{row.depth}"' if row.depth else ""
    return f"<tr{depth}>{''.join(cells)}</tr>"


def _references(notes: Iterable[int]) -> str:
    return ", ".join(f'<a id="ref-{number}" href="#note-{number}">{number}</a>' for number in notes)


def noted(notes: Sequence[PrintedNote], title: str) -> Iterator[str]:
    """The findings below a form, under their title."""
    if not notes:
        return
    yield f'<section class="notes"><h2>{in_html(title)}</h2><ol>'
    yield from map(_note, notes)
    yield "</ol></section>"


def _note(note: PrintedNote) -> str:
    told = "".join(f'<span class="told">{lines_in(text)}</span>' for text in note.told)
    head = f'<b class="{note.severity}">{in_html(note.severity_word)} {in_html(note.code)}</b>'
    back = f'<a href="#ref-{note.number}">{in_html(note.place) or "↑"}</a>'
    return f'<li id="note-{note.number}">{head} {back} {lines_in(note.message)}{told}</li>'


def lines_in(text: str) -> str:
    """A text with its lines, escaped."""
    return in_html(text).replace("\n", "<br>")
