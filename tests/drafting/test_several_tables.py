"""A form of several tables, on one sheet and on several, is drafted whole and read again as one report."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
import tomli
from tests.drafting.test_drafts import draft, line_of, of_rows, text_of

import cchc
from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.drafting import drafted
from cchc.evaluation import Evaluation
from cchc.readers import formats, read_reports

HEALTH: dict[str, list[str]] = {
    "Services": [
        "Form HMIS-105", "MONTHLY HEALTH FACILITY REPORT", "Reporting month: May 2025", "",
        "Part A. Outpatient attendance", "No.|Diagnosis|Under 5||5 and over||Total", "||Male|Female|Male|Female|",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)=(3)+(4)+(5)+(6)", "1|Malaria|10|12|30|28|80",
        "|of which: confirmed by test|6|7|20|18|51", "2|Diarrhoea|4|5|6|7|22", "|Total|14|17|36|35|102", "",
        "Part B. Medicines in stock", "Item|Medicine|Unit|Opening balance|Received|Issued|Closing balance|Days out",
        "|||a|b|c|d=a+b-c|e", "1|Amoxicillin|tablet|200|0|150|50|2", "2|ORS|sachet|1234|500|1000|734|0",
    ],
    "Finance": [
        "Part C. Money", "Code|Line|Budget (USD)|Spent (USD)|Share spent (%)", "||1|2|3=2/1*100",
        "C1|Salaries|1234.5|1000.25|81.02", "C2|Drugs|500|450|90", "|of which: imported|300|250|83.33", "",
        "Prepared by:|||Approved by:", "Name:|||Name:",
    ],
    "Read me": ["How to fill in this workbook"],
}  # fmt: skip


def workbook(sheets: dict[str, list[str]], *, is_blank: bool = False) -> bytes:
    """The sheets as a workbook; blank, without what stands in the columns of figures."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for number, line in enumerate(lines, 1):
            for place, text in enumerate(line.split("|"), 1):
                is_figure = text.replace(".", "").isdecimal() and (place > 2 or "|" not in line)
                is_filled = is_figure and not line.startswith("||")
                if text and not (is_blank and is_filled):
                    sheet.cell(number, place, float(text) if is_filled else text)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def evaluated(catalogue: Catalogue, data: bytes) -> Evaluation:
    """The only report of a file."""
    (report,) = read_reports(data, catalogue, name="form.xlsx")
    return catalogue.evaluate(report)


@pytest.mark.parametrize("is_blank", [True, False])
def test_tables_under_each_other_and_on_other_sheets_are_all_drafted(tmp_path: Path, *, is_blank: bool) -> None:
    """Blank or filled in; what is filled in is then found right, and of two sheets one report is made."""
    made = draft(workbook(HEALTH, is_blank=is_blank), tmp_path / "health", "health.xlsx")
    catalogue = load_catalogue(tmp_path / "health")
    tables = catalogue.edition.tables
    assert [table.label["en"] for table in tables.values()] == [
        "Part A. Outpatient attendance", "Part B. Medicines in stock", "Part C. Money"
    ]  # fmt: skip
    assert [len(table.printed) for table in tables.values()] == [5, 5, 3]
    assert (made.columns, made.rows) == (13, 9)
    evaluation = evaluated(catalogue, workbook(HEALTH))
    assert set(evaluation.report.tables) == set(tables)
    assert [each.code for each in evaluation.findings if each.severity == "error"] == []
    assert lint_catalogue(tmp_path / "health").edition.tables.keys() == tables.keys()


def test_what_is_some_of_the_row_above_is_drafted_as_part_of_it(tmp_path: Path) -> None:
    """ "Of which" rows have no number of their own: they are under the row above, and no more than it."""
    draft(workbook(HEALTH, is_blank=True), tmp_path / "health", "health.xlsx")
    catalogue = load_catalogue(tmp_path / "health")
    table = catalogue.edition.tables["t1"]
    (part,) = [row for row in table.rows.values() if row.part_of is not None]
    assert (part.under, part.part_of, table.rows["r2"].under) == ("r1", "r1", None)
    wrong = workbook({**HEALTH, "Services": [line.replace("test|6|", "test|60|") for line in HEALTH["Services"]]})
    (error,) = [each for each in evaluated(catalogue, wrong).findings if each.severity == "error"]
    assert error.figure == "t1[of which: confirmed by test].under_5_male"
    assert error.expected == "6"


def test_rows_below_a_caption_are_parts_until_the_next_number() -> None:
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số vụ|Số người", "1|Khiếu nại||", "|Trong đó:||", "-|Lần đầu||",
        "-|Lần hai||", "2|Tố cáo||",
    )  # fmt: skip
    assert "columns = []" in line_of(text, '"Trong đó:"')
    assert all('part_of = "r1"' in line_of(text, label) for label in ("Lần đầu", "Lần hai"))
    assert "under" not in line_of(text, "Tố cáo")


def test_columns_below_such_a_heading_are_parts_of_the_one_before() -> None:
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Lao động|||Dư đầu kỳ|Dư cuối kỳ", "||Tổng số|Trong đó|||", "|||Nữ|Trẻ||",
        "1|Xưởng|||||",
    )  # fmt: skip
    assert all('part_of = "tong_so"' in line_of(text, f'"{label}"') for label in ("Nữ", "Trẻ"))
    assert 'over_time = "first"' in line_of(text, "Dư đầu kỳ")
    assert 'over_time = "last"' in line_of(text, "Dư cuối kỳ")


def labour(figures: dict[str, tuple[str, ...]]) -> bytes:
    """A form with a head of three rows, money, a mean that is printed as a quotient, and signatures in one line."""
    document = docx.Document()
    for text in ("Biểu số: 03/LĐ-TL", "BÁO CÁO SỬ DỤNG LAO ĐỘNG VÀ TIỀN LƯƠNG", "6 tháng đầu năm 2025",
                 "Đơn vị tính: triệu đồng"):  # fmt: skip
        document.add_paragraph(text)
    head = [("TT", "Loại hình", "Lao động (người)", "", "Quỹ lương", "Lương bình quân"),
            ("", "", "Tổng số", "Nữ", "", ""), ("A", "B", "1", "2", "3", "4=3/1/6")]  # fmt: skip
    rows = [("I", "Nhà nước"), ("1", "Trung ương"), ("2", "Địa phương"), ("", "Trong đó: cấp xã"), ("", "Tổng cộng")]
    table = document.add_table(rows=len(head) + len(rows), cols=6)
    for number, line in enumerate([*head, *((code, label, *figures.get(label, ())) for code, label in rows)]):
        for place, text in enumerate(line):
            table.cell(number, place).text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((0, 5), (1, 5))):
        table.cell(*first).merge(table.cell(*last))
    document.add_paragraph("NGƯỜI LẬP BIỂU\t\tGIÁM ĐỐC")
    document.add_paragraph("(Ký, họ tên)\t\t(Ký, đóng dấu)")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


RIGHT = {
    "Nhà nước": ("300", "120", "9.000,0", "5,00"), "Trung ương": ("100", "40", "3.600,0", "6,00"),
    "Địa phương": ("200", "80", "5.400,0", "4,50"), "Trong đó: cấp xã": ("50", "20", "1.200,0", "4,00"),
    "Tổng cộng": ("300", "120", "9.000,0", "5,00"),
}  # fmt: skip


def test_period_signatures_and_a_mean_of_money_are_drafted(tmp_path: Path) -> None:
    """The mean is computed anew on totals and finds the one wrong cell together with the sum."""
    made = draft(labour({}), tmp_path / "labour", "labour.docx")
    catalogue = load_catalogue(tmp_path / "labour")
    edition = catalogue.edition
    assert [str(kind) for kind in edition.calendar.periods] == ["half_year"]
    assert {str(who): texts for who, texts in edition.signatories.items()} == {
        "prepared_by": ("NGƯỜI LẬP BIỂU",), "signed_by": ("GIÁM ĐỐC",)
    }  # fmt: skip
    assert "number(quy_luong) / number(tong_so) / 6" in made.files["edition.toml"]
    right = catalogue.evaluate(cchc.read_report(labour(RIGHT), catalogue, name="a.docx"))
    assert [each.code for each in right.findings if each.severity == "error"] == []
    wrong = labour({**RIGHT, "Địa phương": ("220", "80", "5.400,0", "4,50")})
    found = catalogue.evaluate(cchc.read_report(wrong, catalogue, name="a.docx")).findings
    (error,) = [each for each in found if each.severity == "error"]
    assert (error.figure, error.expected) == ("b03[Địa phương].tong_so", "200")


@pytest.mark.parametrize(("language", "mark"), [("vi", "#? đoán"), ("en", "#? guessed"), (None, "#? đoán")])
def test_comments_are_in_the_language_that_is_asked_for(language: str | None, mark: str) -> None:
    """The texts of the catalogue stay in that of the form."""
    text = drafted(formats.read_form(labour({}), "labour.docx"), "labour", language).files["edition.toml"]
    assert mark in text
    assert 'status_note.vi = "Bản nháp' in text


def test_a_formula_that_clashes_is_left_out_and_no_other() -> None:
    """People divided by money make no people: only this formula is not used."""
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số người (người)|Kinh phí (triệu đồng)|Tổng (người)|Cộng",
        "A|B|1|2|3=1+2|4=1", "I|Nhóm||||", "1|Xưởng||||",
    )  # fmt: skip
    assert 'number = "3"' in line_of(text, "Tổng (người)")
    assert "công thức in trên biểu chưa dùng được" in line_of(text, "Tổng (người)")
    assert 'formula = "children"' in line_of(text, "Nhóm")


WORKS = (
    "PREFEITURA MUNICIPAL", "Anexo VII", "RELATÓRIO DE EXECUÇÃO DE OBRAS", "2.º trimestre de 2026", "Valores em R$ mil",
    "Quadro 1 – Obras em execução", "Nº|Secretaria / Obra|Valor (R$ mil)|Pago (R$ mil)|Executado (%)",
    "(1)|(2)|(3)|(4)|(5)=(4)/(3)", "|TOTAL|||", "A|Secretaria de ……|||", "1||||", "2||||", "",
    "Quadro 2 – Empreiteiras", "Nº|Empreiteira|Número de obras|Pago (R$ mil)|CNPJ", "|TOTAL|||", "1||||", "2||||", "",
    "Quadro 3 – Síntese",
    "Valor contratado (R$ mil)|Pago (R$ mil)|Saldo (R$ mil)|", "1|2|3=1-2|", "|||",
    "Elaborado por|Aprovado por",
)  # fmt: skip


def test_an_empty_table_without_a_row_of_numbers_and_one_of_one_row_are_drafted() -> None:
    """Titles "Quadro 1" are of tables and not the form's number; money is no count; rows to be written tell levels."""
    made = drafted(of_rows(*WORKS), "obras")
    draft = tomli.loads(made.files["edition.toml"])
    works, builders, summary = draft["table"].values()
    assert draft["form_number"] == "Anexo VII"
    assert [table["label"]["pt"].partition(" –")[0] for table in draft["table"].values()] == [
        "Quadro 1",
        "Quadro 2",
        "Quadro 3",
    ]
    assert (works["open"]["levels"], builders["open"]["levels"]) == (["A", "1"], ["1"])
    assert summary["rows"] == "one"
    assert [(each["kind"], each["unit"]) for each in summary["columns"]] == [("number", "r_mil")] * 3
    assert "unit" not in builders["columns"][0]
    assert "status" in draft
    assert "#?" not in line_of(made.files["edition.toml"], "status = ")


def test_a_letter_that_is_a_numeral_too_is_of_the_level_of_letters() -> None:
    rows = ("A|Educação|1|1", "1|Escola|1|1", "B|Saúde|1|1", "1|UBS …|1|1", "C|Obras|1|1", "1|Rua|1|1")
    draft = tomli.loads(text_of("RELATÓRIO DE OBRAS", "Nº|Obra|Valor|Pago", *rows))
    (table,) = draft["table"].values()
    assert table["open"]["levels"] == ["A", "1"]


def test_the_title_of_the_next_table_is_no_row_of_this_one() -> None:
    """On a sheet it stands in the column of codes; in a document it is no row at all: both are drafted alike."""
    lines = (
        "RELATÓRIO DE EXECUÇÃO DE OBRAS EM CURSO", "Em execução, não concluídas", "Quadro 1 – Obras",
        "Nº|Obra|Valor|Pago", "1|Escola|7|3", "2|Rua|8|4", "|||",
        "Quadro 2 – Fontes|||", "Fonte|Previsto|Recebido|Saldo", "União|7|3|4", "Estado|8|4|4",
    )  # fmt: skip
    first, second = tomli.loads(text_of(*lines))["table"].values()
    assert [row["label"]["pt"] for row in first["rows"]] == ["Escola", "Rua"]
    assert [row["label"]["pt"] for row in second["rows"]] == ["União", "Estado"]


def test_rows_that_are_in_no_table_are_told() -> None:
    """Nothing is left out without a word: what is as wide as a table's rows is named where the draft begins."""
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số vụ|Số người", "1|Khiếu nại|3|4", "", "", "", "",
        "Tên xã|Dân số|Diện tích|Ghi thêm|Khác",
    )  # fmt: skip
    assert "“Tên xã | Dân số | Diện tích | Ghi thêm | Khác”" in line_of(text, "status = ").partition("#?")[2]


def test_cells_that_print_a_cross_are_columns_that_a_row_has_not() -> None:
    """Many beside each other by the first and the last; a row of nothing else is a heading."""
    text = text_of(
        "BÁO CÁO NĂM 2025", "STT|Nội dung|Số vụ|Số người|Số tiền|Số thửa", "I|Khiếu nại|x|X|×|x", "II|Tố cáo||x|x|x",
        "III|Kiến nghị|x|||x",
    )  # fmt: skip
    assert "columns = []" in line_of(text, "Khiếu nại")
    assert 'except = ["so_nguoi..so_thua"]' in line_of(text, "Tố cáo")
    assert 'except = ["so_vu", "so_thua"]' in line_of(text, "Kiến nghị")
