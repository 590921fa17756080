"""Two columns of figures side by side, the month's and that since the year began: which line takes which.

The headings say what a column holds, in the words of `words/cells.toml`; which of them a line asks
for follows from how its figures add up over time (`over_time` in the catalogue).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.formula.tree import names_of
from cchc.period import Period, PeriodKind
from cchc.reading.cells.phrasebook import Role, Where, bared, table
from cchc.reading.cells.tokens import Token, TokenKind, tokens
from cchc.record import frozen
from cchc.text.spelling import key, seen
from cchc.value import Cell

QUANTITY = "quantity"


class FigureTime(Enum):
    """The time that the figures of a column are of."""

    MONTH = auto()
    CUMULATIVE = auto()
    OTHER = auto()
    """Of the month before, of last year, of a plan: no line takes it."""


_ROLES = (
    (Role.PLAN, FigureTime.OTHER),
    (Role.CHANGE, FigureTime.OTHER),
    (Role.CUMULATIVE, FigureTime.CUMULATIVE),
    (Role.EARLIER, FigureTime.OTHER),
    (Role.MONTH, FigureTime.MONTH),
)
_PLACES = (Where.WORDS, Where.BEFORE, Where.NEXT, Where.AFTER)
_LONGEST_HEADING = 60
"""Letters of a heading over figures; longer ones ask for texts."""


@lru_cache(maxsize=512)
def span_of(heading: str) -> FigureTime | None:
    """What time a heading says that the figures under it are of; None if it says nothing of it."""
    if len(heading) > _LONGEST_HEADING:
        return None
    found = tokens(heading, rate=False)
    match found:
        case [Token(kind=TokenKind.NUMBER), Token(text=word)] if word in _words(Role.MONTH):  # "5 tháng"
            return FigureTime.CUMULATIVE
    if any(token.kind is TokenKind.NUMBER for token in found):
        return None
    for role, span in _ROLES:
        if any(token.may_be(role, *_PLACES) for token in found):
            return span
    names = [token for token in found if token.kind is TokenKind.NAME]
    return next((named for name in names if (named := _named(name)) is not None), None)


def _named(name: Token) -> FigureTime | None:
    """ "Tháng 5" is a month's; "5 tháng đầu năm" and "năm 2024" are of the year so far."""
    months = _words(Role.MONTH)
    if name.text.startswith(tuple(table(Role.EARLIER, Where.BEFORE))):  # "cùng kỳ 2023"
        return FigureTime.OTHER
    if any(word in name.text and not name.text.startswith(word) for word in months if len(word) > 1):
        return FigureTime.CUMULATIVE
    if name.text.startswith(tuple(months)):
        return FigureTime.MONTH
    return FigureTime.CUMULATIVE if name.text.startswith(tuple(_words(Role.CUMULATIVE))) else None


def _words(role: Role) -> list[str]:
    words = [*table(role, Where.SPANS)]
    return [*words, *map(bared, words)]


@frozen
class Figures:
    """The columns of figures of a table by name, each with its time, and the heading of each."""

    spans: Mapping[str, FigureTime]
    headings: Mapping[str, Cell]

    def of(self, period: Period | None) -> Figures:
        """The same, with the column of another month than the report's as that of another time."""
        if period is None or period.kind is not PeriodKind.MONTH:
            return self
        months = {name: _month(self.headings[name]) for name, span in self.spans.items() if span is FigureTime.MONTH}
        others = {name: FigureTime.OTHER for name, month in months.items() if month not in (None, period.number)}
        return Figures({**self.spans, **others}, self.headings) if others else self

    @property
    def is_plain(self) -> bool:
        """Whether each line has its figure in the form's own column."""
        return not self.is_double and (
            self.spans.get(QUANTITY) is not FigureTime.OTHER or set(self.spans.values()) == {FigureTime.OTHER}
        )

    @property
    def is_double(self) -> bool:
        """Whether there is a column for the month and one for the year so far."""
        return {FigureTime.MONTH, FigureTime.CUMULATIVE} <= set(self.spans.values())

    def differ(self, cells: Mapping[str, Cell]) -> bool:
        """Whether a row says one thing in the one column and another in the other."""
        month, cumulative = (cells.get(self.column(span)) for span in (FigureTime.MONTH, FigureTime.CUMULATIVE))
        return key(month.text if month else "") != key(cumulative.text if cumulative else "")

    def column(self, span: FigureTime) -> str:
        """The column for a time, or that which stands in for it."""
        order = (span, FigureTime.MONTH, FigureTime.CUMULATIVE)
        return next((name for each in order for name, of in self.spans.items() if of is each), QUANTITY)


def _month(heading: Cell) -> int | None:
    """The month that a heading names."""
    found = [token.text for token in tokens(seen(heading.text), rate=False) if token.kind is TokenKind.NAME]
    for word in _words(Role.MONTH):
        for name in found:
            number = name.removeprefix(word).lstrip(" ").partition("/")[0]
            if name.startswith(word) and number.isdecimal():
                return int(number)
    return None


NO_FIGURES = Figures({}, {})


def figures(headings: Mapping[str, Cell], known: frozenset[str]) -> Figures:
    """The columns of figures among headings by column: the form's own, and others that say of what time they are.

    Beside a column for the one the form's own column, where it says nothing, is for the other.
    """
    told = {name: span_of(seen(cell.text)) for name, cell in headings.items() if name not in known}
    spans = {name: span for name, span in told.items() if span is not None}
    if QUANTITY in headings and QUANTITY not in spans:
        others = set(spans.values())
        if FigureTime.CUMULATIVE in others:
            spans[QUANTITY] = FigureTime.MONTH
        elif FigureTime.MONTH in others:
            spans[QUANTITY] = FigureTime.CUMULATIVE
    return Figures(spans, {name: headings[name] for name in spans})


def wanted(line: Indicator, edition: Edition) -> FigureTime:
    """Which figure a line asks for: of the month where months add up, else as it stands at the end."""
    if line.formula is not None:
        parts = (edition.everything[id] for id in names_of(line.formula) if id in edition.everything)
        return (
            FigureTime.CUMULATIVE
            if any(wanted(part, edition) is FigureTime.CUMULATIVE for part in parts)
            else FigureTime.MONTH
        )
    is_level = line.kind in (IndicatorKind.COUNT, IndicatorKind.NUMBER) and str(line.over_time) != "flow"
    return FigureTime.CUMULATIVE if is_level else FigureTime.MONTH


def taken(line: Indicator, cells: Mapping[str, Cell], found: Figures, edition: Edition) -> Mapping[str, Cell]:
    """The cells of a line with the figure that it asks for as its quantity; the others keep their heading's name."""
    own = found.column(wanted(line, edition))
    is_one_of_many = line.kind.is_number and str(line.over_time) in ("flow", "cumulative")
    if own not in cells and not is_one_of_many:
        # A level, a rate, an answer may stand in either.
        others = (name for name, span in found.spans.items() if span is not FigureTime.OTHER and name in cells)
        own = next(others, own)
    chosen = {}
    for name, cell in cells.items():
        if name == own:
            chosen[QUANTITY] = cell
        elif name == QUANTITY:
            chosen[seen(found.headings[QUANTITY].text)] = cell
        else:
            chosen[name] = cell
    return chosen
