"""Values, formulas, catalogues and clerks' mistakes as they are drawn: what they say, and that they are many."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import cchc.strategies
from cchc import Catalogue, Entry, Missing, Reason, Report, Reported, Undefined, load_catalogue, strategies
from cchc.batch.samples.forms import ClerkSlip
from cchc.edition import IndicatorKind
from cchc.finding import Severity
from cchc.formula.functions import ROWS
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, names_of, walk
from cchc.formula.typecheck import BOOLEAN, check
from cchc.formula.words import text
from cchc.strategies.formulas import NamedFigures
from cchc.strategies.slipped import OF_TABLES, Slipped

WARD, TABLE = load_catalogue("phuong-2024"), load_catalogue("bieu-06-2020")
T = TypeVar("T")


def many(drawn: st.SearchStrategy[T], count: int) -> list[T]:
    """So many examples."""
    found: list[T] = []

    @given(drawn)
    @settings(max_examples=count, phases=[Phase.generate])
    def keep(example: T) -> None:
        found.append(example)

    keep()
    return found


def one(drawn: st.SearchStrategy[T], such: Callable[[T], bool]) -> T:
    """The first example of this kind: there is one, whatever is drawn before it."""
    return find(drawn, such, settings=settings(max_examples=500, phases=[Phase.generate], database=None))


def least(drawn: st.SearchStrategy[T], such: Callable[[T], bool]) -> T:
    return find(drawn, such, settings=settings(max_examples=200, database=None))


# --- values


@pytest.mark.parametrize(
    "kind", [kind for kind in IndicatorKind if kind in {x.kind for x in WARD.edition.figures.values()}]
)
def test_a_value_is_one_that_the_line_may_have(kind: IndicatorKind) -> None:
    """Figures as exact as the line asks for, words of its own; without a value for a reason, undefined if computed."""
    line = next(each for each in WARD.edition.figures.values() if each.kind is kind)
    values = many(strategies.values(line), 40)
    assert {type(value) for value in values} == {Reported, Missing} | ({Undefined} if line.formula else set())
    numbers = [value.value for value in values if isinstance(value, Reported)]
    assert len(set(map(str, numbers))) > 1
    if line.kind.is_rate:
        assert all(number >= 0 and number.as_tuple().exponent == -line.decimals for number in numbers)
    if line.kind is IndicatorKind.STATUS:
        assert set(numbers) == set(line.statuses)


# --- formulas


@pytest.mark.parametrize("catalogue", [WARD, TABLE], ids=lambda each: each.id)
def test_a_formula_could_stand_in_the_catalogue(catalogue: Catalogue) -> None:
    """It is read back as it is, and the checker takes it; figures of tables are spoken of by their addresses."""
    lines = NamedFigures(catalogue.edition).all
    trees = many(strategies.formulas(catalogue), 60)
    for tree in trees:
        check(tree, lines)
        assert parse(text(tree), has_tables=True) == tree
    assert any(lines.keys() & set(names_of(tree)) for tree in trees)


def test_formulas_are_of_many_functions() -> None:
    """Operators, functions, and questions asked of the form; a check is one that the checker takes for one."""
    trees = many(strategies.formulas(WARD, "boolean"), 100)
    used = {getattr(node, "op", getattr(node, "function", "")) for tree in trees for node in walk(tree)}
    assert len(used.intersection(ROWS)) >= 20
    assert all(check(tree, WARD.edition.everything) == BOOLEAN for tree in trees)


def test_a_formula_shrinks_to_what_a_person_can_read() -> None:
    drawn = strategies.formulas(WARD, "number")
    found = least(drawn, lambda tree: any(isinstance(node, Apply) and node.op == "percent" for node in walk(tree)))
    assert len(list(walk(found))) == 3


# --- catalogues


def test_a_catalogue_evaluates_reports() -> None:
    """Lists and tables; what breaks a rule of one is told."""
    filed = strategies.catalogues().flatmap(lambda each: st.tuples(st.just(each), strategies.reports(each)))
    seen = many(filed, 20)
    assert {bool(catalogue.edition.tables) for catalogue, _ in seen} == {False, True}
    for catalogue, report in seen:
        told = {finding.rule for finding in catalogue.evaluate(report).findings}
        assert told.intersection(catalogue.edition.rules) <= strategies.broken_by(catalogue, report)


@pytest.mark.parametrize("severity", Severity)
def test_catalogues_have_rules_of_every_severity(severity: Severity) -> None:
    def has_one(catalogue: Catalogue) -> bool:
        own = [rule for rule in catalogue.edition.rules.values() if not rule.is_standard]
        return severity in {rule.severity for rule in own}

    assert has_one(one(strategies.catalogues(), has_one))


def test_a_catalogue_shrinks_to_what_a_person_can_read() -> None:
    found = least(strategies.catalogues(tables=False), lambda each: "R1" in each.edition.rules)
    assert len(found.edition.indicators) == 1
    assert all(each.edition.tables for each in many(strategies.catalogues(tables=True), 3))


# --- mistakes


def changed(found: Slipped) -> int:
    """The figures that are other than was meant, in lines and tables."""
    pairs = [(found.report.entries.get(id), entry) for id, entry in found.meant.entries.items()]
    for name, table in found.meant.tables.items():
        rows = zip(found.report.tables[name].rows, table.rows, strict=True)
        pairs += [(wrong.entries[id], entry) for wrong, right in rows for id, entry in right.entries.items()]
    return sum(wrong is None or wrong.cells != right.cells or wrong.value != right.value for wrong, right in pairs)


@pytest.mark.parametrize("slip", ClerkSlip)
def test_a_slip_stands_beside_what_was_meant(slip: ClerkSlip) -> None:
    """What was meant is right, and the report is not what was meant; most of them draw a finding."""
    told = []
    for found in many(strategies.slipped(WARD, slip), 6):
        assert (found.slip, found.report.period) == (slip, found.meant.period)
        assert found.before is not None and found.before.period == found.meant.period.previous()
        meant = WARD.evaluate(found.meant, found.before)
        assert all(finding.severity is Severity.INFO for finding in meant.findings)
        assert changed(found)
        wrong = WARD.evaluate(found.report, found.before)
        told.append({finding.code for finding in wrong.findings} - {finding.code for finding in meant.findings})
    assert any(told)


@pytest.mark.parametrize("slip", OF_TABLES)
def test_a_slip_in_a_table_is_of_a_cell_or_two(slip: ClerkSlip) -> None:
    for found in many(strategies.slipped(TABLE, slip), 2):
        assert found.slip is slip
        assert changed(found) == (2 if slip is ClerkSlip.SWAPPED else 1)
        assert all(finding.severity is Severity.INFO for finding in TABLE.evaluate(found.meant).findings)


def test_a_slip_that_no_table_has() -> None:
    with pytest.raises(ValueError, match="has tables"):
        strategies.slipped(TABLE, ClerkSlip.OLD_DOCUMENT)


# --- words


def test_words_for_nothing_stand_in_tables_too() -> None:
    """In the form's own words, as its catalogue has them."""
    words = {word for each in TABLE.edition.missing.values() for word in each.words}

    def none(report: Report) -> list[Entry]:
        entries = [e for table in report.tables.values() for row in table.rows for e in row.entries.values()]
        return [entry for entry in entries if entry.value == Missing(Reason.NONE)]

    found = none(one(strategies.reports(TABLE), lambda report: bool(none(report))))
    assert all(entry.cell is not None and entry.cell.text in words for entry in found)


def test_no_word_of_a_form_stands_in_the_code() -> None:
    """Texts are in TOML; what hypothesis draws of an edition is in the words of its catalogue."""
    folder = Path(cchc.strategies.__file__).parent
    found = {path.name: re.findall(r"[À-ỹ]\w*", path.read_text(encoding="utf-8")) for path in folder.glob("*.py")}
    assert not {name: words for name, words in found.items() if words}
