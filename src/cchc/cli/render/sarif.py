"""SARIF 2.1.0: what code-scanning services and editors read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import cchc
from cchc.cli.checked import Checked
from cchc.cli.render.definition import rule_title
from cchc.cli.render.quote import unfilled
from cchc.cli.subject import home_of
from cchc.cli.words import Words
from cchc.edition import Edition, Severity
from cchc.finding import Finding
from cchc.value import Cell

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INSIDE = "\n" + 8 * " "
"""Before each line of a result, as deep as results lie in a run."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def part(report: Checked, words: Words, *, is_alone: bool) -> str:
    """The codes of one report, described in the language asked for, and a result a finding."""
    codes = dict.fromkeys(finding.code for finding in report.findings)
    rules = [_rule(code, report.evaluation.edition, words) for code in codes]
    results = [_result(report, finding, words) for finding in report.findings]
    return json.dumps({"rules": rules, "results": results}, ensure_ascii=False)


def whole(parts: Iterable[str], bad: int, words: Words) -> Iterator[str]:
    """One run with the results of all reports, each code described once; `parts` are gone through twice."""
    rules = {rule["id"]: rule for part in parts for rule in json.loads(part)["rules"]}
    places = {code: place for place, code in enumerate(rules)}
    before, after = _run(rules, words).rsplit("[]", 1)
    results = (result for part in parts for result in json.loads(part)["results"])
    begun = ""
    for result in results:
        yield f"{begun}," if begun else f"{before}["
        numbered = {**result, "ruleIndex": places[result["ruleId"]]}
        begun = _INSIDE[1:] + json.dumps(numbered, ensure_ascii=False, indent=2).replace("\n", _INSIDE)
    yield f"{begun}\n{_INSIDE[1:-2]}]{after}" if begun else f"{before}[]{after}"


def _run(rules: Mapping[str, dict[str, Any]], words: Words) -> str:
    """The document as it is where nothing was found."""
    driver = {"name": "cchc", "semanticVersion": cchc.__version__, "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": words.language,
        "results": [],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, edition: Edition, words: Words) -> dict[str, Any]:
    """What a code means: the built-in diagnostic, or the catalogue's rule."""
    if (kind := edition.finding_kinds.get(code)) is not None:
        return _descriptor(code, words.of(kind.title), words.of(kind.advice), kind.severity)
    of_tables = (each.rule for table in edition.tables.values() for each in table.rules.values())
    for rule in (*edition.rules.values(), *of_tables):
        if rule.code == code:
            title = rule_title(rule, home_of(rule, edition), words)
            return _descriptor(code, title, words.of(rule.advice), rule.severity)
    return {"id": code}


def _descriptor(code: str, title: str, advice: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": unfilled(title)},
        "help": {"text": unfilled(advice)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(report: Checked, finding: Finding, words: Words) -> dict[str, Any]:
    text = finding.message[words.language]
    if finding.suggestion is not None:
        text += f"\n{finding.suggestion[words.language]}"
    properties = {"indicators": list(finding.indicators), "observed": finding.observed, "expected": finding.expected}
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(report, finding, words)],
        "properties": {name: value for name, value in properties.items() if value},
    }


def _location(report: Checked, finding: Finding, words: Words) -> dict[str, Any]:
    """The file and line; the cell's name and the form's line as logical places."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.source)}}
    if finding.cell is not None and finding.cell.line is not None:
        physical["region"] = {"startLine": finding.cell.line, "snippet": {"text": finding.cell.text}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if logical := list(_logical(report.evaluation.edition, finding.cell, finding.indicators, words)):
        location["logicalLocations"] = logical
    return location


def _logical(edition: Edition, cell: Cell | None, indicators: Sequence[str], words: Words) -> list[dict[str, str]]:
    places = []
    if cell is not None and cell.ref is not None:
        places.append({"fullyQualifiedName": cell.place, "kind": "element"})
    for line in (edition.everything[id] for id in indicators if id in edition.everything):
        name = f"{line.path} {words.of(line.label)}".strip()
        places.append({"name": name, "fullyQualifiedName": line.id, "kind": "member"})
    return places


def _uri(source: str) -> str:
    """A relative reference as given; an absolute path as a file URI."""
    path = PurePath(source)
    return Path(path).as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
