"""A printable page (.html) that looks like the official form: one file, no script, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from cchc.writers.form import Form
from cchc.writers.page import Page, PrintedNote, PrintedRow, PrintedText, page_of


def write(form: Form) -> bytes:
    """The page as UTF-8."""
    page = page_of(form)
    style = files("cchc.writers").joinpath("page.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(page.language)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        # Nothing may be fetched or run, whatever a label holds.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(page.title)}</title>",
        f"<style>\n{style}</style></head>",
        "<body><main>",
        *_texts(page.above, "above"),
        *_table(page),
        *_texts(page.below, "below"),
        *_notes(page),
        "</main></body></html>",
    ]
    return "\n".join([*parts, ""]).encode()


def _texts(rows: Iterable[PrintedText], part: str) -> Iterator[str]:
    for row in rows:
        tag = "h1" if row.is_title else "p"
        if len(row.texts) == 1:
            yield f'<{tag} class="{part}">{_lines(row.texts[0])}{_references(row.notes)}</{tag}>'
        else:
            columns = "".join(f"<p>{_lines(text) or '&nbsp;'}</p>" for text in row.texts)
            yield f'<div class="{part} beside">{columns}</div>'


def _table(page: Page) -> Iterator[str]:
    margin = bool(page.notes)
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col" class="{escape(id)}">{_lines(text)}</th>' for id, text in page.columns.items())
    if margin:
        yield f'<th class="margin">{escape(page.words["check_column"])}</th>'
    yield "</tr></thead><tbody>"
    for row in page.rows:
        yield _row(row, margin=margin)
    yield "</tbody></table>"


def _row(row: PrintedRow, *, margin: bool) -> str:
    cells = []
    for cell in row.cells:
        classes = " ".join(filter(None, (cell.column, cell.state, cell.severity)))
        about = f' title="{escape(cell.about)}"' if cell.about else ""
        cells.append(f'<td class="{escape(classes)}"{about}>{_lines(cell.text)}</td>')
    if margin:
        cells.append(f'<td class="margin">{_references(row.notes)}</td>')
    depth = f' class="depth-{row.depth}"' if row.depth else ""
    return f"<tr{depth}>{''.join(cells)}</tr>"


def _references(notes: Iterable[int]) -> str:
    return ", ".join(f'<a id="ref-{number}" href="#note-{number}">{number}</a>' for number in notes)


def _notes(page: Page) -> Iterator[str]:
    if not page.notes:
        return
    yield f'<section class="notes"><h2>{escape(page.words["findings_title"])}</h2><ol>'
    yield from map(_note, page.notes)
    yield "</ol></section>"


def _note(note: PrintedNote) -> str:
    told = "".join(f'<span class="told">{_lines(text)}</span>' for text in note.told)
    head = f'<b class="{note.severity}">{escape(note.severity_word)} {escape(note.code)}</b>'
    back = f'<a href="#ref-{note.number}">{escape(note.place) or "↑"}</a>'
    return f'<li id="note-{note.number}">{head} {back} {_lines(note.message)}{told}</li>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
