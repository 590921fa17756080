"""The rules, each expanded into an instance for every binding that it stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import Factory

from cchc.edition import Escalation, IndicatorKind, Instance, Parameter, Rule, Severity
from cchc.edition.rule import SampleOfLines
from cchc.edition.table import FormTable
from cchc.errors import did_you_mean
from cchc.formula.address import cell_of, counted, is_address
from cchc.formula.tree import Name, Tree, mentions_of, substitute
from cchc.formula.words import fill, words
from cchc.load import rule_texts
from cchc.load.addresses import conditions_in, figures_of
from cchc.load.base import AMENDING, amendment
from cchc.load.bindings import CHOSEN, Binder, Bindings
from cchc.load.codes import DUPLICATE, MISSING_FIELD, UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.former import SAMPLE_KEYS
from cchc.load.formulas import NOTHING, Formulas
from cchc.load.grounds import legal_basis
from cchc.load.rule_sentences import PREVIOUS
from cchc.load.standard import unknown as unknown_standard
from cchc.load.table import Table
from cchc.record import define
from cchc.words import data, face

FAMILY = "family"

_ID = re.compile(r"R[1-9][0-9]{0,3}")
_FIELDS = (
    "family", "label", "why", "check", "severity", "nature", "says", "advice", "severity_if", "each", "pairs", "over",
    "good", "bad", "stands_for", "legal_basis", "notes", *AMENDING,
)  # fmt: skip
_SHAPE = frozenset({"check", "each", "pairs", "over", "family"})
"""Fields without which nothing more can be said of a rule."""
_MOST_SAMPLES = 100


@define(eq=False, repr=False)
class Family:
    """A check written once over placeholders; `lacking` are bindings that rules of it should have and have not."""

    table: Table
    rules: int = 0
    bound: set[str] = Factory(set)
    lacking: list[tuple[str, Table, str]] = Factory(list)


@define(eq=False, repr=False)
class RuleReader:
    """Reads the rules of an edition against its lines; `broken` are rules too faulty to be checked further."""

    contents: Contents
    binder: Binder
    formulas: Formulas
    broken: set[str]
    prefix: str
    parameters: Mapping[str, Parameter] = Factory(dict)
    tables: Mapping[str, FormTable] = Factory(dict)
    """Of which checks may name figures by their addresses."""
    families: dict[str, Family] = Factory(dict)
    rules: dict[str, Rule] = Factory(dict)
    unbound: set[str] = Factory(set)
    """Rules whose placeholders have no meaning, so that nothing they say could be checked."""

    def read(self) -> dict[str, Rule]:
        """All rules; a family may stand in another file than its rules."""
        self.broken |= self.contents.hurt.get("rules", set())
        for name, table in self.contents.of(FAMILY):
            self._read_family(name, table)
        for id, table in self.contents.of("rules"):
            if not is_over_table(table):
                self._read_rule(id, table)
        for name, family in self.families.items():
            self._close(name, family)
        return {id: rule for id, rule in self.rules.items() if id not in self.unbound}

    def _read_family(self, name: str, table: Table) -> None:
        first = self.families.setdefault(name, Family(table))
        if first.table is not table:
            table.mistake(DUPLICATE, None, f"the family {name!r} stands in {first.table.source.name} already")

    def _close(self, name: str, family: Family) -> None:
        """What only all rules of a family together show: a placeholder that none of them binds is a name misspelt."""
        family.table.asked.update(_FIELDS)
        family.table.close()
        if not family.rules and not self.unbound:
            family.table.mistake(UNUSED, None, f"no rule is of the family {name!r}")
        for rule, table, key in family.lacking:
            self.unbound.add(rule)
            if table.partial or key in table.faulty:
                continue
            if key in family.bound:
                table.mistake(MISSING_FIELD, None, f"{key!r} is missing, of which the family {name!r} speaks")
            else:
                known = (*family.bound, *self.binder.indicators)
                family.table.mistake(UNKNOWN_NAME, "check", f"no rule binds {key[:60]!r}", did_you_mean(key, known))

    def _read_rule(self, id: str, table: Table) -> None:
        if not _ID.fullmatch(id):
            table.mistake(WRONG_VALUE, None, f"{id[:40]!r} is no id of a rule", "R and a number, without a leading 0")
        name = table.optional_text(FAMILY)
        family = self._family(table, name)
        if name is None and "check" not in table.values:
            self._say_empty(id, table)
        rule = self._rule(id, table, name, family)
        if table.faulty & _SHAPE:
            self.broken.add(id)
        if name is not None and family is None:
            self.unbound.add(id)
        first = self.rules.setdefault(id, rule)
        if first is not rule:
            table.mistake(DUPLICATE, None, f"the rule {id[:40]!r} stands in {first.file}:{first.line} already")
        table.close()

    def _say_empty(self, id: str, table: Table) -> None:
        """A rule without a check may have lost its family, of which its other keys may be placeholders."""
        if not table.partial and FAMILY not in table.faulty:
            near = (did_you_mean(key, ("check", FAMILY)) for key in table.values if key not in _FIELDS)
            table.mistake(MISSING_FIELD, None, "'check' or 'family' is missing", next(filter(None, near), None))
        table.partial = True
        table.asked.update(table.values)
        self.unbound.add(id)

    def _family(self, table: Table, name: str | None) -> Family | None:
        if name is None:
            return None
        family = self.families.get(name)
        if family is not None:
            family.rules += 1
            table.base = family.table
        elif name not in self.contents.hurt.get(FAMILY, ()):
            table.mistake(UNKNOWN_NAME, FAMILY, f"there is no family {name[:40]!r}", did_you_mean(name, self.families))
        if family is None:
            table.partial = True
            table.asked.update(table.values)  # its placeholders are not known, so no key is unknown
        return family

    def _rule(self, id: str, table: Table, name: str | None, family: Family | None) -> Rule:
        check, tree = self.formulas.take(table, "check", required=True)
        conditions = tuple(self._escalations(table))
        bindings = self._bindings(id, table, family, tree)
        good, bad = _samples(table, "good", bindings), _samples(table, "bad", bindings)
        (severity, nature), amended = rule_texts.weight(table), amendment(table)
        mentioned = () if tree is None else mentions_of(tree)
        has_ended = amended is not None and amended.ended is not None
        return Rule(
            id=id,
            code=f"{self.prefix}-R{id[1:]:0>3}",
            check=check or "",
            severity=severity,
            nature=nature,
            says=rule_texts.of_lines(
                table,
                tree,
                lambda language: self._called(mentioned, table.languages, language),
                lambda name: self._is_date((bindings[0] if bindings else {}).get(name, name)),
            ),
            advice=rule_texts.advice(table),
            instances=()
            if has_ended
            else tuple(_instance(id, bound, tree or NOTHING, conditions) for bound in bindings),
            good=good[0] if good else None,
            bad=bad[0] if bad else None,
            also_good=tuple(good[1:]),
            also_bad=tuple(bad[1:]),
            by_id=tuple(each for each in (*good, *bad) if isinstance(each, SampleOfLines)),
            family=name,
            stands_for=_stands_for(table),
            legal_basis=legal_basis(table),
            notes=table.optional_translated("notes"),
            label=table.optional_translated("label"),
            why=table.optional_translated("why"),
            amendment=amended,
            file=table.source.name,
            line=table.line,
        )

    def _called(self, mentioned: Iterable[str], languages: tuple[str, ...], language: str) -> Mapping[str, str]:
        """What a check names beside lines, by its label and figure: parameters, figures of tables, counted rows."""
        mentioned = tuple(mentioned)
        figures = figures_of(filter(is_address, mentioned), self.tables, self.parameters, languages)
        labels = {id: each.label for id, each in figures.items() if counted(id) is None}
        labels |= {id: self.parameters[id].label for id in mentioned if id in self.parameters}
        with_figure = {id for id in labels if id not in self.parameters or not self.parameters[id].has_bands}
        called = {id: f"“{next(iter(label.values()), id)}”" for id, label in labels.items()}
        called = {id: f"{label} ({{{id}}})" if id in with_figure else label for id, label in called.items()}
        return called | {id: self._counted(id, language) for id in figures if counted(id) is not None}

    def _counted(self, name: str, language: str) -> str:
        """How many rows keep a condition, by the columns that it speaks of."""
        (condition,) = conditions_in(Name(name))

        def column(address: str) -> str:
            cell = cell_of(address)
            if cell is None or cell.table not in self.tables:
                return f"“{self.parameters[address].label[language]}”" if address in self.parameters else address
            return f"“{self.tables[cell.table].columns[cell.column].short}”"

        told = words(condition, face("judging"), language, column)
        return fill(face("tables").text("check_counted")[language], [told])

    def _is_date(self, name: str) -> bool:
        figures = figures_of([name], self.tables, self.parameters, ("vi",)) if is_address(name) else {}
        line = figures.get(name) or self.binder.indicators.get(name)
        return line is not None and line.kind is IndicatorKind.DATE

    def _escalations(self, table: Table) -> Iterator[Escalation]:
        conditions = table.table("severity_if")
        for severity in Severity:
            text, tree = self.formulas.take(conditions, severity)
            if text is not None and tree is not None:
                yield Escalation(severity, tree, text)
        conditions.close()

    def _bindings(self, id: str, table: Table, family: Family | None, tree: Tree | None) -> list[Bindings]:
        """Every set of bindings that the rule stands for; one empty set for a rule about named figures."""
        own = [key for key in table.values if key not in _FIELDS] if family else []
        bases = self.binder.placeholders(table, own)
        if family is not None and tree is not None:
            self._check_placeholders(id, family, tree, bases)
        return self.binder.expanded(table, [bound for _, bound in bases])

    def _check_placeholders(self, rule: str, family: Family, tree: Tree, bases: list[tuple[Table, Bindings]]) -> None:
        """A family's rule binds each of its placeholders, and nothing else."""
        named = mentions_of(tree)
        if not self.binder.whole:
            return  # what is no line here may be one of those that could not be read
        known = self.binder.lost | self.binder.parameters | CHOSEN
        free = [id for id in named if id not in self.binder.indicators and id not in known and not is_address(id)]
        for table, bound in bases:
            family.bound.update(bound)
            for key in bound:
                if key not in named:
                    what = f"the family's check does not speak of {key[:40]!r}"
                    table.mistake(UNKNOWN_NAME, key, what, did_you_mean(key, free))
            family.lacking += [(rule, table, key) for key in free if key not in bound]


def is_over_table(table: Table) -> bool:
    """Whether a rule is asked of the rows or columns of a table: `each = { table = "b06", rows = "leaf" }`."""
    each = table.values.get("each")
    return type(each) is dict and "table" in each


def _stands_for(table: Table) -> str | None:
    """The library's rule in whose place this one stands."""
    id = table.optional_text("stands_for")
    if id is not None and id not in data("standard"):
        table.mistake(UNKNOWN_NAME, "stands_for", *unknown_standard(id))
    return id


def _instance(id: str, bound: Bindings, tree: Tree, conditions: tuple[Escalation, ...]) -> Instance:
    if not bound:
        return Instance(id, bound, tree, conditions)
    escalations = tuple(
        Escalation(each.severity, substitute(each.condition, bound), each.condition_text) for each in conditions
    )
    return Instance(id, bound, substitute(tree, bound), escalations)


def _samples(table: Table, key: str, bindings: list[Bindings]) -> list[Mapping[str, object]]:
    """One sample report or a list; a family's speak of placeholders, which stand for this rule's first binding."""
    entries = table.list_of_tables(key)
    if len(entries) > _MOST_SAMPLES:  # each is judged by all rules
        table.mistake(WRONG_VALUE, key, f"a rule may have {_MOST_SAMPLES} samples, this has {len(entries)}")
        entries = entries[:_MOST_SAMPLES]
    given = [{name: entry.values[name] for name in entry.named(int, Decimal, str, dt.date, dict)} for entry in entries]
    if not given and key not in table.faulty:
        outcome = "obeys" if key == "good" else "breaks"
        table.note(None, f"the rule has no {key!r}: a report that {outcome} it")
    bound = bindings[0] if bindings else {}
    found = [_renamed(sample, bound) for sample in given]
    return [
        each if bound.keys() & said.keys() else SampleOfLines(each) for said, each in zip(given, found, strict=True)
    ]


def _renamed(given: dict[str, object], bound: Bindings) -> Mapping[str, object]:
    names = {name: bound.get(name, SAMPLE_KEYS.get(name, name)) for name in given}
    figures: dict[str, object] = {names[name]: value for name, value in given.items()}
    earlier = figures.get(PREVIOUS)
    if type(earlier) is dict:
        figures[PREVIOUS] = _renamed(earlier, bound)
    return figures
