"""What stands around the table: title and period, who reports to whom, when, and who signs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.office import Signatory
from cchc.period import Period, PeriodKind
from cchc.reading.announced import (
    Around,
    announced,
    announced_first,
    answer_of,
    is_announcement,
    is_of_period,
    side_by_side,
    unit_told,
    with_beside,
)
from cchc.reading.budget import work
from cchc.reading.dated import day_of_report, day_of_whole
from cchc.reading.other_times import is_within, of_other_time, says_other_time
from cchc.reading.stationery import Stationery
from cchc.record import define, field
from cchc.report import Row, day_told
from cchc.text.dates import find_dates, is_date_left_open
from cchc.text.periods import announces_part
from cchc.text.spelling import key, seen
from cchc.value import Cell

_LONGEST_NAME = 80
"""Characters of a name of an office or a person; a longer text is a sentence."""
_OFFICES = 2
"""Names of offices in a letterhead: the one that reports, under the one above it."""
_READ = 20
"""Characters that are gone through in the time in which it is told what a line is."""
_NUMBER_OF_LETTER = re.compile(
    r"(?i:số|so|no\.?|n\.?º):? ?[0-9.…_]{0,9} ?/ ?[^\W\d_][^\W_]{0,9}(?:[-–./&][^\W_]{1,15}){0,4}"
)
"""The number under which an office sends the form: "Số: 41/BC-UBND"."""


@define(eq=False, repr=False)
class Surroundings:
    """What was read around the table; `unread` are the cells that were not understood."""

    edition: Edition
    stationery: Stationery
    title: str | None = None
    title_cell: Cell | None = None
    period: Period | None = None
    office: str | None = None
    superior: str | None = None
    date: dt.date | None = None
    signed: dict[Signatory, str] = field(factory=dict)
    unit: str | None = None
    """What the whole form is measured in, as it is printed once above."""
    unit_cell: Cell | None = None
    signed_for: str | None = None
    """The superior whose signature stands below."""
    unread: list[Cell] = field(factory=list)
    of_other_time: list[Cell] = field(factory=list)
    """What says another time than the title."""
    no_period: str | None = None
    """What is printed where the period should be, and is a time that is none: "January to February 2026"."""
    _title_lines: list[Cell] = field(factory=list)
    _of_period: list[Cell] = field(factory=list)
    """What tells a part of the period each: "Month: May", "Year: 2026"."""
    _waiting: list[tuple[Signatory, int]] = field(factory=list)
    _area: str | None = None
    """Where the office is that reports, or who it is, where no other is named."""
    _above_title: int = 0
    """How many of the unread stand over the title."""
    _after_title: bool = False
    _listing: bool = False

    def read_above(self, rows: Iterable[Row]) -> None:
        """Read what stands above (or astray in) the table."""
        for cell in (line for row in rows for whole in self._cells(row) for line in _lines(whole)):
            self.date = self.date or day_of_whole(cell.text, self.stationery)
            if not self._is_read(cell) and not self._goes_on_from_above(cell):
                self.unread.append(cell)
        self._area_is_announced()
        self._title_names_office()
        self._letterhead_names_offices()
        self._period_stands_in_parts()
        self._period_stands_alone()
        self._times_stand_beside_the_period()

    def read_below(self, rows: Iterable[Row]) -> None:
        """Read what stands below the table: signatures, each under its title, the date, addressees."""
        for row in rows:
            for place, cell in _placed(row):
                text = seen(cell.text)
                if not self._is_signed(text, place) and not self._is_footer(text):
                    self.unread.append(cell)

    @property
    def _language(self) -> str:
        return self.edition.languages[0]

    @property
    def _is_announcing(self) -> bool:
        """Whether what is announced is read; a list whose offices are known by their kinds is told by those."""
        return bool(self.edition.tables) or not self.edition.level.offices

    def _cells(self, row: Row) -> Iterable[Cell]:
        return with_beside(row.cells) if self._is_announcing else row.cells

    @property
    def day(self) -> dt.date | None:
        """The day that the form is of, as far as what stands around its figures tells it."""
        return day_told(self.period, self.date)

    def told(self, source: str) -> dict[str, Any]:
        """What is printed around the figures, as a report has it."""
        return {
            "edition": self.edition.id,
            "title": self.title,
            "office": self.office,
            "superior": self.superior,
            "period": self.period,
            "date": self.date,
            "prepared_by": self.signed.get(Signatory.PREPARED_BY),
            "signed_by": self.signed.get(Signatory.SIGNED_BY),
            "source": source or None,
        }

    def other_level(self) -> str | None:
        """The office that reports, if it is of the level above: named in the title, over or under the report.

        A name that was not understood may be the office's own.
        """
        if self.office is not None:
            return None
        told = (self.title and self.stationery.superior_in(self.title)) or self.signed_for
        if told or self.superior is None:
            return told or None
        bodies = [key(title) for titles in self.edition.signatories.values() for title in titles]
        unknown = (seen(cell.text) for cell in self.unread if _is_capitals(seen(cell.text)))
        return None if any(not any(key(name) in body for body in bodies) for name in unknown) else self.superior

    def _is_read(self, cell: Cell) -> bool:
        text = seen(cell.text)
        return (
            self._is_title(text, cell)
            or self.stationery.is_letterhead(text)
            or self._is_announced(text, cell)
            or self._is_date(text)
            or (self.edition.has_quantities and self._says_unit(text, cell))
            or self._is_office(text)
            or _NUMBER_OF_LETTER.fullmatch(text) is not None
            or not any(map(str.isalnum, text))
        )

    def _says_unit(self, text: str, cell: Cell) -> bool:
        """ "Đơn vị tính: triệu đồng", said once for all lines."""
        told = unit_told(text, self.edition.units)
        if told is None or self.stationery.names_office(told):
            return False
        self.unit, self.unit_cell = (told, cell) if self.unit is None else (self.unit, self.unit_cell)
        return True

    def _is_announced(self, text: str, cell: Cell) -> bool:
        """A line over a table that says itself what it tells: the form's number, "Đơn vị báo cáo: …"."""
        head, colon, rest = (part.strip(" ()") for part in text.partition(":"))
        what = announced(head if colon else "") or (announced_first(key(text)) if not colon else None)
        if not self._is_announcing and what is not Around.PERIOD:
            return False
        if any(key(number) in key(text) for number in self.edition.form_number) or self._says_unit(text, cell):
            return True
        what, rest = self.stationery.told(what, head, rest) if rest else (what, rest)
        match what:
            case Around.OFFICE | Around.UNIT if rest:
                self.office = self.office or rest
            case Around.SUPERIOR if rest:
                self.superior = self.superior or rest
            case Around.AREA if rest:
                self._area = self._area or rest
            case Around.PERIOD if rest:
                self._of_period.append(cell)
            case Around.ISSUED:
                return True
            case _ if is_of_period(text):
                self._of_period.append(cell)
            case _:
                return what is not None and bool(colon) and not rest  # nothing is filled in
        return True

    def _goes_on_from_above(self, cell: Cell) -> bool:
        """A line that is the rest of a title broken in two ("BÁO CÁO", then what of)."""
        if self.title is not None or not self.unread:
            return False
        begun = self.unread[-1]
        whole = evolve(begun, text=f"{seen(begun.text)} {seen(cell.text)}")
        if not self._is_title(whole.text, whole):
            return False
        self.unread.pop()
        return True

    def _is_footer(self, text: str) -> bool:
        """The date, a fixed text, or an item of the list that a fixed text ("Nơi nhận:") opens."""
        if self.stationery.is_letterhead(text):
            self._listing = True
            return True
        return self._is_date(text) or (self._listing and text.startswith(("-", "–", "+", "•")))

    def _is_title(self, text: str, cell: Cell) -> bool:
        """A title, printed again, or going on: "THÁNG 5 NĂM 2024", "(từ ngày … đến ngày …)"."""
        if self.stationery.is_title(text):
            if self.title is None:
                self.title, self.title_cell, self._above_title = text, cell, len(self.unread)
        elif self.title is None or not self._after_title or not self._goes_on(text):
            self._after_title = False
            return False
        elif text not in self.title:
            self.title = f"{self.title} {text}"
        self._after_title = True
        self._title_lines.append(cell)
        if self.period is None:
            self.period = self._period_in(self.title or text)
        return True

    def _period_in(self, text: str) -> Period | None:
        """The period that a text names, or whose first and last day it gives."""
        return self.edition.calendar.period_in(text, self._language)

    def _period_stands_in_parts(self) -> None:
        """The period that is announced, be it in several parts ("Month: May", "Year: 2026"), within that of a title.

        Where it is none, or another than the title's, its parts are left over.
        """
        if self.period is None and self.title is not None and self._names_time(self.title):
            self.no_period = next(
                (text for cell in self._title_lines if self._names_time(text := seen(cell.text))), None
            )
        if not self._of_period or self.no_period is not None:
            self.unread += self._of_period
            return
        parts = [answer_of(seen(cell.text)) for cell in self._of_period]
        title = self.period
        years = () if title is None else dict.fromkeys((title.start.year, title.end.year))
        said = [" ".join(order) for order in (parts, reversed(parts))]
        found = (self._period_in(text) for text in (*said, *(f"{said[0]}/{year}" for year in years)))
        own = [each for each in found if each is not None and (title is None or is_within(each, title))]
        whole = " ".join(seen(cell.text) for cell in self._of_period)
        if all(each.kind is PeriodKind.YEAR for each in own) and announces_part(whole, self._language):
            own = []  # what stands beside the year is not understood
        if title is not None and not own and any(says_other_time(self.edition, title, text) for text in said):
            self.of_other_time.append(
                self._of_period[0] if len(parts) == 1 else evolve(self._of_period[0], text=said[0])
            )
        elif not own:
            self.unread += self._of_period
            self.no_period = next((text for text in said if title is None and self._names_time(text)), None)
        self.period = min(own, key=lambda each: each.end - each.start, default=title)

    def _period_stands_alone(self) -> None:
        """A line of its own that gives the period which the title does not ("Kỳ: tháng 8 năm 2026")."""
        if self.period is not None or self.no_period is not None:
            return
        told = [(cell, period) for cell in self.unread if (period := self._period_in(seen(cell.text))) is not None]
        if len({period for _, period in told}) == 1:
            self.period = told[0][1]
            understood = {id(cell) for cell, _ in told}
            self.unread = [cell for cell in self.unread if id(cell) not in understood]
        else:
            times = (seen(cell.text) for cell in self.unread if len(cell.text) <= _LONGEST_NAME)
            self.no_period = next((text for text in times if not told and self._names_time(text)), None)

    def _times_stand_beside_the_period(self) -> None:
        """What is printed of another time than the title's is of the form, and is told."""
        if self.period is None or not self._title_lines:
            return
        self.of_other_time += of_other_time(self.edition, self.period, self._title_lines, self.unread)
        told = {id(cell) for cell in self.of_other_time}
        self.unread = [cell for cell in self.unread if id(cell) not in told]

    def _goes_on(self, text: str) -> bool:
        if len(text) > _LONGEST_NAME or (self._is_announcing and is_announcement(text)):
            return False
        return self._names_time(text)

    def _names_time(self, text: str) -> bool:
        return self.edition.calendar.names_time(text, self._language)

    def _is_date(self, text: str) -> bool:
        """A place and a date, such as stands above a signature."""
        if len(text) > _LONGEST_NAME or len(find_dates(text)) != 1:
            return is_date_left_open(text)
        self.date = self.date or day_of_report(text)
        return True

    def _is_office(self, text: str) -> bool:
        """A line that names the reporting office, or the superior that it reports to."""
        # What goes on in small letters behind a colon is a sentence: "UBND phường báo cáo như sau: đã ban hành".
        name = text.rpartition(":")[2].strip()
        if len(text) > _LONGEST_NAME or (name[:1].islower() and self.stationery.office_in(name) is None):
            return False
        office, superior = self.stationery.office_in(text), self.stationery.superior_in(text)
        if office is not None:
            self.office = self.office or self._named(text, office)
        elif superior is None:
            return False
        if superior is not None:
            self.superior = self.superior or (text if office is None else superior)
        return True

    def _named(self, text: str, office: str) -> str:
        """An office's whole name: less what announces it ("Đơn vị báo cáo: …"), with the capitals above it."""
        above = self.unread[-1] if self.unread else None
        if office == text and above is not None and _is_capitals(seen(above.text)):
            self.unread.pop()
            return f"{seen(above.text)} {text}"
        return text.rpartition(":")[2].strip() or text

    def _title_names_office(self) -> None:
        """An office that is named in the title only, after the words of the title, and in one line of it."""
        if self.office is None:
            less = self.edition.calendar.without_period
            lines = (less(seen(cell.text), self._language) for cell in self._title_lines)
            self.office = next(filter(None, map(self.stationery.called_in, lines)), None)

    def _area_is_announced(self) -> None:
        """A place that is announced ("Município: …"): what stands over the office that is, else the office."""
        self.superior = self.superior or (None if self.office is None else self._area)
        self.office = self.office or self._area

    def _letterhead_names_offices(self) -> None:
        """Of a form that does not say who reports: an office over the title, under the one that it belongs to."""
        if self.office is not None or self.edition.level.offices:
            return
        told = self._offices(self.unread[: self._above_title]) or self._office_below_title()
        if not 0 < len(told) <= _OFFICES:
            return
        *above, own = (seen(cell.text) for cell in told)
        self.office, self.superior = own, self.superior or next(iter(above), None)
        self.unread = [cell for cell in self.unread if not any(cell is each for each in told)]

    def _office_below_title(self) -> list[Cell]:
        """The only office that is named under the title, beside what else stands there."""
        told = [cell for cell in self._offices(self.unread[self._above_title :]) if _is_name(cell.text.strip())]
        return told if len(told) == 1 else []

    def _offices(self, cells: Iterable[Cell]) -> list[Cell]:
        return [cell for cell in cells if self.stationery.is_usual_office(seen(cell.text))]

    def _is_signed(self, text: str, place: int) -> bool:
        """A signatory's title, or a name under one: that of its own column, else the first waiting."""
        role = self.stationery.signing(text)
        if role is not None:
            named = self.stationery.office_in(text) or self.stationery.superior_in(text)
            if named is not None and self.stationery.office_in(text) is None:
                self.signed_for = self.signed_for or named
            waits = any(waiting == role for waiting, _ in self._waiting)
            if not waits and role not in self.signed:
                self._waiting.append((role, place))
            return True
        if not self._waiting or not _is_name(text) or self.stationery.is_letterhead(text):
            return False
        if self.stationery.names_nobody(text):
            return False
        pending = next((pair for pair in self._waiting if pair[1] == place), self._waiting[0])
        self._waiting.remove(pending)
        self.signed[pending[0]] = text
        return True


def _lines(cell: Cell) -> Iterator[Cell]:
    """The lines of a cell, one by one: a merged cell of a spreadsheet holds a whole letterhead."""
    for line in (part for whole in cell.text.split("\n") for part in side_by_side(whole)):
        work(_READ + len(line))
        if seen(line):
            yield cell if line == cell.text else evolve(cell, text=line)


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """The lines of a row with the column that each stands in."""
    if len(row.cells) == 1 and "\n" not in row.cells[0].text:
        yield from enumerate(_lines(row.cells[0]))
        return
    for place, whole in enumerate(row.cells):
        for line in _lines(whole):
            yield place, line


def _is_capitals(text: str) -> bool:
    """Words in capital letters and nothing else, as the body (ỦY BAN NHÂN DÂN) is printed over the place."""
    return text.isupper() and not any(map(str.isdigit, text)) and len(text) <= _LONGEST_NAME


def _is_name(text: str) -> bool:
    """Words without digits, as names are; a note in brackets ("(đã ký)") is none."""
    return 1 < len(text) <= _LONGEST_NAME and text[0].isalpha() and not any(map(str.isdigit, text))
