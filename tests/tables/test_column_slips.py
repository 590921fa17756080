"""The same slip in several rows of a column is one thing to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc import Evaluation
from cchc.catalogue import load_catalogue
from cchc.readers import read_report

FORM = Path(__file__).parent / "ho-ngheo"
FIRST, OPENING, LEFT = 6, 3, 7
"""The row of the first village, and the places of two columns."""


def with_texts(tmp_path: Path, column: int, texts: list[str]) -> Evaluation:
    """The right filling with other texts in a column, from the first village on."""
    rows = [line.split("\t") for line in (FORM / "right.tsv").read_text(encoding="utf-8").split("\n")]
    for row, text in zip(rows[FIRST:], texts, strict=False):
        row[column] = text
    path = tmp_path / "filled.tsv"
    path.write_text("\n".join(map("\t".join, rows)), encoding="utf-8")
    catalogue = load_catalogue(FORM)
    return catalogue.evaluate(read_report(path, catalogue))


@pytest.mark.parametrize(
    ("column", "text", "code", "said"),
    [
        (OPENING, "", "CCHC-T017", "Column (2) “Poor households › At the beginning”, 4 cells: "),
        (LEFT, "about 70", "CCHC-C005", "Column (6) “Poor households › Left poverty”, 4 cells: "),
    ],
)
def test_a_column_that_was_filled_in_wrongly_is_one_cause(
    tmp_path: Path, column: int, text: str, code: str, said: str
) -> None:
    evaluation = with_texts(tmp_path, column, [text] * 4)
    (cause,) = (each for each in evaluation.causes if evaluation.findings[each.findings[0]].code == code)
    assert cause.title["en"].startswith(said)
    own = [place for place, finding in enumerate(evaluation.findings) if finding.code == code]
    assert set(own) <= set(cause.findings) and len(own) == 4
    assert len(cause.lines) >= 4 and cause.action


def test_two_cells_are_two_causes(tmp_path: Path) -> None:
    evaluation = with_texts(tmp_path, OPENING, ["", ""])
    assert [len(cause.findings) for cause in evaluation.causes] == [1, 1]
