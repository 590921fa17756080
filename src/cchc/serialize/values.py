"""How values stand in JSON, and what else no annotation tells: formulas, and what a sample form is filled with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from cchc.errors import DataError, FormulaError, did_you_mean, quoted
from cchc.formula.tree import Tree
from cchc.formula.treejson import from_json, to_json, tree_schema
from cchc.record import frozen
from cchc.serialize.data import ATOMIC, ListOf, MappingOf
from cchc.serialize.drawing import COUNT, TEXT, Definitions, Schema, closed, refer, whole
from cchc.serialize.mismatch import MOST_FAULTS, Fault, MismatchError, check, expected, is_object, mismatch, named, step
from cchc.serialize.objects import RecordShape
from cchc.serialize.plain import DATE, DECIMAL, WORDS, document_text, kind_of, read_datum, write_datum
from cchc.serialize.shape import drawn, shape_of, write, write_key, write_under
from cchc.value import Document, Missing, Reported, Undefined, Value
from cchc.words import Text, Translated

DATA: Mapping[str, Schema] = {
    "count": COUNT,
    "percentage": whole(DECIMAL),
    "per_mille": whole(DECIMAL),
    "number": whole(DECIMAL),
    "score": whole(DECIMAL),
    "yes-no": {"enum": list(WORDS.values())},
    "status": TEXT,
    "document": TEXT,
    "date": whole(DATE) | {"format": "date"},
    "text": TEXT,
}
"""How a value of each kind is written."""


class Standing:
    """What a reported value says: its kind, which tells how it is written; a document stands beside its own text."""

    keys = ("kind", "value", "document")

    def write(self, x: Any) -> dict[str, Any]:
        written = {"kind": kind_of(x.value), "value": write_datum(x.value)}
        return written | {"document": write(x.value)} if isinstance(x.value, Document) else written

    def read(self, data: Mapping[str, Any]) -> Reported:
        keys = self.keys if data.get("kind") == "document" else self.keys[:2]
        if data.keys() != {*keys}:
            strangers = islice((key for key in data if key not in keys), MOST_FAULTS)
            faults = [Fault("is no key of a reported value", did_you_mean(key, keys), step(key)) for key in strangers]
            check([*faults, *(Fault("is missing", None, step(key)) for key in keys if key not in data)])
        if data["kind"] == "document":
            return Reported(self._document(data))
        datum = read_datum(data["kind"], data["value"])
        if datum is None:
            hint = 'counts are whole numbers, rates decimals in a text, yes/no is "yes" or "no"'
            kind = data["kind"] if isinstance(data["kind"], str) and data["kind"] in DATA else quoted(data["kind"])
            raise expected(f"a value of kind {kind}", data["value"], hint, ".value")
        return Reported(datum)

    def _document(self, data: Mapping[str, Any]) -> Document:
        try:
            document: Document = shape_of(Document).read(data["document"])
        except MismatchError as error:
            raise MismatchError(*error.under("document")) from None
        text = document_text(document)
        if data["value"] != text:
            raise expected(f"{named(text)} as the document says", data["value"], None, ".value")
        return document

    def properties(self, kind: str, datum: Schema, definitions: Definitions) -> dict[str, Schema]:
        """The schema of each key, of a value of one kind."""
        document = {"document": drawn(Document, definitions)} if kind == "document" else {}
        return {"kind": {"const": kind}, "value": datum, **document}

    def drawn(self, kind: str, datum: Schema, definitions: Definitions) -> Schema:
        """A value of one kind."""
        return closed({"state": {"const": Reported.state}, **self.properties(kind, datum, definitions)})


STANDING = Standing()
MISSING, UNDEFINED = RecordShape(Missing), RecordShape(Undefined)
STATES: Mapping[str, tuple[type[Value], Standing | RecordShape]] = {
    Reported.state: (Reported, STANDING),
    Missing.state: (Missing, MISSING),
    Undefined.state: (Undefined, UNDEFINED),
}
"""The states of a value, and what it says in each."""
_INNER: Mapping[type, Standing | RecordShape] = dict(STATES.values())


@frozen(eq=False)
class StateShape:
    """A value in one state, which it names first."""

    state: str

    def write(self, x: Any) -> Any:
        type_, inner = STATES[self.state]
        return {"state": self.state} | inner.write(x) if isinstance(x, type_) else write(x)

    def read(self, data: Any) -> Any:
        if not is_object(data):
            raise expected("an object", data)
        if data.get("state") != self.state:
            raise expected(self.state, data.get("state"), None, ".state")
        return STATES[self.state][1].read({key: item for key, item in data.items() if key != "state"})

    def draw(self, definitions: Definitions) -> Schema:
        return definitions.named(STATES[self.state][0].__name__, self._drawn)

    def _drawn(self, definitions: Definitions) -> Schema:
        inner = STATES[self.state][1]
        if isinstance(inner, Standing):
            return {"anyOf": [inner.drawn(kind, datum, definitions) for kind, datum in DATA.items()]}
        properties = {"state": {"const": self.state}, **inner.properties(definitions)}
        return closed(properties, ["state", *inner.required(definitions)])


class ValueShape:
    """A value in whichever state it is."""

    def write(self, x: Any) -> Any:
        inner = _INNER.get(type(x))
        return write(x) if inner is None else {"state": x.state, **inner.write(x)}

    def read(self, data: Any) -> Any:
        if not is_object(data):
            raise expected("an object", data)
        state = data.get("state")
        if not isinstance(state, str) or state not in STATES:
            raise expected(f"one of {', '.join(STATES)}", state, did_you_mean(state, STATES), ".state")
        return STATES[state][1].read({key: item for key, item in data.items() if key != "state"})

    def draw(self, definitions: Definitions) -> Schema:
        cases = tuple(type_ for type_, _ in STATES.values())
        return definitions.named("Value", lambda definitions: {"anyOf": [drawn(case, definitions) for case in cases]})


class TextShape:
    """A text by language."""

    languages = MappingOf(ATOMIC[str], ATOMIC[str])

    def write(self, x: Any) -> Any:
        return self.languages.write(x)

    def read(self, data: Any) -> Text:
        return Translated(self.languages.read(data))

    def draw(self, definitions: Definitions) -> Schema:
        return self.languages.draw(definitions)


class TreeShape:
    """A formula as the nodes of its tree."""

    def write(self, x: Any) -> Any:
        return to_json(x) if isinstance(x, Tree) else write(x)

    def read(self, data: Any) -> Any:
        try:
            return from_json(data)
        except DataError as error:
            raise mismatch(error.what, error.hint, error.path[1:]) from None
        except FormulaError as error:
            raise mismatch(error.what, error.hint) from None

    def draw(self, definitions: Definitions) -> Schema:
        return definitions.named("Tree", lambda _: tree_schema("#/$defs/Tree"))


class SampleShape:
    """What a form is filled with: TOML's own types as they are; decimals, dates and values marked."""

    marks: Mapping[str, Any] = {"$decimal": Decimal, "$date": dt.date, "$value": Value}

    def write(self, x: Any) -> Any:
        match x:
            case Decimal():
                return {"$decimal": write(x)}
            case dt.date():
                return {"$date": write(x)}
            case Reported() | Missing() | Undefined():
                return {"$value": write(x)}
            case Mapping():
                return {write_key(key): write_under(key, item, self.write) for key, item in x.items()}
            case list() | tuple():
                return [write_under(index, item, self.write) for index, item in enumerate(x)]
            case _:
                return write(x)

    def read(self, data: Any) -> Any:
        match data:
            case None | bool() | int() | str():
                return data
            case list():
                return list(ListOf(self).read(data))
            case Mapping() if marks := self.marks.keys() & data.keys():
                (mark,) = marks if len(data) == 1 else ("",)
                if mark:
                    return shape_of(self.marks[mark]).read(data[mark])
            case Mapping():
                return MappingOf(shape_of(str), self).read(data)
        hint = """decimals are written {"$decimal": "98.80"}, dates {"$date": "2024-05-14"}"""
        raise expected("what a form is filled with", data, hint)

    def draw(self, definitions: Definitions) -> Schema:
        return definitions.named("Sample", self._drawn)

    def _drawn(self, definitions: Definitions) -> Schema:
        marked = [closed({mark: drawn(type_, definitions)}) for mark, type_ in self.marks.items()]
        unmarked = {
            "type": "object",
            "propertyNames": {"not": {"enum": list(self.marks)}},
            "additionalProperties": refer("Sample"),
        }
        plain: list[Schema] = [
            {"type": ["null", "boolean", "integer", "string"]},
            {"type": "array", "items": refer("Sample")},
        ]
        return {"description": "What a line is filled with in a sample report.", "anyOf": [*plain, *marked, unmarked]}
