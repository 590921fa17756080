"""Who signed: names stand below titles; a title that a catalogue does not print is no name either."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.test_said_units import HEADINGS, ROWS, TABLE
from tests.tables.small import HEAD, catalogue_of

from cchc.readers import read_report

SIGNED = 'signatories = { prepared_by = ["NGƯỜI LẬP BIỂU"], signed_by = ["CHỦ TỊCH"] }\n'


def signed(folder: Path, *below: str) -> tuple[str | None, str | None]:
    catalogue = catalogue_of(folder, TABLE, HEAD + SIGNED)
    text = "\n".join(("BÁO CÁO THỬ NĂM 2024", HEADINGS, *ROWS, *below)).replace("|", "\t")
    report = read_report(text.encode(), catalogue, name="thu.tsv")
    return report.prepared_by, report.signed_by


@pytest.mark.parametrize(
    "title",
    [
        "TM. UỶ BAN NHÂN DÂN",
        "TM. BAN CHỈ HUY",
        "KT. CHỦ TỊCH",
        "TL. GIÁM ĐỐC",
        "Q. Chủ tịch",
        "TUQ. CHỦ TỊCH",
        "GIÁM ĐỐC",
    ],
)
def test_a_title_that_the_catalogue_does_not_print_is_no_name(tmp_path: Path, title: str) -> None:
    assert signed(tmp_path, f"NGƯỜI LẬP BIỂU||{title}", "||CHỦ TỊCH") == (None, None)
    below = (f"NGƯỜI LẬP BIỂU||{title}", "||CHỦ TỊCH", "Nguyễn Văn A||Trần Thị B")
    assert signed(tmp_path, *below) == ("Nguyễn Văn A", "Trần Thị B")


@pytest.mark.parametrize("title", ["UBND XÃ TÂN LẬP", "NGƯỜI KIỂM TRA", "Người kiểm soát", "TRƯỞNG PHÒNG"])
def test_nor_is_an_office_or_a_title_of_nobody_knows_whom(tmp_path: Path, title: str) -> None:
    assert signed(tmp_path, f"NGƯỜI LẬP BIỂU||{title}") == (None, None)


@pytest.mark.parametrize("name", ["Phó Đức Minh", "Trần Thị Trưởng", "Hội Văn Ban", "TRƯƠNG THỊ B"])
def test_a_name_that_begins_or_ends_like_a_title_is_one(tmp_path: Path, name: str) -> None:
    assert signed(tmp_path, "NGƯỜI LẬP BIỂU||CHỦ TỊCH", f"Nguyễn Văn A||{name}") == ("Nguyễn Văn A", name)
