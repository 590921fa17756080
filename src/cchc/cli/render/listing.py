"""Tables of what a catalogue defines, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest

import click

from cchc.cli.render.definition import rule_title
from cchc.cli.render.excerpt import COLOURS
from cchc.cli.render.origin import chain, in_short, origins_of
from cchc.cli.render.parameter import values
from cchc.cli.render.table import clip, columns, page_width, visible, width, wrap
from cchc.cli.subject import home_of
from cchc.cli.words import Words
from cchc.edition import Edition, Severity
from cchc.edition.comparison import COMPARED
from cchc.errors import CatalogueError


def listing(kind: str, edition: Edition, words: Words, bases: tuple[Edition, ...] = ()) -> str:
    """The last column takes what room is left; under what editions on `bases` changed or brought in, what they did."""
    rows = list(_LISTS[kind](edition, words))
    if not rows:
        return ""
    taken = sum(max(width(click.unstyle(cell)) for cell in column) + 2 for column in list(zip(*rows, strict=True))[:-1])
    room = max(20, page_width() - taken)
    lines = columns([[*row[:-1], clip(visible(row[-1]), room)] for row in rows])
    if not bases or kind not in _CHANGED:
        return "\n".join(lines)
    told = origins_of(edition, bases, words)
    # Behind the edition's own rules stand those of its tables.
    under = (in_short(told.get(of, ()), edition, words) for of in _CHANGED[kind](edition))
    return "\n".join([chain(edition, bases, words), *_with_steps(lines, under)])


def _with_steps(lines: Iterable[str], under: Iterable[Iterator[str]]) -> Iterator[str]:
    for line, steps in zip_longest(lines, under):
        yield line
        for step in steps or ():
            yield click.style("    " + wrap(f"↳ {step}", page_width() - 4).replace("\n", "\n      "), dim=True)


def _in_order(edition: Edition, *kinds: str) -> list[tuple[str, str]]:
    return [(of, id) for of in kinds for id in COMPARED[of](edition)]


_CHANGED: Mapping[str, Callable[[Edition], list[tuple[str, str]]]] = {
    "indicators": lambda edition: _in_order(edition, "indicators", "columns"),
    "rules": lambda edition: _in_order(edition, "rules"),
    "units": lambda edition: _in_order(edition, "units"),
}
"""What editions on a base change, in the order in which it is listed."""


def _indicators(edition: Edition, words: Words) -> Iterator[list[str]]:
    for line in edition.indicators.values():
        kind = edition.judging.say(words.language, "kind", line.kind)
        yield [line.path, "" if line.is_heading else line.id, kind, words.of(line.label)]
    for table in edition.tables.values():
        for column in table.columns.values():
            kind = edition.judging.say(words.language, "kind", column.asks.kind)
            mark = f"({column.mark})" if column.mark is not None else ""
            yield [mark, f"{table.id}.{column.id}", kind, column.path or words.of(column.asks.label)]


def _rules(edition: Edition, words: Words) -> Iterator[list[str]]:
    of_tables = (each.rule for table in edition.tables.values() for each in table.rules.values())
    for rule in {rule.id: rule for rule in (*edition.rules.values(), *of_tables)}.values():
        severity = _severity(rule.severity, edition, words)
        yield [rule.id, rule.code, severity, rule_title(rule, home_of(rule, edition), words)]


def _severity(severity: Severity, edition: Edition, words: Words) -> str:
    return click.style(edition.judging.say(words.language, "severity", severity), fg=COLOURS[severity])


def _units(edition: Edition, words: Words) -> Iterator[list[str]]:
    for unit in edition.units.values():
        yield [unit.id, words.of(unit.label), words.of(unit.counts)]


def _findings(edition: Edition, words: Words) -> Iterator[list[str]]:
    for kind in edition.finding_kinds.values():
        severity = _severity(kind.severity, edition, words)
        yield [kind.code, severity, words.of(kind.title)]


def _instruments(edition: Edition, words: Words) -> Iterator[list[str]]:
    for one in edition.instruments.values():
        since = f"{one.in_force.on:%d/%m/%Y}" if one.in_force is not None else ""
        yield [one.id, one.number, f"{one.date:%d/%m/%Y}", since, words.of(one.title)]


def _editions(edition: Edition, words: Words) -> Iterator[list[str]]:
    from cchc.catalogue import editions, load_catalogue

    for outline in editions():
        try:
            one = load_catalogue(outline.folder).edition
        except CatalogueError:
            yield [outline.id, "", words("edition_broken", folder=str(outline.folder)), ""]
            continue
        end = f"{one.in_force_to:%d/%m/%Y}" if one.in_force_to is not None else ""
        status = one.judging.say(words.language, "edition_status", one.status)
        here = words("edition_here") if one.id == edition.id else ""
        yield [one.id, f"{one.in_force_from:%d/%m/%Y} – {end}".strip(), status, here]


def _parameters(edition: Edition, words: Words) -> Iterator[list[str]]:
    for parameter in edition.parameters.values():
        told = "; ".join(values(parameter, edition, words))
        yield [parameter.id, words.of(parameter.label) if words.of(parameter.label) != parameter.id else "", told]


def _glossary(edition: Edition, words: Words) -> Iterator[list[str]]:
    for concept in edition.glossary.values():
        gist = words.of(concept.gist) if concept.gist is not None else ""
        yield [concept.id, ", ".join((words.of(concept.label), *concept.known_as)), gist]


_LISTS = {
    "indicators": _indicators,
    "rules": _rules,
    "units": _units,
    "findings": _findings,
    "instruments": _instruments,
    "parameters": _parameters,
    "glossary": _glossary,
    "editions": _editions,
}
