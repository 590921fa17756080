"""Files as offices produce them: each gives the values of the right filling, or tells what differs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import ReadError
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.value import Document, Reported

FIELD = Path(__file__).resolve().parent.parent / "field"
CASES = [line.split("\t") for line in (FIELD / "files/expected.tsv").read_text(encoding="utf-8").splitlines()[1:]]
REFUSED = {"csv-ansi-question-marks.csv": "CSV UTF-8"}
SHOWN_IN_PART = {"percent-format-0-decimals.xlsx": ("khao_sat_hai_long_ty_le", "van_ban_dien_tu_ty_le")}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def right(catalogue: Catalogue) -> Evaluation:
    return catalogue.evaluate(read_report(FIELD / "right-filling.txt", catalogue))


def told(evaluation: Evaluation) -> set[str]:
    return {id for finding in evaluation.findings for id in finding.indicators}


def test_the_right_filling_is_right(right: Evaluation) -> None:
    assert right.findings == ()


@pytest.mark.parametrize(("name", "what", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_file_of_the_field(name: str, what: str, expected: str, catalogue: Catalogue, right: Evaluation) -> None:
    if name in REFUSED:
        with pytest.raises(ReadError, match=REFUSED[name]):
            read_report(FIELD / "files" / name, catalogue)
        return
    evaluation = catalogue.evaluate(read_report(FIELD / "files" / name, catalogue))
    differing = different(evaluation.values, right.values)
    assert differing <= set(SHOWN_IN_PART.get(name, ()))
    assert set(SHOWN_IN_PART.get(name, ())) <= told(evaluation)
    if "told" in expected:
        assert evaluation.findings, what


def different(values: Mapping[str, object], others: Mapping[str, object]) -> set[str]:
    """The lines whose values are not the same; of a document its number and date count, not the words around."""
    return {id for id in others if plain(values.get(id)) != plain(others[id])}


def plain(value: object) -> object:
    return str(value.value) if isinstance(value, Reported) and isinstance(value.value, Document) else value
