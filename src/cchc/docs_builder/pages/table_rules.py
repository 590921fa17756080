"""The page of a rule over a table: what it asks of which rows, and a row that keeps it and breaks it."""

from __future__ import annotations

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.filled import OneMore, broken
from cchc.docs_builder.library import ColumnPlace
from cchc.docs_builder.names import Naming, of_columns, of_rows
from cchc.docs_builder.pages.commands import of_code
from cchc.edition.table import FormTable, TableRule
from cchc.formula.tree import facts_of, mentions_of, names_of
from cchc.report import FilledRow


def called(book: Book, catalogue: Catalogue, table: FormTable, each: TableRule) -> str:
    """A rule by its name, or else by what it checks."""
    return book.of(each.rule.label) or gist(book, catalogue, table, each)


def gist(book: Book, catalogue: Catalogue, table: FormTable, each: TableRule) -> str:
    """A rule in a line: its check in words."""
    names = names_in(book, catalogue, table, each)
    told = "; ".join(book.told(one.check, catalogue.edition, names=names) for one in each.rule.instances)
    return told[:1].upper() + told[1:]


def names_in(book: Book, catalogue: Catalogue, table: FormTable, each: TableRule) -> Naming:
    """What the names of a rule mean: columns, or rows where it is asked of columns."""
    if each.columns:
        return of_rows(catalogue.edition, table, book.language)
    first = next(iter(table.columns.values()))
    return of_columns(ColumnPlace(catalogue, table, first, book.library.form_of(catalogue)), book.language)


def page(book: Book, catalogue: Catalogue, table: FormTable, each: TableRule) -> BookPage:
    """What a rule checks, why, how to mend what breaks it."""
    w, rule = book.words, each.rule
    told, names = gist(book, catalogue, table, each), names_in(book, catalogue, table, each)
    facts = [
        (w("form"), md.link(book.of(catalogue.edition.title), f"forms/{catalogue.id}")),
        (w("asked_of"), w("rule_over_columns") if each.columns else w("rule_over_rows", each.rows)),
        (w("severity"), book.severity(rule.severity)),
        (w("nature"), book.named("nature", rule.nature)),
        (w("rule"), md.code(rule.id)),
        (w("check"), md.code(rule.check)),
    ]
    body = [
        f"## {w('what_it_checks')}",
        md.plain(told) + ".",
        md.table([w("property"), w("value")], facts),
        f"### {w('why')}",
        w("why", rule.nature),
        md.plain(book.of(rule.notes)),
        f"## {w('how_to_mend')}",
        md.plain(book.of(rule.advice)),
        _samples(book, catalogue, table, each),
        f"## {w('rows_concerned') if each.columns else w('columns_concerned')}",
        md.bullets(map(names.linked, dict.fromkeys(id for one in rule.instances for id in mentions_of(one.check)))),
        f"## {w('legal_basis')}\n\n{book.grounds(catalogue.edition, rule.legal_basis)}" if rule.legal_basis else "",
        of_code(book, rule.code),
    ]
    title = f"{rule.code} {called(book, catalogue, table, each)}"
    return BookPage(
        f"codes/{rule.code}",
        title,
        "\n\n".join(filter(None, body)),
        "rule",
        rule.code,
        book.of(rule.advice),
        (rule.id, rule.check),
    )


def _samples(book: Book, catalogue: Catalogue, table: FormTable, each: TableRule) -> str:
    """A row of the catalogue's example, which keeps the rule; and what is found where one figure is one more."""
    found = broken(catalogue, book.library.examples(catalogue), table.id, each)
    if found is None:
        return ""
    w = book.words
    names = names_in(book, catalogue, table, each)
    parts = [
        f"## {w('holds')}",
        _row(book, names, each, found),
        f"## {w('breaks_it')}",
        w("one_more", column=names.linked(found.column)),
        md.note(
            md.plain(found.finding.message[book.language]),
            "error" if found.finding.severity == "error" else "warning",
        ),
    ]
    return "\n\n".join(parts)


def _text(row: FilledRow, column: str) -> str:
    entry = row.entries.get(column)
    return "" if entry is None or entry.cell is None else entry.cell.text


def _row(book: Book, names: Naming, each: TableRule, found: OneMore) -> str:
    """The figures that the rule is about, as they stand."""
    checks = [one.check for one in each.rule.instances]
    own = dict.fromkeys(id for check in checks for id in names_of(check))
    before = dict.fromkeys(id for check in checks for fact in facts_of(check) for id in fact.ids)
    rows = [(names.linked(id), md.plain(_text(found.row, id))) for id in own]
    if found.before is not None:
        earlier = book.named("sample", "previous")
        rows += [(f"{names.linked(id)} ({earlier})", md.plain(_text(found.before, id))) for id in before]
    return f"{md.plain(found.row.label or found.row.key)}:\n\n" + md.table(
        [book.words("column"), book.words("stands")], rows
    )
