"""Corrections go out as JSON and come back as they were."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from cchc import Evaluation, from_json, load_catalogue, to_json
from cchc.readers import read_report
from cchc.serialize import record_of


def test_corrections_are_written_where_they_were_asked_for(real_report: Path) -> None:
    """An evaluation says nothing of them, a record that has them says them, and both read back as the same."""
    catalogue = load_catalogue("phuong-2024")
    evaluation = catalogue.evaluate(read_report(real_report, catalogue))
    record = record_of(evaluation)
    told = evolve(record, disagreements=evaluation.corrections())
    assert from_json(to_json(record), Evaluation).disagreements is None
    assert from_json(to_json(told), Evaluation).disagreements == told.disagreements
    assert from_json(to_json(told), Evaluation) == evaluation
    for each in told.disagreements or ():
        assert from_json(to_json(each)) == each
