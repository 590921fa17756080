"""What is printed over a table of another time than the title's is told; what agrees with the title is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.test_said_units import HEADINGS, LIST, ROWS, TABLE
from tests.tables.small import HEAD, catalogue_of

from cchc.catalogue import load_catalogue
from cchc.finding import Finding
from cchc.readers import read_report

FORMS = {
    "table": (TABLE, (HEADINGS, *ROWS)),
    "list": (LIST, ("TT|Nội dung|Số lượng|Đơn vị tính|Ghi chú", "1|Tổng số thu|5|triệu đồng|", "2|Tổng số chi|4||")),
}
OTHER = [
    ("THÁNG 4 NĂM 2024", "(Từ ngày 01/3/2024 đến ngày 31/3/2024)"),
    ("THÁNG 4 NĂM 2024", "Từ ngày 15/3/2024 đến ngày 14/4/2024"),
    ("QUÝ III NĂM 2024", "Kỳ báo cáo: Quý II năm 2024"),
    ("QUÝ III NĂM 2024", "Kỳ báo cáo: từ ngày 01/4/2024 đến ngày 30/6/2024"),
    ("NĂM 2024", "(01/01/2023 - 31/12/2023)"),
    ("THÁNG 4 NĂM 2024", "(Tháng 3 năm 2024)"),
]
SAME = [
    ("THÁNG 4 NĂM 2024", "(Từ ngày 01/4/2024 đến ngày 30/4/2024)"),
    ("THÁNG 4 NĂM 2024", "(Lũy kế từ ngày 01/01/2024 đến ngày 30/4/2024)"),
    ("QUÝ III NĂM 2024", "Kỳ báo cáo: Quý III năm 2024"),
    ("THÁNG 6 NĂM 2024", "VÀ 6 THÁNG ĐẦU NĂM 2024"),
    ("THÁNG 4 NĂM 2024", "Kế hoạch số 15/KH-UBND ngày 12/01/2024"),
]


def told(folder: Path, form: str, *lines: str) -> list[Finding]:
    definition, table = FORMS[form]
    catalogue = catalogue_of(folder, definition, HEAD)
    text = "\n".join((*lines, *table)).replace("|", "\t")
    evaluation = catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv"))
    return [each for each in evaluation.findings if each.code == "CCHC-F036"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("title", "other"), OTHER)
def test_a_time_over_the_table_that_is_not_the_titles_is_told(
    tmp_path: Path, form: str, title: str, other: str
) -> None:
    (found,) = told(tmp_path, form, f"BÁO CÁO THỬ {title}", other)
    assert (found.severity, found.observed) == ("warning", other)


def test_it_is_told_where_another_line_stands_between(tmp_path: Path) -> None:
    (found,) = told(
        tmp_path, "table", "BÁO CÁO THỬ THÁNG 4 NĂM 2024", "Đơn vị báo cáo: Phường A",
        "(Từ ngày 01/3/2024 đến ngày 31/3/2024)",
    )  # fmt: skip
    assert found.expected == "01/4/2024 – 30/4/2024"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("title", "same"), SAME)
def test_what_agrees_with_the_title_is_not_told(tmp_path: Path, form: str, title: str, same: str) -> None:
    assert not told(tmp_path, form, f"BÁO CÁO THỬ {title}", same)


@pytest.mark.parametrize("days", ["(Từ ngày 01/5/2024 đến ngày 31/5/2024)", "(Từ ngày 15/4/2024 đến ngày 14/5/2024)"])
def test_a_form_that_closes_within_a_month_may_be_of_the_calendar_month(root: Path, days: str) -> None:
    """Both are in use; days of another month are told all the same."""
    catalogue = load_catalogue("phuong-2024")
    form = (root / "examples/right/phuong-2024-05.txt").read_text(encoding="utf-8")
    lines = form.split("\n")
    at = next(place for place, line in enumerate(lines) if "THÁNG 5 NĂM 2024" in line)

    def codes(told: str) -> list[str]:
        text = "\n".join([*lines[: at + 1], told, *lines[at + 1 :]])
        return [each.code for each in catalogue.evaluate(read_report(text.encode(), catalogue, name="a.txt")).findings]

    assert "CCHC-F036" not in codes(days)
    assert "CCHC-F036" in codes("(Từ ngày 01/3/2024 đến ngày 31/3/2024)")
