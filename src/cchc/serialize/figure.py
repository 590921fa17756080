"""One figure as JSON has it: its value, whose own keys are keys too, and all that is known of where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from cchc.edition import IndicatorKind
from cchc.judge.computation import Provenance
from cchc.record import field, frozen
from cchc.serialize.drawing import NULL, Definitions, Schema, closed
from cchc.serialize.mismatch import expected, is_object, mismatch, step
from cchc.serialize.objects import RecordShape
from cchc.serialize.plain import kind_of
from cchc.serialize.shape import shape_of, write
from cchc.serialize.values import DATA, MISSING, STANDING, STATES, UNDEFINED
from cchc.value import Candidate, Cell, Origin, Reported, Value, Window


@frozen
class Figure:
    """One figure of an evaluation: its value, and all that is known of where it came from.

    `display` is the value in the language that was asked for; it follows from the value and
    takes no part in comparisons.
    """

    kind: IndicatorKind
    value: Value
    display: str = field(eq=False)
    origin: Origin | None
    reported: str | None
    cell: Cell | None
    window: Window | None
    candidates: tuple[Candidate, ...] | None = field(default=None, metadata={"absent": True})


def figure_of(kind: str, value: Value, display: str, given: Provenance) -> Figure:
    """A figure of a line of this kind, or of the value's own where it is not what the line asks for."""
    own = kind_of(value.value) if isinstance(value, Reported) else kind
    if own != kind and kind in _WRITTEN_AS.get(own, ()):
        own = kind
    where = (given.origin, given.printed, given.cell, given.window, given.candidates)
    return Figure(_KINDS[own], value, display, *where)


_KINDS: Mapping[str, IndicatorKind] = {kind: kind for kind in IndicatorKind}


_WRITTEN_AS: Mapping[str, tuple[IndicatorKind, ...]] = {
    IndicatorKind.PERCENTAGE: (IndicatorKind.PER_MILLE,),
    IndicatorKind.NUMBER: (IndicatorKind.SCORE,),
}
"""Kinds whose data are those of another: only the line tells."""

_ALWAYS = ("value", "reason")
"""What a figure says in every state, as null where its value has nothing to say there."""


_STATE = frozenset({"state"})
_FIRST = dict.fromkeys(("state", "kind", "value", "display", "reason"))
"""The keys that come first, in this order; null where a figure has nothing to say there."""


@cache
def _own(state: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that a figure has of its value by its state, and those of them and of all values."""
    own = frozenset({"state", *STATES[state][1].keys})
    return own, own.union(_ALWAYS)


class FigureShape:
    """A figure of which the value's own keys are keys too."""

    record = RecordShape(Figure, apart=("value",))

    def write(self, x: Any) -> Any:
        if not isinstance(x, Figure):
            return write(x)
        about = self.record.write(x)
        return {**_FIRST, **about, **shape_of(Value).write(x.value), "kind": about["kind"]}  # more than the value's own

    def read(self, data: Any) -> Any:
        if not is_object(data):
            raise expected("an object", data)
        state = data.get("state")
        own, known = _own(state) if isinstance(state, str) and state in STATES else (_STATE, _STATE)
        value = shape_of(Value).read({key: data[key] for key in own if key in data})
        for key in _ALWAYS:
            if data.get(key) is not None and key not in own:
                raise mismatch(f"expected null in state {state}", path=step(key))
        return self.record.read(data, known, value=value)

    def draw(self, definitions: Definitions) -> Schema:
        return {"anyOf": [self.drawn(definitions, kind, schema) for kind, schema in DATA.items()]}

    def drawn(
        self, definitions: Definitions, kind: str, datum: Schema, states: Iterable[str] = tuple(STATES)
    ) -> Schema:
        """A figure of one kind in each state that it may have; all keys but those of the value are the same in each."""
        own = {state: dict.fromkeys(_ALWAYS, NULL) for state in STATES}
        own["missing"] |= MISSING.properties(definitions)
        own["undefined"] |= UNDEFINED.properties(definitions)
        own["reported"] |= STANDING.properties(kind, datum, definitions)
        about = self.record.properties(definitions, kind=lambda _: {"const": kind}, value=lambda _: NULL)
        common = {key: schema for key, schema in about.items() if key not in _ALWAYS}
        left_out = {field.key for field in self.record.fields if field.absent}
        properties = [{"state": {"const": state}, **common, **_without_kind(own[state])} for state in states]
        return {"oneOf": [closed(each, [key for key in each if key not in left_out]) for each in properties]}


def _without_kind(properties: Mapping[str, Schema]) -> dict[str, Schema]:
    return {key: schema for key, schema in properties.items() if key != "kind"}


FIGURE = FigureShape()
