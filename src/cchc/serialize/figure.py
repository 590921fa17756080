"""One figure as JSON has it: its value, whose own keys are keys too, and all that is known of where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cchc.edition import IndicatorKind
from cchc.judge.computation import Provenance
from cchc.record import field, frozen
from cchc.serialize.drawing import NULL, Definitions, Schema, closed
from cchc.serialize.mismatch import expected, mismatch, step
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
    if kind in _WRITTEN_AS.get(own, ()):
        own = kind
    where = (given.origin, given.printed, given.cell, given.window, given.candidates)
    return Figure(IndicatorKind(own), value, display, *where)


_WRITTEN_AS: Mapping[str, tuple[IndicatorKind, ...]] = {
    IndicatorKind.PERCENTAGE: (IndicatorKind.PER_MILLE,),
    IndicatorKind.NUMBER: (IndicatorKind.SCORE,),
}
"""Kinds whose data are those of another: only the line tells."""

_ALWAYS = ("value", "reason")
"""What a figure says in every state, as null where its value has nothing to say there."""


class FigureShape:
    """A figure of which the value's own keys are keys too."""

    record = RecordShape(Figure)

    def write(self, x: Any) -> Any:
        if not isinstance(x, Figure):
            return write(x)
        about = self.record.write(x)
        own = dict.fromkeys(_ALWAYS) | about.pop("value")
        own.pop("kind", None)  # the line tells more than the value
        head = {"state": own.pop("state"), "kind": about.pop("kind"), "value": own.pop("value")}
        return head | {"display": about.pop("display"), "reason": own.pop("reason")} | about | own

    def read(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise expected("an object", data)
        state = str(data.get("state"))
        own = {"state", *(STATES[state][1].keys if state in STATES else ())}
        value = shape_of(Value).read({key: data[key] for key in data if key in own})
        for key in _ALWAYS:
            if key not in own and data.get(key) is not None:
                raise mismatch(f"expected null in state {state}", path=step(key))
        about = {key: data[key] for key in data if key == "kind" or key not in own.union(_ALWAYS)}
        return self.record.read(about, value=value)

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
