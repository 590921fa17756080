"""What is written as a form is read back: values, columns and what stands around the table, on any filling."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.small import small_catalogue

from cchc.edition import Indicator, IndicatorKind
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.reading.cells import sample_report
from cchc.report import Report
from cchc.text.documents import find_documents
from cchc.value import Missing, Origin, Reason, Reported, Value
from cchc.writers.text import fill, write

EDITION = small_catalogue().edition
TITLE = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
ABOUT: Mapping[str, object] = {"title": TITLE, "office": "UBND phường Kim Mã", "superior": "UBND quận Ba Đình"} | {
    "date": dt.date(2024, 5, 14), "prepared_by": "Nguyễn Văn An", "signed_by": "Trần Thị Bình",
}  # fmt: skip

COUNTS = st.sampled_from([0, 1, 2]) | st.integers(0, 10**15)
RATES = st.decimals(0, 1000, places=2) | st.integers(0, 100).map(Decimal)
WORDS = st.sampled_from(
    [Missing(Reason.NONE), Missing(Reason.NOT_ARISEN), Missing(Reason.IN_PROGRESS), Missing(Reason.BLANK)]
)
CITED = st.builds(
    "{}/KH-UBND ngày {:%d/%m/%Y}".format, st.integers(1, 999), st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
)


def filling(indicator: Indicator) -> st.SearchStrategy[Value]:
    """Values that a line can have, as a form can say them."""
    match indicator.kind:
        case IndicatorKind.COUNT:
            return COUNTS.map(Reported) | WORDS
        case IndicatorKind.PERCENTAGE:
            return RATES.map(Reported) | WORDS
        case IndicatorKind.YES_NO:
            return st.booleans().map(Reported) | st.just(Missing(Reason.BLANK))
        case IndicatorKind.STATUS:
            return st.sampled_from(indicator.statuses).map(Reported) | st.just(Missing(Reason.BLANK))
        case _:
            return CITED.map(lambda text: Reported(find_documents(text)[0])) | WORDS


DAYS_OF_2024 = {*range(45_292, 45_658)}
"""What spreadsheets have for a day of the form's year: in bare digits that is asked about."""
ASKING = [line for line in EDITION.indicators.values() if not line.is_heading]
FILLINGS = st.fixed_dictionaries({line.id: filling(line) for line in ASKING})


def read(text: str) -> Report:
    return read_rows(parse(text), EDITION)


def told(report: Report) -> dict[str, Value]:
    return {line.id: report.entries[line.id].value for line in ASKING}


@given(FILLINGS)
@example({line.id: Reported(45_292) if line.kind is IndicatorKind.COUNT else Missing(Reason.BLANK) for line in ASKING})
def test_a_filling_is_read_back(values: dict[str, Value]) -> None:
    """Every value comes back, from the column where it belongs, and nothing is found wrong with the form."""
    report = read(fill(values, EDITION, **ABOUT))
    assert told(report) == values
    assert report.findings == ()
    assert report.unplaced == ()
    assert {entry.origin for entry in report.entries.values()} == {Origin.REPORTED}


@given(FILLINGS, st.integers(1, 40))
def test_pages_change_nothing(values: dict[str, Value], rows: int) -> None:
    sample = sample_report(values, EDITION, **ABOUT)
    report = read(write(sample, EDITION, rows_a_page=rows))
    assert told(report) == values
    assert report.findings == ()


@settings(max_examples=15)
@given(FILLINGS)
def test_spelling_changes_nothing(values: dict[str, Value]) -> None:
    """NFD, capitals, markup and non-breaking spaces give the same values as the form that was written."""
    text = fill(values, EDITION, **ABOUT)
    marked = "\n".join(
        "\t".join(f"<b>{cell}</b>" if cell else "" for cell in line.split("\t")) for line in text.split("\n")
    )
    for changed in (unicodedata.normalize("NFD", text), text.upper(), text.replace(" ", "\u00a0"), marked):
        assert {id: str(value) for id, value in told(read(changed)).items() if "Document" not in str(value)} == {
            id: str(value) for id, value in values.items() if "Document" not in str(value)
        }


@given(FILLINGS, st.sampled_from(["explanation", "unit"]))
def test_numbers_are_found_in_other_columns(values: dict[str, Value], column: str) -> None:
    """A number alone in another column is the value all the same, and marked as relocated."""
    counts = {line.id: values[line.id] for line in ASKING if line.kind is IndicatorKind.COUNT}
    numbers = {id: value.value for id, value in counts.items() if isinstance(value, Reported)}
    assume(not DAYS_OF_2024 & {*numbers.values()})
    report = read(fill({id: {column: str(number)} for id, number in numbers.items()}, EDITION, title=TITLE))
    for id, number in numbers.items():
        assert report.entries[id].value == Reported(number)
        assert report.entries[id].origin is Origin.RELOCATED


@given(
    st.fixed_dictionaries({column: st.text(max_size=40) for column in EDITION.columns}),
    st.sampled_from(list(EDITION.indicators)),
)
def test_any_cells_are_kept(cells: dict[str, str], id: str) -> None:
    """Whatever stands in a line's cells stands in its entry, character by character."""
    line = EDITION.indicators[id]
    given = {**cells, "code": line.code, "label": line.label["vi"]}
    entry = sample_report({id: given}, EDITION).entries[id]
    assert {column: cell.text for column, cell in entry.cells.items()} == {k: v for k, v in given.items() if v.strip()}


def test_what_stands_around_the_table_is_read_back() -> None:
    report = read(fill({}, EDITION, **ABOUT))
    assert {name: getattr(report, name) for name in ABOUT} == ABOUT
    assert report.period is not None
    assert report.period.number == 5


def test_a_read_form_is_written_as_it_was_read(real: str) -> None:
    """Cells keep their text and column; written and read again, a report is the same but for its lines."""
    report = read(real)
    again = read(write(report, EDITION))
    assert told(again) == told(report)
    for id, entry in report.entries.items():
        texts = {column: cell.text for column, cell in entry.cells.items()}
        assert {column: cell.text for column, cell in again.entries[id].cells.items()} == texts
    assert (again.title, again.prepared_by, again.signed_by) == (report.title, report.prepared_by, report.signed_by)


@pytest.mark.parametrize("break_", ["\t", "\n", "\r\n", "\u2028"])
def test_a_cell_stays_one_cell(break_: str) -> None:
    cells = {"explanation": f"một{break_}hai", "quantity": "3"}
    entry = read(fill({"tthc_tong": cells}, EDITION, title=TITLE)).entries["tthc_tong"]
    assert entry.value == Reported(3)
    assert entry.cells["explanation"].text == "một hai"
