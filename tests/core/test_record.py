"""A record is compared, hashed and shown as a class of attrs is."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from attrs import field
from hypothesis import given
from hypothesis import strategies as st

import cchc
from cchc import Cell, DataError
from cchc.record import frozen


@attrs.frozen
class Plain:
    text: str
    count: int | None = None
    line: int = field(default=0, eq=False)
    secret: str = field(default="", repr=False)


@frozen
class Recorded:
    text: str
    count: int | None = None
    line: int = field(default=0, eq=False)
    secret: str = field(default="", repr=False)


@frozen
class Other:
    text: str


few = st.sampled_from(["", "a", "b"])
fields = st.tuples(few, st.sampled_from([None, 0, 1]), st.sampled_from([0, 1]), few)


@given(fields, fields)
def test_equality_hash_and_text_are_those_of_attrs(one: tuple, other: tuple) -> None:
    """Whatever the fields, the two ways tell the same things apart."""
    assert (Recorded(*one) == Recorded(*other)) == (Plain(*one) == Plain(*other))
    assert (Recorded(*one) != Recorded(*other)) == (Plain(*one) != Plain(*other))
    assert repr(Recorded(*one)) == repr(Plain(*one)).replace("Plain", "Recorded")
    if Recorded(*one) == Recorded(*other):
        assert hash(Recorded(*one)) == hash(Recorded(*other))


def test_a_record_equals_no_other_kind_of_thing() -> None:
    """Records of two classes differ, though all their fields are equal; a value is not the record that holds it."""
    assert Other("a") != Recorded("a")
    assert Other("a") != "a"
    assert len({Other("a"), Other("a"), Recorded("a")}) == 2


def test_a_record_that_cannot_be_hashed_says_so() -> None:
    """As with attrs, a record is hashed by its fields."""
    with pytest.raises(TypeError):
        hash(Other({}))  # type: ignore[arg-type]


def test_records_are_shown_by_name() -> None:
    """What a person sees at the prompt is what was written."""
    assert repr(Cell("2", "quantity", 12)) == (
        "Cell(text='2', column='quantity', line=12, sheet=None, ref=None, formula=None, unseen=None)"
    )


def test_what_a_class_defines_itself_stays() -> None:
    """A record that compares or shows itself in its own way keeps that way, as with attrs."""

    @frozen
    class Own:  # noqa: PLW1641
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __repr__(self) -> str:
            return "mine"

    assert Own("a") == Own("b") and repr(Own("a")) == "mine"
    assert Own.__hash__ is None, "equality of one's own leaves no hash by fields"


def test_options_are_those_of_attrs() -> None:
    """Equality by identity, the object's own text, an instance that can be extended: each is an option."""

    @frozen(eq=False, repr=False, slots=False)
    class Thing:
        text: str

    assert Thing("a") != Thing("a") and repr(Thing("a")).endswith(">") and vars(Thing("a")) == {"text": "a"}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Thing("a").text = "b"  # type: ignore[misc]


def test_exceptions_are_told_apart_by_identity() -> None:
    """The same mistake made twice is two mistakes, as with attrs."""
    assert DataError("a") != DataError("a") and len({DataError("a"), DataError("a")}) == 2


def test_the_library_has_one_decorator_of_records() -> None:
    """No module freezes its records in another way."""
    modules = Path(cchc.__file__).parent.rglob("*.py")
    others = {
        path.name for path in modules if re.search(r"from attrs import .*\bfrozen|@attrs?\.", path.read_text("utf-8"))
    }
    assert others == {"record.py"}


def test_nothing_is_written_past_what_a_record_freezes() -> None:
    """What is made late has a slot of its own: no module writes into a frozen record by a back door."""
    back_door = re.compile(r"slots=False|object\.__setattr__|\.__dict__\b")
    modules = Path(cchc.__file__).parent.rglob("*.py")
    assert not [module.name for module in modules if back_door.search(module.read_text("utf-8"))]
