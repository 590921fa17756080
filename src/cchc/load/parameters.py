"""[parameters.X]: numbers and bands that formulas take from outside the form, each from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from cchc.edition import IndicatorKind
from cchc.edition.ground import Certainty
from cchc.edition.parameter import Band, End, Parameter, ParameterValue, touching
from cchc.exact import decimal_of
from cchc.formula.functions import BANDS
from cchc.formula.syntax import DIGITS, is_number
from cchc.formula.tree import Apply, Tree, facts_of, literal, walk
from cchc.load.codes import DUPLICATE, MISSING_FIELD, UNUSED, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.form import InForce
from cchc.load.formulas import Formulas
from cchc.load.kinds import MOST_DECIMALS, UNITS
from cchc.load.table import Table, described
from cchc.load.vocabulary import identified
from cchc.record import define
from cchc.words import Text, Translated

MOST_BANDS = 100
"""Of so many bands at most a parameter has in a period."""
MOST_VALUES = 100
_KINDS = {unit: kind for kind, unit in UNITS.items() if kind.is_rate}


@define(eq=False, repr=False)
class ParameterReader:
    """Reads the parameters of an edition that is in force for a time."""

    contents: Contents
    formulas: Formulas
    held: InForce

    def read(self) -> dict[str, Parameter]:
        """All parameters; of two with one id the first counts."""
        found: dict[str, Parameter] = {}
        for id, entry in identified(self.contents.of("parameters")):
            found.setdefault(id, self._parameter(id, entry))
        return found

    def _parameter(self, id: str, entry: Table) -> Parameter:
        unit, of = entry.optional_text("unit"), entry.optional_text("of")
        values = tuple(self._values(entry))
        numbers = [value.number for value in values if value.number is not None]
        decimals = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
        return Parameter(
            id=id,
            label=entry.optional_translated("label") or Translated(dict.fromkeys(entry.languages, id)),
            kind=kind_of(unit),
            unit=unit,
            values=values,
            decimals=min(max(decimals, 0), MOST_DECIMALS),
            of=None if of is None else kind_of(of),
            of_unit=of,
            otherwise=_said(entry, "otherwise"),
            notes=entry.optional_translated("notes"),
            file=entry.source.name,
            line=entry.line,
        )

    # --- values and their days

    def _values(self, entry: Table) -> Iterator[ParameterValue]:
        """`values = [{ from, to, value, source }]`; one that always holds stands by itself, as `value` or `bands`."""
        written = [key for key in ("value", "bands", "values") if entry.has(key)]
        source, certainty = entry.optional_text("source"), _certainty(entry)
        if len(written) != 1 and not entry.partial:
            entry.mistake(MISSING_FIELD, None, "one of 'value', 'values' and 'bands' says what the parameter is")
        if "values" in written:
            yield from self._dated(entry, entry.list_of_tables("values"), source, certainty)
        if "value" in written or "bands" in written:
            if source is None:
                entry.note(None, "the parameter has no 'source'", "the instrument that sets it, or whoever says it")
            yield from self._one(entry, ParameterValue(source=source, certainty=certainty))

    def _dated(
        self, entry: Table, written: Sequence[Table], source: str | None, certainty: Certainty | None
    ) -> Iterator[ParameterValue]:
        found: list[tuple[Table, ParameterValue]] = []
        for each in written[:MOST_VALUES]:
            start, end = each.date("from"), each.date("to", required=False)
            if start is not None and end is not None and end < start:
                each.mistake(WRONG_VALUE, "to", f"it ends on {end}, before it begins")
            own = each.optional_text("source") or source
            if own is None:
                each.note(None, "the value has no 'source'", "the instrument that sets it, or whoever says it")
            of = ParameterValue(start=start, end=end, source=own, certainty=_certainty(each) or certainty)
            found += [(each, value) for value in self._one(each, of)]
            each.close()
        if len(written) > MOST_VALUES:
            entry.mistake(WRONG_VALUE, "values", f"a parameter may have {MOST_VALUES} values, this has {len(written)}")
        if not written and "values" not in entry.faulty:
            entry.mistake(WRONG_VALUE, "values", "the list is empty")
        yield from self._in_order(entry, sorted(found, key=lambda pair: pair[1].start or dt.date.min))

    def _in_order(self, entry: Table, found: Sequence[tuple[Table, ParameterValue]]) -> Iterator[ParameterValue]:
        """The values, each until the next begins; two that hold on one day are a mistake."""
        covered: dt.date | None = self.held.start
        for place, (table, value) in enumerate(found):
            after = found[place + 1][1].start if place + 1 < len(found) else None
            if after is not None and (value.start == after or (value.end is not None and value.end >= after)):
                what = f"two values are in force on {after}"
                found[place + 1][0].mistake(DUPLICATE, "from", what, "end the one before with 'to'")
            if covered is not None and value.start is not None and value.start > covered:
                what = f"the parameter has no value from {covered} to {value.start - dt.timedelta(1)}"
                table.note("from", what, "what needs it is missing in such periods")
            end = value.end if value.end is not None or after is None else after - dt.timedelta(1)
            covered = None if end is None or covered is None else max(covered, end + dt.timedelta(1))
            yield evolve(value, end=end)
        if found and not any(self._is_met(value) for _, value in found):
            entry.mistake(UNUSED, "values", "none of the values is in force while the edition is")
        elif covered is not None and found and (self.held.end is None or covered <= self.held.end):
            entry.note("values", f"the parameter has no value from {covered} on", "what needs it is missing then")

    def _is_met(self, value: ParameterValue) -> bool:
        begins_in_time = value.start is None or self.held.end is None or value.start <= self.held.end
        return begins_in_time and (value.end is None or value.end >= self.held.start)

    def _one(self, entry: Table, value: ParameterValue) -> Iterator[ParameterValue]:
        """A value with its number or its bands; nothing after a mistake."""
        bands = tuple(self._bands(entry)) if entry.has("bands") else ()
        if entry.has("bands") and entry.has("value"):
            entry.mistake(WRONG_VALUE, "value", "'bands' says already what the parameter is")
        if bands:
            yield evolve(value, bands=bands)
        number = _number(entry, "value") if entry.has("value") or not entry.has("bands") else None
        if number is not None and not bands:
            yield evolve(value, number=number)

    # --- bands

    def _bands(self, entry: Table) -> Sequence[Band]:
        """The bands, the lowest first, each touching the next; none after a mistake."""
        written = entry.list_of_tables("bands")
        if len(written) > MOST_BANDS:
            entry.mistake(WRONG_VALUE, "bands", f"a parameter may have {MOST_BANDS} bands, this has {len(written)}")
            return ()
        drafts = [self._band(each) for each in written]
        if not drafts or any(draft is None for draft in drafts):
            if not written and "bands" not in entry.faulty:
                entry.mistake(WRONG_VALUE, "bands", "the list is empty")
            return ()
        bands = [draft for draft in drafts if draft is not None]
        if _falls(bands):
            bands, written = bands[::-1], written[::-1]
        bands = list(_completed(bands))
        fitting = [self._fits(pair, table) for pair, table in _pairs(bands, written)]
        fitting += [self._holds_something(band, table) for band, table in zip(bands, written, strict=True)]
        return bands if all(fitting) else ()

    @staticmethod
    def _holds_something(band: Band, table: Table) -> bool:
        """Whether a number lies in a band, with the ends that its neighbours give it."""
        if band.low is None or band.high is None or not _is_empty(band.low, band.high):
            return True
        table.mistake(WRONG_VALUE, None, "no number lies in this band")
        return False

    def _band(self, entry: Table) -> Band | None:
        low, high = _end(entry, "at_least", "above"), _end(entry, "at_most", "below")
        text, tree = self._gives(entry)
        if low is not None and high is not None and _is_empty(low, high):
            entry.mistake(WRONG_VALUE, None, "no number lies in this band")
            entry.faulty.add("gives")
        entry.close()
        return None if tree is None or entry.faulty else Band(tree, text, low, high)

    def _gives(self, entry: Table) -> tuple[str, Tree | None]:
        """A number, or an expression in `x` and other parameters."""
        value = entry.raw("gives", int, Decimal, str)
        if type(value) is str:
            tree = self.formulas.parsed(entry, "gives", entry.text("gives"))
            if tree is not None and (facts_of(tree) or any(isinstance(e, Apply) and e.op == BANDS for e in walk(tree))):
                entry.mistake(WRONG_VALUE, "gives", "a band asks neither the form nor other bands")
                entry.faulty.add("gives")
            return value, tree
        if value is None:
            entry.mistake(MISSING_FIELD, None, "'gives' is missing")
            return "", None
        number = _number(entry, "gives")
        return ("", None) if number is None else (f"{number:f}", literal(Fraction(number)))

    @staticmethod
    def _fits(pair: tuple[Band, Band], table: Table) -> bool:
        """Whether the upper of two bands begins where the lower one ends."""
        below, above = pair
        if touching(above.low, below.high):
            return True
        if above.low is None or below.high is None:
            what = "two bands have no end between them"
        elif above.low.at > below.high.at or (above.low.at == below.high.at and not below.high.is_in):
            what = f"between {below.high.at} and {above.low.at} lies a gap, in no band"
        else:
            what = f"what lies between {above.low.at} and {below.high.at} is in two bands"
        table.mistake(WRONG_VALUE, None, what, "at_least and below, or above and at_most, at one number")
        return False


def _certainty(entry: Table) -> Certainty | None:
    return entry.choice("certainty", Certainty, Certainty.GENERAL) if entry.has("certainty") else None


def kind_of(unit: str | None) -> IndicatorKind:
    """What a number in a unit is: in per cent or per thousand a rate."""
    return _KINDS.get(unit or "", IndicatorKind.NUMBER)


def _number(entry: Table, key: str) -> Decimal | None:
    """A number that formulas reckon with, which may stand between quotation marks."""
    value = entry.raw(key, int, Decimal, str)
    if type(value) is str:
        number = decimal_of(value)
        if number is None:
            entry.mistake(WRONG_VALUE, key, f"{described(value)} is no figure")
            entry.faulty.add(key)
    elif value is None:
        entry.mistake(MISSING_FIELD, None, f"{key!r} is missing")
        return None
    else:
        number = entry.number(key)
    if number is not None and not is_number(f"{abs(number):f}"):
        entry.mistake(WRONG_VALUE, key, f"a number may have {DIGITS} digits")
        entry.faulty.add(key)
        return None
    return number


def _said(entry: Table, key: str) -> Text | None:
    """A text that may be the same in every language."""
    if type(entry.raw(key, str)) is str:
        return Translated(dict.fromkeys(entry.languages, entry.text(key)))
    return entry.optional_translated(key)


def _end(entry: Table, closed: str, opened: str) -> End | None:
    for key in (closed, opened):
        entry.raw(key, int, Decimal, str)
    if entry.has(closed) and entry.has(opened):
        entry.mistake(WRONG_VALUE, opened, f"{closed!r} says another end of the band already")
        entry.faulty.add(opened)
    key = closed if entry.has(closed) else opened
    number = _number(entry, key) if entry.has(key) else None
    return None if number is None else End(number, key == closed)


def _is_empty(low: End, high: End) -> bool:
    return low.at > high.at or (low.at == high.at and not (low.is_in and high.is_in))


def _falls(bands: Sequence[Band]) -> bool:
    """Whether the highest band stands first."""
    ends = [[end.at for end in (band.low, band.high) if end is not None] for band in bands]
    known = [sum(each) / len(each) for each in ends if each]
    if len(known) > 1 and known[0] != known[-1]:
        return known[0] > known[-1]
    return len(bands) > 1 and bands[0].low is not None and bands[0].high is None


def _completed(bands: Sequence[Band]) -> Iterator[Band]:
    """Bands with the ends that they leave to their neighbours."""
    for place, band in enumerate(bands):
        below = bands[place - 1].high if place else None
        above = bands[place + 1].low if place + 1 < len(bands) else None
        low = band.low or (End(below.at, not below.is_in) if below is not None else None)
        high = band.high or (End(above.at, not above.is_in) if above is not None else None)
        yield evolve(band, low=low, high=high)


def _pairs(bands: Sequence[Band], tables: Sequence[Table]) -> Iterator[tuple[tuple[Band, Band], Table]]:
    for place in range(1, len(bands)):
        yield (bands[place - 1], bands[place]), tables[place]
