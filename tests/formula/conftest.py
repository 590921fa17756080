"""A small world of lines, random typed formulas over it, and random reports of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import pytest
from attrs import frozen
from hypothesis import strategies as st

from cchc.formula.functions import COMPARISONS, FACTS, Kind
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.value import Document

COUNTS, RATES, ANSWERS, DOCUMENTS, STATUS = ("a", "b", "c", "d"), ("p", "q"), ("y", "z"), ("e", "g"), "s"
WORDS = ("day_du", "chua_day_du")


@frozen
class Line:
    """What the type checker needs to know of an indicator."""

    kind: str
    unit: str | None = None
    statuses: tuple[str, ...] = ()
    has_bands: bool = False


@frozen(repr=False)
class World:
    """Strategies: typed trees of each kind, figures of a report, answers to facts."""

    lines: Mapping[str, Line]
    numbers: st.SearchStrategy[Tree]
    booleans: st.SearchStrategy[Tree]
    figures: st.SearchStrategy[dict[str, object]]
    answers: st.SearchStrategy[object]

    @property
    def trees(self) -> st.SearchStrategy[Tree]:
        return self.numbers | self.booleans

    @property
    def trees_without_facts(self) -> st.SearchStrategy[Tree]:
        return numbers_of(3, facts=False) | booleans_of(3, facts=False)


LINES = {
    **{id: Line("count", "ho_so") for id in COUNTS},
    **{id: Line("percentage", "phan_tram") for id in RATES},
    **{id: Line("yes-no") for id in ANSWERS},
    **{id: Line("document") for id in DOCUMENTS},
    STATUS: Line("status", statuses=WORDS),
    "h": Line("heading"),
    "k": Line("number", "ho_so", has_bands=True),
}


def facts_of(kind: Kind) -> st.SearchStrategy[Tree]:
    functions = [function for function in FACTS if function.gives is kind]
    return st.sampled_from(functions).flatmap(
        lambda function: st.tuples(*(st.sampled_from(sorted(LINES)) for _ in function.takes)).map(
            lambda ids: Fact(function.name, ids)
        )
    )


literals = st.builds(Number, st.decimals(0, 10**6, places=2).map(Fraction) | st.integers(0, 12).map(Fraction))
statuses = st.builds(
    lambda op, word: Apply(op, (Name(STATUS), Word(word))), st.sampled_from(["==", "!="]), st.sampled_from(WORDS)
)
date_leaves = facts_of(Kind.DATE) | st.sampled_from(DOCUMENTS).map(lambda id: Apply("date_of", (Name(id),)))
dates = st.builds(lambda op, a, b: Apply(op, (a, b)), st.sampled_from(COMPARISONS), date_leaves, date_leaves)
years = st.sampled_from(DOCUMENTS).map(lambda id: Apply("year_of", (Name(id),)))
known = st.sampled_from(sorted(LINES.keys() - {"h"})).map(lambda id: Apply("known", (Name(id),)))

figures_and_literals = st.sampled_from(COUNTS + RATES).map(Name) | literals
number_leaves = figures_and_literals | facts_of(Kind.NUMBER) | years
answers_and_words = st.sampled_from(ANSWERS).map(Name) | statuses | known
boolean_leaves = answers_and_words | facts_of(Kind.BOOLEAN) | dates


def applied(ops: tuple[str, ...], *args: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.builds(Apply, st.sampled_from(ops), st.tuples(*args))


def several(ops: tuple[str, ...], args: st.SearchStrategy[Tree], least: int) -> st.SearchStrategy[Tree]:
    return st.builds(
        lambda op, parts: Apply(op, tuple(parts)), st.sampled_from(ops), st.lists(args, min_size=least, max_size=4)
    )


@cache
def numbers_of(depth: int, *, facts: bool = True) -> st.SearchStrategy[Tree]:
    """Number trees of at most a depth; `facts` also lets in what only a report can say."""
    if depth == 0:
        return number_leaves if facts else figures_and_literals
    part = st.sampled_from([0, depth - 1]).flatmap(lambda depth: numbers_of(depth, facts=facts))
    return st.one_of(
        applied(("+", "-", "*", "/", "percent"), part, part),
        applied(("per_mille", "percent_of", "if_undefined"), part, part),
        applied(("capped",), part, part, part),
        applied(("round",), part, st.integers(0, 3).map(lambda places: Number(Fraction(places)))),
        applied(("neg", "abs", "number"), part),
        several(("total", "min", "max"), part, 1),
        several(("+",), part, 2),
        applied(("if_",), booleans_of(depth - 1, facts=facts), part, part),
    )


@cache
def booleans_of(depth: int, *, facts: bool = True) -> st.SearchStrategy[Tree]:
    """Boolean trees of at most a depth."""
    if depth == 0:
        return boolean_leaves if facts else answers_and_words
    part = st.sampled_from([0, depth - 1]).flatmap(lambda depth: booleans_of(depth, facts=facts))
    number = st.sampled_from([0, depth - 1]).flatmap(lambda depth: numbers_of(depth, facts=facts))
    return st.one_of(
        applied(COMPARISONS, number, number),
        applied(("==", "!=", "implies"), part, part),
        applied(("not", "known"), part),
        applied(("known",), number),
        several(("and", "or"), part, 2),
    )


counts = st.sampled_from([None, 0, 0, 1, 2, -1, 3, 200, 10**15 + 1]) | st.integers(-(10**15), 10**16)
rates = st.none() | st.fractions(-200, 200, max_denominator=1000)
any_date = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 3))
documents = st.builds(Document, date=st.none() | any_date, year=st.sampled_from([None, 2024]), text=st.just("x"))
figures = st.fixed_dictionaries(
    {
        **dict.fromkeys(COUNTS, counts),
        **dict.fromkeys(RATES, rates),
        **dict.fromkeys(ANSWERS, st.sampled_from([None, True, False])),
        **dict.fromkeys(DOCUMENTS, st.none() | documents),
        STATUS: st.none() | st.sampled_from(WORDS),
    }
)


@st.composite
def answering(draw: st.DrawFn) -> object:
    """A report's answers to facts: the same question has one answer, of the type it is declared to have."""
    of_kind = {Kind.NUMBER: counts | rates, Kind.BOOLEAN: st.sampled_from([None, True, False]), Kind.DATE: any_date}
    functions = {function.name: function for function in FACTS}
    seen: dict[tuple[str, tuple[str, ...]], object] = {}

    def answer(function: str, ids: tuple[str, ...]) -> object:
        if (function, ids) not in seen:
            made = of_kind[functions[function].gives]
            made = made | st.none() if functions[function].null else made.filter(lambda value: value is not None)
            seen[function, ids] = draw(made)
        return seen[function, ids]

    return answer


@pytest.fixture(scope="session")
def world() -> World:
    """Lines, typed trees and reports for property tests."""
    return World(LINES, numbers_of(3), booleans_of(3), figures, answering())
