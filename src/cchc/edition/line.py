"""The lines of a form: what each asks for and how it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from cchc.edition.aggregation import Way
from cchc.edition.amendment import Amendment
from cchc.edition.definition import LineDefinition
from cchc.edition.ground import Ground
from cchc.edition.measure import IndicatorKind, Measure, Sign
from cchc.formula.tree import Tree
from cchc.prompt import shortened
from cchc.record import field, frozen
from cchc.words import Text


class ZeroDenominator(StrEnum):
    """What 0 over 0 is; anything else over 0 is undefined in any case."""

    UNDEFINED = "undefined"
    ZERO = "zero"


@frozen
class Example:
    """Figures and the value that a formula gives for them (a text such as "99.22", or a cause)."""

    figures: Mapping[str, object]
    gives: str


@frozen
class SymbolPattern:
    """What the reference on a document line looks like: types of document, issuing bodies."""

    types: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@frozen
class Indicator:
    """One line of the form (or an auxiliary figure that a rule needs and no line of its own has).

    `path` is its place ("II.2.4.4.1"), `code` what the form prints there ("-", "3,1", "").
    `none` and `not_arisen` say what "không có" and "chưa phát sinh" are worth in arithmetic
    here: 0 or None. `decimals` is 0 for counts. `part_of` is the line of which it is a part ("trong đó").
    """

    id: str
    path: str
    code: str
    label: Text
    kind: IndicatorKind
    over_time: Way
    over_offices: Way
    unit: str | None = None
    printed_unit: str | None = None
    decimals: int = 0
    formula: Tree | None = None
    formula_text: str | None = None
    examples: tuple[Example, ...] = ()
    none: int | None = None
    not_arisen: int | None = None
    statuses: tuple[str, ...] = ()
    symbol: SymbolPattern | None = None
    prompts: tuple[str, ...] = ()
    pair: str | None = None
    part_of: str | None = None
    definition: LineDefinition | None = None
    notes: Text | None = None
    legal_basis: tuple[Ground, ...] = ()
    parent: str | None = None
    auxiliary: bool = False
    replaced_by: str | None = None
    deprecated: bool = False
    amendment: Amendment | None = field(default=None, metadata={"absent": True})
    sign: Sign | None = field(default=None, metadata={"absent": True})
    """Of a number: whether it may be negative; None where nothing is said, which means that it may not."""
    file: str = ""
    line: int = field(default=0, eq=False)

    @property
    def measure(self) -> Measure:
        """How its figure is measured."""
        return Measure(self.kind, self.unit, self.decimals, self.is_signed, self.over_time, self.over_offices)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The instruments that it rests on, by itself and by its definition."""
        said = () if self.definition is None else self.definition.grounds
        return tuple(dict.fromkeys((*self.legal_basis, *said)))

    @property
    def gist(self) -> Text | None:
        """What counts, in a line; None where no definition says it."""
        return None if self.definition is None else self.definition.gist

    @property
    def is_signed(self) -> bool:
        """Whether its figure may be negative."""
        return self.sign is Sign.ANY

    @property
    def is_ended(self) -> bool:
        """Whether the edition asks it no more, though the form may print it still."""
        return self.amendment is not None and self.amendment.ended is not None

    @property
    def is_heading(self) -> bool:
        return self.kind is IndicatorKind.HEADING

    def __repr__(self) -> str:
        return f"<Indicator {self.id} {self.path}: {shortened(next(iter(self.label.values())))}>"
