"""What stands over the figures, of tables and of lists: several texts in a row, the period in parts, who reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of

from cchc import Catalogue
from cchc.filed.standing import office_key
from cchc.readers import read_report
from cchc.report import Report
from cchc.writers.formats import FORMATS, Filed

HEAD = """
title.{language} = "{title}"
languages = ["{language}"]
in_force = {{ from = 2020-01-01 }}
calendar = {{ closing_day = 0 }}
form_number = ["03/TV"]
"""
TABLE = """
[table.t]
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "tong", number = "1=2+3", heading = ["Tổng số"] },
    { id = "nam", number = "2", heading = ["Nam"] },
    { id = "nu", number = "3", heading = ["Nữ"] },
]
"""
LIST = """
[lines.tong]
code = "1"
label.vi = "Tổng số lượt bạn đọc"
label.en = "Visits"
kind = "count"
[lines.em]
code = "2"
label.vi = "Trong đó: thiếu nhi"
label.en = "Of whom children"
kind = "count"
part_of = "tong"
"""
FILLED = {
    "table": "STT\tNội dung\tTổng số\tNam\tNữ\nA\tB\t1=2+3\t2\t3\n1\tThôn A\t10\t4\t6\n\tTổng cộng\t10\t4\t6\n",
    "list": "TT\tNội dung\tSố lượng\tĐơn vị tính\n1\tTổng số lượt bạn đọc\t10\t\n2\tTrong đó: thiếu nhi\t4\t\n",
    "english": "No.\tContent\tQuantity\tUnit\n1\tVisits\t10\t\n2\tOf whom children\t4\t\n",
}
ROWS = FILLED["table"]


def form_of(kind: str, folder: Path) -> Catalogue:
    head = HEAD.format(language="vi", title="Báo cáo hoạt động thư viện")
    if kind == "english":
        head = HEAD.format(language="en", title="Library activity report")
    return catalogue_of(folder, TABLE if kind == "table" else LIST, head)


def read(kind: str, folder: Path, above: str) -> Report:
    """The report under a letterhead, "|" between its cells."""
    text = above.replace("|", "\t") + "\n" + FILLED[kind]
    return read_report(text.encode(), form_of(kind, folder), name="x.tsv")


def said(report: Report) -> list[str]:
    return [each.code for each in report.findings]


@pytest.mark.parametrize("kind", ["table", "list"])
@pytest.mark.parametrize(
    "above",
    [
        "UBND PHƯỜNG A|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Đơn vị tính: người\n{title}",
        "Đơn vị báo cáo: UBND PHƯỜNG A|Biểu số: 03/TV|Đơn vị tính: người\n{title}",
        "Đơn vị báo cáo: UBND PHƯỜNG A||Đơn vị tính: người\n|{title}",
        "{title}\nĐơn vị báo cáo: UBND PHƯỜNG A|Đơn vị nhận: UBND TỈNH B|Đơn vị tính: người",
        "{title}\nUBND PHƯỜNG A|Biểu số: 03/TV|ĐVT: người",
        "Đơn vị báo cáo:|UBND PHƯỜNG A|Đơn vị tính:|người\n{title}",
        "UBND PHƯỜNG A|Đơn vị tính: người\nSố: 41/BC-UBND\n{title}",
        "UBND PHƯỜNG A|Đơn vị tính: người\nSố:      /BC-UBND|Số 7/KH-TV\n{title}",
    ],
)
def test_a_row_over_the_table_may_hold_several_texts(kind: str, above: str, tmp_path: Path) -> None:
    """None of them is a heading, and each is read."""
    report = read(kind, tmp_path, above.format(title="BÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024"))
    assert (report.office, str(report.period)) == ("UBND PHƯỜNG A", "month 5/2024")
    assert said(report) == []


def test_a_letterhead_that_is_not_filled_in_is_no_head_of_the_table(tmp_path: Path) -> None:
    above = "Đơn vị báo cáo:||Đơn vị tính:\nBÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024"
    report = read("table", tmp_path, above)
    assert report.title == "BÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024"


def test_a_number_over_the_table_is_told(tmp_path: Path) -> None:
    """It is no number of a letter."""
    report = read("list", tmp_path, "Số: 41 lượt/tháng\nBÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024")
    assert said(report) != []


@pytest.mark.parametrize("kind", ["table", "list"])
@pytest.mark.parametrize(
    ("told", "period"),
    [
        ("Tháng: 5   Năm: 2026", "month 5/2026"),
        ("Tháng: 5|Năm: 2026", "month 5/2026"),
        ("Tháng:|5|Năm:|2026", "month 5/2026"),
        ("Tháng 5   Năm 2026", "month 5/2026"),
        ("Năm: 2026   Tháng: 5", "month 5/2026"),
        ("Quý: II   Năm: 2026", "quarter 2/2026"),
        ("Năm: 2026", "year 1/2026"),
    ],
)
@pytest.mark.parametrize("title", ["{title}\n{told}", "{told}\n{title}", "{title} NĂM 2026\n{told}"])
def test_a_period_may_be_told_in_parts(kind: str, told: str, period: str, title: str, tmp_path: Path) -> None:
    """A month of a year is no year."""
    report = read(kind, tmp_path, title.format(title="BÁO CÁO HOẠT ĐỘNG THƯ VIỆN", told=told))
    assert (str(report.period), said(report)) == (period, [])


@pytest.mark.parametrize(
    ("kind", "title", "told"),
    [
        ("english", "LIBRARY ACTIVITY REPORT", "Month: Mach   Year: 2026"),
        ("english", "LIBRARY ACTIVITY REPORT", "Month: Mach Year: 2026"),
        ("english", "LIBRARY ACTIVITY REPORT", "Quarter:|Secnd|Year:|2026"),
        ("list", "BÁO CÁO HOẠT ĐỘNG THƯ VIỆN", "Tháng: baa   Năm: 2026"),
        ("table", "BÁO CÁO HOẠT ĐỘNG THƯ VIỆN", "Quý: hay|Năm: 2026"),
    ],
)
def test_beside_a_month_that_is_not_understood_a_year_is_no_period(
    kind: str, title: str, told: str, tmp_path: Path
) -> None:
    """It is asked about; the report of a month was taken for that of the year, and nothing said so."""
    report = read(kind, tmp_path, f"{title}\n{told}")
    assert report.period is None
    assert "CCHC-F006" in said(report)


@pytest.mark.parametrize(
    ("told", "period"),
    [
        ("Month: May   Year: 2026", "month 5/2026"),
        ("Year: 2026   Month: May", "month 5/2026"),
        ("Month:|5|Year:|2026", "month 5/2026"),
        ("Quarter: 2   Year: 2026", "quarter 2/2026"),
        ("Year: 2026", "year 1/2026"),
    ],
)
def test_a_period_may_be_told_in_parts_in_english(told: str, period: str, tmp_path: Path) -> None:
    report = read("english", tmp_path, f"LIBRARY ACTIVITY REPORT\n{told}")
    assert (str(report.period), said(report)) == (period, [])


@pytest.mark.parametrize("told", ["Tháng: 5   Năm: 2026", "Kỳ báo cáo: tháng 5 năm 2026"])
def test_a_period_that_is_not_the_title_s_is_told(told: str, tmp_path: Path) -> None:
    report = read("table", tmp_path, f"BÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 6 NĂM 2026\n{told}")
    assert str(report.period) == "month 6/2026"
    assert said(report) == ["CCHC-F036"]


@pytest.mark.parametrize(
    ("cells", "period"),
    [
        ("Quarter: January–March|Year: 2026", "quarter 1/2026"),
        ("Month: January–February|Year: 2026", None),
        ("January to February 2026", None),
        ("Reporting period: 1 January 2026 to 28 February 2026", None),
    ],
)
def test_months_over_a_table_are_a_period_or_none(tmp_path: Path, cells: str, period: str | None) -> None:
    """Never one month of them, nor their year: what is printed is told."""
    report = read("english", tmp_path, f"Library activity report\n{cells}")
    assert (None if report.period is None else str(report.period)) == period
    told = [each.message["en"] for each in report.findings if each.code == "CCHC-F006"]
    assert len(told) == (period is None)
    assert all("January" in each and "February" in each for each in told)


@pytest.mark.parametrize("line", ["(Kèm theo Thông tư số 12/2024/TT-BNV)", "Ban hành kèm theo Quyết định số 5/QĐ-UBND"])
def test_what_issued_the_form_is_understood(tmp_path: Path, line: str) -> None:
    """In brackets, too: it is on the form, and no text that somebody added."""
    report = read("table", tmp_path, f"Báo cáo hoạt động thư viện năm 2025\n{line}")
    assert "CCHC-F009" not in said(report)


def test_what_a_catalogue_names_is_beside_what_any_form_prints(tmp_path: Path) -> None:
    """Its own letterhead is known, and "(Ký, ghi rõ họ tên)" still is."""
    head = HEAD.format(language="vi", title="Báo cáo hoạt động thư viện") + 'letterhead = ["Mẫu in sẵn"]\n'
    form = catalogue_of(tmp_path, LIST, head)
    above = "MẪU IN SẴN\nBÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024\n"
    below = "Người lập\tThủ trưởng\n(Ký, ghi rõ họ tên)\t(Ký tên, đóng dấu)\n"
    report = read_report((above + FILLED["list"] + below).encode(), form, name="x.tsv")
    assert said(report) == []


@pytest.mark.parametrize("words", ["Đơn vị tính", "Đơn vị tính tiền", "Đơn vị tiền tệ"])
def test_the_unit_of_money_is_a_unit(words: str, tmp_path: Path) -> None:
    """Where a form mixes counts and money: figures in another unit than the form's are converted, and that is told."""
    money = LIST + '[lines.thu]\ncode = "3"\nlabel.vi = "Thu phí"\nkind = "number"\nunit = "trieu_dong"\n'
    form = catalogue_of(tmp_path, money, HEAD.format(language="vi", title="Báo cáo hoạt động thư viện"))
    above = f"BÁO CÁO HOẠT ĐỘNG THƯ VIỆN THÁNG 5 NĂM 2024\n{words}: nghìn đồng\n"
    report = read_report((above + FILLED["list"] + "3\tThu phí\t2.500\t\n").encode(), form, name="x.tsv")
    assert (str(report.entries["thu"].value), said(report)) == ("Reported(value=Measured('2.5'))", ["CCHC-F035"])


@pytest.mark.parametrize(
    ("told", "period"),
    [
        ("Month: May Year: 2026", "month 5/2026"),
        ("Month: May, Year: 2026", "month 5/2026"),
        ("Year: 2026; Month: May", "month 5/2026"),
        ("Facility: Mulago Hospital Month: May Year: 2026", "month 5/2026"),
        ("Month May Year 2026", "month 5/2026"),
    ],
)
@pytest.mark.parametrize("level", ["", 'level = {{ offices = ["Hospital"], superiors = ["District"] }}\n'])
def test_a_month_is_told_beside_its_year_whatever_stands_between(
    told: str, period: str, level: str, tmp_path: Path
) -> None:
    """One blank or a comma parts two announcements as wide spaces do."""
    head = (HEAD + level).format(language="en", title="Library activity report")
    catalogue = catalogue_of(tmp_path, TABLE, head)
    report = read_report(f"LIBRARY ACTIVITY REPORT\n{told}\n{ROWS}".encode(), catalogue, name="x.tsv")
    assert str(report.period) == period
    (tmp_path / "list").mkdir()
    list_form = catalogue_of(tmp_path / "list", LIST, head)
    listed = read_report(f"LIBRARY ACTIVITY REPORT\n{told}\n{FILLED['english']}".encode(), list_form, name="x.tsv")
    assert str(listed.period) == period


CRAS = 'level = {{ offices = ["CRAS"], superiors = ["Prefeitura", "Município"] }}\n'
HEALTH = 'level = {{ offices = ["Health Centre", "Hospital"], superiors = ["District"] }}\n'


@pytest.mark.parametrize(
    ("level", "language", "above", "office", "superior"),
    [
        (CRAS, "pt", "Município: Campo Verde\nUnidade: CRAS Jardim", "CRAS Jardim", "Município Campo Verde"),
        (CRAS, "pt", "Unidade: CRAS Jardim\nMunicípio: Campo Verde", "CRAS Jardim", "Município Campo Verde"),
        (CRAS, "pt", "Município: Campo Verde\nCRAS Jardim", "CRAS Jardim", "Município Campo Verde"),
        (CRAS, "pt", "MUNICIPIO: CAMPO VERDE\nUNIDADE: CRAS JARDIM", "CRAS JARDIM", "MUNICIPIO CAMPO VERDE"),
        (CRAS, "pt", "CRAS: Jardim", "CRAS Jardim", None),
        (
            CRAS,
            "pt",
            "Prefeitura Municipal de Campo Verde\nNome da unidade: CRAS Sul",
            "CRAS Sul",
            "Prefeitura Municipal de Campo Verde",
        ),
        (CRAS, "pt", "Prefeitura Municipal de Campo Verde", None, "Prefeitura Municipal de Campo Verde"),
        ("", "pt", "Município: Campo Verde\nServiço: Abrigo Sul", "Abrigo Sul", "Campo Verde"),
        ("", "pt", "Município: Campo Verde", "Campo Verde", None),
        (HEALTH, "en", "District: Kiboga\nHealth facility: Mulago Hospital", "Mulago Hospital", "District Kiboga"),
        (
            HEALTH,
            "en",
            "District: Kiboga  Reporting unit: Ntwetwe Health Centre IV",
            "Ntwetwe Health Centre IV",
            "District Kiboga",
        ),
        (HEALTH, "en", "Unit: Mulago Hospital", "Mulago Hospital", None),
    ],
)
def test_the_office_is_that_of_the_form_s_level(
    level: str, language: str, above: str, office: str | None, superior: str | None, tmp_path: Path
) -> None:
    """Whatever announces it, and wherever its superiors stand; the end of a title is no name."""
    title = {"pt": "Registro de atendimentos do CRAS", "en": "Report of the Hospital"}[language]
    catalogue = catalogue_of(tmp_path, TABLE, (HEAD + level).format(language=language, title=title))
    month = {"pt": "Mês de referência: maio de 2026", "en": "Month: May 2026"}[language]
    report = read_report(f"{above}\n{title.upper()}\n{month}\n{ROWS}".encode(), catalogue, name="x.tsv")
    assert (report.office, report.superior) == (office, superior)


@pytest.mark.parametrize(
    ("kinds", "one", "other", "is_same"),
    [
        (["Hospital"], "Mulago Hospital", "Nsambya Hospital", False),
        (["Health Centre"], "Bukomero Health Centre IV", "Ntwetwe Health Centre IV", False),
        (["Hospital"], "Mulago Hospital", "MULAGO HOSPITAL", True),
        (["Hospital"], "Lacor Hospital Gulu", "Aber Hospital Gulu", False),
        (["phường"], "UBND phường 1", "PHƯỜNG 1", True),
        (["phường"], "Ủy ban nhân dân phường 1", "Đơn vị báo cáo: Phường 1", True),
        (["phường"], "Văn phòng HĐND và UBND phường 1", "UBND Phường 1", True),
        (["CRAS"], "Prefeitura de Campo Verde - CRAS Sul", "CRAS Sul", True),
    ],
)
def test_what_stands_before_the_word_for_its_kind_is_an_office_s_name(
    kinds: list[str], one: str, other: str, is_same: bool, tmp_path: Path
) -> None:
    """Unless it is the body that stands for it, or its superior."""
    level = f"level = {{{{ offices = {kinds}, superiors = ['Prefeitura'] }}}}\n"
    edition = catalogue_of(tmp_path, TABLE, (HEAD + level).format(language="vi", title="Báo cáo thử")).edition
    assert (office_key(one, edition) == office_key(other, edition)) is is_same


def test_texts_that_wide_spaces_keep_apart_stay_apart_when_written(tmp_path: Path) -> None:
    """A report without a finding has none in another kind of file."""
    catalogue = form_of("table", tmp_path)
    above = "UBND PHƯỜNG A    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO HOẠT ĐỘNG THƯ VIỆN\nTháng: 5   Năm: 2026"
    first = read_report(f"{above}\n{ROWS}".encode(), catalogue, name="x.tsv")
    for written in FORMATS:
        if written.name == "pdf":
            continue
        again = read_report(written.write(Filed(catalogue.evaluate(first))), catalogue)
        assert (again.office, again.period, said(again)) == (first.office, first.period, said(first))
