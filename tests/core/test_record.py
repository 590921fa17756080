"""A record is compared, hashed and shown as a class of attrs is."""

from __future__ import annotations

import copy
import inspect
import re
import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc
from cchc import Cell, DataError
from cchc.record import Named, define, field, frozen

T = TypeVar("T")


@attrs.frozen
class Plain:
    text: str
    count: int | None = None
    line: int = attrs.field(default=0, eq=False)
    secret: str = attrs.field(default="", repr=False)


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
        path.name
        for path in modules
        if re.search(r"from attrs import .*\b(?:frozen|define|field)\b|@attrs?\.", path.read_text("utf-8"))
    }
    assert others == {"record.py"}


def test_nothing_is_written_past_what_a_record_freezes() -> None:
    """What is made late has a slot of its own: no module writes into a frozen record by a back door."""
    back_door = re.compile(r"slots=False|object\.__setattr__|\.__dict__\b")
    modules = Path(cchc.__file__).parent.rglob("*.py")
    assert not [module.name for module in modules if back_door.search(module.read_text("utf-8"))]


def _upper(text: str) -> str:
    return text.upper()


def _manifold(frozen: Any, field: Any, factory: Any) -> type[Any]:
    """A record with every kind of field."""

    @frozen
    class Manifold:
        shared: ClassVar[int] = 3
        first: str
        _hidden: int
        text: str = field(default="a", converter=_upper)
        many: list[int] = field(factory=list)
        more: dict[str, int] = factory(dict)
        twice: int = field(default=factory(lambda own: own._hidden * 2, takes_self=True))
        made: int = field(default=7, init=False)
        later: int = field(init=False)
        named: str = field(default="n", kw_only=True, metadata={"said": "of it"})

        @cached_property
        def length(self) -> int:
            """How long it is."""
            return len(self.first)

        @property
        def whole(self) -> str:
            return self.first + self.text

    return cast("type[Any]", Manifold)


OURS = _manifold(frozen, field, attrs.Factory)
THEIRS = _manifold(attrs.frozen, attrs.field, attrs.Factory)
_GIVEN = [(("x", 2), {}), (("x", 2, "b", [1]), {"named": "m"}), ((), {"hidden": 1, "first": "y", "more": {"a": 1}})]


@pytest.mark.parametrize(("given", "named"), _GIVEN)
def test_a_record_is_made_as_attrs_makes_it(given: tuple, named: dict) -> None:
    """By place and by name, with values that are made anew, converted, or left for later."""
    ours, theirs = OURS(*given, **named), THEIRS(*given, **named)
    for name in ("first", "_hidden", "text", "many", "more", "twice", "made", "named", "whole", "length", "shared"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert OURS(*given, **named).many is not ours.many or given[3:]
    with pytest.raises(AttributeError):
        ours.later  # noqa: B018
    changed = attrs.evolve(ours, hidden=5, text="c")
    assert (changed._hidden, changed.text, changed.first) == (5, "C", ours.first)


@pytest.mark.parametrize(("given", "named"), [((), {}), (("x",), {}), (("x", 1), {"other": 2}), (("x",) * 9, {})])
def test_what_is_not_made_so_says_why(given: tuple, named: dict) -> None:
    """In the words of Python itself, as where attrs made the class."""
    with pytest.raises(TypeError) as ours:
        OURS(*given, **named)
    with pytest.raises(TypeError) as theirs:
        THEIRS(*given, **named)
    assert str(ours.value) == str(theirs.value)


def test_what_is_known_of_a_record_is_what_attrs_knows() -> None:
    """Its fields with all that is said of them, its signature, the order in which it is matched."""
    assert attrs.has(OURS)
    told = [
        (each.name, each.alias, each.type, each.eq, each.repr, each.init, each.kw_only, dict(each.metadata))
        for each in attrs.fields(OURS)
    ]
    assert told == [
        (each.name, each.alias, each.type, each.eq, each.repr, each.init, each.kw_only, dict(each.metadata))
        for each in attrs.fields(THEIRS)
    ]
    assert str(inspect.signature(OURS)) == str(inspect.signature(THEIRS))
    assert OURS.__init__.__annotations__ == THEIRS.__init__.__annotations__
    assert OURS.__match_args__ == THEIRS.__match_args__
    match OURS("x", 2):
        case OURS(first, 2):  # type: ignore[misc]
            assert first == "x"
    assert inspect.getdoc(OURS.length) is not None and OURS.__doc__ == THEIRS.__doc__
    assert OURS.__qualname__ == THEIRS.__qualname__ and OURS.__module__ == THEIRS.__module__


def test_nothing_is_put_into_a_record_that_is_made() -> None:
    """Neither a field nor a thing that is none; what is made late is made once, and is no part of a copy."""
    record = OURS("x", 2)
    for name in ("first", "length", "strange"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, name, 1)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(record, name)
    assert not hasattr(record, "__dict__") and not hasattr(record, "strange")
    assert weakref.ref(record)() is record
    late: list[int] = []

    @frozen
    class Late:
        number: int

        @cached_property
        def made(self) -> int:
            late.append(self.number)
            return self.number + 1

    one = Late(1)
    assert (one.made, one.made, late) == (2, 2, [1])
    assert copy.copy(one).made == 2 and late == [1, 1]


def test_a_record_that_may_change_changes_and_has_no_hash() -> None:
    """As with attrs; one that is told apart by identity is hashed so."""

    @define
    class Open:
        text: str
        many: list[int] = attrs.Factory(list)

        def __attrs_post_init__(self) -> None:
            self.many.append(len(self.text))

    one = Open("a")
    one.text = "b"
    assert one == Open("b") and one.many == [1]
    with pytest.raises(TypeError):
        hash(one)
    with pytest.raises(AttributeError):
        one.strange = 1  # type: ignore[attr-defined]

    @define(eq=False)
    class Only:
        text: str

    assert Only("a") != Only("a") and len({Only("a"), Only("a")}) == 2


def test_what_says_super_or_has_a_base_is_made_too() -> None:
    """A record on a record, one that is generic, one whose method asks for what it overrides."""

    @frozen
    class Base:
        one: int = field(default=1, kw_only=True)

        def __str__(self) -> str:
            return super().__str__() + "!"

    @frozen
    class Above(Base):
        two: tuple[int, ...] = field(factory=tuple)

    assert Above((2,), one=3) == Above((2,), one=3) != Above((2,))
    assert str(Base()) == repr(Base()) + "!"
    assert [each.name for each in attrs.fields(Above)] == ["one", "two"]

    @frozen
    class Of(Generic[T]):
        thing: T

    assert Of[int](1) == Of(1)


def test_a_mapping_of_a_kind_tells_what_its_names_are() -> None:
    """Whether it was given or stands for nothing."""

    @frozen
    class Held:
        rules: Mapping[str, int] = field(factory=dict, metadata={"kind": "rule"})

    for held in (Held(), Held({"a": 1})):
        assert isinstance(held.rules, Named) and held.rules.kind == "rule"
