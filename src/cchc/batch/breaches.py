"""Broken rules of a whole frame in long form: one row a finding, which joins back by the report's keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from cchc.batch.columns import Facts
from cchc.batch.dialect import narwhals_dialect, polars_dialect
from cchc.batch.evaluation import dialect_of, with_layers
from cchc.batch.frame import arranged, given_of, integers_of, is_eager, opened, restored, typed
from cchc.batch.overtime import answers, with_earlier
from cchc.batch.plan import Plan, plan
from cchc.batch.questions import refuse_wrong_windows
from cchc.batch.rollup.periods import KEYS, MONTH, OFFICE, YEAR, refuse_old_name
from cchc.batch.slips import refuse_slips
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Instance
from cchc.errors import DataError
from cchc.formula.tree import mentions_of

Frame = TypeVar("Frame")

COLUMNS = ("rule", "code", "severity", "indicators")


def findings(frame: Frame, catalogue: Catalogue, *, keys: Iterable[str] = KEYS) -> Frame:
    """A row for each report and each rule instance that it breaks.

    Columns: those of `keys` that the frame has, then `rule`, `code` (`CCHC-R019`), `severity` (the
    rule's own) and `indicators`, the lines concerned, the one at fault first, separated by spaces. Rules
    are those that `evaluate` asks, and, if the frame has office, year and month, those over time. Raises
    DataError for a frame that has none of `keys`, and for a column that is misspelt.
    """
    given = opened(frame)
    present = given.collect_schema().names()
    refuse_slips(present, catalogue)
    refuse_old_name(present)
    kept = [name for name in keys if name in present]
    if not kept:
        raise DataError(
            "a finding could not be told whose it is",
            "$",
            f"give the frame a column {', '.join(keys) or OFFICE}, or name those that tell it by keys=",
        )
    seen = typed(arranged(given, integers_of(catalogue.whole)), catalogue.whole)
    refuse_wrong_windows(seen, catalogue.whole)
    return restored(_found(seen, catalogue, kept), like=given)  # type: ignore[no-any-return]


def _found(frame: Any, catalogue: Catalogue, keys: list[str]) -> Any:
    edition = catalogue.whole
    asked, what = _asked(frame, edition, catalogue)
    if is_eager(asked):
        return _in_polars(asked, edition, keys, what)
    return _unpivoted(asked, edition, keys, what)


def _asked(frame: Any, edition: Edition, catalogue: Catalogue) -> tuple[Any, Plan]:
    """A frame with the outcome of every instance of each rule that can be asked of it."""
    schema = frame.collect_schema()
    refuse_old_name(schema)
    timed = all(name in schema for name in (OFFICE, YEAR, MONTH))
    given = given_of(frame, edition, all_burdened=timed, judged=True)
    computed = plan(edition, given, dialect_of(frame), codes=False, rules=())
    known = with_layers(frame, computed)
    dialect = polars_dialect() if is_eager(frame) else narwhals_dialect(frame.implementation)
    facts_known: Facts = {}
    if timed:
        stated = [id for id, line in edition.figures.items() if id in schema and line.formula is None]
        known = with_earlier(known, edition, [*stated, *computed.computed], catalogue.series)
        facts_known = answers(edition, given, dialect, computed.computed)
    return known, plan(edition, given, dialect, facts_known, codes=False)


def name_of(edition: Edition, instance: Instance) -> str:
    """All that a finding's row says of the rule, in columns of fixed width: rule, code, severity, lines."""
    rule = edition.rules[instance.rule]
    return f"{rule.id:<16}{rule.code:<16}{rule.severity.value:<16}{' '.join(mentions_of(instance.check))}"


def _unpivoted(frame: Any, edition: Edition, keys: list[str], what: Plan) -> Any:
    """In one pass over the frame, for engines that plan their own."""
    dialect = narwhals_dialect(frame.implementation)
    col = dialect.col
    outcomes = {
        name_of(edition, instance): truth.expr for parts in what.instances.values() for instance, truth in parts
    }
    wide = frame.select(*keys, *(expr.alias(name) for name, expr in outcomes.items()))
    long = _long(wide, list(outcomes), keys).filter(~col("|holds"))
    said = col("|what").str
    return long.select(
        *keys,
        *(said.slice(16 * place, 16).str.strip_chars().alias(name) for place, name in enumerate(COLUMNS[:-1])),
        said.slice(48).alias(COLUMNS[-1]),
    )


def _long(wide: Any, names: list[str], keys: list[str]) -> Any:
    """Every outcome in a row of its own."""
    if not wide.implementation.is_duckdb():
        return wide.unpivot(names, index=keys, variable_name="|what", value_name="|holds")
    import narwhals as nw

    # Narwhals would look for the relation on DuckDB's default connection.
    columns = ", ".join('"{}"'.format(name.replace('"', '""')) for name in names)
    query = f'SELECT * FROM (UNPIVOT outcomes ON {columns} INTO NAME "|what" VALUE "|holds")'  # noqa: S608 - our own names
    return nw.from_native(wide.to_native().query("outcomes", query))


def _in_polars(frame: Any, edition: Edition, keys: list[str], what: Plan) -> Any:
    """Rule by rule, looking up the few rows that break it: far cheaper than a long table of all outcomes."""
    import narwhals as nw
    import polars as pl

    native = frame.to_native()
    outcomes = native.select(**what.layers[-1])
    places: list[pl.Series] = []
    said: list[pl.Series] = []
    meanings = [name_of(edition, instance) for parts in what.instances.values() for instance, _ in parts]
    start = 0
    for rule, parts in what.instances.items():
        for number, rows in _broken(native, outcomes[rule], [truth.expr for _, truth in parts]):
            places.append(rows)
            said.append(pl.repeat(start + number, len(rows), dtype=pl.UInt32, eager=True))
        start += len(parts)
    place, meaning = pl.concat(places) if places else pl.Series([], dtype=pl.UInt32), pl.concat(said)
    texts = pl.Series("|what", meanings, dtype=pl.String)
    split = {
        name: texts.str.slice(16 * number, 16).str.strip_chars() if name != COLUMNS[-1] else texts.str.slice(48)
        for number, name in enumerate(COLUMNS)
    }
    order = place.arg_sort()
    told = pl.DataFrame({name: values.gather(meaning.gather(order)) for name, values in split.items()})
    return nw.from_native(native.select(keys)[place.gather(order)].hstack(told))


def _broken(frame: Any, outcome: Any, instances: list[Any]) -> Iterator[tuple[int, Any]]:
    """The rows that break a rule, by the number of the instance that they break."""
    rows = (~outcome).arg_true()
    if len(instances) == 1:
        yield 0, rows
        return
    few = frame[rows].select(expr.alias(str(number)) for number, expr in enumerate(instances))
    for number in range(len(instances)):
        yield number, rows.gather((~few[str(number)]).arg_true())
