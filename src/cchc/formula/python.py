"""A whole edition as one generated Python function, exact and as fast as one written by hand."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any
from zlib import crc32

from cchc.exact import half_up
from cchc.formula.meaning import FormulaOf, no_formula
from cchc.formula.source import Computed, Writer
from cchc.formula.tree import Fact, Tree
from cchc.record import field, frozen
from cchc.value import Cause, Undefined

Get = Callable[[str], object]
"""The figure of an indicator as the report states it: int, Fraction, bool, status id, Document or None."""
Ask = Callable[[str, tuple[str, ...]], object]
"""The answer to a fact, or None."""
FigureOutcomes = tuple[tuple[int | None, ...], tuple[bool | None, ...]]
"""Computed values in units of their last decimal, and the outcomes of checks."""
Judged = tuple[tuple[int | None, ...], dict[str, Any], list[int]]
"""Computed values in units of their last decimal, the same typed by id, and the places of the checks that fail."""
Run = Callable[[Get, Ask], FigureOutcomes]


@frozen
class Program:
    """A compiled edition; `run` gives the computed values (in units of their last decimal) and the
    outcomes of the checks, in order. It raises TypeError where a figure is not of its kind."""

    source: str
    inputs: tuple[str, ...]
    facts: tuple[Fact, ...]
    run: Run = field(eq=False, repr=False)


def compile_program(
    computed: Sequence[Computed], checks: Sequence[Tree], formula_of: FormulaOf = no_formula
) -> Program:
    """Generate and compile the function of these formulas and checks, all of which have been type-checked.

    A formula stands after those that it is computed from; others see it rounded. `formula_of` tells
    the formulas of figures that are computed elsewhere. Raises ValueError if one stands before.
    Ids reach the source only as `repr`, variables are numbered.
    """
    writer = Writer({id for id, _, _ in computed}, formula_of=formula_of)
    values = writer.values(computed)
    outcomes = [f"    {writer.check(check).nullable}," for check in checks]
    facts = [f"{name} = fact({fact.function!r}, {fact.ids!r})" for fact, name in writer.facts.items()]
    source = _function("get, fact", [*writer.reads, *facts, *writer.lines, f"return {values}, (", *outcomes, ")"])
    return Program(source, tuple(writer.inputs), tuple(writer.facts), _compiled(source, **writer.called))


def compile_typed(
    computed: Sequence[Computed],
    checks: Sequence[Tree],
    typed: Sequence[Mapping[Any, Any]],
    given: Sequence[str],
    *,
    is_whole: bool = False,
) -> Callable[..., Judged]:
    """The function for whoever wants typed values, and of the checks only which fail. None may ask for a fact.

    `typed` has for each computed indicator its typed value by its integer; the function takes the figures that are
    `given`, in order, and every other figure is missing. Where they are whole, integers all, it does not test them for
    being there; else the last of them may be left out.
    """
    names = {id: f"g{place}" for place, id in enumerate(given)}
    computing = {id for id, _, _ in computed}
    writer = Writer(computing, given=names) if is_whole else Writer(computing, inputs=dict(names))
    values, judged = writer.values(computed), writer.judged(checks)
    by_id = [f"{id!r}: {writer.typed(id, f'typed{place}')}," for place, (id, _, _) in enumerate(computed)]
    body = [*writer.lines, "broken = []", *judged, f"return {values}, {{", *by_id, "}, broken"]
    absent = (f"{name}=None" for name in writer.inputs.values())
    source = _function(", ".join([*writer.given.values(), *absent]), body)
    known = {**writer.called, **{f"typed{place}": table for place, table in enumerate(typed)}}
    lacking = {id: Undefined(Cause.MISSING_INPUT, id) for id in [*writer.inputs, *writer.scaled]}
    return _compiled(source, **known, lacking=lacking, zero=Undefined(Cause.ZERO_DENOMINATOR))


Broken = tuple[int, int]
"""The place of a row, and that of a check which it fails."""


def compile_rows(checks: Sequence[Tree], given: Sequence[str]) -> Callable[[Iterable[Sequence[int]]], list[Broken]]:
    """The function that judges rows of integers, `given` in order and none of them missing: what fails, row by row.

    A check asks for no fact and names no other figure; one that cannot be told, as of a part of nothing, fails.
    """
    names = {id: f"g{place}" for place, id in enumerate(given)}
    writer = Writer(set(), given=names)
    codes = [writer.check(check) for check in checks]
    tests = [f"    if not ({code.nullable}): broken.append((place, {at}))" for at, code in enumerate(codes)]
    row = "".join(f"{name}, " for name in names.values())
    lines = (f"    {line}" for line in writer.lines)
    body = ["broken = []", f"for place, ({row}) in enumerate(rows):", *lines, *(tests or ["    pass"]), "return broken"]
    return _compiled(_function("rows", body), **writer.called)


def _function(parameters: str, body: Sequence[str]) -> str:
    return "\n    ".join([f"def evaluate({parameters}):", *body]) + "\n"


def _compiled(source: str, **known: object) -> Callable[..., Any]:
    namespace: dict[str, Any] = {"Fraction": Fraction, "nearest": nearest, **known}
    exec(compile(source, _filename(source), "exec"), namespace)  # noqa: S102 - our own text, from validated trees
    function: Callable[..., Any] = namespace["evaluate"]
    return function


def nearest(numerator: int | Fraction, denominator: int | Fraction) -> int:
    """The integer nearest to a quotient, half away from zero; the generated function's rare branch."""
    if isinstance(numerator, int) and isinstance(denominator, int):
        return half_up(numerator, denominator)
    quotient = Fraction(numerator) / denominator
    return half_up(quotient.numerator, quotient.denominator)


def _filename(source: str) -> str:
    """Lets a traceback quote the generated line, as attrs does for its methods."""
    count = 0
    while True:
        name = f"<cchc formulas {crc32(source.encode()):08x}{'-' * count}>"
        entry = (len(source), None, source.splitlines(keepends=True), name)
        if linecache.cache.setdefault(name, entry) == entry:
            return name
        count += 1
