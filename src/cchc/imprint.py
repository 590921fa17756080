"""How our own additions to a form are marked where it is written, so that they are left out where it is read again."""

from __future__ import annotations

import re

from cchc.words import face

FINDINGS, CHECKS = "_cchc.findings", "_cchc.checks"
"""Names that a workbook defines: a sheet of findings, and the column that names those of each row."""
ATTRIBUTE = "data-cchc"
"""Stands on the elements of a page that are ours."""
STYLE = "cchc findings"
"""The style of paragraphs that list findings."""
STYLE_ID = "cchcfindings"
_CODES = re.compile(r"[A-Z]{1,4}[0-9]{1,4}(?:, [A-Z]{1,4}[0-9]{1,4})*")


def is_check(text: str) -> bool:
    """Whether a text is what we write into the column of checks: its heading, or codes of findings."""
    return bool(_CODES.fullmatch(text)) or text in face("writing").text("check_column").values()
