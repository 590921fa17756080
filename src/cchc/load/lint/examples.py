"""Worked examples: the slow, obvious reading of each formula gives what the catalogue says it gives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cchc.edition import Edition, Example, Indicator
from cchc.exact import half_up
from cchc.formula.reference import Null, evaluate
from cchc.formula.tree import Tree, mentions_of
from cchc.load.mistake import SAMPLE, UNKNOWN_NAME, Gaps, KeyPath, Mistake, nearest
from cchc.value import Cause

_CAUSES = (Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT)


def problems(edition: Edition, gaps: Gaps) -> Iterator[Mistake]:
    """Examples of figures that the formula does not use, or that give something else."""
    if f"{edition.id}/edition.toml" in gaps.files:
        return  # the decimals of a rate may be unknown
    for line in edition.everything.values():
        if line.formula is None or line.id in gaps.ids:
            continue
        if not all(id in edition.everything and id not in gaps.ids for id in mentions_of(line.formula)):
            continue
        for place, example in enumerate(line.examples):
            path: KeyPath = (line.id, "examples", place) if len(line.examples) > 1 else (line.id, "example")
            yield from _example(line, line.formula, path, example)


def _example(line: Indicator, formula: Tree, path: KeyPath, example: Example) -> Iterator[Mistake]:
    used = mentions_of(formula)
    figures: dict[str, int | Fraction | bool] = {}
    for id, figure in example.figures.items():
        if id not in used:
            what = f"the formula does not use {id[:60]!r}"
            yield Mistake(UNKNOWN_NAME, line.file, (*path, id), what, nearest(id, used))
            return
        if isinstance(figure, int):
            figures[id] = figure
        elif isinstance(figure, Decimal) and figure.is_finite() and abs(figure.adjusted()) < 1000:
            figures[id] = Fraction(figure)
        else:
            yield Mistake(SAMPLE, line.file, (*path, id), "a figure of an example is a number")
            return
    try:
        given = shown(formula, figures, line.decimals)
    except (TypeError, ValueError, ArithmeticError) as error:
        yield Mistake(SAMPLE, line.file, path, f"the formula cannot be worked out: {error}")
        return
    if given != example.gives:
        yield Mistake(SAMPLE, line.file, path, f"the formula gives {given}, not {example.gives[:40]}")


def shown(formula: Tree, figures: dict[str, int | Fraction | bool], decimals: int) -> str:
    """What a formula gives, as examples write it: "99.22", "7", or the cause for which there is no value."""
    value = evaluate(formula, figures.get, _no_report)
    if isinstance(value, Null):
        return value.cause.value
    if not isinstance(value, Fraction):
        return str(value).lower()
    units = half_up(value.numerator, value.denominator, decimals)
    whole, rest = divmod(abs(units), 10**decimals)
    return f"{'-' if units < 0 else ''}{whole}" + (f".{rest:0{decimals}}" if decimals else "")


def _no_report(_function: str, _ids: tuple[str, ...]) -> None:
    """An example has figures only, so whatever else a formula asks is not known."""
