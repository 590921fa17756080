"""The page of a rule over a table: what it asks of which rows, and a row that keeps it and breaks it."""

from __future__ import annotations

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import ColumnPlace
from cchc.docs_builder.names import Naming, of_columns, of_rows
from cchc.docs_builder.pages.commands import commands
from cchc.docs_builder.pages.example import examples
from cchc.edition import findable
from cchc.edition.table import FormTable, TableRule
from cchc.formula.tree import mentions_of
from cchc.illustration import of_example


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
        *([(w("check_in_words"), md.plain(told))] if rule.label is not None else []),
        (w("check"), md.code(rule.check)),
    ]
    body = [
        f"## {w('what_it_checks')}",
        md.plain(book.of(rule.label) or told) + ".",
        md.table([w("property"), w("value")], facts),
        f"### {w('why')}",
        md.plain(book.of(rule.why)),
        book.why(rule.nature, rule.severity, catalogue.edition),
        md.plain(book.of(rule.notes)),
        *examples(book, of_example(catalogue, book.library.examples(catalogue), table, each), rule.advice),
        f"## {w('rows_concerned') if each.columns else w('columns_concerned')}",
        md.bullets(map(names.linked, dict.fromkeys(id for one in rule.instances for id in mentions_of(one.check)))),
        f"## {w('legal_basis')}\n\n{book.grounds(catalogue.edition, rule.legal_basis)}" if rule.legal_basis else "",
        commands(book, rule.code),
    ]
    title = f"{rule.code} {called(book, catalogue, table, each)}"
    whole = "\n\n".join(filter(None, body))
    return BookPage(f"codes/{rule.code}", title, whole, findable.of_rule(rule, book.language))
