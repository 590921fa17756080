"""A right form of any month is right in whatever spelling, title and kind of file it comes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.test_editions import filled

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Severity
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed

TITLES = (
    "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG {month} NĂM {year}",
    "BÁO CÁO\nKết quả công tác cải cách hành chính tháng {month}/{year}",
    "Báo cáo công tác CCHC tháng {month:02} năm {year}",
    "BÁO CÁO KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH\nTháng {month} năm {year}",
)
OLD_TONES = {"hoá": "hóa", "uỷ": "ủy", "oà": "òa", "thuỷ": "thủy", "tuỳ": "tùy"}


def by_words(change: Callable[[str], str]) -> Callable[[str], str]:
    """Of cells alone: tabs and lines stay."""
    return lambda text: "\n".join("\t".join(map(change, line.split("\t"))) for line in text.split("\n"))


def padded(cell: str) -> str:
    return f"0{cell}" if re.fullmatch("[1-9]", cell) else cell


def other_tones(text: str) -> str:
    for new, old in OLD_TONES.items():
        text = text.replace(old, new) if old in text else text.replace(new, old)
    return text


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "other tone marks": other_tones,
    "capitals": by_words(str.upper),
    "small letters": by_words(str.lower),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "spaces around": by_words(lambda cell: f" {cell} " if cell.strip() else cell),
    "long dashes": by_words(lambda cell: "–" if cell == "-" else cell),
    "zero-width marks": lambda text: text.replace(" ", "\u200b "),
    "two spaces": by_words(lambda cell: cell.replace(" ", "  ")),
    "padded counts": by_words(padded),
    "bold": by_words(lambda cell: f"**{cell}**" if cell.strip() and "*" not in cell else cell),
}
MONTHS = [(month, year) for year in (2024, 2025, 2026) for month in range(1, 13)]


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """All editions of the ward form."""
    return load_catalogue()


def titled(month: int, year: int, title: str) -> str:
    lines = filled(month, year).partition("\nTT\t")[2]
    return f"PHỤ LỤC 3\n{title.format(month=month, year=year)}\n\nTT\t{lines}"


@given(st.sampled_from(MONTHS), st.sampled_from(TITLES), st.lists(st.sampled_from(list(SPELLINGS)), max_size=3))
def test_no_error_in_any_month_title_and_spelling(when: tuple[int, int], title: str, spelt: list[str]) -> None:
    """Judged by the edition of its month; nothing is wrong in it that was not wrong before it was respelt."""
    month, year = when
    text = titled(month, year, title)
    for name in dict.fromkeys(spelt):
        text = SPELLINGS[name](text)
    forms = load_catalogue()
    evaluation = forms.evaluate(read_report(text.encode(), forms, name="bao-cao.txt"))
    assert [one.code for one in evaluation.findings if one.severity is Severity.ERROR] == []
    held = forms.editions[evaluation.edition.id]
    assert evaluation.report.period is not None
    assert held.holds_on(evaluation.report.period.calendar_end)
    plain = forms.evaluate(read_report(filled(month, year).encode(), forms))
    assert evaluation.values["tthc_tong"] == plain.values["tthc_tong"]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("month", "year", "title"), [(5, 2024, 0), (3, 2025, 1), (9, 2025, 2), (8, 2026, 3)])
def test_each_spelling_is_read_as_the_form_is(
    forms: Catalogue, spelling: str, month: int, year: int, title: int
) -> None:
    """Every figure is the same, and nothing is told that is not told of the form as it is printed."""
    text = titled(month, year, TITLES[title])
    plain = forms.evaluate(read_report(text.encode(), forms, name="bao-cao.txt"))
    respelt = forms.evaluate(read_report(SPELLINGS[spelling](text).encode(), forms, name="bao-cao.txt"))
    assert respelt.edition.id == plain.edition.id
    figures = [id for id, line in plain.edition.indicators.items() if line.kind.is_number]
    assert {id: respelt.values[id] for id in figures} == {id: plain.values[id] for id in figures}
    assert [one.code for one in respelt.findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("kind", [each.name for each in FORMATS if each.name not in {"pdf", "json"}])
@pytest.mark.parametrize(("month", "year"), [(5, 2024), (9, 2025), (8, 2026)])
def test_no_error_in_any_kind_of_file(forms: Catalogue, kind: str, month: int, year: int) -> None:
    """What is right as a text is right as a spreadsheet, a page, a word processor's file."""
    evaluation = forms.evaluate(read_report(filled(month, year).encode(), forms, name="bao-cao.txt"))
    (form,) = [each for each in FORMATS if each.name == kind]
    data = form.write(Filed(evaluation, "vi", is_checked=False))
    again = forms.evaluate(read_report(data, forms, name=f"bao-cao{form.suffixes[0]}"))
    assert again.edition.id == evaluation.edition.id
    assert [one.code for one in again.findings if one.severity is Severity.ERROR] == []
