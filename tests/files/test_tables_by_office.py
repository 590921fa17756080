"""Forms of tables saved by LibreOffice as another kind of file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.tables.forms import BIEU_06
from tests.tables.kinds import KINDS, Filled
from tests.tables.test_kinds import figures

from cchc.readers import read_report


@pytest.mark.office
@pytest.mark.parametrize("wanted", ["xls", "ods", "pdf", "html", "csv", "odt"])
def test_libreoffice_changes_no_figure(office: Callable[[bytes, str, str], bytes], wanted: str) -> None:
    """A workbook, or a document, saved as another kind: the same figures."""
    kind, suffix = ("docx", "docx") if wanted == "odt" else ("xlsx by xlsxwriter", "xlsx")
    data = office(KINDS[kind](Filled.of(BIEU_06.periods[0], 3)), suffix, wanted)
    report = read_report(data, BIEU_06.catalogue, name=f"a.{wanted}")
    assert figures(report) == figures(BIEU_06.report(BIEU_06.periods[0]))
