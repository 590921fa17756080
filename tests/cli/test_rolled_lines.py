"""`cchc rollup` on forms of lines: what lacks is told beside each figure, and what cannot be added up is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.batch.test_rolled_quarters import EDITION

RATE, WARDS = "II.2.4.4.1", 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of three wards, one of which did not file March, another not January."""
    from cchc.cli import run

    home = tmp_path_factory.mktemp("quarter") / "in"
    assert run(["sample", str(home), "--offices", str(WARDS), "--months", "3", "--seed", "3"]) == 0
    months = sorted(home.iterdir())
    for ward, month in ((1, months[2]), (2, months[0])):
        next(month.glob(f"phuong-{ward}.*")).unlink()
    return home


def test_the_table_counts_reports_and_says_what_lacks(cchc, folder: Path) -> None:
    """A cumulative rate is that of February where March lacks; January is not missed."""
    told = cchc("rollup", folder, "--period", "quarter", "-i", RATE, "--lang", "en").out
    first, second, third = (line for line in told.splitlines() if "Phường" in line)
    assert "2/3" in first
    assert "the last report of the period is missing; the nearest before it stands" in first
    assert "missing" not in second
    assert "3/3" in third
    vi = cchc("rollup", folder, "--period", "quarter", "-i", RATE, "--lang", "vi").out
    assert "Số báo cáo" in vi
    assert "thiếu báo cáo cuối kỳ" in vi
    assert "Số báo cáo" not in cchc("rollup", folder, "-i", RATE, "--lang", "vi").out


def test_the_tree_tells_who_is_silent(cchc, folder: Path, tmp_path: Path) -> None:
    """A ward that never reports is expected, and the district's figure is partial in each format."""
    offices = tmp_path / "offices.csv"
    rows = [f"Phường {at},ward,Quận A" for at in range(1, WARDS + 2)]
    offices.write_text("\n".join(["office,level,parent", *rows, "Quận A,district,"]), encoding="utf-8")
    asked = ("rollup", folder, "--by", "district", "--offices", offices, "-i", RATE, "--period", "quarter")
    (row,) = json.loads(cchc(*asked, "-f", "json").out)
    assert (row["offices"], row["offices_expected"], row["months_expected"], row["state"]) == (3, 4, 12, "partial")
    assert "hatched: not all figures are in" not in cchc(*asked, "--lang", "en").out
    text, page = (" ".join(cchc(*asked, "-f", form, "--lang", "en").out.split()) for form in ("text", "html"))
    missing = "Reports are missing: Phường 1 (2023-3); Phường 2 (2023-1); Phường 4 (2023-1, 2023-2, 2023-3)."
    assert missing in text
    assert missing in page
    assert "some offices lack the last report of the period" in page


def test_offices_are_known_however_a_table_writes_them(cchc, folder: Path, tmp_path: Path) -> None:
    """In full or in short; reports of offices that the table does not have are told, and groups without any."""
    offices = tmp_path / "offices.csv"

    def told(*names: str) -> tuple[str, str]:
        rows = [f"{name},ward,Quận A" for name in names]
        offices.write_text("\n".join(["office,level,parent", *rows, "Quận A,district,"]), encoding="utf-8")
        asked = ("rollup", folder, "--by", "district", "--offices", offices, "-i", RATE, "--period", "quarter")
        done = cchc(*asked, "--lang", "en")
        assert done.code == 0
        return " ".join(done.out.split()), " ".join(done.err.split())

    out, err = told("UBND phường 1", "ỦY BAN NHÂN DÂN PHƯỜNG 2", "Uỷ ban nhân dân phường 3")
    assert "3/3" in out and err == ""
    out, err = told("UBND xã Khác")
    assert "nothing was reported" in out and "(belongs to no office)" in out
    assert "no such office: Phường 1; Phường 2; Phường 3" in err


def test_a_picture_counts_the_reports_that_lack(folder: Path) -> None:
    """A ward that filed twice of three times lacks one, also where no tree says so."""
    from cchc.batch import tidy
    from cchc.batch.rollup.periods import OFFICE
    from cchc.catalogue import load_catalogue
    from cchc.cli.render.rollup import Rolled
    from cchc.cli.words import Words
    from cchc.period import PeriodKind
    from cchc.readers.folder import read_reports

    catalogue = load_catalogue()
    frame, _ = read_reports([folder], catalogue)
    rolled = Rolled.of(frame, None, catalogue, Words("en"), by=OFFICE, period=PeriodKind.MONTH)
    picture = rolled.draw("a.svg", [catalogue.whole.figures["ho_so_ty_le_dung_han"]])
    assert picture.startswith(b"<?xml")
    rows = tidy(rolled.wide, catalogue, OFFICE, ["ho_so_ty_le_dung_han"]).rows(named=True)
    given = sum(row["months"] for row in rows)
    assert rolled.coverage(rows, "hollow", "crossed")[0] == f"{given} of 9 reports give it"


def test_a_heading_is_refused_with_the_lines_under_it(cchc, folder: Path) -> None:
    """An empty table says nothing: whoever asks for a heading is told what to ask for."""
    for form in ("text", "csv", "json"):
        done = cchc("rollup", folder, "-i", "II.2.4.4", "-f", form, "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert "is a heading" in done.err
        assert RATE in done.err


def test_a_picture_of_nothing_is_refused_with_the_reason(cchc, real_report: Path, tmp_path: Path) -> None:
    """What has no figure anywhere is no chart from −0.04 to 0.04; a page has its table without a picture."""
    rows = json.loads(cchc("rollup", real_report, "-f", "json").out)
    rates = [row["indicator"] for row in rows if row["value"] is None and row["low"] is None]
    done = cchc("rollup", real_report, "-i", rates[0], "--picture", tmp_path / "a.svg", "--lang", "en")
    assert done.code == 2
    assert "to draw" in done.err
    assert not (tmp_path / "a.svg").exists()
    page = cchc("rollup", real_report, "-i", rates[0], "-f", "html", "--lang", "en")
    assert page.code == 0
    assert page.out.count("<figure>") == 1


def test_the_description_of_a_table_is_no_broken_report(cchc, real_report: Path, tmp_path: Path) -> None:
    """What `convert` writes beside a table for other programs reports nothing, and is not told as unreadable."""
    assert cchc("convert", real_report, "-o", tmp_path / "a.csv").code == 0
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.csv", "a.datapackage.json"]
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    done = cchc("rollup", tmp_path, "-f", "csv")
    assert (done.code, done.err) == (0, "")


def test_one_office_however_its_reports_spell_it(cchc, real_report: Path, tmp_path: Path) -> None:
    """A quarter of three reports is whole; wards of one name under two districts stay two."""
    real = real_report.read_text(encoding="utf-8")

    def filed(name: str, above: str, month: int) -> None:
        text = real.replace("**PHỤ LỤC 3**", f"{above}\n\n**PHỤ LỤC 3**")
        text = text.replace("THÁNG 5 NĂM 2024", f"THÁNG {month} NĂM 2024")
        (tmp_path / name).write_text(text, encoding="utf-8")

    for month, name in ((4, "UBND phường 1"), (5, "PHƯỜNG 1"), (6, "Ủy ban nhân dân phường 1")):
        filed(f"{month}.txt", name, month)
    asked = ("rollup", tmp_path, "--period", "quarter", "-i", RATE, "-f", "json")
    (row,) = json.loads(cchc(*asked).out)
    assert (row["office"], row["reports"], row["state"]) == ("UBND phường 1", 3, "complete")
    for path in tmp_path.iterdir():
        path.unlink()
    for month in (4, 5):
        for district in (1, 2):
            filed(f"{month}-{district}.txt", f"UBND QUẬN {district}\nUBND PHƯỜNG 1", month)
    rows = json.loads(cchc(*asked).out)
    assert [(row["office"], row["reports"]) for row in rows] == [
        ("UBND PHƯỜNG 1 (UBND QUẬN 1)", 2),
        ("UBND PHƯỜNG 1 (UBND QUẬN 2)", 2),
    ]


CLINIC = """QUARTERLY RETURN OF CLINICS
Reporting period: {period}
Reporting facility: Clinic {name}

No.\tContent\tQuantity\tUnit\tRemarks
1\tClients served\t5\tclients\t
2\tWaiting at the beginning\t2\tclients\t
3\tWaiting at the end\t4\tclients\t
4\tShare of those served\t125\t%\t
"""


def test_reports_of_another_period_than_the_forms_are_told(cchc, tmp_path: Path) -> None:
    """Of a form for quarters those of months are left out with a word; where none is left, nothing is printed."""
    edition = tmp_path / "clinics"
    edition.mkdir()
    (edition / "edition.toml").write_text(EDITION, encoding="utf-8")
    for name, period in (("A", "January to March 2025"), ("B", "April 2025")):
        (tmp_path / f"{name}.tsv").write_text(CLINIC.format(name=name, period=period), encoding="utf-8")
    asked = ("rollup", tmp_path / "A.tsv", tmp_path / "B.tsv", "--edition", edition, "--lang", "en")
    told = cchc(*asked)
    assert "Q1 2025" in told.out
    assert "1 reports are not added up: their period is not a quarter" in " ".join(told.err.split())
    alone = cchc("rollup", tmp_path / "B.tsv", "--edition", edition, "--lang", "vi")
    assert alone.code == 2
    assert "1 báo cáo không được cộng: kỳ không phải là một quý" in " ".join(alone.err.split())
    shorter = cchc(*asked, "--period", "month")
    assert "it can be added up to quarter" in " ".join(shorter.err.split())


def test_of_a_form_for_quarters_it_is_told_who_was_late_and_silent(cchc, tmp_path: Path) -> None:
    """By quarters, as the form's reports are; of none that has no day it is known."""
    edition, offices = tmp_path / "clinics", tmp_path / "offices.csv"
    edition.mkdir()
    (edition / "edition.toml").write_text(EDITION, encoding="utf-8")
    offices.write_text("office,level,parent\nClinic A,clinic,\nClinic B,clinic,\n", encoding="utf-8")
    filed = (("A", "January to March 2025"), ("A", "April to June 2025"), ("B", "January to March 2025"))
    files = []
    for name, period in filed:
        files.append(tmp_path / f"{name}-{period[:3]}.tsv")
        files[-1].write_text(CLINIC.format(name=name, period=period), encoding="utf-8")
    asked = ("rollup", *files, "--edition", edition, "--offices", offices, "--due", "15", "--lang", "en")
    rows = json.loads(cchc(*asked, "--format", "json").out)
    assert [(row["reports_past_due"], row["reports_undated"]) for row in rows] == [(0, 1)] * 3
    assert "Clinic B (Q2 2025)" in " ".join(cchc(*asked).out.split())
