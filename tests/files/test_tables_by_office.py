"""Forms of tables saved by LibreOffice as another kind of file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.tables.forms import BIEU_06
from tests.tables.kinds import KINDS, Filled
from tests.tables.test_kinds import figures

from cchc.readers import read_report
from cchc.writers.formats import FORMATS
from cchc.writers.formats import Filed as Written

UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
"""Comma, quotes, UTF-8, from the first line, cells as they are stored: an accounting format shows 0 as a dash."""
WRITE = {kind.name: kind.write for kind in FORMATS}


@pytest.mark.office
@pytest.mark.parametrize("wanted", ["xls", "ods", "html", UTF_8, "odt"], ids=lambda wanted: wanted[:4])
def test_libreoffice_changes_no_figure(office: Callable[[bytes, str, str], bytes], wanted: str) -> None:
    """A workbook, or a document, saved as another kind: the same figures."""
    kind, suffix = ("docx", "docx") if wanted == "odt" else ("xlsx by xlsxwriter", "xlsx")
    data = office(KINDS[kind](Filled.of(BIEU_06.periods[0], 3)), suffix, wanted)
    report = read_report(data, BIEU_06.catalogue, name=f"a.{wanted.partition(':')[0]}")
    assert figures(report) == figures(BIEU_06.report(BIEU_06.periods[0]))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_what_is_printed_says_the_same(office: Callable[[bytes, str, str], bytes], kind: str) -> None:
    """The form on paper, all columns on one page, as PDF."""
    evaluation = BIEU_06.judged(BIEU_06.periods[0])
    report = read_report(office(WRITE[kind](Written(evaluation)), kind, "pdf"), BIEU_06.catalogue, name="a.pdf")
    assert figures(report) == figures(evaluation.report)
