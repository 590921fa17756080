"""Minimal corrections of tables: where a failing row and a failing column cross, the one cell is named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from tests.tables import small
from tests.tables.planting import Mistake, Planted

from cchc import Evaluation

FORMS = ("bieu-06", "qd-766", "ho-tich-11a")
STEP = 97
"""One mistake of so many is planted."""


@cache
def planted(name: str) -> Planted:
    return Planted(name)


def mistakes(name: str) -> Sequence[Mistake]:
    form = planted(name)
    return [mistake for cell in form.cells for mistake in form.mistakes(cell)][::STEP]


def alone(evaluation: Evaluation) -> list[str]:
    """The cells each of which mends all by itself."""
    sets = [one for each in evaluation.corrections() for one in each.sets]
    return [one.changes[0].figure for one in sets if len(one.changes) == 1]


@pytest.mark.parametrize("name", FORMS)
def test_a_right_table_asks_for_nothing(name: str) -> None:
    """Where all agrees, nothing is to be corrected."""
    assert planted(name).judged(planted(name).text).corrections() == ()


@pytest.mark.parametrize(("name", "mistake"), [(name, each) for name in FORMS for each in mistakes(name)], ids=str)
def test_the_wrong_cell_mends_all_by_itself(name: str, mistake: Mistake) -> None:
    """Whatever a single wrong cell breaks, changing it is a smallest way to mend it."""
    evaluation = planted(name).with_mistake(mistake)
    told = evaluation.corrections()
    assert all(each.is_whole for each in told)
    assert not told or mistake.cell.address in alone(evaluation)


def test_where_a_row_and_a_column_cross_there_is_one_cell() -> None:
    """A part that neither its row nor its total bears with: the only cell, and the figure that was there."""
    form = planted("bieu-06")
    cell = next(each for each in form.cells if not each.address.startswith("b06[total]") and each.text.isdecimal())
    mistake = Mistake("digit", cell, cell.text + "7")
    (told,) = form.with_mistake(mistake).corrections()
    ((change,),) = (each.changes for each in told.sets)
    assert (change.figure, change.old, change.new) == (cell.address, mistake.text, cell.text)
    assert change.is_certain
    assert len(told.rules) > 1


GIVEN = """
[table.t]
kind = "count"
unit = "dong"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
rows = [
    { id = "mot", code = "1", label.vi = "Một", most = 5 },
    { id = "hai", code = "2", label.vi = "Hai", most = 3 },
    { id = "cong", label.vi = "Cộng", formula = "mot + hai" },
]
columns = [
    { id = "most", number = "1", heading = ["Tối đa"], given = true },
    { id = "x", number = "2", heading = ["Đạt"], part_of = "most" },
]
"""


def test_a_figure_of_the_catalogue_is_what_it_is_whatever_is_printed(tmp_path: Path) -> None:
    """A wrong print of it is mended by itself, and so is a total of what is wrongly printed: they are two things."""
    catalogue = small.catalogue_of(tmp_path, GIVEN, small.HEAD + small.DONG)
    rows = ("STT|Nội dung|Tối đa|Đạt", "||1|2", "1|Một|6|1", "2|Hai|3|1", "|Cộng|9|2")
    told = small.judged(catalogue, *rows).corrections()
    assert [[change.figure for one in each.sets for change in one.changes] for each in told] == [
        ["t[Một].most"],
        ["t[total].most"],
    ]
    assert [one.changes[0].new for each in told for one in each.sets] == ["5", "8"]


def test_time_that_is_over_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found by then is told, and that it is not all."""
    monkeypatch.setattr("cchc.solver.library._SECONDS", 0)
    form = planted("bieu-06")
    (told, *_) = form.with_mistake(next(form.mistakes(form.cells[0]))).corrections()
    assert not told.is_whole
    assert told.rules
