"""One filling gives one evaluation, whatever kind of file it comes in: values and findings, all but places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.writers.formats import FORMATS, Filed

Maker = Callable[..., bytes]
_PLACES = re.compile(r" \([^()]*\)(?=[,;]|$)")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def expected(catalogue: Catalogue, real_report: Path) -> Mapping[str, object]:
    return said(catalogue.evaluate(read_report(real_report, catalogue)))


def said(evaluation: Evaluation) -> Mapping[str, object]:
    """Everything an evaluation says, without where it was read."""
    report = evaluation.report
    return {
        "values": dict(evaluation.values),
        "findings": Counter(
            (each.code, each.indicators, without_places(each.observed)) for each in evaluation.findings
        ),
        "outcomes": {id: outcome.result for id, outcome in evaluation.outcomes.items()},
        "about": (report.title, report.office, report.period, report.prepared_by, report.signed_by),
    }


def without_places(observed: str | None) -> str:
    """The lines that a finding lists, each once: in a text two cells of a row have one place, in a sheet two."""
    return ", ".join(dict.fromkeys(re.split("[,;] ", _PLACES.sub("", observed or ""))))


def test_each_kind_of_file(make: Maker, rows: object, catalogue: Catalogue, expected: Mapping[str, object]) -> None:
    evaluation = catalogue.evaluate(read_report(make(rows), catalogue, name="bao-cao"))
    assert said(evaluation) == expected


def test_pdf(pdf: Maker, rows: object, catalogue: Catalogue, expected: Mapping[str, object]) -> None:
    evaluation = catalogue.evaluate(read_report(pdf(rows), catalogue))
    assert said(evaluation) == expected


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "xlsx"])
def test_what_is_written_says_the_same(
    kind: str, catalogue: Catalogue, expected: Mapping[str, object], real_report: Path
) -> None:
    """A report that became another kind of file, and that again, draws the same findings."""
    write = next(each.write for each in FORMATS if each.name == kind)
    evaluation = catalogue.evaluate(read_report(real_report, catalogue))
    for _ in range(2):
        evaluation = catalogue.evaluate(read_report(write(Filed(evaluation)), catalogue, name=f"a.{kind}"))
        assert said(evaluation) == expected


@pytest.mark.office
@pytest.mark.parametrize(
    ("made", "wanted"), [("xlsx", "ods"), ("xlsx", "xls"), ("xlsx", "xlsx"), ("docx", "odt"), ("docx", "pdf")]
)
def test_what_libreoffice_makes_of_it(
    made: str,
    wanted: str,
    makers: Mapping[str, Maker],
    office: Maker,
    rows: object,
    catalogue: Catalogue,
    expected: Mapping[str, object],
) -> None:
    data = office(makers[made](rows), made, wanted)
    assert said(catalogue.evaluate(read_report(data, catalogue))) == expected


def test_the_name_of_a_file_does_not_count(
    makers: Mapping[str, Maker], rows: object, tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_bytes(makers["xlsx"](rows))
    report = read_report(path, catalogue)
    assert report.source == str(path)
    assert report.entries["kh_cchc_nhiem_vu_giao"].cells["explanation"].ref == "E8"
