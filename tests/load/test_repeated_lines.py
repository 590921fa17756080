"""Lines of a section that a form prints several times are written once, over the members of a dimension."""

from __future__ import annotations

from pathlib import Path

import pytest

import cchc
from cchc.errors import CatalogueError
from cchc.load import load_edition

HEAD = """
title.vi = "Báo cáo thư viện"
languages = ["vi"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }

[dimension.phong]
members = [{ id = "doc", heading = "Phòng đọc" }, { id = "muon", heading = "Phòng mượn" }]
"""
LINES = """
[lines."{phong}"]
code = ["I", "II"]
label.vi = "{phong}"
kind = "heading"

[lines."{phong}_luot"]
code = "1"
label.vi = "Tổng số lượt bạn đọc"
kind = "count"

[lines."{phong}_nu"]
code = "2"
label.vi = "Trong đó: nữ"
kind = "count"
part_of = "{phong}_luot"

[lines."{phong}_ty_le"]
code = "3"
label.vi = "Tỷ lệ nữ"
kind = "rate"
formula = "percent({phong}_nu, {phong}_luot)"
example = { "{phong}_nu" = 1, "{phong}_luot" = 2, gives = "50.00" }

[lines.tong]
code = "III"
label.vi = "Tổng cộng"
kind = "count"
formula = "doc_luot + muon_luot"
example = { doc_luot = 1, muon_luot = 2, gives = "3" }
"""
FORM = """BÁO CÁO THƯ VIỆN THÁNG 5 NĂM 2024
TT\tNội dung\tSố lượng\tĐơn vị tính
I\tPhòng đọc\t\t
1\tTổng số lượt bạn đọc\t10\t
2\tTrong đó: nữ\t4\t
3\tTỷ lệ nữ\t40\t%
II\tPhòng mượn\t\t
1\tTổng số lượt bạn đọc\t20\t
2\tTrong đó: nữ\t25\t
3\tTỷ lệ nữ\t125\t%
III\tTổng cộng\t30\t
"""


def written(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_section_is_repeated_for_each_member(tmp_path: Path) -> None:
    """Its lines together, in the order of the form, each with ids, labels and codes of its own."""
    edition = load_edition(written(tmp_path / "tv", HEAD + LINES))
    assert [(id, line.path) for id, line in edition.indicators.items()] == [
        ("doc", "I"), ("doc_luot", "I.1"), ("doc_nu", "I.2"), ("doc_ty_le", "I.3"),
        ("muon", "II"), ("muon_luot", "II.1"), ("muon_nu", "II.2"), ("muon_ty_le", "II.3"), ("tong", "III"),
    ]  # fmt: skip
    assert [edition.indicators[id].label["vi"] for id in ("doc", "muon")] == ["Phòng đọc", "Phòng mượn"]
    assert edition.indicators["muon_ty_le"].formula_text == "percent(muon_nu, muon_luot)"


def test_a_filled_section_is_judged_by_its_own_lines(tmp_path: Path) -> None:
    catalogue = cchc.load_catalogue(written(tmp_path / "tv", HEAD + LINES))
    evaluation = catalogue.evaluate(cchc.read_report(FORM.encode(), catalogue, name="x.tsv"))
    errors = [finding for finding in evaluation.findings if finding.severity == "error"]
    assert errors
    assert {id for finding in errors for id in finding.indicators} <= {"muon_nu", "muon_luot", "muon_ty_le"}


def test_a_later_edition_speaks_of_one_of_them(tmp_path: Path) -> None:
    written(tmp_path / "tv", HEAD + LINES)
    later = """
base = "tv"
title.vi = "Báo cáo thư viện"
in_force = { from = 2025-01-01 }

[change.muon_nu]
label.vi = "Trong đó: bạn đọc nữ"
because = { instrument = "nq_1", certainty = "likely" }

[instruments.nq_1]
title.vi = "Nghị quyết một"
number = "1/2025/NQ"
date = 2024-12-02
"""
    edition = load_edition(written(tmp_path / "tv-2025", later))
    assert edition.indicators["muon_nu"].label["vi"] == "Trong đó: bạn đọc nữ"
    assert edition.indicators["doc_nu"].label["vi"] == "Trong đó: nữ"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('code = ["I", "II"]', 'code = ["I"]', "there are 1 numbers"),
        ('[lines."{phong}_nu"]', '[lines."{phonh}_nu"]', "is no id"),
        ('part_of = "{phong}_luot"', 'part_of = "{phong}_luoc"', "doc_luoc"),
    ],
)
def test_what_is_wrong_in_a_section_is_told(right: str, wrong: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=told):
        load_edition(written(tmp_path / "tv", (HEAD + LINES).replace(right, wrong)))
