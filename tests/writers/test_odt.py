"""OpenDocument texts hold what other documents hold: layout, remarks, forms of tables; they are well-formed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.tables.forms import BIEU_06, QD_766, Form
from tests.writers.conftest import figures

from cchc.catalogue import Catalogue
from cchc.cli import run
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed

WRITE = {kind.name: kind.write for kind in FORMATS}
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def parts(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        return {name: ET.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def filed(catalogue: Catalogue, real_report: Path) -> Filed:
    return Filed(catalogue.evaluate(read_report(real_report, catalogue)), "vi", is_checked=True)


def test_pages_are_those_that_documents_have(filed: Filed) -> None:
    """A4, Times New Roman of 13 points, the number above from the second page on, headings on every page."""
    made = parts(WRITE["odt"](Filed(filed.evaluation)))
    style = ET.tostring(made["styles.xml"], encoding="unicode")
    assert 'page-width="210mm"' in style and "Times New Roman" in style and 'font-size="13pt"' in style
    heads = made["content.xml"].find(f".//{_TABLE}table-header-rows")
    assert heads is not None
    assert ["".join(row[0].itertext()) for row in heads] == ["TT", "1"]
    later = [each for each in made["styles.xml"].iter() if each.tag == f"{_TEXT}page-number"]
    assert len(later) == 1


def test_the_same_form_gives_the_same_bytes(filed: Filed) -> None:
    assert WRITE["odt"](filed) == WRITE["odt"](filed)


def test_remarks_stand_where_those_of_other_documents_do(filed: Filed) -> None:
    """As many as there are findings of lines."""
    remarks = list(parts(WRITE["odt"](filed))["content.xml"].iter(f"{_OFFICE}annotation"))
    assert len(remarks) == len([finding for finding in filed.evaluation.findings if finding.indicators])


@pytest.mark.parametrize("form", [BIEU_06, QD_766], ids=lambda form: form.edition)
def test_a_table_says_what_it_said(form: Form) -> None:
    """Turned pages, merged headings; read back, it has the same figures."""
    report = form.report(form.periods[0])
    data = WRITE["odt"](Filed(form.catalogue.evaluate(report)))
    assert 'page-width="297mm"' in ET.tostring(parts(data)["styles.xml"], encoding="unicode")
    assert figures(read_report(data, form.catalogue)) == figures(report)


@pytest.mark.parametrize("verb", ["convert", "fill"])
def test_a_font_is_chosen_where_there_are_fonts(
    capsys: pytest.CaptureFixture[str], real_report: Path, tmp_path: Path, verb: str
) -> None:
    """Of documents and prints; of others that is refused."""
    asked = [verb, str(real_report), "--font", "Tinos", "-o"]
    assert run([*asked, str(tmp_path / "a.odt")]) == 0
    assert b"Tinos" in zipfile.ZipFile(tmp_path / "a.odt").read("styles.xml")
    assert run([*asked, str(tmp_path / "a.xlsx"), "--lang", "en"]) == 2
    assert "cannot be chosen" in capsys.readouterr().err
