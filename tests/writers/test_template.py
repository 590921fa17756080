"""A form that is filled in rightly has no findings, and a template lets nothing else in."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from tests.formula.test_spreadsheet import reckon
from tests.writers.conftest import opened

from cchc.catalogue import Catalogue
from cchc.edition import Edition, IndicatorKind
from cchc.period import Period, PeriodKind
from cchc.readers import read_report
from cchc.text.dates import find_window, parse_period
from cchc.writers import xlsx_template
from cchc.writers.questions import LONGEST_FORMULA, Questions

FIRST = 7
COUNTS = {
    "dvctt_cung_cap": 10, "tthc_tong": 100, "tthc_cong_khai": 100, "ho_so_tiep_nhan": 20,
    "ho_so_tiep_nhan_truc_tuyen": 10, "khen_thuong_tap_the": 0, "khen_thuong_ca_nhan": 0,
    "cong_vu_lanh_dao_ky_luat": 0, "cong_vu_cong_chuc_ky_luat": 0,
}  # fmt: skip
RIGHT: Mapping[str, object] = {"count": 5, "yes-no": "Có", "percentage": 100}


@pytest.fixture(scope="module")
def edition(catalogue: Catalogue) -> Edition:
    return catalogue.edition


@pytest.fixture(scope="module")
def empty(edition: Edition) -> bytes:
    period = Period.of(PeriodKind.MONTH, 2024, 5)
    return xlsx_template.write(edition, period=period, office="UBND phường Định Công")


def rows(edition: Edition):  # type: ignore[no-untyped-def]
    """The row of each line of the form."""
    return enumerate(edition.indicators.values(), FIRST)


def test_input_cells_are_free_and_all_else_is_locked(edition: Edition, empty: bytes) -> None:
    """On a protected sheet what is to be filled in can be; labels, units, formulas and headings cannot."""
    sheet = opened(empty).worksheets[0]
    assert sheet.protection.sheet
    for row, line in rows(edition):
        locked = [sheet.cell(row, place).protection.locked for place in range(1, 6)]
        asks = line.formula is None and line.kind not in (IndicatorKind.HEADING, IndicatorKind.DOCUMENT)
        has_dates = find_window(line.label["vi"]) is not None
        assert locked == [True, not has_dates, not asks, True, line.is_heading]


def test_each_input_has_its_check_and_says_what_it_wants(edition: Edition, empty: bytes) -> None:
    """Every line with a value has a message; answers have drop-downs, counts are whole and not negative."""
    sheet = opened(empty).worksheets[0]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    for row, line in rows(edition):
        if line.is_heading:
            continue
        check = checks[f"{'E' if line.kind is IndicatorKind.DOCUMENT else 'C'}{row}"]
        assert check.promptTitle == "Cần ghi"
        assert 0 < len(check.prompt) <= 255
        assert len(check.formula1 or "") <= LONGEST_FORMULA
        if line.kind is IndicatorKind.YES_NO:
            assert check.formula1 == '"Có,Không"'
        if line.kind is IndicatorKind.COUNT and line.formula is None and line.pair is None:
            assert f"C{row}>=0,C{row}=INT(C{row})" in check.formula1


def test_a_part_may_not_exceed_its_whole(edition: Edition, empty: bytes) -> None:
    """The rules "part ≤ whole" stand in the input checks of both lines."""
    sheet = opened(empty).worksheets[0]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    place = {id: row for row, id in enumerate(edition.indicators, FIRST)}
    part, whole = place["kh_cchc_nhiem_vu_hoan_thanh"], place["kh_cchc_nhiem_vu_giao"]
    assert f"C{part}<=C{whole}" in checks[f"C{part}"].formula1
    assert f"C{whole}>=C{part}" in checks[f"C{whole}"].formula1


def test_the_drop_down_of_titles_names_every_period(edition: Edition, empty: bytes) -> None:
    """Each title that can be chosen is read back as another period that the edition is in force for."""
    titles = Questions(edition, "vi").titles()
    periods = [parse_period(title, edition.calendar.closing_day) for title in titles]
    assert None not in periods
    assert len(set(periods)) == len(titles)
    hidden = opened(empty).worksheets[1]
    assert hidden.sheet_state == "veryHidden"
    assert [cell.value for cell in hidden["A"]] == titles


@pytest.mark.parametrize("kind", [kind for kind in PeriodKind if kind is not PeriodKind.SCHOOL_YEAR])
def test_a_title_says_its_period(edition: Edition, kind: PeriodKind) -> None:
    """A period is put in words that are read as that period; of a school year only a calendar that has one knows."""
    period = Period.of(kind, 2024, 1, edition.calendar.closing_day)
    assert parse_period(Questions(edition, "vi").title(kind, 2024, 1), edition.calendar.closing_day) == period


def right_values(edition: Edition) -> dict[str, tuple[str, object]]:
    """A column and a right answer for each line that asks for one."""
    answers: dict[str, tuple[str, object]] = {}
    for id, line in edition.indicators.items():
        if line.is_heading or line.formula is not None:
            continue
        match line.kind:
            case IndicatorKind.DOCUMENT:
                answers[id] = ("E", f"Số {62 + len(answers)}/KH-UBND ngày 28/02/2024")
            case IndicatorKind.STATUS:
                answers[id] = ("C", edition.statuses[line.statuses[0]].label["vi"])
            case _:
                answers[id] = ("C", "0/0" if line.pair is not None else RIGHT[line.kind])
    return answers | {id: ("C", count) for id, count in COUNTS.items()}


def filled_in(edition: Edition, empty: bytes, answers: Mapping[str, tuple[str, object]]) -> bytes:
    """The template with these answers, its formulas reckoned as a spreadsheet program does."""
    book = opened(empty)
    sheet = book.worksheets[0]
    place = {id: row for row, id in enumerate(edition.indicators, FIRST)}
    for id, (column, answer) in answers.items():
        sheet[f"{column}{place[id]}"].value = answer
    for _ in range(2):
        cells = {cell.coordinate: cell.value for cell in sheet["C"] if isinstance(cell.value, int | float)}
        for cell in sheet["C"]:
            if cell.data_type == "f" and (value := reckon(cell.value, cells)) != "":
                cell.value = float(value)
    for cell in sheet["F"]:
        cell.value = None if cell.data_type == "f" else cell.value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_template_that_is_filled_in_rightly_has_no_findings(
    catalogue: Catalogue, edition: Edition, empty: bytes
) -> None:
    """Right answers in the cells that ask for them give no finding of any kind, and every rate."""
    data = filled_in(edition, empty, right_values(edition))
    evaluation = catalogue.evaluate(read_report(data, catalogue, name="form.xlsx"))
    assert [(finding.code, finding.indicators, finding.observed) for finding in evaluation.findings] == []
    assert evaluation.report.office == "UBND phường Định Công"


def test_an_empty_template_lacks_its_figures_only(catalogue: Catalogue, empty: bytes) -> None:
    """Of an empty form every line is found, and what is said is that there are no figures."""
    evaluation = catalogue.evaluate(read_report(empty, catalogue, name="form.xlsx"))
    assert {finding.code for finding in evaluation.findings} == {"CCHC-C008"}


def test_rules_watch_while_the_form_is_filled_in(edition: Edition, empty: bytes) -> None:
    """The cell beside a line says, with its figures, that a rule is broken, and is empty as long as none is."""
    sheet = opened(empty).worksheets[0]
    place = {id: row for row, id in enumerate(edition.indicators, FIRST)}
    part, whole = place["kh_cchc_nhiem_vu_hoan_thanh"], place["kh_cchc_nhiem_vu_giao"]
    watch = sheet[f"F{part}"].value
    assert reckon(watch.split("&IF(")[0].replace("&", "+"), {f"C{part}": 3, f"C{whole}": 5}) == ""
    assert "[CCHC-R008]" in watch
    assert f"&C{part}&" in watch
    assert all(len(cell.value or "") <= 8192 for cell in sheet["F"])
