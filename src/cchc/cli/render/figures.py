"""What the tables of a report come to: derived figures row by row, totals, and how many identities hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

import click

from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, columns, page_width, visible, width
from cchc.cli.words import Words
from cchc.edition.table import FigureColumn, RowRole, TableRule
from cchc.evaluation import Evaluation
from cchc.judge.display import display, figure_text
from cchc.judge.outcome import InstanceOutcome, Result, combined
from cchc.judge.precision import Match, compare
from cchc.judge.tables import FigureSource, Tabulation
from cchc.judge.tables.relations import total_holds
from cchc.report import Entry, FilledRow
from cchc.value import Missing, Reason, Reported, Value

_SUM_HEADINGS = ("column", "printed", "computed", "state")
_ABSENT = "—"
_MOST_ROWS = 40
"""Of a longer table, only rows that add others up, and those that do not agree."""
_LEAST_LABEL = 14
_FIGURE_ROOM = 24
_BLANK = Missing(Reason.BLANK)
_MATCH: Mapping[bool | None, Match | None] = {True: Match.AGREES, False: Match.UNEXPLAINED, None: None}


def figures(evaluation: Evaluation, words: Words) -> str:
    """Every table of a report: figures that the form does not print, then totals."""
    blocks = (block for each in evaluation.computation.tables.values() for block in _Shown(each, words).blocks())
    return "\n\n".join(blocks)


def tally(evaluation: Evaluation, words: Words) -> str:
    """How many identities of the tables hold, and how many rules over their rows."""
    rules = {id: each for of in evaluation.computation.tables.values() for id, each in of.table.rules.items()}
    rest = {id: each for id, each in evaluation.outcomes.items() if id not in evaluation.edition.rules}
    identities = (each.result for id, of in rest.items() if id not in rules for each in of.instances)
    lines = [words("summary_identities", **_counts(identities))]
    results = _counts(found for id, each in rules.items() for found in _results(evaluation, each))
    if any(results.values()):
        lines.append(words("summary_row_rules", **results))
    return "\n".join(lines)


def _counts(results: Iterable[Result]) -> dict[str, int]:
    counts = Counter(results)
    unknown = counts[Result.NOT_EVALUATED] + counts[Result.ERROR]
    return {"passed": counts[Result.PASS], "failed": counts[Result.FAIL], "not_evaluated": unknown}


def _results(evaluation: Evaluation, rule: TableRule) -> Iterator[Result]:
    """How a rule over rows came out, row by row, where it is about the row."""
    if rule.columns:
        return
    instances = evaluation.outcomes[rule.id].instances
    if not any(instance.bindings for instance in rule.rule.instances):
        yield from (each.result for each in instances)
        return
    for row, of_row in groupby(instances, _row_of):
        if row:
            yield combined(tuple(of_row)).result


def _row_of(instance: InstanceOutcome) -> str:
    """The row that an instance was asked of, as its addresses say; none of one that was asked of lines."""
    return next(iter(instance.bindings.values()), "").rpartition("]")[0]


class _Shown:
    """The figures of one table in words."""

    def __init__(self, tabulation: Tabulation, words: Words) -> None:
        self._of = tabulation
        self._words = words
        self._edition = tabulation.engine.edition
        self._rows = [row for row in tabulation.filled.rows if row.role is not RowRole.HEADING]

    def blocks(self) -> Iterator[str]:
        derived = [column for column in self._of.table.columns.values() if self._is_derived(column)]
        if derived and self._rows:
            yield from self._derived(derived)
        totals = [(row, column) for row in self._rows for column in self._of.table.printed if self._is_sum(row, column)]
        if totals:
            yield self._sums(totals)

    # --- figures that the form does not print, and rates

    @staticmethod
    def _is_derived(column: FigureColumn) -> bool:
        return bool(column.identities) and (column.is_rate or not column.printed)

    def _derived(self, derived: Sequence[FigureColumn]) -> Iterator[str]:
        """Rows down, columns across; of many columns as many side by side as the page takes."""
        cells = {row.key: [self._cell(row, column) for column in derived] for row in self._rows}
        rows = self._chosen(cells)
        start = 0
        while start < len(derived):
            end = self._fitting(derived, cells, start)
            heads = [clip(self._name(column), _FIGURE_ROOM) for column in derived[start:end]]
            taken = sum(
                max(width(head), *(width(click.unstyle(cells[row.key][start + at])) for row in rows)) + 2
                for at, head in enumerate(heads)
            )
            room = max(_LEAST_LABEL, page_width() - taken)
            lines = [[self._words("rates", "line"), *heads]]
            lines += [[clip(self._label(row), room), *cells[row.key][start:end]] for row in rows]
            yield self._table(lines, frozenset(range(1, end - start + 1)), len(self._rows) - len(rows))
            start = end

    def _fitting(self, derived: Sequence[FigureColumn], cells: dict[str, list[str]], start: int) -> int:
        room, end = page_width() - 2 * _LEAST_LABEL, start
        while end < len(derived):
            texts = [clip(self._name(derived[end]), _FIGURE_ROOM), *(click.unstyle(row[end]) for row in cells.values())]
            room -= max(map(width, texts)) + 2
            if room < 0 and end > start:
                break
            end += 1
        return end

    def _chosen(self, cells: dict[str, list[str]]) -> list[FilledRow]:
        """The rows worth a line where there are too many."""
        if len(self._rows) <= _MOST_ROWS:
            return self._rows
        adding = (RowRole.TOTAL, RowRole.PARENT)
        worth = [row for row in self._rows if row.role in adding or any("→" in cell for cell in cells[row.key])]
        return worth[:_MOST_ROWS] or self._rows[:_MOST_ROWS]

    def _cell(self, row: FilledRow, column: FigureColumn) -> str:
        """The computed figure; before it what is printed, where that is something else."""
        value = self._of.value(row, column)
        if value is None:
            return ""
        if not isinstance(value, Reported):
            return click.style(clip(self._display(row, column, value), _FIGURE_ROOM), fg="yellow")
        computed, entry = self._display(row, column, value), row.entries.get(column.id)
        match = self._match(row, column, entry)
        if entry is None or entry.cell is None or match is None or match is Match.AGREES:
            return computed
        colour = "red" if match is Match.UNEXPLAINED else "yellow"
        return click.style(f"{clip(seen(entry.cell.text), _FIGURE_ROOM)} → {computed}", fg=colour)

    def _match(self, row: FilledRow, column: FigureColumn, entry: Entry | None) -> Match | None:
        """How a printed figure stands to the computed one; None where either is lacking."""
        if self._of.source(row, column) is FigureSource.ROWS:
            return _MATCH[total_holds(self._of, row, column)]
        exact = self._of.computed(row, column.id)
        if entry is None or exact is None or not isinstance(entry.value, Reported):
            return None
        if column.is_rate and entry.printed is not None:
            return compare(entry.printed, exact)
        printed = self._of.printed(row, column.id)
        return None if printed is None else Match.AGREES if printed == exact else Match.UNEXPLAINED

    # --- totals

    def _is_sum(self, row: FilledRow, column: FigureColumn) -> bool:
        """Whether a figure adds up rows and is worth a line: of the total each, of a parent what does not agree."""
        if self._of.source(row, column) is not FigureSource.ROWS:
            return False
        return row.role is RowRole.TOTAL or self._match(row, column, row.entries.get(column.id)) is Match.UNEXPLAINED

    def _sums(self, totals: Sequence[tuple[FilledRow, FigureColumn]]) -> str:
        shown = totals[:_MOST_ROWS]
        several = len({row.key for row, _ in totals}) > 1
        first = self._words("rates", "line") if several else self._label(shown[0][0])
        rows = [[first, *(self._words("sums", name) for name in _SUM_HEADINGS)]]
        for row, column in shown:
            label = self._label(row) if several else ""
            rows.append([label, self._title(column), *self._summed(row, column)])
        others = [max(width(click.unstyle(row[place])) for row in rows) for place in (2, 3, 4)]
        label_room = max(width(row[0]) for row in rows)
        room = max(2 * _LEAST_LABEL, page_width() - sum(others) - 8)
        label_room = min(label_room, room // 3)
        fitted = [[clip(row[0], label_room), clip(row[1], room - label_room), *row[2:]] for row in rows]
        return self._table(fitted, frozenset({2, 3}), len(totals) - len(shown))

    def _summed(self, row: FilledRow, column: FigureColumn) -> list[str]:
        entry, value = row.entries.get(column.id), self._of.value(row, column)
        cell = None if entry is None else entry.cell
        printed = "" if cell is None or cell.is_uncalculated else clip(seen(cell.text), _FIGURE_ROOM)
        if not isinstance(value, Reported):
            told = "" if value is None else self._display(row, column, value)
            return [printed or _ABSENT, _ABSENT, click.style(told, fg="yellow")]
        match self._match(row, column, entry):
            case None:
                state = click.style(self._words("rate", "filled"), fg="cyan")
            case Match.AGREES:
                state = click.style(self._words("rate", "agrees"), fg="green")
            case _:
                state = click.style(self._words("rate", "unexplained"), fg="red")
        return [printed or _ABSENT, self._apart(row, column) or self._display(row, column, value), state]

    def _apart(self, row: FilledRow, column: FigureColumn) -> str | None:
        """A sum as it is told apart from what is printed; None where it is that, or nothing is."""
        computed, printed = self._of.computed(row, column.id), self._of.printed(row, column.id)
        if computed is None or printed is None or computed == printed:
            return None
        return figure_text(self._of.written(row), column.id, computed, self._words.language, printed)

    # --- words

    def _display(self, row: FilledRow, column: FigureColumn, value: Value) -> str:
        column = self._of.column(row, column.id)
        if isinstance(value, Reported) and isinstance(value.value, Decimal) and not column.asks.decimals:
            value = Reported(int(value.value)) if value.value == int(value.value) else value
        return display(self._of.written(row), column.id, value, self._words.language)

    def _label(self, row: FilledRow) -> str:
        return seen(self._of.filled.labels.get(row.key) or row.code or row.key)

    def _name(self, column: FigureColumn) -> str:
        """A column as the head of a grid: by its label in the language asked for."""
        return seen(self._words.of(column.asks.label) or column.path or column.id)

    def _title(self, column: FigureColumn) -> str:
        """A column by its number and headings; in a language that the form is not printed in by its label."""
        mark = "" if column.mark is None else f"({column.mark}) "
        is_home = self._words.language == self._edition.languages[0]
        return visible(f"{mark}{(self._of_year(column.path) if is_home else None) or self._name(column)}")

    def _of_year(self, heading: str) -> str:
        """A heading with the year of the report where the form leaves it open."""
        period = self._of.report.period
        return " ".join(heading.replace("{year}", "" if period is None else period.years).split())

    def _table(self, rows: Sequence[Sequence[str]], right: frozenset[int], left_out: int) -> str:
        first, *rest = columns(rows, right=right)
        more = [click.style(self._words("rows_left_out", count=left_out), dim=True)] if left_out else []
        return "\n".join([click.style(first, bold=True), *rest, *more])
