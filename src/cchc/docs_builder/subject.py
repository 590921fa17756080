"""What a page tells of: a line of a form or a column of a table, which both ask for a figure and are told of alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.catalogue import Catalogue
from cchc.docs_builder.book import Book
from cchc.docs_builder.library import ColumnPlace, formula_text
from cchc.docs_builder.names import Naming, of_columns, of_rows
from cchc.edition import Edition, Indicator, Rule, label_of
from cchc.edition.comparison import Change, ChangeKind
from cchc.edition.table import FigureColumn
from cchc.formula.tree import Tree, mentions_of, names_of
from cchc.record import field, frozen
from cchc.words import Text


@frozen
class Told:
    """A rule that speaks of a figure: it, its check of this one, and what the names in that mean."""

    rule: Rule
    check: Tree
    names: Naming


@frozen
class Held:
    """An edition that asks for a figure: where on the form, and what differs from the one before (None: new there)."""

    catalogue: Catalogue
    place: str
    changes: tuple[Change, ...] | None


@frozen
class PageSubject:
    """A figure that a form asks for.

    `names` is what the names in its formulas mean, `place` where it stands on the form; `formulas` are the trees with
    their texts, the first of which computes it. `data` is the address of its file, `python` how a program has it.
    """

    book: Book
    catalogue: Catalogue
    asks: Indicator
    label: Text
    names: Naming
    place: str
    formulas: tuple[tuple[Tree, str], ...]
    users: tuple[str, ...]
    rules: tuple[Told, ...]
    history: tuple[Held, ...]
    data: str
    python: str
    serialized: object
    seen: set[str] = field(factory=set, eq=False)
    """The concepts that the page has led to already."""

    @property
    def id(self) -> str:
        return self.asks.id

    @property
    def edition(self) -> Edition:
        return self.catalogue.edition

    @property
    def parts(self) -> tuple[str, ...]:
        """The figures that it is computed from."""
        return tuple(dict.fromkeys(id for tree, _ in self.formulas for id in names_of(tree)))


def of_line(book: Book, id: str) -> PageSubject:
    """A line, as the newest edition that has it gives it."""
    library = book.library
    catalogue, line = library.indicators[id], library.indicator(id)
    history = (
        Held(held, held.edition.everything[id].path, changed) for held, changed in library.history(id, book.language)
    )
    return PageSubject(
        book,
        catalogue,
        line,
        label_of(catalogue.edition, id),
        book.lines,
        line.path,
        () if line.formula is None else ((line.formula, formula_text(line) or ""),),
        library.used_by(id),
        tuple(_over_lines(book, id)),
        tuple(history),
        f"{catalogue.id}/indicators/{id}.json",
        f'edition.everything["{id}"]',
        line,
    )


def _over_lines(book: Book, id: str) -> Iterator[Told]:
    for code in book.library.rules_of(id):
        rule = book.library.rule(code)
        instance = next((one for one in rule.instances if id in one.bindings.values()), rule.instances[0])
        yield Told(rule, instance.check, book.lines)


def of_column(book: Book, place: ColumnPlace) -> PageSubject:
    """A column of a table, as the newest edition that has it gives it."""
    column, table, catalogue = place.column, place.table, place.catalogue
    names = of_columns(place, book.language)
    others = (each for each in table.columns.values() if each.id != column.id)
    return PageSubject(
        book,
        catalogue,
        column.asks,
        column.asks.label,
        names,
        names.place(column.id),
        tuple((identity.tree, identity.text) for identity in column.identities),
        tuple(each.id for each in others if any(column.id in names_of(one.tree) for one in each.identities)),
        tuple(_over_tables(book, place, names)),
        tuple(_history(book, place)),
        f"{catalogue.id}/columns/{table.id}.{column.id}.json",
        f'edition.tables["{table.id}"].columns["{column.id}"]',
        column,
    )


def _over_tables(book: Book, place: ColumnPlace, names: Naming) -> Iterator[Told]:
    """The rules over rows that name a column, and those over columns that are asked of it."""
    id = place.column.id
    for each in place.table.rules.values():
        rule = each.rule
        if each.columns:
            rows = of_rows(place.catalogue.edition, place.table, book.language)
            yield from (Told(rule, one.check, rows) for one in rule.instances if id in each.columns)
        else:
            found = (one for one in rule.instances if id in mentions_of(one.check))
            yield from (Told(rule, one.check, names) for one in found)


def _history(book: Book, place: ColumnPlace) -> Iterator[Held]:
    """The editions of the form that have a column, newest first."""
    library = book.library
    editions = [each for each in library.catalogues if library.form_of(each) == place.form]
    having = [each for each in editions if place.column.id in _columns(each, place)]
    for at in range(len(having) - 1, -1, -1):
        facts = [_facts(_columns(each, place)[place.column.id]) for each in having[max(0, at - 1) : at + 1]]
        changes = tuple(_changes(place.name, *facts)) if len(facts) > 1 else None
        yield Held(having[at], facts[-1]["path"], changes)


def _columns(catalogue: Catalogue, place: ColumnPlace) -> Mapping[str, FigureColumn]:
    table = catalogue.edition.tables.get(place.table.id)
    return {} if table is None else table.columns


def _facts(column: FigureColumn) -> dict[str, str]:
    """What may differ from edition to edition."""
    asks = column.asks
    return {
        "path": f"({column.mark})" if column.mark is not None else "",
        "label": column.path or " / ".join(asks.label.values()),
        "kind": str(asks.kind),
        "unit": asks.unit or "",
        "decimals": str(asks.decimals),
        "formula_text": "; ".join(identity.text for identity in column.identities),
        "over_time": str(asks.over_time),
        "over_offices": str(asks.over_offices),
    }


def _changes(name: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for fact, was in before.items():
        if was != after[fact]:
            yield Change(ChangeKind.CHANGED, "columns", name, fact, was, after[fact])
