"""The JSON of a compiled catalogue (`cchc.catalogue/1`): all that an app in any language needs.

What has an id of its own is written as a list in the order of the form, for JSON objects keep
none. Formulas and checks stand there as text and as trees; `semantics` says how to compute them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cchc.edition import (
    Column,
    Edition,
    FindingKind,
    Indicator,
    Instrument,
    Rule,
    Status,
    Term,
    Unit,
    ZeroDenominator,
)
from cchc.edition.aggregation import Aggregation
from cchc.edition.missing import MissingWords
from cchc.errors import DataError
from cchc.formula.functions import FUNCTIONS
from cchc.formula.signature import Function
from cchc.record import frozen
from cchc.serialize.drawing import Definitions, Draw, Schema, closed, sentence
from cchc.serialize.objects import RecordShape
from cchc.serialize.shape import drawn, shape_of, write_under


@frozen
class Semantics:
    """How formulas are to be computed, in words that a program can test.

    A computed figure is rounded once, at its indicator's decimals; another formula that uses it
    sees the rounded value. `order` lists the computed figures, each after those it needs.
    """

    zero_denominator: ZeroDenominator
    order: tuple[str, ...]
    rounding: str = "half_away_from_zero"
    rounded: str = "once"
    null: str = "propagates"
    logic: str = "kleene"


def semantics_of(edition: Edition) -> Semantics:
    """The one way in which this library computes an edition."""
    return Semantics(edition.zero_denominator, tuple(indicator.id for indicator in edition.computed))


Derived = tuple[Any, Callable[[Edition], Any]]
"""The type of what is written for other programs, and how it follows from an edition; cchc itself reads past it."""

BEFORE: Mapping[str, Derived] = {
    "semantics": (Semantics, semantics_of),
    "functions": (tuple[Function, ...], lambda _: tuple(FUNCTIONS.values())),
}
AFTER: Mapping[str, Derived] = {
    "missing": (tuple[MissingWords, ...], lambda edition: tuple(edition.missing.values())),
    "yes": (tuple[str, ...], lambda edition: edition.yes),
    "no": (tuple[str, ...], lambda edition: edition.no),
    "aggregations": (tuple[Aggregation, ...], lambda edition: tuple(edition.aggregations.values())),
    "finding_kinds": (tuple[FindingKind, ...], lambda edition: tuple(edition.finding_kinds.values())),
}


class EditionShape:
    """An edition with its schema, and with what follows from it before and after its own fields."""

    record = RecordShape(Edition)

    def write(self, x: Edition) -> Any:
        before, after = (
            {key: write_under(key, of(x), shape_of(type_).write) for key, (type_, of) in derived.items()}
            for derived in (BEFORE, AFTER)
        )
        return {"schema": Edition.schema} | before | self.record.write(x) | after

    def read(self, data: Any) -> Edition:
        """An edition, unless it is to be computed in a way that this library does not know."""
        edition: Edition = self.record.read({key: data[key] for key in data if key not in BEFORE and key not in AFTER})
        if "semantics" in data and data["semantics"] != shape_of(Semantics).write(semantics_of(edition)):
            raise DataError("asks for another way of computing than this version's", "$.semantics", "upgrade cchc")
        return edition

    def draw(self, definitions: Definitions) -> Schema:
        return self.drawn(definitions)

    def drawn(self, definitions: Definitions, **known: Draw) -> Schema:
        """The object itself; `known` as of a record."""
        for type_ in _FIRST:
            drawn(type_, definitions)
        own = self.record.properties(definitions, **known)
        before, after = (
            {key: drawn(type_, definitions) for key, (type_, _) in derived.items()} for derived in (BEFORE, AFTER)
        )
        properties = {"schema": {"const": Edition.schema}, **before, **own, **after}
        required = ["schema", *BEFORE, *self.record.required(definitions), *AFTER]
        return closed(properties, required, description=sentence(Edition))


_FIRST = (Column, Unit, Instrument, MissingWords, Status, Term, Aggregation, FindingKind, Indicator, Rule)
"""What a schema defines before the rest, so that its text stays as other programs have it."""

EDITION = EditionShape()
