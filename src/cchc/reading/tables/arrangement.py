"""The rows that an office writes as they belong together: by their codes, and where these fail by the printed sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import evolve

from cchc.edition.table import FormTable, Parents
from cchc.reading.labels import code_key
from cchc.reading.tables.adding import TOTAL_ROW, Above, Adding, Vector
from cchc.reading.tables.body import PlacedRow, hung
from cchc.reading.tables.levels import Levels
from cchc.reading.tables.nesting import lacking_codes, nestings
from cchc.reading.tables.strays import Repair, repaired
from cchc.reading.tables.subtotals import Subtotal, parted
from cchc.reading.tables.unnamed_total import OtherwiseCalled, with_total
from cchc.record import field, frozen
from cchc.report import Entry


class NestedBy(StrEnum):
    """What tells under which others rows without codes stand."""

    SUMS = "sums"
    NEIGHBOURS = "neighbours"
    NOTHING = "nothing"


@frozen
class Lacking:
    """Rows whose codes lack."""

    rows: tuple[PlacedRow, ...]
    by: NestedBy


@frozen
class Stray:
    """Rows under one (`under`) that count elsewhere (`to`, None for the total or for a row that is not there)."""

    rows: tuple[PlacedRow, ...]
    under: PlacedRow | None
    to: PlacedRow | None


class Uncounted(StrEnum):
    """Why a row that stands again is not counted: only so the sums hold, the form prints it once (and it says the same,
    or something else), or it says nothing."""

    COPIED = "copied"
    PRINTED = "printed"
    DIFFERING = "differing"
    BLANK = "blank"


@frozen
class Copy:
    """A row that stands again, and is not counted."""

    row: PlacedRow
    of: PlacedRow
    why: Uncounted = Uncounted.COPIED


@frozen
class Orphans:
    """Rows over which the row of their group is not there."""

    rows: tuple[PlacedRow, ...]


Oddity = Lacking | Stray | Copy | Orphans | OtherwiseCalled | Subtotal


@frozen
class Arrangement:
    """The rows of a table with what stands in them; `left` are those of them that do not count.

    `is_open`: it is not known what stands under what, so that nothing can be added up.
    """

    rows: tuple[PlacedRow, ...]
    figures: Sequence[Mapping[str, Entry]]
    left: tuple[PlacedRow, ...] = ()
    oddities: tuple[Oddity, ...] = field(default=())
    is_open: bool = False


def arranged(table: FormTable, rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]) -> Arrangement:
    """Rows as they belong together."""
    if table.rows or table.open is None:
        return _printed_once(table, rows, figures)
    named = with_total(table, rows, figures)
    if named is not None:
        found = arranged(table, named[0], figures)
        return evolve(found, oddities=(named[1], *found.oddities))
    blank = _blank_again(rows, figures)
    if blank:
        rest = [at for at in range(len(rows)) if at not in blank]
        found = arranged(table, [rows[at] for at in rest], [figures[at] for at in rest])
        return evolve(
            found, left=(*(rows[at] for at in blank), *found.left), oddities=(*_copies(rows, blank), *found.oddities)
        )
    apart = parted(table, rows, figures)
    if apart is not None and apart.subtotals:
        found = arranged(table, apart.rows, apart.figures)
        left = (*(rows[at] for at in sorted(apart.subtotals)), *found.left)
        return evolve(found, left=left, oddities=(*apart.subtotals.values(), *found.oddities))
    if apart is not None and apart.unknown:
        return Arrangement(tuple(rows), figures, oddities=apart.unknown, is_open=True)
    return _as_codes_tell(table, rows, figures)


def _as_codes_tell(table: FormTable, rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]) -> Arrangement:
    """Rows under those that their codes tell, or under others where only so the sums hold."""
    as_placed = Arrangement(tuple(rows), figures)
    adding = Adding(table, rows, figures)
    above = adding.above()
    off = adding.off(above)
    lacking, levels = lacking_codes(adding), Levels.of(table)
    are_codes_lost = levels.all_have_codes or len(lacking) == len(rows) - 1
    is_doubtful = any(adding.is_broad(at, vector) for at, vector in off.items())
    if is_doubtful:
        ways = nestings(adding)
        repair = repaired(adding, above) if not (ways and are_codes_lost) else None
        if repair is not None:
            return _repaired(as_placed, adding, repair)
        if len(ways) == 1:
            return _nested(as_placed, adding, ways[0])
    if not lacking or not _is_filled(adding):
        return evolve(as_placed, oddities=tuple(_orphans(adding, above)))
    is_open = is_doubtful and are_codes_lost and (levels.all_have_codes or _counts_twice(off))
    if not is_open and not levels.all_have_codes:
        return as_placed
    by = NestedBy.NOTHING if is_open else NestedBy.NEIGHBOURS
    return evolve(as_placed, oddities=(Lacking(tuple(rows[at] for at in lacking), by),), is_open=is_open)


def _orphans(adding: Adding, above: Sequence[int | None]) -> Iterator[Orphans]:
    """Rows of a lower level under no row of an upper one, though others are; rows that are numbered anew where no
    figure tells whether they belong there."""
    written, rows = adding.table.open, adding.rows
    depths = Levels.of(adding.table).depths_of([row.body for row in rows], adding.total)
    if written is None or written.parents is Parents.OPTIONAL or 0 not in depths:
        return
    under: dict[int | None, list[int]] = {}
    for at, up in enumerate(above):
        if depths[at]:
            under.setdefault(up, []).append(at)
    for up, places in under.items():
        is_heading = up is not None and not any(adding.vectors[up])
        first = 0 if up is None else _numbered_anew(rows, places) if is_heading else None
        if first is not None:
            yield Orphans(tuple(rows[at] for at in places[first:]))


def _numbered_anew(rows: Sequence[PlacedRow], places: Sequence[int]) -> int | None:
    codes = [code_key(rows[at].body.code) for at in places]
    return next((at for at, code in enumerate(codes) if at > 1 and code == codes[0] and code.isdecimal()), None)


def _is_filled(adding: Adding) -> bool:
    return any(figure is not None for vector in adding.vectors for figure in vector)


def _counts_twice(off: Mapping[int, Vector]) -> bool:
    """Whether the rows come to more than the total in every column that differs, as where parts count with wholes."""
    return all((each or 0) >= 0 for each in off.get(TOTAL_ROW, ()))


def _printed_once(table: FormTable, rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]) -> Arrangement:
    """The rows of a form that prints them, each once: of those that stand again the first that is filled in counts."""
    places: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        places.setdefault(row.key if row.id is None else row.id, []).append(at)
    again: dict[int, tuple[int, Uncounted]] = {}
    for same in places.values():
        counted = next((at for at in same if any(_says(figures[at]))), same[0])
        again |= {at: (counted, _why(figures[at], figures[counted])) for at in same if at != counted}
    names = {rows[of].key: rows[min(of, at)].key for at, (of, _) in again.items() if at < of}
    kept = [at for at in range(len(rows)) if at not in again]
    return Arrangement(
        tuple(_named(rows[at], names) for at in kept),
        [figures[at] for at in kept],
        left=tuple(rows[at] for at in again),
        oddities=tuple(_copies(rows, again)),
    )


def _why(figures: Mapping[str, Entry], counted: Mapping[str, Entry]) -> Uncounted:
    if not any(_says(figures)):
        return Uncounted.BLANK
    return Uncounted.PRINTED if _says(figures) == _says(counted) else Uncounted.DIFFERING


def _named(row: PlacedRow, names: Mapping[str, str]) -> PlacedRow:
    """A row that counts in place of another by the key of that."""
    key, parent = names.get(row.key, row.key), names.get(row.parent or "", row.parent)
    return row if (key, parent) == (row.key, row.parent) else evolve(row, key=key, parent=parent, again=False)


def _blank_again(rows: Sequence[PlacedRow], figures: Sequence[Mapping[str, Entry]]) -> dict[int, tuple[int, Uncounted]]:
    """Rows of an office that stand again with nothing in them or under them, each with the one that it repeats."""
    parents, first = {row.parent for row in rows}, {row.key: at for at, row in enumerate(rows)}
    return {
        at: (first[row.key.rpartition("#")[0]], Uncounted.BLANK)
        for at, row in enumerate(rows)
        if row.again and row.key not in parents and not any(_says(figures[at]))
    }


def _copies(rows: Sequence[PlacedRow], again: Mapping[int, tuple[int, Uncounted]]) -> Iterator[Copy]:
    return (Copy(rows[at], rows[of], why) for at, (of, why) in again.items())


def _says(figures: Mapping[str, Entry]) -> list[str]:
    return ["" if entry.cell is None else entry.cell.text for entry in figures.values()]


def _nested(placed: Arrangement, adding: Adding, above: Above) -> Arrangement:
    rows = tuple(hung(adding.table, [row.body for row in placed.rows], above))
    return evolve(
        placed, rows=rows, oddities=(Lacking(tuple(rows[at] for at in lacking_codes(adding)), NestedBy.SUMS),)
    )


def _repaired(placed: Arrangement, adding: Adding, repair: Repair) -> Arrangement:
    before = placed.rows
    kept = [at for at in range(len(before)) if at not in repair.without]
    new_place = {at: place for place, at in enumerate(kept)}
    above = [None if (up := repair.above[at]) is None else new_place[up] for at in kept]
    rows = tuple(hung(adding.table, [before[at].body for at in kept], above))
    left = tuple(before[at] for at in sorted(repair.without))
    figures = [placed.figures[at] for at in kept]
    return evolve(placed, rows=rows, figures=figures, left=left, oddities=(_oddity(before, repair),))


def _oddity(rows: Sequence[PlacedRow], repair: Repair) -> Oddity:
    moved = tuple(rows[at] for at in repair.moved)
    if repair.of is not None:
        return Copy(moved[0], rows[repair.of])
    under = next((row for row in rows if row.key == moved[0].parent), None)
    return Stray(moved, under, None if repair.to is None or repair.to == TOTAL_ROW else rows[repair.to])
