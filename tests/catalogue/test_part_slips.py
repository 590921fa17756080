"""A rate that differs from its parts by one slip of the pen in one of them says so, and names that part."""

from __future__ import annotations

import pytest
from tests.catalogue.test_honest_form import evaluated, form

from cchc.evaluation import Evaluation
from cchc.judge.part_slips import mending_slip, part_slips, slips_of


def judged(**texts: str) -> Evaluation:
    return evaluated(form(lambda line, row: [*row[:2], texts.get(line.id, row[2]), *row[3:]]))


def test_what_a_hand_may_have_meant() -> None:
    """Neighbouring digits swapped, one too many, one too few; no number begins with 0."""
    assert {21, 1, 2, 120, 132, 912} <= set(slips_of(12))
    assert {12, 0}.isdisjoint(slips_of(12))
    assert 1 in slips_of(10) and 0 not in slips_of(10)


@pytest.mark.parametrize(
    ("line", "text", "rate", "meant"),
    [
        ("bien_che_giao", "32", "bien_che_ty_le_chua_su_dung", 23),
        ("tthc_nghia_vu_tai_chinh", "91", "thanh_toan_truc_tuyen_ty_le", 19),
        ("tthc_thanh_toan_truc_tuyen", "0", "thanh_toan_truc_tuyen_ty_le", 10),
        ("ho_so_tiep_nhan_truc_tuyen", "293", "ho_so_truc_tuyen_ty_le", 239),
    ],
)
def test_the_part_and_what_it_should_be_are_told(line: str, text: str, rate: str, meant: int) -> None:
    evaluation = judged(**{line: text})
    (slip,) = part_slips(evaluation.computation, rate)
    assert (slip.name, slip.read, slip.meant) == (line, int(text), meant)
    (finding,) = (each for each in evaluation.findings if each.code == "CCHC-R003")
    assert finding.indicators == (rate, line)
    assert f"là {meant}, không phải {text}" in finding.message["vi"]
    assert f"{meant}, not {text}" in finding.message["en"]


@pytest.mark.parametrize(
    ("texts", "rate"),
    [
        # Two digits of a rate agree with some slip by chance.
        ({"kh_cchc_ty_le_hoan_thanh": "33 %"}, "kh_cchc_ty_le_hoan_thanh"),
        # All of a whole are all of any.
        ({"dvctt_mot_phan_ty_le": "100,00 %"}, "dvctt_mot_phan_ty_le"),
        # A rate that no slip explains.
        ({"thanh_toan_truc_tuyen_ty_le": "71,83 %"}, "thanh_toan_truc_tuyen_ty_le"),
        # It is right.
        ({}, "bien_che_ty_le_chua_su_dung"),
    ],
)
def test_where_nothing_can_be_told_nothing_is(texts: dict[str, str], rate: str) -> None:
    evaluation = judged(**texts)
    assert not evaluation.findings or not part_slips(evaluation.computation, rate)
    assert all("không phải" not in finding.message["vi"] for finding in evaluation.findings)


def test_no_figure_is_proposed_that_breaks_a_rule() -> None:
    """5,26 % are 1 of 19, and 10 of 190; but there are 166 procedures in all."""
    evaluation = judged(thanh_toan_truc_tuyen_ty_le="5,26 %")
    found = part_slips(evaluation.computation, "thanh_toan_truc_tuyen_ty_le")
    assert [(slip.name, slip.meant) for slip in found] == [("tthc_thanh_toan_truc_tuyen", 1)]


def test_while_its_parts_are_in_doubt_an_error_is_not_put_right() -> None:
    """A rate of 131 % that the form cannot have is neither a correction nor written over the error."""
    from cchc.writers.checked import checked

    evaluation = judged(nhiem_vu_cap_tren_hoan_thanh="21", nhiem_vu_cap_tren_ty_le_hoan_thanh="#DIV/0!")
    assert all(not cause.corrections for cause in evaluation.causes)
    marked = next(line for line in checked(evaluation).lines if line.id == "nhiem_vu_cap_tren_ty_le_hoan_thanh")
    assert marked.boxes["quantity"].text == "#DIV/0!"
    assert marked.boxes["result"].text == "175,00 %"


@pytest.mark.parametrize(("text", "meant"), [("868", 886), ("8860", 886), ("500", None)])
def test_a_slip_that_mends_another_rule_too_is_the_cause(text: str, meant: int | None) -> None:
    """868 in time of 893 leave 25 late beside 7 letters; with 886 the rate and the letters agree at once. That is no
    chance, and nobody is told to write 18 letters more; where no slip does so, the parts are in doubt."""
    evaluation = judged(ho_so_dung_han=text)
    (rate,) = (each for each in evaluation.findings if each.code == "CCHC-R003")
    slip = mending_slip(evaluation.computation, "ho_so_ty_le_dung_han")
    assert (slip and slip.meant) == meant
    assert ("ho_so_dung_han" in rate.indicators) == (meant is not None)
    if meant is not None:
        (cause,) = evaluation.causes
        assert cause.lines[0] == "ho_so_dung_han"
        assert f"ghi {text}" in cause.title["vi"].replace(".", "") and "ho_so_qua_han" not in cause.title["vi"]
        assert f"là {meant}, không phải" in rate.message["vi"]
