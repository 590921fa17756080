"""The letter to an office: each cause once, on one page, in every kind of file; none where nothing is wrong."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from tests.tables.forms import BIEU_06
from tests.tables.small import STUB, catalogue_of, judged

from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli import run
from cchc.errors import DataError
from cchc.readers import read_report
from cchc.report import Report
from cchc.writers.letter import OfficeLetter
from cchc.writers.paper import PaperCell, new_paper


@pytest.fixture(scope="module")
def letter(real_report: Path) -> OfficeLetter:
    catalogue = load_catalogue()
    return OfficeLetter(catalogue.evaluate(read_report(real_report, catalogue)), "vi", "UBND quận 1", "Trưởng phòng")


def _of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def _of_odt(data: bytes) -> str:
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    return re.sub("<[^>]+>", "\n", content)


def _of_pdf(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


TEXT_OF: dict[str, Callable[[bytes], str]] = {
    "docx": _of_docx,
    "docx without a library": _of_docx,
    "odt": _of_odt,
    "pdf": _of_pdf,
    "html": lambda data: re.sub("<[^>]+>", "\n", data.decode()),
    "text": lambda data: data.decode(),
}


def squeezed(text: str) -> str:
    """A text without what lines break it into."""
    return re.sub(r"[\s\u00ad\ufffe-]", "", text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_letter_reads_as_agreed(letter: OfficeLetter, root: Path, language: str) -> None:
    """What a letter says of the report of May 2024 is what was agreed, word for word."""
    import os

    told = OfficeLetter(letter.evaluation, language, letter.sender, letter.signer).write("text").decode()
    path = root / "tests" / "snapshots" / f"letter.{language}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(told, encoding="utf-8", newline="\n")
    assert told == path.read_text(encoding="utf-8")
    assert all(len(line) <= 100 for line in told.splitlines())


@pytest.mark.parametrize("kind", sorted(TEXT_OF))
def test_every_kind_of_file_says_the_same(letter: OfficeLetter, kind: str) -> None:
    """State, sender, title, each line at fault, and who signs; the same bytes again."""
    data = letter.write(kind)
    assert data == letter.write(kind)
    told = squeezed(TEXT_OF[kind](data))
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND QUẬN 1", letter.phrase("letter_title"), "TRƯỞNG PHÒNG"):
        assert squeezed(text) in told
    if kind != "text":
        assert len(letter.causes) == 7
        for cause in letter.causes:
            assert cause.action is not None
            assert squeezed(cause.action["vi"])[:60] in told


def test_the_real_report_s_letter_is_one_page_and_its_annex(letter: OfficeLetter) -> None:
    """Whoever signs does so on the first page; what is behind it is the list alone."""
    first, second, *_ = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(letter.write("pdf")))
    assert squeezed(letter.phrase("letter_signature")) in squeezed(first)
    assert squeezed(letter.phrase("letter_annex")) not in squeezed(first)
    assert squeezed(letter.phrase("letter_annex")) in squeezed(second)


def test_every_line_to_mend_is_named_as_the_form_prints_it(letter: OfficeLetter) -> None:
    """The letter has room for few; the annex says of each its item, its place, the printed code and the label."""
    edition = letter.evaluation.edition
    document = docx.Document(io.BytesIO(letter.write("docx")))
    listed = [[cell.text for cell in row.cells] for row in document.tables[-1].rows][1:]
    wanted = [(str(number), id) for number, cause in enumerate(letter.causes, 1) for id in letter.places.of(cause)]
    assert len(wanted) > 80
    for row, (number, id) in zip(listed, wanted, strict=True):
        line = edition.indicators[id]
        assert row[:4] == [number, line.path, line.code, line.label["vi"].rstrip(" :.")]
    first = document.tables[1]
    told = {row.cells[0].text: row.cells[1].text for row in first.rows[1:]}
    assert told["5"] == "II.2.4.6"
    assert told["6"] == "II.2.1: “Ban hành Kế hoạch”"
    more = re.search(r"và ([0-9]+) dòng khác \(xem Phụ lục\)", told["1"])
    assert more is not None
    assert int(more[1]) + told["1"].count("“") == len(letter.places.of(letter.causes[0]))


def test_a_letter_that_says_all_itself_has_no_annex(catalogue: Catalogue) -> None:
    figures = {"ho_so_dung_han": "9", "ho_so_da_giai_quyet": "5", "ho_so_tiep_nhan": "9"}
    evaluation = catalogue.evaluate(Report.from_values(figures, title="BÁO CÁO THÁNG 5 NĂM 2024"))
    letter = OfficeLetter(evaluation)
    assert letter.causes
    assert letter.phrase("letter_annex") not in letter.write("text").decode()


def test_a_document_made_without_a_library_looks_like_the_other(letter: OfficeLetter) -> None:
    """Page, margins, font, tables with lines, the number above the second page, what it says of itself."""

    def look(kind: str) -> list[object]:
        document = docx.Document(io.BytesIO(letter.write(kind)))
        section, about = document.sections[0], document.core_properties
        margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        normal, header = document.styles["Normal"].font, section.header.paragraphs[0]._p.xml
        styles = [
            table.style.name
            for table in document.tables
            if table.style is not None and table.style.name == "Table Grid"
        ]
        said = about.title, about.comments, about.language
        page = section.page_width, section.page_height, section.different_first_page_header_footer
        return [
            margins,
            page,
            normal.name,
            normal.size,
            "PAGE" in header,
            styles,
            said,
            document._element.body.xml.count("<w:tr>"),
        ]

    assert look("docx") == look("docx without a library")


def test_a_font_of_this_machine(letter: OfficeLetter) -> None:
    """A document names any font; a print must have it, and says which there are like it."""
    odd = OfficeLetter(letter.evaluation, font="Liberation Serif")
    assert docx.Document(io.BytesIO(odd.write("docx"))).styles["Normal"].font.name == "Liberation Serif"
    assert (
        'svg:font-family="Liberation Serif"'
        in zipfile.ZipFile(io.BytesIO(odd.write("odt"))).read("styles.xml").decode()
    )
    with pytest.raises(DataError, match="no such font"):
        OfficeLetter(letter.evaluation, font="No Such Font At All").write("pdf")
    assert OfficeLetter(letter.evaluation, font="libertinus serif").write("pdf")[:4] == b"%PDF"


def test_texts_of_a_report_are_only_texts() -> None:
    """Nothing of them is markup, and white space that a program would drop is kept."""
    awkward = "<b>&amp;\"'</b>  #text[x]\ta\x07\n] = $x$ `y`"
    for kind, text_of in TEXT_OF.items():
        paper = new_paper(kind, awkward, "vi")
        paper.paragraph(awkward)
        paper.table([[PaperCell(awkward, across=2), PaperCell()], [PaperCell("a", down=2), PaperCell("b")]], [50, 50])
        told = text_of(paper.data())
        assert "#text" in told and ("<b>" in told or "&lt;b&gt;" in told or "&lt;b>" in told), kind


def ran(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_nothing_to_mend_is_no_letter(
    capsys: pytest.CaptureFixture[str], catalogue: Catalogue, root: Path, tmp_path: Path
) -> None:
    """It is said, and no file is written."""
    right = root / "catalogue" / "qd-766-xa" / "right.tsv"
    code, out, err = ran(capsys, "letter", right, "-o", tmp_path / "a.docx", "--lang", "en")
    assert (code, err, "nothing to mend" in out, list(tmp_path.iterdir())) == (0, "", True, [])
    code, _, err = ran(capsys, "letter", right, "-o", tmp_path / "a.xlsx", "--lang", "en")
    assert (code, "cannot write" in err) == (2, True)


def test_a_folder_gives_a_letter_for_each_office(
    capsys: pytest.CaptureFixture[str], real_report: Path, root: Path, tmp_path: Path
) -> None:
    """Of the newest period, named by office and period; what cannot be read is told, what is right gets none."""
    filed = tmp_path / "filed"
    (filed / "4").mkdir(parents=True)
    text, title = real_report.read_text(encoding="utf-8"), "**BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024**"
    for name, month in (("4/a.txt", 4), ("a.txt", 5), ("b.txt", 5)):
        own = f"UBND PHƯỜNG {Path(name).stem.upper()}\n\n{title.replace('THÁNG 5', f'THÁNG {month}')}"
        (filed / name).write_text(text.replace(title, own), encoding="utf-8")
    shutil.copy(root / "catalogue" / "qd-766-xa" / "right.tsv", filed / "right.tsv")
    (filed / "c.docx").write_bytes(b"PK\x03\x04")
    code, out, err = ran(capsys, "letter", filed, "-o", tmp_path / "letters", "--to", "html", "--lang", "en")
    assert (code, "c.docx" in err, "2 letters" in out) == (2, True, True)
    names = sorted(path.name for path in (tmp_path / "letters").iterdir())
    assert names == ["ubnd-phuong-a-2024-05.html", "ubnd-phuong-b-2024-05.html"]
    assert ran(capsys, "letter", filed, "-o", filed)[0] == 2


@pytest.mark.parametrize("kind", TEXT_OF)
def test_a_figure_of_a_table_is_called_as_the_form_calls_it(root: Path, kind: str) -> None:
    """By its row and the number of its column: no address of a program reaches an office."""
    catalogue = load_catalogue("bieu-06-2020")
    text = (root / "catalogue" / "bieu-06-2020" / "right.tsv").read_text(encoding="utf-8").split("\n\n")[0]
    wrong = text.replace("Hộ tịch\t260\t214\t37", "Hộ tịch\t260\t204\t37")
    assert wrong != text
    evaluation = catalogue.evaluate(read_report(wrong.encode(), catalogue, name="a.tsv"))
    said = squeezed(TEXT_OF[kind](OfficeLetter(evaluation, "vi").write(kind)))
    assert squeezed("Hộ tịch, cột (4)") in said
    assert "b06[" not in said
    assert "truc_tuyen" not in said


def test_a_letter_names_the_cells_of_a_table_and_says_how_many_more(tmp_path: Path) -> None:
    """By rows and columns as people see them, never by addresses; what it says is never cut off in its midst."""
    catalogue = catalogue_of(tmp_path, TABLES)
    rows = (f"{number}|Mục {number}|10|{11 + number}" for number in range(1, 13))
    head = "STT|Nội dung|Dự toán|Thực thu"
    evaluation = judged(catalogue, head, *rows, "|Tổng cộng|100|200", "Chi", "Năm trước|Năm nay", "10|500")
    told = squeezed(OfficeLetter(evaluation).write("html").decode())
    assert squeezed("Tổng cộng, cột “Dự toán”; Mục 1, cột “Thực thu”") in told
    assert squeezed("và 21 ô khác (xem Phụ lục)") in told
    assert squeezed("nội dung khác.") in told
    assert squeezed("Dòng, cột") in told
    assert squeezed("“Còn lại”") in told
    assert "…" not in told.replace(squeezed("……"), "").partition("Dòng")[2].partition("Đềnghịgửi")[0]
    for address in ("thu[", "chi[", "thu.b", "chi.y", "con_lai", "count_rows"):
        assert address not in told


TABLES = f"""
[table.thu]
label.vi = "Thu"
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
columns = [{{ id = "a", heading = ["Dự toán"] }}, {{ id = "b", heading = ["Thực thu"] }}]
[table.chi]
label.vi = "Chi"
rows = "one"
columns = [{{ id = "x", heading = ["Năm trước"] }}, {{ id = "y", heading = ["Năm nay"] }}]
[auxiliary.con_lai]
label.vi = "Còn lại"
kind = "count"
sign = "any"
formula = "thu[total].b - chi.y"
[rules.R1]
check = "con_lai >= 0"
says.vi = "Chi nhiều hơn thu."
[rules.R2]
check = "count_rows(thu.b > thu.a) == 0"
says.vi = "Có dòng vượt dự toán."
"""


def test_of_several_cells_each_is_quoted_with_its_place(tmp_path: Path) -> None:
    """The wrong one among them; what the first should be is not said, for it may be right."""
    catalogue = catalogue_of(tmp_path, TABLES)
    rows = ("1|Mục 1|10|5", "2|Mục 2|20|8", "|Tổng cộng|30|14", "Chi", "Năm trước|Năm nay", "1|2")
    evaluation = judged(catalogue, "STT|Nội dung|Dự toán|Thực thu", *rows)
    (finding,) = (each for each in evaluation.findings if each.code == "CCHC-T002")
    assert len(finding.figures) == 3
    assert (finding.expected, finding.required) == (None, None)
    told = squeezed(OfficeLetter(evaluation).write("html").decode())
    for place, text in (("Tổng cộng", "14"), ("Mục 1", "5"), ("Mục 2", "8")):
        assert squeezed(f"{place}, cột “Thực thu” “{text}”") in told


def test_of_a_computed_line_its_parts_are_named_too(catalogue: Catalogue) -> None:
    """Where one of them may be what is wrong, an office looks at them all."""
    lines = {"bien_che_giao": "23", "bien_che_co_mat": "21", "bien_che_ty_le_chua_su_dung": "13,04 %"}
    evaluation = catalogue.evaluate(Report.from_values(lines, title="BÁO CÁO THÁNG 5 NĂM 2024"))
    letter = OfficeLetter(evaluation)
    finding = next(each for each in evaluation.findings if each.figure == "bien_che_ty_le_chua_su_dung")
    assert set(finding.indicators) == {"bien_che_ty_le_chua_su_dung", "bien_che_co_mat"}
    (cause,) = (each for each in letter.causes if "bien_che_ty_le_chua_su_dung" in each.lines)
    places = [evaluation.edition.everything[id].path for id in finding.indicators]
    assert all(squeezed(place) in squeezed(letter.write("html").decode()) for place in places), places
    assert cause.corrections == ()


def test_a_form_of_tables_is_named_as_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its title in small letters without the days that stand beside it; that the file holds two reports is told to
    whoever checks them, not to the office."""
    wrong = tmp_path / "quý.tsv"
    wrong.write_text(BIEU_06.right.replace("\t260\t", "\t206\t", 1), encoding="utf-8")
    assert run(["letter", str(wrong), "-o", str(tmp_path / "phiếu.txt"), "--lang", "vi"]) == 0
    told = capsys.readouterr().err
    assert "Tệp có 2 báo cáo" in told and "tách mỗi báo cáo" in told
    text = " ".join((tmp_path / "phiếu.txt").read_text(encoding="utf-8").split())
    assert "Qua kiểm tra báo cáo tình hình, kết quả giải quyết TTHC tại cơ quan" in text
    assert "giải quyết TTHC (kỳ số liệu 15/12/2025 – 14/03/2026), có 1 nội dung cần chỉnh sửa." in text
    assert "cchc" not in text


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("1|Một|2|3",), "shows 1 thing to mend. Please correct it"),
        (("1|Một|2|3", "2|Hai|4|6"), "shows 2 things to mend"),
    ],
)
def test_one_thing_is_one_thing(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    table = f"""
[table.t]
kind = "count"
unit = "ho_so"
{STUB}open = {{ key = "label" }}
columns = [{{ id = "a", heading = ["A"] }}, {{ id = "b", heading = ["B"], part_of = "a" }}]
"""
    evaluation = judged(catalogue_of(tmp_path, table), "STT|Nội dung|A|B", *rows)
    letter = OfficeLetter(evaluation, "en", "UBND", "Trưởng phòng")
    assert said in " ".join(letter.write("text").decode().split())
