"""What a question may take of memory is its own: what else the process holds takes nothing away."""

from __future__ import annotations

import pytest
import z3

from cchc.catalogue import load_catalogue
from cchc.readers import read_report
from cchc.solver import library


def test_what_others_hold_leaves_a_question_its_memory(real_report, monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver counts the memory of all its contexts together."""
    catalogue = load_catalogue()
    report = read_report(real_report, catalogue)
    monkeypatch.setattr(library, "_MEGABYTES", 60)
    monkeypatch.setattr(library, "_SECONDS", 60)  # a busy machine answers less in its time
    monkeypatch.setattr(library, "_MORE_SECONDS", 60)
    before = [len(each.sets) for each in catalogue.evaluate(report).corrections()]
    context = z3.Context()
    held = [z3.Int(f"x{number}", context) + number > 3 for number in range(30_000)]
    assert z3.z3core.Z3_get_estimated_alloc_size() > 60_000_000
    assert [len(each.sets) for each in catalogue.evaluate(report).corrections()] == before
    assert held and all(before)
