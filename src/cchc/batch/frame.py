"""Frames as they are handed over: which engine, which columns, how large their figures can be."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any

from cchc.batch.codes import SUFFIX
from cchc.batch.kept import Kept
from cchc.batch.plan import Given
from cchc.batch.questions import printed_column, windows_asked
from cchc.batch.rollup.periods import MONTH, MONTHS, YEAR
from cchc.batch.span import INT32, Span, of_bits
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.errors import DataError, MissingExtraError
from cchc.formula.functions import ROWS
from cchc.formula.signature import Kind
from cchc.formula.tree import Apply, Number, Tree, names_of, walk

_INTEGERS: Mapping[str, tuple[int, bool]] = {
    f"{sign}Int{bits}": (bits, not sign) for bits in (8, 16, 32, 64, 128) for sign in ("", "U")
}
_WIDE = 128
_UNBURDENED = frozenset(name for name, row in ROWS.items() if row.gives is Kind.BOOLEAN)


@cache
def require() -> None:
    """Raises MissingExtraError where the packages that all of this rests on are not installed."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("narwhals", "polars", "pyarrow")):
        raise MissingExtraError("cchc.batch", "batch")


def opened(frame: Any) -> Any:
    """The frame as Narwhals sees it; a pandas frame with types that know null.

    Raises MissingExtraError without the packages, DataError for what is no frame.
    """
    require()
    import narwhals as nw

    try:
        return nw.from_native(frame)
    except TypeError:
        raise DataError(
            f"a {type(frame).__name__} is no dataframe",
            hint="Polars, DuckDB, pandas, PyArrow or Spark; for a list of mappings, Catalogue.evaluate_many",
        ) from None


def in_other_memory(frame: Any) -> bool:
    """Whether it lies in memory but is no Polars frame: then Polars computes on it, without copying Arrow's columns."""
    engine = frame.implementation
    return bool(engine.is_pandas() or engine.is_pyarrow())


def figures_in_polars(frame: Any, ids: Iterable[str]) -> Any:
    """The columns of these names, and of codes, as a Polars frame.

    pandas' own integers cannot be missing: they turn into floats, which are read back if they are whole.
    """
    import narwhals as nw
    import pyarrow as pa

    wanted = set(ids)
    names = [name for name in frame.columns if name in wanted or name.endswith(SUFFIX)]
    arrays = []
    for name in names:
        array = frame[name].to_arrow()
        if frame.implementation.is_pandas() and pa.types.is_floating(array.type):
            try:
                array = array.cast(pa.int64())
            except pa.ArrowInvalid as error:
                raise DataError(f"is no column of integers: {error}", f"$.{name}") from None
        arrays.append(array)
    return nw.from_native(nw.from_native(pa.table(arrays, names=names)).to_polars())


def with_columns_of(frame: Any, computed: Any) -> Any:
    """The native pandas or PyArrow frame with columns that Polars computed; those there already are replaced."""
    table, native = computed.to_arrow(), frame.to_native()
    if frame.implementation.is_pandas():
        series = table.to_pandas(types_mapper=_arrow_backed)
        return native.assign(**{name: series[name].set_axis(native.index) for name in table.column_names})
    for name in table.column_names:
        at = native.schema.get_field_index(name)
        native = native.append_column(name, table[name]) if at < 0 else native.set_column(at, name, table[name])
    return native


def _arrow_backed(dtype: Any) -> Any:
    import pandas as pd

    return pd.ArrowDtype(dtype)


def arranged(frame: Any, ids: Container[str]) -> Any:
    """A frame on which windows and keyed joins work: those that lie in memory are seen as Polars frames."""
    if not in_other_memory(frame):
        return frame
    import narwhals as nw

    others = [name for name in frame.columns if name not in ids and not name.endswith(SUFFIX)]
    figures, rest = (
        figures_in_polars(frame, filter(ids.__contains__, frame.columns)).to_native(),
        frame.select(others).to_polars(),
    )
    return nw.from_native((rest.hstack(figures) if others else figures).select(frame.columns))


def typed(frame: Any, edition: Edition) -> Any:
    """With a type for columns of figures in which nothing stands at all, as of a line that no report gives: libraries
    have none for these, and that is no wrong one."""
    import narwhals as nw

    whole, text, truth, day = nw.Int32(), nw.String(), nw.Boolean(), nw.Date()
    types = {"yes-no": truth, "document": truth, "status": text, "text": text, "date": day}
    schema = frame.collect_schema()
    bare = [id for id in integers_of(edition) if id in schema and schema[id] == nw.Unknown]
    if not bare:
        return frame
    counted = frame.select(nw.col(bare).count())
    counts = (counted.collect() if isinstance(counted, nw.LazyFrame) else counted).row(0)
    empty = [id for id, count in zip(bare, counts, strict=True) if not count]
    lines = edition.figures
    kinds = {id: types.get(lines[id].kind.value, whole) if id in lines else whole for id in empty}
    return frame.with_columns(**{id: nw.col(id).cast(kind) for id, kind in kinds.items()})


def is_eager(frame: Any) -> bool:
    """Whether its rows are at hand."""
    import narwhals as nw

    return isinstance(frame, nw.DataFrame)


def in_own_words(frame: Any) -> Any:
    """A Polars frame as Polars has it, any other as Narwhals sees it: to tell Polars by way of Narwhals takes longer
    than all the rest of a small roll-up."""
    return frame.to_native() if frame.implementation.is_polars() else frame


def in_memory(frame: Any) -> Any:
    """A small frame as an eager Polars frame, whatever it is of."""
    return (frame if is_eager(frame) else frame.collect("polars")).to_polars()


def beside(frame: Any, small: Any) -> Any:
    """A small Polars frame made one of the engine of `frame`, in its own words, so that the two can be joined."""
    import narwhals as nw

    engine, native = frame.implementation, frame.to_native()
    if engine.is_duckdb():
        members = small.to_arrow()  # noqa: F841 - found by its name
        return nw.from_native(native.query("frame", "SELECT * FROM members"))
    if engine.is_spark_like():
        return nw.from_native(native.sparkSession.createDataFrame(small.to_arrow()))
    return small if is_eager(frame) else small.lazy()


def restored(frame: Any, like: Any) -> Any:
    """The native frame, of the library that `like` is of."""
    engine = like.implementation
    if engine.is_pyarrow():
        return frame.to_arrow()
    if engine.is_pandas():
        return frame.to_polars().to_pandas(use_pyarrow_extension_array=True)
    return frame.to_native()


def given_of(frame: Any, edition: Edition, *, all_burdened: bool = False, judged: bool = False) -> Given:
    """The figures that a frame has, with the bounds of its integers.

    A type of 32 bits or less is bound enough. Wider columns that something is computed with (or
    all of them) are measured, in one pass over the data; so are all at hand that are to be judged, for what
    bounds tell no rule has to ask.
    """
    schema = frame.collect_schema()
    integers = {line.id: _integer(line.id, schema[line.id]) for line in _given(edition, schema) if line.kind.is_number}
    printed = {name: _integer(name, schema[name]) for name in _printed(edition) if name in schema}
    integers |= printed
    burdened = frozenset(integers) if all_burdened else _burdened(edition) | printed.keys()
    wide = [id for id, (bits, _) in integers.items() if bits > INT32 and id in burdened]
    spans = {id: of_bits(bits, signed=signed) for id, (bits, signed) in integers.items()}
    spans |= _at_hand(frame, integers, wide, judged=judged) if is_eager(frame) else measured(frame, wide)
    return Given(
        spans=spans,
        bits={id: bits if signed and bits >= INT32 else 0 for id, (bits, signed) in integers.items()},
        truths=frozenset(
            id
            for kind in (IndicatorKind.YES_NO, IndicatorKind.DOCUMENT)
            for id in _typed(edition, schema, kind, "Boolean")
        ),
        texts=frozenset(_typed(edition, schema, IndicatorKind.STATUS, "String")),
        codes=frozenset(name for name in schema if name.endswith(SUFFIX)),
        beside=frozenset(name for name in _beside(edition) if name in schema),
    )


def integers_of(edition: Edition) -> frozenset[str]:
    """The columns that figures can stand in, and what is printed where they are computed."""
    return frozenset((*edition.figures, *_printed(edition)))


def columns_of(edition: Edition) -> frozenset[str]:
    """All columns that something is computed with."""
    return integers_of(edition).union(_beside(edition))


def _printed(edition: Edition) -> Iterator[str]:
    return (printed_column(line.id) for line in edition.computed)


def _beside(edition: Edition) -> tuple[str, ...]:
    return _kept_names.of(edition, (), lambda: (YEAR, MONTH, MONTHS, *windows_asked(edition)))


_kept_names: Kept[tuple[str, ...]] = Kept()


def _at_hand(
    frame: Any, integers: Mapping[str, tuple[int, bool]], wide: Collection[str], *, judged: bool
) -> dict[str, Span]:
    """Bounds of columns in memory: of narrow ones only whether any is negative, and, where they are to be judged, how
    many digits they have at most, lest each frame wants a plan of its own."""
    import narwhals as nw

    both = list(integers) if judged else list(wide)
    lows = dict(zip(integers, frame.select(nw.col(*integers).min()).row(0), strict=True)) if integers else {}
    highs = dict(zip(both, frame.select(nw.col(both).max()).row(0), strict=True)) if both else {}
    most = _digits(highs[id] for id in both if id not in wide and highs[id] is not None)
    found = {}
    for id, low in lows.items():
        bits, signed = integers[id]
        span = of_bits(bits, signed=signed)
        if low is None:
            found[id] = Span(0, 0)
        elif id in wide:
            found[id] = Span(int(low), int(highs[id]))
        else:
            high = min(span.high, most) if judged else span.high
            found[id] = Span(0 if low >= 0 else span.low, high)
    return found


def _digits(figures: Iterable[int]) -> int:
    """The greatest number of as many thousands as the greatest figure."""
    greatest = int(max(figures, default=0))
    return int(1000 ** next(groups for groups in count(1) if greatest < 1000**groups)) - 1


def measured(frame: Any, ids: list[str]) -> dict[str, Span]:
    """The least and the greatest figure of these columns; of one without figures, zero."""
    if not ids:
        return {}
    import narwhals as nw

    ends = frame.select(
        *(nw.col(id).min().alias(f"{id}<") for id in ids), *(nw.col(id).max().alias(f"{id}>") for id in ids)
    )
    row = (ends.collect() if isinstance(ends, nw.LazyFrame) else ends).row(0)
    return {
        id: Span(0, 0) if low is None or high is None else Span(int(low), int(high))
        for id, low, high in zip(ids, row, row[len(ids) :], strict=False)
    }


def count_of(frame: Any) -> int:
    """How many rows there are; a lazy frame is run for it."""
    import narwhals as nw

    counted = frame.select(nw.len())
    return int((counted.collect() if isinstance(counted, nw.LazyFrame) else counted).item())


def _given(edition: Edition, schema: Mapping[str, Any]) -> Iterator[Indicator]:
    """The figures that are read, not computed, and have a column."""
    return (line for line in edition.figures.values() if line.id in schema and line.formula is None)


def _integer(id: str, dtype: Any) -> tuple[int, bool]:
    name = str(dtype)
    if name not in _INTEGERS:
        raise DataError(f"is a column of {name}, not of integers", f"$.{id}", "cast it; rates are in hundredths")
    return _INTEGERS[name]


def _typed(edition: Edition, schema: Mapping[str, Any], kind: IndicatorKind, wanted: str) -> Iterator[str]:
    for id in (line.id for line in _given(edition, schema) if line.kind is kind):
        if str(schema[id]) != wanted:
            raise DataError(f"is a column of {schema[id]}, not of {wanted}", f"$.{id}", "cast it")
        yield id


def _burdened(edition: Edition) -> frozenset[str]:
    """The figures whose size matters: those that something is computed with, beyond comparing them."""
    return _kept.of(edition, (), lambda: frozenset(_computed_with(edition)))


_kept: Kept[frozenset[str]] = Kept()


def _computed_with(edition: Edition) -> Iterator[str]:
    for line in edition.computed:
        assert line.formula is not None
        yield from names_of(line.formula)
    for rule in edition.rules.values():
        for instance in rule.instances:
            if not _compares_only(instance.check, edition):
                yield from names_of(instance.check)


def _compares_only(check: Tree, edition: Edition) -> bool:
    nodes = list(walk(check))
    ops = {node.op for node in nodes if isinstance(node, Apply)}
    fractions = any(isinstance(node, Number) and node.value.denominator != 1 for node in nodes)
    return ops <= _UNBURDENED and not fractions and not any(edition.figures[id].decimals for id in names_of(check))
