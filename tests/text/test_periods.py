"""Periods as titles name them in other languages than Vietnamese."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.period import Period, PeriodKind
from cchc.text.periods import names_time, period_in
from cchc.words import data

NAMED = {
    "en": {
        "month 3": ["Monthly report, March 2026", "Period: 03/2026", "2026-03", "Month: March, 2026", "MAR. 2026",
                    "month 3 of 2026",
                    "3/2026", "Water report (3/2026)", "1 March to 31 March 2026", "month ended 31 March 2026"],
        "quarter 1": ["Report for the first quarter of 2026", "Q1 2026", "2026 Q1", "Quarter 1, 2026",
                      "Year 2026, quarter 1",
                      "1st quarter 2026", "quarter I of 2026", "from 1 January 2026 to 31 March 2026",
                      "2026-01-01 to 2026-03-31",
                      "January 1, 2026 - March 31, 2026", "January 1 – March 31, 2026", "01/01/2026–31/03/2026",
                      "January to March 2026", "For the quarter ended 31 March 2026", "first-quarter 2026"],
        "half_year 1": ["H1 2026", "first half of 2026", "six months of 2026", "Jan-Jun 2026"],
        "nine_months 1": ["nine months of 2026", "January through September 2026"],
        "year 1": ["Annual report 2026", "for the year 2026", "Annual statistics for 2026",
                   "year ended 31 December 2026"],
    },
    "pt": {
        "month 3": ["Março de 2026", "MAPA MENSAL DE MARÇO DE 2026", "Mês: 3/2026", "1 a 31 de março de 2026"],
        "quarter 1": ["1.º trimestre de 2026", "1º Trimestre/2026", "I trimestre de 2026", "T1 2026",
                      "de 01/01/2026 a 31/03/2026",
                      "de 1 de janeiro a 31 de março de 2026", "Janeiro a Março de 2026",
                      "trimestre findo em 31 de março de 2026"],
        "half_year 1": ["Primeiro semestre de 2026", "seis meses de 2026"],
        "year 1": ["Ano de 2026", "relatório anual de 2026", "exercício de 2026"],
    },
    "es": {
        "month 3": ["MES : MARZO 2026", "Mes: marzo   Año: 2026", "Informe del mes de marzo de 2026", "MARZO DEL 2026",
                    "1 al 31 de marzo de 2026", "Mar. 2026", "Mes: 3/2026", "Mes: 3 Año: 2026"],
        "quarter 1": ["primer trimestre de 2026", "I trimestre 2026", "1º trimestre 2026", "enero a marzo de 2026",
                      "trimestre finalizado el 31 de marzo de 2026"],
        "half_year 1": ["Semestre I 2026", "enero hasta junio de 2026"],
        "year 1": ["Año 2026", "informe anual de 2026", "ejercicio 2026"],
    },
    "fr": {
        "month 3": ["Mois : mars Année : 2026", "MOIS DE MARS 2026", "du 1er mars au 31 mars 2026"],
        "quarter 1": ["1er trimestre 2026", "premier trimestre de l'année 2026", "janvier à mars 2026", "T1 2026"],
        "half_year 1": ["Premier semestre 2026", "six mois de 2026"],
        "year 1": ["Année 2026", "rapport annuel de 2026"],
    },
    "id": {
        "month 3": ["Bulan: Maret   Tahun: 2026", "Bulan Maret Tahun 2026", "1 Maret 2026 sampai dengan 31 Maret 2026"],
        "quarter 1": ["Triwulan I Tahun 2026", "Triwulan pertama tahun 2026", "Januari s/d Maret 2026"],
        "half_year 1": ["Semester I Tahun 2026"],
        "year 1": ["Tahun 2026", "laporan tahunan 2026"],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "which", "title"),
    [(language, which, title) for language, named in NAMED.items() for which in named for title in named[which]],
)
def test_a_title_names_its_period(language: str, which: str, title: str) -> None:
    kind, number = which.split()
    for form in ("NFC", "NFD"):
        assert period_in(unicodedata.normalize(form, title), 0, language) == Period.of(kind, 2026, int(number), 0)


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Report no. 3/2026 on water"), ("pt", "Nota n.º 3/2026"), ("en", "March 5, 2026"), ("en",
    "week 12 of 2026"),
     ("es", "MES : MARSO 2026"), ("es", "Mes: marso Año: 2026"), ("en", "Month: Mach Year: 2026"),
     ("vi", "Tháng: baa năm: 2026"), ("fr", "Mois : marz 2026"), ("id", "Bulan: March"),
     ("en", "Room 12, forms of 2026"), ("en", "quarter 5 of 2026"), ("en", "May"), ("en", "13/2026"), ("en", "")],
)  # fmt: skip
def test_what_names_no_period(language: str, title: str) -> None:
    assert period_in(title, 0, language) is None


def test_a_time_that_is_no_period_is_a_time() -> None:
    assert names_time("from 3 March 2026 to 17 March 2026", 0, "en")
    assert period_in("from 3 March 2026 to 17 March 2026", 0, "en") is None
    assert not names_time("Room 12", 0, "en")


def test_a_language_without_words_is_read_in_english() -> None:
    """So are titles that the library writes in English on a form in another language."""
    for language in ("fr", "pt"):
        assert period_in("QUARTER II OF 2026", 0, language) == Period.of("quarter", 2026, 2, 0)


@given(st.sampled_from(["en", "pt"]), st.integers(1, 12), st.integers(1950, 2400), st.integers(0, 27))
def test_every_month_is_named(language: str, number: int, year: int, closing_day: int) -> None:
    for word in data("dates")[language]["months"][number - 1]:
        found = period_in(f"{word} {data('dates')[language]['of'][0]} {year}", closing_day, language)
        assert found == Period.of(PeriodKind.MONTH, year, number, closing_day)


@given(st.text(alphabet="0123456789 /.-,:Qqmarchtoday1º", max_size=60), st.sampled_from(["en", "pt", "fr"]))
def test_any_text_is_read_or_not(text: str, language: str) -> None:
    period_in(text, 14, language)
    names_time(text, 14, language)


SPANS = {
    "vi": {
        "quarter 1": ["Từ tháng 1 đến tháng 3 năm 2026", "tháng 1, 2, 3 năm 2026", "tháng 01/2026 - tháng 03/2026",
                      "TU THANG 1 DEN THANG 3 NAM 2026", "tháng 1-3 năm 2026"],
        "month 5": ["Tháng 5-2026", "tháng 5 năm 2026 (từ tháng 1 đến tháng 5 năm 2026)",
                    "tháng 5, 6 tháng đầu năm 2026", "tháng 5/2026, 14 xã", "tháng 5 và phương hướng tháng 6 năm 2026"],
        "none": ["Tháng 1 đến tháng 2 năm 2026", "Từ tháng 1 đến tháng 4 năm 2026", "tháng 1-2 năm 2026",
                 "tháng 1, tháng 2 năm 2026", "Tháng 5 năm 2026 và tháng 6 năm 2026",
                 "từ tháng 12/2025 đến tháng 2/2026"],
    },
    "pt": {
        "quarter 1": ["janeiro, fevereiro e março de 2026", "janeiro a março de 2026"],
        "none": ["JANEIRO A FEVEREIRO DE 2026", "JANEIRO-FEVEREIRO DE 2026", "janeiro/fevereiro de 2026",
                 "JANEIRO A ABRIL DE 2026", "março e abril de 2026"],
    },
    "en": {
        "quarter 1": ["January–March 2026", "Jan 2026 to Mar 2026", "months 1 to 3, 2026", "01/2026 - 03/2026",
                      "Jan, Feb and Mar 2026", "2026 January-March",
                      "Year 2026: January to March"],
        "month 3": ["March 2026 (January to March 2026)", "March 2026 to March 2026"],
        "none": ["January to February 2026", "January–April 2026", "2026 January-February", "Month: 1-2/2026",
                 "January 2026 to February 2026", "2026-01 to 2026-02", "Nov 2025 to Jan 2026",
                 "Year 2026, January to April"],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "which", "title"),
    [(language, which, title) for language, named in SPANS.items() for which in named for title in named[which]],
)
def test_no_month_is_taken_out_of_a_span(language: str, which: str, title: str) -> None:
    """A span of months is the period that has them, or none; a month that is named besides is that month."""
    found = period_in(title, 0, language)
    assert names_time(title, 0, language)
    assert (str(found) if found is not None else "none") == (which if which == "none" else f"{which}/2026")


SEVERAL = {
    "vi": {
        "none": ["từ tháng 1 đến tháng 2 năm 2026, từ tháng 4 đến tháng 6 năm 2026",
                 "từ tháng 1 đến tháng 3 năm 2026, từ tháng 4 đến tháng 6 năm 2026",
                 "từ tháng 1 đến tháng 3 và từ tháng 4 đến tháng 6 năm 2026", "tháng 1-3/2026; tháng 4-6/2026",
                 "từ tháng 1 đến tháng 2 năm 2026 và tháng 4 năm 2026", "từ tháng 1 đến tháng 2, quý II năm 2026",
                 "tháng 4 năm 2026 và từ tháng 1 đến tháng 2 năm 2026", "quý I năm 2026, quý II năm 2026",
                 "quý I, quý II năm 2026", "6 tháng đầu năm 2026, 6 tháng cuối năm 2026",
                 "báo cáo từ tháng 1 đến tháng 3 và quý II năm 2026", "tháng 5, 6 trong quý II/2026",
                 "quý II, III/2026", "quý II, quý III/2026",
                 "từ tháng 1 đến tháng 2 năm 2026, nhiệm vụ quý II năm 2026", "năm 2026 (từ tháng 1 đến tháng 2)",
                 "từ ngày 01/01/2026 đến ngày 31/3/2026, từ ngày 01/4/2026 đến ngày 30/6/2026"],
        "month 3": ["tháng 3 và nhiệm vụ từ tháng 4 đến tháng 6 năm 2026", "tháng 3, từ tháng 4 đến tháng 6 năm 2026"],
        "month 6": ["tháng 6 và 6 tháng đầu năm 2026"],
        "month 5": ["cả năm, tháng 5-2026"],
        "quarter 2": ["quý II, nhiệm vụ từ tháng 7 đến tháng 8, kế hoạch năm 2026"],
        "year 1": ["năm 2026 và phương hướng quý I năm 2027"],
        "quarter 1": ["từ tháng 1 đến tháng 3, nhiệm vụ quý II năm 2026",
                      "từ tháng 1 đến tháng 3, nhiệm vụ quý II, III/2026",
                      "từ tháng 1 đến tháng 3, nhiệm vụ từ tháng 4 đến tháng 5; năm 2026",
                      "từ tháng 1 đến tháng 3 năm 2026 và 6 tháng đầu năm 2026", "năm 2026, từ tháng 1 đến tháng 3",
                      "từ tháng 1 đến tháng 3 năm 2026, quý I năm 2026", "quý I, nhiệm vụ quý II năm 2026",
                      "từ ngày 01/01/2026 đến ngày 31/3/2026"],
        "half_year 1": ["6 tháng đầu năm, quý II năm 2026",
                        "từ tháng 1 đến tháng 6 và nhiệm vụ từ tháng 7 đến tháng 12 năm 2026"],
    },
    "pt": {"none": ["janeiro a fevereiro de 2026, abril a junho de 2026"]},
    "en": {
        "none": ["January to February 2026, April to June 2026", "January to March 2026, April to June 2026",
                 "January to February 2026 and plan for Q2 2026",
                 "January to March and April to June 2026", "Q1 2026, Q2 2026", "January 2026, February 2026"],
        "month 3": ["March 2026 and plan for April to June 2026"],
        "quarter 1": ["Q1 2026 31/3/2026, Q2 2026"],
        "quarter 2": ["Quarter 2 of 2026 (April to June 2026)"],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "which", "title"),
    [(language, which, title) for language, named in SEVERAL.items() for which in named for title in named[which]],
)
def test_of_several_times_the_first_is_meant_or_none(language: str, which: str, title: str) -> None:
    """What a text names first is its period; where that is none, or another is joined to it, none is taken."""
    found = period_in(title, 0, language)
    assert names_time(title, 0, language)
    assert (str(found) if found is not None else "none") == (which if which == "none" else f"{which}/2026")
