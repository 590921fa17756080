"""What a newcomer with a form of their own meets: empty forms say what is meant."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.writers.tables import template

EDITION = """
title.{language} = "Return of works"
languages = ["{language}"{other}]
in_force = {{ from = 2025-01-01 }}
prefix = "WK"
signatories = {{ prepared_by = ["Prepared by"], signed_by = ["Approved by"] }}
[table.t]
kind = "count"
label.en = "Works"
label.vi = "Works"
stub = [
    {{ is = "code", heading = ["No."] }}, {{ is = "label", heading = ["Work"] }},
    {{ is = "other", heading = ["Where"] }}, {{ is = "remarks", heading = ["Remarks"] }},
]
rows = [{{ id = "a", code = "1", label.{language} = "Roads" }}, {{ id = "b", code = "2", label.{language} = "Dikes" }}]
columns = [
    {{ id = "plan", number = "1", heading = ["Planned"] }},
    {{ id = "cost", number = "2", heading = ["Cost"], kind = "number" }},
]
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Catalogue]:
    def make(language: str = "en", other: str = "") -> Catalogue:
        folder = tmp_path / "works"
        folder.mkdir(exist_ok=True)
        text = EDITION.format(language=language, other=f', "{other}"' if other else "")
        if not other:
            unspoken = "vi" if language == "en" else "en"
            text = text.replace(f'label.{unspoken} = "Works"\n', "")
        (folder / "edition.toml").write_text(text, encoding="utf-8")
        return load_catalogue(folder)

    return make


def test_remarks_beside_printed_rows_can_be_written_and_all_who_sign_are_named(made: Callable[..., Catalogue]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template.write(made().edition, "en"))).active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    row = cells["Roads"].row
    free = [cell.column for cell in sheet[row] if not cell.protection.locked]
    headed = {cells[text].column for text in ("Where", "Remarks", "Planned", "Cost")}
    assert headed <= set(free)
    assert {"Prepared by", "Approved by"} <= set(cells)
    assert cells["Prepared by"].column < cells["Approved by"].column
