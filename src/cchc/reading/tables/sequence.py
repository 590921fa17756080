"""Several reports in one file, one after the other or on sheets of their own: where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from cchc.edition import Edition
from cchc.period import Period
from cchc.reading.stationery import Stationery, number_in
from cchc.reading.surroundings import Surroundings
from cchc.reading.tables.found import FoundTable, find_tables
from cchc.reading.tables.head import HeadFinder
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.text.spelling import key, seen


def reports_of(raw: RawForm, edition: Edition) -> tuple[RawForm, ...]:
    """The reports of a file, in its order, each as a form of its own; a file without any is one form as it is.

    Sheets that show other tables of the form, for the same time and office, are one report.
    """
    if raw.is_one_report:
        return (raw,)
    sequence = _Sequence(edition, Stationery.of(edition))
    found: list[_Begun] = []
    if not raw.beside:
        return tuple(sequence.parts(raw))
    for form in raw.beside:
        first, *others = map(sequence.begun, sequence.parts(form))
        place = sequence.continued(found, first)
        if place is None:
            found.append(first)
        else:
            found[place] = found[place].with_more(first)
        found += others
    return tuple(each.form for each in found)


@frozen
class _About:
    """Of when and of whom a report is, as far as it says."""

    period: Period | None
    office: str | None

    def agrees(self, other: _About) -> bool:
        """Whether both may be of one report: what one leaves out is as the other says."""
        pairs = ((self.period, other.period), (self.office, other.office))
        return all(one is None or another is None or one == another for one, another in pairs)

    @property
    def is_whole(self) -> bool:
        """Whether it says both."""
        return self.period is not None and self.office is not None


@frozen
class _Begun:
    """A report as far as it is known: the tables that it shows."""

    form: RawForm
    about: _About
    tables: frozenset[str]

    def with_more(self, other: _Begun) -> _Begun:
        """The same with the tables of another sheet."""
        form = evolve(
            self.form,
            rows=(*self.form.rows, *other.form.rows),
            notes=(*self.form.notes, *other.form.notes),
        )
        about = _About(self.about.period or other.about.period, self.about.office or other.about.office)
        return _Begun(form, about, self.tables | other.tables)


@frozen
class _Sequence:
    """The reports that stand one under the other."""

    edition: Edition
    stationery: Stationery

    def begun(self, form: RawForm) -> _Begun:
        """A report by what it shows."""
        return _Begun(form, self._about(form.rows), self._shown(form.rows))

    def parts(self, form: RawForm) -> Iterator[RawForm]:
        """A report from where its letterhead or title stands, up to the next."""
        rows = form.rows
        starts = [0]
        for start, end in pairwise([*self._openings(rows), len(rows)]):
            if self._is_another(rows[starts[-1] : start], rows[start:end]):
                starts.append(start)
        ends = [*starts[1:], len(rows)]
        for start, end in zip(starts, ends, strict=True):
            notes = form.notes if not start else ()
            yield evolve(form, rows=rows[start:end], notes=notes, beside=(), is_one_report=True)

    def continued(self, before: Sequence[_Begun], sheet: _Begun) -> int | None:
        """Which report a sheet goes on: one that lacks its tables, and is of no other time or office.

        That is the one just before it, or else one of which the sheet says itself that it is of its time and office.
        """
        if len(self.edition.tables) < 2 or not sheet.tables:
            return None
        for place in reversed(range(len(before))):
            each = before[place]
            is_last = place == len(before) - 1
            is_same = each.about.agrees(sheet.about) if is_last else sheet.about.is_whole and each.about == sheet.about
            if is_same and not each.tables & sheet.tables:
                return place
        return None

    def _shown(self, rows: Sequence[Row]) -> frozenset[str]:
        return frozenset(each.table.id for each in self._tables(rows))

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
        """Whether what opens is another report, and no page of the one before: of other time or office, or complete.

        Other tables of the form under a letterhead of their own are of the same report.
        """
        one, other = self._about(before), self._about(after)
        found, more = self._tables(before), self._shown(after)
        if found and more and more.isdisjoint(each.table.id for each in found):
            return not one.agrees(other)
        return one != other or (bool(found) and all(each.is_complete for each in found))

    def _about(self, rows: Sequence[Row]) -> _About:
        """Of when and of whom the report is that begins here."""
        finders = HeadFinder.of(self.edition).values()
        stop = next((at for at in range(len(rows)) if any(each.at(rows, at) for each in finders)), len(rows))
        around = Surroundings(self.edition, self.stationery)
        around.read_above(rows[:stop])
        return _About(around.period, None if around.office is None else key(around.office))
