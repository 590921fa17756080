"""A row whose label says the opposite of the line that it is taken for is asked about, and its figure not taken."""

from __future__ import annotations

from pathlib import Path

import pytest

import cchc
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.reading.cells.opposites import are_contrary
from cchc.report import Report
from cchc.value import Missing, Reason, Reported

CATALOGUE = cchc.load_catalogue("phuong-2024")
FILLING = (Path(__file__).parent / "wordings/filling.txt").read_text(encoding="utf-8")


def relabelled(id: str, label: str) -> Report:
    printed = CATALOGUE.indicators[id].label["vi"]
    assert printed in FILLING
    return read_rows(parse(FILLING.replace(f"\t{printed}\t", f"\t{label}\t", 1)), CATALOGUE.edition)


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("ho_so_dung_han", "Số hồ sơ TTHC giải quyết quá hạn"),
        ("ho_so_dung_han", "Số hồ sơ TTHC giải quyết trước hạn"),
        ("ho_so_dung_han", "So ho so TTHC giai quyet qua han"),
        ("ho_so_tiep_nhan_truc_tuyen", "Số hồ sơ TTHC đã tiếp nhận trực tiếp"),
        ("bien_che_co_mat", "Số biên chế công chức vắng mặt đến thời điểm báo cáo:"),
        ("kh_cchc_nhiem_vu_hoan_thanh", "Số nhiệm vụ chưa hoàn thành theo kế hoạch"),
    ],
)
def test_the_opposite_of_a_label_is_no_slip_of_the_pen(id: str, label: str) -> None:
    report = relabelled(id, label)
    entry = report.entries[id]
    assert entry.value == Missing(Reason.AMBIGUOUS)
    assert [candidate.number.value for candidate in entry.candidates]
    told = [each for each in CATALOGUE.evaluate(report).findings if each.code == "CCHC-C005"]
    assert [each.indicators for each in told] == [(id,)] and "nói ngược" in told[0].message["vi"]


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("ho_so_dung_han", "Số hồ sơ TTHC giải quyết trước và đúng hạn"),
        ("ho_so_dung_han", "Số hồ sơ TTHC được giải quyết đúng hạn"),
        ("kh_cchc_nhiem_vu_hoan_thanh", "Số nhiệm vụ hoàn thành theo kế hoạch năm"),
    ],
)
def test_other_words_for_the_same_are_the_line_s(id: str, label: str) -> None:
    assert isinstance(relabelled(id, label).entries[id].value, Reported)


def test_no_label_is_the_opposite_of_itself() -> None:
    for line in CATALOGUE.edition.everything.values():
        assert not are_contrary(line.label["vi"], line.label["vi"]), line.id
