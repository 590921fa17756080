"""The closed list of what a formula may call: one row a function, from which every reading is drawn.

Pure functions work on the values of their arguments; what asks the report itself is in
`cchc.formula.questions`.
"""

# ruff: noqa: E501 - one row a function, so that the table reads as a table

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from cchc.errors import FormulaError
from cchc.exact import half_up
from cchc.formula.questions import FACTS
from cchc.formula.signature import (
    AND,
    CHOICE,
    COMPARE,
    MOST_PLACES,
    NOT,
    OR,
    PRODUCT,
    SIGN,
    SUM,
    Function,
    Kind,
    Written,
)
from cchc.value import Document

IF_UNDEFINED = "if_undefined"
"""The one function whose meaning depends on what its argument is made of; `cchc.formula.meaning` writes it out."""

BANDS = "bands"
"""The one function that is put in place of itself before anything is computed: `cchc.edition.binding` does."""

_N, _B, _D, _DOC, _L, _P = Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.DOCUMENT, Kind.LINE, Kind.PLACES


def _sum(*numbers: Fraction) -> Fraction:
    return sum(numbers, Fraction(0))


def _quotient(ratio: int) -> Callable[[Fraction, Fraction], Fraction]:
    return lambda part, whole: ratio * part / whole


def _rounded(number: Fraction, places: Fraction | int) -> Fraction:
    """Half away from zero; FormulaError for places that no formula may ask for."""
    if not 0 <= places <= MOST_PLACES or Fraction(places).denominator != 1:
        raise FormulaError(f"a number cannot be rounded to {places} decimals", "round")
    return Fraction(half_up(number.numerator, number.denominator, int(places)), 10 ** int(places))


def _year(document: Document) -> Fraction | None:
    year = document.year if document.date is None else document.date.year
    return None if year is None else Fraction(year)


def _compare(name: str, exact: Callable[[Any, Any], bool], sign: str, opposite: str) -> Function:
    return Function(
        name, (_N, _N), _B, "", "", units="u u -> .", exact=exact,
        written=Written.SIGN, level=COMPARE, sign=sign, opposite=opposite, table=f"a {name} b",
    )  # fmt: skip


def _operator(
    name: str, takes: tuple[Kind, ...], units: str, written: Written, level: int, *, table: str, **more: Any
) -> Function:
    return Function(name, takes, takes[0], "", "", units=units, written=written, level=level, table=table, **more)


_OPERATORS: tuple[Function, ...] = (
    _operator(
        "+", (_N, _N), "u u -> u", Written.SIGN, SUM, variadic=True, sign="+", exact=_sum, adds=True, table="a + b"
    ),
    _operator("-", (_N, _N), "u u -> u", Written.SIGN, SUM, sign="−", exact=operator.sub, adds=True, table="a - b"),
    _operator("*", (_N, _N), "u v -> u*v", Written.SIGN, PRODUCT, sign="×", exact=operator.mul, table="a * b"),
    _operator(
        "/", (_N, _N), "u v -> u/v", Written.RATIO, PRODUCT, sign="÷", ratio=1, exact=_quotient(1), table="a / b"
    ),
    _compare("<", operator.lt, "<", ">="),
    _compare("<=", operator.le, "≤", ">"),
    _compare("==", operator.eq, "=", "!="),
    _compare("!=", operator.ne, "≠", "=="),
    _compare(">", operator.gt, ">", "<="),
    _compare(">=", operator.ge, "≥", "<"),
    _operator("neg", (_N,), "u -> u", Written.SIGN, SIGN, sign="−", exact=operator.neg, adds=True, table="-a"),
    _operator("not", (_B,), ". -> .", Written.PHRASE, NOT, phrase="not", exact=operator.not_, table="not a"),
    _operator(
        "and", (_B, _B), ". . -> .", Written.PHRASE, AND, variadic=True, phrase="and", lazy=True, table="a and b"
    ),
    _operator("or", (_B, _B), ". . -> .", Written.PHRASE, OR, variadic=True, phrase="or", lazy=True, table="a or b"),
)

PURE: tuple[Function, ...] = (
    Function(
        "percent", (_N, _N), _N,
        "tỷ lệ phần trăm của phần so với tổng",
        "the part as a percentage of the whole; undefined if the whole is 0",
        units="u u -> %", ratio=100, exact=_quotient(100), written=Written.RATIO, level=PRODUCT, table="percent(a, b)",
    ),
    Function(
        "per_mille", (_N, _N), _N,
        "tỷ lệ phần nghìn của phần so với tổng",
        "the part per thousand of the whole; undefined if the whole is 0",
        units="u u -> ‰", ratio=1000, exact=_quotient(1000), written=Written.RATIO, level=PRODUCT, table="per_mille(a, b)",
    ),
    Function(
        "percent_of", (_N, _N), _N,
        "số phần trăm của một số, theo đơn vị tính của số ấy: percent_of(12, x) là 12 % của x",
        "so many per cent of a number, in its unit: percent_of(12, x) is 12 % of x",
        units="% u -> u", names=("rate", "whole"), means="rate * whole / 100", written=Written.MEANING, table="percent_of(a, b)",
    ),
    Function(
        "capped", (_N, _N, _N), _N,
        "điểm tối đa khi tỷ lệ đạt ngưỡng, dưới ngưỡng thì theo phần đã đạt: capped(điểm tối đa, tỷ lệ, ngưỡng)",
        "the maximum once a rate reaches a threshold, below it in proportion: capped(maximum, rate, threshold)",
        units="u v v -> u", names=("maximum", "rate", "threshold"), means="maximum * min(1, rate / threshold)",
        written=Written.MEANING, table="capped(6, a, b)",
    ),
    Function(
        "round", (_N, _P), _N,
        "số làm tròn đến chừng ấy chữ số thập phân (0 đến 9), nửa đơn vị thì làm tròn ra xa số 0",
        "the number rounded to so many decimals (0 to 9), half away from zero",
        units="u . -> u", exact=_rounded, written=Written.PHRASE, level=CHOICE, phrase="round", sheet="ROUND", table="round(a / 8, 1)",
    ),
    Function(
        BANDS, (_N, Kind.BANDS), _N,
        "giá trị của bậc mà số ấy thuộc về, theo bảng bậc của tham số; ngoài mọi bậc thì không có giá trị",
        "what the band of a parameter gives that a number lies in; null outside of all bands, and in a period without any",
        units="u v -> v", exact=lambda number, bands: None,
    ),
    Function(
        IF_UNDEFINED, (_N, _N), _N,
        "số thứ nhất; nếu số ấy không tính được vì mẫu số bằng 0 thì lấy số thứ hai; thiếu số liệu thì vẫn không rõ",
        "the first number, or the second where the first has a zero denominator; null where a figure is missing",
        units="u u -> u", lazy=True, written=Written.PHRASE, level=CHOICE, phrase="if_undefined", table="if_undefined(a / b, 9)",
    ),
    Function(
        "total", (_N,), _N,
        "tổng các số",
        "the sum; null if any part is null",
        variadic=True, units="u -> u", exact=_sum, adds=True, written=Written.SIGN, level=SUM, sign="+", sheet="SUM", table="total(a, b)",
    ),
    Function(
        "min", (_N,), _N,
        "số nhỏ nhất",
        "the least; null if any is null",
        variadic=True, units="u -> u", exact=lambda *numbers: min(numbers), sheet="MIN", table="min(a, b)",
    ),
    Function(
        "max", (_N,), _N,
        "số lớn nhất",
        "the greatest; null if any is null",
        variadic=True, units="u -> u", exact=lambda *numbers: max(numbers), sheet="MAX", table="max(a, b)",
    ),
    Function(
        "abs", (_N,), _N,
        "trị tuyệt đối",
        "the absolute value",
        units="u -> u", exact=abs, written=Written.BARS, sheet="ABS", table="abs(a)",
    ),
    Function(
        "number", (_N,), _N,
        "số không kèm đơn vị",
        "the bare number, to compare figures of different units on purpose",
        units="u -> 1", exact=lambda number: number, adds=True, written=Written.ARGUMENT, table="number(a)",
    ),
    Function(
        "if_", (_B, _N, _N), _N,
        "nếu … thì … nếu không thì …",
        "lazy choice; null if the condition is null",
        units=". u u -> u", lazy=True, written=Written.PHRASE, level=CHOICE, phrase="if", table="if_(a, 1, 2 / 0)",
    ),
    Function(
        "implies", (_B, _B), _B,
        "nếu … thì phải …",
        "Kleene implication: not a or b",
        units=". . -> .", names=("a", "b"), means="not a or b",
        written=Written.PHRASE, level=CHOICE, phrase="implies", table="implies(a, b)",
    ),
    Function(
        "known", (_N,), _B,
        "có giá trị",
        "true if the argument is not null; takes a number, yes/no, date, document or status",
        null=False, units=". -> .", lazy=True, table="known(a)",
    ),
    Function(
        "date_of", (_DOC,), _D,
        "ngày ban hành của văn bản",
        "the date of a document; null if it bears none",
        units=". -> .", exact=lambda document: document.date,
    ),
    Function(
        "year_of", (_DOC,), _N,
        "năm ban hành của văn bản",
        "the year of a document's date, or else of its number",
        units=". -> 1", exact=_year, grouped=False,
    ),
)  # fmt: skip


OPERATORS: Mapping[str, Function] = {row.name: row for row in _OPERATORS}
FUNCTIONS: Mapping[str, Function] = {row.name: row for row in (*PURE, *FACTS)}
ROWS: Mapping[str, Function] = {**OPERATORS, **FUNCTIONS}
"""Whatever stands at a node of a tree, operators and functions alike."""

COMPARISONS: tuple[str, ...] = tuple(name for name, row in OPERATORS.items() if row.compares)


def arity(name: str) -> tuple[int, int | None]:
    """How many arguments, at least and at most (None: any number), an operator or a function takes."""
    row = ROWS[name]
    return len(row.takes), None if row.variadic else len(row.takes)
