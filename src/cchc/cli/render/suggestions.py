"""The fewest cells that would have to say something else for all rules to hold, one sentence a set of cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from cchc.cli.checked import Checked
from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, page_width, visible, wrap
from cchc.cli.words import Words
from cchc.edition import label_of
from cchc.solver import CellChange, Disagreement, MendingStep, MinimalSet

_LONGEST_NAME = 60
_MOST_SETS = 6
"""So many sets of one disagreement are told."""
_MOST_GIVEN_UP = 3
"""Of more disagreements that there was no time for, only the number is told."""
_FEW = 2
"""So many changes fit in one sentence; more are a list."""


def suggestions(report: Checked, words: Words) -> str:
    """Each disagreement numbered, with every set that would end it."""
    told = report.evaluation.corrections()
    if not told:
        return click.style(words("suggest_nothing"), dim=True)
    title = click.style(words.counted("suggest_title", len(told)), bold=True)
    given_up = [each for each in told if not each.sets and not each.is_whole]
    is_brief = len(given_up) > _MOST_GIVEN_UP
    numbered = enumerate((each for each in told if not (is_brief and not each.sets and not each.is_whole)), start=1)
    lines = [title, *("\n".join(_disagreement(number, each, report, words)) for number, each in numbered)]
    return "\n".join([*lines, *_wrapped("", words("suggest_given_up", count=len(given_up)))] if is_brief else lines)


def _disagreement(number: int, told: Disagreement, report: Checked, words: Words) -> Iterator[str]:
    rules = words.counted("suggest_rules", len(told.rules))
    codes = ", ".join(dict.fromkeys(_code(name, report) for name in told.rules))
    figures = {"rules": rules, "codes": visible(codes)}
    for place, each in enumerate(told.sets[:_MOST_SETS]):
        head = f"{number}. " if place == 0 else "   "
        yield from _set(head, "if" if place == 0 else "or", each, figures, report, words)
    if len(told.sets) > _MOST_SETS:
        yield from _wrapped("   ", words("suggest_more", count=len(told.sets) - _MOST_SETS))
    if not told.is_whole:
        head = "   " if told.sets else f"{number}. {visible(codes)}: "
        yield from _wrapped(head, words("suggest_not_all"))


def _set(
    head: str, how: str, told: MinimalSet, figures: dict[str, str], report: Checked, words: Words
) -> Iterator[str]:
    if len(told.changes) <= _FEW:
        changes = words("suggest_and").join(_condition(each, report, words) for each in told.changes)
        yield from _wrapped(head, words("suggest_set", how, changes=changes, **figures))
        return
    changes = words.counted("suggest_cells", len(told.changes))
    kind = "list" if told.steps is None else "steps"
    yield from _wrapped(head, words("suggest_set", f"{how}_{kind}", changes=changes, **figures))
    by_figure = {figure: list(members) for figure, members in groupby(told.changes, key=lambda each: each.figure)}
    lines = {figure: _line(figure, members, report, words) for figure, members in by_figure.items()}
    if told.steps is None:
        yield from (wrapped for line in lines.values() for wrapped in _wrapped("   - ", line))
    for step in told.steps or ():
        yield from _wrapped("   - ", _step(step, [by_figure[each] for each in step.figures], lines, report, words))


def _line(figure: str, changes: list[CellChange], report: Checked, words: Words) -> str:
    """ "II.5.8.1 Tỷ lệ… (dòng 125): 27,7 % → 100,00 %; 46/166 → 46/46"."""
    items = "; ".join(_item(each, words) for each in changes)
    return f"{_name(figure, report, words)}{_place(changes[0], words)}: {items}"


def _step(
    step: MendingStep, changes: list[list[CellChange]], lines: dict[str, str], report: Checked, words: Words
) -> str:
    """What is changed first, or next, and which rules hold then."""
    codes = visible(", ".join(dict.fromkeys(_code(name, report) for name in step.rules)))
    own = [each for of_line in changes for each in of_line]
    if len(own) == 1:
        rules = words.counted("suggest_rules", len(step.rules))
        return words("suggest_set", "if", changes=_condition(own[0], report, words), rules=rules, codes=codes)
    told = "; ".join(lines[each] for each in step.figures)
    return f"{told}. {words('suggest_step', rules=words.counted('suggest_rules', len(step.rules)), codes=codes)}"


def _wrapped(head: str, text: str) -> Iterator[str]:
    """A text behind its number, its further lines under it."""
    first, *rest = wrap(text, page_width() - len(head)).split("\n")
    yield head + first
    yield from (" " * len(head) + line for line in rest)


def _condition(change: CellChange, report: Checked, words: Words) -> str:
    """ "II.5.8.3.1 Tổng số TTHC… (dòng 134) là 48 (đang ghi 2)"."""
    name, place = _name(change.figure, report, words), _place(change, words)
    old, new, least, most = _old(change, words), change.new, change.least, change.most
    return words("suggest_change", _kind(change), name=name, place=place, old=old, new=new, least=least, most=most)


def _item(change: CellChange, words: Words) -> str:
    """ "2 → 48": of one of several changes bounds say little."""
    kind = _kind(change)
    of = kind if kind in ("certain", "nothing", "other") else "example"
    return words("suggest_item", of, old=_old(change, words), new=change.new)


def _old(change: CellChange, words: Words) -> str:
    return clip(seen(change.old), _LONGEST_NAME) if change.old else words("suggest_blank")


def _place(change: CellChange, words: Words) -> str:
    cell = change.cell
    if cell is None or not cell.place:
        return ""
    return " " + words("suggest_place", "line" if cell.ref is None else "ref", place=visible(cell.place))


def _kind(change: CellChange) -> str:
    if change.new is None:
        return "nothing" if change.is_certain else "other"
    if change.is_certain:
        return "certain"
    match change.least, change.most:
        case None, None:
            return "example"
        case _, None:
            return "least"
        case None, _:
            return "most"
        case _:
            return "between"


def _name(figure: str, report: Checked, words: Words) -> str:
    """A line by its code and label; a figure of a table by its row and column."""
    return clip(seen(_whole_name(figure, report, words)), _LONGEST_NAME)


def _whole_name(figure: str, report: Checked, words: Words) -> str:
    evaluation = report.evaluation
    lines = evaluation.edition.everything
    if figure in lines and "]." not in figure:
        return f"{lines[figure].path} {label_of(evaluation.edition, figure)[words.language]}"
    from cchc.judge.tables.said import called

    return called(evaluation.report, evaluation.computation.tables, figure, words.language) or figure


def _code(name: str, report: Checked) -> str:
    """The code of a rule by the name of its instance; what a table itself asks has none."""
    rules = report.evaluation.edition.rules
    rule = name.partition("[")[0]
    return rules[rule].code if rule in rules else rule
