"""Forms of tables as a printable page (.html): one file, no script, every text escaped, headings merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby

from cchc.edition import gravest
from cchc.edition.table import RowRole
from cchc.printable import in_html
from cchc.report import Part
from cchc.writers.form import State
from cchc.writers.html import lines_in, noted
from cchc.writers.page import note_of
from cchc.writers.tables.sheet import NOTHING, SheetRow, TableBox, TableForm, heads_of

_OWN = """
main { max-width: none; width: fit-content; }
td.figure { text-align: right; white-space: nowrap; }
th.number { font-weight: normal; font-style: italic; font-size: 9.5pt; background: none; }
tr.total td, tr.parent td, tr.heading td { font-weight: bold; }
tr:is(.total, .parent, .heading) td:not(.margin, .computed, .error, .warning, .info) { background: #f4f6fa; }
th:first-child, td:first-child { overflow-wrap: normal; text-align: center; }
td.depth-1 { padding-left: 6mm; } td.depth-2 { padding-left: 10mm; } td.depth-3 { padding-left: 14mm; }
td.named { outline: 1pt dashed #7f6000; outline-offset: -1.5pt; }
"""


def write(form: TableForm) -> bytes:
    """The page as UTF-8."""
    style = files("cchc.writers").joinpath("page.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        f'<html lang="{in_html(form.edition.languages[0])}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        # Nothing may be fetched or run, whatever a label holds.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{in_html(form.title)}</title>",
        f"<style>\n{style}{_OWN}</style></head>",
        "<body><main>",
        *_Printing(form).body(),
        "</main></body></html>",
    ]
    return "\n".join([*parts, ""]).encode()


class _Printing:
    def __init__(self, form: TableForm) -> None:
        self.form, self.found = form, form.found_at

    def body(self) -> Iterator[str]:
        for is_table, group in groupby(enumerate(self.form.rows), lambda pair: pair[1].is_of_table):
            rows = list(group)
            yield from self._table(rows) if is_table else self._around(rows)
        notes = tuple(note_of(self.form, number, mark) for number, mark in enumerate(self.form.marks, 1))
        yield from noted(notes, self.form.phrase("findings_title"))

    # --- around the tables

    def _around(self, rows: Sequence[tuple[int, SheetRow]]) -> Iterator[str]:
        for number, row in rows:
            texts = row.texts
            part = "below" if row.part is Part.BELOW else "above"
            notes = self._references(number, range(len(row.boxes)))
            if len(texts) == 1:
                is_title = row.part is Part.ABOVE and texts[0] in self.form.title
                tag = "h1" if is_title else "p"
                yield f'<{tag} class="{part}">{lines_in(texts[0])}{notes}</{tag}>'
            elif texts:
                cells = "".join(f"<td>{lines_in(text) or '&nbsp;'}</td>" for text in texts)
                yield f'<table class="{part} beside" role="presentation"><tr>{cells}</tr></table>'

    # --- tables

    def _table(self, rows: Sequence[tuple[int, SheetRow]]) -> Iterator[str]:
        """A table whose first head is its own; a head that comes again stands in its body."""
        heads = heads_of(rows)
        yield "<table>"
        if heads:
            yield "<thead>"
            yield from (self._row(number, row) for number, row in rows[:heads])
            yield "</thead>"
        yield "<tbody>"
        yield from (self._row(number, row) for number, row in rows[heads:])
        yield "</tbody></table>"

    def _row(self, number: int, row: SheetRow) -> str:
        width = max(self.form.width, len(row.boxes))
        cells = [
            self._cell(number, place, row, row.boxes[place] if place < len(row.boxes) else NOTHING)
            for place in range(width)
        ]
        if self.form.marks:
            tag = "th" if row.part is not Part.TABLE else "td"
            is_first = row.part is Part.HEAD and (not number or self.form.rows[number - 1].part is not Part.HEAD)
            told = in_html(self.form.phrase("check_column")) if is_first else self._references(number, range(width))
            cells.append(f'<{tag} class="margin">{told}</{tag}>')
        name = row.role if row.role in (RowRole.TOTAL, RowRole.PARENT, RowRole.HEADING) else ""
        return f'<tr class="{name}">{"".join(cells)}</tr>' if name else f"<tr>{''.join(cells)}</tr>"

    def _cell(self, number: int, place: int, row: SheetRow, box: TableBox) -> str:
        if box.is_covered:
            return ""
        spans = "".join(
            f' {name}="{size}"' for name, size in (("colspan", box.across), ("rowspan", box.down)) if size > 1
        )
        if row.part is Part.HEAD:
            scope = "colgroup" if box.across > 1 else "col"
            return f'<th scope="{scope}"{spans}>{lines_in(box.text)}</th>'
        if row.part is Part.NUMBERS:
            return f'<th class="number">{lines_in(box.text)}</th>'
        classes = " ".join(filter(None, self._classes(number, place, row, box)))
        about = f' title="{in_html(chr(10).join(box.notes))}"' if box.notes else ""
        return (
            f'<td class="{classes}"{spans}{about}>{lines_in(box.text)}</td>'
            if classes
            else f"<td{spans}{about}>{lines_in(box.text)}</td>"
        )

    def _classes(self, number: int, place: int, row: SheetRow, box: TableBox) -> Iterator[str]:
        if box.column is not None:
            yield "figure"
        elif row.depth:
            yield f"depth-{min(row.depth, 3)}"
        if box.state is not State.READ:
            yield box.state
        if (number, place) in self.form.named:
            yield "named"
        found = self.found.get((number, place), [])
        if (worst := gravest(mark.finding.severity for _, mark in found)) is not None:
            yield worst

    def _references(self, number: int, places: range) -> str:
        numbers = [note + 1 for place in places for note, _ in self.found.get((number, place), [])]
        return ", ".join(f'<a id="ref-{note}" href="#note-{note}">{note}</a>' for note in numbers)
