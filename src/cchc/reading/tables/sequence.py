"""Several reports in one file, one after the other or on sheets of their own: where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.stationery import Stationery, number_in
from cchc.reading.surroundings import Surroundings
from cchc.reading.tables.found import FoundTable, find_tables
from cchc.reading.tables.head import HeadFinder
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.text.spelling import seen


def reports_of(raw: RawForm, edition: Edition) -> tuple[RawForm, ...]:
    """The reports of a file, in its order, each as a form of its own; a file without any is one form as it is.

    Sheets that show other tables of the form, for the same time and office, are one report.
    """
    sequence = _Sequence(edition, Stationery.of(edition))
    found: list[RawForm] = []
    for form in raw.beside or (raw,):
        first, *others = sequence.parts(form)
        if found and sequence.goes_on(found[-1].rows, first.rows):
            whole = found[-1]
            found[-1] = evolve(whole, rows=(*whole.rows, *first.rows), notes=(*whole.notes, *first.notes))
        else:
            found.append(first)
        found += others
    return tuple(found) or (raw,)


@frozen
class _Sequence:
    """The reports that stand one under the other."""

    edition: Edition
    stationery: Stationery

    def parts(self, form: RawForm) -> Iterator[RawForm]:
        """A report from where its letterhead or title stands, up to the next."""
        rows = form.rows
        starts = [0]
        for start in self._openings(rows):
            if self._is_another(rows[starts[-1] : start], rows[start:]):
                starts.append(start)
        ends = [*starts[1:], len(rows)]
        for start, end in zip(starts, ends, strict=True):
            notes = form.notes if not start else ()
            yield evolve(form, rows=rows[start:end], notes=notes, beside=())

    def goes_on(self, before: Sequence[Row], after: Sequence[Row]) -> bool:
        """Whether a sheet has tables that lack on those before it, and is of no other time or office."""
        if len(self.edition.tables) < 2:
            return False
        shown, more = ({each.table.id for each in self._tables(rows)} for rows in (before, after))
        said = zip(self._about(before), self._about(after), strict=True)
        return bool(more) and not shown & more and all(other is None or one in (None, other) for one, other in said)

    def _tables(self, rows: Sequence[Row]) -> Sequence[FoundTable]:
        return find_tables(rows, self.edition, self.stationery)

    def _openings(self, rows: Sequence[Row]) -> Iterator[int]:
        """The rows above a head that may open a report: after the head before, with a letterhead, title or number."""
        finders = HeadFinder.of(self.edition).values()
        opening, is_open = None, True
        for place, row in enumerate(rows):
            if any(finder.at(rows, place) is not None for finder in finders):
                if opening is not None and not is_open:
                    yield opening
                opening, is_open = None, False
            elif opening is None and not is_open and self._opens(row, rows[0]):
                opening = place

    def _opens(self, row: Row, first: Row) -> bool:
        texts = [text for cell in row.cells if (text := seen(cell.text))]
        if texts and texts == [text for cell in first.cells if (text := seen(cell.text))]:
            return True
        return any(map(self.stationery.is_title, texts)) or number_in(texts, self.edition.form_number) is not None

    def _is_another(self, before: Sequence[Row], after: Sequence[Row]) -> bool:
        """Whether what opens is another report, and no page of the one before: of other time or office, or complete."""
        one, other = self._about(before), self._about(after)
        if one != other:
            return True
        found = self._tables(before)
        return bool(found) and all(each.is_complete for each in found)

    def _about(self, rows: Sequence[Row]) -> tuple[object, object]:
        """Of when and of whom the report is that begins here."""
        finders = HeadFinder.of(self.edition).values()
        stop = next((at for at in range(len(rows)) if any(each.at(rows, at) for each in finders)), len(rows))
        around = Surroundings(self.edition, self.stationery)
        around.read_above(rows[:stop])
        return around.period, around.office
