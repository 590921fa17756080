"""A real spreadsheet program, reckoning anew, gives cchc's own value in every computed cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind
from cchc.evaluation import Evaluation
from cchc.period import Period, PeriodKind
from cchc.readers import read_report
from cchc.report import Report
from cchc.value import Reported
from cchc.writers import xlsx, xlsx_template
from cchc.writers.form import Form
from cchc.writers.formats import Filed

pytestmark = pytest.mark.office

Office = Callable[[bytes, str, str], bytes]
FIRST = 7
WORDS: Mapping[str, object] = {
    "words for zero": "không có",
    "not yet": "chưa phát sinh",
    "in progress": "đang thực hiện",
    "ones": 1,
    "zeros": 0,
    "sevens": 7,
    "large": 987_654_321,
    "text": "khoảng một trăm",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def counts(catalogue: Catalogue, answer: object) -> dict[str, object]:
    """A filling with one and the same answer on every line that asks for a count."""
    return {
        id: answer
        for id, line in catalogue.indicators.items()
        if line.kind is IndicatorKind.COUNT and line.formula is None
    }


def mixed(catalogue: Catalogue) -> dict[str, object]:
    """A filling with other figures on each line, some missing: rates that have to be rounded."""
    ids = list(counts(catalogue, 0))
    return {id: None if place % 11 == 10 else (place * 37) % 97 + 1 for place, id in enumerate(ids)}


def sheet_of(data: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]


def agrees(form: Form, evaluation: Evaluation, reckoned: bytes) -> None:
    """Every computed line of a workbook shows the value, or nothing where there is none."""
    sheet = sheet_of(reckoned)
    first = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "TT") + 1 + bool(form.numbers)
    for row, line in enumerate(form.lines, first):
        indicator = evaluation.edition.indicators.get(line.id or "")
        if indicator is None or indicator.formula is None:
            continue
        value, shown = evaluation.values[indicator.id], sheet.cell(row, 6).value
        expected = value.value if isinstance(value, Reported) else None
        assert (None if shown in (None, "") else Decimal(str(shown))) == expected, indicator.id


def unstored(data: bytes) -> bytes:
    """A workbook without stored results: what is read from it was reckoned by the program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_real_report(office: Office, catalogue: Catalogue, real_report: Path) -> None:
    evaluation = catalogue.evaluate(read_report(real_report, catalogue))
    form = Filed(evaluation, is_checked=True).form
    agrees(form, evaluation, office(unstored(xlsx.write(form)), "xlsx", "xlsx"))


@pytest.mark.parametrize("answer", list(WORDS))
def test_every_answer(office: Office, catalogue: Catalogue, answer: str) -> None:
    report = catalogue.settle(Report.from_values(counts(catalogue, WORDS[answer])))
    evaluation = catalogue.evaluate(report)
    form = Filed(evaluation, is_checked=True).form
    agrees(form, evaluation, office(unstored(xlsx.write(form)), "xlsx", "xlsx"))


def test_rates_that_have_to_be_rounded(office: Office, catalogue: Catalogue) -> None:
    evaluation = catalogue.evaluate(catalogue.settle(Report.from_values(mixed(catalogue))))
    form = Filed(evaluation, is_checked=True).form
    agrees(form, evaluation, office(unstored(xlsx.write(form)), "xlsx", "xlsx"))


def template(catalogue: Catalogue, figures: Mapping[str, object]) -> bytes:
    """The template with figures typed in."""
    period = Period.of(PeriodKind.MONTH, 2024, 5)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template.write(catalogue.edition, period=period)))
    for row, id in enumerate(catalogue.indicators, FIRST):
        if id in figures:
            book.worksheets[0].cell(row, 3).value = figures[id]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_template_reckons_as_cchc_does(office: Office, catalogue: Catalogue) -> None:
    """What a ward types into the template gives the rates that cchc computes, and no spreadsheet error anywhere."""
    figures = {id: figure for id, figure in mixed(catalogue).items() if catalogue.indicators[id].pair is None}
    reckoned = office(template(catalogue, figures), "xlsx", "xlsx")
    evaluation = catalogue.evaluate(read_report(reckoned, catalogue))
    expected = catalogue.evaluate({id: figure for id, figure in figures.items() if isinstance(figure, int)})
    sheet = sheet_of(reckoned)
    for row, (id, line) in enumerate(catalogue.indicators.items(), FIRST):
        if line.formula is not None:
            value, shown = expected.values[id], sheet.cell(row, 3).value
            assert (None if shown in (None, "") else Decimal(str(shown))) == getattr(value, "value", None), id
            assert evaluation.values[id] == value
    assert not [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")]


def test_rules_watch_in_the_template(office: Office, catalogue: Catalogue) -> None:
    """A broken rule speaks up beside its line as soon as its figures are there; the others are silent."""
    figures = counts(catalogue, 5) | {"kh_cchc_nhiem_vu_giao": 4}
    sheet = sheet_of(office(template(catalogue, figures), "xlsx", "xlsx"))
    expected = catalogue.evaluate({id: figure for id, figure in figures.items() if isinstance(figure, int)})
    told = " ".join(str(sheet.cell(row, 6).value or "") for row in range(FIRST, FIRST + len(catalogue.indicators)))
    broken = {finding.code for finding in expected.findings if len(finding.indicators) > 1}
    assert "[CCHC-R008] Số nhiệm vụ CCHC đã hoàn thành (5) lớn hơn số nhiệm vụ được giao (4)." in told
    assert {part.partition("]")[0] for part in told.split("[")[1:]} <= broken


def test_it_opens_and_prints(office: Office, catalogue: Catalogue, real_report: Path) -> None:
    """Filled form and template print, and the filled form is read back from what the program saves."""
    evaluation = catalogue.evaluate(read_report(real_report, catalogue))
    data = xlsx.write(Filed(evaluation, is_checked=True).form)
    again = catalogue.evaluate(read_report(office(data, "xlsx", "ods"), catalogue))
    for indicator in catalogue.edition.computed:
        assert again.values[indicator.id] == evaluation.values[indicator.id]
    for printed in (data, xlsx_template.write(catalogue.edition)):
        assert office(printed, "xlsx", "pdf").startswith(b"%PDF")
