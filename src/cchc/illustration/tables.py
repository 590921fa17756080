"""A row of a catalogue's own example that keeps a rule over a table, and the same with one figure too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.edition import Edition
from cchc.edition.table import FormTable, TableRule
from cchc.errors import CchcError
from cchc.evaluation import Evaluation
from cchc.formula.tree import facts_of, names_of
from cchc.illustration.filled import OneMore, broken, filled_rightly
from cchc.illustration.shown import Illustration, of_findings, of_the_report_before, verbatim
from cchc.judge.display import EachLanguage
from cchc.report import FilledRow
from cchc.words import Text


def of_table_rule(catalogue: Catalogue, table: FormTable, each: TableRule, folder: Path | None) -> Illustration | None:
    """By the example in the catalogue's folder; None where it has none, or where no figure too many breaks the rule."""
    try:
        judged = filled_rightly(catalogue, folder)
    except (CchcError, OSError):
        return None  # lint tells what is wrong with an example
    return of_example(catalogue, judged, table, each)


def of_example(
    catalogue: Catalogue, judged: tuple[Evaluation, ...], table: FormTable, each: TableRule
) -> Illustration | None:
    """The same by an example that is judged already."""
    found = broken(catalogue, judged, table.id, each)
    if found is None:
        return None
    heads = verbatim(""), verbatim(found.row.label or found.row.key)
    wrong = _text(found.wrong, found.column)
    bad = _rows(catalogue.edition, table, each, found, {found.column: wrong})
    good = _rows(catalogue.edition, table, each, found, {})
    return Illustration(
        of_findings(heads, bad, (found.finding,), each.rule.code), of_findings(heads, good, (), each.rule.code)
    )


def _rows(
    edition: Edition, table: FormTable, each: TableRule, found: OneMore, changed: Mapping[str, str]
) -> Iterator[tuple[Text, Text]]:
    """The figures that the rule is about by their columns, then those of the report before that it asks for."""
    checks = [one.check for one in each.rule.instances]
    for id in dict.fromkeys(id for check in checks for id in names_of(check)):
        yield _called(table, id), verbatim(changed.get(id) or _text(found.row, id))
    if found.before is not None:
        for id in dict.fromkeys(id for check in checks for fact in facts_of(check) for id in fact.ids):
            yield of_the_report_before(edition, _called(table, id)), verbatim(_text(found.before, id))


def _called(table: FormTable, id: str) -> Text:
    if id not in table.columns:
        return verbatim(id)
    column = table.columns[id]
    label, mark = column.asks.label, "" if column.mark is None else f"({column.mark}) "
    return EachLanguage(tuple(label), lambda language: f"{mark}{label[language]}")


def _text(row: FilledRow, column: str) -> str:
    entry = row.entries.get(column)
    return "" if entry is None or entry.cell is None else entry.cell.text
