"""A roll-up shown: a table on a terminal, CSV, JSON, a page of pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from cchc.batch import rollup
from cchc.batch.codes import NO_PARTS, NOT_ADDED, ONLY_REPORTED, ROLL_UP
from cchc.batch.rollup.groups import FROM
from cchc.batch.rollup.months import REPORTS
from cchc.batch.rollup.past_due import with_past_due
from cchc.batch.rollup.periods import LENGTHS, OFFICE, is_longer, length_of_reports
from cchc.batch.rollup.silent import silent
from cchc.batch.rollup.table import CoverageState, SeriesMark, tidy
from cchc.batch.rollup.ways import Scope, Step, ends_of, steps_behind
from cchc.catalogue import Catalogue
from cchc.cli.render.rollup_counts import (
    ABSENT,
    MOST_BARS,
    MOST_SILENT,
    broken_up,
    extremes,
    how_drawn,
    offices_of,
    so_many,
)
from cchc.cli.render.rollup_periods import breaks, every_period, of_all_offices, together
from cchc.cli.render.rollup_rules import broken_rules
from cchc.cli.render.rollup_sheet import delimited
from cchc.cli.render.silent import silence
from cchc.cli.render.table import clip, columns, page_width, visible, width, wrap
from cchc.cli.words import Words
from cchc.due import Filing
from cchc.edition import Edition, Indicator, IndicatorKind, label_of
from cchc.errors import DataError
from cchc.exact import rate
from cchc.judge.display import SIGNS, format_count, format_number, format_rate
from cchc.period import PeriodKind
from cchc.record import frozen
from cchc.value import Cause
from cchc.words import point_of

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.figure import Figure

_HEADINGS = ("office", "period", "line", "label", "value", "offices", "months", "note")
_NUMBERS = ("value", "offices", "months")
_NAMED_BY_TITLE = ("line", "label")
"""Columns of which a page needs none, for they stand over its tables."""
_NO_WHOLE = [ROLL_UP[code] for code in (NO_PARTS, NOT_ADDED, ONLY_REPORTED)]
"""Why there is no total of a figure, whichever the reports."""
Row = Mapping[str, Any]


@frozen
class Rolled:
    """Reports added up, and what a person wants to see of them."""

    catalogue: Catalogue
    words: Words
    by: str
    period: PeriodKind
    frame: pl.DataFrame
    wide: pl.DataFrame
    silence: str
    """Who did not report, where it is known who was to."""
    late: Sequence[str] = ()
    """Who was late, where it is known by when reports were due."""

    @classmethod
    def of(
        cls,
        frame: pl.DataFrame,
        tree: pl.DataFrame | None,
        catalogue: Catalogue,
        words: Words,
        *,
        by: str,
        period: PeriodKind,
    ) -> Rolled:
        shown = tree is None or len(tree) <= MOST_SILENT
        wide = rollup(frame, catalogue, tree, by=by, period=period, silent=shown)
        told = "" if tree is None else silence(silent(frame, catalogue, tree), catalogue.edition, words)
        return cls(catalogue, words, by, period, frame, wide, told)

    def with_filings(self, filings: Sequence[Filing | None], tree: pl.DataFrame | None, late: Sequence[str]) -> Rolled:
        """With how many reports of each row were late, by those of the frame's rows; as it is, where nobody knows."""
        if not late:
            return self
        wide = with_past_due(self.wide, self.frame, filings, self.catalogue, tree, by=self.by, period=self.period)
        return evolve(self, wide=wide, late=late)

    def render(self, form: str, lines: Sequence[Indicator]) -> str:
        """In one of the formats of `cchc rollup`."""
        chosen = self._chosen(lines)
        ways: Mapping[str, Callable[[pl.DataFrame], str]] = {
            "text": self._table,
            "csv": delimited,
            "json": lambda rows: rows.write_json(),
            "html": self._page,
        }
        return ways[form](chosen)

    def workbook(self, lines: Sequence[Indicator]) -> bytes:
        """The table as a spreadsheet, figures as numbers."""
        from cchc.cli.render.rollup_sheet import RolledLine, workbook

        rows = []
        for row in self._chosen(lines).iter_rows(named=True):
            line, figure = self._whole.figures[row["indicator"]], row["value"]
            number = None if figure is None else Decimal(figure).scaleb(-line.decimals)
            rows.append(RolledLine(tuple(self._row(row)), number, line))
        return workbook(self.words("rollup_title"), self._lead(), self._headings, rows)

    @property
    def _columns(self) -> list[str]:
        """The names of the columns: of single months the offices say it all."""
        return [name for name in _HEADINGS if name != "months" or self._is_long]

    @property
    def _is_long(self) -> bool:
        return is_longer(self.period, length_of_reports(self.catalogue.edition))

    @property
    def _headings(self) -> list[str]:
        return [self.words("rollup_column", name) for name in self._columns]

    def draw(self, path: str, lines: Sequence[Indicator]) -> bytes:
        """The first figure asked for: the offices' ranking, or its trend where there are several periods."""
        from cchc.batch.pictures.pictures import drawn, suffix_of

        chosen = self._chosen(lines)
        line = self._whole.figures[chosen["indicator"][0]]
        suffix = suffix_of(path)
        return drawn(self._picture(chosen, line), suffix)

    def _chosen(self, lines: Sequence[Indicator]) -> pl.DataFrame:
        """The figures asked for; else every ratio that can be added up."""
        import polars as pl

        if lines:
            return tidy(self.wide, self.catalogue, self.by, [line.id for line in lines])
        figures = self._whole.figures.values()
        ratios = [line.id for line in figures if line.kind.is_rate and line.formula is not None]
        reported = self.wide.filter(pl.col(REPORTS) > 0)
        added_up = tidy(reported, self.catalogue, self.by, ratios).filter(~pl.col("reason").is_in(_NO_WHOLE))
        return added_up if not added_up.is_empty() else tidy(self.wide, self.catalogue, self.by)

    @property
    def _whole(self) -> Edition:
        return self.catalogue.whole

    # --- words --------------------------------------------------------------------------------------

    def _table(self, rows: pl.DataFrame) -> str:
        cells = [self._headings, *(self._row(row) for row in rows.iter_rows(named=True))]
        others = [max(width(row[place]) for row in cells) for place in range(len(self._columns)) if place != 3]
        room = max(20, page_width() - sum(others) - 2 * len(others))
        right = frozenset(map(self._columns.index, self._numbers))
        first, *rest = columns([[*row[:3], clip(row[3], room), *row[4:]] for row in cells], right=right)
        lead = [wrap(text, page_width()) for text in (self._summary(), *self.late)]
        return "\n".join([*lead, "", click.style(first, bold=True), *rest])

    @property
    def _numbers(self) -> list[str]:
        return [name for name in self._columns if name in _NUMBERS]

    def _lead(self) -> str:
        return " ".join([self._summary(), *self.late])

    def _summary(self) -> str:
        offices = self.wide[self.by].n_unique()
        lead = self.words("rollup_lead", reports=len(self.frame), offices=offices)
        return f"{lead} {self.silence}".strip()

    def _row(self, row: Row) -> list[str]:
        line = self._whole.figures[row["indicator"]]
        label = visible(self.words.of(label_of(self._whole, line.id)))
        if row["word"] is not None:
            label = f"{label}: {self.words.of(self._whole.statuses[row['word']].label)}"
        told = [self._office(row), self._when(row), line.path, label, self._value(row, line)]
        counted = [so_many(row["offices"] or 0, offices_of(row))]
        if self._is_long:
            counted.append(so_many(row["months"], row["months_expected"]))
        return [*told, *counted, self._note(row)]

    def _office(self, row: Row) -> str:
        return visible(row[self.by]) if row[self.by] is not None else self.words("rollup_nowhere")

    def _when(self, row: Row) -> str:
        return self.words("period", self.period, number=row["period"], year=row["year"])

    def _value(self, row: Row, line: Indicator) -> str:
        if row["value"] is not None:
            return self._figure(row["value"], line)
        if row["low"] is None:
            return ABSENT
        low, high = (self._figure(row[end], line) for end in ("low", "high"))
        return low if low == high else f"{low} – {high}"

    def _figure(self, scaled: int, line: Indicator) -> str:
        language = self.words.language
        if line.kind.is_rate:
            return format_rate(rate(scaled, line.decimals), language, SIGNS[line.kind])
        if line.kind.is_quantity:
            return format_number(rate(scaled, line.decimals), point_of(language), line.decimals)
        return format_count(scaled, self.words.language)

    def _note(self, row: Row) -> str:
        """Why there is no value, or how far it can be relied on."""
        standing = self._standing(row)
        if row["value"] is None:
            why = self._why_none(row["reason"])
            if row["series"] == SeriesMark.REFUSED or row["low"] is not None:
                return "; ".join(filter(None, [standing or why, self._lack(row)]))
            return f"{why}: {standing}" if standing else why
        notes = list(filter(None, [standing, self._lack(row)]))
        if row["relocated"]:
            notes.append(self.words("rollup_relocated", share=self._share(row["relocated"], row["whole"])))
        if row["left_out"]:
            notes.append(
                self.words("rollup_left_out", share=self._share(row["left_out"], row["whole"] + row["left_out"]))
            )
        return "; ".join(notes)

    def _lack(self, row: Row) -> str:
        """What a figure lacks of the reports that it needs."""
        if all(row[name] is None for name in ("value", "low")) or row["state"] == CoverageState.COMPLETE:
            return ""
        if row["state"] == CoverageState.UNKNOWN:
            return self.words("rollup_state", "unknown")
        given = {"given": row["months"], "expected": row["months_expected"]}
        if not self._is_long:
            return self.words("rollup_state", "offices", **given)
        scope, lines = Scope(months=True, offices=self.by != OFFICE), self._whole.figures
        ends = ends_of(steps_behind(lines[row["indicator"]], lines, scope) or ())
        if not ends:
            return self.words("rollup_state", "months", **given)
        if len(ends) > 1:
            return self.words("rollup_state", "both_ends")
        name = "first" if Step.FIRST in ends else "last"
        return self.words("rollup_state", f"{name}_of_some" if scope.offices else name)

    def _why_none(self, reason: str | None) -> str:
        if reason is None:
            return self.words("rollup_unreported")
        if reason in (Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT):
            return self._whole.judging.say(self.words.language, "cause", reason)
        return self.words("rollup_reason", reason)

    def _standing(self, row: Row) -> str:
        """How a figure stands in the series of its line; that it began anew matters beside figures of before alone."""
        name, day = row["series"], row["series_since"]
        if name is None or (name == SeriesMark.ANEW and not self._reaches_before(day)):
            return ""
        if row["replaced_by"] is None:
            return self.words("rollup_series", name, day=f"{day:%d/%m/%Y}")
        line = self._whole.everything[row["replaced_by"]]
        label = visible(self.words.of(label_of(self._whole, line.id)))
        return self.words("rollup_series", "replaced", day=f"{day:%d/%m/%Y}", line=f"{line.path} {label}".strip())

    def _reaches_before(self, day: dt.date) -> bool:
        first = self.wide[FROM].min()
        return isinstance(first, int) and first < day.year * 100 + day.month

    def _share(self, part: int, whole: int) -> str:
        share = Decimal(100 * part) / Decimal(whole) if whole else Decimal(0)
        return format_rate(share.quantize(Decimal("0.1")), self.words.language)

    # --- pictures -----------------------------------------------------------------------------------

    def _picture(self, rows: pl.DataFrame, line: Indicator) -> Figure:
        mine = [row for row in rows.iter_rows(named=True) if row["indicator"] == line.id]
        title = broken_up(f"{line.path} {self.words.of(label_of(self._whole, line.id))}")
        periods = every_period(mine, self.period)
        what = "value" if len(periods) > 1 else "low"
        if line.statuses or all(row["value"] is None and row[what] is None for row in mine):
            whys = [self.words("rollup_in_words")] if line.statuses else map(self._note, mine)
            why = "; ".join(dict.fromkeys(filter(None, whys)))
            raise DataError(self.words("rollup_not_drawn", line=line.path or line.id, why=why))
        return self._trend(mine, line, title, periods) if len(periods) > 1 else self._ranking(mine, line, title)

    def _trend(self, rows: Sequence[Row], line: Indicator, title: str, periods: list[tuple[int, int]]) -> Figure:
        from cchc.batch.pictures.pictures import Scale, trend

        names = [self.words("period", self.period, number=number, year=year) for year, number in periods]
        points = {(self._office(row), row["year"], row["period"]): self._height(row, line, "value") for row in rows}
        return trend(
            {
                office: [points.get((office, *at)) for at in periods]
                for office in dict.fromkeys(map(self._office, rows))
            },
            names,
            title=title,
            subtitle="; ".join([*self._of_last(line, periods), *self.coverage(rows, "hollow", "crossed")]),
            scale=Scale(
                self._measure(line),
                line.kind is IndicatorKind.PERCENTAGE,
                point_of(self.words.language),
                is_whole=not line.decimals,
            ),
            breaks=breaks(self.catalogue, periods, self.period, line, self.words),
            states={(self._office(row), periods.index((row["year"], row["period"]))): row["state"] for row in rows},
        )

    def _ranking(self, rows: Sequence[Row], line: Indicator, title: str) -> Figure:
        from cchc.batch.pictures.pictures import Bar, are_dots, ranking

        marks = dict.fromkeys(mark for row in rows if row["value"] is not None and (mark := self._standing(row)))
        ways = ("hollow", "crossed") if are_dots(len(rows)) else ("hatched", "pale")
        told = [self._when(rows[0]), *self._together(line, (rows[0]["year"], rows[0]["period"]))]
        told += [*self.coverage(rows, *ways), *(f"* {mark}" for mark in marks)]
        if len(rows) > MOST_BARS:
            half = MOST_BARS // 2
            told.insert(1, self.words("rollup_extremes", highest=half, lowest=half, count=len(rows)))
            rows = extremes(rows, lambda row: self._height(row, line, "low"))
        ends = [[self._height(row, line, end) for end in ("low", "high")] for row in rows]
        bars = [
            Bar(self._office(row), low, self._marked(row, line), self._note(row), row["state"], high)
            for row, (low, high) in zip(rows, ends, strict=True)
        ]
        top = 100.0 if line.kind is IndicatorKind.PERCENTAGE else None
        return ranking(bars, title=title, subtitle="; ".join(told), highest=top)

    def coverage(self, rows: Sequence[Row], partial: str, unknown: str) -> list[str]:
        """On how many of the reports that were expected a picture rests, and how is drawn what lacks some, or of what
        nobody knows it."""
        months = [(row["months"] or 0, row["months_expected"]) for row in rows]
        told = []
        if all(expected is not None for _, expected in months):
            given, expected = (sum(counts) for counts in zip(*months, strict=True))
            if "offices_expected" not in rows[0]:  # without a tree nobody has said that who is silent was to report
                offices, periods = len(set(map(self._office, rows))), len(every_period(rows, self.period))
                each = length_of_reports(self.catalogue.edition)
                expected += (offices * periods - len(rows)) * (LENGTHS[self.period] // each)
            told.append(self.words("rollup_state", "drawn", given=given, expected=expected))
        states = {row["state"] for row in rows if row["value"] is not None or row["low"] is not None}
        return [*told, *how_drawn(states, partial, unknown, self.words)]

    def _marked(self, row: Row, line: Indicator) -> str:
        """A figure, with a star where the picture has to say how it stands in its series."""
        return self._value(row, line) + (" *" if self._standing(row) else "")

    def _of_last(self, line: Indicator, periods: list[tuple[int, int]]) -> list[str]:
        year, number = periods[-1]
        told = self._together(line, periods[-1])
        return [f"{self.words('period', self.period, number=number, year=year)}: {each}" for each in told]

    @cached_property
    def _of_all_offices(self) -> pl.DataFrame:
        """Rolled up once, whatever is drawn of it."""
        return of_all_offices(self.frame, self.catalogue, self.period)

    def _together(self, line: Indicator, at: tuple[int, int]) -> list[str]:
        """What all offices come to in a period."""
        count = self.frame[OFFICE].n_unique()
        row = together(self._of_all_offices, self.catalogue, line, at) if count > 1 else None
        return [self.words("rollup_together", count=count, value=self._value(row, line))] if row is not None else []

    def _height(self, row: Row, line: Indicator, end: str) -> float | None:
        """The value, or where only bounds are known one of them."""
        value = row["value"] if row["value"] is not None else row[end]
        return None if value is None else value / 10**line.decimals

    def _measure(self, line: Indicator) -> str:
        unit = self._whole.units.get(line.unit or "")
        return self.words.of(unit.label) if unit is not None else ""

    def _pictures(self, rows: pl.DataFrame, line: Indicator, title: str) -> list[tuple[Figure, str]]:
        """On a page, a figure of which there is nothing to draw has a table alone."""
        try:
            return [(self._picture(rows, line), title)]
        except DataError:
            return []

    def _page(self, rows: pl.DataFrame) -> str:
        from cchc.batch.pictures.page import PageTable, Section, page

        edition, words = self._whole, self.words
        sections = []
        for id in rows["indicator"].unique(maintain_order=True):
            line = edition.figures[id]
            mine = [self._row(row) for row in rows.iter_rows(named=True) if row["indicator"] == id]
            kept = [name for name in self._columns if name not in _NAMED_BY_TITLE]
            places, numbers = list(map(self._columns.index, kept)), frozenset(map(kept.index, self._numbers))
            headings, cells = self._headings, [[row[at] for at in places] for row in mine]
            table = PageTable([headings[at] for at in places], cells, numbers)
            title = f"{line.path} {words.of(label_of(edition, id))}"
            sections.append(Section(title, self._pictures(rows, line, title), [table]))
        sections.append(broken_rules(self.frame, self.catalogue, words))
        foot = words("rollup_foot", edition=words.of(edition.title))
        return page(words("rollup_title"), self._lead(), sections, language=words.language, foot=foot)
