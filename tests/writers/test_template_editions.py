"""An empty form of later months says what its lines mean now, and asks what is asked then."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.tables.small import catalogue_of
from tests.writers.conftest import opened
from tests.writers.test_template import FIRST, filled_in, right_values

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Edition
from cchc.edition.amendment import EditionStatus
from cchc.period import Period
from cchc.readers import read_report
from cchc.text.dates import find_dates, parse_period
from cchc.writers import xlsx_template
from cchc.writers.questions import Questions

MONTHS = ("tháng 9 năm 2025", "tháng 8 năm 2026")
ENDED = ("nhiem_vu_cap_tren_giao", "tthc_uy_quyen", "phan_cap_thuc_hien", "hop_truc_tuyen")
DESK = ("mot_cua_van_ban", "mot_cua_cong_chuc", "mot_cua_trang_thiet_bi")


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """All editions of the ward form."""
    return load_catalogue()


def period_of(text: str) -> Period:
    period = parse_period(text)
    assert period is not None
    return period


def edition_of(forms: Catalogue, month: str) -> Edition:
    return forms.in_force(period_of(month)).edition


def made(forms: Catalogue, month: str, place: str | None = None) -> bytes:
    edition, period = edition_of(forms, month), period_of(month)
    return xlsx_template.write(edition, period=period, office="UBND phường Yên Hòa", place=place)


def hints(edition: Edition, data: bytes) -> dict[str, str]:
    """What is said where the cell of a line is chosen."""
    sheet = opened(data).worksheets[0]
    prompts = {str(check.sqref): check.prompt for check in sheet.data_validations.dataValidation}
    places = {id: row for row, id in enumerate(edition.indicators, FIRST)}
    return {id: prompts.get(f"C{row}") or prompts.get(f"E{row}") or "" for id, row in places.items()}


def beside(edition: Edition, data: bytes) -> dict[str, str | None]:
    """What stands in sight beside a line, outside of what is printed on paper."""
    sheet = opened(data).worksheets[0]
    return {id: sheet[f"G{row}"].value for row, id in enumerate(edition.indicators, FIRST)}


@pytest.mark.parametrize("month", MONTHS)
def test_what_a_label_means_now_is_said_whole_and_in_sight(forms: Catalogue, month: str) -> None:
    """On choosing the cell, and beside the line; the printed label stays as it is."""
    edition, data = edition_of(forms, month), made(forms, month)
    said, seen, sheet = hints(edition, data), beside(edition, data), opened(data).worksheets[0]
    for row, (id, line) in enumerate(edition.indicators.items(), FIRST):
        if line.is_heading:
            continue
        assert sheet[f"B{row}"].value == line.label["vi"]
        told = line.amendment
        if told is None or (told.read_as is None and told.note is None and told.ended is None):
            assert seen[id] is None
            continue
        for text in (told.read_as, told.note):
            assert text is None or text["vi"] in (seen[id] or "")
            assert text is None or text["vi"] in said[id]


@pytest.mark.parametrize("month", MONTHS)
def test_lines_that_ended_are_open_and_not_asked(forms: Catalogue, month: str) -> None:
    edition, data = edition_of(forms, month), made(forms, month)
    said = hints(edition, data)
    for id in ENDED:
        assert said[id].startswith("Không phải ghi dòng này. Nếu ghi thì hiểu là: ")
    assert not any(
        text.startswith("Không phải ghi") for id, text in said.items() if not edition.everything[id].is_ended
    )


@pytest.mark.parametrize(
    ("month", "place", "asked"),
    [
        (MONTHS[0], "Hà Nội", True),
        (MONTHS[1], "Hà Nội", False),
        (MONTHS[0], "Quảng Ninh", False),
        (MONTHS[1], "Nghệ An", True),
        (MONTHS[1], None, True),
    ],
)
def test_the_desk_is_asked_where_it_is_the_commune_s(
    forms: Catalogue, month: str, place: str | None, *, asked: bool
) -> None:
    """Where it is not, no rule that speaks of its staff watches."""
    edition, data = edition_of(forms, month), made(forms, month, place)
    said, sheet = hints(edition, data), opened(data).worksheets[0]
    assert all(said[id].startswith("Không phải ghi") is not asked for id in DESK)
    assert any("CCHC-R063" in str(cell.value) for cell in sheet["F"]) is asked


@pytest.mark.parametrize("month", MONTHS)
def test_that_the_form_has_not_been_seen_is_said_beside_the_title(forms: Catalogue, month: str) -> None:
    edition, sheet = edition_of(forms, month), opened(made(forms, month)).worksheets[0]
    assert edition.status is EditionStatus.DERIVED
    assert edition.status_note is not None
    assert sheet["F4"].value == edition.status_note["vi"]
    assert sheet.print_area.endswith(f"$E${sheet.print_area.rpartition('$')[2]}")


def test_the_official_form_has_nothing_beside_it(forms: Catalogue) -> None:
    sheet = opened(made(forms, "tháng 5 năm 2024")).worksheets[0]
    assert {cell.value for cell in sheet["G"]} == {None}
    assert sheet["F4"].value is None


@pytest.mark.parametrize("id", ["phuong-2024", "phuong-2025-07", "phuong-2026-07"])
def test_only_periods_of_the_edition_can_be_chosen(id: str) -> None:
    """A title of any other would be judged by another edition."""
    edition = load_catalogue(id).edition
    titles = Questions(edition, "vi").titles()
    days = [period_of(title).calendar_end for title in titles]
    last = edition.in_force_to or dt.date.max
    assert all(edition.in_force_from <= day <= last for day in days)
    month = dt.date(edition.in_force_from.year + 1, 3, 31)
    assert month in days


def test_new_offices_count_from_the_day_of_their_founding(forms: Catalogue) -> None:
    """The dates that a label names are from their first day in 2025, and from 1 January after."""
    for month, start in ((MONTHS[0], dt.date(2025, 7, 1)), (MONTHS[1], dt.date(2026, 1, 1))):
        edition = edition_of(forms, month)
        line = edition.everything["ho_so_giai_quyet"]
        (first, _), (last, _) = find_dates(Questions(edition, "vi").label(line, period_of(month)))
        assert (first, last) == (start, period_of(month).end)


@pytest.mark.parametrize("month", MONTHS)
def test_a_template_of_later_months_that_is_filled_in_rightly_has_no_error(forms: Catalogue, month: str) -> None:
    """Nor a warning: only what is to be told of an edition that nobody has seen."""
    edition, data = edition_of(forms, month), made(forms, month, "Nghệ An")
    answers = {
        id: (column, str(answer).replace("2024", month[-4:]) if column == "E" else answer)
        for id, (column, answer) in right_values(edition).items()
        if not edition.everything[id].is_ended
    }
    report = read_report(filled_in(edition, data, answers), forms, name="form.xlsx")
    evaluation = forms.evaluate(report)
    assert evaluation.edition.id == edition.id
    assert {finding.code for finding in evaluation.findings} <= {"CCHC-F030", "CCHC-F032"}


def test_only_periods_that_the_form_is_for_can_be_chosen(tmp_path: Path) -> None:
    """A form for quarters offers no month; one that says nothing of it, all."""
    head = 'title.vi = "Báo cáo thử"\nlanguages = ["vi"]\nin_force = { from = 2025-01-01, to = 2025-12-31 }\n'
    line = '[lines.so]\ncode = "1"\nlabel.vi = "Số"\nkind = "count"\n'
    quarters = catalogue_of(tmp_path, line, head + 'calendar = { closing_day = 0, periods = ["quarter"] }\n')
    titles = Questions(quarters.edition, "vi").titles()
    assert titles == [f"BÁO CÁO THỬ QUÝ {number} NĂM 2025" for number in ("I", "II", "III", "IV")]
