"""A catalogue drafted from a form loads at once, finds what the form prints, and says what it guessed."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import tomli
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cchc
from cchc.cli import commands
from cchc.cli.words import Words
from cchc.drafting import CatalogueDraft, columns, drafted
from cchc.drafting.names import slug
from cchc.errors import Problem, ReadError
from cchc.load import load_edition
from cchc.readers import formats
from cchc.report import RawForm, Row
from cchc.value import Cell

TABLES = Path(__file__).resolve().parents[1] / "tables"
BLANK = (TABLES / "bieu-06" / "blank.tsv").read_text(encoding="utf-8").split("\n\n")[0]
MERGED = ("A7:A9", "B7:B9", "C7:F7", "G7:J7", "K7:M7", "D8:E8", *(f"{letter}8:{letter}9" for letter in "CFGHIJKLM"))
FOOT = "Người lập biểu"


def as_sheet() -> bytes:
    """Biểu 06 as a spreadsheet with merged headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(BLANK.splitlines(), 1):
        for place, text in enumerate(line.split("\t"), 1):
            if text:
                sheet.cell(number, place, text)
    for area in MERGED:
        sheet.merge_cells(area)
    sheet.cell(20, 10, FOOT)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_document() -> bytes:
    """Biểu 06 as a Word document with merged headings."""
    document, lines = docx.Document(), [line.split("\t") for line in BLANK.splitlines()]
    for line in lines[:6]:
        document.add_paragraph(line[0])
    table = document.add_table(rows=len(lines) - 6, cols=13)
    for row, line in enumerate(lines[6:]):
        for place, text in enumerate(line):
            table.cell(row, place).text = text
    for area in MERGED:
        first, last = (((ord(corner[0]) - 65), int(corner[1:]) - 7) for corner in area.split(":"))
        table.cell(first[1], first[0]).merge(table.cell(last[1], last[0]))
    document.add_paragraph(FOOT)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def draft(form: bytes | str, folder: Path, name: str = "bieu.tsv") -> CatalogueDraft:
    """The draft of a form, put into a folder."""
    data = form.encode() if isinstance(form, str) else form
    found = drafted(formats.read_form(data, name), folder.name)
    folder.mkdir()
    for file, text in found.files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return found


def codes(form: str, catalogue: cchc.Catalogue) -> list[str]:
    report = cchc.read_report(form.encode(), catalogue, name="form.tsv")
    findings = catalogue.evaluate(report).findings
    return [finding.code for finding in findings if finding.severity is not cchc.Severity.INFO]


@pytest.mark.parametrize("form", [BLANK.encode(), as_sheet(), as_document()], ids=["tsv", "xlsx", "docx"])
def test_a_table_with_printed_formulas_is_drafted_whole(form: bytes, tmp_path: Path) -> None:
    """Of the blank form: every column by its path and number; a right filling has no error, each wrong sum is found."""
    draft(form, tmp_path / "bieu-06")
    catalogue = cchc.load_catalogue(tmp_path / "bieu-06")
    (table,) = catalogue.edition.tables.values()
    shipped = cchc.load_catalogue("bieu-06-2020").edition.tables["b06"]
    assert [(each.heading, each.number) for each in table.printed] == [
        (each.heading, each.number) for each in shipped.printed
    ]
    assert table.open is not None
    assert table.open.total == "TỔNG SỐ"
    assert catalogue.edition.form_number == ("06/VPCP/KSTT",)
    assert catalogue.edition.calendar.closing_day == 14
    for quarter in (TABLES / "bieu-06" / "right.tsv").read_text(encoding="utf-8").split("\n\n"):
        assert codes(quarter, catalogue) == []
        assert codes(quarter.replace("TỔNG SỐ\t1", "TỔNG SỐ\t2"), catalogue) == ["CCHC-T001"]
        assert codes(re.sub(r"(Hộ tịch\t)\d", r"\g<1>9", quarter), catalogue) == ["CCHC-T001"]


def test_printed_rows_are_nested_by_their_codes(tmp_path: Path) -> None:
    """Of the blank index: groups without a code are over coded rows, the total comes last, a right filling is right."""
    draft((TABLES / "qd-766" / "blank.tsv").read_text(encoding="utf-8"), tmp_path / "qd")
    catalogue = cchc.load_catalogue(tmp_path / "qd")
    (table,) = catalogue.edition.tables.values()
    assert table.rows["r1_4"].under == "cong_khai_minh_bach"
    assert [row.id for row in table.rows.values() if row.under is None][-1] == "tong_diem"
    assert [column.asks.kind for column in table.printed] == ["count", "count", "percentage", "score", "score"]
    assert codes((TABLES / "qd-766" / "right.tsv").read_text(encoding="utf-8"), catalogue) == []


def test_a_filled_form_tells_whether_parents_are_sums(tmp_path: Path) -> None:
    """What is filled in decides between drafts: groups that add up are said to, and one wrong figure is then found."""
    right = (TABLES / "qd-766" / "right.tsv").read_text(encoding="utf-8")
    draft(right, tmp_path / "qd")
    catalogue = cchc.load_catalogue(tmp_path / "qd")
    (table,) = catalogue.edition.tables.values()
    assert table.rows["cong_khai_minh_bach"].adds_children
    assert "CCHC-T001" in codes(right.replace("18,00\t17,03", "18,00\t17,04"), catalogue)


def test_a_list_of_lines_is_drafted_as_lines(tmp_path: Path, root: Path) -> None:
    """The ward's form as cchc writes it empty: every line in its place, with its printed unit."""
    ward = cchc.load_catalogue("phuong-2024")
    result = CliRunner().invoke(
        commands, ["template", "-o", str(tmp_path / "ward.xlsx"), "--edition", "phuong-2024"], obj=Words("vi")
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    draft((tmp_path / "ward.xlsx").read_bytes(), tmp_path / "ward-draft", "ward.xlsx")
    edition = cchc.load_catalogue(tmp_path / "ward-draft").edition
    assert [(each.path, each.label["vi"]) for each in edition.indicators.values()] == [
        (each.path, " ".join(each.label["vi"].split())) for each in ward.indicators.values()
    ]
    assert [each.printed_unit for each in edition.indicators.values()] == [
        each.printed_unit for each in ward.indicators.values()
    ]


ENGLISH = """Monthly return of library services
Unit: USD thousand
No.\tLibrary name\tVisits\tArea\t\tShare used (%)
\t\t\tPlanned (ha)\tUsed (ha)\t
A\tB\t1\t2\t3\t4=3/2*100
1\t…\t\t\t\t
2\t…\t\t\t\t
\tTotal\t\t\t\t
"""


def test_units_kinds_and_ratios_are_taken_from_the_headings(tmp_path: Path) -> None:
    """Of a form in English: open rows where dots stand, a unit in brackets, a printed ratio written out, and marked."""
    made = draft(ENGLISH, tmp_path / "library")
    edition = cchc.load_catalogue(tmp_path / "library").edition
    (table,) = edition.tables.values()
    assert edition.languages == ("en",)
    assert table.open is not None
    assert table.open.total == "Total"
    assert table.columns["planned"].asks.unit == "ha"
    assert table.columns["planned"].asks.kind == "number"
    assert table.columns["share_used"].asks.formula_text == "percent(used, planned)"
    assert re.search(r'id = "share_used".*#\? guessed: formula', made.files["edition.toml"])


def test_lint_notes_each_guess_at_its_line(tmp_path: Path) -> None:
    """A draft has no mistakes; each guess that nobody has looked at is a note, which goes with its mark.

    What its figures count nobody but its author can say: one more note asks for that.
    """
    made = draft(BLANK, tmp_path / "bieu")
    notes: list[Problem] = []
    load_edition(tmp_path / "bieu", told=lambda note: None if note.key == "title" else notes.append(note))
    lines = made.files["edition.toml"].splitlines()
    assert [note.line for note in notes] == [place for place, line in enumerate(lines, 1) if "  #? " in line]
    assert made.guesses == len(notes) > 0
    (tmp_path / "bieu" / "edition.toml").write_text("\n".join(line.partition("  #? ")[0] for line in lines), "utf-8")
    notes.clear()
    load_edition(tmp_path / "bieu", told=notes.append)
    assert [note.what.partition(":")[0].partition(" ")[2] for note in notes] == ["figures have no 'definition'"]


def test_a_folder_with_an_edition_is_left_alone(tmp_path: Path) -> None:
    """`cchc catalogue new` writes a new folder, and never over one that has an edition."""
    (tmp_path / "form.tsv").write_text(BLANK, encoding="utf-8")
    arguments = ["catalogue", "new", str(tmp_path / "form.tsv"), "-o", str(tmp_path / "moi")]
    first = CliRunner().invoke(commands, arguments, obj=Words("vi"), standalone_mode=False)
    assert first.return_value == 0, first.output
    written = (tmp_path / "moi" / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "moi" / "edition.toml").write_text(written + "# mine\n", encoding="utf-8")
    again = CliRunner().invoke(commands, arguments, obj=Words("vi"), standalone_mode=False)
    assert again.exception is not None
    assert (tmp_path / "moi" / "edition.toml").read_text(encoding="utf-8").endswith("# mine\n")


def test_a_file_without_a_table_is_refused() -> None:
    """Where no headings stand over rows there is nothing to draft."""
    with pytest.raises(ReadError):
        drafted(RawForm((Row((Cell("Kính gửi", line=1),)),), "letter.txt"), "letter")


HEADINGS = st.lists(
    st.sampled_from(["if", "Total", "Tổng số", "Nam", "12", "%", "Kinh phí (Trđ)", '"a" \\ b', "Ngày\u007f", "x" * 90])
    | st.text(min_size=1, max_size=12),
    min_size=1,
    max_size=6,
)


@given(HEADINGS, st.lists(st.text(max_size=8), max_size=5))
def test_whatever_is_printed_the_draft_is_toml_and_loads(headings: list[str], labels: list[str]) -> None:
    """Any headings and labels give a catalogue without mistakes, or no table is seen in them."""
    rows = [("TT", "Tên", *headings), *(("1", label, *("" for _ in headings)) for label in ("A", *labels))]
    raw = RawForm(tuple(Row(tuple(Cell(text, line=number) for text in row)) for number, row in enumerate(rows, 1)))
    try:
        made = drafted(raw, "bat-ky")
    except ReadError:
        return
    assert tomli.loads(made.files["edition.toml"])["status"] == "draft"


# --- what forms of other sectors asked of drafts


def of_rows(*lines: str) -> RawForm:
    """A form whose cells are apart by "|"."""
    text = "\n".join(line.replace("|", "\t") for line in lines)
    return formats.read_form(text.encode(), "bieu.tsv")


def text_of(*lines: str) -> str:
    return drafted(of_rows(*lines), "bieu").files["edition.toml"]


def line_of(text: str, what: str) -> str:
    return next(line for line in text.split("\n") if what in line)


def test_parents_of_an_empty_form_add_up_what_is_numbered_under_them() -> None:
    """1, 1.1, 1.2: the form prints it; that it means a sum is a guess, and marked."""
    text = text_of("BÁO CÁO NĂM 2025", "STT|Nội dung|Số vụ|Số người", "1|Khiếu nại||", "1.1|Lần đầu||", "1.2|Lần hai||")
    parent = line_of(text, "Khiếu nại")
    assert 'formula = "children"' in parent
    assert "#?" in parent
    assert 'under = "r1"' in line_of(text, "Lần hai")


def test_what_the_cells_alone_tell_is_marked_as_guessed() -> None:
    """Decimals, signs, texts, dates: another report may show others."""
    text = text_of(
        "BÁO CÁO NĂM 2025",
        "STT|Dự án|Mã ICD-10|Khởi công|Vốn (triệu đồng)|Tăng, giảm|So với năm trước (%)",
        "1|Cầu Bến|A90-A91|01/02/2024|12,5|-3|112,5",
        "2|Đường tỉnh|B05|15/06/2024|7,25|4|98",
    )
    assert 'kind = "text"' in line_of(text, "Mã ICD-10")
    assert 'kind = "date"' in line_of(text, "Khởi công")
    money, change, rate = (line_of(text, what) for what in ("Vốn", "Tăng, giảm", "So với"))
    assert "decimals = 2" in money
    assert "số chữ số thập phân" in money.partition("#?")[2]
    assert 'sign = "any"' in change
    assert 'sign = "any"' in rate
    assert all("#?" in line for line in (money, change, rate))


def test_two_tables_under_each_other_are_two(tmp_path: Path) -> None:
    """With a row of numbers or without, titles over them or none; each is read again with nothing left over."""
    lines = (
        "QUARTERLY REPORT 2025",
        "Quarter 2, 2025",
        "Part A. Services",
        "Ref|Indicator|Target|Actual",
        "A1|Applications received|10|9",
        "A2|Applications decided|8|7",
        "Part B. Budget",
        "Programme|Budget|Spent|Balance",
        "|(a)|(b)|(c)=(a)-(b)",
        "Front desk|12|10|2",
        "Archive|20|22|-2",
    )
    raw = of_rows(*lines)
    folder = tmp_path / "bieu"
    folder.mkdir()
    for name, text in drafted(raw, "bieu").files.items():
        (folder / name).write_text(text, encoding="utf-8")
    catalogue = cchc.load_catalogue(folder)
    first, second = catalogue.edition.tables.values()
    assert [first.label["en"], second.label["en"]] == ["Part A. Services", "Part B. Budget"]
    assert [stub.kind for stub in first.stub] == ["code", "label"]
    assert second.columns["balance"].identities[0].text == "budget - spent"
    data = "\n".join(line.replace("|", "\t") for line in lines).encode()
    report = cchc.read_report(data, catalogue, name="bieu.tsv")
    assert [finding.code for finding in catalogue.evaluate(report).findings] == []


def test_sections_of_one_grid_are_tables() -> None:
    """Headings inside the body, over numbers that go on."""
    text = text_of(
        "BÁO CÁO NĂM 2025", "I. Khai sinh||", "Tổng số|Nam|Nữ", "1=2+3|2|3", "100|52|48",
        "II. Khai tử||", "Tổng số|Nam|Trẻ em", "4|5|6", "30|16|2",
    )  # fmt: skip
    assert text.count("[table.") == 2
    assert 'label.vi = "II. Khai tử"' in text


@pytest.mark.parametrize("number", ["BTN-01/TYT", "05/BCC-XANN", "SS-04"])
def test_the_number_of_a_form_may_begin_with_letters(number: str) -> None:
    text = text_of(f"Biểu số: {number}", "BÁO CÁO NĂM 2025", "STT|Nội dung|Số vụ|Số người", "1|Khiếu nại|1|2")
    assert f'form_number = "{number}"' in text


def test_headings_are_made_into_ids_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of hundreds of columns is drafted in the time of its columns, not of their square."""
    asked = []

    def counted(text: str, *longest: int) -> str:
        asked.append(text)
        return slug(text, *longest)

    monkeypatch.setattr(columns, "slug", counted)
    wide = 120
    heads = ";".join(f"Cột {number}" for number in range(wide))
    rows = "\n".join(f"{number};Thôn {number}{';1' * wide}" for number in range(1, 6))
    drafted(formats.read_form(f"STT;Tên thôn;{heads}\n{rows}\n".encode(), "wide.csv"), "rong")
    assert 0 < len(asked) <= 12 * wide


FUNDS = """BÁO CÁO THU QUỸ QUÝ I NĂM 2024
Đơn vị: triệu đồng
STT|Tên quỹ|Mã số|Dư đầu kỳ|Thu trong kỳ|Lũy kế đến hết quý trước|Lũy kế từ đầu năm|Dư cuối kỳ
A|B|C|1|2|3|4=3+2|5
|Tổng số|01|||||
"""


def test_what_a_money_form_says_around_and_in_its_headings_is_drafted() -> None:
    """The unit over it, the code of another list, what is carried over and what is cumulative, a total by itself."""
    rows = tuple(Row(tuple(map(Cell, line.split("|")))) for line in FUNDS.splitlines())
    draft = tomli.loads(drafted(RawForm(rows, "quy.tsv"), "quy").files["edition.toml"])
    table = next(iter(draft["table"].values()))
    assert (table["kind"], table["unit"]) == ("number", "trieu_dong")
    assert [each["is"] for each in table["stub"]] == ["code", "label", "other"]
    assert [each.get("over_time") for each in table["columns"]] == ["first", None, "first", "last", "last"]
    assert table["open"]["total"] == "Tổng số"


def table_of(*lines: str) -> dict[str, Any]:
    """The table that is drafted of a form, its rows and columns by their labels."""
    draft = tomli.loads(text_of(*lines))
    table = next(iter(draft["table"].values()))
    language = draft["languages"][0]
    return {
        "rows": {row["label"][language]: row for row in table.get("rows", [])},
        "columns": {column["heading"][-1]: column for column in table["columns"]},
        "open": table.get("open"),
    }


def test_a_letter_that_is_a_numeral_too_goes_on_from_the_one_before() -> None:
    letters = ("A|Communicable", "1|Malaria", "B|Other", "1|Hypertension", "C|Injuries", "1|Road", "D|Events")
    rows = table_of("FACILITY REPORT", "No.|Diagnosis|Cases", *(f"{each}|7" for each in letters))["rows"]
    assert [rows[label].get("under") for label in ("Communicable", "Other", "Injuries", "Events")] == [None] * 4
    assert rows["Road"]["under"] == rows["Injuries"]["id"]


@pytest.mark.parametrize("dash", ["- ", " – ", " ", ". "])
def test_the_number_before_a_label_is_its_code(dash: str) -> None:
    lines = (f"1{dash}IMPOSTOS|3|3", f"1.1{dash}IPTU|2|2", f"1.2{dash}ISS|1|1", f"2{dash}OUTRAS|5|5")
    rows = table_of("DEMONSTRATIVO DE RECEITAS", "RECEITAS|Previsto|Realizado", *lines, "FONTE: Sistema")["rows"]
    assert {label: row["code"] for label, row in rows.items()} == {
        "IMPOSTOS": "1", "IPTU": "1.1", "ISS": "1.2", "OUTRAS": "2",
    }  # fmt: skip


def test_what_a_heading_says_of_rates_and_days_is_drafted() -> None:
    heads = "TT|Nội dung|Số lượt khám trên 1000 thẻ|Ngày thành lập trường|Số lớp"
    rows = ("I|Khối một|16|01/9/1996|4", "II|Khối hai|12|01/9/1997|8")
    columns = table_of("BÁO CÁO TRƯỜNG LỚP", heads, *rows)["columns"]
    kinds = [(each.get("kind"), each.get("per")) for each in columns.values()]
    assert kinds == [("rate", 1000), ("date", None), (None, None)]


def test_a_total_over_the_rows_is_drafted_as_one() -> None:
    written = table_of("BÁO CÁO TRƯỜNG LỚP", "TT|Tên xã, trường|Số lớp", "|TOÀN HUYỆN|", "1|……|", "2|……|")["open"]
    assert (written["total"], written["total_first"]) == ("TOÀN HUYỆN", True)
