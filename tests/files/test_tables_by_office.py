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

UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"
"""Comma, quotes, UTF-8, from the first line."""
WRITE = {kind.name: kind.write for kind in FORMATS}


@pytest.mark.office
@pytest.mark.parametrize("wanted", ["xls", "ods", "html", "odt"])
def test_libreoffice_changes_no_figure(office: Callable[[bytes, str, str], bytes], wanted: str) -> None:
    """A workbook, or a document, saved as another kind: the same figures."""
    kind, suffix = ("docx", "docx") if wanted == "odt" else ("xlsx by xlsxwriter", "xlsx")
    data = office(KINDS[kind](Filled.of(BIEU_06.periods[0], 3)), suffix, wanted)
    report = read_report(data, BIEU_06.catalogue, name=f"a.{wanted}")
    assert figures(report) == figures(BIEU_06.report(BIEU_06.periods[0]))


@pytest.mark.office
def test_what_a_dash_stood_for_is_lost_in_csv_and_asked_about(office: Callable[[bytes, str, str], bytes]) -> None:
    """An accounting format shows 0 as a dash, which is all that CSV keeps: missing, and told; all else is the same."""
    data = office(KINDS["xlsx by xlsxwriter"](Filled.of(BIEU_06.periods[0], 3)), "xlsx", UTF_8)
    evaluation = BIEU_06.catalogue.evaluate(read_report(data, BIEU_06.catalogue, name="a.csv"))
    found, wanted = figures(evaluation.report), figures(BIEU_06.report(BIEU_06.periods[0]))
    lost = {at: figure for at, figure in wanted.items() if at not in found}
    assert {at: figure for at, figure in wanted.items() if at not in lost} == found
    assert lost
    assert set(lost.values()) == {0}
    told = {finding.figure for finding in evaluation.findings}
    columns = BIEU_06.catalogue.edition.tables["b06"].columns
    entered = [(table, row, column) for table, row, column in lost if not columns[column].identities]
    assert {f"{table}[{row}].{column}" for table, row, column in entered if row != "total"} <= told


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_what_is_printed_says_the_same(office: Callable[[bytes, str, str], bytes], kind: str) -> None:
    """The form on paper, all columns on one page, as PDF."""
    evaluation = BIEU_06.judged(BIEU_06.periods[0])
    report = read_report(office(WRITE[kind](Written(evaluation)), kind, "pdf"), BIEU_06.catalogue, name="a.pdf")
    assert figures(report) == figures(evaluation.report)
