"""Rules about a report and the one before it: cumulative figures never fall, nothing is filed twice.

The report before is the office's latest earlier one of the same length. What a rule asks of it
(`previous(it)`, `same_year_as_previous()`, `is_repeated()`) becomes columns; the rules are the
catalogue's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from cchc.batch.columns import Column, Facts, Quantity, Truth
from cchc.batch.dialect import Dialect, Expr, every, narwhals_dialect, some
from cchc.batch.evaluation import dialect_of, with_layers
from cchc.batch.frame import arranged, given_of, integers_of, opened, restored, typed
from cchc.batch.plan import Given, plan
from cchc.batch.rollup.periods import MONTHS, OFFICE, YEAR, moment, require_keys
from cchc.batch.slips import refuse_slips
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Whole
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Rule
from cchc.edition.continuity import Continuity
from cchc.formula.tree import facts_of

Frame = TypeVar("Frame")

ASKED = frozenset({"previous", "same_year_as_previous", "is_repeated"})
BEFORE = "|before"
_MOMENT, _REPEATED = "|moment", "|repeated"


def over_time(frame: Frame, catalogue: Catalogue) -> Frame:
    """The frame with a column for each rule about the report before, as `evaluate` has for the others.

    A row needs `office`, `year` and `month` (of a longer period the last, with `months`). Null where an office
    has no earlier report, or a figure is missing in either.
    """
    given = opened(frame)
    refuse_slips(given.collect_schema().names(), catalogue)
    seen = typed(arranged(given, integers_of(catalogue.whole)), catalogue.whole)
    added = with_outcomes(seen, catalogue.whole, catalogue.series)
    return restored(added, like=given)  # type: ignore[no-any-return]


def rules_over_time(edition: Edition) -> tuple[Rule, ...]:
    """The rules that ask of a report only its figures and the report before it, and do ask of that."""

    def asked(rule: Rule) -> set[str]:
        return {fact.function for instance in rule.instances for fact in facts_of(instance.check)}

    return tuple(rule for rule in edition.rules.values() if asked(rule) and asked(rule) <= ASKED)


def with_outcomes(frame: Any, edition: Edition, series: Continuity) -> Any:
    """The same, of a frame that Narwhals has opened and windows work on."""
    schema = list(frame.collect_schema())
    require_keys(schema, "rules over time need")
    given, rules = given_of(frame, edition, all_burdened=True), rules_over_time(edition)
    computed = plan(edition, given, dialect_of(frame), codes=False, rules=())
    ids = [*_stated(edition, schema), *computed.computed]
    known = with_earlier(with_layers(frame, computed), edition, ids, series)
    dialect = dialect_of(known)
    asked = plan(edition, given, dialect, answers(edition, given, dialect, computed.computed), codes=False, rules=rules)
    made = [name for name in computed.computed if name not in schema]
    return with_layers(known, asked).select(*schema, *made, *asked.rules)


def with_earlier(frame: Any, edition: Edition, ids: Iterable[str], series: Continuity) -> Any:
    """With the figures of the office's report before, and whether all stated ones are the same.

    Over a break in the series only those of lines that go on are there; those of a line that was replaced, under its
    successor's name.
    """
    dialect = narwhals_dialect(frame.implementation)
    col, ids = dialect.col, list(ids)
    schema = frame.collect_schema()
    frame = frame.with_columns(moment(dialect).alias(_MOMENT))
    alike = [OFFICE, *([MONTHS] if MONTHS in schema else [])]
    shifted = [
        col(name).shift(1).over(*alike, order_by=_MOMENT).alias(f"{name}{BEFORE}") for name in (*ids, YEAR, _MOMENT)
    ]
    frame = frame.with_columns(*shifted)
    if succeeded := list(_succeeded(dialect, ids, series)):
        frame = frame.with_columns(*succeeded)
    if series.breaks and ids:
        frame = frame.with_columns(*_unbroken(dialect, ids, series))
    stated = [id for id in ids if edition.figures[id].formula is None]
    if not stated:
        return frame.with_columns(dialect.nothing(dialect.boolean).alias(_REPEATED))
    pairs = [(col(id), col(f"{id}{BEFORE}")) for id in stated]
    same = every([(now == then).fill_null(False) | (now.is_null() & then.is_null()) for now, then in pairs])
    any_given = some([~now.is_null() for now, _ in pairs])
    return frame.with_columns(
        dialect.when(~col(f"{_MOMENT}{BEFORE}").is_null()).then(same & any_given).alias(_REPEATED)
    )


def _succeeded(dialect: Dialect, ids: Iterable[str], series: Continuity) -> Iterator[Expr]:
    """The figures of the report before, under the names of the lines that took the place of those it gave."""
    known, then = set(ids), dialect.col(f"{_MOMENT}{BEFORE}")
    for new, old in series.succeeded.items():
        if {new, old} <= known:
            was, now = dialect.col(f"{old}{BEFORE}"), dialect.col(f"{new}{BEFORE}")
            yield dialect.when(then <= series.lives[old].last_month).then(was).otherwise(now).alias(f"{new}{BEFORE}")


def _unbroken(dialect: Dialect, ids: Iterable[str], series: Continuity) -> Iterator[Expr]:
    """The figures of the report before, but those from before a break that do not go on over it."""
    now, before = dialect.col(_MOMENT), dialect.col(f"{_MOMENT}{BEFORE}")
    crossed = some([(before < month) & (now >= month) for month in series.months]).fill_null(False)
    for id in ids:
        name = f"{id}{BEFORE}"
        value = dialect.col(name)
        yield value if series.goes_on(id) else dialect.when(~crossed).then(value).alias(name)


def answers(edition: Edition, given: Given, dialect: Dialect, computed: Mapping[str, Span]) -> Facts:
    """What a rule may ask of the report before, as columns that `with_earlier` has laid down."""
    col = dialect.col
    found: dict[tuple[str, tuple[str, ...]], Column] = {
        ("same_year_as_previous", ()): Truth(col(f"{YEAR}{BEFORE}") == col(YEAR)),
        ("is_repeated", ()): Truth(col(_REPEATED)),
    }
    for id, span in {**given.spans, **computed}.items():
        if id not in edition.figures:
            continue  # what is printed on a computed line is no figure
        bits = max(INT64, span.width) if id in computed else max(given.bits[id], 0)
        expr = col(f"{id}{BEFORE}")
        if bits < span.width:
            expr, bits = expr.cast(dialect.integers[span.width]), span.width
        found["previous", (id,)] = Quantity(Whole(expr, span, bits), 10 ** edition.figures[id].decimals)
    return found


def _stated(edition: Edition, schema: Iterable[str]) -> list[str]:
    present = set(schema)
    return [id for id, line in edition.figures.items() if id in present and line.formula is None]
