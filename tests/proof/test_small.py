"""What is shown of small catalogues, each of which has one thing to show."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from tests.proof import COUNT, RATE, catalogue_of

from cchc import from_json, to_json
from cchc.proof import Conclusion, Proof, Question, Theorem, prove

ABC = {"a": COUNT, "b": COUNT, "c": COUNT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def check(text: str, severity: str = "error", nature: str = "definitional") -> str:
    return f'check = "{text}"\nseverity = "{severity}"\nnature = "{nature}"'


def theorem(proof: Proof, question: Question, subject: str = "") -> Theorem:
    return next(each for each in proof.of(question) if each.subject == subject)


def test_rules_that_no_form_keeps_are_named(folder: Path) -> None:
    proof = prove(catalogue_of(folder, ABC, {"R1": check("a <= b"), "R2": check("a > b"), "R3": check("c >= 1")}))
    told = theorem(proof, Question.TOGETHER)
    assert (told.answer, set(told.because)) == (Conclusion.REFUTED, {"R1", "R2"})
    assert told in proof.mistakes


def test_a_form_that_keeps_every_rule_is_shown_and_the_engine_agrees(folder: Path) -> None:
    rules = {"R1": check("a + b == c"), "R2": check("a > 3"), "R3": check("b != a")}
    catalogue = catalogue_of(folder, {**ABC, "rate": RATE}, rules)
    told = theorem(prove(catalogue), Question.TOGETHER)
    assert told.answer is Conclusion.PROVED
    assert told.witness is not None
    assert told.witness.is_confirmed
    assert None not in told.witness.figures.values()
    counts = {id: int(str(told.witness.figures[id])) for id in ABC}
    assert counts["a"] + counts["b"] == counts["c"]
    assert catalogue.evaluate(counts).summary.rules.failed == 0


def test_a_rule_that_follows_from_others_is_told_with_those(folder: Path) -> None:
    rules = {"R1": check("a <= b"), "R2": check("b <= c"), "R3": check("a <= c or not known(b)")}
    proof = prove(catalogue_of(folder, ABC, rules))
    told = theorem(proof, Question.OWN, "R3")
    assert (told.answer, set(told.because)) == (Conclusion.REFUTED, {"R1", "R2"})
    assert told not in proof.mistakes


def test_what_follows_only_where_nothing_is_blank_says_something_of_its_own(folder: Path) -> None:
    rules = {"R1": check("a <= b"), "R2": check("b <= c"), "R3": check("a <= c")}
    told = theorem(prove(catalogue_of(folder, ABC, rules)), Question.OWN, "R3")
    assert told.answer is Conclusion.PROVED
    assert told.witness is not None
    assert told.witness.breaks == ("R3",)
    assert told.witness.figures["b"] is None


def test_a_lesser_rule_is_no_reason_for_a_graver_one(folder: Path) -> None:
    rules = {"R1": check("a <= b", "warning"), "R2": check("a <= b + 1")}
    proof = prove(catalogue_of(folder, ABC, rules))
    assert theorem(proof, Question.OWN, "R2").answer is Conclusion.PROVED
    assert theorem(proof, Question.OWN, "R1").answer is Conclusion.PROVED


def test_rules_that_say_the_same_in_other_words_are_mistakes(folder: Path) -> None:
    proof = prove(catalogue_of(folder, ABC, {"R1": check("a <= b"), "R2": check("not a > b"), "R3": check("c >= a")}))
    assert {each.subject for each in proof.mistakes} == {"R1", "R2"}
    assert theorem(proof, Question.OWN, "R2").because == ("R1",)


def test_a_rule_that_no_figures_break_is_a_mistake(folder: Path) -> None:
    proof = prove(catalogue_of(folder, ABC, {"R1": check("a <= b or b < a + 1"), "R2": check("max(a, b) >= a")}))
    assert {each.subject for each in proof.mistakes} == {"R1", "R2"}
    assert all(each.because == () for each in proof.mistakes)


def test_a_rate_whose_part_no_rule_bounds_leaves_its_range(folder: Path) -> None:
    proof = prove(catalogue_of(folder, {"a": COUNT, "b": COUNT, "rate": RATE}, {}))
    told = theorem(proof, Question.RANGE, "rate")
    assert told.answer is Conclusion.REFUTED
    assert told.witness is not None
    assert told.witness.is_confirmed
    assert Fraction(str(told.witness.figures["a"])) > Fraction(str(told.witness.figures["b"]))
    assert told in proof.mistakes


def test_a_rate_whose_part_is_bounded_stays_in_its_range(folder: Path) -> None:
    lines = {"a": f'{COUNT}\npart_of = "b"', "b": COUNT, "rate": RATE}
    told = theorem(prove(catalogue_of(folder, lines, {})), Question.RANGE, "rate")
    assert told.answer is Conclusion.PROVED
    assert "S009[a, b]" in told.because
    assert told.witness is None


def test_a_rate_that_only_plausibility_keeps_in_its_range_is_shown_without_it(folder: Path) -> None:
    rules = {"R1": check("a <= b", "warning", "plausibility")}
    told = theorem(prove(catalogue_of(folder, {"a": COUNT, "b": COUNT, "rate": RATE}, rules)), Question.RANGE, "rate")
    assert told.answer is Conclusion.PROVED
    assert "R1" in told.because
    assert told.witness is not None
    assert told.witness.is_confirmed


def test_a_product_that_soon_leaves_64_bits_is_a_mistake(folder: Path) -> None:
    pytest.importorskip("polars")
    lines = {**ABC, "d": f'{COUNT}\nformula = "number(a) * number(b) * c"', "e": f'{COUNT}\nformula = "a + b"'}
    proof = prove(catalogue_of(folder, lines, {}))
    product, total = (theorem(proof, Question.INTEGERS, id) for id in "de")
    assert (product.answer, product.up_to) == (Conclusion.REFUTED, 6)
    assert (total.answer, total.up_to) == (Conclusion.PROVED, 18)


def test_an_edition_is_held_against_another(folder: Path) -> None:
    former = catalogue_of(folder / "old", ABC, {"R1": check("a <= b"), "R2": check("b <= c")})
    later = catalogue_of(folder / "new", ABC, {"R1": check("a < b"), "R2": check("not b > c"), "R3": check("c >= 0")})
    proof = prove(later, former)
    stricter = theorem(proof, Question.OTHER_EDITION, "R1")
    assert stricter.answer is Conclusion.REFUTED
    assert stricter.witness is not None
    assert stricter.witness.is_confirmed
    assert stricter.witness.figures["a"] == stricter.witness.figures["b"]
    assert theorem(proof, Question.OTHER_EDITION, "R2").answer is Conclusion.PROVED


TABLE = """
[table.t]
kind = "count"
unit = "dong"
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { total = "Cộng" }
columns = [
    { id = "x", number = "1", heading = ["X"] },
    { id = "y", number = "2", heading = ["Y"] },
    { id = "z", number = "3=1+2", heading = ["Z"] },
    { id = "r", number = "4", heading = ["R"], kind = "rate", decimals = 1, formula = "percent(x, z)" },
]
"""


def test_a_table_of_open_rows_is_shown_with_rows_of_an_office(folder: Path) -> None:
    proof = prove(catalogue_of(folder, {}, {}, TABLE))
    together = theorem(proof, Question.TOGETHER)
    assert together.witness is not None
    assert together.witness.is_confirmed
    assert {id.partition("[")[2].partition("]")[0] for id in together.witness.figures} == {"A", "B", "C", "D", "total"}
    own = {each.subject: each for each in proof.of(Question.OWN)}
    assert all(each.witness is None or each.witness.is_confirmed for each in own.values())
    # It would follow where every cell is filled in, but one row may leave a part blank.
    assert own["t.total.z[total]"].answer is Conclusion.PROVED
    assert {each.answer for each in proof.of(Question.RANGE)} == {Conclusion.PROVED}
    assert proof.mistakes == ()


OF_NOTHING = """
[table.t]
kind = "number"
unit = "dong"
decimals = 1
stub = [{ is = "label", heading = ["Tổ"] }]
rows = [
    { id = "mot", label.vi = "Một" },
    { id = "hai", label.vi = "Hai" },
    { id = "cong", label.vi = "Cộng", formula = "mot + hai" },
]
columns = [
    { id = "a", number = "1", heading = ["A"] },
    { id = "b", number = "2", heading = ["B"], part_of = "a" },
    { id = "r", number = "3", heading = ["R"], kind = "rate", decimals = 1, formula = "percent(b, a)" },
]
[table.u]
kind = "number"
unit = "dong"
decimals = 1
rows = "one"
columns = [{ id = "c", number = "4", heading = ["C"] }]
[rules.R1]
check = "t[cong].a == u.c"
says = { vi = "Hai bảng khác nhau.", en = "The tables differ." }
"""


def test_a_rate_of_nothing_stays_blank_in_examples(folder: Path) -> None:
    """The engine says of each example what the solver says: no figure is put where there can be none."""
    proof = prove(catalogue_of(folder, {}, {}, OF_NOTHING))
    own = {each.subject: each for each in proof.of(Question.OWN)}
    assert own["R1"].answer is Conclusion.PROVED
    assert all(each.witness is None or each.witness.is_confirmed for each in proof.theorems)


def test_what_is_shown_goes_out_as_json_and_comes_back(folder: Path) -> None:
    proof = prove(catalogue_of(folder, {**ABC, "rate": RATE}, {"R1": check("a <= b")}))
    assert from_json(to_json(proof)) == proof
    assert evolve(proof, against="x") != proof


def test_time_that_is_over_leaves_questions_undecided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.proof.proving.SECONDS", 0)
    proof = prove(catalogue_of(folder, {**ABC, "rate": RATE}, {"R1": check("a + b == c + 1")}))
    assert {each.answer for each in proof.of(Question.OWN)} == {Conclusion.UNDECIDED}
    assert proof.mistakes == ()


def test_a_rate_of_what_is_rounded_is_held_to_what_it_is_rounded_from(folder: Path) -> None:
    """What a rounded number rests on is asked with the rate, whenever that is read."""
    lines = {**ABC, "plain": RATE, "rate": RATE.replace("percent(a, b)", "percent(round(a / 3, 0), b)")}
    rules = {"R1": check("a <= b", "error"), "R2": check("c <= b", "error")}
    told = theorem(prove(catalogue_of(folder, lines, rules)), Question.RANGE, "rate")
    assert told.answer is Conclusion.PROVED
    assert "R1" in told.because


COUNTING = """
[table.n]
kind = "count"
unit = "dong"
rows = "one"
columns = [{ id = "m", number = "5", heading = ["M"] }]
[rules.R1]
check = "number(n.m) == count_rows(t.x > 0)"
says = { vi = "Số dòng khác.", en = "The rows differ." }
[rules.R2]
each = { table = "n", rows = "all" }
check = "number(m) <= count_rows(t.y >= 0)"
says = { vi = "Nhiều hơn số dòng.", en = "More than the rows." }
"""


def test_rules_that_count_rows_are_put_to_the_solver(folder: Path) -> None:
    """The engine says of each example what the solver says, whatever other rule it is an example of."""
    proof = prove(catalogue_of(folder, {}, {}, TABLE + COUNTING))
    own = {each.subject: each for each in proof.of(Question.OWN)}
    assert own["R1"].answer is Conclusion.PROVED
    assert next(each for name, each in own.items() if name.startswith("R2")).answer is not Conclusion.UNDECIDED
    assert all(each.witness is None or each.witness.is_confirmed for each in proof.theorems)


def test_what_no_figure_bears_on_is_left_to_the_samples(folder: Path) -> None:
    """A comparison of dates is no question without an answer."""
    dated = TABLE.replace("columns = [", 'columns = [\n    { id = "d", number = "6", heading = ["D"], kind = "date" },')
    rule = '[rules.R1]\neach = { table = "t", rows = "leaf" }\ncheck = "d <= period_end()"\n'
    proof = prove(catalogue_of(folder, {}, {}, f"{dated}{rule}"))
    assert any(name.startswith("R1") for name in proof.elsewhere)
    assert all(each.answer is not Conclusion.UNDECIDED for each in proof.of(Question.OWN))


def test_an_example_that_only_breaks_what_was_not_read_is_no_difference(folder: Path) -> None:
    """The solver did not say of it that it is kept."""
    lines = {**ABC, "d": 'kind = "yes-no"'}
    proof = prove(catalogue_of(folder, lines, {"R1": check("d == (a >= 3)"), "R2": check("a >= 2 * b")}))
    assert theorem(proof, Question.OWN, "R1").answer is Conclusion.UNDECIDED
    assert all(each.witness is None or each.witness.is_confirmed for each in proof.theorems)
