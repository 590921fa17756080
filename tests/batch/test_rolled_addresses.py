"""Figures computed by an address, put together over periods and offices: worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from tests.tables.small import HEAD, STUB, catalogue_of, form

from cchc.batch.rollup.table_groups import roll_up_tables
from cchc.batch.rollup.table_office import RolledFigure
from cchc.readers import read_report

TABLES = (
    """
[table.kham]
"""
    + STUB
    + """columns = [
    { id = "nam", number = "1", heading = ["Nam"] },
    { id = "nu", number = "2", heading = ["Nữ"] },
    { id = "tong", number = "3", heading = ["Tổng"], formula = "nam + nu" },
    { id = "ty_le", printed = false, kind = "rate", decimals = 1, label.vi = "Tỷ lệ nữ",
      formula = "percent(nu, tong)" },
]
rows = [
    { id = "moi", code = "1", label.vi = "Khám mới" },
    { id = "lai", code = "2", label.vi = "Khám lại" },
    { id = "ca", label.vi = "Tất cả", formula = "moi + lai" },
]

[table.benh]
stub = [{ is = "code", heading = ["Mã"] }, { is = "label", heading = ["Bệnh"] }]
columns = [
    { id = "ca", number = "1", heading = ["Số ca"] },
    { id = "phan", number = "2", heading = ["Trên số khám"], kind = "rate", decimals = 1,
      formula = "percent(number(ca), number(kham[ca].tong))", over_rows = "recompute" },
    { id = "so_voi", printed = false, label.vi = "So với nữ", kind = "number", decimals = 2, sign = "any",
      over_time = "recompute", over_offices = "recompute", over_rows = "none",
      formula = "number(ca) / number(kham[ca].ty_le)" },
]
rows = [
    { id = "sot", code = "1", label.vi = "Sốt" },
    { id = "ho", code = "2", label.vi = "Ho" },
    { id = "hai", label.vi = "Cả hai", formula = "sot + ho" },
    { id = "lan", code = "3", label.vi = "Số lần", kind = "number", decimals = 2, columns = ["ca"],
      over_time = "recompute", over_offices = "recompute", formula = "number(kham[ca].tong) / number(sot)" },
]
"""
)
MONTHS = HEAD.replace("closing_day = 0", 'closing_day = 0, periods = ["month", "quarter"]')


def month(office: str, number: int, new: tuple[int, int], again: tuple[int, int], cases: tuple[int, int]) -> str:
    """A report that agrees with itself."""
    (men, women), (men2, women2), (fever, cough) = new, again, cases
    all_men, all_women = men + men2, women + women2
    seen = all_men + all_women

    def share(of: int) -> str:
        return f"{Decimal(100 * of) / seen:.1f}".replace(".", ",")

    return form(
        f"Đơn vị báo cáo: {office}",
        "STT|Nội dung|Nam|Nữ|Tổng",
        f"1|Khám mới|{men}|{women}|{men + women}",
        f"2|Khám lại|{men2}|{women2}|{men2 + women2}",
        f"|Tất cả|{all_men}|{all_women}|{seen}",
        "",
        "Mã|Bệnh|Số ca|Trên số khám",
        f"1|Sốt|{fever}|{share(fever)}",
        f"2|Ho|{cough}|{share(cough)}",
        f"|Cả hai|{fever + cough}|{share(fever + cough)}",
        f"3|Số lần|{Decimal(seen) / fever:.2f}|".replace(".", ","),
        period=f"THÁNG {number} NĂM 2024",
    )


REPORTS = [
    month("UBND xã A", 1, (40, 40), (10, 10), (10, 20)),
    month("UBND xã A", 2, (100, 60), (20, 20), (10, 40)),
    month("UBND xã A", 3, (30, 50), (10, 10), (20, 30)),
]
OTHER = [month("UBND xã B", number, (80, 40), (40, 40), (50, 20)) for number in (1, 2, 3)]


def rolled(
    texts: list[str], folder: Path, *, are_right: bool = True, **asked: Any
) -> dict[tuple[str, str], RolledFigure]:
    """The figures of the diseases over the quarter."""
    catalogue = catalogue_of(folder, TABLES, MONTHS)
    evaluations = [catalogue.evaluate(read_report(each.encode(), catalogue, name="thu.tsv")) for each in texts]
    assert not are_right or all(not each.findings for each in evaluations), [str(each.findings) for each in evaluations]
    (whole,) = roll_up_tables(evaluations, catalogue, period="quarter", **asked)
    table = whole.tables["benh"]
    return {(row.key, id): figure for row in table.rows for id, figure in table.figures(row).items()}


def test_what_is_computed_by_an_address_is_made_anew(tmp_path: Path) -> None:
    """40 of 400 seen are 10 %, 90 are 22.5 %; 190 of 400 are women, 47.5 %."""
    found = rolled(REPORTS, tmp_path)
    assert {key: figure.value for key, figure in found.items() if key[1] != "ca"} == {
        ("Sốt", "phan"): Decimal("10.0"),
        ("Ho", "phan"): Decimal("22.5"),
        ("Cả hai", "phan"): Decimal("32.5"),
        ("Sốt", "so_voi"): Decimal("0.84"),
        ("Ho", "so_voi"): Decimal("1.89"),
        ("Cả hai", "so_voi"): Decimal("2.74"),
    }
    assert found["Số lần", "ca"].value == Decimal("10.00")


def test_numerator_and_denominator_are_of_the_same_reports(tmp_path: Path) -> None:
    """A month without the table that is asked counts in neither: 10 + 20 of 100 + 100."""
    head, _, rest = REPORTS[1].partition("STT")
    without = head + rest[rest.index("Mã") :]
    found = rolled([REPORTS[0], without, REPORTS[2]], tmp_path, are_right=False)
    figure = found["Sốt", "phan"]
    assert (figure.value, figure.given, figure.of) == (Decimal("15.0"), 2, 3)
    assert found["Sốt", "ca"].value == 40


def test_offices_are_put_together_by_their_sums(tmp_path: Path) -> None:
    """190 of 1000 seen in both are 19 %."""
    names, levels = ["UBND xã A", "UBND xã B", "Tỉnh"], ["commune", "commune", "province"]
    tree = pl.DataFrame({"office": names, "level": levels, "parent": ["Tỉnh", "Tỉnh", None]})
    found = rolled([*REPORTS, *OTHER], tmp_path, by="province", offices=tree)
    assert found["Sốt", "phan"].value == Decimal("19.0")
