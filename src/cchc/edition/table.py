"""A form's table: its columns as a tree of headings, its rows, and what totals and parents do.

A column says what its figures are as a line does: it *is* an `Indicator`, printed across instead of
down. So whatever reads, computes, judges or shows lines does the same for the figures of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from attrs import evolve

from cchc.edition.amendment import Amendment
from cchc.edition.line import Indicator
from cchc.edition.rule import Rule
from cchc.formula.tree import Tree, mentions_of
from cchc.prompt import shortened, some
from cchc.record import field, frozen
from cchc.words import Text, Translated

JOINED = " › "
"""Stands between the parts of a heading's path and of a row's key."""
YEAR = "{year}"
"""Stands in a heading for the year of the report."""
TOTAL = "total"
"""What the total row is called in the address of a figure: "b06[total].tiep_nhan"."""


class StubKind(StrEnum):
    """What a column that holds no figures says of a row."""

    CODE = "code"
    LABEL = "label"
    UNIT = "unit"
    REMARKS = "remarks"
    OTHER = "other"
    """Something else that is printed beside: it is kept and not asked about."""


class OverRows(StrEnum):
    """What the figure of a total or parent row is to those of the rows under it."""

    SUM = "sum"
    RECOMPUTE = "recompute"
    MEAN = "mean"
    REPORTED = "reported"
    NONE = "none"


class Blank(StrEnum):
    """What a blank cell of a figure is worth."""

    MISSING = "missing"
    ZERO = "zero"


class Parents(StrEnum):
    """What rows are to those under them, in a table whose rows the office writes."""

    SUM = "sum"
    HEADING = "heading"
    OPTIONAL = "optional"


class RowRole(StrEnum):
    """What a row is among the others."""

    LEAF = "leaf"
    PARENT = "parent"
    HEADING = "heading"
    TOTAL = "total"


@frozen
class StubColumn:
    """A column that says which row it is, or what there is to remark."""

    kind: StubKind
    heading: tuple[str, ...]
    number: str | None = None


@frozen
class Identity:
    """A formula that a figure must agree with; `is_sum`: nothing but names added and subtracted."""

    text: str
    tree: Tree
    is_sum: bool = False


@frozen
class GivenFigure:
    """A figure of the catalogue's own: a number, or a parameter that has one in each period."""

    number: Decimal | None = None
    parameter: str | None = None


@frozen
class FigureColumn:
    """A column of figures: the path of its printed headings, and what its figures are (`asks`).

    `number` is what the number row prints ("(3)=(4)+(5)+(6)"), `mark` the number alone ("3").
    The first of `identities` computes the figure; all of them must agree with what is printed. The
    figures of a `given` column are the catalogue's own, a `default` where a row has none; one that
    is not `printed` stands on no form.
    """

    asks: Indicator
    heading: tuple[str, ...]
    number: str | None = None
    mark: str | None = None
    identities: tuple[Identity, ...] = ()
    over_rows: OverRows = OverRows.SUM
    weight: str | None = None
    """The column that the mean of a total or parent is weighted by."""
    printed: bool = True
    given: bool = False
    default: GivenFigure | None = None
    excepted: tuple[str, ...] = ()
    """The rows of which its formulas do not hold."""
    alone: int = field(default=1, repr=False)
    """How many of its last headings tell it from all other columns."""

    @property
    def id(self) -> str:
        """The column's name in formulas."""
        return self.asks.id

    @property
    def is_rate(self) -> bool:
        """Whether formulas see its exact value, whatever is printed."""
        return self.asks.kind.is_rate

    @property
    def path(self) -> str:
        """The headings over the column, the uppermost first."""
        return JOINED.join(part for part in self.heading if part)

    @property
    def title(self) -> Text:
        """What the column is called, with the place of the year in a heading that speaks of one."""
        bare = self.path.replace(YEAR, "").strip()
        if YEAR not in self.path:
            return self.asks.label
        return Translated({lang: self.path if text == bare else text for lang, text in self.asks.label.items()})

    @property
    def short(self) -> str:
        """The column by its number, or else by its last headings, as texts that speak of several call it."""
        if self.mark is not None:
            return f"({self.mark})"
        last = JOINED.join([part for part in self.heading if part][-self.alone :])
        return f"“{last or next(iter(self.asks.label.values()), self.id)}”"

    def __repr__(self) -> str:
        return f"<FigureColumn {self.id}: {shortened(self.path or next(iter(self.asks.label.values()), ''))}>"

    def holds_on_totals(self, identity: Identity) -> bool:
        """Whether a formula holds on rows that add others up, too: not of means, which are no sums."""
        return self.over_rows is not OverRows.MEAN and (identity.is_sum or self.over_rows is OverRows.RECOMPUTE)


@frozen
class ClosedRow:
    """A row that the form prints. `columns` are those that it has (None: all; none: it is a heading).

    `given` are figures of the catalogue by column: a number, or the name of a parameter. A parent adds up
    its children; `identities` are formulas over the names of other rows. `own` is what its figures are otherwise than
    its columns say, as it is written, and `like` the first row that says the same.
    """

    id: str
    code: str
    label: Text
    under: str | None = None
    columns: tuple[str, ...] | None = None
    given: Mapping[str, GivenFigure] = field(factory=dict)
    identities: tuple[Identity, ...] = ()
    adds_children: bool = False
    part_of: str | None = None
    own: Mapping[str, str] = field(factory=dict)
    like: str | None = None

    @property
    def adds(self) -> bool:
        """Whether its figures are made of other rows."""
        return self.adds_children or bool(self.identities)

    @property
    def role(self) -> RowRole:
        """What it is among the others."""
        if self.columns == ():
            return RowRole.HEADING
        if self.adds_children:
            return RowRole.PARENT
        is_sum = any(each.is_sum for each in self.identities)
        return RowRole.TOTAL if is_sum and self.under is None else RowRole.LEAF

    def has(self, column: str) -> bool:
        """Whether the form has a figure there."""
        return self.columns is None or column in self.columns


@frozen
class OpenRows:
    """Rows that the office writes: the shapes of their codes by level, what parents are, and the total's label.

    Beside rows that the form prints, `under` is the one that they stand under.
    """

    key: StubKind = StubKind.LABEL
    levels: tuple[str, ...] = ()
    parents: Parents = Parents.SUM
    total: str | None = None
    under: str | None = None
    is_total_first: bool | None = field(default=None, metadata={"absent": True})
    """Whether the form prints the total over the rows; a file may have it at either end."""


class RowScope(StrEnum):
    """The rows that a rule over rows is asked of."""

    ALL = "all"
    LEAF = "leaf"
    TOTAL = "total"

    def takes(self, role: RowRole) -> bool:
        """Whether a row of this role is one of them."""
        match self:
            case RowScope.ALL:
                return role is not RowRole.HEADING
            case RowScope.LEAF:
                return role is RowRole.LEAF
            case RowScope.TOTAL:
                return role is RowRole.TOTAL


@frozen
class TableRule:
    """A rule over the rows of a table, in which names are columns; or over `columns`, in which names are rows.

    Of the rows that it is asked of, `among` are the only ones, where the form prints them; `excepted` it is not asked.
    """

    rule: Rule
    rows: RowScope = RowScope.ALL
    columns: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    def takes(self, role: RowRole, row: str | None) -> bool:
        """Whether it is asked of a row, by what that is among the others and its id among those of the form."""
        if self.among and row not in self.among:
            return False
        return self.rows.takes(role) and row not in self.excepted


@frozen
class RowKind:
    """What some rows are asked otherwise than the others of their table: columns as they are there, standard rules."""

    columns: Mapping[str, FigureColumn]
    rules: Mapping[str, TableRule] = field(factory=dict)


@frozen
class FormTable:
    """A table of a form: its stub, its columns of figures, and its rows, printed or written by the office."""

    id: str
    label: Text
    stub: tuple[StubColumn, ...]
    columns: Mapping[str, FigureColumn] = field(metadata={"kind": "column", "listed": "id"})
    """Those that are asked; of columns that `ended` no formula speaks."""
    rows: Mapping[str, ClosedRow] = field(factory=dict, metadata={"kind": "row", "listed": "id"})
    open: OpenRows | None = None
    synonyms: Mapping[str, tuple[str, ...]] = field(factory=dict)
    blank: Blank = Blank.MISSING
    rules: Mapping[str, TableRule] = field(factory=dict, metadata={"kind": "rule", "listed": "id"})
    elsewhere: Mapping[str, Indicator] = field(factory=dict, metadata={"kind": "indicator", "listed": "id"})
    """The figures that its formulas and rules speak of by an address: of other tables, or of a row of its own."""
    kinds: Mapping[str, RowKind] = field(factory=dict)
    """What rows are asked that say something of their figures themselves, by the first of them that says so."""
    ended: Mapping[str, FigureColumn] = field(factory=dict, metadata={"kind": "column", "listed": "id"})
    """Columns of earlier editions that are asked no more: what stands under their headings is read and told."""
    after: str | None = None
    """The table in whose body its headings stand: a section of one printed table, with columns of its own."""
    amendment: Amendment | None = field(default=None, metadata={"absent": True})
    """What an edition on a base says otherwise of it, and on what ground."""
    file: str = ""
    line: int = field(default=0, eq=False)

    @property
    def every_column(self) -> Mapping[str, FigureColumn]:
        """Those that are asked, and those that ended."""
        return {**self.columns, **self.ended}

    @cached_property
    def printed(self) -> tuple[FigureColumn, ...]:
        """The columns that stand on the form, in its order."""
        return tuple(column for column in self.columns.values() if column.printed)

    def of_row(self, id: str | None) -> FormTable:
        """The table as a row is asked: what a figure is stands here alone, what the row says before its column."""
        row = self.rows.get(id) if id is not None else None
        return self if row is None or row.like is None else self._kinds.get(row.like, self)

    @cached_property
    def _kinds(self) -> Mapping[str, FormTable]:
        own = {id: each for id, each in self.rules.items() if not each.rule.is_standard}
        return {
            id: evolve(self, columns={**self.columns, **kind.columns}, rules={**own, **kind.rules}, kinds={})
            for id, kind in self.kinds.items()
        }

    def __repr__(self) -> str:
        rows = "open rows" if self.open is not None else some(len(self.rows), "row")
        return f"<FormTable {self.id}: {some(len(self.columns), 'column')}, {rows}>"

    def _repr_html_(self) -> str:
        from cchc.cards import of_form_table

        return of_form_table(self)

    @property
    def asked(self) -> Iterator[Indicator]:
        """All that its figures can be: by column, then what rows say otherwise."""
        of_kinds = (column for kind in self.kinds.values() for column in kind.columns.values())
        return (column.asks for column in (*self.columns.values(), *of_kinds))

    @property
    def trees(self) -> Iterator[Tree]:
        """All formulas and checks of its columns, rows and rules."""
        yield from (each.tree for column in self.columns.values() for each in column.identities)
        yield from (each.tree for row in self.rows.values() for each in row.identities)
        yield from (instance.check for each in self.rules.values() for instance in each.rule.instances)

    def spellings(self, heading: str) -> tuple[str, ...]:
        """A printed heading or label, and others in use for it."""
        return (heading, *self.synonyms.get(heading, ()))


@frozen
class TableFigure:
    """A figure of a form by its address, "b06[total].tiep_nhan": its table, its row as it is named, and its column.

    `definition` is the row of the form that is meant; of rows that an office writes there is none.
    """

    table: FormTable
    row: str
    column: FigureColumn
    definition: ClosedRow | None = None

    @property
    def address(self) -> str:
        """As formulas, texts and JSON name it."""
        return f"{self.table.id}[{self.row}].{self.column.id}"

    @property
    def role(self) -> RowRole:
        """What its row is among the others, as far as the form says."""
        if self.definition is not None:
            return self.definition.role
        return RowRole.TOTAL if self.row == TOTAL else RowRole.LEAF

    def is_asked_by(self, each: TableRule) -> bool:
        """Whether a rule over the table is about it."""
        names = {name for instance in each.rule.instances for name in mentions_of(instance.check)}
        if each.columns:
            return self.column.id in each.columns and self.definition is not None and self.definition.id in names
        id = None if self.definition is None else self.definition.id
        return each.takes(self.role, id) and self.column.id in names
