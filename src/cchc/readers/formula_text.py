"""Formulas as a person sees them in a spreadsheet: "=E7/E6*100"."""

from __future__ import annotations

import re

from cchc.readers.grid import column_name, column_number

_REFERENCE = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w(.])""")
_OPEN_REFERENCE = re.compile(r"""("[^"]*")|\[((?:[^\]\["']++|'[^']*+')*+)\]""")


def moved(formula: str, down: int, right: int) -> str:
    """A formula that several cells share, as it reads in a cell `down` and `right` of the first."""

    def move(match: re.Match[str]) -> str:
        quoted, column_fixed, column, row_fixed, row = match.groups()
        if quoted:
            return quoted
        column = column if column_fixed else column_name(max(0, column_number(column) + right))
        row = row if row_fixed else str(max(1, int(row) + down))
        return f"{column_fixed}{column}{row_fixed}{row}"

    return _REFERENCE.sub(move, formula)


def plain(formula: str) -> str:
    """A formula of an OpenDocument file ("of:=[.E7]/[.E6]*100") in the form that people see."""
    _, _, body = (
        formula.partition("=") if formula.split("=", 1)[0].rstrip(":").isalpha() else ("", "", formula.lstrip("="))
    )
    return "=" + _OPEN_REFERENCE.sub(
        lambda match: match[1] or match[2].replace("$.", "!").lstrip(".").replace(":.", ":"), body
    )
