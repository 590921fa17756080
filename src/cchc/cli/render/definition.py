"""What a name means: the definition as the catalogue has it, laid out for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import singledispatch

from cchc.cli.render.illustration import example
from cchc.cli.render.origin import in_full, origins_of
from cchc.cli.render.parameter import unit_label, users, values
from cchc.cli.render.quote import seen, unfilled
from cchc.cli.render.sample import gives, sample
from cchc.cli.render.table import clip, laid_out, visible
from cchc.cli.subject import Subject, home_of
from cchc.cli.words import Words
from cchc.edition import Concept, Edition, FindingKind, Indicator, Instrument, Parameter, Rule, Status, Unit, label_of
from cchc.edition.aggregation import Axis, Way
from cchc.edition.amendment import Amendment
from cchc.edition.choice import Choice
from cchc.edition.comparison import COMPARED
from cchc.edition.glossary import Glossary, other_names
from cchc.edition.ground import Day
from cchc.edition.table import FigureColumn, FormTable, RowRole, TableFigure
from cchc.formula.tree import Tree, mentions_of
from cchc.formula.words import words as in_words
from cchc.illustration import Illustration
from cchc.judge.display import day_text, edition_text, ground_text, passage_text, why_text
from cchc.words import face

_LISTED = 72

Row = tuple[str, str]
"""The name of a phrase that heads a row, and what stands in it."""


def definition(
    subject: Subject,
    edition: Edition,
    words: Words,
    choice: Choice | None = None,
    history: tuple[Edition, ...] = (),
    bases: tuple[Edition, ...] = (),
    illustration: Illustration | None = None,
) -> str:
    """A heading, then a row for each thing that is known; of a report, why it is judged by this edition; else what
    became of a line in the editions after it; and what each of the `bases` that the edition stands on made of it.
    Of a code, the form as it draws it."""
    heading, *rows = _facts(subject, home_of(subject, edition), words)
    if illustration is not None:
        rows = list(_illustrated(rows, illustration, _own_words(subject, edition), words))
    rows += _origin(subject, edition, words, bases)
    rows += _later(subject, edition, words, history)
    rows += _whose(subject, edition, words, choice)
    shown = [(words("definition", name), text) for name, text in rows]
    return laid_out(" ".join(filter(None, map(visible, heading))), shown)


def _own_words(subject: Subject, edition: Edition) -> frozenset[str]:
    """What a catalogue words otherwise than the library, in whose words its examples are told."""
    if not isinstance(subject, FindingKind | Rule):
        return frozenset()
    head = f"findings.{subject.code}" if isinstance(subject, FindingKind) else f"standard.{subject.id}"
    return frozenset(part for part in ("says", "advice") if f"{head}.{part}" in edition.texts)


def _illustrated(rows: list[Row], illustration: Illustration, own: frozenset[str], words: Words) -> Iterator[Row]:
    """The form as a clerk sees it stands in place of a message with holes, before how to mend it."""
    bad, good = illustration.bad, illustration.good
    for name, text in rows:
        if name == "advice":
            yield "bad", example(bad, words) if bad is not None else ""
            yield "good", example(good, words) if good is not None else ""
            mends = None if bad is None or name in own else bad.mends
            yield name, text if mends is None else words.of(mends)
        elif name != "says" or name in own or bad is None:
            yield name, text


def _whose(subject: Subject, edition: Edition, words: Words, choice: Choice | None) -> Iterator[Row]:
    """The edition whose definition it is; findings are the library's own, and words of the glossary the field's."""
    if not isinstance(subject, FindingKind | Concept):
        yield "edition", words.of(edition_text(edition))
        yield "chosen", choice.message[words.language] if choice is not None else ""


def _origin(subject: Subject, edition: Edition, words: Words, bases: tuple[Edition, ...]) -> Iterator[Row]:
    """Which edition brought it in, and what those after it changed or left as it was."""
    if not bases:
        return
    known = ((of, id) for of, defined in COMPARED.items() for id, each in defined(edition).items() if each is subject)
    name = next(known, None)
    if name is not None:
        steps = origins_of(edition, bases, words).get(name, ())
        yield "origin", "\n".join(in_full(steps, edition, bases, words))


def _later(subject: Subject, edition: Edition, words: Words, history: tuple[Edition, ...]) -> Iterator[Row]:
    """That a line ended, or moved, in an edition after this one."""
    after = [one for one in history if one.in_force_from > edition.in_force_from]
    if not isinstance(subject, Indicator) or not after:
        return
    path, told = subject.path, []
    for one in after:
        line, day = one.everything.get(subject.id), f"{one.in_force_from:%d/%m/%Y}"
        if line is None or line.is_ended:
            told.append(words("later", "ended", day=day, edition=one.id))
            break
        if line.path != path:
            path = line.path
            told.append(words("later", "moved", day=day, path=path, edition=one.id))
    yield "later", "\n".join(told)


@singledispatch
def _facts(subject: object, edition: Edition, words: Words) -> Iterator[Row]:
    raise NotImplementedError(type(subject))


@_facts.register
def _indicator(subject: Indicator, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.path, seen(words.of(label_of(edition, subject.id)))
    yield "id", subject.id
    yield "kind", edition.judging.say(words.language, "kind", subject.kind)
    yield "unit", words.of(edition.units[subject.unit].label) if subject.unit else ""
    yield from _meaning(subject, edition, words)
    if subject.formula is not None:
        yield "formula", _in_words(subject.formula, edition, words)
        yield "expression", subject.formula_text or ""
        yield "rounding", words("rounding", decimals=subject.decimals)
        yield (
            "examples",
            "\n".join(
                f"{sample(example.figures, edition, words)} → {gives(subject.id, example, edition, words)}"
                for example in subject.examples
            ),
        )
    yield "over_time", _aggregation(subject.over_time, Axis.TIME, edition, words)
    yield "over_offices", _aggregation(subject.over_offices, Axis.OFFICES, edition, words)
    yield "worth", _worth(subject, edition, words)
    yield "notes", words.of(subject.notes) if subject.notes else ""
    yield "replaced_by", _successor(subject, edition, words)
    yield from _amended(subject.amendment, edition, words)
    yield "legal_basis", "\n".join(words.of(ground_text(edition, ground)) for ground in subject.legal_basis)
    yield "used_by", ", ".join(line.id for line in edition.computed if _uses(line, subject.id))
    yield "rules", ", ".join(rule.id for rule in edition.rules.values() if _speaks_of(rule, subject.id))
    yield "where", f"{subject.file}:{subject.line}" if subject.file else ""


def _meaning(subject: Indicator, edition: Edition, words: Words) -> Iterator[Row]:
    """What its definition says, each part with how it is known."""
    for part, passages in subject.definition.parts if subject.definition is not None else ():
        yield part.value, "\n".join(words.of(passage_text(edition, each)) for each in passages)


@_facts.register
def _table(subject: FormTable, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.id, words.of(subject.label) if subject.label else ""
    columns = ([_mark(each), f"{subject.id}.{each.id}", each.path] for each in subject.columns.values())
    yield "columns", "\n".join(clip(" ".join(filter(None, column)), _LISTED) for column in columns)
    yield "rows", "\n".join(f"{row.code} {words.of(row.label)}".strip() for row in subject.rows.values())
    yield "rules", ", ".join(subject.rules)
    yield "where", f"{subject.file}:{subject.line}" if subject.file else ""


@_facts.register
def _column(subject: FigureColumn, edition: Edition, words: Words) -> Iterator[Row]:
    heading, *rows = _indicator(subject.asks, edition, words)
    yield _mark(subject), heading[1]
    for name, text in rows:
        if name == "rules":
            yield name, ", ".join(_rules_on(subject, edition))
        elif name == "where" and (table := _table_of(subject, edition)) is not None:
            yield name, f"{table.file}:{table.line}"
        elif name == "expression":
            yield name, "\n".join(identity.text for identity in subject.identities)
        else:
            yield name, text


@_facts.register
def _figure(subject: TableFigure, edition: Edition, words: Words) -> Iterator[Row]:
    """What its column asks, of its row; where rows make it, which."""
    (mark, label), *rows = _column(subject.column, edition, words)
    row, written = subject.definition, subject.table.open
    named = (written.total if written is not None and subject.role is RowRole.TOTAL else None) or subject.row
    yield mark, f"{label} · {seen(words.of(row.label)) if row is not None else named}"
    yield "id", subject.address
    from cchc.cli.render.made_of_rows import made_of_rows  # who asks about a line needs no tables

    made = made_of_rows(subject, edition, words)
    for name, text in rows:
        if name in ("formula", "expression", "examples", "rounding") and made is not None:
            if name == "formula":
                yield name, made
        elif name not in ("id", "rules"):
            yield name, text
    if subject.column.asks.formula is None and made is not None:
        yield "formula", made
    yield "rules", ", ".join(id for id, each in subject.table.rules.items() if subject.is_asked_by(each))


def _rules_on(column: FigureColumn, edition: Edition) -> Iterator[str]:
    """The rules over a table that speak of a column, or are asked of it."""
    table = _table_of(column, edition)
    for each in table.rules.values() if table is not None else ():
        if column.id in each.columns or (not each.columns and _speaks_of(each.rule, column.id)):
            yield each.id


def _table_of(column: FigureColumn, edition: Edition) -> FormTable | None:
    return next((table for table in edition.tables.values() if table.every_column.get(column.id) is column), None)


def _mark(column: FigureColumn) -> str:
    return f"({column.mark})" if column.mark is not None else ""


@_facts.register
def _rule(subject: Rule, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.code, f"{rule_title(subject, edition, words)} ({subject.id})"
    yield "severity", edition.judging.say(words.language, "severity", subject.severity)
    if len(subject.instances) == 1:
        yield "check", _in_words(subject.instances[0].check, edition, words)
    yield "expression", subject.check
    yield "checks", words.of(face("checks").text(subject.code)) if subject.code in face("checks") else ""
    own = words.of(subject.why) if subject.why is not None else ""
    yield "why", f"{own} {words.of(why_text(edition, subject.nature, subject.severity))}".lstrip()
    yield "notes", words.of(subject.notes) if subject.notes else ""
    yield "says", unfilled(words.of(subject.says))
    yield "advice", unfilled(words.of(subject.advice))
    is_unasked = subject.is_standard and not subject.instances
    yield "about", words("rule_unasked") if is_unasked else "\n".join(_lines(subject, edition, words))
    yield from _amended(subject.amendment, edition, words)
    yield "legal_basis", "\n".join(words.of(ground_text(edition, ground)) for ground in subject.legal_basis)
    yield "where", f"{subject.file}:{subject.line}" if subject.file else ""


@_facts.register
def _finding_kind(subject: FindingKind, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.code, words.of(subject.title)
    yield "severity", edition.judging.say(words.language, "severity", subject.severity)
    yield "checks", words.of(face("checks").text(subject.code))
    yield "why", words.of(face("why").text(subject.code))
    yield "says", unfilled(words.of(subject.says))
    yield "advice", unfilled(words.of(subject.advice))


@_facts.register
def _parameter(subject: Parameter, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.id, words.of(subject.label) if words.of(subject.label) != subject.id else ""
    yield "unit", unit_label(subject.unit, edition, words)
    yield "asked_for", unit_label(subject.of_unit, edition, words)
    yield "values", "\n".join(values(subject, edition, words))
    yield "otherwise", words.of(subject.otherwise) if subject.otherwise else ""
    yield "notes", words.of(subject.notes) if subject.notes else ""
    yield "used_by", ", ".join(users(subject, edition))
    yield "where", f"{subject.file}:{subject.line}" if subject.file else ""


@_facts.register
def _unit(subject: Unit, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.id, words.of(subject.label)
    yield "meaning", words.of(subject.counts)
    yield "about", ", ".join(line.id for line in edition.everything.values() if line.unit == subject.id)


@_facts.register
def _status(subject: Status, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.id, words.of(subject.label)
    yield "spellings", ", ".join(subject.words)
    yield "about", ", ".join(line.id for line in edition.everything.values() if subject.id in line.statuses)


@_facts.register
def _instrument(subject: Instrument, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.number, words.of(subject.title)
    yield "date", words.of(day_text(edition, Day(subject.date, subject.certainty)))
    yield "in_force", words.of(day_text(edition, subject.in_force)) if subject.in_force else ""
    yield "repealed", words.of(day_text(edition, subject.ended)) if subject.ended else ""
    lines = edition.everything.values()
    cited = (line.id for line in lines if any(ground.instrument == subject.id for ground in line.grounds))
    yield "about", ", ".join(cited)


@_facts.register
def _concept(subject: Concept, edition: Edition, words: Words) -> Iterator[Row]:
    yield subject.id, words.of(subject.label)
    yield "known_as", ", ".join(other_names(subject))
    yield "meaning", "\n".join(words.of(passage_text(edition, each)) for each in subject.means)
    cited = (line for line in edition.everything.values() if _mentions(line, subject, edition))
    yield "about", "\n".join(clip(f"{line.path} {_named(line.id, edition, words)}".strip(), _LISTED) for line in cited)


def _mentions(line: Indicator, concept: Concept, edition: Edition) -> bool:
    """Whether a line is called by a word, in the language of the form."""
    form = edition.languages[0]
    only = Glossary({concept.id: concept}, form, form)
    seen: set[str] = set()
    only.marked(label_of(edition, line.id)[form], seen, lambda words, _: words)
    return bool(seen)


def _successor(subject: Indicator, edition: Edition, words: Words) -> str:
    """The line that stands in its place, as people know it and by its id."""
    name = subject.replaced_by
    if name is None or name not in edition.everything:
        return name or ""
    return f"{edition.everything[name].path} {seen(words.of(label_of(edition, name)))} ({name})".strip()


def _in_words(tree: Tree, edition: Edition, words: Words) -> str:
    """A formula with the labels of its lines, and with the places of those that have one label."""
    labels = Counter(_named(id, edition, words) for id in dict.fromkeys(mentions_of(tree)))

    def told(id: str) -> str:
        label = _named(id, edition, words)
        place = edition.everything[id].path if id in edition.everything else ""
        return f"“{place} {label}”" if place and labels[label] > 1 else f"“{label}”"

    return in_words(
        tree,
        edition.judging,
        words.language,
        told,
        lambda status: f"“{words.of(edition.statuses[status].label)}”",
    )


def rule_title(rule: Rule, edition: Edition, words: Words) -> str:
    """What people call a rule; one without a name by what it checks, in words."""
    if rule.label is not None:
        return words.of(rule.label)
    told = "; ".join(dict.fromkeys(_in_words(each.check, edition, words) for each in rule.instances[:1]))
    return told[:1].upper() + told[1:] or rule.id


def _named(id: str, edition: Edition, words: Words) -> str:
    """A line by its label; what a rule over the rows of a table calls a row by its id."""
    return seen(words.of(label_of(edition, id))) if id in edition.everything else id


def _aggregation(way: Way, axis: Axis, edition: Edition, words: Words) -> str:
    known = edition.aggregations.get(f"{axis}.{way}")
    return f"{words.of(known.label)}: {words.of(known.description)}" if known else ""


def _worth(subject: Indicator, edition: Edition, words: Words) -> str:
    """What words such as "không có" and "chưa phát sinh" count as here, where the line asks for a number."""
    if subject.is_heading or subject.unit is None or subject.formula is not None:
        return ""
    worth = {"none": subject.none, "not_arisen": subject.not_arisen}
    return "; ".join(
        words("worth", name, "zero" if value == 0 else "missing", word=edition.printed[name])
        for name, value in worth.items()
        if name in edition.printed
    )


def _amended(amendment: Amendment | None, edition: Edition, words: Words) -> Iterator[Row]:
    """What the edition says otherwise than the one that it stands on, and on what ground."""
    if amendment is None:
        return
    yield "read_as", words.of(amendment.read_as) if amendment.read_as else ""
    yield "ended", f"{amendment.ended:%d/%m/%Y}" if amendment.ended else ""
    yield "applies", "; ".join(_variants(amendment, edition, words))
    yield "note", words.of(amendment.note) if amendment.note else ""
    yield "because", "\n".join(words.of(ground_text(edition, ground)) for ground in amendment.because)
    yield "changed_at", f"{amendment.file}:{amendment.line}" if amendment.file else ""


def _variants(amendment: Amendment, edition: Edition, words: Words) -> Iterator[str]:
    for name, value in (amendment.applies or {}).items():
        variant = edition.variants[name]
        yield f"{words.of(variant.label)}: {words.of(variant.values[value])}"


def _uses(line: Indicator, id: str) -> bool:
    return line.formula is not None and id in mentions_of(line.formula)


def _speaks_of(rule: Rule, id: str) -> bool:
    return any(id in mentions_of(instance.check) for instance in rule.instances)


def _lines(rule: Rule, edition: Edition, words: Words) -> Iterator[str]:
    ids = dict.fromkeys(id for instance in rule.instances for id in mentions_of(instance.check))
    for id in ids:
        path = edition.everything[id].path if id in edition.everything else ""
        yield clip(f"{path} {_named(id, edition, words)}".strip(), _LISTED)
