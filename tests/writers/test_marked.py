"""A form given back marked reads as the form that it was made of: what was wrong is wrong still, and nothing is new."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.catalogue.test_honest_form import evaluated, form
from tests.tables.forms import BIEU_06, QD_766, Form
from tests.writers.conftest import filed

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.value import Missing, Reason
from cchc.writers.checked import checked
from cchc.writers.form import NOTHING, RESULT
from cchc.writers.formats import FORMATS, Filed

KINDS = {kind.name: kind for kind in FORMATS if kind.has_marks}
WRONG = {
    "a part above its whole": ("ho_so_dung_han", "899"),
    "a total that is none of its parts": ("kntc_tiep_nhan", "17"),
    "a rate of other figures": ("kiem_tra_ty_le_bo_phan", "57"),
    "two figures": ("tthc_uy_quyen", "3 hoặc 4"),
    "a figure with words": ("tthc_lien_thong", "48 (bốn mươi tám)"),
    "an error": ("kiem_tra_ty_le_bo_phan", "#DIV/0!"),
    "nothing": ("tthc_cong_khai", ""),
}

Told = Counter[tuple[str, str, str | None]]


def told(evaluation: Evaluation) -> Told:
    """What is found, whatever the places of cells."""
    return Counter(
        (each.code, str(each.severity), each.figure or next(iter(each.indicators), None))
        for each in evaluation.findings
    )


def read_again(evaluation: Evaluation, kind: str, catalogue: Catalogue) -> Evaluation:
    """The marked form, read as a file that somebody hands in."""
    data = KINDS[kind].write(Filed(evaluation, is_checked=True))
    return catalogue.evaluate(read_report(data, catalogue, name=f"form{KINDS[kind].suffixes[0]}"))


def mended(evaluation: Evaluation) -> set[str]:
    """The lines whose own cell holds a spreadsheet error and nothing else does: these become formulas."""
    entries = evaluation.report.entries.items()
    return {id for id, entry in entries if entry.value == Missing(Reason.SPREADSHEET_ERROR)}


def assert_same(evaluation: Evaluation, again: Evaluation) -> None:
    before, after = told(evaluation), told(again)
    assert after - before == Counter()
    assert {address for _, _, address in before - after} <= mended(evaluation)


@pytest.mark.parametrize("kind", KINDS)
def test_the_real_report_keeps_what_was_found(kind: str, real_report: Path) -> None:
    """All but its two cells with an error that the parts can mend."""
    catalogue = load_catalogue()
    evaluation = filed(catalogue, real_report).evaluation
    again = read_again(evaluation, kind, catalogue)
    assert_same(evaluation, again)
    assert sum((told(evaluation) - told(again)).values()) == 2


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("slip", WRONG)
def test_a_slip_is_found_again(slip: str, kind: str) -> None:
    """And the values are those that were read before."""
    id, text = WRONG[slip]
    evaluation = evaluated(form(lambda line, row: [*row[:2], text, *row[3:]] if line.id == id else row))
    again = read_again(evaluation, kind, load_catalogue())
    assert_same(evaluation, again)
    assert {id: again.values[id] for id in evaluation.values} == dict(evaluation.values)


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_form_stays_right(kind: str) -> None:
    evaluation = evaluated(form())
    assert told(read_again(evaluation, kind, load_catalogue())) == told(evaluation) == Counter()


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(
    ("of", "case"), [(of, case["id"]) for of in (BIEU_06, QD_766) for case in of.wrong], ids=lambda part: str(part)[:6]
)
def test_a_table_keeps_its_wrong_cells(of: Form, case: str, kind: str) -> None:
    """The cell that is wrong is given back as it was written, not as it was computed."""
    text, _ = of.changed(next(each for each in of.wrong if each["id"] == case))
    evaluation = of.judged(text)
    assert_same(evaluation, read_again(evaluation, kind, of.catalogue))


def test_a_number_under_a_heading_of_ours_is_no_ones(real_report: Path) -> None:
    """A column that a person adds is read as ever: only headings that we print are passed over."""
    catalogue = load_catalogue()
    lines = form().replace("Giải trình", "Giải trình\tKiểm tra", 1).splitlines()
    lines = [f"{line}\t7" if line.startswith("2\t") or "\tHồ sơ\t" in line else line for line in lines]
    found = catalogue.evaluate(read_report("\n".join(lines).encode(), catalogue))
    assert {each.code for each in found.findings} != set()


def test_the_marked_sheet_reckons_with_what_the_engine_reckons_with(real_report: Path) -> None:
    """No figure stands beside a line that the engine knows none of: “chưa có” problems are not 0 problems."""
    catalogue = load_catalogue("phuong-2024")
    evaluation = catalogue.evaluate(read_report(real_report, catalogue))
    boxes = {line.id: line.boxes.get(RESULT, NOTHING) for line in checked(evaluation).lines if line.id}
    counts = [id for id, line in catalogue.indicators.items() if line.kind is IndicatorKind.COUNT and id in boxes]
    known = {id for id in counts if evaluation.computation.figure(id) is not None}
    assert {id for id in counts if boxes[id].number is not None} == known
    assert "kiem_tra_van_de_phat_hien" in set(counts) - known
    sheet = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx"].write(Filed(evaluation, is_checked=True)))).worksheets[0]
    label = catalogue.indicators["kiem_tra_van_de_phat_hien"].label["vi"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows() if row[1].value == label]
    assert len(rows) == 1
    assert not [text for text in rows[0] if text.startswith("=")]
