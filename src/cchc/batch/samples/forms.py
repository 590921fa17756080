"""Reports as clerks hand them in: what they write into which cell of the form, with the habits and slips they have.

The figures are those of `cchc.batch.samples.sample`, without its mistakes. A clerk has habits (where answers go, how
rates are written); a report has slips, each of a kind that real reports show, planted at set rates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from cchc.batch.samples.honest import EXPLANATION, QUANTITY, Asked, Hand, HonestForm, Lines
from cchc.batch.samples.righted import Righting
from cchc.batch.samples.sample import NONE, generate
from cchc.batch.samples.whole import known_periods
from cchc.catalogue import Catalogue
from cchc.edition import Edition, IndicatorKind
from cchc.edition.aggregation import Way
from cchc.period import Period, PeriodKind
from cchc.record import frozen
from cchc.value import Reason, Reported, Value

if TYPE_CHECKING:
    import numpy as np


class ClerkSlip(Enum):
    """What goes wrong when a form is filled in."""

    MISPLACED = auto()
    """Answers stand beside the column that asks for them."""
    BLANK = auto()
    """Lines are not answered."""
    TRUNCATED = auto()
    """A rate is cut off instead of rounded."""
    OTHER_RATE = auto()
    """A rate is not that of its counts."""
    FORMULA_ERROR = auto()
    """A rate is left as a spreadsheet shows what it cannot compute."""
    SWAPPED = auto()
    """A part stands for its whole, and the whole for its part."""
    EXTRA_DIGIT = auto()
    """A figure has a digit too many."""
    FALLEN = auto()
    """A figure that only grows is less than last month's."""
    OLD_DOCUMENT = auto()
    """A document of another year is cited."""


SLIPS: Mapping[ClerkSlip, float] = {
    ClerkSlip.MISPLACED: 0.08,
    ClerkSlip.BLANK: 0.2,
    ClerkSlip.TRUNCATED: 0.15,
    ClerkSlip.OTHER_RATE: 0.1,
    ClerkSlip.FORMULA_ERROR: 0.08,
    ClerkSlip.SWAPPED: 0.08,
    ClerkSlip.EXTRA_DIGIT: 0.04,
    ClerkSlip.FALLEN: 0.04,
    ClerkSlip.OLD_DOCUMENT: 0.06,
}
"""In what share of reports each happens."""
_MISPLACING = 0.08
"""The share of clerks who put every answer beside its column."""
_ERROR_SHOWN = "#DIV/0!"


@frozen
class FiledForm:
    """A form as it was filled in: texts by column on each line, and what is printed around the table."""

    office: str
    superior: str
    period: Period
    lines: Mapping[str, Mapping[str, str]]


def filed_forms(
    catalogue: Catalogue,
    offices: int = 24,
    months: int = 3,
    *,
    seed: int = 2024,
    slips: Mapping[ClerkSlip, float] = SLIPS,
) -> Iterator[FiledForm]:
    """The forms of so many offices for the first months of an edition, office by office; the same for the same seed.

    Raises MissingExtraError without the extra `batch`.
    """
    edition = catalogue.edition
    own, asked = Catalogue(edition), Asked.of(edition)
    periods, skipped = _periods(edition, months)
    per_year = _PER_YEAR.get(periods[0].kind, 1)
    frame = generate(own, offices, len(periods), seed=seed, mistakes=NONE, per_year=per_year).reports
    import numpy as np

    choose = np.random.default_rng(seed)
    for place, rows in enumerate(frame.partition_by("office", maintain_order=True), start=1):
        hand, before, righting = _drawn(edition, choose), None, Righting(own)
        for row, period in zip(rows[skipped:].iter_rows(named=True), periods[skipped:], strict=True):
            happens = {slip for slip, rate in slips.items() if choose.random() < rate}
            form = HonestForm(own, asked, hand, period)
            drawn = {line.id: row[line.id] for line in edition.indicators.values() if line.id in row}
            figures = righting.righted(form, drawn)
            lines = HastyForm(form, choose, happens).lines(figures, before)
            before = figures
            named = _numbered(row["office"], place, offices), _numbered(row["superior"])
            yield FiledForm(*named, period, lines)


def _numbered(name: str, number: int = 0, of: int = 0) -> str:
    """A made-up office with a short number: "Phường 07" of twenty-four, "Quận 2"."""
    kind, _, own = name.rpartition(" ")
    return f"{kind} {number or int(own):0{len(str(of))}d}"


_PER_YEAR: Mapping[PeriodKind, int] = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2}


def _periods(edition: Edition, count: int) -> tuple[list[Period], int]:
    """The first periods of an edition, of the kind that its form is for, and how many of them are passed over."""
    if PeriodKind.MONTH not in (edition.calendar.periods or (PeriodKind.MONTH,)):
        return list(islice(known_periods(edition), count)), 0
    first, skipped = _beginning(edition, count)
    months = range(first * 12, first * 12 + skipped + count)
    closing_day = edition.calendar.closing_day
    return [Period.of(PeriodKind.MONTH, at // 12, at % 12 + 1, closing_day) for at in months], skipped


def _beginning(edition: Edition, months: int) -> tuple[int, int]:
    """A year, and how many of its months are passed over: none where a whole beginning of a year is in force."""
    first, last = edition.in_force_from, edition.in_force_to
    year = first.year + (1 if (first.month, first.day) > (1, 1) else 0)
    if last is None or (year, months) <= (last.year, last.month):
        return year, 0
    return first.year, first.month - 1 + (1 if first.day > 1 else 0)


def _drawn(edition: Edition, choose: np.random.Generator) -> Hand:
    words = edition.missing[Reason.NONE].words
    return Hand(
        misplaces=bool(choose.random() < _MISPLACING),
        sign=str(choose.choice(["", " %", "%"])),
        day=int(choose.integers(2, 6)),
        none=str(words[0]) if words and choose.random() < 0.5 else None,
    )


class Chance(Protocol):
    """What a clerk's slips hang on, as a generator of NumPy has it."""

    def integers(self, low: int, high: int, /) -> Any:
        """Any number from `low` to below `high`."""
        ...

    def random(self) -> float:
        """Any number from 0 to below 1."""
        ...


@frozen
class HastyForm:
    """One form as it comes out with these slips."""

    form: HonestForm
    choose: Chance
    slips: Collection[ClerkSlip]

    def lines(self, figures: Mapping[str, Any], before: Mapping[str, Any] | None) -> Lines:
        """The cells of each line, by the figures that are meant, and those of the report before."""
        given = dict(figures)
        for slip, spoil in self._of_figures(before).items():
            if slip in self.slips:
                spoil(given)
        lines, computed = self.form.lines(given), self.form.values(given)
        for slip, spoil_lines in self._of_lines().items():
            if slip in self.slips:
                spoil_lines(lines, computed)
        return lines

    def _of_figures(self, before: Mapping[str, Any] | None) -> Mapping[ClerkSlip, Callable[[dict[str, Any]], None]]:
        return {
            ClerkSlip.SWAPPED: self._swap,
            ClerkSlip.EXTRA_DIGIT: self._lengthen,
            ClerkSlip.FALLEN: lambda given: self._fall(given, before),
        }

    def _of_lines(self) -> Mapping[ClerkSlip, Callable[[Lines, Mapping[str, Value]], None]]:
        return {
            ClerkSlip.TRUNCATED: self._cut,
            ClerkSlip.OTHER_RATE: self._misreckon,
            ClerkSlip.FORMULA_ERROR: self._leave_errors,
            ClerkSlip.OLD_DOCUMENT: self._cite_last_years,
            ClerkSlip.BLANK: self._forget,
            ClerkSlip.MISPLACED: self._misplace,
        }

    def _one_of(self, found: list[Any]) -> Any:
        return found[int(self.choose.integers(0, len(found)))] if found else None

    def _swap(self, given: dict[str, Any]) -> None:
        pairs = [
            pair
            for pair in self.form.asked.ties.at_most
            if all(given.get(id) is not None for id in pair) and given[pair[0]] < given[pair[1]]
        ]
        if pair := self._one_of(pairs):
            given[pair[0]], given[pair[1]] = given[pair[1]], given[pair[0]]

    def _lengthen(self, given: dict[str, Any]) -> None:
        counts = [id for id, figure in self.form.counts(given).items() if figure]
        if id := self._one_of(counts):
            given[id] = given[id] * 10 + int(self.choose.integers(0, 10))

    def _fall(self, given: dict[str, Any], before: Mapping[str, Any] | None) -> None:
        growing = [
            id
            for id, figure in self.form.counts(given).items()
            if self.form.edition.indicators[id].over_time is Way.CUMULATIVE
            and figure
            and before
            and (before.get(id) or 0) > 1
        ]
        if before is not None and (id := self._one_of(growing)):
            given[id] = int(before[id]) // 2

    def _rates(self, lines: Lines, values: Mapping[str, Value]) -> list[tuple[str, Decimal]]:
        """The computed rates that stand on the form, and their values."""
        return [
            (id, value.value)
            for id, value in values.items()
            if id in lines and isinstance(value, Reported) and isinstance(value.value, Decimal)
        ]

    def _rate(self, id: str, value: Decimal) -> str:
        return self.form.rate(value, self.form.edition.indicators[id])

    def _cut(self, lines: Lines, values: Mapping[str, Value]) -> None:
        off = [
            (id, cut)
            for id, value in self._rates(lines, values)
            if (cut := self._rate(id, value.quantize(Decimal("0.1"), ROUND_DOWN)))
            != self._rate(id, value.quantize(Decimal("0.1")))
        ]
        if off:
            id, text = self._one_of(off)
            lines[id] = {QUANTITY: text}

    def _misreckon(self, lines: Lines, values: Mapping[str, Value]) -> None:
        if rate := self._one_of([(id, value) for id, value in self._rates(lines, values) if 0 < value < 90]):
            lines[rate[0]] = {QUANTITY: self._rate(rate[0], rate[1] + int(self.choose.integers(1, 10)))}

    def _leave_errors(self, lines: Lines, values: Mapping[str, Value]) -> None:
        for line in self.form.edition.computed:
            if line.id in lines and (not isinstance(values.get(line.id), Reported) or self.choose.random() < 0.3):
                lines[line.id] = {QUANTITY: _ERROR_SHOWN}

    def _cite_last_years(self, lines: Lines, values: Mapping[str, Value]) -> None:
        documents = [
            line
            for line in self.form.edition.indicators.values()
            if line.kind is IndicatorKind.DOCUMENT and line.id in lines
        ]
        if line := self._one_of(documents):
            lines[line.id] = {EXPLANATION: self.form.document(line, self.form.period.year - 1)}

    def _forget(self, lines: Lines, values: Mapping[str, Value]) -> None:
        for _ in range(int(self.choose.integers(1, 6))):
            if lines:
                del lines[self._one_of(list(lines))]

    def _misplace(self, lines: Lines, values: Mapping[str, Value]) -> None:
        for _ in range(int(self.choose.integers(1, 8))):
            counts = [id for id, cells in lines.items() if QUANTITY in cells and id in values]
            if id := self._one_of(counts):
                lines[id] = {EXPLANATION: lines[id][QUANTITY]}
