"""An empty form says over its tables in what its figures are, where one unit is of them all, or of all amounts that no
heading says it of."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of

from cchc.writers.tables.template import empty_form

MONEY = '{ id = "thu", heading = ["Số thu"], kind = "number", unit = "trieu_dong" }'
SAID = '{ id = "chi", heading = ["Số chi (nghìn đồng)"], kind = "number", unit = "nghin_dong" }'
RATE = '{ id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", formula = "percent(thu, thu)" }'
COUNT = '{ id = "ho", heading = ["Số hộ"], kind = "count", unit = "ho_gia_dinh" }'
AGE = '{ id = "tuoi", heading = ["Tuổi bình quân"], kind = "number", unit = "tuoi", over_rows = "reported" }'
WITH_UNITS = STUB.replace("}]", '}, { is = "unit", heading = ["Đơn vị"] }]')


@pytest.mark.parametrize(
    ("columns", "unit"),
    [
        ([MONEY], "triệu đồng"),
        ([MONEY, RATE], "triệu đồng"),
        ([MONEY, COUNT], "triệu đồng"),
        ([MONEY, SAID], "triệu đồng"),
        ([SAID, COUNT], None),
        ([SAID], None),
        ([AGE, COUNT], None),
        ([COUNT], "hộ"),
    ],
)
@pytest.mark.parametrize("stub", [STUB, WITH_UNITS])
def test_the_unit_of_a_form_stands_over_its_table(
    columns: list[str], unit: str | None, stub: str, tmp_path: Path
) -> None:
    rows = 'rows = [{ id = "a", code = "1", label.vi = "A" }]\n'
    edition = catalogue_of(tmp_path, f"[table.t]\n{stub}{rows}columns = [{', '.join(columns)}]\n").edition
    form = empty_form(edition, "vi", period=None, office="")
    told = [row.boxes[0].text for row in form.rows if row.boxes[0].text.startswith("Đơn vị tính:")]
    assert told == ([] if unit is None or stub is WITH_UNITS else [f"Đơn vị tính: {unit}"])
