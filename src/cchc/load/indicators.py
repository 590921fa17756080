"""The lines of the form, and the auxiliary figures that rules need beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, assert_never

from attrs import Factory

from cchc.edition import Example, Indicator, IndicatorKind, Sign, ZeroDenominator
from cchc.formula.tree import Tree, zero_over_zero
from cchc.load.base import amendment
from cchc.load.codes import WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.definitions import inline
from cchc.load.former import LINE_KEYS
from cchc.load.formulas import Formulas
from cchc.load.grounds import legal_basis
from cchc.load.kinds import DECIMALS, UNITS, Kinds, decimals, kind_of, symbol, worth
from cchc.load.numbering import Numbering
from cchc.load.table import Table
from cchc.load.vocabulary import identified
from cchc.load.ways import aggregation
from cchc.record import define

SHAPE = frozenset({"kind", "unit", "formula", "decimals", "statuses", "path", "code"})
"""Fields without which nothing more can be said of formulas that use the indicator."""

ZERO = "zero_denominator"
UNKNOWN_CODE = "?"
"""Stands for a line's code that could not be read."""


@define(eq=False, repr=False)
class LineReader:
    """Reads indicators in the order of the form; `broken` are those too faulty to be checked further."""

    contents: Contents
    formulas: Formulas
    broken: set[str]
    kinds: Kinds
    zero_denominator: ZeroDenominator
    unsaid: dict[str, set[str]] = Factory(dict)
    """By line, the ways of which it says nothing itself."""
    _by_path: dict[str, str] = Factory(dict)
    _numbering: Numbering = Factory(Numbering)

    def read(self, head: str) -> dict[str, Indicator]:
        """All indicators under a head; of two with one id the first counts."""
        self.broken |= self.contents.hurt.get(head, set())
        indicators: dict[str, Indicator] = {}
        for id, table in identified(self.contents.of(head)):
            indicator = self._indicator(id, table, auxiliary=head == "auxiliary")
            self.unsaid.setdefault(id, table.unsaid)
            if table.faulty & SHAPE:
                self.broken.add(id)
            indicators.setdefault(id, indicator)
        return indicators

    def figure(self, id: str, table: Table) -> Indicator:
        """What the figures of a column are, which has no place among the lines."""
        return self._indicator(id, table, auxiliary=True)

    def _indicator(self, id: str, table: Table, *, auxiliary: bool) -> Indicator:
        path, code = ("", "") if auxiliary else self._place(table, id)
        label = table.translated("label")
        kind = kind_of(table, self.kinds)
        table.partial = table.partial or "kind" in table.faulty  # what else is missing depends on the kind
        table.in_words_of_today(LINE_KEYS).base = self.kinds.of(kind)
        over_time, over_offices = aggregation(table, kind)
        table.base = self.kinds.of(kind, over_time)
        places = _decimals(table, kind)
        formula_text, formula = self.formulas.take(table, "formula")
        return Indicator(
            id=id,
            path=path,
            code=code,
            label=label,
            kind=kind,
            over_time=over_time,
            over_offices=over_offices,
            unit=table.take("unit", str) or UNITS.get(kind),
            sign=table.choice("sign", Sign, Sign.NOT_NEGATIVE) if table.has("sign") else None,
            printed_unit=table.optional_text("printed_unit") or None,
            decimals=places,
            formula=None if formula is None else self.over_zero(table, formula),
            formula_text=formula_text,
            examples=tuple(_examples(table, formula_text, places)),
            none=worth(table, "none"),
            not_arisen=worth(table, "not_arisen"),
            statuses=table.texts("statuses"),
            symbol=symbol(table),
            prompts=table.texts("prompts"),
            pair=table.optional_text("pair"),
            part_of=table.optional_text("part_of"),
            parent=self._by_path.get(path.rpartition(".")[0]) if "." in path else None,
            auxiliary=auxiliary,
            **_about(table),
        )

    def over_zero(self, table: Table, formula: Tree) -> Tree:
        """A formula with what 0 over 0 is written into it: as its line or column says, or else the edition."""
        own = table.choice(ZERO, ZeroDenominator, self.zero_denominator) if table.has(ZERO) else self.zero_denominator
        match own:
            case ZeroDenominator.UNDEFINED:
                return formula
            case ZeroDenominator.ZERO:
                return zero_over_zero(formula)
            case other:
                assert_never(other)

    def _place(self, table: Table, id: str) -> tuple[str, str]:
        """A line's path, as written or else as it follows from the code and the lines before; and the code."""
        code = table.take("code", str, required=True)
        given = table.text("path") if table.has("path") else None
        if code is None:
            return given or "", UNKNOWN_CODE
        path = self._numbering.path(code) or "" if given is None else given
        if path:
            self._numbering.add(code, path)
            self._by_path.setdefault(path, id)
        return path, code


def _about(table: Table) -> dict[str, Any]:
    """What is said of a line beyond what it asks for."""
    return {
        "definition": inline(table),
        "notes": table.optional_translated("notes"),
        "legal_basis": legal_basis(table),
        "replaced_by": table.optional_text("replaced_by"),
        "deprecated": table.flag("deprecated") or False,
        "amendment": amendment(table),
        "file": table.source.name,
        "line": table.line,
    }


def _decimals(table: Table, kind: IndicatorKind) -> int:
    found = decimals(table)
    if found and not kind.has_decimals:
        table.owner("decimals").mistake(WRONG_VALUE, "decimals", "only a rate, a number or a score has decimals")
        table.faulty.add("decimals")
        return 0
    return DECIMALS.get(kind, 0) if found is None else found


def _examples(table: Table, formula: str | None, places: int) -> Iterator[Example]:
    """`example` (one) and `examples` (a list); a formula had better have one."""
    given = table.list_of_tables("example") + table.list_of_tables("examples")
    if formula is not None and not given:
        table.note(None, "the formula has no 'example'", 'such as { a = 1, b = 2, gives = "50.00" }')
    for entry in given:
        gives = _gives(entry, places)
        yield Example({name: entry.values[name] for name in entry.named(int, Decimal, str)}, gives)


def _gives(entry: Table, places: int) -> str:
    """A text such as "99.22", or a cause; a number may be written without its last zeros."""
    value = entry.raw("gives", str, int, Decimal)
    number = Decimal(value) if type(value) is int else value
    if not isinstance(number, Decimal) or not number.is_finite():
        return entry.text("gives")
    return f"{number:f}" if -int(number.as_tuple().exponent) > places else f"{number:.{places}f}"
