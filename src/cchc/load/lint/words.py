"""Whatever an indicator names from the shared files exists, fits its kind, and is used by someone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain

from cchc.edition import Concept, Edition, Indicator, IndicatorKind, Rule, Term
from cchc.edition.ground import Ground
from cchc.edition.register import Unit, kindred, library_units
from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.formula.tree import facts_of
from cchc.load.codes import CLASH, MISSING_FIELD, PLACEHOLDER, UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.lint.address import Cites, address
from cchc.load.lint.amendments import changed_by
from cchc.record import frozen
from cchc.words import Text

_BRACES = re.compile(r"\{([^{}]*)\}")
_DEFINE = "define it: "


@frozen
class _Register:
    """A field that names entries of a register, and the head under which these are defined."""

    field: str
    known: Collection[str]
    what: str
    head: str


def _registers(edition: Edition) -> tuple[_Register, ...]:
    return (
        _Register("unit", {**library_units(), **edition.units}, "unit", "units"),
        _Register("statuses", edition.statuses, "status word", "statuses"),
        _Register("pair", edition.auxiliaries, "auxiliary figure", "auxiliary"),
    )


def problems(edition: Edition, gaps: Gaps, elsewhere: Callable[[str], bool]) -> Iterator[Problem]:
    """Unknown and unused words, and fields that do not fit a line's kind."""
    registers = [register for register in _registers(edition) if register.head not in gaps.heads]
    told: set[str | None] = set()
    for line in edition.everything.values():
        for problem in chain(
            *(_unknown(line, register, gaps) for register in registers), unknown_instruments(edition, gaps, line)
        ):
            # What nobody has defined is told once; what is misspelt, wherever it is.
            if not _is_to_be_defined(problem) or problem.hint not in told:
                told.add(problem.hint)
                yield problem
        if line.id not in gaps.ids:
            yield from _fields(line)
            yield from _part(edition, gaps, line)
        if (
            line.replaced_by
            and line.replaced_by not in edition.everything
            and not gaps.lines
            and not elsewhere(line.replaced_by)
        ):
            register = _Register("replaced_by", edition.everything, "indicator", "lines")
            yield from _unknown(line, register, gaps)
    yield from _mixed_units(edition)
    for term in edition.terms.values():
        yield from unknown_instruments(edition, gaps, term)
    for concept in edition.glossary.values():
        yield from unknown_instruments(edition, gaps, concept)
    yield from _unknown_bases(edition, gaps)
    if not gaps.heads and not gaps.ids:
        yield from (unused for unused in _unused(edition, gaps) if not elsewhere(str(unused.path[-1])))


def _is_to_be_defined(problem: Problem) -> bool:
    return (problem.hint or "").startswith(_DEFINE)


def lines_of_no_unit(edition: Edition) -> Iterator[str]:
    """Lines whose unit does not exist, so that formulas with them clash for no reason of their own."""
    for line in edition.everything.values():
        if line.unit is not None and line.unit not in edition.units:
            yield line.id


def unknown_instruments(edition: Edition, gaps: Gaps, of: Cites) -> Iterator[Problem]:
    """Instruments that a line, rule, term or concept rests on and the register does not have."""
    if "instruments" not in gaps.heads:
        for ground, *keys in _grounds(of):
            if ground.instrument and ground.instrument not in edition.instruments:
                what = f"there is no instrument {ground.instrument[:60]!r}"
                hint = _meant_or_defined(ground.instrument, edition.instruments, "instruments")
                yield Problem(UNKNOWN_NAME, what, (*address(of), *keys), hint)


def _grounds(of: Cites) -> Iterator[tuple[Ground, *tuple[str, ...]]]:
    """What each rests on, with the keys under which it says so."""
    if isinstance(of, Concept):
        yield from ((ground, "means") for ground in of.grounds)
        return
    yield from ((ground, "legal_basis") for ground in of.legal_basis)
    if isinstance(of, Indicator) and of.definition is not None:
        for part, passages in of.definition.parts:
            yield from ((each.ground, "definition", part.value) for each in passages if each.ground is not None)


def _unknown(of: Indicator | Rule | Term, register: _Register, gaps: Gaps) -> Iterator[Problem]:
    given: tuple[str, ...] | str | None = getattr(of, register.field)
    for name in (given,) if isinstance(given, str) else given or ():
        if name and name not in register.known and name not in gaps.ids:
            what = f"there is no {register.what} {name[:60]!r}"
            hint = _meant_or_defined(name, register.known, register.head)
            yield Problem(UNKNOWN_NAME, what, (*address(of), register.field), hint)


def _meant_or_defined(name: str, known: Iterable[str], head: str) -> str:
    """What is done about a name that nothing has: the one that was meant, or a definition of it."""
    return did_you_mean(name, known) or f"{_DEFINE}[{head}.{name[:60]}]"


def _fields(line: Indicator) -> Iterator[Problem]:
    """Fields that only lines of another kind have."""
    kind = line.kind
    misplaced = (
        ("statuses", bool(line.statuses), kind is IndicatorKind.STATUS),
        ("symbol", line.symbol is not None, kind is IndicatorKind.DOCUMENT),
        ("formula", line.formula_text is not None, kind.is_number),
        ("pair", line.pair is not None, kind.is_number),
        ("unit", line.unit is not None, kind not in (IndicatorKind.HEADING, IndicatorKind.TEXT, IndicatorKind.DATE)),
        ("sign", line.sign is not None, kind.is_number),
    )
    for key, given, fits in misplaced:
        if given and not fits:
            yield Problem(WRONG_VALUE, f"a line of kind {kind} has no {key!r}", (*address(line), key))
    if kind is IndicatorKind.STATUS and not line.statuses:
        yield Problem(MISSING_FIELD, "'statuses' is missing: the words that may stand here", address(line))


def _part(edition: Edition, gaps: Gaps, line: Indicator) -> Iterator[Problem]:
    """A part is of another line, which is there and counts the same."""
    path: KeyPath = (*address(line), "part_of")
    whole = edition.figures.get(line.part_of or "")
    if line.part_of is None or line.part_of in gaps.ids:
        return
    if not line.kind.is_number or line.part_of == line.id:
        yield Problem(WRONG_VALUE, f"{line.part_of[:60]!r} is nothing that this line is a part of", path)
    elif whole is None:
        if not gaps.lines:
            yield from _unknown(line, _Register("part_of", edition.figures, "line", "lines"), gaps)
    elif not _are_alike(whole, line) or (whole.unit != line.unit and None not in (whole.unit, line.unit)):
        what = f"{whole.id!r} counts something else: {whole.unit or whole.kind}, not {line.unit or line.kind}"
        yield Problem(CLASH, what, path)


def _are_alike(one: Indicator, other: Indicator) -> bool:
    """Whether two lines are of a kind: rates, scores, or what is counted or measured."""
    if one.kind.is_rate or IndicatorKind.SCORE in (one.kind, other.kind):
        return one.kind is other.kind
    return one.kind.is_number and other.kind.is_number and not other.kind.is_rate


def _mixed_units(edition: Edition) -> Iterator[Problem]:
    """A unit that both rates and counts have: those in the minority have the wrong one."""
    lines: dict[tuple[str, IndicatorKind], list[Indicator]] = {}
    for line in edition.everything.values():
        if line.unit is not None and line.kind.is_number:
            lines.setdefault((line.unit, line.kind), []).append(line)
    for (unit, kind), rates in lines.items():
        counts = lines.get((unit, IndicatorKind.COUNT))
        if kind.is_rate and counts:
            for line in min(rates, counts, key=len):
                what = f"{unit!r} is a unit of both counts and percentages"
                yield Problem(CLASH, what, (*address(line), "unit"), f"not of a {line.kind}, by most lines")


def placeholders(path: KeyPath, text: Text, means: Callable[[str], bool], known: Collection[str]) -> Iterator[Problem]:
    """What stands in braces in a text but means nothing there, and braces without their other half."""
    for language, words in text.items():
        if "{" not in words and "}" not in words:
            continue
        for name in _BRACES.findall(words):
            if not means(name):
                what = f"{{{name[:40]}}} means nothing here"
                yield Problem(PLACEHOLDER, what, (*path, language), did_you_mean(name, known))
        rest = _BRACES.sub("", words)
        if "{" in rest or "}" in rest:
            yield Problem(PLACEHOLDER, "a brace has no other half", (*path, language))


def _unknown_bases(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Units that are so many of one that there is not."""
    known = {**library_units(), **edition.units}
    for id, unit in edition.units.items() if "units" not in gaps.heads else ():
        if unit.of is not None and unit.of not in known:
            what = f"there is no unit {unit.of[:60]!r}"
            yield Problem(UNKNOWN_NAME, what, ("units", id, "of"), did_you_mean(unit.of, known))
        elif unit.of is not None and id in _units_over(unit.of, known):
            yield Problem(WRONG_VALUE, f"the unit {id!r} is so many of itself", ("units", id, "of"))


def _units_over(unit: str, known: Mapping[str, Unit]) -> frozenset[str]:
    """A unit, that of which it is so many, and so on."""
    found: set[str] = set()
    at: str | None = unit
    while at is not None and at in known and at not in found:
        found.add(at)
        at = known[at].of
    return frozenset(found)


def _unused(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Units, status words and instruments that no line or rule names; instruments may be named in what is unread."""
    lines = [*edition.everything.values(), *(asks for table in edition.tables.values() for asks in table.asked)]
    bases: list[Cites] = [*lines, *edition.rules.values(), *edition.terms.values(), *edition.glossary.values()]
    bases += [each.rule for table in edition.tables.values() for each in table.rules.values()]
    used = {line.unit for line in lines if line.unit}
    used |= {unit for each in edition.parameters.values() for unit in (each.unit, each.of_unit) if unit}
    # Figures in one unit are read in another of which it is so many: those are used, too.
    used |= {id for unit in used for id in kindred(unit, edition.units)}
    spoken = {word for line in lines for word in line.statuses}
    cited = {
        ground.instrument
        for each in bases
        for ground in (*(ground for ground, *_ in _grounds(each)), *changed_by(each))
    }
    cited |= {ground.instrument for ground in (*edition.legal_basis, *edition.in_force_because)}
    for head, known, needed, what in (
        ("units", edition.units, used, "unit"),
        ("statuses", edition.statuses, spoken, "status word"),
        ("instruments", edition.instruments, cited, "instrument"),
    ):
        for id in known:
            if id not in needed and not (gaps.is_closed and head == "instruments"):
                # A unit may be there for others that come; what is misspelt for it is told where it is named.
                is_note = head == "units"
                yield Problem(UNUSED, f"no line or rule uses the {what} {id!r}", (head, id), is_note=is_note)
    if (
        edition.terms
        and edition.indicators
        and not any(_asks(rule, "uses_ended_term") for rule in edition.rules.values())
    ):
        what = "no rule asks whether a term is used that has been put out of use"
        yield Problem(UNUSED, what, ("terms", next(iter(edition.terms))), "check = 'not uses_ended_term(it)'")


def _asks(rule: Rule, fact: str) -> bool:
    return any(asked.function == fact for instance in rule.instances[:1] for asked in facts_of(instance.check))
