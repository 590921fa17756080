"""Reading a hundred spreadsheets: from bytes to cells with places, errors, formulas and formats.

python-calamine, the fastest reader found, gives bare values in lists; and of `#DIV/0!` nothing. So it
is timed twice: as it is, and with the same `Cell` objects made of what it gives.
"""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

from cchc.readers import xlsx
from cchc.readers.grid import column_name
from cchc.report import Row
from cchc.text.spelling import strip_markup
from cchc.value import Cell
from ratio import Ratio, paired

ROOT = Path(__file__).resolve().parent.parent
FORMS = 100


def main() -> None:
    files = [_form(random.Random(seed)) for seed in range(FORMS)]
    for ratio in _ratios(files):
        print(ratio)


def _ratios(files: list[bytes]) -> list[Ratio]:
    def ours() -> list[object]:
        return [xlsx.read(data) for data in files]

    def bare() -> list[object]:
        return [_values(data) for data in files]

    def with_cells() -> list[object]:
        return [_cells(data) for data in files]

    def by_openpyxl() -> list[object]:
        return [[*openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)] for data in files[:10]]

    return [
        paired("100 xlsx forms to cells / python-calamine to the same cells", ours, with_cells, target=1.3),
        paired("100 xlsx forms to cells / python-calamine to bare lists", ours, bare),
        paired(
            "10 xlsx forms to cells / openpyxl", lambda: [xlsx.read(data) for data in files[:10]], by_openpyxl, rounds=5
        ),
    ]


def _values(data: bytes) -> list[list[object]]:
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _cells(data: bytes) -> tuple[Row, ...]:
    sheet = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
    name, columns = sheet.name, [column_name(place) for place in range(sheet.width)]
    return tuple(
        Row(
            tuple(
                [
                    Cell(str(value), "", None, name, f"{column}{row}")
                    for column, value in zip(columns, values, strict=True)
                ]
            )
        )
        for row, values in enumerate(sheet.to_python(), 1)
    )


def _form(chance: random.Random) -> bytes:
    """The real report with other counts in it, as a spreadsheet program writes it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, border = book.add_worksheet("Phụ lục 3"), book.add_format({"border": 1})
    text = (ROOT / "examples" / "phuong-2024-05.txt").read_text(encoding="utf-8")
    for place, line in enumerate(line for line in text.split("\n") if line.strip()):
        for column, cell in enumerate(map(strip_markup, line.split("\t"))):
            if cell.startswith("#"):
                sheet.write_formula(place, column, "=0/0", border, cell)
            elif column and re.fullmatch(r"[0-9]{1,6}", cell):
                sheet.write_number(place, column, chance.randrange(1000), border)
            elif cell:
                sheet.write_string(place, column, cell, border)
            else:
                sheet.write_blank(place, column, None, border)
    book.close()
    return stream.getvalue()


if __name__ == "__main__":
    main()
