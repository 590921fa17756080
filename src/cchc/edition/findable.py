"""What can be looked for: the lines, columns, rules and findings of a catalogue, with the words they are known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cchc.edition import Concept, Edition, FindingKind, Indicator, Rule, label_of
from cchc.edition.table import YEAR, FigureColumn, FormTable
from cchc.record import frozen
from cchc.words import PLACEHOLDER, data


@frozen
class Findable:
    """What can be found: its name, how it is known, and the words in which it may be looked for."""

    name: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    above: str = ""
    text: str = ""
    code: str = ""


def entries_of(edition: Edition, language: str) -> tuple[Findable, ...]:
    """All that may be looked for in an edition: its lines, its rules, the findings that are built in."""
    return tuple(_entries(edition, language))


def _entries(edition: Edition, language: str) -> Iterator[Findable]:
    yield from (of_line(edition, line, language) for line in edition.everything.values())
    for table in edition.tables.values():
        yield from (of_column(table, column, language) for column in table.columns.values())
        yield from (of_rule(each.rule, language) for each in table.rules.values() if not each.rule.is_standard)
    yield from (of_rule(rule, language) for rule in edition.rules.values())
    yield from (of_finding(kind, language) for kind in edition.finding_kinds.values())
    yield from (of_concept(concept, language) for concept in edition.glossary.values())


def of_line(edition: Edition, line: Indicator, language: str) -> Findable:
    """A line of the form, or a figure beside it."""
    above, parent = [], line.parent
    while parent is not None:
        above.append(edition.everything[parent].label[language])
        parent = edition.everything[parent].parent
    label = label_of(edition, line.id)
    return Findable(
        name=line.id,
        kind="auxiliary" if line.auxiliary else str(line.kind),
        title=label[language],
        names=(*_known_as(line), *(text for of, text in label.items() if of != language), *_shortened(line.path)),
        above=" ".join(above),
        text=_gist(line, language),
        code=line.path,
    )


def _shortened(path: str) -> tuple[str, ...]:
    """A place without its part of the form (2.4.4.1 for II.2.4.4.1), as people tell it who stay in one."""
    _, _, rest = path.partition(".")
    return (rest,) if "." in rest else ()


def of_column(table: FormTable, column: FigureColumn, language: str) -> Findable:
    """A column of a table, by its headings too."""
    label = column.asks.label
    others = (text for of, text in label.items() if of != language)
    heading = column.path.replace(YEAR, "N")
    names = (column.id, *_known_as(column.asks), *others, heading, column.number or "")
    return Findable(
        name=f"{table.id}.{column.id}",
        kind=str(column.asks.kind),
        title=label[language],
        names=tuple(dict.fromkeys(filter(None, names))),
        text=_gist(column.asks, language),
        code=f"({column.mark})" if column.mark is not None else "",
    )


def of_rule(rule: Rule, language: str) -> Findable:
    """A rule, by its name; where it has none, by what it says."""
    said = _open(rule.says[language])
    title = said if rule.label is None else rule.label[language]
    return Findable(rule.code, "rule", title, _also(rule.code), text=said, code=rule.id)


def of_finding(kind: FindingKind, language: str) -> Findable:
    said = _open(kind.says[language])
    return Findable(kind.code, "finding", kind.title[language], _also(kind.code), text=said, code=kind.code[5:])


def _open(said: str) -> str:
    """A message with what a report fills in left open."""
    return PLACEHOLDER.sub("…", said).replace("….", "…")


def of_concept(concept: Concept, language: str) -> Findable:
    """A word of the glossary."""
    others = (*concept.known_as, *(text for of, text in concept.label.items() if of != language))
    text = "" if concept.gist is None else concept.gist[language]
    return Findable(concept.id, "concept", concept.label[language], others, text=text)


def _known_as(line: Indicator) -> tuple[str, ...]:
    return tuple(line.definition.known_as) if line.definition is not None else ()


def _gist(line: Indicator, language: str) -> str:
    return line.gist[language] if line.gist is not None else ""


def _also(code: str) -> tuple[str, ...]:
    """What else a code is looked for by: words of the office, and its number without the zeros."""
    also: Mapping[str, Iterable[str]] = data("search")["codes"]
    letter, number = code[5:6], code[6:].lstrip("0")
    called = data("search")["called"].get(letter, ())
    names = (f"CCHC-{letter}{number}", f"{letter}{number}", *(f"{name} {number}" for name in called))
    return (*also.get(code, ()), *names)
