"""Amounts a thousand times those of the report before are told once; what grew by itself is not."""

from __future__ import annotations

import pytest
from tests.tables.small import MONEY, catalogue_of, form, judged

from cchc import Catalogue

TABLE = (
    MONEY
    + """columns = [
    { id = "thu", heading = ["Số thu"] },
    { id = "chi", heading = ["Số chi"] },
    { id = "ho", heading = ["Số hộ"], kind = "count", unit = "ho_gia_dinh" },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "thu == previous(chi)"
severity = "warning"
"""
)
HEAD = "STT|Nội dung|Số thu|Số chi|Số hộ"
BEFORE = form(HEAD, "1|Đất|40,0|36,0|30", "2|Chợ|12,0|9,5|20", "|Tổng cộng|52,0|45,5|50", period="NĂM 2023")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("form"), TABLE)


def told(catalogue: Catalogue, *rows: str, before: str | None = BEFORE) -> list[tuple[str, str | None]]:
    head = () if HEAD in rows else (HEAD,)
    evaluation = judged(catalogue, *head, *rows, before=before)
    return [(each.code, each.under) for each in evaluation.findings if each.code != "CCHC-F009"]


GREAT = ("1|Đất|36000,0|41000,0|31", "2|Chợ|9500,0|11000,0|21", "|Tổng cộng|45500,0|52000,0|52")


def test_a_form_in_another_unit_is_told_once_with_what_follows(catalogue: Catalogue) -> None:
    found = judged(catalogue, HEAD, *GREAT, before=BEFORE).findings
    (finding,) = (each for each in found if each.under is None)
    assert (finding.code, finding.severity, len(finding.figures)) == ("CCHC-T027", "warning", 6)
    assert "lớn gấp khoảng 1.000 lần" in finding.message["vi"]
    assert {each.code for each in found if each.under == finding.figure} == {"CCHC-R001"}


def test_a_form_that_is_as_small(catalogue: Catalogue) -> None:
    rows = ("1|Đất|0,036|0,041|31", "2|Chợ|0,0095|0,011|21", "|Tổng cộng|0,0455|0,052|52")
    assert ("CCHC-T027", None) in told(catalogue, *rows)


def test_without_the_report_before_nothing_tells(catalogue: Catalogue) -> None:
    assert told(catalogue, *GREAT, before=None) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("1|Đất|36,0|300,0|30000", "2|Chợ|9,5|90,0|20000", "|Tổng cộng|45,5|390,0|50000"),  # counts; what grew tenfold
        ("1|Đất|36,0|41000,0|31", "2|Chợ|9,5|9,8|21", "|Tổng cộng|45,5|41009,8|52"),  # one row only
    ],
)
def test_what_may_be_so_is_not_told(catalogue: Catalogue, rows: tuple[str, ...]) -> None:
    assert "CCHC-T027" not in [code for code, _ in told(catalogue, *rows)]


def test_the_unit_over_the_table_counts(catalogue: Catalogue) -> None:
    assert "CCHC-T027" not in [code for code, _ in told(catalogue, "Đơn vị tính: nghìn đồng", HEAD, *GREAT)]
