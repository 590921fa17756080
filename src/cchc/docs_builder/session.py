"""What the pages ask of the library when it runs in the reader's browser: JSON in, JSON out.

Imports nothing that a browser has not: the core alone. `answer` is the only door.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Container, Iterator, Mapping
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import is_zipfile

from attrs import asdict

from cchc.catalogue import Catalogue, load_catalogue
from cchc.docs_builder import session_causes, session_tables, session_wards
from cchc.edition import Edition, Indicator, label_of
from cchc.errors import CchcError, MissingExtraError, ReadError
from cchc.evaluation import Evaluation
from cchc.filed.rates import rate_heads, rate_rows
from cchc.finding import Finding
from cchc.judge.display import in_force_text, status_text
from cchc.report import Report
from cchc.text.spelling import strip_markup
from cchc.words import LANGUAGES

if TYPE_CHECKING:
    from cchc.returned import SourceDocument

_last: dict[str, Evaluation] = {}
"""The report checked last, of which files may be asked."""
_document: dict[str, SourceDocument] = {}
"""The document that it was read from, where it was one."""
_several: session_wards.Judged = {}
"""The reports of the table made last."""
_opened: list[Path] = []
"""The folder whose catalogue is asked, where it is not the library's own."""


def open_catalogue(folder: str) -> None:
    """Ask a catalogue that lies in a folder, an edition a folder inside, from here on."""
    _opened[:] = [Path(folder)]


def _catalogue(edition: str) -> Catalogue:
    """An edition by its id; by "" the one that a report itself asks for."""
    if not _opened:
        return load_catalogue(edition or None, with_definitions=False)
    return load_catalogue(_opened[0] / edition if edition else _opened[0], with_definitions=False)


def rehearse(folder: str) -> None:
    """Check the filled forms of a folder, and forget them: what is loaded late is then loaded for a reader's own."""
    for form in sorted(Path(folder).iterdir()):
        for language in LANGUAGES:
            answer("check", json.dumps({"edition": "", "name": form.name, "language": language}), form.read_bytes())
    _last.clear()
    _document.clear()


def answer(name: str, values: str, data: bytes = b"") -> str:
    """JSON with the answer to a question, with why it was refused (what was handed over is no report), or with what it
    takes that the page has not loaded yet."""
    asked: dict[str, Any] = json.loads(values)
    try:
        told: dict[str, Any] = {"answer": _QUESTIONS[name](asked, bytes(data))}
    except MissingExtraError as error:
        told = {"missing": error.extra, "refused": str(error)}
    except CchcError as error:
        told = {"refused": _said(error, asked["language"])}
    return json.dumps(told, ensure_ascii=False)


def _said(error: CchcError, language: str) -> str:
    """What an error says, in the reader's language where it can."""
    return error.messages.get(language, str(error)) if isinstance(error, ReadError) else str(error)


def calculate(asked: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    """The value of one line for figures typed as on the form, and what is found about those lines."""
    catalogue, language = _catalogue(asked["edition"]), asked["language"]
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
    """A filled form, line by line or as its tables stand in the file, and its findings."""
    from cchc.readers import read_report

    catalogue = _catalogue(asked["edition"])
    evaluation = catalogue.evaluate(read_report(data, catalogue, name=asked["name"]))
    _document.clear()
    source = _document_of(data, asked["name"])
    if source is not None:
        _document["source"] = source
    return _checked(evaluation, asked["name"], asked["language"])


def _document_of(data: bytes, name: str) -> SourceDocument | None:
    """A document that can be given back; what gives it back is loaded with the first archive."""
    if not is_zipfile(BytesIO(data)):
        return None
    from cchc.returned import SourceDocument

    return SourceDocument.of(data, name) if SourceDocument.may_be(name) else None


def _checked(evaluation: Evaluation, name: str, language: str) -> dict[str, Any]:
    _last["report"] = evaluation
    report, period = evaluation.report, evaluation.report.period
    shown = (_of_tables if report.tables else _of_lines)(evaluation, language)
    return {
        "file": name,
        "document": _document["source"].kind if "source" in _document else None,
        "title": report.title,
        "office": report.office,
        "period": {"start": f"{period.start:%d/%m/%Y}", "end": f"{period.end:%d/%m/%Y}"} if period else None,
        "form": _form(evaluation, language),
        "summary": asdict(evaluation.summary),
        "rates": _rates(evaluation, language),
        "causes": session_causes.told(evaluation, language, shown["found"]),
        **shown,
    }


def _form(evaluation: Evaluation, language: str) -> dict[str, str]:
    """The edition that it was judged by, how far that may be trusted and when it holds, and why it was this one."""
    edition = evaluation.edition
    about = f"{status_text(edition)[language]}; {in_force_text(edition, language)}"
    why = evaluation.choice.message[language]
    return {"id": edition.id, "title": edition.title[language], "about": about, "why": why}


def _rates(evaluation: Evaluation, language: str) -> dict[str, Any]:
    """The percentages, as the command line's table has them; of a form without any, no rows."""
    words = _words(language)
    rows = [{"id": row.line.id, "texts": row.texts, "tone": row.tone} for row in rate_rows(evaluation, words)]
    return {"heads": rate_heads(words), "rows": rows}


def _words(language: str) -> session_wards.WardWords:
    return session_wards.WardWords(language, lambda error: _said(error, language))


def wards(asked: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Several files, one behind the other in `data` (`files` has their names and sizes), as one table of offices."""
    files: dict[str, bytes] = {}
    for each in asked["files"]:
        files[_new(each["name"], files)], data = data[: each["size"]], data[each["size"] :]
    language = asked["language"]
    found, unread = session_wards.judged(list(files.items()), _catalogue(asked["edition"]))
    _several.clear()
    _several.update(found)
    return session_wards.shown(found, unread, _words(language))


def ward(asked: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    """One of the reports of the table made last, as `check` gives it: judged after the one before it."""
    source, number = asked["report"]
    _document.clear()
    return _checked(_several[source, number][0], source, asked["language"])


def _new(name: str, taken: Container[str]) -> str:
    """A file's name, numbered where there is one of that name already: folders are not told to a page."""
    names = chain([name], (f"({number}) {name}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _of_lines(evaluation: Evaluation, language: str) -> dict[str, Any]:
    """Every finding with its place in the file and its line of the form, which bears its number."""
    edition = evaluation.edition
    return {
        "heads": {column.id: column.label[language] for column in edition.columns.values()},
        "found": [{**_finding(finding, language), **_place(edition, finding)} for finding in evaluation.findings],
        "rows": list(_rows(evaluation, language)),
    }


def _place(edition: Edition, finding: Finding) -> dict[str, str]:
    """The line as the form numbers it, the place in the file, and the name of the row that bears the finding."""
    line = finding.indicators[0] if finding.indicators else ""
    return {
        "where": edition.everything[line].path if line in edition.everything else "",
        "place": session_causes.place_in_file(finding.cell),
        "cell": f"line-{line}" if line else "",
    }


def _of_tables(evaluation: Evaluation, language: str) -> dict[str, Any]:
    """Every finding with its place in the tables, which are shown as they were filled in."""
    return session_tables.shown(evaluation, language, lambda finding: _finding(finding, language))


def _rows(evaluation: Evaluation, language: str) -> Iterator[dict[str, Any]]:
    edition = evaluation.edition
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(evaluation.findings, 1):
        for id in finding.indicators[:1]:
            found.setdefault(id, []).append(number)
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
            "findings": found.pop(line.id, []),
        }
    for id, rest in found.items():
        label = label_of(edition, id)[language]
        yield {"id": id, "path": "", "heading": False, "label": label, "cells": {"code": ""}, "findings": rest}


def _value(evaluation: Evaluation, line: Indicator, language: str) -> dict[str, Any]:
    provenance = evaluation.provenance(line.id)
    return {
        "display": evaluation.display(line.id, language),
        "state": evaluation.values[line.id].state,
        "origin": provenance.origin,
        "from": provenance.cell.column if provenance.cell is not None else None,
        "printed": strip_markup(provenance.printed) if provenance.printed is not None else None,
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message[language],
        "expected": finding.wanted(language),
        "suggestion": finding.suggestion[language] if finding.suggestion else None,
    }


def file(asked: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    """The report checked last as a file to download, in Base64.

    A spreadsheet and a page have the findings on their cells; text is the form as it was written; JSON
    is the evaluation, as `cchc check --format json` prints it; the letter asks the office to mend its report; the
    document is the very one that was handed over, with remarks on what was found.
    """
    return {"base64": base64.b64encode(_written(_last["report"], asked["kind"], asked["language"])).decode()}


def _written(evaluation: Evaluation, kind: str, language: str) -> bytes:
    from cchc.writers.formats import FORMATS, Filed
    from cchc.writers.letter import OfficeLetter

    if kind == "letter":
        return OfficeLetter(evaluation, language).write("docx without a library")
    if kind == "document":
        from cchc.returned import NotKeptError, marks_upon

        try:
            return _document["source"].given_back(marks_upon(Filed(evaluation, language, is_checked=True)))
        except NotKeptError as error:
            raise CchcError(_words(language)("book_not_kept", error.why)) from None
    if kind == "json":
        from cchc.serialize import to_json

        return to_json(evaluation, indent=2, language=language).encode()
    written = next(each for each in FORMATS if each.name == kind)
    return written.write(Filed(evaluation, language, is_checked=True))


_QUESTIONS: Mapping[str, Callable[[Mapping[str, Any], bytes], dict[str, Any]]] = {
    "calculate": calculate,
    "check": check,
    "file": file,
    "wards": wards,
    "ward": ward,
}
