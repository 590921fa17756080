"""What can be looked for: the lines, columns, rules and findings of a catalogue, with the words they are known by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cchc.edition import Concept, Edition, FindingKind, Indicator, Instrument, Rule, label_of
from cchc.edition.table import YEAR, ClosedRow, FigureColumn, FormTable
from cchc.record import frozen
from cchc.words import PLACEHOLDER, data, face


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
    yield from (of_instrument(one, language) for one in edition.instruments.values())


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
    title = _open(rule.says[language]) if rule.label is None else rule.label[language]
    said = _whole(rule.says[language], rule.advice[language])
    return Findable(rule.code, "rule", title, _also(rule.code), text=said, code=rule.id)


def of_finding(kind: FindingKind, language: str) -> Findable:
    said = _whole(kind.says[language], kind.advice[language], face("checks").text(kind.code)[language])
    return Findable(kind.code, "finding", kind.title[language], _also(kind.code), text=said, code=kind.code[5:])


def _open(said: str) -> str:
    """A message with what a report fills in left open."""
    return PLACEHOLDER.sub("…", said).replace("….", "…")


_FIGURES = re.compile(r"(?<!\s)\s*[(\[]…[)\]]")


def _whole(*said: str) -> str:
    """The first text that is a sentence without what a report fills in, figures in brackets apart; else nothing."""
    told = (_FIGURES.sub("", _open(each)) for each in said)
    return next((each for each in told if "…" not in each), "")


def of_instrument(one: Instrument, language: str) -> Findable:
    """A legal instrument, by its number with and without what issued it: "61/2018" of 61/2018/NĐ-CP."""
    number = "/".join(one.number.split("/")[:2])
    names = (number,) if number != one.number else ()
    return Findable(one.id, "instrument", one.number, names, text=one.title[language])


def called_editions(id: str) -> tuple[str, ...]:
    """In what words an edition of the form is looked for."""
    return tuple(data("search")["editions"].get(id, ()))


def of_row(edition: Edition, table: FormTable, row: ClosedRow, language: str) -> Findable:
    """A row that a form prints, by its code, under the rows above it."""
    above, parent = [], row.under
    while parent is not None:
        above.append(table.rows[parent].label[language])
        parent = table.rows[parent].under
    others = (text for of, text in row.label.items() if of != language)
    numbered = [face("tables").say(language, "row_numbered", code=row.code)] if row.code else []
    names = tuple(dict.fromkeys((*others, *numbered)))
    above.append(edition.title[language])
    return Findable(f"{table.id}.{row.id}", "row", row.label[language], names, " ".join(above), code=row.code)


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
