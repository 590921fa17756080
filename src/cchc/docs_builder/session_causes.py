"""What has to be done about a checked form, each thing once, with the places on the form that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.judge.causes import RootCause
from cchc.text.runs import runs


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
            "places": list(_places(cause, found)),
            "findings": [place + 1 for place in cause.findings],
        }
        for number, cause in enumerate(evaluation.causes, 1)
    ]


def _places(cause: RootCause, found: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Where the findings of a cause are, rows that follow one another as one; each leads to its first on the form."""
    shown: dict[str, str] = {}
    for place in cause.findings:
        if found[place]["place"]:
            shown.setdefault(found[place]["place"], found[place]["cell"])
    for run in runs(list(shown)):
        yield {"text": run.text, "cell": shown[run.first]}
