"""The closed list of what a formula may call: one row a function, from which every reading is drawn.

Pure functions work on the values of their arguments. Facts take *names* of indicators and
ask the report itself; `cchc.judge.facts` answers them.
"""

# ruff: noqa: E501 - one row a function, so that the table reads as a table

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from cchc.errors import FormulaError
from cchc.exact import half_up
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

_N, _B, _D, _DOC, _L, _P = Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.DOCUMENT, Kind.LINE, Kind.PLACES


def _sum(*numbers: Fraction) -> Fraction:
    return sum(numbers, Fraction(0))


def _quotient(ratio: int) -> Callable[[Fraction, Fraction], Fraction]:
    return lambda part, whole: ratio * part / whole


def rounded(number: Fraction, places: Fraction | int) -> Fraction:
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
    _operator("+", (_N, _N), "u u -> u", Written.SIGN, SUM, variadic=True, sign="+", exact=_sum, table="a + b"),
    _operator("-", (_N, _N), "u u -> u", Written.SIGN, SUM, sign="−", exact=operator.sub, table="a - b"),
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
    _operator("neg", (_N,), "u -> u", Written.SIGN, SIGN, sign="−", exact=operator.neg, table="-a"),
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
        "total", (_N,), _N,
        "tổng các số",
        "the sum; null if any part is null",
        variadic=True, units="u -> u", exact=_sum, written=Written.SIGN, level=SUM, sign="+", sheet="SUM", table="total(a, b)",
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
        units="u -> 1", exact=lambda number: number, written=Written.ARGUMENT, table="number(a)",
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


def _fact(name: str, takes: tuple[Kind, ...], gives: Kind, vi: str, en: str, units: str = "1", **more: Any) -> Function:
    return Function(name, takes, gives, vi, en, fact=True, units=units, **more)


FACTS: tuple[Function, ...] = (
    _fact("is_reported", (_L,), _B, "biểu có ghi giá trị", "the form states a value on that line", null=False),
    _fact(
        "printed",
        (_L,),
        _N,
        "số in trên biểu",
        "the number that the form prints on that line, before anything is computed",
        units="line",
    ),
    _fact("agrees", (_L,), _B, "tỷ lệ in khớp với số tính lại", "the printed rate's interval meets the computed value"),
    _fact(
        "is_truncated",
        (_L,),
        _B,
        "tỷ lệ in bị cắt bớt chữ số",
        "the printed rate is the computed one cut off, not rounded",
    ),
    _fact(
        "shows_error",
        (_L,),
        _B,
        "ô báo lỗi bảng tính",
        "a cell of that line holds a spreadsheet error such as #DIV/0!",
        null=False,
    ),
    _fact("is_undefined", (_L,), _B, "mẫu số bằng 0", "the computed value has a zero denominator", null=False),
    _fact("lacks_part", (_L,), _B, "thiếu số liệu thành phần", "the computed value lacks one of its parts", null=False),
    _fact(
        "unit_fits",
        (_L,),
        _B,
        "đơn vị tính đúng mẫu",
        "the unit column holds the form's unit (or a value that stands there); null if it is blank",
    ),
    _fact(
        "same_total",
        (_L,),
        _B,
        "cùng một tổng số",
        "every total printed for these lines is one number: counts, and denominators of printed fractions other than the line's own denominator",
        variadic=True,
    ),
    _fact(
        "operands_fit",
        (_L,),
        _B,
        "phân số in đúng tử số và mẫu số",
        "each printed a/b has the formula's own numerator and denominator; null if none is printed",
    ),
    _fact(
        "is_issued",
        (_L,),
        _B,
        "đã ban hành",
        "a document is referred to (or said to exist); false if the form says none or not yet; null if the line is blank",
    ),
    _fact("is_complete", (_L,), _B, "đủ số, ký hiệu, ngày", "the document has number, symbol and date"),
    _fact(
        "names_other_year",
        (_L,),
        _B,
        "tên văn bản ghi năm khác",
        "the document's title names a year that is not the report's",
        null=False,
    ),
    _fact("month_of", (_L,), _N, "tháng ban hành", "the month of a document's date"),
    _fact(
        "symbol_fits",
        (_L,),
        _B,
        "ký hiệu đúng loại và cơ quan",
        "type and issuing body of the document are those the line asks for",
    ),
    _fact(
        "in_order",
        (_L, _L),
        _B,
        "số và ngày cùng thứ tự",
        "two documents of one register and year: numbers differ and are in the order of their dates",
    ),
    _fact(
        "is_explained",
        (_L,),
        _B,
        "có giải trình",
        "the explanation column says something beyond a number, a missing-value word or the form's own prompt",
        null=False,
    ),
    _fact(
        "items_listed",
        (_L,),
        _N,
        "số mục được liệt kê",
        "how many items the explanation lists (1/ … 2/ …); null if it lists none",
        units="line",
    ),
    _fact(
        "same_window",
        (_L, _L),
        _B,
        "cùng kỳ số liệu",
        "two headings declare the same dates; null if either declares none",
    ),
    _fact("window_start", (_L,), _D, "ngày đầu kỳ số liệu", "first day that a line declares for its figures"),
    _fact("window_end", (_L,), _D, "ngày cuối kỳ số liệu", "last day that a line declares for its figures"),
    _fact("period_start", (), _D, "ngày đầu kỳ báo cáo", "first day of the report's period by the edition's calendar"),
    _fact("period_end", (), _D, "ngày chốt số liệu", "closing day of the report's period by the edition's calendar"),
    _fact("year_start", (), _D, "ngày 01 tháng 01", "1 January of the report's year"),
    _fact(
        "reporting_year_start",
        (),
        _D,
        "ngày đầu năm báo cáo",
        "first day of the report's year by the edition's calendar: 15 December where a period closes on the 14th",
    ),
    _fact("report_year", (), _N, "năm báo cáo", "the report's year"),
    _fact(
        "report_date",
        (),
        _D,
        "ngày báo cáo",
        "the date of signature; where none is printed, the last day of the report's calendar period",
    ),
    _fact(
        "previous",
        (_L,),
        _N,
        "số của kỳ trước",
        "the figure of the report before this one; null if that report is not at hand",
        units="line",
    ),
    _fact(
        "same_year_as_previous",
        (),
        _B,
        "cùng năm với kỳ trước",
        "the report before this one is of the same year; null if it is not at hand",
    ),
    _fact(
        "is_repeated",
        (),
        _B,
        "giống hệt kỳ trước",
        "every figure is that of the report before this one; null if it is not at hand",
    ),
    _fact(
        "level_fits",
        (),
        _B,
        "đơn vị đúng cấp hành chính",
        "the reporting office and its superior are of the kinds that the edition knows; null if the report names no office",
    ),
)

OPERATORS: Mapping[str, Function] = {row.name: row for row in _OPERATORS}
FUNCTIONS: Mapping[str, Function] = {row.name: row for row in (*PURE, *FACTS)}
ROWS: Mapping[str, Function] = {**OPERATORS, **FUNCTIONS}
"""Whatever stands at a node of a tree, operators and functions alike."""

COMPARISONS: tuple[str, ...] = tuple(name for name, row in OPERATORS.items() if row.compares)


def arity(name: str) -> tuple[int, int | None]:
    """How many arguments, at least and at most (None: any number), an operator or a function takes."""
    row = ROWS[name]
    return len(row.takes), None if row.variadic else len(row.takes)
