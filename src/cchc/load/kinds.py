"""[kinds.X] of edition.toml: what holds for every line of a kind that does not say otherwise itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import Factory

from cchc.edition import IndicatorKind, Sign, SymbolPattern
from cchc.edition.aggregation import Axis
from cchc.errors import did_you_mean
from cchc.load.codes import WRONG_VALUE
from cchc.load.former import LINE_KEYS
from cchc.load.table import Table, described, not_among
from cchc.load.ways import WAYS, known, way_of, ways_of_any
from cchc.record import define

RATE = "rate"
"""A percentage, or what is `per` thousand."""
KINDS = (*(kind for kind in IndicatorKind if kind is not IndicatorKind.PER_MILLE), RATE)
_PER: Mapping[int, IndicatorKind] = {100: IndicatorKind.PERCENTAGE, 1000: IndicatorKind.PER_MILLE}
UNITS: Mapping[IndicatorKind, str] = {
    IndicatorKind.PERCENTAGE: "phan_tram",
    IndicatorKind.PER_MILLE: "phan_nghin",
    IndicatorKind.SCORE: "diem",
}
"""Units of the library's own that lines of a kind have, where they name none."""
DECIMALS: Mapping[IndicatorKind, int] = {kind: 2 for kind in IndicatorKind if kind.has_decimals}
"""To how many decimals figures of a kind are rounded, where a line does not say."""
MOST_DECIMALS = 6
"""Beyond this an exact rate of a large count no longer fits the 64-bit columns of a batch."""


@define(eq=False, repr=False)
class Kinds:
    """The defaults of each kind of line, and of each way over time within a kind, as tables that lines build on."""

    none: Table
    """Of a kind that has no defaults."""
    tables: dict[str, Table] = Factory(dict)

    def of(self, kind: str, over_time: str = "") -> Table:
        """The defaults of [kinds.count.last], or else of [kinds.count]."""
        if kind in _PER.values() and kind not in self.tables:
            kind = RATE
        return self.tables.get(f"{kind}.{over_time}") or self.tables.get(kind) or self.none


def kind_of(table: Table, kinds: Kinds) -> IndicatorKind:
    """What a line asks for: a rate is a percentage, unless it is `per` thousand, of itself or by [kinds.rate]."""
    word = table.take("kind", str, required=True, among=KINDS)
    if word is None:
        return IndicatorKind.COUNT
    if word not in KINDS:
        table.owner("kind").mistake(WRONG_VALUE, "kind", *not_among(word, KINDS))
        table.faulty.add("kind")
        return IndicatorKind.COUNT
    if word == RATE:
        table.base = kinds.of(RATE)
    per = table.take("per", int)
    if per is not None and (word != RATE or per not in _PER):
        hint = "of a line of kind rate: 100 or 1000"
        table.owner("per").mistake(WRONG_VALUE, "per", f"{described(per)} does not stand here", hint)
        table.faulty.add("kind")
    return _PER.get(per or 100, IndicatorKind.PERCENTAGE) if word == RATE else IndicatorKind(word)


def _kind(word: str) -> IndicatorKind:
    return IndicatorKind.PERCENTAGE if word == RATE else IndicatorKind(word)


def kinds_named(word: str) -> tuple[IndicatorKind, ...]:
    """The kinds of line that a word selects; none, where it is no such word."""
    if word == RATE:
        return tuple(_PER.values())
    return (IndicatorKind(word),) if word in KINDS else ()


def read_kinds(top: Table) -> Kinds:
    """[kinds.count], and [kinds.count.last] or [kinds."count.last"] for the lines that are added up in one way."""
    table = top.table("kinds")
    _take_in_decimals(table, top.table("decimals"))
    kinds = Kinds(Table(table.source, {}, table.path, partial=table.partial))
    for name, entry in table.tables():
        kind, _, over_time = name.partition(".")
        ways = [key for key, value in entry.values.items() if type(value) is dict and key not in FIELDS]
        for way in ways:
            inner = entry.table(way)
            _add(kinds, _name(inner, kind, way), inner)
        _add(kinds, _name(entry, kind, over_time), entry)
    for name, entry in kinds.tables.items():
        if "." in name:
            entry.base = kinds.of(name.partition(".")[0])
    return kinds


def _name(table: Table, kind: str, over_time: str) -> str:
    """A kind, or a kind and a way that such lines may go over time, in the words of today."""
    if kind not in KINDS:
        table.mistake(WRONG_VALUE, None, f"no kind {kind[:40]!r}", "one of: " + ", ".join(KINDS))
    if not over_time:
        return kind
    way = known(over_time, Axis.TIME)
    ways = WAYS[Axis.TIME] if kind not in KINDS else ways_of_any(_kind(kind), Axis.TIME)
    if way is None or way not in ways:
        hint = did_you_mean(over_time, ways) or "one of: " + ", ".join(ways)
        table.mistake(WRONG_VALUE, None, f"no {kind[:40]} goes over time by {over_time[:40]!r}", hint)
    return f"{kind}.{way or over_time}"


def _add(kinds: Kinds, name: str, table: Table) -> None:
    table.in_words_of_today(LINE_KEYS)
    for field, read in FIELDS.items():
        if "." not in name or field != "over_time":
            read(table, field)
    table.close()
    kinds.tables[name] = table


def _take_in_decimals(kinds: Table, former: Table) -> None:
    """`decimals = { percentage = 2 }`, which today each kind says itself."""
    rates = IndicatorKind.PERCENTAGE
    decimals = former.whole(rates, 0, MOST_DECIMALS)
    said = kinds.values.setdefault(rates, {}) if decimals is not None else None
    if isinstance(said, dict):
        said.setdefault("decimals", decimals)
    former.close()


def decimals(table: Table, key: str = "decimals") -> int | None:
    """How many decimals a figure is rounded to."""
    return table.whole(key, 0, MOST_DECIMALS)


def worth(table: Table, key: str) -> int | None:
    """What a missing-value word is worth in arithmetic: 0, or None for `"missing"` and for nothing said."""
    owner, value = table.owner(key), table.raw(key, int, str, among=("missing",))
    if value is None or value == "missing":
        return None
    if type(value) is not int or value != 0:
        owner.mistake(WRONG_VALUE, key, f'{described(value)} stands where 0 or "missing" belongs')
        return None
    return 0


def symbol(table: Table, key: str = "symbol") -> SymbolPattern | None:
    """What the reference on a document line looks like."""
    if not table.has(key):
        return None
    pattern = table.table(key)
    found = SymbolPattern(pattern.texts("types"), pattern.texts("bodies"))
    pattern.close()
    return found


FIELDS: Mapping[str, Callable[[Table, str], object]] = {
    "unit": Table.optional_text,
    "printed_unit": Table.optional_text,
    "decimals": decimals,
    "over_time": lambda table, _: way_of(table, Axis.TIME),
    "over_offices": lambda table, _: way_of(table, Axis.OFFICES),
    "sign": lambda table, key: table.choice(key, Sign, Sign.NOT_NEGATIVE, required=False),
    "per": lambda table, key: table.take(key, int),
    "none": worth,
    "not_arisen": worth,
    "statuses": Table.texts,
    "symbol": symbol,
    "prompts": Table.texts,
}
"""What a line may leave to its kind, and how it is read."""
