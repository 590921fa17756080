"""What a rule speaks of: `each` and `pairs` select lines of the form, `over` and a family's rule bind placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from cchc.edition import Indicator
from cchc.edition.aggregation import Axis
from cchc.errors import did_you_mean
from cchc.load.codes import UNKNOWN_NAME, VACUOUS, WRONG_VALUE
from cchc.load.former import LINE_KEYS
from cchc.load.kinds import KINDS, kinds_named
from cchc.load.table import Table, not_among
from cchc.load.ways import WAYS, known
from cchc.record import frozen

CHOSEN = frozenset({"it", "first", "second"})
"""The placeholders that `each` and `pairs` bind."""

MOST_INSTANCES = 5000
"""More than all pairs of a form's lines; a stranger's rule may multiply without end."""

_SELECTION: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "over_time": WAYS[Axis.TIME],
    "over_offices": WAYS[Axis.OFFICES],
    "unit": (),
}
"""By what lines are selected, and the words for it."""

Bindings = Mapping[str, str]


@frozen
class Binder:
    """Binds rules to the lines of one edition; `lost` are some that could not be read, `whole` says that no others.

    `parameters` are names in checks that no rule binds.
    """

    indicators: Mapping[str, Indicator]
    lost: set[str]
    parameters: frozenset[str] = frozenset()
    whole: bool = True

    def placeholders(self, table: Table, keys: list[str]) -> list[tuple[Table, Bindings]]:
        """The sets of placeholders that a rule binds: one a table of `over`, or `keys` of its own; and where."""
        over = table.list_of_tables("over")
        if over:
            return [(entry, self._bound(entry, list(entry.named(str)))) for entry in over]
        return [(table, self._bound(table, keys))]

    def _bound(self, table: Table, keys: list[str]) -> Bindings:
        bound: dict[str, str] = {}
        for key in keys:
            id = table.take(key, str)
            if id is not None:
                self._say_unknown(table, key, id)
                bound[key] = id
        return bound

    def expanded(self, table: Table, bases: list[Bindings]) -> list[Bindings]:
        """Each set of placeholders with each line, or pair of lines, that the rule selects."""
        chosen = self._chosen(table)
        if len(bases) * len(chosen) > MOST_INSTANCES:
            table.mistake(WRONG_VALUE, None, f"the rule stands for more than {MOST_INSTANCES} cases")
            return []
        return [{**base, **choice} for base in bases for choice in chosen]

    def _chosen(self, table: Table) -> list[Bindings]:
        """`each` binds `it`, `pairs` binds `first` and `second`."""
        singles, pairs = self._selected(table, "each"), self._selected(table, "pairs")
        if singles is not None and pairs is not None:
            table.mistake(WRONG_VALUE, "pairs", "'each' and 'pairs' exclude each other")
        if singles is not None:
            return [{"it": id} for id in singles]
        if pairs is None:
            return [{}]
        if len(pairs) * (len(pairs) - 1) > 2 * MOST_INSTANCES:
            table.mistake(WRONG_VALUE, "pairs", f"the rule stands for more than {MOST_INSTANCES} cases")
            return []
        return [{"first": first, "second": second} for first, second in combinations(pairs, 2)]

    def _selected(self, table: Table, key: str) -> list[str] | None:
        if not table.has(key):
            return None
        owner = table.owner(key)
        if type(table.raw(key, list)) is list:
            chosen = list(table.texts(key))
            for id in chosen:
                self._say_unknown(owner, key, id)
        else:
            chosen = self._matching(table.table(key))
        if self.whole and len(chosen) < (2 if key == "pairs" else 1) and key not in table.faulty:
            owner.mistake(VACUOUS, key, f"this selects {len(chosen)} lines, so the rule can never fail")
        return chosen

    def _matching(self, selection: Table) -> list[str]:
        """The lines of the form that have all the properties asked for."""
        selection.in_words_of_today(LINE_KEYS)
        wanted = {key: selection.text_or_texts(key, among=_SELECTION[key]) for key in _SELECTION if selection.has(key)}
        for axis in Axis:
            wanted |= self._ways(selection, axis, wanted.get(f"over_{axis}"))
        computed = selection.flag("computed")
        excepted = selection.texts("except")
        for id in excepted:
            self._say_unknown(selection, "except", id)
        for kind in wanted.get("kind", ()):
            if kind not in KINDS:
                selection.mistake(WRONG_VALUE, "kind", *not_among(kind, KINDS))
        if "kind" in wanted:
            wanted["kind"] = tuple(kind for word in wanted["kind"] for kind in kinds_named(word))
        units = {indicator.unit for indicator in self.indicators.values() if indicator.unit is not None}
        for unit in wanted.get("unit", ()):
            if self.whole and unit not in units:
                what = f"no line is of the unit {unit[:60]!r}"
                selection.mistake(UNKNOWN_NAME, "unit", what, did_you_mean(unit, units))
        selection.close()
        return [
            indicator.id
            for indicator in self.indicators.values()
            if not indicator.auxiliary
            and (computed is None or computed is (indicator.formula is not None))
            and all(getattr(indicator, key) in words for key, words in wanted.items())
            and indicator.id not in excepted
        ]

    def _ways(self, selection: Table, axis: Axis, words: tuple[str, ...] | None) -> dict[str, tuple[str, ...]]:
        """The ways over an axis that are asked for, in the words of today."""
        if words is None:
            return {}
        found = {word: known(word, axis) for word in words}
        for word, way in found.items():
            if way is None or way not in WAYS[axis]:
                what = f"there is no aggregation over {axis} {word[:60]!r}"
                selection.mistake(UNKNOWN_NAME, f"over_{axis}", what, did_you_mean(word, WAYS[axis]))
        return {f"over_{axis}": tuple(way for way in found.values() if way is not None)}

    def _say_unknown(self, table: Table, key: str, id: str) -> None:
        if self.whole and id not in self.indicators and id not in self.lost:
            table.mistake(UNKNOWN_NAME, key, f"there is no indicator {id[:60]!r}", did_you_mean(id, self.indicators))
