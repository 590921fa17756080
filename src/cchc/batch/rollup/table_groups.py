"""Which reports of tables are put together: of one form, of a group of offices, for the periods of a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cchc.batch.figures import LINES, edition_of, period_code
from cchc.batch.reports import Judged
from cchc.batch.rollup.past_due import PAST_DUE, UNDATED
from cchc.batch.rollup.periods import LENGTHS, OFFICE
from cchc.batch.rollup.row_names import named_alike
from cchc.batch.rollup.table_due import PlacedReport, TableOffices
from cchc.batch.rollup.table_office import RolledFigure, TableReport
from cchc.batch.rollup.tables import RolledTable
from cchc.batch.rollup.ways import Scope
from cchc.catalogue import Catalogue
from cchc.due import Timeliness
from cchc.edition import Edition
from cchc.edition.binding import dated, in_force_on
from cchc.edition.continuity import Continuity
from cchc.edition.table import FormTable
from cchc.errors import DataError, unknown
from cchc.evaluation import Evaluation
from cchc.formula.tree import Tree, mentions_of, names_of
from cchc.period import Period, PeriodKind
from cchc.record import frozen
from cchc.serialize import EvaluationRecord, record_of
from cchc.serialize.tables import RowRecord, TableRecord


@frozen
class RolledReport:
    """What the reports of a group for a period come to: its tables by id; `reports` of `expected` are there, of
    `offices` of `offices_expected`.

    `office` is the office, or of another level the one above them; None for those that belong nowhere.
    """

    office: str | None
    period: Period
    edition: Edition
    reports: int
    expected: int
    tables: Mapping[str, RolledTable]
    offices: int
    offices_expected: int
    past_due: int | None = None
    """How many of its reports were made after the day by which they were due; None where nobody says by when."""
    undated: int | None = None
    """Of how many nobody knows it."""

    def rows(self) -> Iterator[dict[str, Any]]:
        """Its figures as the long table has them, with how many of how many give each."""
        about = {"office": self.office, "period": period_code(self.period), "form": self.edition.id}
        counts = self._counts()
        for id, table in self.tables.items():
            for row in table.rows:
                place = about | {"table": id, "row": row.key, "parent": row.parent, "role": str(row.role)}
                for column, figure in table.figures(row).items():
                    asks = table.table.of_row(row.id).columns[column].asks
                    kind = {"kind": asks.kind.value, "unit": asks.unit, "decimals": asks.decimals}
                    told = _told(figure) | {"offices_expected": table.offices}
                    yield place | {"column": column} | kind | told | counts

    def _counts(self) -> dict[str, int | None]:
        reports: dict[str, int | None] = {"reports": self.reports, "reports_expected": self.expected}
        return reports | {PAST_DUE: self.past_due, UNDATED: self.undated}


def _told(figure: RolledFigure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "reason": figure.reason,
        "given": figure.given,
        "of": figure.of,
        "state": str(figure.state),
        "offices": figure.offices,
    }


def roll_up_tables(
    evaluations: Iterable[Judged | Evaluation | EvaluationRecord],
    catalogue: Catalogue,
    offices: Any = None,
    *,
    by: str = OFFICE,
    period: PeriodKind | str | None = None,
    silent: bool = False,
) -> list[RolledReport]:
    """Reports of tables added up by office of level `by` and by period, form by form, each figure its column's way.

    Of an office's reports the shortest periods are taken, for longer ones would count them twice; without a `period`
    each is its own. `offices` is the tree of offices, a frame, which must be there for another level than "office": who
    is there and did not report lacks, but has no rows; with `silent`, of whom nobody reported there is a report without
    tables. Raises DataError where an office has two reports for one period, UnknownNameError for a period that is not
    known.
    """
    if period is not None and period not in list(PeriodKind):
        raise unknown("period", period, PeriodKind)
    if offices is None and by != OFFICE:
        raise DataError(
            f"which office belongs to which {by} is not known", "$.offices", "hand over the tree of offices"
        )
    placed = _shortest(placed_reports(evaluations, catalogue, None if period is None else PeriodKind(period)))
    tree = TableOffices(placed, offices, by)
    groups: dict[tuple[str, str, str, str], list[PlacedReport]] = {}
    names: dict[str, str | None] = {}
    for each in placed:
        group = tree.group(each)
        names[group or ""] = group
        key = (group or "", each.edition.id, each.whole.start.isoformat(), period_code(each.whole))
        groups.setdefault(key, []).append(each)
    found = [_rolled(names[key[0]], groups[key], catalogue, tree) for key in sorted(groups)]
    return sorted([*found, *_silent(placed, found, tree)], key=_order) if silent else found


def _order(report: RolledReport) -> tuple[str, str, str, str]:
    return report.office or "", report.edition.id, report.period.start.isoformat(), period_code(report.period)


def _silent(
    placed: Sequence[PlacedReport], found: Sequence[RolledReport], tree: TableOffices
) -> Iterator[RolledReport]:
    """Of each form and period the groups of which nobody reported."""
    lengths: dict[tuple[str, Period], tuple[Edition, int]] = {}
    for each in placed:
        own = LENGTHS[each.period.kind]
        edition, length = lengths.get((each.edition.id, each.whole), (each.edition, own))
        lengths[each.edition.id, each.whole] = (edition, min(length, own))
    there = {(each.edition.id, each.period, each.office) for each in found}
    for (id, whole), (edition, length) in lengths.items():
        for group, due in tree.groups(id, whole, length).items():
            if group is not None and (id, whole, group) not in there:
                expected = sum(last - first + 1 for first, last in due.values())
                yield RolledReport(group, whole, edition, 0, expected, {}, 0, len(due))


def silent_tables(
    evaluations: Iterable[Judged | Evaluation | EvaluationRecord], catalogue: Catalogue, offices: Any
) -> list[tuple[Edition, str, Period]]:
    """Each office of the tree that did not report on a form, and for which period: of those from the first to the last
    that anyone reported on it."""
    return list(TableOffices(placed_reports(evaluations, catalogue), offices, OFFICE).silent())


def placed_reports(
    evaluations: Iterable[Judged | Evaluation | EvaluationRecord], catalogue: Catalogue, kind: PeriodKind | None = None
) -> list[PlacedReport]:
    """The reports that have tables and lie in such a period."""
    found = []
    for each in evaluations:
        judged = each if isinstance(each, Judged) else Judged(each)
        given = judged.evaluation
        record = record_of(given) if isinstance(given, Evaluation) else given
        period = record.report.period
        if not record.tables or period is None:
            continue
        edition = edition_of(catalogue, record.edition)
        whole = period if kind is None else period.within(kind, edition.calendar.year_from)
        if whole is not None:
            found.append(PlacedReport(record, judged.called, period, whole, edition, judged.filing))
    return found


def _shortest(placed: Sequence[PlacedReport]) -> list[PlacedReport]:
    """Of each office's reports in a period those for the shortest one."""
    lengths: dict[object, int] = {}
    for each in placed:
        key, own = _key(each), LENGTHS[each.period.kind]
        lengths[key] = min(lengths.get(key, own), own)
    kept = [each for each in placed if lengths[_key(each)] == LENGTHS[each.period.kind]]
    seen: dict[object, PlacedReport] = {}
    for each in kept:
        own_key = (_key(each), each.period.start)
        other = seen.setdefault(own_key, each)
        if other is not each and each.office is not None:
            files = ", ".join(str(one.record.report.source or one.office) for one in (other, each))
            raise DataError("two reports of one office for one period", f"$.{each.office}", f"keep one of {files}")
    return kept


def _key(each: PlacedReport) -> object:
    return each.office, each.edition.id, each.whole


def _rolled(
    office: str | None, placed: Sequence[PlacedReport], catalogue: Catalogue, tree: TableOffices
) -> RolledReport:
    first = placed[0]
    shortest = min(LENGTHS[each.period.kind] for each in placed)
    periods = LENGTHS[first.whole.kind] // shortest
    due = tree.due(office, placed, shortest) or dict.fromkeys((each.office for each in placed), (0, periods - 1))
    reporting = {each.office for each in placed}
    is_known = not tree.has_tree or (office is not None and reporting <= due.keys())
    scope = Scope(months=periods > 1, offices=len(due) > 1)
    series = Continuity.of(first.edition) if first.edition.id != catalogue.id else catalogue.series
    is_broken = any(_is_apart(placed, day) for day in series.breaks)
    tables: dict[str, RolledTable] = {}
    edition = in_force_on(first.edition, first.whole.calendar_end)
    for id, table in edition.tables.items():
        having = [each for each in placed if id in each.record.tables]
        if having and id != LINES:
            rows = named_alike([_rows_of(each.record.tables[id]) for each in having])
            reports = [_report(each, own, shortest) for each, own in zip(having, rows, strict=True)]
            changing = frozenset(_changing(first.edition, first.edition.tables[id], first.whole))
            kept = (is_broken, series.comparable, changing)
            tables[id] = RolledTable(table, reports, scope, periods, *kept, due, is_known, tables)
    expected = sum(last - first + 1 for first, last in due.values())
    counts = (len(reporting), len(due), *_late(placed))
    return RolledReport(office, first.whole, first.edition, len(placed), expected, tables, *counts)


def _late(placed: Sequence[PlacedReport]) -> tuple[int | None, int | None]:
    """How many reports were late, and of how many it is not known."""
    states = [each.filing.state for each in placed if each.filing is not None]
    return (states.count(Timeliness.LATE), states.count(Timeliness.UNKNOWN)) if states else (None, None)


def _changing(edition: Edition, table: FormTable, whole: Period) -> Iterator[str]:
    """The columns computed, by others too, with a parameter that changes within a period."""
    start, end = whole.calendar_start, whole.calendar_end
    changed = {each.id for each in dated(edition) if each.on(end) is not None and each.always(start, end) is None}
    for id in table.columns if changed else ():
        if any(not changed.isdisjoint(mentions_of(tree)) for tree in _trees_of(table, id, frozenset())):
            yield id


def _trees_of(table: FormTable, id: str, above: frozenset[str]) -> Iterator[Tree]:
    """The formula of a column, and of those that it is made of."""
    for identity in table.columns[id].identities[:1] if id in table.columns and id not in above else ():
        yield identity.tree
        for name in names_of(identity.tree):
            yield from _trees_of(table, name, above | {id})


def _is_apart(placed: Sequence[PlacedReport], day: Any) -> bool:
    """Whether periods lie on both sides of a day."""
    return len({each.period.calendar_end >= day for each in placed}) > 1


def _rows_of(table: TableRecord) -> list[RowRecord]:
    return [*table.rows, *([] if table.total is None else [table.total])]


def _report(each: PlacedReport, rows: Mapping[str, RowRecord], length: int) -> TableReport:
    first, last = each.whole.calendar_start, each.period.calendar_end
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return TableReport(each.office, months // length - 1, rows)
