"""Each file of examples/ is what its README says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc.catalogue import load_catalogue
from cchc.edition import Severity
from cchc.finding import Finding
from cchc.readers import read_report


def grave(path: Path, edition: str = "phuong-2024") -> list[Finding]:
    """What has to be mended in a file, or looked at."""
    catalogue = load_catalogue(edition)
    findings = catalogue.evaluate(read_report(path, catalogue)).findings
    return [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)]


def test_the_readme_names_everything(root: Path) -> None:
    """Nothing lies there untold, and nothing told is missing."""
    told = set(re.findall(r"^\| `([^`]+)`", (root / "examples/README.md").read_text(encoding="utf-8"), re.MULTILINE))
    beside = {path for path in (root / "examples").rglob("*") if path.is_file() and path.name != "README.md"}
    for path in beside:
        name = path.relative_to(root / "examples").as_posix()
        assert any(name == each or (each.endswith("/") and name.startswith(each)) for each in told), name
    assert all((root / "examples" / each).exists() for each in told)


@pytest.mark.parametrize(
    ("name", "edition"),
    [("right/phuong-2024-05.txt", "phuong-2024"), ("table/bieu-06-2026-q1.tsv", "bieu-06-2020")],
)
def test_a_right_form_is_right(root: Path, name: str, edition: str) -> None:
    assert not grave(root / "examples" / name, edition)


def test_the_real_report_has_its_mistakes(root: Path) -> None:
    assert len(grave(root / "examples/phuong-2024-05.txt")) > 20


def test_three_wards_filed_for_two_months(root: Path) -> None:
    """Read as files of their own kinds, some right and some wrong."""
    catalogue = load_catalogue()
    reports = [read_report(path, catalogue) for path in sorted((root / "examples/wards").rglob("*.*"))]
    filed = {(report.office, report.period.start) for report in reports if report.period is not None}
    assert len(reports) == len(filed) == 6
    assert len({unit for unit, _ in filed}) == 3
