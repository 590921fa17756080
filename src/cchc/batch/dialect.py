"""What differs between the libraries that expressions are written for: Polars itself, and Narwhals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from attrs import evolve

from cchc.batch.span import INT32, INT64, INT128
from cchc.record import frozen

Expr = Any
"""A Polars or a Narwhals expression; the two share the names of all that is used here."""


@frozen
class Dialect:
    """How to write expressions for one library; `integers` are its types by their bits.

    `divide(up, factor, down, positive)` is the integer nearest to `up * factor / down` by one float64
    division, where that is known to be exact; None where the engine is better at integers. Where it
    `divides_in_floats`, `//` is not exact for large integers. `least` is the least of the values that
    are not null; None where a conjunction of comparisons is faster.
    """

    col: Callable[[str], Expr]
    lit: Callable[..., Expr]
    when: Callable[[Expr], Any]
    coalesce: Callable[..., Expr]
    concat: Callable[..., Expr]
    integers: Mapping[int, Any]
    small: Any
    boolean: Any
    string: Any
    divide: Callable[[Expr, int, Expr, bool], Expr] | None = None
    divides_in_floats: bool = False
    least: Callable[..., Expr] | None = None

    @property
    def widest(self) -> int:
        """Bits of the widest integers that there are."""
        return max(self.integers)

    def choose(self, condition: Expr, then: Expr, otherwise: Expr) -> Expr:
        """Either value; null where the condition is null."""
        return self.when(condition).then(then).otherwise(self.when(~condition).then(otherwise))

    def nothing(self, dtype: Any) -> Expr:
        """Null, of a type."""
        return self.lit(None, dtype=dtype)


@cache
def polars_dialect(widest: int = INT128) -> Dialect:
    """Polars expressions, the fastest; with integers of no more bits than `widest`."""
    import polars as pl

    integers = {INT32: pl.Int32, INT64: pl.Int64, INT128: pl.Int128}

    def divide(up: Expr, factor: int, down: Expr, positive: bool) -> Expr:
        quotient = up.cast(pl.Float64) * float(factor) / down
        nearest = quotient + 0.5 if positive else quotient.round(0, mode="half_away_from_zero")
        # The cast cuts decimals off. One that checks its range takes twice the time of all the rest.
        return pl.when(down != 0).then(nearest.cast(pl.Int64, wrap_numerical=True))

    return Dialect(
        col=pl.col,
        lit=pl.lit,
        when=pl.when,
        coalesce=pl.coalesce,
        concat=pl.concat_str,
        integers={bits: dtype for bits, dtype in integers.items() if bits <= widest},
        small=pl.Int8,
        boolean=pl.Boolean,
        string=pl.String,
        divide=divide,
    )


@cache
def polars_of_narwhals() -> Dialect:
    """What Narwhals makes of its expressions on a Polars frame, said in Polars' own words: these cost less to say."""
    return evolve(polars_dialect(INT64), divide=None)


def own_dialect(engine: Any) -> Dialect:
    """Polars' own words, or Narwhals' for another engine."""
    return polars_of_narwhals() if engine.is_polars() else narwhals_dialect(engine)


@cache
def narwhals_dialect(engine: Any = None) -> Dialect:
    """Narwhals expressions, for every engine that it knows."""
    import narwhals as nw

    def divide(up: Expr, factor: int, down: Expr, positive: bool) -> Expr:
        """DuckDB rounds half away from zero, and its `//` by way of Narwhals is a long expression."""
        nearest = (up.cast(nw.Float64) * float(factor) / down).round(0).cast(nw.Int64)
        return nw.when(down != 0).then(nearest)

    is_duckdb = engine is not None and engine.is_duckdb()
    is_spark = engine is not None and engine.is_spark_like()
    integers: dict[int, Any] = {INT32: nw.Int32, INT64: nw.Int64}
    if is_duckdb:
        integers[INT128] = nw.Int128
    return Dialect(
        col=nw.col,
        lit=nw.lit,
        when=nw.when,
        coalesce=nw.coalesce,
        concat=nw.concat_str,
        integers=integers,
        small=nw.Int8,
        boolean=nw.Boolean,
        string=nw.String,
        divide=divide if is_duckdb else None,
        divides_in_floats=is_spark,
        least=nw.min_horizontal if is_duckdb or is_spark else None,
    )


def every(parts: list[Expr]) -> Expr:
    """Kleene conjunction."""
    return reduce(and_, parts)


def some(parts: list[Expr]) -> Expr:
    """Kleene disjunction."""
    return reduce(or_, parts)
