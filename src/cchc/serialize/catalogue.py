"""The JSON of a compiled catalogue (`cchc.catalogue/1`): all that an app in any language needs.

What has an id of its own is written as a list in the order of the form, for JSON objects keep
none. Formulas and checks stand there as text and as trees; `semantics` says how to compute them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cchc.aggregation import Aggregation
from cchc.edition import (
    Column,
    Edition,
    FindingKind,
    Indicator,
    Instrument,
    MissingWords,
    Rule,
    Status,
    Unit,
    ZeroDenominator,
)
from cchc.errors import DataError
from cchc.formula.functions import FUNCTIONS
from cchc.record import frozen
from cchc.serialize.decoding import MismatchError, Structure, record_hook
from cchc.serialize.encoding import encode, encode_at, write_fields

if TYPE_CHECKING:
    from cattrs import Converter

SCHEMA = "cchc.catalogue/1"

_by_id = attrgetter("id")


def _by_axis(aggregation: Aggregation) -> str:
    return f"{aggregation.axis}.{aggregation.way}"


LISTS: Mapping[str, tuple[type, Callable[[Any], str]]] = {
    "columns": (Column, _by_id),
    "units": (Unit, _by_id),
    "instruments": (Instrument, _by_id),
    "missing": (MissingWords, attrgetter("reason")),
    "statuses": (Status, _by_id),
    "aggregations": (Aggregation, _by_axis),
    "finding_kinds": (FindingKind, attrgetter("code")),
    "indicators": (Indicator, _by_id),
    "auxiliaries": (Indicator, _by_id),
    "rules": (Rule, _by_id),
}
"""The mappings of an edition that are written as lists: what they hold, and the key that it has there."""

DERIVED = ("missing", "yes", "no", "aggregations", "finding_kinds")
"""What is written for other programs and follows, for cchc itself, from its own texts and the rest of the edition."""


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


@encode.register
def _(x: Edition) -> dict[str, Any]:
    lists = {name: encode_at(name, tuple(getattr(x, name).values())) for name in LISTS}
    functions = [encode(function) for function in FUNCTIONS.values()]
    head = {"schema": SCHEMA, "semantics": encode(semantics_of(x)), "functions": functions}
    derived = {name: lists[name] if name in lists else encode_at(name, getattr(x, name)) for name in DERIVED}
    return head | write_fields(x, **lists) | derived


def register(converter: Converter) -> None:
    """Teach a converter to read an edition with its lists."""
    own = {name: how for name, how in LISTS.items() if name not in DERIVED}
    hooks = {name: _list_hook(converter, type_, key) for name, (type_, key) in own.items()}
    converter.register_structure_hook_func(lambda type_: type_ is Edition, record_hook(Edition, converter, **hooks))


def _list_hook(converter: Converter, type_: type, key: Callable[[Any], str]) -> Structure:
    def structure(data: Any, _: Any) -> dict[str, Any]:
        return _keyed(converter.structure(data, tuple[type_, ...]), key)  # type: ignore[valid-type]

    return structure


def _keyed(records: Sequence[object], key: Callable[[Any], str]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for index, record in enumerate(records):
        own = key(record)
        if own in keyed:
            raise MismatchError(f"{own} stands here twice", path=f"[{index}]")
        keyed[own] = record
    return keyed


def read_edition(data: Mapping[str, Any], read: Callable[[Mapping[str, Any]], Edition]) -> Edition:
    """An edition, unless it is to be computed in a way that this library does not know."""
    rest = {key: item for key, item in data.items() if key not in ("schema", "semantics", "functions", *DERIVED)}
    edition = read(rest)
    if "semantics" in data and data["semantics"] != encode(semantics_of(edition)):
        raise DataError("asks for another way of computing than this version's", "$.semantics", "upgrade cchc")
    return edition
