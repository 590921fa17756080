"""What stands between two lines across a table of a PDF: one row, whatever its narrow column wrapped, or several."""

from __future__ import annotations

import pytest

from cchc.readers import pdf

from . import drawn

WALLS = (20, 45, 220, 280, 380)


def texts(*content: str) -> list[list[str]]:
    form = pdf.read(drawn.pdf("\n".join(content)), "x.pdf")
    return [[cell.text for cell in row.cells] for row in form.rows]


def rows(*cells: tuple[float, str, str, str, str]) -> list[str]:
    """Texts at heights, one to a column."""
    return [
        drawn.text(x, y, words, size=9)
        for y, *line in cells
        for x, words in zip((23, 50, 225, 285), line, strict=True)
        if words
    ]


@pytest.mark.parametrize("code", [("2.4.", "1"), ("2.4", ".1")])
@pytest.mark.parametrize("others", [0, 3])
def test_a_code_that_its_narrow_column_wraps(code: tuple[str, str], others: int) -> None:
    """It is one code whether or not rules part other rows."""
    ys = [260 - 20 * number for number in range(others + 1)]
    single = rows(*((y - 14, f"{number}", "dong", f"{number}", "cai") for number, y in enumerate(ys[:-1], 1)))
    top = ys[-1]
    cells = rows((top - 11, code[0], "Ban hanh van ban", "5", "Ho so"), (top - 22, code[1], "mot cua", "", "moi"))
    found = texts(drawn.grid(WALLS, (*ys, top - 30)), *single, *cells)
    assert found[-1] == ["2.4.1", "Ban hanh van ban mot cua", "5", "Ho so moi"]
    assert len(found) == others + 1


def test_codes_of_any_kind_are_one_where_rules_part_the_rows() -> None:
    """No figure is taken from its label because "10" did not fit."""
    ys = (260, 240, 220, 200, 170)
    single = rows(*((y - 14, f"{number}", "dong", f"{number}", "cai") for number, y in enumerate(ys[:3], 7)))
    cells = rows((189, "1", "So ho ngheo", "5", "Ho"), (178, "0", "trong ky", "", ""))
    assert texts(drawn.grid(WALLS, ys), *single, *cells)[-1] == ["10", "So ho ngheo trong ky", "5", "Ho"]


def test_a_heading_that_rules_part_makes_no_rows_of_the_rest() -> None:
    """Where only the heading is ruled, codes under each other begin rows, closely set or not."""
    heading = rows((248, "TT", "Noi dung", "So", "Don vi"), (228, "1", "2", "3", "4"))
    body = rows(*((206 - 11 * number, f"{number + 1}.", f"dong {number}", f"{number}", "cai") for number in range(5)))
    found = texts(drawn.grid(WALLS, (260, 240, 220, 150)), *heading, *body)
    assert found[2:] == [[f"{number + 1}.", f"dong {number}", f"{number}", "cai"] for number in range(5)]
