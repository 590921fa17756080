"""The two decorators of records, `frozen` and `define`: attrs' own, whose classes are made at once and used at leisure.

attrs writes and compiles methods for each class anew, which for the many small records of this library took a quarter
of the time in which it is imported. Here a class gets its slots and what needs no compiling; `__init__`, and what attrs
knows of the fields, are made when they are first asked for, which of half the classes a process never does.

What a record makes when it is first read is a `functools.cached_property`: it has a slot beside those of the fields,
so that a pickle or a copy has the fields and makes the rest anew.
A mapping whose field has the metadata `kind` is kept as `Named`, names of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs
from attrs.exceptions import FrozenInstanceError

__all__ = ["Named", "define", "field", "frozen"]

T = TypeVar("T")
Told = Mapping[str, Any]
"""What is said of a field beside its name and type, as `attrs.field` takes it."""
_UNTOLD: Told = {}
_OURS = frozenset({"eq", "repr"})
"""The options of a class that are seen to here; with others attrs makes it."""
_OF_CLASS = ("ClassVar[", "ClassVar", "typing.ClassVar")


class _Field:
    """What `field` gives until the class is made."""

    __slots__ = ("told",)

    def __init__(self, **told: Any) -> None:
        self.told = told


if TYPE_CHECKING:
    from attrs import define, field, frozen  # what they are to whoever checks types
else:
    field = _Field

    def frozen(cls=None, /, **options):
        """As `attrs.frozen`, bare or with its options."""
        return _decorator(cls, options, is_frozen=True)

    def define(cls=None, /, **options):
        """As `attrs.define`, bare or with its options."""
        return _decorator(cls, options, is_frozen=False)


def _decorator(cls: type[Any] | None, options: Mapping[str, Any], *, is_frozen: bool) -> Any:
    def made(cls: type[Any]) -> type[Any]:
        is_ours = _OURS.issuperset(options) and cls.__base__ is object and not _says_super(cls)
        return (_record if is_ours else _by_attrs)(cls, options, is_frozen=is_frozen)

    return made if cls is None else made(cls)


def _says_super(cls: type[Any]) -> bool:
    """Whether a method has a hold of the class itself, of which the record is another."""
    methods = (
        getattr(item, "fget", None) or getattr(item, "func", None) or getattr(item, "__func__", item)
        for item in vars(cls).values()
    )
    return any("__class__" in method.__code__.co_freevars for method in methods if hasattr(method, "__code__"))


# ------------------------------------------------------------------ by attrs
def _by_attrs(cls: type[Any], options: Mapping[str, Any], *, is_frozen: bool) -> type[Any]:
    """A class with a base, or with options of its own: an exception, say."""
    own = vars(cls)
    told = {name: item.__doc__ for name, item in own.items() if isinstance(item, cached_property)}
    for name, item in list(own.items()):
        if isinstance(item, _Field):
            setattr(cls, name, attrs.field(**item.told))
    build: Any = attrs.frozen if is_frozen else attrs.define
    record: type[Any] = build(field_transformer=_with_names, **{**options, "eq": False, "repr": False})(cls)
    fields = attrs.fields(record)
    compared, shown = [each.name for each in fields if each.eq], [each.name for each in fields if each.repr]
    _complete(record, options, compared, shown, is_frozen=is_frozen)
    if told and "__slots__" in vars(record):  # where Python looks for what is said of a slot
        record.__slots__ = {name: told.get(name) for name in record.__slots__}
    return record


def _with_names(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    return [
        each.evolve(converter=partial(Named, each.metadata["kind"])) if "kind" in each.metadata else each
        for each in fields
    ]


# ---------------------------------------------------------------------- ours
def _record(cls: type[Any], options: Mapping[str, Any], *, is_frozen: bool) -> type[Any]:
    own = vars(cls)
    fields = {
        name: _told(own.get(name, attrs.NOTHING))
        for name, type_ in cls.__annotations__.items()
        if not str(type_).startswith(_OF_CLASS)
    }
    late = {name: item for name, item in own.items() if isinstance(item, cached_property)}
    left_out = {"__dict__", "__weakref__", *fields, *late}
    body = {name: item for name, item in own.items() if name not in left_out}
    slots = (*fields, *late, "__weakref__")
    body |= {
        "__qualname__": cls.__qualname__,
        "__slots__": {name: late[name].__doc__ if name in late else None for name in slots} if late else slots,
        "__match_args__": tuple(name for name, told in fields.items() if _is_given(told) and not told.get("kw_only")),
        "__init__" if "__init__" not in own else "__attrs_init__": _Late(partial(_init, fields)),
        "__attrs_attrs__": _Late(partial(_attributes, fields)),
    }
    if is_frozen:
        body |= {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
    record: type[Any] = type(cls.__name__, cls.__bases__, body)
    _keep_fields(record, tuple(fields))
    if late:
        _make_late(record, late)
    compared = [name for name, told in fields.items() if told.get("eq", True)]
    shown = [name for name, told in fields.items() if told.get("repr", True)]
    _complete(record, options, compared, shown, is_frozen=is_frozen)
    return record


def _told(default: object) -> Told:
    """What is said of a field that has this beside its name and type."""
    if isinstance(default, _Field):
        return default.told
    return _UNTOLD if default is attrs.NOTHING else {"default": default}


def _is_given(told: Told) -> bool:
    """Whether a field's value is given when the record is made."""
    return bool(told.get("init", True))


class _Late:
    """What a class has once it is asked for."""

    __slots__ = ("_make", "_name", "_owner")

    def __init__(self, make: Callable[[type[Any]], Any]) -> None:
        self._make = make

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        made = self._make(self._owner)
        setattr(self._owner, self._name, made)
        return made if instance is None or isinstance(made, tuple) else made.__get__(instance, owner)


def _attributes(fields: Mapping[str, Told], record: type[Any]) -> Any:
    """What attrs knows of the fields."""
    types = {name: record.__annotations__[name] for name in fields}
    body: dict[str, Any] = {name: attrs.field(**told) for name, told in fields.items()}
    plain: Any = type(record.__name__, (), {**body, "__annotations__": types, "__module__": record.__module__})
    return attrs.frozen(eq=False, repr=False, field_transformer=_with_names)(plain).__attrs_attrs__


def _init(fields: Mapping[str, Told], record: type[Any]) -> Any:
    """What sets the fields of a new record: written out, as attrs does it."""
    known: dict[str, Any] = {"NOTHING": attrs.NOTHING}
    given: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for place, (name, told) in enumerate(fields.items()):
        parameter, value = _set_field(place, name, told, known)
        if parameter is not None:
            (named if told.get("kw_only") else given).append(parameter)
        if value is not None:
            known[f"put{place}"] = vars(record)[name].__set__
            lines.append(f"put{place}(self, {value})")
    if hasattr(record, "__attrs_post_init__"):
        lines.append("self.__attrs_post_init__()")
    head = ", ".join(["self", *given, *(["*", *named] if named else [])])
    exec(f"def __init__({head}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - written here, of names of fields
    init = known["__init__"]
    types = {_alias(name): record.__annotations__[name] for name, told in fields.items() if _is_given(told)}
    init.__annotations__ = {**types, "return": None}
    init.__qualname__, init.__module__ = f"{record.__qualname__}.__init__", record.__module__
    return init


def _set_field(place: int, name: str, told: Told, known: dict[str, Any]) -> tuple[str | None, str | None]:
    """The parameter for a field, and what is set; what the two need by name is put among what is known."""
    default = told.get("default", attrs.NOTHING)
    if "factory" in told:
        default = attrs.Factory(told["factory"])
    factory: Any = default if isinstance(default, attrs.Factory) else None  # type: ignore[arg-type]
    known[f"d{place}"] = default if factory is None else factory.factory
    made = f"d{place}" if factory is None else f"d{place}({'self' if factory.takes_self else ''})"
    parameter: str | None = None
    value: str | None = None if default is attrs.NOTHING else made
    if _is_given(told):
        alias = parameter = value = _alias(name)
        if factory is not None:
            parameter, value = f"{alias}=NOTHING", f"{made} if {alias} is NOTHING else {alias}"
        elif default is not attrs.NOTHING:
            parameter = f"{alias}=d{place}"
    convert = told.get("converter")
    if "kind" in told.get("metadata", _UNTOLD):
        convert = partial(Named, told["metadata"]["kind"])
    if convert is not None and value is not None:
        known[f"c{place}"] = convert
        value = f"c{place}({value})"
    return parameter, value


def _alias(name: str) -> str:
    """What a field is called where a record is made."""
    return name.lstrip("_")


def _refuse_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError


def _refuse_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError


def _keep_fields(record: type[Any], names: tuple[str, ...]) -> None:
    """A pickle or a copy has the fields."""
    setters = tuple((name, vars(record)[name].__set__) for name in names)

    def __getstate__(self: object) -> Mapping[str, object]:  # noqa: N807
        return {name: getattr(self, name) for name in names}

    def __setstate__(self: object, state: Mapping[str, object]) -> None:  # noqa: N807
        for name, put in setters:
            if name in state:
                put(self, state[name])

    for method in (__getstate__, __setstate__):
        if method.__name__ not in vars(record):
            setattr(record, method.__name__, method)


def _make_late(record: type[Any], late: Mapping[str, cached_property[Any]]) -> None:
    """What is asked for and has not been made is made, and put where it is found without asking."""
    makers = {name: (item.func, vars(record)[name].__set__) for name, item in late.items()}
    other = vars(record).get("__getattr__", object.__getattribute__)

    def __getattr__(self: object, name: str) -> object:  # noqa: N807
        if name not in makers:
            return other(self, name)
        make, put = makers[name]
        made = make(self)
        put(self, made)
        return made

    record.__getattr__ = __getattr__


def _complete(
    cls: type[Any], options: Mapping[str, Any], compared: list[str], shown: list[str], *, is_frozen: bool
) -> None:
    """Add what compares and shows a record; what the class defines itself stays, as with attrs."""
    methods: list[Callable[..., Any]] = [_repr_pretty_]
    # Exceptions are told apart by identity, as with attrs: the same mistake made twice is two mistakes.
    if options.get("eq", True) and not issubclass(cls, BaseException):
        methods += _equality(cls, compared, is_frozen=is_frozen)
    if options.get("repr", True):
        methods.append(_text(cls, tuple(shown)))
    for method in methods:
        if method.__name__ not in vars(cls):
            method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
            setattr(cls, method.__name__, method)


def _equality(cls: type[Any], names: list[str], *, is_frozen: bool) -> list[Callable[..., Any]]:
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash((cls, values(self)))

    if is_frozen:
        return [__eq__, __hash__]
    if "__eq__" not in vars(cls):
        cls.__hash__ = None  # type: ignore[assignment] # what may change has no hash
    return [__eq__]


def _repr_pretty_(self: object, printer: Any, _: bool) -> None:
    """As `repr` has it, where hypothesis and IPython would spell out every field of every field."""
    printer.text(repr(self))


def _text(cls: type[Any], shown: tuple[str, ...]) -> Callable[..., Any]:
    def __repr__(self: object) -> str:  # noqa: N807
        return f"{cls.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


class Named(dict[str, T]):
    """Things by name; only asking for one that is not there is told apart from a dict.

    `kind` is what the names are names of, in a word: "rule", "unit".
    """

    def __init__(self, kind: str, things: Mapping[str, T]) -> None:
        super().__init__(things)
        self.kind = kind

    def __missing__(self, name: object) -> NoReturn:
        from cchc.errors import unknown

        raise unknown(self.kind, name, self)

    def __reduce__(self) -> tuple[object, ...]:
        return Named, (self.kind, dict(self))
