"""Formulas that no program has calculated yet: what they make is not known, and nothing else stands in for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
import xlsxwriter
from tests.files.conftest import visible_rows
from tests.files.test_opendocument import packed, sheet

import cchc
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.value import Missing, Reason, Reported
from cchc.writers.xlsx_sheet import Nothing

Rows = Sequence[Sequence[str]]
CATALOGUE = cchc.load_catalogue("phuong-2024")
LINE, DOCUMENT, RATE = "van_ban_chi_dao", "kh_cchc_ban_hanh", "kiem_tra_ty_le_bo_phan"


def by_openpyxl(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(rows: Rows) -> bytes:
    """It writes 0 for the result of a formula, and asks whoever opens the file to calculate."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": True})
    made = book.add_worksheet()
    for place, row in enumerate(rows):
        made.write_row(place, 0, row)
    book.close()
    return stream.getvalue()


def by_hand_as_ods(rows: Rows) -> bytes:
    def written(text: str) -> str:
        if text.startswith("="):
            return f"<table:table-cell table:formula={quoteattr('of:' + text)}/>"
        return f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"

    made = "".join(f"<table:table-row>{''.join(map(written, row))}</table:table-row>" for row in rows)
    return packed("spreadsheet", sheet(made))


def as_xml_of_2003(rows: Rows) -> bytes:
    def written(text: str) -> str:
        if text.startswith("="):
            return f"<Cell ss:Formula={quoteattr(text)}/>"
        return f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>'

    made = "".join(f"<Row>{''.join(map(written, row))}</Row>" for row in rows)
    name = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    table = f'<Worksheet ss:Name="B"><Table>{made}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook {name}>{table}</Workbook>'.encode()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "ods": by_hand_as_ods,
    "XML of 2003": as_xml_of_2003,
}


def judged(write: Callable[[Rows], bytes], changes: dict[str, tuple[int, str, str]]) -> Evaluation:
    """The right form with a formula and a remark on some lines."""
    text = (Path(__file__).parents[1] / "reading" / "wordings" / "filling.txt").read_text(encoding="utf-8")
    rows = [list(row) for row in visible_rows(text)]
    labels = {CATALOGUE.edition.indicators[id].label["vi"]: change for id, change in changes.items()}
    for row in rows:
        column, formula, remark = labels.get(row[1] if len(row) > 1 else "", (0, "", ""))
        if formula:
            row[4], row[column] = remark or row[4], formula
    return CATALOGUE.evaluate(read_report(write(rows), CATALOGUE))


@pytest.mark.parametrize("remark", ["", "6", "Đã ban hành 6 văn bản", "Không có", "6/12"])
@pytest.mark.parametrize("writer", WRITERS)
def test_no_figure_beside_a_formula_is_taken_for_its_result(writer: str, remark: str) -> None:
    """The line has no value, and one finding that says what to do; a figure in its remark is offered, not used."""
    evaluation = judged(WRITERS[writer], {LINE: (2, "=6*2", remark)})
    entry = evaluation.report.entries[LINE]
    assert entry.value == Missing(Reason.UNREADABLE)
    assert entry.cell is not None
    assert (entry.cell.text, entry.cell.formula, entry.cell.column) == ("=6*2", "=6*2", "quantity")
    (finding,) = (each for each in evaluation.findings if LINE in each.indicators and each.rule is None)
    assert (finding.code, finding.observed) == ("CCHC-F014", "=6*2")
    assert "bảng tính" in (finding.suggestion or {})["vi"]


@pytest.mark.parametrize("formula", ["=SUM(I11,O15)", "=I11+l2", '=IF(COUNT(O11,I15)<2,"",ROUND(O11+I15,1))'])
def test_letters_of_a_formula_are_not_taken_for_digits(formula: str) -> None:
    """ "I11" and "O15" are cells, and no 111 and 015 that might be meant."""
    evaluation = judged(by_openpyxl, {LINE: (2, formula, "")})
    assert evaluation.report.entries[LINE].candidates == ()
    (finding,) = (each for each in evaluation.findings if LINE in each.indicators and each.rule is None)
    assert finding.code == "CCHC-F014"


@pytest.mark.parametrize("writer", WRITERS)
def test_formulas_of_a_sheet_are_one_finding_with_their_lines(writer: str) -> None:
    """A rate is computed from its parts all the same; a document, a figure and a rate are named together."""
    changes = {DOCUMENT: (4, '="Số "&B3', ""), RATE: (2, "=C5/C6*100", ""), LINE: (2, "=SUM(B1:B3)", "")}
    evaluation = judged(WRITERS[writer], changes)
    (finding,) = (each for each in evaluation.findings if each.code == "CCHC-F014")
    assert set(finding.indicators) == {DOCUMENT, LINE, RATE}
    assert isinstance(evaluation.values[RATE], Reported)
    assert evaluation.report.entries[DOCUMENT].value == Missing(Reason.UNREADABLE)


def with_results(rows: Rows, result: Callable[[str], object]) -> bytes:
    """A sheet whose formulas have been calculated."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    made = book.add_worksheet()
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            if text.startswith("="):
                made.write_formula(place, column, text, None, result(text))
            else:
                made.write_string(place, column, text)
    book.close()
    return stream.getvalue()


def test_a_result_of_nothing_is_a_result() -> None:
    """A formula that makes an empty text shows nothing, as a person sees."""
    evaluation = judged(lambda rows: with_results(rows, lambda _: Nothing()), {LINE: (2, '=IF(A1="","",A1)', "")})
    assert evaluation.report.entries[LINE].value == Missing(Reason.BLANK)
    assert not [each for each in evaluation.findings if each.code == "CCHC-F014"]


def test_zeros_that_were_calculated_stand() -> None:
    """Where any formula has another result than 0, a program has calculated them all."""
    changes = {LINE: (2, "=5*0", ""), "hoi_nghi_boi_duong": (2, "=1*2", "")}
    evaluation = judged(lambda rows: with_results(rows, lambda text: int(text[-1])), changes)
    assert [evaluation.report.entries[id].value for id in changes] == [Reported(0), Reported(2)]
    assert not [each for each in evaluation.findings if each.code == "CCHC-F014"]
