"""What the pages ask of the library when it runs in the reader's browser: JSON in, JSON out.

Imports nothing that a browser has not: the core alone. `answer` is the only door.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from cchc.catalogue import Catalogue, load_catalogue
from cchc.display import label_of
from cchc.edition import Indicator
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.report import Entry, Report
from cchc.text import strip_markup
from cchc.value import Cell, Origin, Reported

_last: dict[str, Evaluation] = {}
"""The report checked last, of which files may be asked."""


def answer(name: str, values: str, data: bytes | None = None) -> str:
    """The answer to a question: a JSON object, or for a file to download its text.

    Raises CchcError for what is no report; the page shows its message.
    """
    asked: dict[str, Any] = json.loads(values)
    answered = _QUESTIONS[name](asked, bytes(data) if data is not None else b"")
    return answered if isinstance(answered, str) else json.dumps(answered, ensure_ascii=False)


def calculate(asked: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    """The value of one line for figures typed as on the form, and what is found about those lines."""
    catalogue, language = load_catalogue(asked["edition"]), asked["language"]
    figures = {id: text.strip() for id, text in asked["figures"].items()}
    evaluation = catalogue.evaluate(Report.from_values(figures))
    calculation = evaluation.explain(asked["id"])
    told = [
        finding for finding in evaluation.findings if set(finding.indicators) <= figures.keys() and finding.indicators
    ]
    return {
        "label": calculation.label[language],
        "display": calculation.display[language],
        "state": calculation.value.state,
        "substituted": calculation.substituted[language] if calculation.substituted is not None else None,
        "findings": [_finding(finding, language) for finding in told],
    }


def check(asked: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """A filled form line by line, its findings beside it."""
    from cchc.readers import read_report

    catalogue, language = load_catalogue(asked["edition"]), asked["language"]
    evaluation = catalogue.evaluate(read_report(data, catalogue, name=asked["name"]))
    _last["report"] = evaluation
    report, summary = evaluation.report, evaluation.summary
    return {
        "title": report.title,
        "unit": report.unit,
        "period": {"start": f"{report.period.start:%d/%m/%Y}", "end": f"{report.period.end:%d/%m/%Y}"}
        if report.period
        else None,
        "summary": {
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "passed": summary.passed,
            "failed": summary.failed,
            "not_evaluated": summary.not_evaluated,
        },
        "heads": {column.id: column.label[language] for column in catalogue.edition.columns.values()},
        "general": [_finding(finding, language) for finding in evaluation.findings if not finding.indicators],
        "rows": list(_rows(evaluation, language)),
    }


def _rows(evaluation: Evaluation, language: str) -> Iterator[dict[str, Any]]:
    edition = evaluation.edition
    found: dict[str, list[Finding]] = {}
    for finding in evaluation.findings:
        for id in finding.indicators[:1]:
            found.setdefault(id, []).append(finding)
    for line in edition.indicators.values():
        entry = evaluation.report.entries.get(line.id)
        cells = {column: strip_markup(cell.text) for column, cell in entry.cells.items()} if entry is not None else {}
        yield {
            "id": line.id,
            "path": line.path,
            "heading": line.is_heading,
            "label": label_of(edition, line.id)[language],
            "cells": {"code": line.code, **cells},
            **(_value(evaluation, line, language) if not line.is_heading else {}),
            "findings": [_finding(finding, language) for finding in found.pop(line.id, [])],
        }
    for id, rest in found.items():
        label = label_of(edition, id)[language]
        yield {
            "id": id,
            "path": "",
            "heading": False,
            "label": label,
            "cells": {"code": ""},
            "findings": [_finding(one, language) for one in rest],
        }


def _value(evaluation: Evaluation, line: Indicator, language: str) -> dict[str, Any]:
    provenance = evaluation.provenance(line.id)
    return {
        "display": evaluation.display(line.id, language),
        "state": evaluation.values[line.id].state,
        "origin": provenance.origin,
        "from": provenance.cell.column if provenance.cell is not None else None,
        "printed": provenance.printed,
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message[language],
        "expected": finding.expected,
        "suggestion": finding.suggestion[language] if finding.suggestion else None,
    }


def corrected(asked: Mapping[str, Any], _data: bytes) -> str:
    """The report checked last as a text form: figures in their column, rates as recomputed, words kept."""
    from cchc.writers import text

    evaluation = _last["report"]
    return text.write(corrected_report(evaluation), evaluation.edition)


def result(asked: Mapping[str, Any], _data: bytes) -> str:
    """The evaluation of the report checked last, as `cchc check --format json` prints it."""
    from cchc.serialize import to_json

    return "\n" + to_json(_last["report"], indent=2, language=asked["language"])


def corrected_report(evaluation: Evaluation) -> Report:
    """What was read, with each figure moved to its column and each computed line as computed."""
    lines = evaluation.edition.indicators
    entries = {
        id: _corrected(evaluation, lines[id], entry) if id in lines else entry
        for id, entry in evaluation.report.entries.items()
    }
    return evolve(evaluation.report, entries=entries)


def _corrected(evaluation: Evaluation, line: Indicator, entry: Entry) -> Entry:
    from cchc.writers.text import value_text

    if line.is_heading:
        return entry
    value, cells = evaluation.values[line.id], dict(entry.cells)
    computed = line.formula is not None
    moved = entry.origin is Origin.RELOCATED and line.unit is not None
    if not computed and not moved:
        return entry
    text = value_text(line, value, evaluation.edition) if isinstance(value, Reported) else ""
    if (
        moved
        and entry.cell is not None
        and entry.printed is not None
        and entry.cell.text.strip() == entry.printed.text.strip()
    ):
        cells.pop(entry.cell.column, None)
    cells["quantity"] = Cell(text, "quantity")
    if line.printed_unit is not None:
        cells.setdefault("unit", Cell(line.printed_unit, "unit"))
    return evolve(entry, cells=cells)


def catalogues(_asked: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    """The editions that can be chosen."""
    from cchc.load import editions

    return {"editions": list(editions())}


_QUESTIONS: Mapping[str, Callable[[Mapping[str, Any], bytes], dict[str, Any] | str]] = {
    "calculate": calculate,
    "check": check,
    "corrected": corrected,
    "result": result,
    "catalogues": catalogues,
}


def loaded(edition: str) -> Catalogue:
    """The catalogue that questions about an edition are answered from."""
    return load_catalogue(edition)
