"""Reports of tables as made-up offices hand them in: drawn after the catalogue's example, some with a slip.

An office of another size has other figures; sums, totals and rates are computed anew, and a report that is not honest
by the catalogue's own rules is drawn again nearer to the example.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum, auto
from functools import partial
from itertools import pairwise
from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.edition import Severity
from cchc.edition.aggregation import Way
from cchc.edition.table import FigureColumn
from cchc.evaluation import Evaluation
from cchc.illustration.filled import filled_rightly
from cchc.judge.display import format_count
from cchc.judge.tables.tabulation import FigureSource, Tabulation
from cchc.period import Period, PeriodKind
from cchc.readers import read_report
from cchc.record import define, frozen
from cchc.report import FilledRow, Part
from cchc.value import Reported

_PASSES = 4
"""What is computed is computed from what is, so many times over."""
_SIZES = (1, 1, 1, 2, 2, 3, 4)
_AS_LARGE = (1,)
_LEAST_SHARE = 0.8
_ERROR_SHOWN = "#VALUE!"
_ROMAN = ("", "I", "II", "III", "IV")
_Spot = tuple[int, int]


class TableSlip(Enum):
    """What goes wrong when a table is filled in."""

    OTHER_TOTAL = auto()
    """A sum is not that of its parts."""
    EXTRA_DIGIT = auto()
    """A figure has a digit too many."""
    SWAPPED_DIGITS = auto()
    """Two neighbouring digits stand in each other's place."""
    EXCHANGED = auto()
    """Two neighbouring cells of a row stand in each other's place."""
    BLANK = auto()
    """A cell is left empty."""
    FORMULA_ERROR = auto()
    """A sum is left as a spreadsheet shows what it cannot compute."""


TABLE_SLIPS: Mapping[TableSlip, float] = {
    TableSlip.OTHER_TOTAL: 0.08,
    TableSlip.EXTRA_DIGIT: 0.05,
    TableSlip.SWAPPED_DIGITS: 0.06,
    TableSlip.EXCHANGED: 0.06,
    TableSlip.BLANK: 0.06,
    TableSlip.FORMULA_ERROR: 0.05,
}
"""In what share of reports each happens."""


@frozen
class FiledTables:
    """A report of tables as it was filled in, judged as it stands."""

    office: str
    period: Period
    evaluation: Evaluation


def filed_tables(
    catalogue: Catalogue,
    folder: Path | None,
    offices: int = 24,
    periods: int = 3,
    *,
    seed: int = 2024,
    slips: Mapping[TableSlip, float] = TABLE_SLIPS,
) -> Iterator[FiledTables]:
    """The reports of so many offices, office by office; of fewer periods where the example does not tell how its form
    goes on. The same for the same seed; none where the catalogue has no example, or none honest is found after it."""
    chance = random.Random(seed)  # noqa: S311 - to be the same again is what it is for
    examples = filled_rightly(catalogue, folder)
    for place in range(1, offices + 1 if examples else 1):
        office = f"{_kind(examples[0])} {place:0{len(str(offices))}d}"
        before: Evaluation | None = None
        for sheet in _Course(catalogue, examples, office, chance).sheets(periods):
            happens = [slip for slip, rate in slips.items() if chance.random() < rate]
            honest = sheet.judged(before)
            for slip in happens:
                _spoil(slip, sheet, honest, chance)
            filed = sheet.judged(before) if happens else honest
            before = honest
            assert filed.report.period is not None
            yield FiledTables(office, filed.report.period, filed)


def _kind(example: Evaluation) -> str:
    """What the office of the example is, without its own name: "UBND xã"."""
    words = (example.report.office or "").split()
    own = next((place for place, word in enumerate(words) if not (word.isupper() or word.islower())), len(words))
    return " ".join(words[:own]) or next(iter(example.edition.level.offices), "office").capitalize()


@define
class _Sheet:
    """A form on its way: its cells as they stand in the file."""

    catalogue: Catalogue
    cells: list[list[str]]

    @classmethod
    def of(cls, example: Evaluation, catalogue: Catalogue) -> _Sheet:
        return cls(catalogue, [[cell.text for cell in kept.cells] for kept in example.report.rows])

    def judged(self, before: Evaluation | None = None) -> Evaluation:
        text = "\n".join("\t".join(row) for row in self.cells)
        report = read_report(text.encode(), self.catalogue, name="form.tsv")
        return self.catalogue.evaluate(report, None if before is None else before.report)

    def put(self, spot: _Spot, text: str) -> None:
        self.cells[spot[0]][spot[1]] = text

    def reckoned(self) -> _Sheet:
        """With all that the form computes computed anew."""
        for _ in range(_PASSES):
            found = self.judged()
            texts = {spot: text for spot, text in _computed(found) if self.cells[spot[0]][spot[1]] != text}
            for spot, text in texts.items():
                self.put(spot, text)
            if not texts:
                break
        return self


@frozen
class _Figure:
    """A figure of a report, where it stands in its file."""

    spot: _Spot
    tabulation: Tabulation
    row: FilledRow
    column: FigureColumn

    @property
    def is_computed(self) -> bool:
        return self.tabulation.source(self.row, self.column) in (FigureSource.FORMULA, FigureSource.ROWS)

    @property
    def value(self) -> int | None:
        """A count as it stands; None for any other figure."""
        entry = self.row.entries[self.column.id]
        value = entry.value.value if isinstance(entry.value, Reported) else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def _figures(evaluation: Evaluation) -> Iterator[_Figure]:
    """All figures that stand in a cell."""
    rows = evaluation.report.rows
    spots = {cell: (row, place) for row, kept in enumerate(rows) for place, cell in enumerate(kept.cells)}
    for tabulation in evaluation.computation.tables.values():
        for row in tabulation.filled.rows:
            for column in tabulation.engine_of(row).table.printed:
                entry = row.entries.get(column.id)
                if entry is not None and entry.cell is not None and entry.cell in spots and entry.cell.text:
                    yield _Figure(spots[entry.cell], tabulation, row, column)


def _computed(evaluation: Evaluation) -> Iterator[tuple[_Spot, str]]:
    """What the form computes, as it is written."""
    for figure in _figures(evaluation):
        if figure.is_computed:
            value = figure.tabulation.computed(figure.row, figure.column.id)
            if value is not None:
                typed = figure.column.asks.measure.typed(value)
                decimals = figure.column.asks.measure.decimals
                yield figure.spot, _written(typed, decimals, evaluation)


def _written(value: int | Decimal, decimals: int, evaluation: Evaluation) -> str:
    if isinstance(value, int):
        return format_count(value, evaluation.edition.languages[0])
    return f"{value:.{decimals}f}".replace(".", evaluation.edition.point)


# --- the course of an office ----------------------------------------------------------------------


@frozen
class _Course:
    """How an office reports on and on, after the example."""

    catalogue: Catalogue
    examples: Sequence[Evaluation]
    office: str
    chance: random.Random

    def sheets(self, periods: int) -> Iterator[_Sheet]:
        """Honest reports, those of an office as large as the example's where the form's rules let it be no larger."""
        for among in (_SIZES, _AS_LARGE):
            sheets = self._of_sizes(among, periods)
            first = next(sheets, None)
            if first is not None:
                yield first
                yield from sheets
                return

    def _of_sizes(self, among: Sequence[int], periods: int) -> Iterator[_Sheet]:
        """Honest reports; none after the first that is not."""
        sizes: dict[str, int] = {}
        before: Evaluation | None = None
        period = self.examples[0].report.period
        for number in range(periods):
            example = self.examples[number % len(self.examples)]
            period = example.report.period if number < len(self.examples) else _following(period, self.catalogue)
            if period is None:
                return
            drawn = _sized(_Sheet.of(example, self.catalogue), example, sizes, partial(self.chance.choice, among))
            sheet = self._varied(drawn, before)
            self._name(sheet, example, period)
            if before is not None and number >= len(self.examples):
                self._carry_over(sheet, before)
            judged = sheet.judged(before)
            if judged.report.period != period or _is_wrong(judged):
                return
            before = judged
            yield sheet

    def _varied(self, sheet: _Sheet, before: Evaluation | None) -> _Sheet:
        """With other shares of their wholes, row by row, where the form's rules let them."""
        plain = [row[:] for row in sheet.reckoned().cells]
        changed: dict[_Spot, str] = {}
        for figure in _figures(sheet.judged(before)):
            whole, value = figure.column.asks.part_of, figure.value
            if whole is not None and value and not figure.is_computed and value > 1:
                share = 1 - self.chance.random() * (1 - _LEAST_SHARE)
                changed[figure.spot] = format_count(max(1, round(value * share)), self._language)
        for spot, text in changed.items():
            sheet.put(spot, text)
        if _is_wrong(sheet.reckoned().judged(before)):
            sheet.cells = plain
        return sheet

    def _carry_over(self, sheet: _Sheet, before: Evaluation) -> None:
        """Begin with what the report before ended with; what there is more or less of, is so of some other column, by
        the first in which the form's rules let it be."""
        left = {(each.row.key, each.column.id): each.value for each in _figures(before)}
        figures = {(each.row.key, each.column.id): each for each in _figures(sheet.judged())}
        begun = dict(self._begun_with())
        own = [each for each in figures.values() if not each.is_computed and each.value is not None]
        others = dict.fromkeys(each.column.id for each in own if each.column.id not in {*begun, *begun.values()})
        for other in others if begun else ():
            trial = _Sheet(sheet.catalogue, [row[:] for row in sheet.cells])
            for each in own:
                beside, known = (
                    figures.get((each.row.key, other)),
                    left.get((each.row.key, begun.get(each.column.id, ""))),
                )
                if known is not None and beside is not None and beside.value is not None and each.value is not None:
                    _put_count(trial, each, known)
                    _put_count(trial, beside, beside.value + known - each.value)
            if not _is_wrong(trial.reckoned().judged(before)):
                sheet.cells = trial.cells
                return

    def _begun_with(self) -> Iterator[tuple[str, str]]:
        """The columns with which a report begins where, in the example, one of the report before ended."""
        for one, two in pairwise(self.examples):
            ended, begun = ({(each.row.key, each.column.id): each.value for each in _figures(of)} for of in (one, two))
            columns = {each.column.id: each.column.asks.over_time for each in _figures(two)}
            for first in (id for id, way in columns.items() if way is Way.FIRST):
                for last in (id for id, way in columns.items() if way is Way.LAST):
                    pairs = [(value, ended.get((row, last))) for (row, id), value in begun.items() if id == first]
                    if pairs and all(one == other for one, other in pairs):
                        yield first, last

    @property
    def _language(self) -> str:
        return self.catalogue.edition.languages[0]

    def _name(self, sheet: _Sheet, example: Evaluation, period: Period) -> None:
        """Write the office and the period over the table."""
        report = example.report
        assert report.period is not None
        for row, kept in enumerate(report.rows):
            if kept.part is Part.ABOVE:
                for place, text in enumerate(sheet.cells[row]):
                    named = text.replace(report.office, self.office) if report.office else text
                    sheet.put((row, place), _dated(named, report.period, period))


def _sized(sheet: _Sheet, example: Evaluation, sizes: dict[str, int], drawn: Callable[[], int]) -> _Sheet:
    """With the counts of each row so many times as great: of a row that the office writes in its own measure, of rows
    that the form prints, which may depend on each other, in one for all; in every period in the same."""
    for figure in _figures(example):
        key = figure.row.key if figure.row.id is None else ""
        if figure.value is not None:
            size = sizes.setdefault(key, drawn())
            sheet.put(figure.spot, format_count(figure.value * size, example.edition.languages[0]))
    return sheet


def _is_wrong(evaluation: Evaluation) -> bool:
    return any(finding.severity is not Severity.INFO for finding in evaluation.findings)


def _following(period: Period | None, catalogue: Catalogue) -> Period | None:
    """The period of the same length after another."""
    if period is None:
        return None
    of_year = _OF_YEAR.get(period.kind)
    if of_year is None:
        return None
    year, number = divmod(period.year * of_year + period.number, of_year)
    return catalogue.edition.calendar.period(period.kind, year, number + 1)


_OF_YEAR = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2, PeriodKind.YEAR: 1}


def _dated(text: str, old: Period, new: Period) -> str:
    """A text with the days, and the number and year, of another period."""
    days = {old.start: new.start, old.end: new.end}

    def day(found: re.Match[str]) -> str:
        written = tuple(map(int, found.groups()))
        known = next((each for each in days if (each.day, each.month, each.year) == written), None)
        return found[0] if known is None else f"{days[known]:%d/%m/%Y}"

    text = re.sub(r"(\d{1,2})/(\d{1,2})/(\d{4})", day, text)
    for mine, other in ((str(old.number), str(new.number)), (_roman(old.number), _roman(new.number))):
        if mine:
            pattern = rf"(?<![\w/]){mine}(\D{{1,12}}){old.year}(?!\d)"
            text = re.sub(pattern, lambda found, other=other: f"{other}{found[1]}{new.year}", text)  # type: ignore[misc]
    return text


def _roman(number: int) -> str:
    return _ROMAN[number] if number < len(_ROMAN) else ""


# --- slips ----------------------------------------------------------------------------------------


def _spoil(slip: TableSlip, sheet: _Sheet, honest: Evaluation, chance: random.Random) -> None:
    """Plant a slip at some cell where it can happen."""
    figures = [figure for figure in _figures(honest) if figure.value is not None]
    computed = [figure for figure in figures if figure.is_computed and figure.value]
    match slip:
        case TableSlip.OTHER_TOTAL if computed:
            figure = chance.choice(computed)
            _put_count(sheet, figure, (figure.value or 0) + chance.choice((-10, -2, -1, 1, 2, 10)))
        case TableSlip.FORMULA_ERROR if computed:
            sheet.put(chance.choice(computed).spot, _ERROR_SHOWN)
        case TableSlip.EXTRA_DIGIT if found := [each for each in figures if each.value]:
            figure = chance.choice(found)
            _put_count(sheet, figure, (figure.value or 0) * 10 + chance.randrange(10))
        case TableSlip.SWAPPED_DIGITS if found := [each for each in figures if _swapped(each.value) != each.value]:
            figure = chance.choice(found)
            _put_count(sheet, figure, _swapped(figure.value) or 0)
        case TableSlip.EXCHANGED:
            beside = [pair for pair in pairwise(figures) if _may_be_exchanged(*pair)]
            if beside:
                one, other = chance.choice(beside)
                first, second = (sheet.cells[each.spot[0]][each.spot[1]] for each in (one, other))
                sheet.put(one.spot, second)
                sheet.put(other.spot, first)
        case TableSlip.BLANK if figures:
            sheet.put(chance.choice(figures).spot, "")
        case _:
            return


def _put_count(sheet: _Sheet, figure: _Figure, value: int) -> None:
    sheet.put(figure.spot, format_count(max(0, value), sheet.catalogue.edition.languages[0]))


def _swapped(value: int | None) -> int | None:
    """A number with its last two digits in each other's place."""
    if value is None or value < _TWO_DIGITS:
        return value
    head, last = divmod(value, 100)
    return head * 100 + last % 10 * 10 + last // 10


_TWO_DIGITS = 10


def _may_be_exchanged(one: _Figure, other: _Figure) -> bool:
    return one.row.key == other.row.key and one.value != other.value
