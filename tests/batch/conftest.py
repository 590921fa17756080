"""Frames for every engine, and the reports that fill them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl
import pytest
from attrs import frozen
from tests.small import small_catalogue

from cchc.catalogue import Catalogue
from cchc.edition import IndicatorKind

EXTREMES = (None, 0, 1, 2, -1, 3, 200)


@frozen
class Engine:
    """A kind of frame: how to make one of a Polars frame, and how to get its rows back as one."""

    name: str
    of: Callable[[pl.DataFrame], Any]
    back: Callable[[Any], pl.DataFrame]


def _engines() -> Iterator[Engine]:
    import duckdb

    connection = duckdb.connect()
    yield Engine("polars", lambda frame: frame, lambda result: result)
    yield Engine("lazy", lambda frame: frame.lazy(), lambda result: result.collect())
    yield Engine("pyarrow", lambda frame: frame.to_arrow(), pl.from_arrow)
    yield Engine("pandas", lambda frame: frame.to_pandas(), pl.from_pandas)
    yield Engine(
        "duckdb",
        lambda frame: connection.from_arrow(frame.to_arrow()),
        lambda result: pl.from_arrow(result.to_arrow_table()),
    )


ENGINES = {engine.name: engine for engine in _engines()}


@pytest.fixture(params=ENGINES.values(), ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return small_catalogue()


@pytest.fixture(scope="module")  # a module may have a catalogue of its own
def counts(catalogue: Catalogue) -> list[str]:
    """The counts that a report gives."""
    figures = catalogue.edition.figures.items()
    return [id for id, line in figures if line.kind is IndicatorKind.COUNT and line.formula is None]


def reports(counts: Sequence[str], number: int, *, largest: int = 10**15, seed: int = 7) -> list[dict[str, int | None]]:
    """Random reports, with missing figures, zeros, negative ones, and some as large as can be."""
    choose = random.Random(seed)

    def figure() -> int | None:
        return choose.choice((*EXTREMES, choose.randrange(2000), -choose.randrange(300), choose.randrange(largest)))

    return [{id: figure() for id in counts} for _ in range(number)]


def frame_of_counts(rows: Sequence[dict[str, int | None]], dtype: Any = pl.Int64) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(rows[0], dtype))


def assert_same(got: pl.DataFrame, wanted: pl.DataFrame, keys: Sequence[str]) -> None:
    """The same rows, whatever their order and the width of their integers."""
    got, wanted = (frame.sort(keys, nulls_last=True) for frame in (got, wanted))
    assert set(wanted.columns) <= set(got.columns)
    for name in wanted.columns:
        assert got[name].to_list() == wanted[name].to_list(), name
