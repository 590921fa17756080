"""What has to be done about a checked form, each thing once, with the places on the form that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.judge.causes import RootCause
from cchc.text.runs import down_the_form, runs
from cchc.value import Cell


def told(evaluation: Evaluation, language: str, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The causes, gravest first, numbered as on the command line; mere notes have no number.

    `found` are the findings as the page shows them, each with its place in the file and on the form.
    """
    return [
        {
            "number": None if cause.severity is Severity.INFO else number,
            "severity": str(cause.severity),
            "word": evaluation.edition.judging.say(language, "severity", cause.severity),
            "title": cause.title[language],
            "action": cause.action[language] if cause.action else None,
            **_where(cause, evaluation, found),
            "findings": [place + 1 for place in cause.findings],
        }
        for number, cause in enumerate(evaluation.causes, 1)
    ]


def _where(cause: RootCause, evaluation: Evaluation, found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the places of a cause are (rows of a text, cells of a sheet, lines of the form), and which."""
    cells = [evaluation.findings[place].cell for place in cause.findings]
    if any(cell is not None and is_of_document(cell) for cell in cells):
        return {"at": "form", "places": list(_on_form(cause, evaluation, found))}
    shown: dict[str, str] = {}
    for place in cause.findings:
        if found[place]["place"]:
            shown.setdefault(found[place]["place"], found[place]["cell"])
    places = [{"text": run.text, "cell": shown[run.first]} for run in down_the_form(list(shown))]
    return {"at": "lines" if all(place.isdecimal() for place in shown) else "cells", "places": places}


def _on_form(cause: RootCause, evaluation: Evaluation, found: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """In a document, whose cells nobody counts: lines by their places in the form, figures of tables by their names."""
    named = {
        line.path: f"line-{id}" for id, line in evaluation.edition.indicators.items() if id in cause.lines and line.path
    }
    paths = list(named)
    for run in sorted(runs(paths), key=lambda run: paths.index(run.first)):
        yield {"text": run.text, "cell": named[run.first]}
    others = (found[place] for place in cause.findings if found[place]["cell"].startswith("cell-"))
    yield from ({"text": text, "cell": cell} for text, cell in {each["where"]: each["cell"] for each in others}.items())


def is_of_document(cell: Cell) -> bool:
    """Whether a cell is of a table of a document, which readers call "#1", not of a sheet."""
    return (cell.sheet or "").startswith("#")


def place_in_file(cell: Cell | None) -> str:
    """Where people look for a cell in the file; nothing in a document, where they go by the form."""
    return "" if cell is None or is_of_document(cell) else cell.place
