"""What the browser is told is what the library says."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

import cchc
from cchc.docs_builder import session


def ask(question: str, data: bytes = b"", language: str = "vi", **values: object) -> dict[str, Any]:
    """A question as the page asks it."""
    told = json.loads(
        session.answer(question, json.dumps({"edition": "phuong-2024", "language": language, **values}), data)
    )
    assert "refused" not in told, told
    answer: dict[str, Any] = told["answer"]
    return answer


@pytest.fixture
def evaluation(real_report: Path) -> cchc.Evaluation:
    catalogue = cchc.load_catalogue("phuong-2024")
    return catalogue.evaluate(cchc.read_report(real_report, catalogue))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_comes_back_with_every_finding(real_report: Path, evaluation: cchc.Evaluation, language: str) -> None:
    """Each beside its line, or, if it has none, by itself."""
    told = ask("check", real_report.read_bytes(), language, name="form.txt")
    shown = [*told["general"], *(finding for row in told["rows"] for finding in row["findings"])]
    assert sorted(one["message"] for one in shown) == sorted(one.message[language] for one in evaluation.findings)
    assert [row["id"] for row in told["rows"]][: len(evaluation.edition.indicators)] == list(
        evaluation.edition.indicators
    )


def test_files_to_download_are_the_librarys(real_report: Path, evaluation: cchc.Evaluation) -> None:
    """The corrected form has its figures in place; JSON reads back to the evaluation."""
    ask("check", real_report.read_bytes(), name="form.txt")
    text = base64.b64decode(ask("file", kind="text")["base64"])
    catalogue = cchc.load_catalogue("phuong-2024")
    again = catalogue.evaluate(cchc.read_report(text, catalogue))
    assert not {"CCHC-C001", "CCHC-C003"} & {finding.code for finding in again.findings}
    for id, value in evaluation.values.items():
        if evaluation.edition.figures[id].formula is not None:
            assert again.values[id] == value
    data = base64.b64decode(ask("file", kind="json")["base64"])
    assert cchc.from_json(data).summary == evaluation.summary


def test_the_calculator_tells_value_and_findings() -> None:
    told = ask(
        "calculate",
        id="ho_so_ty_le_dung_han",
        figures={"ho_so_dung_han": "886", "ho_so_da_giai_quyet": "893", "ho_so_ty_le_dung_han": "99,21 %"},
    )
    assert (told["display"], told["substituted"]) == ("99,22 %", "886 ÷ 893 × 100")
    assert [finding["code"] for finding in told["findings"]] == ["CCHC-R003"]


def test_what_is_no_report_is_refused_in_the_readers_language() -> None:
    """A message, no traceback."""
    said = [
        json.loads(
            session.answer("check", json.dumps({"edition": "phuong-2024", "language": language, "name": "x"}), b"hello")
        )["refused"]
        for language in ("vi", "en")
    ]
    assert said[0] != said[1]
