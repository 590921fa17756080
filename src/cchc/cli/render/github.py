"""Workflow commands: a hosted check shows each finding at its line of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc.cli.checked import Checked
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.finding import Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def part(report: Checked, words: Words, *, is_alone: bool) -> str:
    """A command a finding."""
    return "\n".join(_command(report, finding, words) for finding in report.findings)


def whole(parts: Iterable[str], bad: int, words: Words) -> Iterator[str]:
    """The commands of all reports; an empty line where there are none."""
    has_commands = False
    for part in filter(None, parts):
        has_commands = True
        yield part
    if not has_commands:
        yield ""


def _command(report: Checked, finding: Finding, words: Words) -> str:
    properties = {"file": report.source, "title": finding.code}
    cell = finding.cell
    if cell is not None and cell.line is not None:
        properties["line"] = str(cell.line)
    told = finding.message[words.language]
    if cell is not None and cell.ref is not None:
        told = f"{cell.place}: {told}"
    if finding.suggestion is not None:
        told += f"\n{finding.suggestion[words.language]}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_message(told)}"


def _message(text: str) -> str:
    """Escaped so that no text of a report can end the command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
