"""Plain figures, as a program has them and no form shows: which are taken, as what, and why others are refused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING

from cchc.edition import Indicator
from cchc.errors import DataError, UnknownNameError, did_you_mean, quoted
from cchc.exact import MOST_DIGITS, is_bounded
from cchc.formula.tree import Tree, names_of
from cchc.judge.computation import is_misfit, stated_figures
from cchc.judge.engine import Engine, no_facts
from cchc.judge.report_computation import ReportComputation
from cchc.judge.values import Values
from cchc.report import Report
from cchc.value import native

if TYPE_CHECKING:
    from cchc.formula.python import Judged

FORM = "Report.from_values reads what a clerk writes"


def computation_of_figures(engine: Engine, figures: Mapping[str, object]) -> ReportComputation:
    """What an edition makes of {id: value}, where nothing is known but values.

    Each means what it means to `Report.from_values`. Raises DataError for whatever is no figure to
    compute with: unknown ids, headings, computed figures, floats, texts.
    """
    is_new = engine.on_figures.is_new
    judged = None if is_new else _shortly(engine, figures)
    if judged is None:
        if not isinstance(figures, Mapping):
            raise DataError(f"a report or a mapping of figures is wanted, not a {type(figures).__name__}")
        counts = _counts(engine, figures)
        if counts is None:
            return _of_entries(engine, _entries(engine, figures))
        if is_new:
            return _interpreted(engine, dict(counts))
        figures, judged = counts, engine.judge(*map(counts.get, engine.asked))
    scaled, typed, broken = judged
    figures = dict(figures)  # what is made later is made of what was judged, whatever becomes of the caller's mapping
    return ReportComputation(
        engine, _EMPTY, Values(engine, figures, scaled, None, typed), is_form=False, failing=broken
    )


def _shortly(engine: Engine, figures: Mapping[str, object]) -> Judged | None:
    """The short way of integers and blanks, each on a line that is counted; None for whatever else is handed over.

    Where no count is blank, none is tested for being there.
    """
    if type(figures) is not dict or not (types := {*map(type, figures.values())}) <= _PLAIN:
        return None
    if len(figures) == len(engine.counts) or engine.countable.issuperset(figures):
        judge = engine.judge_whole if types == _WHOLE else engine.judge
        try:
            return judge(*engine.fetch(figures))
        except KeyError:
            pass
    if not engine.counted.issuperset(figures):
        return None
    return engine.judge(*map(figures.get, engine.asked))


def _counts(engine: Engine, figures: Mapping[str, object]) -> Mapping[str, int | None] | None:
    """The figures as integers, if they are counts all, and whole; None for others."""
    if not engine.counted.issuperset(figures):
        return None
    if _PLAIN.issuperset(map(type, figures.values())):
        return figures  # type: ignore[return-value]
    counts = {id: _count(figure) for id, figure in figures.items()}
    return counts if _PLAIN.issuperset(map(type, counts.values())) else None  # type: ignore[return-value]


def _count(figure: object) -> object:
    figure = native(figure)
    if not isinstance(figure, Decimal) or not figure.is_finite() or not is_bounded(figure):
        return figure
    return int(figure) if figure == figure.to_integral_value() else figure


def _interpreted(engine: Engine, counts: Mapping[str, int | None]) -> ReportComputation:
    """What the first mappings come to: for a few of them compiling would take longer than all the rest."""
    scaled, answers = engine.on_figures.run(counts.get, no_facts)
    return ReportComputation(engine, _EMPTY, Values(engine, counts, scaled, None), is_form=False, answers=answers)


def _of_entries(engine: Engine, report: Report) -> ReportComputation:
    stated = stated_figures(engine, report)
    scaled, answers = engine.on_figures.run(stated.get, no_facts)
    return ReportComputation(
        engine, _EMPTY, Values(engine, stated, scaled, report.entries), is_form=False, answers=answers
    )


def _entries(engine: Engine, figures: Mapping[str, object]) -> Report:
    """The figures as entries of a form, each of its line's kind."""
    from cchc.reading.cells import sample_report

    for id, value in figures.items():
        _refuse(engine, id, native(value))
    idle = engine.index  # of computed figures nothing is given, though a row of a table may have a blank for them
    try:
        report = sample_report({id: value for id, value in figures.items() if id not in idle}, engine.edition)
    except DataError as error:
        raise DataError(error.what, error.path, error.hint or FORM) from None
    for id, entry in report.entries.items():
        if is_misfit(engine, id, entry.value):
            raise DataError(f"a {engine.edition.figures[id].kind} line cannot be {entry.value!r:.60}", f"$.{id}", FORM)
    return report


def _refuse(engine: Engine, id: object, value: object) -> None:
    """Raises DataError for what is no figure, before it is looked at as one."""
    edition = engine.edition
    line = edition.figures.get(id) if isinstance(id, str) else None
    if line is None:
        raise _no_figure(engine, id)
    if line.formula is not None and value is not None:
        raise DataError("is computed, never given", f"$.{id}", _parts(line.formula))
    match value:
        case float() if isnan(value):
            raise DataError("is not a number", f"$.{id}", "of what is not there say None")
        case float():
            raise DataError("a float is not exact", f"$.{id}", f"give an int or a Decimal; {FORM}")
        case int() | Decimal() if not is_bounded(value):
            raise DataError(f"{quoted(value)} is no figure", f"$.{id}", f"at most {MOST_DIGITS} digits")
        case str() | Mapping():
            raise DataError("a text is no figure", f"$.{id}", FORM)


def _no_figure(engine: Engine, id: object) -> DataError:
    heading = engine.edition.indicators.get(id) if isinstance(id, str) else None
    if heading is not None:
        return DataError("is a heading, which has no value", f"$.{id}", engine.names.under(heading))
    named = engine.names.known.get(id) if isinstance(id, str) else None
    hint = f"its id is {named.id}" if isinstance(named, Indicator) else did_you_mean(str(id), engine.edition.figures)
    return UnknownNameError("no such indicator", f"$.{id}", hint)


def _parts(formula: Tree) -> str:
    return f"give {', '.join(names_of(formula))}; a printed figure is held against it by Report.from_values"


_EMPTY = Report(entries={})
_WHOLE = frozenset({int})
_PLAIN = _WHOLE | {type(None)}
