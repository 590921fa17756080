"""How strategies are put together: what may lack, several of a kind, records by their names, texts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cchc.errors import MissingExtraError

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

T = TypeVar("T")


@cache
def said() -> Mapping[str, Any]:
    """The texts of `texts.toml`."""
    import tomli

    return tomli.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def evolved(record: Any, **changes: Any) -> Any:
    """A record with other fields."""
    from attrs import evolve

    return evolve(record, **changes)


def maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Or nothing."""
    return st.none() | strategy


def some(strategy: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    """None, one or two of them."""
    return st.lists(strategy, max_size=2).map(tuple)


def mapping(keys: SearchStrategy[str], strategy: SearchStrategy[T]) -> SearchStrategy[dict[str, T]]:
    """A few of them by name."""
    return st.dictionaries(keys, strategy, max_size=3)


def keyed(strategy: SearchStrategy[T], *keys: str) -> SearchStrategy[dict[str, T]]:
    """A few records by what names them."""

    def own(record: T) -> str:
        return ".".join(getattr(record, key) for key in keys or ("id",))

    return st.lists(strategy, max_size=2, unique_by=own).map(
        lambda records: {own(record): record for record in records}
    )


def member(type_: type[StrEnum]) -> SearchStrategy[Any]:
    """One of a closed set."""
    return st.sampled_from(list(type_))
