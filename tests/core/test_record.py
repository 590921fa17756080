"""A record is compared, hashed and shown as a class of attrs is."""

from __future__ import annotations

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from cchc import Cell
from cchc.record import record


@frozen
class Plain:
    text: str
    count: int | None = None
    line: int = field(default=0, eq=False)
    secret: str = field(default="", repr=False)


@record
@frozen(eq=False, repr=False)
class Recorded:
    text: str
    count: int | None = None
    line: int = field(default=0, eq=False)
    secret: str = field(default="", repr=False)


@record
@frozen(eq=False, repr=False)
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
        "Cell(text='2', column='quantity', line=12, sheet=None, ref=None, formula=None)"
    )
