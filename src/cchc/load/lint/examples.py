"""Worked examples: the slow, obvious reading of each formula gives what the catalogue says it gives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cchc.edition import Edition, Example, Indicator
from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.exact import half_up
from cchc.formula.reference import Null, evaluate
from cchc.formula.tree import Tree, mentions_of
from cchc.load.codes import SAMPLE, UNKNOWN_NAME
from cchc.load.gaps import Gaps
from cchc.load.lint.address import address
from cchc.value import Cause

_OF_ITS_OWN = "a change of the formula has an 'example' of its own, in its [change] table"
_CAUSES = (Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT)


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Examples of figures that the formula does not use, or that give something else."""
    if "edition" in gaps.heads:
        return  # the decimals of a rate may be unknown
    for line in edition.everything.values():
        if line.formula is None or line.id in gaps.ids:
            continue
        if not all(id in edition.everything and id not in gaps.ids for id in mentions_of(line.formula)):
            continue
        for place, example in enumerate(line.examples):
            keys: KeyPath = ("examples", place) if len(line.examples) > 1 else ("example",)
            yield from _example(line, line.formula, (*address(line), *keys), example)


def _example(line: Indicator, formula: Tree, path: KeyPath, example: Example) -> Iterator[Problem]:
    used = mentions_of(formula)
    figures: dict[str, int | Fraction | bool] = {}
    for id, figure in example.figures.items():
        if id not in used:
            what = f"the formula does not use {id[:60]!r}"
            yield Problem(UNKNOWN_NAME, what, (*path, id), did_you_mean(id, used))
            return
        if isinstance(figure, int):
            figures[id] = figure
        elif isinstance(figure, Decimal) and figure.is_finite() and abs(figure.adjusted()) < 1000:
            figures[id] = Fraction(figure)
        else:
            yield Problem(SAMPLE, "a figure of an example is a number", (*path, id))
            return
    try:
        given = shown(formula, figures, line.decimals)
    except (TypeError, ValueError, ArithmeticError) as error:
        yield Problem(SAMPLE, f"the formula cannot be worked out: {error}", path)
        return
    if example.gives and given != example.gives:
        # The example of the base stays where a change says no other.
        hint = None if line.amendment is None else _OF_ITS_OWN
        yield Problem(SAMPLE, f"the formula gives {given}, not {example.gives[:40]}", path, hint)


def shown(formula: Tree, figures: dict[str, int | Fraction | bool], decimals: int) -> str:
    """What a formula gives, as examples write it: "99.22", "7", or the cause for which there is no value."""
    value = evaluate(formula, figures.get, _no_report)
    if isinstance(value, Null):
        return value.cause.value
    if not isinstance(value, Fraction):
        return str(value).lower()
    scaled = half_up(value.numerator, value.denominator, decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole}" + (f".{rest:0{decimals}}" if decimals else "")


def _no_report(_function: str, _ids: tuple[str, ...]) -> None:
    """An example has figures only, so whatever else a formula asks is not known."""
