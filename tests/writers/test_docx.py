"""Documents as offices send them: their layout, remarks beside what is wrong, and the empty form to print."""

from __future__ import annotations

import io
import time
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.tables.forms import BIEU_06, QD_766, Form
from tests.writers.conftest import figures

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import MissingExtraError
from cchc.period import Period
from cchc.readers import read_report
from cchc.writers.empty import KINDS, EmptyForm
from cchc.writers.formats import FORMATS, Filed
from cchc.writers.paper import PaperCell, new_paper

WRITE = {kind.name: kind.write for kind in FORMATS}


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def heads(document: Document) -> list[list[str]]:
    """The rows that come again on every page."""
    rows = document.tables[0].rows
    return [[cell.text for cell in row.cells] for row in rows if row._tr.findall(f".//{qn('w:tblHeader')}")]


@pytest.fixture(scope="module")
def filed(catalogue: Catalogue, real_report: Path) -> Filed:
    return Filed(catalogue.evaluate(read_report(real_report, catalogue)), "vi", is_checked=True)


def test_pages_are_those_that_documents_have(filed: Filed) -> None:
    """A4, Times New Roman of 13 points, the number of the page above, headings and their numbers on every page."""
    document = opened(WRITE["docx"](Filed(filed.evaluation)))
    section, normal = document.sections[0], document.styles["Normal"]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)
    assert "PAGE" in section.header._element.xml
    assert [row[0] for row in heads(document)] == ["TT", "1"]


def test_the_same_form_gives_the_same_bytes(filed: Filed) -> None:
    assert WRITE["docx"](filed) == WRITE["docx"](filed)


def test_figures_read_elsewhere_are_blue(filed: Filed) -> None:
    """As in the workbook: what was moved to its column is bold and blue, what was computed is bold on grey."""
    rows = opened(WRITE["docx"](filed)).tables[0].rows
    cells = [row.cells[-1] for row in rows if not row._tr.findall(f".//{qn('w:tblHeader')}")]
    told = [(cell, run) for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs if run.bold]
    plain = [run for cell, run in told if not cell._tc.findall(f".//{qn('w:shd')}")]
    assert {str(run.font.color.rgb) for run in plain} == {"1F4E79"}
    assert len(plain) > 20


def test_each_finding_is_a_remark_at_its_row_and_told_at_the_end(filed: Filed) -> None:
    document = opened(WRITE["docx"](filed))
    remarks = [comment.text for comment in document.comments]
    codes = [finding.code for finding in filed.evaluation.findings]
    assert len(remarks) == len([finding for finding in filed.evaluation.findings if finding.indicators])
    assert all(any(code in text for text in remarks) for code in set(codes) if not code.startswith("CCHC-F"))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(code in told for code in codes)


@pytest.mark.parametrize("form", [BIEU_06, QD_766], ids=lambda form: form.edition)
def test_a_table_is_a_turned_page_with_its_headings_merged(form: Form) -> None:
    """Read back, it says what it said."""
    report = form.report(form.periods[0])
    document = opened(WRITE["docx"](Filed(form.catalogue.evaluate(report))))
    assert round(document.sections[0].page_width / Mm(1)) == 297
    again = read_report(WRITE["docx"](Filed(form.catalogue.evaluate(report))), form.catalogue)
    assert figures(again) == figures(report)


def test_headings_over_several_columns_are_merged() -> None:
    form = BIEU_06
    evaluation = form.catalogue.evaluate(form.report(form.periods[0]))
    rows = next(table for table in opened(WRITE["docx"](Filed(evaluation))).tables if len(table.columns) > 6).rows
    assert rows[0].cells[2].text == rows[0].cells[5].text == "Số lượng hồ sơ tiếp nhận"
    assert rows[2].cells[0].text == "STT"


def test_a_printed_formula_is_broken_between_its_parts_alone() -> None:
    """A column of figures is narrower than "(3)=(4)+(5)+(6)", which read "(3)=(4" above ")+(5)"; all else stays."""
    texts = ["(3)=(4)+(5)+(6)", "7=8+9 =10+11", "46/166=27,7%", "=1+1", "a=b"]
    row = [PaperCell(text) for text in texts]
    told = [cell.text for cell in opened(table_of([row])).tables[0].rows[0].cells]
    assert told == ["(3)=\u200b(4)+\u200b(5)+\u200b(6)", "7=\u200b8+\u200b9 =10+\u200b11", *texts[2:]]
    plain = new_paper("text", "t", "vi")
    plain.table([row], [20] * len(row))
    assert "\u200b" not in plain.data().decode()


@pytest.mark.parametrize("edition", ["phuong-2024", "phuong-2026-07", "bieu-06-2020", "qd-766-xa"])
@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_an_empty_form_is_read_as_one_that_is_not_filled_in(edition: str, suffix: str) -> None:
    """Nothing that an empty form prints is taken for a figure, or for something strange."""
    catalogue = load_catalogue(edition)
    period = Period.of("month", 2024 if edition == "phuong-2024" else 2026, 8)
    data = EmptyForm(catalogue.edition, "vi", period, "UBND phường Định Công").write(f"form{suffix}")
    report = read_report(data, catalogue, name=f"form{suffix}")
    assert report.period == period
    told = {finding.code for finding in catalogue.evaluate(report).findings}
    assert not {code for code in told if code.startswith("CCHC-F")} - {
        "CCHC-F030",
        "CCHC-F031",
        "CCHC-F032",
        "CCHC-F033",
    }


def test_what_is_missing_is_told(filed: Filed, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match="docx"):
        WRITE["docx"](filed)


def table_of(rows: list[list[PaperCell]]) -> bytes:
    """A document of one table."""
    paper = new_paper("docx", "", "vi")
    paper.table(rows, [60] * len(rows[0]))
    return paper.data()


def test_a_remark_costs_the_same_whichever_it_is() -> None:
    """Four times the remarks take about four times as long: not sixteen."""

    def taken(count: int) -> float:
        began = time.process_time()
        table_of([[PaperCell("1", comments=("a", "b"))] for _ in range(count)])
        return time.process_time() - began

    taken(10)
    assert taken(4000) < 8 * max(taken(1000) for _ in range(3))


def test_cells_are_marked_up_in_the_order_of_the_standard() -> None:
    """What a cell spans comes before its colour (ECMA-376, CT_TcPr): strict programs refuse another order."""
    rows = [
        [PaperCell("a", fill="FFE8A3", across=2, down=2), PaperCell()],
        [PaperCell(fill="FFE8A3", across=2, is_covered=True), PaperCell()],
    ]
    cells = opened(table_of(rows)).tables[0]._tbl.findall(f".//{qn('w:tcPr')}")
    order = [qn(f"w:{name}") for name in ("tcW", "gridSpan", "vMerge", "shd")]
    assert [[part.tag for part in cell] for cell in cells] == [order, order]


def test_lines_tabs_and_spaces_of_a_text_stay() -> None:
    """A text is seen as it was written, remarks included, and nothing in it is markup."""
    text = " <a>\t&\nb "
    document = opened(table_of([[PaperCell(text, comments=(f"{text}\n", "second"))]]))
    assert document.tables[0].cell(0, 0).text == text
    first, second = document.comments
    assert ("\n".join(each.text for each in first.paragraphs), second.text) == (f"{text}\n", "second")
    starts = [int(mark.get(qn("w:id"))) for mark in document.element.iter(qn("w:commentRangeStart"))]
    assert starts == [first.comment_id, second.comment_id]
