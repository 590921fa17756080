"""The user's own document comes back: what was in it is in it, marks lie upon the form, and a reader finds the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.returned.documents import COMMENT, HEADING, LETTER, MAKERS, OTHER, Rows, changed
from tests.tables.forms import BIEU_06

from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli import run
from cchc.readers import read_report
from cchc.words import data as words_of

MAIN = {".docx": "word/document.xml", ".odt": "content.xml"}
CLOSING = {".docx": "</w:tc>", ".odt": "</table:table-cell>"}
RESULT, LIST = words_of("writing")["result_column"]["vi"], words_of("writing")["findings_title"]["vi"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def rows(root: Path) -> Rows:
    text = (root / "examples/phuong-2024-05.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def filled(path: Path, data: bytes) -> tuple[bytes, str]:
    """What `fill` makes of a document, and what it says."""
    path.write_bytes(data)
    made = path.with_stem("made")
    with CliRunner().isolation() as (_, err, _):
        code = run(["fill", str(path), "-o", str(made), "--force"])
        told = err.getvalue().decode()
    assert code == 0, told
    return made.read_bytes(), told


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def found(data: bytes, name: str, catalogue: Catalogue) -> Counter[tuple[object, ...]]:
    evaluation = catalogue.evaluate(read_report(data, catalogue, name=name))
    return Counter((each.code, each.severity, each.indicators, each.message["vi"]) for each in evaluation.findings)


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_there_is_there(tmp_path: Path, rows: Rows, name: str) -> None:
    """The letter, another table, the comment and the heading of pages; the parts that no mark is laid over, as they
    were."""
    data = MAKERS[name](rows)
    made, told = filled(tmp_path / name, data)
    before, after = parts(data), parts(made)
    text = " ".join(after.values())
    for own in (LETTER, OTHER, COMMENT, HEADING, "Nguyễn Thị B"):
        assert own in text
    heads = sum(row[0] == "TT" for row in rows)
    assert after[MAIN[Path(name).suffix]].count(RESULT) == heads
    kept = ("word/styles.xml", "word/header1.xml", "word/theme/theme1.xml", "styles.xml")
    assert {each: before[each] for each in kept if each in before} == {
        each: after[each] for each in kept if each in before
    }
    assert not any(each.startswith("Basic") for each in after)
    assert ("macro" in told) == (name == "form.odt")


@pytest.mark.parametrize("name", MAKERS)
def test_a_reader_finds_the_same(tmp_path: Path, rows: Rows, catalogue: Catalogue, name: str) -> None:
    data = MAKERS[name](rows)
    made, _ = filled(tmp_path / name, data)
    assert found(made, name, catalogue) == found(data, name, catalogue)


@pytest.mark.parametrize("name", MAKERS)
def test_marked_again_it_has_its_marks_once(tmp_path: Path, rows: Rows, name: str) -> None:
    """Marks of an earlier time go, the office's own comment stays."""
    main = MAIN[Path(name).suffix]
    once, _ = filled(tmp_path / name, MAKERS[name](rows))
    again, _ = filled(tmp_path / name, once)
    first, second = parts(once), parts(again)
    assert second.keys() == first.keys()
    for each in (RESULT, LIST, CLOSING[Path(name).suffix], "F8CBCB", "commentReference", "<office:annotation"):
        assert second[main].count(each) == first[main].count(each)
    assert sum(text.count(COMMENT) for text in second.values()) == 1


@pytest.mark.parametrize("name", MAKERS)
def test_marks_go_when_nothing_is_found_any_more(tmp_path: Path, root: Path, catalogue: Catalogue, name: str) -> None:
    """Marked for one wrong figure, mended by the office and marked again: no colour of ours, no remark is left."""
    right = (root / "examples/right/phuong-2024-05.txt").read_text(encoding="utf-8")
    wrong = right.replace("\t893\t", "\t678\t", 1)
    assert wrong != right and "\t678\t" not in right
    main = MAIN[Path(name).suffix]
    once, _ = filled(tmp_path / name, MAKERS[name]([line.split("\t") for line in wrong.splitlines()]))
    assert "F8CBCB" in parts(once)[main]
    mended = changed(once, main, ">678<", ">893<")
    made, _ = filled(tmp_path / name, mended)
    told = found(mended, name, catalogue)
    assert {code for code, *_ in told} == {"CCHC-F020"}
    assert RESULT in parts(made)[main]
    assert "F8CBCB" not in parts(made)[main]
    assert parts(made)[main].count(COMMENT) + parts(made).get("word/comments.xml", "").count("<w:comment ") == 1


@pytest.mark.parametrize("name", MAKERS)
def test_all_cells_of_a_row_look_alike(tmp_path: Path, rows: Rows, name: str) -> None:
    """The column that is added has a cell in every row of the form, and in no other table."""
    made, _ = filled(tmp_path / name, MAKERS[name](rows))
    text = parts(made)[MAIN[Path(name).suffix]]
    table, cell = (
        (r"<w:tr\b.*?</w:tr>", r"<w:tc>")
        if name.endswith("docx")
        else (
            r"<table:table-row\b.*?</table:table-row>",
            r"<table:table-cell\b",
        )
    )
    counted = Counter(len(re.findall(cell, row)) for row in re.findall(table, text, re.DOTALL))
    assert counted.keys() == {6, 3}
    assert counted[3] == 5


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_form_of_tables_is_marked_where_it_stands(tmp_path: Path, suffix: str) -> None:
    """Each finding is told at its cell; a column is added to no table of many."""
    from cchc.writers.formats import FORMATS, Filed

    text, _ = BIEU_06.changed(BIEU_06.wrong[0])
    evaluation = BIEU_06.judged(text)
    assert evaluation.findings
    written = next(kind for kind in FORMATS if suffix in kind.suffixes).write(Filed(evaluation))
    made, _ = filled(tmp_path / f"form{suffix}", written)
    assert RESULT not in parts(made)[MAIN[suffix]]
    assert LIST in parts(made)[MAIN[suffix]]
    again = BIEU_06.catalogue.evaluate(read_report(made, BIEU_06.catalogue, name=f"form{suffix}"))
    assert Counter((each.code, each.figure) for each in again.findings) == Counter(
        (each.code, each.figure) for each in evaluation.findings
    )


RELATIONS, END = "word/_rels/document.xml.rels", "</Relationships>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACRO = "ms-word.document.macroEnabled.main+xml"
REACHING = [
    ("form.docx", RELATIONS, END, "image", 'Target="http://a.vn/a.png" TargetMode="External"', "liên kết"),
    ("form.docx", RELATIONS, END, "oleObject", 'Target="embeddings/o.bin"', "OLE"),
    ("form.odt", "content.xml", "<text:p>", "", 'xlink:href="http://a.vn/a.png"', "liên kết"),
]


@pytest.mark.parametrize(("name", "part", "pattern", "kind", "target", "why"), REACHING)
def test_what_reaches_out_of_the_file_is_told_and_not_carried_on(
    tmp_path: Path, rows: Rows, name: str, part: str, pattern: str, kind: str, target: str, why: str
) -> None:
    relation = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" {target}/>{END}'
    image = f'<text:p><draw:image xmlns:draw="urn:d" xmlns:xlink="http://www.w3.org/1999/xlink" {target}/>'
    data = changed(MAKERS[name](rows), part, pattern, relation if kind else image)
    made, told = filled(tmp_path / name, data)
    assert why in told
    assert "1 ghi chú" in told
    assert not any("a.vn" in text for text in parts(made).values())


def test_a_template_is_not_asked_for_any_more(tmp_path: Path, rows: Rows) -> None:
    """The document that was begun on a template elsewhere names it no more."""
    listing = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        ' Target="file:///C:/mau.dotm" TargetMode="External"/></Relationships>'
    )
    data = changed(
        MAKERS["form.docx"](rows), "word/settings.xml", "<w:zoom", '<w:attachedTemplate r:id="rId1"/><w:zoom'
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/_rels/settings.xml.rels", listing)
    made, told = filled(tmp_path / "form.docx", stream.getvalue())
    assert told == ""
    assert not any("mau.dotm" in text or "attachedTemplate" in text for text in parts(made).values())


def test_a_form_without_headings_is_given_back_alone(tmp_path: Path, rows: Rows) -> None:
    """No reader would know the column that is added as ours."""
    bare = [row for row in rows if len(row) > 3][2:]
    _, told = filled(
        tmp_path / "form.docx", MAKERS["form.docx"]([["BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"], *bare])
    )
    assert "không còn chỗ" in told


def test_a_document_deeper_than_programs_write_is_given_back_as_its_form(tmp_path: Path, rows: Rows) -> None:
    """Hundreds of wrappings around the letter: told, and no failure."""
    deep = 300
    wrapped = "<w:body>" + "<w:smartTag>" * deep + "<w:p/>" + "</w:smartTag>" * deep
    data = changed(MAKERS["form.docx"](rows), "word/document.xml", "<w:body>", wrapped)
    _, told = filled(tmp_path / "form.docx", data)
    assert "khác thường" in told


def test_macros_stay_behind(tmp_path: Path, rows: Rows) -> None:
    """A document with macros becomes one without, and that is told."""
    data = changed(MAKERS["form.docx"](rows), "[Content_Types].xml", r"document\.main\+xml", "MACRO")
    data = changed(data, "[Content_Types].xml", "openxmlformats-officedocument.wordprocessingml.MACRO", MACRO)
    relation = '<Relationship Id="rV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
    data = changed(data, RELATIONS, END, f'{relation} Target="vbaProject.bin"/>{END}')
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    path = tmp_path / "form.docm"
    path.write_bytes(stream.getvalue())
    with CliRunner().isolation() as (_, err, _):
        assert run(["fill", str(path), "-o", str(tmp_path / "made.docx"), "--lang", "vi"]) == 0
        assert "macro" in err.getvalue().decode()
    made = parts((tmp_path / "made.docx").read_bytes())
    assert not any("vba" in name.lower() or "vbaProject" in text for name, text in made.items())
    assert "macroEnabled" not in made["[Content_Types].xml"]
    assert LETTER in made["word/document.xml"]
