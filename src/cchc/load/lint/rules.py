"""Rules: checks that can come out either way, messages that speak of what is there, samples of known figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc.edition import Edition, IndicatorKind, Instance, Rule
from cchc.edition.example_period import example_period
from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.formula.functions import COMPARISONS
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, walk
from cchc.formula.typecheck import BOOLEAN
from cchc.load.addresses import cell_in
from cchc.load.codes import SAMPLE, UNKNOWN_NAME, VACUOUS
from cchc.load.formulas import NOTHING
from cchc.load.gaps import Gaps
from cchc.load.lint.address import address
from cchc.load.lint.formulas import mistyped
from cchc.load.lint.words import placeholders, unknown_instruments
from cchc.words import PREVIOUS_FIGURE

MESSAGE_WORDS = ("observed", "expected", "diagnosis", "period_start", "period_end")
SAMPLE_WORDS: Mapping[str, tuple[type, str]] = {
    "period": (str, '"{period}"'),
    "office": (str, '"UBND phường …"'),
    "superior": (str, '"UBND quận …"'),
    "title": (str, "the title of a report"),
    "date": (dt.date, "2024-05-14"),
    "previous": (dict, "{ … }"),
}
"""What a sample says of a report as a whole, beside its figures; "{period}" is one as the form writes it."""

_SAME = "it comes out the same whatever is reported"
_PROPERTIES = ("label", "code")


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """What is wrong with each rule that could be read."""
    for rule in edition.rules.values():
        if rule.is_standard or not rule.instances:
            continue
        yield from unknown_instruments(edition, gaps, rule)
        for path, sample in samples(rule):
            yield from _sample(edition, gaps, path, sample)
        if rule.id not in gaps.ids:
            yield from _messages(edition, gaps, rule)
            yield from _checks(edition, gaps, rule)
    for table in edition.tables.values():
        for each in table.rules.values():
            check = each.rule.instances[0].check
            for what in constants(check) if check is not NOTHING else ():
                yield Problem(VACUOUS, what, (*address(each.rule), "check"), _SAME)


def samples(rule: Rule) -> Iterator[tuple[KeyPath, Mapping[str, object]]]:
    """Every sample of a rule, with the keys at which it is written."""
    for key, all_ in (("good", rule.obeyed_by), ("bad", rule.broken_by)):
        for place, sample in enumerate(all_):
            yield (*address(rule), key, *([place] if len(all_) > 1 else [])), sample


def _checks(edition: Edition, gaps: Gaps, rule: Rule) -> Iterator[Problem]:
    """The check of every instance, and the conditions under which it weighs more."""
    for instance in _unlike(edition, rule):
        trees = [("check", instance.check, rule.check)]
        trees += [("severity_if", each.condition, each.condition_text) for each in instance.escalations]
        found = False
        for key, tree, text in trees:
            for code, what, hint in _check(edition, gaps, tree, text):
                found = True
                yield Problem(code, what, (*address(rule), key), hint)
        if found:
            return  # the other instances of the rule would say the same


def _unlike(edition: Edition, rule: Rule) -> Iterator[Instance]:
    """One instance for each way in which types, units and repeated names may differ: hundreds are alike."""
    seen = set()
    lines = edition.everything
    for instance in rule.instances:
        ids = tuple(instance.bindings.values())
        figures = tuple((line.kind, line.unit, line.statuses) if (line := lines.get(id)) else id for id in ids)
        likeness = (figures, tuple(map(ids.index, ids)), tuple(id in rule.check for id in ids))
        if likeness not in seen:
            seen.add(likeness)
            yield instance


def _check(edition: Edition, gaps: Gaps, tree: Tree, text: str) -> Iterator[tuple[str, str, str | None]]:
    """Code, text and hint of whatever is wrong with one expression that must be true or false."""
    errors = list(mistyped(edition, gaps, tree, text, BOOLEAN))
    for error in errors:
        yield error.code, str(error), None
    if not errors:
        for what in constants(tree):
            yield VACUOUS, what, _SAME


def constants(tree: Tree) -> Iterator[str]:
    """Parts of a check that come out the same whatever the report says."""
    nodes = tuple(walk(tree))
    if not any(isinstance(node, Name | Fact) for node in nodes):
        yield "the check speaks of no figure"
        return
    for node in nodes:
        if isinstance(node, Apply) and node.op in COMPARISONS:
            left, right = node.args
            if left == right:
                yield "a figure is compared with itself"
            elif isinstance(left, Number) and isinstance(right, Number):
                yield "two literals are compared"


def _messages(edition: Edition, gaps: Gaps, rule: Rule) -> Iterator[Problem]:
    """What a rule's texts speak of: the figures bound, any line's figure, label or code, and what was seen."""
    bound = rule.instances[0].bindings if rule.instances else {}

    def means(name: str) -> bool:
        earlier = PREVIOUS_FIGURE.fullmatch(name)
        if earlier is not None:
            id = bound.get(earlier[1], earlier[1])
            return id in edition.figures or (id not in edition.everything and (gaps.lines or id in gaps.ids))
        if name in edition.everything or name in edition.parameters:
            return True
        head, _, attribute = name.rpartition(".") if "." in name else (name, "", "")
        named = gaps.lines or head in bound or head in edition.everything or head in gaps.ids
        return name in MESSAGE_WORDS or (named and (name == head or attribute in _PROPERTIES))

    for key, text in (("says", rule.says), ("advice", rule.advice)):
        known = (*bound, *MESSAGE_WORDS, *edition.everything)
        yield from placeholders((*address(rule), key), text, means, known)
    if rule.label is not None:  # a name is read where there is no report to fill it in
        yield from placeholders((*address(rule), "label"), rule.label, lambda _: False, ())


def _sample(edition: Edition, gaps: Gaps, path: KeyPath, sample: Mapping[str, object]) -> Iterator[Problem]:
    """A sample speaks of lines that exist, in figures and texts that a clerk could write."""
    for name, value in sample.items():
        where = (*path, name)
        if name == "previous" and type(value) is dict:
            yield from _sample(edition, gaps, where, value)
        elif name in SAMPLE_WORDS:
            kind, shown = SAMPLE_WORDS[name]
            if type(value) is not kind:
                shown = shown.replace("{period}", example_period(edition))
                yield Problem(SAMPLE, f"{name!r} is of the wrong type", where, f"such as {shown}")
            elif name == "period" and not _names_period(edition, str(value)):
                shown = f'"{example_period(edition)}"'
                yield Problem(SAMPLE, f"{str(value)[:40]!r} names no period", where, f"such as {shown}")
        elif (figure := edition.everything.get(name) or cell_in(edition, name)) is None:
            if name not in gaps.ids and not gaps.lines:
                what = f"no indicator {name[:60]!r}"
                yield Problem(UNKNOWN_NAME, what, where, did_you_mean(name, edition.everything))
        else:
            yield from _sample_value(edition, gaps, where, value)
            if (misfit := _misfit(figure.kind, value)) is not None:
                yield Problem(SAMPLE, misfit, where)


def _misfit(kind: IndicatorKind, value: object) -> str | None:
    """What is wrong with a figure of the right type on a line of this kind."""
    match value:
        case bool():
            fits = kind is IndicatorKind.YES_NO
        case int():
            fits = kind.is_number or kind is IndicatorKind.HEADING
        case Decimal() if value.is_finite():
            is_numeric = kind.is_number or kind is IndicatorKind.HEADING
            fits = is_numeric and (kind is not IndicatorKind.COUNT or value == value.to_integral_value())
        case dt.date():
            fits = kind is IndicatorKind.DATE
        case _:
            return None
    return None if fits else f"a {kind} line cannot be {str(value).lower()[:40]}"


def _sample_value(edition: Edition, gaps: Gaps, path: KeyPath, value: object) -> Iterator[Problem]:
    if type(value) is dict:
        for column, text in value.items():
            if column not in edition.columns and not gaps.lines:
                what = f"no column {column[:40]!r}"
                yield Problem(UNKNOWN_NAME, what, (*path, column), did_you_mean(column, edition.columns))
            elif type(text) not in (str, int):
                yield Problem(SAMPLE, "a cell holds a text or a whole number", (*path, column))
    elif not (type(value) in (int, str, bool, dt.date) or (isinstance(value, Decimal) and value.is_finite())):
        what = "a figure of a sample is a whole number, a decimal, a date, true, false, or the text of a cell"
        yield Problem(SAMPLE, what, path)


def _names_period(edition: Edition, text: str) -> bool:
    """Whether a text names a period in the edition's language; of one without a language that is said elsewhere."""
    return not edition.languages or edition.calendar.period_in(text, edition.languages[0]) is not None
