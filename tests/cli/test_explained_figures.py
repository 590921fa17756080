"""A figure of a table is explained by its address as a line is: what it asks, what makes it, and how it came about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import load_catalogue, read_report

ROOT = Path(__file__).resolve().parents[2]
B06, QD766 = (ROOT / "catalogue" / id / "right.tsv" for id in ("bieu-06-2020", "qd-766-xa"))


@pytest.mark.parametrize(
    ("edition", "address", "told"),
    [
        ("bieu-06-2020", "b06.tiep_nhan", ["truc_tuyen + truc_tiep + ky_truoc", "da_giai_quyet + dang_giai_quyet"]),
        ("bieu-06-2020", "b06[Đất đai].ky_truoc", ["Đất đai", "B6"]),
        ("bieu-06-2020", "b06[total].tiep_nhan", ["TỔNG SỐ", "the sum of the rows that stand under no other"]),
        ("qd-766-xa", "qd766[g1].diem", ["“Tỷ lệ thủ tục hành chính công bố đúng hạn” + "]),
        ("qd-766-xa", "qd766[Công khai, minh bạch].diem", ["“Tỷ lệ thủ tục hành chính công bố đúng hạn” + "]),
        ("qd-766-xa", "qd766[g1].tu", ["the form has no figure there"]),
    ],
)
def test_a_figure_is_explained_by_its_address(cchc: Callable, edition: str, address: str, told: list[str]) -> None:
    """By the id of its row, or its label; the rules on it and what rows make it included."""
    done = cchc("--lang", "en", "explain", address, "--edition", edition)
    assert done.code == 0
    said = " ".join(done.out.split())
    assert all(each in said for each in told), done.out


def test_a_column_names_the_rules_that_speak_of_it(cchc: Callable) -> None:
    out = cchc("--lang", "en", "explain", "b06.ky_truoc", "--edition", "bieu-06-2020").out
    assert any(line.split()[0] == "rules" and "B6" in line for line in out.splitlines() if line.strip())


def test_a_figure_of_a_report_is_explained_down_to_its_cells(cchc: Callable) -> None:
    """What is printed among its parts stands for itself, as it does in formulas."""
    out = cchc("--lang", "en", "explain", "b06[Đất đai].ty_le_dung_han", str(B06), "--edition", "bieu-06-2020").out
    assert "= (40 + 21 + 17) ÷ 93 × 100 = 83.87%" in out
    assert "line 13: 93" in out


def test_a_sum_of_rows_is_explained_by_the_rows(cchc: Callable) -> None:
    out = cchc("--lang", "en", "explain", "qd766[g1].diem", str(QD766), "--edition", "qd-766-xa").out
    assert "= 5.59 + 3.55 + 1.98 + 5.91 = 17.03" in out


def test_an_evaluation_explains_figures_of_tables() -> None:
    catalogue = load_catalogue("bieu-06-2020")
    evaluation = catalogue.evaluate(read_report(B06, catalogue))
    made = evaluation.explain("b06[total].tiep_nhan")
    assert made.substituted is not None
    assert made.substituted["en"] == "260 + 1,188 + 93 + 56 + 30 + 2"
    assert len(made.parts) == 6


def test_a_row_that_no_form_prints_is_no_figure(cchc: Callable) -> None:
    done = cchc("--lang", "en", "explain", "qd766[g9].diem", "--edition", "qd-766-xa")
    assert done.code == 2
    assert "qd766[g9].diem" in done.err
