"""The formula language in full: its functions and its truth tables, worked out by the engine itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, Page
from cchc.formula import reference
from cchc.formula.functions import FACTS, PURE, Function
from cchc.formula.syntax import parse
from cchc.value import Cause

_TRUTHS: tuple[bool | None, ...] = (True, False, None)
_NUMBERS: tuple[int | None, ...] = (3, 0, None)
_BINARY_LOGIC = ("a and b", "a or b", "implies(a, b)", "a == b")
_BINARY_NUMBERS = (
    "a + b",
    "a - b",
    "a * b",
    "a / b",
    "percent(a, b)",
    "a < b",
    "a <= b",
    "a == b",
    "a != b",
    "a > b",
    "a >= b",
    "total(a, b)",
    "min(a, b)",
    "max(a, b)",
)
_UNARY_NUMBERS = ("-a", "abs(a)", "number(a)", "known(a)")


def pages(book: Book) -> Iterator[Page]:
    w = book.words
    body = [
        w("language_intro"),
        f"## {w('logic_tables')}",
        w("logic_intro"),
        *(_square(book, formula, _TRUTHS) for formula in _BINARY_LOGIC),
        _lines(book, ["not a", "known(a)"], _TRUTHS),
        _choice(book),
        f"## {w('number_tables')}",
        w("number_intro"),
        *(_square(book, formula, _NUMBERS) for formula in _BINARY_NUMBERS),
        _lines(book, _UNARY_NUMBERS, _NUMBERS),
        f"## {w('pure_functions')}",
        _functions(book, PURE),
        f"## {w('facts')}",
        w("facts_intro"),
        _functions(book, FACTS),
    ]
    yield Page("guide/truth-tables", w("truth_tables"), "\n\n".join(body), "guide", listed=False)


def value_of(formula: str, figures: Mapping[str, bool | int | None]) -> reference.Answer | reference.Null:
    """What a formula gives for figures by name; facts are never known here."""
    return reference.evaluate(parse(formula), figures.get, lambda _function, _ids: None)


def _shown(book: Book, value: object) -> str:
    match value:
        case None:
            return book.words("null")
        case reference.Null(Cause.ZERO_DENOMINATOR):
            return book.words("null_zero")
        case reference.Null():
            return book.words("null")
        case bool():
            return book.words("true" if value else "false")
        case Fraction():
            return md.plain(str(value))
        case _:
            return md.plain(str(value))


def _square(book: Book, formula: str, values: Sequence[bool | int | None]) -> str:
    """A table of a formula of two names: a down, b across."""
    head = [md.code(formula), *(f"b = {_shown(book, b)}" for b in values)]
    rows = [
        [f"**a = {_shown(book, a)}**", *(_shown(book, value_of(formula, {"a": a, "b": b})) for b in values)]
        for a in values
    ]
    return md.table(head, rows)


def _lines(book: Book, formulas: Sequence[str], values: Sequence[bool | int | None]) -> str:
    rows = [
        [f"**a = {_shown(book, a)}**", *(_shown(book, value_of(formula, {"a": a})) for formula in formulas)]
        for a in values
    ]
    return md.table(["", *map(md.code, formulas)], rows)


def _choice(book: Book) -> str:
    formula = "if_(a, 1, 2 / 0)"
    return md.table(
        ["", md.code(formula)],
        [[f"**a = {_shown(book, a)}**", _shown(book, value_of(formula, {"a": a}))] for a in _TRUTHS],
    )


def _functions(book: Book, functions: Sequence[Function]) -> str:
    w = book.words
    rows = []
    for function in functions:
        takes = ", ".join([w("type", kind) for kind in function.takes] + (["…"] if function.variadic else []))
        meaning = function.vi if book.language == "vi" else function.en
        rows.append(
            (
                f"{md.code(function.name)}({takes})",
                w("type", function.gives),
                md.plain(meaning),
                w("yes" if function.null else "no"),
            )
        )
    return md.table([w("function"), w("gives"), w("meaning"), w("may_be_null")], rows)
