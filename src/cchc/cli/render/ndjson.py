"""One JSON object a report, each on a line, of however many reports: a program reads them one by one."""

from __future__ import annotations

from cchc.cli.checked import Checked
from cchc.cli.render import json
from cchc.cli.words import Words

whole = json.whole


def part(report: Checked, words: Words, *, is_alone: bool) -> str:
    """As in JSON, on one line."""
    return json.part(report, words, is_alone=False)
