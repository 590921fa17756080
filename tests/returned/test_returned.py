"""The user's own workbook comes back: what was in it is in it, marks lie over the form, and a reader sees the same."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from tests.pace import within
from tests.returned.books import FORM, MAKERS, cells, parts_of, related, typed, with_parts

from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli import run
from cchc.readers import read_report, read_reports

LISTING = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
"""Parts that list others, and the looks, are written anew; so are the form's sheet and its comments."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def rows(root: Path) -> list[list[str]]:
    return cells((root / "examples/phuong-2024-05.txt").read_text(encoding="utf-8"))


def filled(path: Path, data: bytes, *more: str) -> tuple[bytes, str]:
    """What `fill` makes of a workbook, and what it says."""
    path.write_bytes(data)
    made = path.with_name("made.xlsx")
    with CliRunner().isolation() as (_, err, _):
        code = run(["fill", str(path), "-o", str(made), "--force", "--lang", "en", *more])
        told = err.getvalue().decode()
    return (made.read_bytes() if not code else b""), told


def findings(data: bytes, catalogue: Catalogue) -> Counter[tuple[object, ...]]:
    """All that is found in a workbook, with its place."""
    return Counter(
        (finding.code, finding.severity, finding.indicators, finding.figure, finding.message["vi"], finding.cell)
        for report in read_reports(data, catalogue, name="form.xlsx")
        for finding in catalogue.evaluate(report).findings
    )


@pytest.mark.parametrize("maker", MAKERS)
def test_what_was_there_is_there(tmp_path: Path, rows: list[list[str]], catalogue: Catalogue, maker: str) -> None:
    """Every part but the form's sheet is there byte for byte, every cell and comment of that sheet too."""
    data = MAKERS[maker](rows)
    made, told = filled(tmp_path / "form.xlsx", data)
    assert told == ""
    before, after = parts_of(data), parts_of(made)
    own = [name for name in before if name not in LISTING and "sheet1" not in name and "omments" not in name]
    assert len(own) > 5
    assert {name: after[name] for name in own if "vmlDrawing1" not in name} == {
        name: before[name] for name in own if "vmlDrawing1" not in name
    }
    was, now = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(made))
    assert now.sheetnames == [*was.sheetnames, "Findings"]
    assert [sheet.sheet_state for sheet in now.worksheets[:-1]] == [sheet.sheet_state for sheet in was.worksheets]
    assert now.defined_names.keys() == was.defined_names.keys()
    for old, new in zip(was.worksheets, now.worksheets, strict=False):
        assert len(old._charts) == len(new._charts) and len(old._images) == len(new._images)
        assert old.print_title_rows == new.print_title_rows
        for row in old.iter_rows():
            for cell in row:
                there = new[cell.coordinate]
                if str(cell.value) == "#DIV/0!" and there.value != cell.value:
                    continue  # what errors become is told elsewhere
                assert there.value == cell.value
                assert repr(there.font) == repr(cell.font) and repr(there.fill) == repr(cell.fill)
                assert cell.comment is None or there.comment.text == cell.comment.text


@pytest.mark.parametrize("maker", MAKERS)
def test_a_reader_finds_the_same(tmp_path: Path, rows: list[list[str]], catalogue: Catalogue, maker: str) -> None:
    """Nothing is found that was not, and nothing is lost but what was said of errors that are formulas now."""
    data = MAKERS[maker](rows)
    made, _ = filled(tmp_path / "form.xlsx", data)
    was, now = findings(data, catalogue), findings(made, catalogue)
    assert not now - was
    lost = was - now
    assert lost and all(cell.text == "#DIV/0!" for *_, cell in lost)
    report = read_report(made, catalogue, name="made.xlsx")
    original = read_report(data, catalogue, name="form.xlsx")
    same = [id for id, entry in original.entries.items() if not entry.errors]
    assert {id: report.entries[id].value for id in same} == {id: original.entries[id].value for id in same}


@pytest.mark.parametrize("maker", MAKERS)
def test_marked_again_it_has_its_marks_once(
    tmp_path: Path, rows: list[list[str]], catalogue: Catalogue, maker: str
) -> None:
    """Marks of an earlier time go before new ones come, and looks that are there are not added again."""
    made, _ = filled(tmp_path / "form.xlsx", MAKERS[maker](rows))
    again, told = filled(tmp_path / "form.xlsx", made)
    assert told == ""
    assert findings(again, catalogue) == findings(made, catalogue)
    assert parts_of(again)["xl/styles.xml"] == parts_of(made)["xl/styles.xml"]
    one, two = load_workbook(io.BytesIO(made)), load_workbook(io.BytesIO(again))
    assert one.sheetnames == two.sheetnames
    first, second = one.worksheets[0], two.worksheets[0]
    assert first.max_column == second.max_column
    assert len(first.conditional_formatting) == len(second.conditional_formatting)
    texts = [
        {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} for sheet in (first, second)
    ]
    assert texts[1] <= texts[0] and len(texts[0] - texts[1]) < 4  # what an error said before it was a formula


def test_marks_go_when_nothing_is_found_any_more(tmp_path: Path, catalogue: Catalogue, root: Path) -> None:
    """A report put right comes back without a colour, a comment or a list of findings."""
    text = (root / "tests/field/right-filling.txt").read_text(encoding="utf-8")
    wrong = MAKERS["openpyxl"](cells(text.replace("\t35,00\t", "\t53,00\t", 1)))
    made, _ = filled(tmp_path / "form.xlsx", wrong)
    assert "Findings" in load_workbook(io.BytesIO(made)).sheetnames
    texts = {name: part for name, part in parts_of(made).items() if name.endswith(("sharedStrings.xml", "sheet1.xml"))}
    right = with_parts(made, {name: part.replace(b">53,00<", b">35,00<") for name, part in texts.items()})
    again, told = filled(tmp_path / "form.xlsx", right)
    assert told == ""
    book = load_workbook(io.BytesIO(again))
    assert [finding[0] for finding in findings(again, catalogue)] == ["CCHC-F011"]
    comments = [cell.comment.text for row in book[FORM].iter_rows() for cell in row if cell.comment]
    assert not any("CCHC-" in text for text in comments if "F011" not in text)
    assert {"Số của quý trước", "xem sổ theo dõi"} <= {*comments}


def test_computed_figures_are_live_beside_the_form(tmp_path: Path, rows: list[list[str]]) -> None:
    """The column of results reckons from the cells of the user's own sheet, where what is stored is what is shown."""
    made, _ = filled(tmp_path / "form.xlsx", MAKERS["openpyxl"](rows))
    sheet = load_workbook(io.BytesIO(made))[FORM]
    assert sheet["F13"].value == '=IF(COUNT(F12,F11)<2,"",IF(F11=0,"",ROUND(100*F12/F11,2)))'
    assert sheet["F12"].value == "=IF(ISNUMBER(C12),C12,E12)"
    assert sheet["C57"].value.startswith("=IF(")
    assert sheet["G13"].hyperlink.location.startswith("'Findings'!A")


def test_a_figure_stored_otherwise_than_it_is_shown_is_no_formula(
    tmp_path: Path, rows: list[list[str]], catalogue: Catalogue
) -> None:
    """A cell that shows 27,7 % holds 0.277: to reckon with that would be wrong."""
    book = load_workbook(io.BytesIO(MAKERS["openpyxl"](rows)))
    line = next(row for row in book[FORM].iter_rows(min_row=90) if "khảo sát" in str(row[1].value))
    line[2].value, line[2].number_format = 0.277, "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    made, _ = filled(tmp_path / "form.xlsx", stream.getvalue())
    result = load_workbook(io.BytesIO(made))[FORM].cell(line[0].row, 6).value
    assert result == pytest.approx(27.7)


def test_a_table_form_is_marked_where_it_stands(tmp_path: Path, root: Path, catalogue: Catalogue) -> None:
    """Both reports of the sheet stay; the sheet of recomputed figures speaks of the user's own cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    text = (root / "catalogue/bieu-06-2020/right.tsv").read_text(encoding="utf-8")
    for number, row in enumerate(cells(text), 3):
        for place, each in enumerate(row, 2):
            sheet.cell(number, place, typed(each))
    spot = next(cell for row in sheet.iter_rows(min_row=15) for cell in row if isinstance(cell.value, int))
    wrong = sheet.cell(spot.row, spot.column + 4)
    wrong.value = 9999
    book.create_sheet("Sổ")["A1"] = f"=Sheet!{wrong.coordinate}"
    stream = io.BytesIO()
    book.save(stream)
    made, told = filled(tmp_path / "form.xlsx", stream.getvalue())
    assert told == ""
    assert findings(made, catalogue) == findings(stream.getvalue(), catalogue)
    now = load_workbook(io.BytesIO(made))
    assert now.sheetnames == ["Sheet", "Sổ", "Findings", "Recomputed"]
    assert now["Sổ"]["A1"].value == f"=Sheet!{wrong.coordinate}"
    formulas = {str(cell.value) for row in now["Recomputed"].iter_rows() for cell in row}
    assert any(f"ISNUMBER('Sheet'!{wrong.column_letter}{wrong.row})" in each for each in formulas)
    assert any(cell.comment for row in now["Sheet"].iter_rows() for cell in row)


# --- what is never carried on -------------------------------------------------------------------------


def test_macros_stay_behind(tmp_path: Path, rows: list[list[str]]) -> None:
    """What was written has no macros, is no workbook with macros, and says so."""
    data = MAKERS["openpyxl"](rows)
    more = related(data, "xl/_rels/workbook.xml.rels", "vbaProject", "vbaProject.bin")
    types = parts_of(data)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    more |= {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "[Content_Types].xml": types}
    made, told = filled(tmp_path / "form.xlsm", with_parts(data, more))
    assert "macros" in told
    assert not any("vba" in name for name in parts_of(made))
    assert b"macroEnabled" not in parts_of(made)["[Content_Types].xml"]
    assert b"vbaProject" not in parts_of(made)["xl/_rels/workbook.xml.rels"]
    assert load_workbook(io.BytesIO(made)).sheetnames[1:3] == ["Tổng hợp", "Cũ"]


@pytest.mark.parametrize(
    ("listing", "kind", "target", "mode", "told"),
    [
        ("xl/_rels/workbook.xml.rels", "externalLink", "externalLinks/externalLink1.xml", "", "links to other files"),
        ("xl/_rels/workbook.xml.rels", "connections", "connections.xml", "", "data from elsewhere"),
        ("xl/worksheets/_rels/sheet2.xml.rels", "oleObject", "../x.bin", "", "embedded objects"),
        ("xl/worksheets/_rels/sheet2.xml.rels", "image", "file:///x.png", ' TargetMode="External"', "links to other"),
        ("xl/worksheets/_rels/sheet2.xml.rels", "somethingNew", "../new.xml", "", "unusual way"),
    ],
)
def test_what_reaches_out_of_the_file_is_told_and_not_carried_on(
    tmp_path: Path, rows: list[list[str]], listing: str, kind: str, target: str, mode: str, told: str
) -> None:
    """A workbook that refers to what may not go along is not given back: the form alone is, and that is said."""
    data = MAKERS["openpyxl"](rows)
    made, said = filled(tmp_path / "form.xlsx", with_parts(data, related(data, listing, kind, target, mode)))
    assert told in said and "2 other sheets" in said and "3 comments" in said
    assert load_workbook(io.BytesIO(made)).sheetnames == [FORM, "Findings"]


@pytest.mark.parametrize(
    "part",
    [
        {"xl/charts/chart1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><c:chartSpace/>'},
        {"xl/media/image1.png": b"\0" * 60_000_000},
    ],
)
def test_a_hostile_part_is_carried_nowhere(tmp_path: Path, rows: list[list[str]], part: dict[str, bytes]) -> None:
    """What nobody reads is looked at before it goes along: a document type or a bomb in it refuses the file."""
    made, told = filled(tmp_path / "form.xlsx", with_parts(MAKERS["openpyxl"](rows), part))
    assert made == b"" and told.startswith("error")


def test_a_drawing_that_is_no_xml_takes_no_more_time_than_its_length(tmp_path: Path, rows: list[list[str]]) -> None:
    """Shapes that never end are looked at once each; where they do not pair, the form alone is given back."""
    drawing = next(name for name in parts_of(MAKERS["openpyxl"](rows)) if name.endswith(".vml"))
    hostile = b"<xml>" + b"<v:shape x>" * 60_000 + b"</xml>"
    data = with_parts(MAKERS["openpyxl"](rows), {drawing: hostile})
    with within(2):
        made, told = filled(tmp_path / "form.xlsx", data)
    assert "unusual way" in told
    assert load_workbook(io.BytesIO(made)).sheetnames == [FORM, "Findings"]


ODD: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "a sheet's number that is none": (
        "xl/workbook.xml",
        lambda text: text.replace('sheetId="1"', f'sheetId="{"9" * 5000}"').encode(),
    ),
    "another encoding": (
        "xl/worksheets/sheet1.xml",
        lambda text: ('<?xml version="1.0" encoding="UTF-16"?>' + text.partition("?>")[2]).encode("utf-16"),
    ),
    "an instruction that looks like a tag": (
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("</sheetData>", "<?x </sheetData> ?></sheetData>").encode(),
    ),
    "looks in a comment": (
        "xl/styles.xml",
        lambda text: text.replace("</fonts>", f"<!--{'<font>' * 60_000}--></fonts>").encode(),
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_no_program_writes_so_is_not_added_to(tmp_path: Path, rows: list[list[str]], odd: str) -> None:
    """Valid XML that cannot be cut as what spreadsheet programs write: the form alone is given back."""
    data = MAKERS["openpyxl"](rows)
    part, spoil = ODD[odd]
    text = parts_of(data)[part].decode()
    text = text if text.startswith("<?xml") else f'<?xml version="1.0"?>{text}'
    with within(2):
        made, told = filled(tmp_path / "form.xlsx", with_parts(data, {part: spoil(text)}))
    assert "unusual way" in told
    assert load_workbook(io.BytesIO(made)).sheetnames == [FORM, "Findings"]


def test_formulas_that_others_rest_on_stay(tmp_path: Path, rows: list[list[str]], catalogue: Catalogue) -> None:
    """An error whose formula other cells share is told, and stays."""
    data = MAKERS["openpyxl"](rows)
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    cell = sheet[sheet.index('<c r="C57"') :].partition("</c>")[0] + "</c>"
    shared = '<c r="C57" t="e"><f t="shared" ref="C57:C58" si="0">1/0</f><v>#DIV/0!</v></c>'
    data = with_parts(data, {"xl/worksheets/sheet1.xml": sheet.replace(cell, shared).encode()})
    made, told = filled(tmp_path / "form.xlsx", data)
    assert told == "" and shared in parts_of(made)["xl/worksheets/sheet1.xml"].decode()


def test_a_sheet_formatted_far_below_its_form_is_given_back(tmp_path: Path, rows: list[list[str]]) -> None:
    """Whoever draws borders down a whole column has tens of thousands of empty rows: they are read, and stay."""
    sheet = "xl/worksheets/sheet1.xml"
    data = MAKERS["openpyxl"](rows)
    below = "".join(f'<row r="{at}"><c r="A{at}" s="1"/></row>' for at in range(len(rows) + 100, 40_000))
    text = parts_of(data)[sheet].decode().replace("</sheetData>", f"{below}</sheetData>")
    with within(4):
        made, told = filled(tmp_path / "form.xlsx", with_parts(data, {sheet: text.encode()}))
    assert told == ""
    assert '<row r="39999"><c r="A39999" s="1"/></row></sheetData>' in parts_of(made)[sheet].decode()
