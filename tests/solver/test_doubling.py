"""Formulas over formulas, each of which names the one below it twice: what a solver is told of them does not double."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pace import within
from tests.proof import COUNT, catalogue_of
from tests.tables import small

from cchc.proof import Conclusion, Question, prove

DEEP = 40
MOST = 3 * 2**DEEP


def doubled(name: str) -> str:
    return f'{COUNT}\nformula = "{name} + {name}"'


LINES = {**{f"d{at}": doubled(f"d{at + 1}") for at in range(DEEP)}, f"d{DEEP}": COUNT}
RULE = f'check = "d0 <= {MOST}"\nseverity = "error"\nnature = "plausibility"\nsays.vi = "Nhiều quá."'
COLUMNS = ", ".join(
    f'{{ id = "c{at}", heading = ["Cột {at}"]'
    + (f', formula = "c{at + 1} + c{at + 1}", printed = {"false" if at else "true"}' if at < DEEP else "")
    + " }"
    for at in range(DEEP + 1)
)
TABLE = f'[table.t]\nkind = "count"\nunit = "dong"\n{small.STUB}open = {{ key = "label" }}\ncolumns = [{COLUMNS}]\n'


def test_a_proof_over_doubled_lines(tmp_path: Path) -> None:
    """The rule can be broken alone, and so says something of its own."""
    catalogue = catalogue_of(tmp_path, LINES, {"R1": RULE})
    with within(2):
        proof = prove(catalogue)
    (own,) = proof.of(Question.OWN)
    assert own.answer is Conclusion.PROVED


def test_corrections_over_doubled_lines(tmp_path: Path) -> None:
    """The one line that is written has to be less."""
    evaluation = catalogue_of(tmp_path, LINES, {"R1": RULE}).evaluate({f"d{DEEP}": 7})
    with within(1):
        (told,) = evaluation.corrections()
    assert [(one.figure, one.most) for each in told.sets for one in each.changes] == [(f"d{DEEP}", "3")]


@pytest.mark.parametrize("named", ["", "R1"])
def test_corrections_over_doubled_columns(tmp_path: Path, named: str) -> None:
    """A printed figure over columns that are computed one from another."""
    rules = {named: RULE.replace("d0", "c0").replace(str(MOST), str(2**DEEP))} if named else {}
    text = TABLE + "".join(
        f'[rules.{id}]\neach = {{ table = "t", rows = "leaf" }}\n{more}\n' for id, more in rules.items()
    )
    catalogue = small.catalogue_of(tmp_path, text, small.HEAD + small.DONG)
    evaluation = small.judged(catalogue, f"STT|Nội dung|Cột 0|Cột {DEEP}", f"1|Một|{2**DEEP}|2")
    with within(1):
        (told,) = evaluation.corrections()
    assert {one.figure: one.new for each in told.sets for one in each.changes}[f"t[Một].c{DEEP}"] == "1"
