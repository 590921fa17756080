"""One JSON object a report (`cchc.evaluation/2`); of several reports, one on a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from cchc.cli.checked import Checked
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.serialize import EvaluationRecord, record_of, to_json

_MOST_INDENTED = 2_500
"""More figures of tables, and findings, nobody reads line by line; indented, they take twice the time and nearly twice
the room."""
_LIKE_A_FINDING = 3
"""So many figures take as many lines as a finding."""


def part(report: Checked, words: Words, *, is_alone: bool) -> str:
    """Messages stand there in every language; figures are displayed in the one asked for."""
    return to_json(_chosen(report, words), indent=2 if is_alone and _is_read(report) else None)


def whole(parts: Iterable[str], bad: int, words: Words) -> Iterator[str]:
    """An object a report."""
    yield from parts


def _is_read(report: Checked) -> bool:
    """Whether a person may look at it line by line."""
    rows = (row for table in report.evaluation.report.tables.values() for row in table.rows)
    return sum(len(row.entries) for row in rows) + _LIKE_A_FINDING * len(report.findings) <= _MOST_INDENTED


def _chosen(report: Checked, words: Words) -> EvaluationRecord:
    """The evaluation with the findings that were asked for, counted as such."""
    record, counts = record_of(report.evaluation, words.language, report.findings), report.counts
    summary = evolve(
        record.summary,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
    )
    disagreements = report.evaluation.corrections() if report.suggests else None
    return evolve(record, summary=summary, disagreements=disagreements)
