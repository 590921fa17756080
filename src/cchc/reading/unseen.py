"""What a file holds and nobody sees: told where it would have been read as part of the form.

Values come from what is seen, so that a hidden column of last month's figures, a row kept from
another report or a figure struck out changes nothing; but whoever sends the file should know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import evolve

from cchc.edition import Edition, Severity
from cchc.finding import Finding, built_in
from cchc.reading.belonging import Belonging, Known, place
from cchc.reading.cells import Lexicon
from cchc.report import Entry, Note, RawForm, Row
from cchc.text.markup import may_be_struck, struck
from cchc.text.number import NumberStyle, parse_number
from cchc.text.spelling import seen
from cchc.value import Cell, Reason, Reported, Wording

_MOST_QUOTED = 6


def unseen(edition: Edition, raw: RawForm, belonging: Belonging, entries: Iterable[Entry]) -> Iterator[Finding]:
    """F016 to F018: what was not read because it is not seen, and numbers that are seen in part."""
    shortened = [note for note in raw.notes if note.code == "CCHC-F018"]
    if not shortened and not _has_unseen(raw.rows):
        return
    yield from _hidden_rows(edition, raw.rows, belonging)
    yield from _hidden_cells(edition, raw.rows, belonging)
    yield from _struck(edition, raw.rows, belonging)
    read = {place(entry.cell): entry for entry in entries if entry.cell is not None} if shortened else {}
    for note in shortened:
        entry = None if note.cell is None else read.get(place(note.cell))
        yield from _shortened(edition, note, belonging, entry)


def _has_unseen(rows: Sequence[Row]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    if any(row.unseen for row in rows) or any(cell.unseen for cell in cells):
        return True
    texts = [cell.text for cell in cells]
    # Few files have any such mark, which is seen at once of all their texts.
    return may_be_struck("\n".join(texts)) and any(map(struck, texts))


def _hidden_rows(edition: Edition, rows: Sequence[Row], belonging: Belonging) -> Iterator[Finding]:
    """F016: rows of the form that are hidden; rows that follow each other are one finding."""
    for is_hidden, run in groupby(rows, lambda row: not row.cells):
        hidden = [row for row in run if _says_something(row, belonging.labels)] if is_hidden else []
        cells = [cell for row in hidden for cell in row.unseen]
        if cells:
            known = [id for cell in cells if (id := belonging.labels.only(cell.text)) is not None]
            yield _told(edition, belonging.ids(known), cells)


def _says_something(row: Row, labels: Known) -> bool:
    """Whether a hidden row could have been read as one of the form: by its label, or by a number beside words."""
    texts = [seen(cell.text) for cell in row.unseen]
    if any(labels.knows(text) for text in texts if len(text) > 1):
        return True
    has_words = any(sum(map(str.isalpha, text)) > 1 for text in texts)
    return has_words and any(parse_number(text) is not None for text in texts)


def _hidden_cells(edition: Edition, rows: Sequence[Row], belonging: Belonging) -> Iterator[Finding]:
    """F016: cells that are hidden beside lines of the form; those of one column are one finding."""
    columns: dict[str, list[tuple[str | None, Cell]]] = {}
    for row in rows:
        id = belonging.of_row(row) if row.cells and row.unseen else None
        for cell in row.unseen if row.cells else ():
            if any(map(str.isalnum, cell.text)):
                columns.setdefault((cell.ref or "").rstrip("0123456789"), []).append((id, cell))
    for found in columns.values():
        owners = list(dict.fromkeys(id for id, _ in found if id is not None))
        if owners:
            yield _told(edition, belonging.ids(owners) if len(owners) == 1 else (), [cell for _, cell in found])


def _told(edition: Edition, ids: tuple[str, ...], cells: Sequence[Cell]) -> Finding:
    first, last = cells[0], cells[-1]
    where = first.place if first is last or last.ref is None else f"{first.place}–{last.ref}"
    texts = [seen(cell.text) for cell in cells]
    observed = " | ".join(texts[:_MOST_QUOTED]) + (" | …" if len(texts) > _MOST_QUOTED else "")
    told = built_in(edition, "CCHC-F016", ids, cell=first, observed=observed, place=where)
    return evolve(told, cells=tuple(cells[1:]) or None)


def _struck(edition: Edition, rows: Sequence[Row], belonging: Belonging) -> Iterator[Finding]:
    """F017: parts of cells that are hidden or struck out: a finding a line, and one for all that is no line's."""
    others: list[Cell] = []
    for row in rows:
        cells = [cell for cell in row.cells if any(map(str.isalnum, _not_meant(cell)))]
        id = belonging.of_row(row) if cells else None
        if id is None:
            others += cells
        else:
            yield _partly(edition, belonging.ids([id]), cells)
    if others:
        yield _partly(edition, (), others)


def _partly(edition: Edition, ids: tuple[str, ...], cells: Sequence[Cell]) -> Finding:
    texts = [seen(_not_meant(cell)) for cell in cells]
    observed = " | ".join(texts[:_MOST_QUOTED]) + (" | …" if len(texts) > _MOST_QUOTED else "")
    return built_in(edition, "CCHC-F017", ids, cell=cells[0], observed=observed)


def _not_meant(cell: Cell) -> str:
    """What of a cell is hidden or struck out, by the file or by marks in the text itself."""
    return " ".join((cell.unseen or "", *struck(cell.text))).strip()


def _shortened(edition: Edition, note: Note, belonging: Belonging, entry: Entry | None) -> Iterator[Finding]:
    """F018: a number that is read, as it shows, as another than the file stores: rounded, without its sign, a word."""
    if note.cell is None or (asked := belonging.indicator(note.cell)) is None:
        return
    style = NumberStyle(edition.point)
    texts = (seen(note.cell.text), note.figures["expected"])
    shown, stored = (parse_number(text, rate=True, style=style) for text in texts)
    if not asked.kind.is_number or stored is None:
        return
    read = _read(entry)
    if read is None and shown is not None:
        read = shown.value
    if read is not None:
        gap = abs(stored.value - read)
        # A rate may be rounded at the line's decimals; a count is whole, but for the noise of binary fractions.
        if 2 * gap.scaleb(asked.decimals if asked.kind.has_decimals else 6) <= 1:
            return
    found = built_in(
        edition,
        "CCHC-F018",
        belonging.ids([asked.id]),
        cell=note.cell,
        observed=seen(note.cell.text),
        expected=note.figures["expected"],
        label=belonging.label(note.cell),
    )
    # The word for none says of a zero what is stored.
    is_said = read is None and not stored.value and Lexicon.of(edition).exact_reason(note.cell.text) is Reason.NONE
    yield evolve(found, severity=Severity.INFO) if is_said else found


def _read(entry: Entry | None) -> Decimal | None:
    """The number that was read as it is printed; None for one that was reckoned over into another unit, or for none."""
    value = entry.value.value if entry is not None and isinstance(entry.value, Reported) else None
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if entry is None or entry.wording is Wording.CONVERTED or not is_number:
        return None
    return Decimal(str(value))
