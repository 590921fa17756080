"""A clerk edits a filled form cell by cell: whatever was done before, each cell is read for what now stands in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cchc import Evaluation, Reported, load_catalogue, read_report
from cchc.edition import IndicatorKind
from cchc.formula.tree import names_of

WARD = load_catalogue("phuong-2024")
LINES = tuple(WARD.edition.indicators.values())
COUNTS = [line.id for line in LINES if line.kind is IndicatorKind.COUNT and line.formula is None]
QUANTITY, EXPLANATION = 2, 4
FORM = Path(__file__).resolve().parents[2] / "examples" / "right" / "phuong-2024-05.txt"
ROWS = FORM.read_text(encoding="utf-8").splitlines()
FIRST = next(place for place, row in enumerate(ROWS) if row.startswith("TT\t")) + 2
PLACES = {line.id: FIRST + number for number, line in enumerate(LINES)}
NOTHING = ["không có", "chưa phát sinh", "Không phát sinh"]


def feeds(id: str) -> frozenset[str]:
    """The lines whose value is made of this one, by way of others too."""
    found = {id}
    while grown := {
        line.id
        for line in WARD.edition.everything.values()
        if line.formula is not None and line.id not in found and found.intersection(names_of(line.formula))
    }:
        found |= grown
    return frozenset(found)


class Desk(RuleBasedStateMachine):
    """The form as it stands on the clerk's desk, and all states that it was in before."""

    rows: list[list[str]]
    judged: Evaluation

    @initialize()
    def begin(self) -> None:
        self.rows = [row.split("\t") for row in ROWS]
        self.judged = self.judge()
        self.earlier: list[tuple[list[list[str]], Evaluation]] = []

    def judge(self) -> Evaluation:
        text = "\n".join("\t".join(row) for row in self.rows)
        return WARD.evaluate(read_report(text.encode(), WARD, name="form.txt"))

    def put(self, id: str, quantity: str, explanation: str = "") -> None:
        before = self.judged
        self.earlier.append(([[*row] for row in self.rows], before))
        row = self.rows[PLACES[id]]
        row[QUANTITY], row[EXPLANATION] = quantity, explanation
        self.judged = self.judge()
        touched = feeds(id)
        for other, value in self.judged.values.items():
            assert other in touched or value == before.values[other], (id, other, value, before.values[other])

    @rule(id=st.sampled_from(COUNTS), number=st.integers(0, 3000))
    def write(self, id: str, number: int) -> None:
        self.put(id, str(number))
        assert self.judged.values[id] == Reported(number)

    @rule(id=st.sampled_from(COUNTS), number=st.integers(2, 3000))
    def write_in_the_wrong_column(self, id: str, number: int) -> None:
        """The number is read, and that it stands elsewhere is told."""
        self.put(id, "", str(number))
        assert self.judged.values[id] == Reported(number)
        assert any(id in finding.indicators for finding in self.judged.findings)

    @rule(id=st.sampled_from(COUNTS), word=st.sampled_from(NOTHING))
    def write_a_word(self, id: str, word: str) -> None:
        self.put(id, word)
        assert not isinstance(self.judged.values[id], Reported)

    @rule(id=st.sampled_from(COUNTS))
    def rub_out(self, id: str) -> None:
        self.put(id, "")
        assert not isinstance(self.judged.values[id], Reported)
        assert any(id in finding.indicators for finding in self.judged.findings)

    @precondition(lambda self: self.earlier)
    @rule()
    def undo(self) -> None:
        """What was before is judged as it was: nothing is kept from one judging to the next."""
        self.rows, before = self.earlier.pop()
        self.judged = self.judge()
        assert self.judged == before

    @invariant()
    def every_finding_has_one_cause(self) -> None:
        told = [number for cause in self.judged.causes for number in cause.findings]
        assert len(told) == len(set(told))


Desk.TestCase.settings = settings(
    max_examples=max(4, settings().max_examples // 12), stateful_step_count=20, deadline=None
)
TestDesk = Desk.TestCase
