"""What the formula language knows of one operator or function: all that its readings can be drawn from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import Any

from cchc.errors import FormulaError
from cchc.record import field, frozen


class Kind(StrEnum):
    """The type of an expression, less its unit."""

    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DOCUMENT = "document"
    STATUS = "status"
    LINE = "line"
    """An argument that is a name, not a value: any line of the form, headings included."""
    BANDS = "bands"
    """An argument that is the name of a parameter with bands."""
    PLACES = "places"
    """An argument that is a number of decimals, written out."""


MOST_PLACES = 9
"""The greatest number of decimals that a formula may round to."""

CHOICE, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, ATOM = range(9)
"""How tightly a text binds; what binds less than its place asks for is put in parentheses."""


class Written(Enum):
    """How a person sees an operator or a function."""

    CALL = "call"
    """Its name in words, and its arguments."""
    SIGN = "sign"
    """A sign before its argument or between its arguments."""
    RATIO = "ratio"
    """A quotient, times so many."""
    BARS = "bars"
    """Its argument between bars."""
    ARGUMENT = "argument"
    """Its argument and nothing else."""
    PHRASE = "phrase"
    """A phrase of the family `formula` in the face `judging`, with the arguments in their places."""
    MEANING = "meaning"
    """What it means, in terms of others."""


_UNPUBLISHED: Mapping[str, Any] = {"json": None}


@frozen
class Function:
    """What one function takes and gives; `variadic` repeats the last argument."""

    name: str
    takes: tuple[Kind, ...]
    gives: Kind
    vi: str
    en: str
    variadic: bool = False
    fact: bool = False
    null: bool = True
    """Whether the function can give null."""

    units: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    """The units of arguments and result, "u u -> u": a letter stands for one unit, whichever it is, `%` and `‰` for
    themselves, `1` for no unit, `line` for that of the line, `.` for what has none; `u*v` and `u/v` multiply."""
    exact: Callable[..., Any] | None = field(default=None, kw_only=True, metadata=_UNPUBLISHED)
    """The value by the values of all arguments, numbers as fractions; None for null."""
    means: str | None = field(default=None, kw_only=True, metadata=_UNPUBLISHED)
    """The same in the formula language itself, by `names`."""
    names: tuple[str, ...] = field(default=(), kw_only=True, metadata=_UNPUBLISHED)
    """What the arguments are called."""
    lazy: bool = field(default=False, kw_only=True, metadata=_UNPUBLISHED)
    """Whether it may have a value though an argument has none; then each reading has a way of its own."""
    ratio: int = field(default=0, kw_only=True, metadata=_UNPUBLISHED)
    """How many times the quotient of its two arguments it is; 0 if it is none."""
    written: Written = field(default=Written.CALL, kw_only=True, metadata=_UNPUBLISHED)
    level: int = field(default=ATOM, kw_only=True, metadata=_UNPUBLISHED)
    sign: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    opposite: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    """The comparison that holds where this one does not."""
    phrase: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    adds: bool = field(default=False, kw_only=True, metadata=_UNPUBLISHED)
    """Whether over many reports its sum is it of the sums."""
    grouped: bool = field(default=True, kw_only=True, metadata=_UNPUBLISHED)
    """Whether its thousands are set apart: not those of a year."""
    sheet: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    """A spreadsheet's own function that is the same wherever all arguments are numbers."""
    table: str = field(default="", kw_only=True, metadata=_UNPUBLISHED)
    """A formula of `a` and `b` by which the docs show what it gives."""

    def __attrs_post_init__(self) -> None:
        for what in self._gaps():
            raise FormulaError(f"the row of {self.name} {what}", self.name, 0, len(self.name))

    def _gaps(self) -> tuple[str, ...]:
        """What a row does not say and every reading would miss."""
        definitions = (self.exact is not None) + (self.means is not None) + self.lazy
        gaps = []
        if definitions != (0 if self.fact else 1):
            gaps.append("says no `exact` and no `means`, and is not `lazy`" if not definitions else "is defined twice")
        if self.means is not None and len(self.names) != len(self.takes):
            gaps.append("says what it means, but not by which `names`")
        if any(len(re.findall(rf"\b{name}\b", self.means or name)) != 1 for name in self.names):
            gaps.append("does not mean something of each argument once, so that a formula could grow without end")
        if not self.fact and len(self.units.split()) != len(self.takes) + 2:
            gaps.append("says no `units` for each of its arguments")
        return tuple(gaps)

    def kinds(self, count: int) -> tuple[Kind, ...]:
        """The kinds of so many arguments, a variadic one's last repeated."""
        return self.takes + self.takes[-1:] * (count - len(self.takes))

    @property
    def is_plain(self) -> bool:
        """Whether it has a value wherever its arguments have."""
        return (
            self.exact is not None and not self.ratio and self.gives is Kind.NUMBER and Kind.DOCUMENT not in self.takes
        )

    @property
    def compares(self) -> bool:
        return self.level == COMPARE

    @property
    def is_prefix(self) -> bool:
        """Whether its sign stands before its one argument."""
        return len(self.takes) == 1 and not self.variadic
