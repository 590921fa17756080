"""The lines of the form, and the auxiliary figures that rules need beside them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define

from cchc.edition import Example, Indicator, IndicatorKind, SymbolPattern
from cchc.formula.tree import zero_over_zero
from cchc.load.form import MOST_DECIMALS, Form, stand_of
from cchc.load.former import LINE_KEYS, WAYS
from cchc.load.formulas import Formulas
from cchc.load.mistake import DUPLICATE, MISSING_FIELD, UNKNOWN_CODE, WRONG_VALUE
from cchc.load.source import Source
from cchc.load.table import Table, top_table
from cchc.load.vocabulary import identified

SHAPE = frozenset({"kind", "unit", "formula", "decimals", "statuses", "path", "code"})
"""Fields without which nothing more can be said of formulas that use the indicator."""

_NUMBERED = (IndicatorKind.COUNT, IndicatorKind.PERCENTAGE)


@define(eq=False, repr=False)
class LineReader:
    """Reads indicators file by file, in the order of the form; `broken` are those too faulty to be checked further."""

    form: Form
    formulas: Formulas
    auxiliary: bool = False
    indicators: dict[str, Indicator] = Factory(dict)
    broken: set[str] = Factory(set)
    _by_path: dict[str, str] = Factory(dict)

    def read(self, sources: list[Source]) -> None:
        """All indicators of some files; of two with one id the first counts."""
        for source in sources:
            self.broken |= source.lost | source.wounded
            for id, table in identified(top_table(source, self.form.languages)):
                indicator = self._indicator(id, table)
                if table.faulty & SHAPE:
                    self.broken.add(id)
                first = self.indicators.setdefault(id, indicator)
                if first is not indicator:
                    table.mistake(DUPLICATE, None, f"the id {id!r} stands in {first.file}:{first.line} already")

    def _indicator(self, id: str, table: Table) -> Indicator:
        kind = table.choice("kind", IndicatorKind, IndicatorKind.COUNT)
        table.partial = table.partial or "kind" in table.faulty  # what is missing depends on the kind
        over_time, over_offices = _aggregations(table, kind)
        none, not_arisen = _stands(table, kind, over_time, self.form)
        path, code = _place(table, self.auxiliary)
        self._by_path.setdefault(path, id)
        formula_text, formula = self.formulas.take(table, "formula")
        return Indicator(
            id=id,
            path=path,
            code=code,
            label=table.translated("label"),
            kind=kind,
            over_time=over_time,
            over_offices=over_offices,
            unit=table.take("unit", str, required=kind in _NUMBERED),
            printed_unit=table.optional_text("printed_unit"),
            decimals=_decimals(table, kind, self.form),
            formula=zero_over_zero(formula) if formula and self.form.zero_denominator == "zero" else formula,
            formula_text=formula_text,
            examples=tuple(_examples(table, formula_text)),
            none=none,
            not_arisen=not_arisen,
            statuses=table.texts("statuses"),
            symbol=_symbol(table),
            prompts=table.texts("prompts"),
            pair=table.optional_text("pair"),
            definition=table.optional_translated("definition"),
            notes=table.optional_translated("notes"),
            legal_basis=table.texts("legal_basis"),
            parent=self._by_path.get(path.rpartition(".")[0]) if "." in path else None,
            auxiliary=self.auxiliary,
            replaced_by=table.optional_text("replaced_by"),
            deprecated=table.flag("deprecated") or False,
            file=table.source.name,
            line=table.source.table_line(id),
        )


def _place(table: Table, auxiliary: bool) -> tuple[str, str]:
    if auxiliary:
        return "", ""
    code = table.take("code", str, required=True)
    return table.text("path"), UNKNOWN_CODE if code is None else code


def _aggregations(table: Table, kind: IndicatorKind) -> tuple[str, str]:
    """How the line adds up; a heading has nothing to add."""
    table.in_words_of_today(LINE_KEYS)
    if kind is IndicatorKind.HEADING:
        return table.optional_text("over_time") or "none", table.optional_text("over_offices") or "none"
    over_time = table.text("over_time")
    return WAYS.get(over_time, over_time), table.text("over_offices")


def _decimals(table: Table, kind: IndicatorKind, form: Form) -> int:
    own = table.whole("decimals", 0, MOST_DECIMALS)
    if kind is IndicatorKind.PERCENTAGE:
        return form.decimals.get(kind, 0) if own is None else own
    if own:
        table.mistake(WRONG_VALUE, "decimals", "only a percentage has decimals")
    return 0


def _stands(table: Table, kind: IndicatorKind, over_time: str, form: Form) -> tuple[int | None, int | None]:
    default = form.stands.get(f"{kind}.{over_time}") or form.stands.get(kind)
    none = stand_of(table, "none", default.none if default else None)
    return none, stand_of(table, "not_arisen", default.not_arisen if default else None)


def _symbol(table: Table) -> SymbolPattern | None:
    if "symbol" not in table.values:
        return None
    pattern = table.table("symbol")
    symbol = SymbolPattern(pattern.texts("types"), pattern.texts("bodies"))
    pattern.close()
    return symbol


def _examples(table: Table, formula: str | None) -> Iterator[Example]:
    """`example` (one) and `examples` (a list); a formula has at least one."""
    given = table.list_of_tables("example") + table.list_of_tables("examples")
    if formula is not None and not given:
        table.mistake(MISSING_FIELD, None, "the formula has no 'example'", 'such as { a = 1, b = 2, gives = "50.00" }')
    for entry in given:
        gives = _gives(entry)
        figures = {key: value for key, value in entry.values.items() if key != "gives"}
        yield Example(figures, gives)


def _gives(entry: Table) -> str:
    """A text such as "99.22" or a cause; a count may be written as a number."""
    value = entry.values.get("gives")
    return str(value) if type(value) is int else entry.text("gives")
