"""A list of lines is drafted by what is printed beside each line and by what is filled in."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
from tests.drafting.test_drafts import line_of, of_rows, text_of

from cchc.drafting import drafted
from cchc.drafting.levels import levels_in

CLINIC = (
    "Form MOH 799A",
    "QUARTERLY REPORT OF PRIMARY HEALTH FACILITIES",
    "Reporting period: {period}",
    "Reporting facility: {office}",
    "No.|Indicator|Reported|Unit|Comments",
    "A|FACILITY|||",
    "1|Date of this visit|03 April 2026||",
    "2|In-charge|Grace Mutua||",
    "3|Staff in post|23|persons|",
    "4|Accredited|Yes||",
    "B|ANTENATAL CARE|||",
    "1|Clients served|478|clients|",
    "|of which: first visits|331|clients|",
    "2|Coverage|91.9|%|",
    "3|Mark|8|points|",
    "C|IMMUNISATION|||",
    "1|Clients served|1012|clients|",
    "|of which: first visits|402|clients|",
    "2|Coverage|101.25|%|",
    "3|Mark|7.5|points|",
    "D|FUNDS|||",
    "1|Balance brought forward|412.5|KES '000|",
    "2|Received|1850|KES '000|",
    "3|Mean waiting time|-2.5|minutes|",
)


def lines_of(*, is_blank: bool = False) -> dict[str, dict[str, Any]]:
    """The lines drafted of the clinic's form, by their ids."""
    rows = [row.format(period="January to March 2026", office="Makueni Health Centre") for row in CLINIC]
    if is_blank:
        rows = ["|".join((*cells[:2], "", *cells[3:])) if len(cells := row.split("|")) > 3 else row for row in rows]
        rows[4] = CLINIC[4]
    draft = tomli.loads(drafted(of_rows(*rows), "clinic").files["edition.toml"])
    lines: dict[str, dict[str, Any]] = draft["lines"]
    return lines


def test_what_is_filled_in_decides_what_a_line_asks_for() -> None:
    """Dates, names and answers are no headings, money is no count, and decimals are those of all lines of a unit."""
    lines = lines_of()
    asked = {id: line["kind"] for id, line in lines.items()}
    assert asked["facility"] == "heading"
    assert (asked["date_of_this_visit"], asked["in_charge"], asked["accredited"]) == ("date", "text", "yes-no")
    assert asked["received"] == "number"
    assert (lines["received"]["decimals"], lines["immunisation_mark"]["kind"]) == (1, "score")
    assert lines["balance_brought_forward"]["over_time"] == "first"
    assert lines["immunisation_coverage"]["sign"] == "any"
    assert lines["mean_waiting_time"]["sign"] == "any"
    assert lines["mean_waiting_time"]["over_time"] == "reported"


def test_an_empty_list_is_drafted_by_its_words() -> None:
    lines = lines_of(is_blank=True)
    assert lines["date_of_this_visit"]["kind"] == "date"
    assert lines["received"]["kind"] == "number"
    assert lines["in_charge"]["kind"] == "heading"
    assert "decimals" not in lines["received"]


def test_lines_of_repeated_sections_are_named_by_their_sections() -> None:
    """In the language of the form, and all of them, not the second only."""
    served = [id for id, line in lines_of().items() if line["label"]["en"] == "Clients served"]
    assert served == ["antenatal_care_clients_served", "immunisation_clients_served"]


def test_what_is_some_of_the_line_above_is_part_of_it() -> None:
    parts = {line["part_of"]: line["unit"] for line in lines_of().values() if "part_of" in line}
    assert parts == {"antenatal_care_clients_served": "clients", "immunisation_clients_served": "clients"}


@pytest.mark.parametrize(("word", "unit"), [("Trong đó: nữ", "Người"), ("dos quais: mulheres", "pessoas")])
def test_parts_are_known_in_each_language(word: str, unit: str) -> None:
    text = text_of("BÁO CÁO NĂM 2025", "STT|Nội dung|Số lượng|Đơn vị tính", f"1|Cán bộ||{unit}", f"|{word}||{unit}")
    assert 'part_of = "can_bo"' in text


def test_a_part_in_another_unit_is_none() -> None:
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số lượng|Đơn vị tính", "1|Dự án||Dự án", "|Trong đó: vốn||Triệu đồng"
    )
    assert "part_of" not in text


def test_units_that_the_library_has_not_are_defined_once() -> None:
    draft = tomli.loads(drafted(of_rows(*CLINIC), "clinic").files["edition.toml"])
    assert {id: unit["label"]["en"] for id, unit in draft["units"].items()} == {
        "persons": "persons", "clients": "clients", "kes_000": "KES '000", "minutes": "minutes"
    }  # fmt: skip
    assert draft["form_number"] == "MOH 799A"


def test_a_formula_in_a_heading_is_read_and_is_no_id() -> None:
    """Where no row of numbers stands below."""
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số phải làm (a)|Số đã làm (b)|Còn lại (c) = (a)-(b)|% (d) = (b/a)x100",
        "I|Nhóm||||", "1|Xưởng||||", "2|Kho||||",
    )  # fmt: skip
    rate, left = line_of(text, "x100"), line_of(text, "Còn lại")
    assert 'id = "ty_le"' in rate
    assert 'formula = "percent(so_da_lam, so_phai_lam)"' in rate
    assert "so_phai_lam" in left.partition("formula")[2]
    assert "number" not in rate


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("3,2‰", "4‰"), "rate"),
        (("1,234.50", "2.25"), "number"),
        (("45 hs", "12 hs"), "count"),
        (("(1.200)", "5"), "count"),
    ],
)
def test_figures_written_otherwise_are_no_texts(cells: tuple[str, ...], kind: str) -> None:
    """With a sign or a unit behind them, in brackets, or with the decimal sign of another language."""
    name = "Tỷ lệ sinh (‰)" if kind == "rate" else "Kết quả"
    rows = (f"{code}|Xã {code}|{cell}|1" for code, cell in zip("AB", cells, strict=True))
    assert ('kind = "text"' in line_of(text_of("BÁO CÁO", f"STT|Tên|{name}|Số vụ", *rows), name)) is False


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (("UBND TỈNH ĐIỆN BIÊN", "UBND XÃ MƯỜNG PHĂNG"), {"offices": "xã", "superiors": "tỉnh"}),
        (("UBND TỈNH LẠNG SƠN", "SỞ Y TẾ", "BÁO CÁO"), {"offices": "Sở", "superiors": "tỉnh"}),
        (("Ủy ban nhân dân phường …",), {"offices": "xã"}),
        (("Đơn vị báo cáo: Trường Tiểu học Kim Đồng",), {"offices": "Trường"}),
        (("Reporting facility: Makueni Health Centre", "MINISTRY OF HEALTH"), {"offices": "Health centre"}),
        (("Đơn vị: triệu đồng", "Biểu số 1"), {}),
    ],
)
def test_who_reports_to_whom_is_proposed(texts: tuple[str, ...], levels: dict[str, str]) -> None:
    assert {name: kinds[0] for name, kinds in levels_in(texts).items()} == levels


def test_what_nothing_prints_of_lines_is_said_once_a_kind_and_marked() -> None:
    """How many decimals, and how lines add up over time; a part goes over time as its whole does."""
    rows = ("No.|Indicator|Value|Unit", "1|Staff in post||persons", "|of which: women||persons", "2|Visits||visits")
    text = text_of("MONTHLY REPORT", *rows, "3|Coverage||%", "4|Received||USD")
    made = tomli.loads(text)
    assert made["kinds"] == {
        "count": {"over_time": "flow"}, "rate": {"decimals": 2}, "number": {"over_time": "flow", "decimals": 2}
    }  # fmt: skip
    assert all("#?" in line for line in text.splitlines() if line.startswith(("over_time", "decimals")))
    lines = made["lines"]
    assert [line.get("over_time") for line in lines.values()] == ["last", "last", None, None, None]
