"""What was made of a folder's reports and lies beside them is no report: nothing is counted with what it is made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.readers.made import is_made_of_reports

MADE = {
    "rollup": ["tong.csv", "tong.json", "tong.xlsx", "tong.html"],
    "figures": ["so.csv"],
    "check": ["bang.xlsx", "bang.html", "bang.json", "bang.ndjson", "bang.sarif"],
    "letter": ["thu.docx", "thu.odt", "thu.html"],
}
PICTURES = ["hinh.png", "hinh.svg"]


@pytest.fixture
def folder(cchc: Callable, tmp_path: Path, real_report: Path) -> Path:
    """Two months of a ward, and a form of tables."""
    made = tmp_path / "reports"
    made.mkdir()
    shutil.copy(real_report, made / "a.txt")
    text = real_report.read_text(encoding="utf-8")
    (made / "b.txt").write_text(text.replace("THÁNG 5 NĂM", "THÁNG 6 NĂM"), encoding="utf-8")
    return made


@pytest.mark.parametrize(("verb", "name"), [(verb, name) for verb, names in MADE.items() for name in names])
def test_what_a_command_writes_into_the_folder_changes_nothing(
    cchc: Callable, folder: Path, verb: str, name: str
) -> None:
    """Whatever it is called afterwards, and whichever command reads the folder next."""
    before = [cchc(reads, folder, "--lang", "en") for reads in ("check", "rollup")]
    given, how = (folder / "a.txt" if verb == "letter" else folder), ["--format", Path(name).suffix[1:]]
    cchc(verb, given, "-o", folder.parent / name, *(how if Path(name).suffix in {".sarif", ".ndjson", ".json"} else []))
    shutil.move(folder.parent / name, folder / f"c{Path(name).suffix}")
    after = [cchc(reads, folder, "--lang", "en") for reads in ("check", "rollup")]
    assert [(each.code, each.out, each.err) for each in after] == [(each.code, each.out, each.err) for each in before]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_reports_is_none(cchc: Callable, folder: Path, name: str) -> None:
    assert cchc("rollup", folder, "-i", "II.3.1.3", "--picture", folder.parent / name).code == 0
    assert is_made_of_reports(folder.parent / name)


def test_a_table_that_looks_like_the_form_it_adds_up_is_not_added_to_it(cchc: Callable, tmp_path: Path) -> None:
    """A roll-up of tables has the form's own rows and columns."""
    wards = tmp_path / "wards"
    assert cchc("sample", wards, "--edition", "bieu-06-2020", "--offices", 2, "--months", 1).code == 0
    before = cchc("rollup", wards, "-f", "csv").out
    assert cchc("rollup", wards, "-o", tmp_path / "all.xlsx").code == 0
    shutil.move(tmp_path / "all.xlsx", wards / "all.xlsx")
    assert cchc("rollup", wards, "-f", "csv").out == before


def test_a_form_that_we_wrote_is_a_report(cchc: Callable, folder: Path) -> None:
    """Offices fill in our templates and mend what was given back to them."""
    for verb, name in (("convert", "c.xlsx"), ("convert", "d.docx"), ("fill", "e.xlsx")):
        assert cchc(verb, folder / "a.txt", "-o", folder.parent / name).code in (0, 1)
        assert not is_made_of_reports(folder.parent / name)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x03\x04 no package", b"\xef\xbb\xbfoffice", b"[{}]", b"\x00" * 9]
)
def test_any_other_file_is_left_to_who_reads_it(tmp_path: Path, data: bytes) -> None:
    """Damaged, empty or a stranger's: it is told by name that it cannot be read."""
    (tmp_path / "a").write_bytes(data)
    assert not is_made_of_reports(tmp_path / "a")
    assert not is_made_of_reports(tmp_path / "nowhere")
