"""Two forms of one catalogue with one title: told apart by the number printed, the office, the lines; or asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc import load_catalogue, read_report
from cchc.errors import ReadError

FORM = """
title.vi    = "Báo cáo công tác"
languages   = ["vi"]
in_force    = {{ from = 2024-01-01 }}
form_number = ["{number}"]
calendar    = {{ closing_day = {day} }}

[level]
offices   = {offices}
superiors = {superiors}

[lines.giao]
code     = "1"
label.vi = "Số việc giao"
kind     = "count"

[lines.xong]
code     = "2"
label.vi = "Số việc xong"
kind     = "count"
{more}
"""
MORE = '\n[lines.hop]\ncode = "3"\nlabel.vi = "Số cuộc họp"\nkind = "count"\n'
LINES = "TT\tNội dung\tSố lượng\tĐơn vị tính\tGiải trình\n1\tSố việc giao\t10\t\t\n2\tSố việc xong\t5\t\t\n"


def put(folder: Path, number: str, day: int, offices: str, superiors: str, more: str = "") -> None:
    folder.mkdir()
    text = FORM.format(number=number, day=day, offices=offices, superiors=superiors, more=more)
    (folder / "edition.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def both(tmp_path: Path) -> Path:
    put(tmp_path / "phuong", "01/P", 14, '["phường"]', '["quận"]')
    put(tmp_path / "quan", "02/Q", 0, '["quận"]', '["thành phố"]')
    return tmp_path


def judged_by(catalogue: Path, above: str, lines: str = LINES, title: str = "Báo cáo công tác") -> str:
    text = f"{above}\n{title} tháng 5 năm 2025\n{lines}"
    return read_report(text.encode(), load_catalogue(catalogue), name="a.tsv").edition


@pytest.mark.parametrize(
    ("above", "edition"),
    [
        ("Mẫu 01/P", "phuong"),
        ("Biểu số 02/Q", "quan"),
        ("UBND quận Hoàng Mai\nUBND phường Định Công", "phuong"),
        ("UBND PHƯỜNG ĐỊNH CÔNG", "phuong"),
        ("UBND thành phố Hà Nội\nUBND quận Hoàng Mai", "quan"),
        ("Mẫu 01/P\nUBND quận Hoàng Mai", "phuong"),
    ],
)
def test_number_and_office_tell_them_apart(both: Path, above: str, edition: str) -> None:
    assert judged_by(both, above) == edition


@pytest.mark.parametrize("above", ["UBND xã Thanh Liệt", "Kính gửi: các đơn vị"])
def test_what_nothing_tells_is_asked(both: Path, above: str) -> None:
    with pytest.raises(ReadError, match=r"phuong.*quan|quan.*phuong"):
        judged_by(both, above)


def test_lines_tell_them_apart(tmp_path: Path) -> None:
    put(tmp_path / "ngan", "01", 0, "[]", "[]")
    put(tmp_path / "dai", "02", 0, "[]", "[]", MORE)
    assert judged_by(tmp_path, "") == "ngan"
    assert judged_by(tmp_path, "", f"{LINES}3\tSố cuộc họp\t4\t\t\n") == "dai"


def test_a_number_does_not_give_way_to_a_longer_title_in_silence(tmp_path: Path) -> None:
    """Where number and title are of two forms, what the file has in it tells which."""
    put(tmp_path / "phuong", "01/P", 14, '["phường"]', '["quận"]')
    put(tmp_path / "dan_van", "03/D", 0, '["phường"]', '["quận"]', MORE)
    edition = tmp_path / "dan_van" / "edition.toml"
    edition.write_text(edition.read_text(encoding="utf-8").replace("công tác", "công tác dân vận"), encoding="utf-8")
    longer = "Báo cáo công tác dân vận"
    assert judged_by(tmp_path, "UBND phường Định Công", title=longer) == "dan_van"
    assert judged_by(tmp_path, "Mẫu 01/P\nUBND phường Định Công", title=longer) == "phuong"
    whole = f"{LINES}3\tSố cuộc họp\t4\t\t\n"
    assert judged_by(tmp_path, "Mẫu 01/P\nUBND phường Định Công", whole, longer) == "dan_van"
