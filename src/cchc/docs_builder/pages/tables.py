"""A form's tables: drawn as printed, with merged headings, then its columns, its printed rows and its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.library import ColumnPlace
from cchc.docs_builder.names import Naming, column_heading, of_columns, of_rows, row_anchor
from cchc.docs_builder.parts import part
from cchc.edition.table import ClosedRow, FigureColumn, FormTable, RowRole, StubColumn, StubKind
from cchc.judge.display import figure_text
from cchc.judge.tables import FigureSource, Tabulation
from cchc.judge.tables.engine import TableEngine
from cchc.printable import in_html
from cchc.report import FilledRow, Report
from cchc.writers.tables.blank import across, empty, heads
from cchc.writers.tables.sheet import TableBox, merged

_OPEN_ROWS = 3
"""Empty rows that stand for those of the office."""


def sections(book: Book, catalogue: Catalogue) -> Iterator[str]:
    """All that a form's page says of its tables."""
    if catalogue.edition.tables:
        yield from _about(book, catalogue)
    for each in catalogue.edition.tables.values():
        drawing = DrawnTable(book, catalogue, each)
        yield f"## {md.plain(drawing.title)}"
        yield md.raw(drawing.drawn())
        yield drawing.filling()
        yield f"### {book.words('columns')}"
        yield drawing.columns()
        yield from drawing.rows()
        yield from drawing.rules()


def _about(book: Book, catalogue: Catalogue) -> Iterator[str]:
    """What the form is, for whom and on what grounds."""
    w, edition = book.words, catalogue.edition
    facts = [(w("form_number"), md.plain("; ".join(edition.form_number)))] if edition.form_number else []
    facts += [
        (w("in_force"), book.in_force(edition)),
        (w("edition_status"), book.status_of(edition)),
        (w("closing_day"), book.calendar(edition)),
        (w("editions"), md.link(edition.id, f"editions/{edition.id}")),
    ]
    yield md.table([w("property"), w("value")], facts)
    if grounds := edition.legal_basis or edition.in_force_because:
        yield f"## {w('legal_basis')}"
        yield book.grounds(edition, grounds)


class DrawnTable:
    """One table of a form, as nobody has filled it in."""

    def __init__(self, book: Book, catalogue: Catalogue, table: FormTable) -> None:
        self.book, self.catalogue, self.table = book, catalogue, table
        self.edition = catalogue.edition
        self.home = self.edition.languages[0]
        self.across = across(table)
        self.form = book.library.form_of(catalogue)
        self.names: Naming = of_columns(self._place(next(iter(table.columns.values()))), book.language)
        filled = empty(table, self.home, _OPEN_ROWS)
        report = Report(entries={}, tables={table.id: filled})
        self.of = Tabulation(TableEngine(self.edition, table), filled, report)

    def _place(self, column: FigureColumn) -> ColumnPlace:
        return ColumnPlace(self.catalogue, self.table, column, self.form)

    @property
    def title(self) -> str:
        label = self.book.of(self.table.label) if self.table.label else ""
        return label or self.book.words("table_as_printed")

    # --- as printed

    def drawn(self) -> str:
        """Its headings, its number row, its rows."""
        grid = merged(list(heads(self.across, None)))
        head = "".join(self._head(row, at, grid) for at, row in enumerate(grid))
        if any(column.number for column in self.across):
            numbers = "".join(f"<td>{self._linked(each, each.number or '')}</td>" for each in self.across)
            head += f'<tr class="numbers">{numbers}</tr>'
        return part(
            "form",
            self.book.words,
            kind="columns",
            label=in_html(self.title),
            language=in_html(self.home),
            heads=head,
            rows="".join(map(self._row, self.of.filled.rows)),
        )

    def _head(self, row: Sequence[TableBox], at: int, grid: Sequence[Sequence[TableBox]]) -> str:
        cells = []
        for place, box in enumerate(row):
            if box.is_covered:
                continue
            spans = "".join(
                f' {name}="{size}"' for name, size in (("colspan", box.across), ("rowspan", box.down)) if size > 1
            )
            is_last = at + box.down == len(grid) and box.across == 1
            text = box.text.replace("{year}", "N")
            told = self._linked(self.across[place], text) if is_last else in_html(text)
            cells.append(f'<th scope="{"col" if box.across == 1 else "colgroup"}"{spans}>{told}</th>')
        return f"<tr>{''.join(cells)}</tr>"

    def _linked(self, column: StubColumn | FigureColumn, text: str) -> str:
        """A heading or number of a column of figures, as a link to its page."""
        if isinstance(column, StubColumn) or not text:
            return in_html(text)
        return f'<a href="{in_html(self.names.address(column.id))}">{in_html(text)}</a>'

    def _row(self, row: FilledRow) -> str:
        adds = row.role in (RowRole.HEADING, RowRole.PARENT, RowRole.TOTAL)
        cells = "".join(self._cell(row, column) for column in self.across)
        anchor = f' id="{in_html(row_anchor(self.table, row.id))}"' if row.id is not None else ""
        return f'<tr{anchor} class="{row.role if adds else "plain"}">{cells}</tr>'

    def _cell(self, row: FilledRow, column: StubColumn | FigureColumn) -> str:
        if isinstance(column, StubColumn):
            text = in_html({StubKind.CODE: row.code, StubKind.LABEL: row.label}.get(column.kind, ""))
            if column.kind is StubKind.LABEL and row.id is not None:
                name = self.book.library.row_name(self.catalogue, self.table, self.table.rows[row.id])
                text = f'<a href="../rows/{in_html(name)}.html">{text}</a>'
            return f'<td class="{column.kind}">{text}</td>'
        match self.of.source(row, column):
            case FigureSource.ABSENT:
                return '<td class="absent"></td>'
            case FigureSource.FORMULA:
                column = self.of.column(row, column.id)
                told = self.book.told(column.identities[0].tree, self.edition, names=self.names)
                return f'<td class="num">{self.book.computed(told)}</td>'
            case FigureSource.ROWS:
                return f'<td class="num">{self.book.computed(self.adding(row, column))}</td>'
            case FigureSource.GIVEN:
                return f'<td class="num given">{in_html(self.given(row, column.id, self.home))}</td>'
            case FigureSource.REPORTED:
                return '<td class="num"></td>'

    def adding(self, row: FilledRow, column: FigureColumn) -> str:
        """How a figure is made of other rows, in words."""
        parts = self.of.parts(row, column)
        if parts.tree is None:
            return self.book.words("sum_of_rows")
        names = of_rows(self.edition, self.table, self.book.language)
        return self.book.told(parts.tree, self.edition, names=names)

    def given(self, row: FilledRow, column: str, language: str = "") -> str:
        """A figure of the catalogue, as the form or the reader's language writes it."""
        exact = self.of.computed(row, column)
        return "" if exact is None else figure_text(self.of.written(row), column, exact, language or self.book.language)

    # --- what there is to know

    def filling(self) -> str:
        """Who writes the rows, and how they are told apart."""
        w, table = self.book.words, self.table
        told = []
        if table.rows:
            told.append(w("rows_printed", count=len(table.rows)))
        if table.open is not None:
            told.append(w("rows_open", table.open.key))
            told.append(w("rows_parents", table.open.parents))
            if table.open.total is not None:
                told.append(w("rows_total", total=md.plain(table.open.total)))
        told.append(w("rows_blank", table.blank))
        return f"### {w('how_filled')}\n\n{md.bullets(told)}"

    def columns(self) -> str:
        """Every column with its kind, its unit, and how it is computed."""
        w, book = self.book.words, self.book
        rows, is_numbered = [], any(column.number for column in self.table.columns.values())
        for column in self.table.columns.values():
            label, heading = self.names.label(column.id), column_heading(column)
            link = md.link(label, f"columns/{self._place(column).name}")
            link += f"<br>{md.plain(heading)}" if heading and heading != label else ""
            number = [md.code(column.number) if column.number else "—"] if is_numbered else []
            told = link if column.printed else f"{link} ({w('not_printed')})"
            computed = "; ".join(md.code(identity.text) for identity in column.identities) or "—"
            rows.append((*number, told, book.kind(column.asks), book.unit(column.asks, self.edition), computed))
        numbers = [w("printed_number")] if is_numbered else []
        return md.table([*numbers, w("column"), w("kind"), w("unit"), w("formula")], rows)

    def rows(self) -> Iterator[str]:
        """The rows that the form prints, and the catalogue's own figures in them."""
        w, rows = self.book.words, self.table.rows
        if rows:
            given = [each for each in self.table.columns.values() if each.given]
            head = [w("code"), w("row"), w("row_adds"), *(md.plain(self.names.label(each.id)) for each in given)]
            yield f"### {w('printed_rows')}"
            yield md.table(head, (self._told(row, given) for row in rows.values()))

    def _told(self, row: ClosedRow, given: Sequence[FigureColumn]) -> tuple[str, ...]:
        w = self.book.words
        names = of_rows(self.edition, self.table, self.book.language)
        page = f"rows/{self.book.library.row_name(self.catalogue, self.table, row)}"
        label = md.link(row.label[self.book.language], page)
        adds = w("row_children") if row.adds_children else ""
        if row.identities:
            adds = md.plain(self.book.told(row.identities[0].tree, self.edition, names=names))
        if row.part_of is not None:
            adds = f"{w('part_of')} {names.linked(row.part_of)}"
        if row.columns == ():
            adds = self.book.named("kind", "heading")
        filled = self.of.filled.by_key[row.id]
        language = self.book.language
        figures = (self.given(filled, each.id, language) if row.has(each.id) else "" for each in given)
        return md.plain(row.code), label, adds, *map(md.plain, figures)

    def rules(self) -> Iterator[str]:
        """The rules over its rows or columns, and how grave each is."""
        w, book = self.book.words, self.book
        rows = []
        for each in self.table.rules.values():
            names = of_rows(self.edition, self.table, book.language) if each.columns else self.names
            first = each.rule.instances[0]
            here = next(iter(first.bindings.values()), "") if len(each.rule.instances) > 1 else ""
            told = book.told(first.check, self.edition, here, names)
            over = w("rule_over_columns") if each.columns else w("rule_over_rows", each.rows)
            rows.append((book.code(each.rule.code), book.severity(each.rule.severity), md.plain(told), over))
        if rows:
            yield f"### {w('rules')}"
            yield w("table_identities")
            yield md.table([w("code"), w("severity"), w("must_hold"), w("asked_of")], rows)
