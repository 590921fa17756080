"""A printed rate that one slip of the pen in one of its parts explains names that part; by chance it names none."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from cchc import Report, load_catalogue
from cchc.catalogue import Catalogue
from cchc.judge.computation import Computation
from cchc.judge.part_slips import mending_slip, part_slips

LINES = {
    "xong": "", "con_lai": "", "giao": "", "tong": "", "less": "", "more": "",
    "ty_le": "percent(xong, giao)",
    "ty_le_chung": "percent(xong + con_lai, giao)",
    "ty_le_it_nhat": "percent(max(xong, con_lai), giao)",
    "ty_le_thay": "if_undefined(ty_le, percent(con_lai, tong))",
    "ty_le_khac": "",
    "tong_tinh": "xong + con_lai",
}  # fmt: skip
RULES = {
    "R1": "xong + con_lai == giao",
    "R2": "less <= more",
    "R3": "agrees(ty_le)",
    "R4": "implies(con_lai > 1080, if_undefined(ty_le, 100) <= 50)",
    "R5": "agrees(ty_le_thay)",
}
EDITION = "prefix = 'NHO'\ntitle.vi = 'Báo cáo nhỏ'\nin_force = { from = 2026-01-01 }\n"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A form with rates of several makes."""
    folder, text = tmp_path_factory.mktemp("nho"), EDITION
    for place, (id, formula) in enumerate(LINES.items(), 1):
        kind = "rate" if id.startswith("ty_le") else "count"
        text += f"[lines.{id}]\nlabel.vi = 'Dòng {id}'\ncode = '{place}'\nkind = '{kind}'\n"
        text += f"formula = '{formula}'\n" if formula else ""
    for id, check in RULES.items():
        text += f"[rules.{id}]\ncheck = '{check}'\nseverity = 'error'\nsays.vi = 'Sai {id}'\n"
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def computed(catalogue: Catalogue, figures: Mapping[str, object]) -> Computation:
    return catalogue.evaluate(Report.from_values(figures)).computation


WHOLE = {"giao": 893, "ty_le": "99,22 %"}


@pytest.mark.parametrize(
    ("figures", "id", "meant"),
    [
        (WHOLE | {"xong": 868}, "ty_le", {("xong", 868, 886)}),
        (WHOLE | {"xong": 886, "giao": 983}, "ty_le", {("giao", 983, 893)}),
        (WHOLE | {"xong": 886}, "ty_le", set()),
        (WHOLE | {"xong": 500}, "ty_le", set()),
        # a rule that holds would be broken
        (WHOLE | {"xong": 868, "con_lai": 25}, "ty_le", set()),
        # one that is broken stays so
        (WHOLE | {"xong": 868, "con_lai": 3}, "ty_le", {("xong", 868, 886)}),
        # a part that is not there; a line that is none, is not computed, is no rate, or has nothing printed
        (WHOLE, "ty_le", set()),
        (WHOLE | {"xong": 868}, "khong_co", set()),
        (WHOLE | {"xong": 868, "ty_le_khac": "99,22 %"}, "ty_le_khac", set()),
        ({"xong": 868, "con_lai": 5, "tong_tinh": "891"}, "tong_tinh", set()),
        ({"xong": 868, "giao": 893}, "ty_le", set()),
        # few digits tell nothing, nor does a rate of all or nothing
        (WHOLE | {"xong": 868, "ty_le": "99 %"}, "ty_le", set()),
        ({"xong": 12, "giao": 21, "ty_le": "100,00 %"}, "ty_le", set()),
        ({"xong": 1, "giao": 10, "ty_le": "1,00 %"}, "ty_le", {("giao", 10, 100)}),
        # two slips may explain it, but not seven
        ({"xong": 21, "giao": 120, "ty_le": "10,00 %"}, "ty_le", {("xong", 21, 12), ("giao", 120, 210)}),
        ({"xong": 10, "giao": 100, "ty_le": "1,00 %"}, "ty_le", set()),
        ({"xong": 11, "giao": 11, "ty_le": "10,00 %"}, "ty_le", {("giao", 11, 110)}),
        # where 0 stands for what the rate tells
        ({"xong": 0, "giao": 19, "ty_le": "36,84 %"}, "ty_le", {("xong", 0, 7)}),
        ({"xong": 0, "giao": 19, "ty_le": "5,26 %"}, "ty_le", {("xong", 0, 1)}),
        ({"xong": 0, "con_lai": 7, "giao": 100, "ty_le_chung": "49,00 %"}, "ty_le_chung", {("xong", 0, 42)}),
        ({"xong": 7, "giao": 0, "ty_le": "36,84 %"}, "ty_le", set()),
        ({"xong": 0, "con_lai": 7, "giao": 19, "ty_le_it_nhat": "52,63 %"}, "ty_le_it_nhat", set()),
        # where another figure has no value
        ({"xong": 0, "giao": 0, "con_lai": 868, "tong": 893, "ty_le_thay": "99,22 %"}, "ty_le_thay",
         {("con_lai", 868, 886)}),
        ({"xong": 0, "giao": 0, "con_lai": 1069, "tong": 1200, "ty_le_thay": "91,33 %"}, "ty_le_thay", set()),
    ],
)  # fmt: skip
def test_the_part_that_was_meant(
    catalogue: Catalogue, figures: Mapping[str, object], id: str, meant: set[tuple[str, int, int]]
) -> None:
    """With what it says and what it would have to say; no rule that holds is broken for it."""
    found = part_slips(computed(catalogue, figures), id)
    assert {(slip.name, slip.read, slip.meant) for slip in found} == meant
    assert all(isinstance(slip.meant, Fraction) for slip in found)


@pytest.mark.parametrize(
    ("more", "mends"),
    [
        ({"con_lai": 7}, True),
        ({}, False),
        ({"less": 5, "more": 3}, False),
        ({"con_lai": 7, "less": 5, "more": 3}, True),
    ],
)
def test_a_slip_that_mends_a_rule_is_no_chance(catalogue: Catalogue, more: Mapping[str, object], mends: bool) -> None:
    """A rule on figures: that the rate agrees then goes without saying."""
    slip = mending_slip(computed(catalogue, WHOLE | {"xong": 868} | more), "ty_le")
    assert (slip is not None) is mends
