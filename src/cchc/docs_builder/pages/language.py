"""The formula language in full: its functions and its truth tables, worked out by the engine itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.formula import reference
from cchc.formula.functions import PURE, ROWS
from cchc.formula.questions import FACTS
from cchc.formula.signature import Function, Kind
from cchc.formula.syntax import parse
from cchc.formula.tree import names_of
from cchc.value import Cause

_TRUTHS: tuple[bool | None, ...] = (True, False, None)
_NUMBERS: tuple[int | None, ...] = (3, 0, None)
_ALSO_LOGIC = ("a == b", "known(a)")
"""Tables of what takes numbers and answers too."""


def pages(book: Book) -> Iterator[BookPage]:
    w = book.words
    body = [
        w("language_intro"),
        f"## {w('logic_tables')}",
        w("logic_intro"),
        *_tables(book, [*_tabled(Kind.BOOLEAN), *_ALSO_LOGIC], _TRUTHS),
        f"## {w('number_tables')}",
        w("number_intro"),
        *_tables(book, _tabled(Kind.NUMBER), _NUMBERS),
        f"## {w('pure_functions')}",
        _functions(book, PURE),
        f"## {w('facts')}",
        w("facts_intro"),
        _functions(book, FACTS),
    ]
    yield BookPage.about("guide/truth-tables", w("truth_tables"), "\n\n".join(body), "guide", listed=False)


def _tabled(kind: Kind) -> list[str]:
    """The formulas that show what takes this kind first."""
    return [row.table for row in ROWS.values() if row.table and row.takes[0] is kind]


def _tables(book: Book, formulas: Sequence[str], values: Sequence[bool | int | None]) -> Iterator[str]:
    """A square of each formula of two names, then the others side by side."""
    of_two = [formula for formula in formulas if len(names_of(parse(formula))) > 1]
    yield from (_square(book, formula, values) for formula in of_two)
    yield _lines(book, [formula for formula in formulas if formula not in of_two], values)


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
