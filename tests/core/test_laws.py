"""Laws of evaluation that hold for every report."""

from __future__ import annotations

import shutil
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import small_catalogue

import cchc
from cchc import Catalogue, DataError, Missing, Reason, Report, Reported, Undefined
from cchc.edition import IndicatorKind
from cchc.exact import half_up
from cchc.formula import reference
from cchc.formula.tree import facts_of, names_of
from cchc.judge.outcome import InstanceOutcome, Result, combined

CATALOGUE = small_catalogue()
COUNTS = [
    id
    for id, line in CATALOGUE.edition.figures.items()
    if line.kind is IndicatorKind.COUNT and line.formula is None and not line.auxiliary
]
FIGURE = st.sampled_from([None, 0, 1, 2]) | st.integers(0, 10**15)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, int | None]:
    """Few different values, so that equal, zero and missing figures meet often."""
    pool = draw(st.lists(FIGURE, min_size=3, max_size=8))
    places = draw(st.lists(st.integers(0, len(pool) - 1), min_size=len(COUNTS), max_size=len(COUNTS)))
    return {id: pool[place] for id, place in zip(COUNTS, places, strict=True)}


@given(figures())
def test_a_mapping_and_a_form_of_the_same_figures_agree(given: dict[str, int | None]) -> None:
    """Values, and outcomes of the rules that need only figures, do not depend on where figures come from."""
    stated = {id: figure for id, figure in given.items() if figure is not None}
    plain, form = CATALOGUE.evaluate(given), CATALOGUE.evaluate(Report.from_values(stated))
    for id in CATALOGUE.engine.index:
        assert plain.values[id] == form.values[id]
    on_figures = {rule.id for rule in CATALOGUE.rules.values() if not any(facts_of(i.check) for i in rule.instances)}
    for rule in on_figures:
        assert plain.outcomes[rule].result == form.outcomes[rule].result


@given(figures(), st.booleans())
def test_the_outcome_of_a_rule_is_that_of_its_instances(given: dict[str, int | None], is_form: bool) -> None:
    """Whatever of it is the same on every report: each is what its instances, looked at one by one, come to."""
    stated = {id: figure for id, figure in given.items() if figure is not None}
    evaluation = CATALOGUE.evaluate(Report.from_values(stated) if is_form else stated)
    computation, engine = evaluation.computation, CATALOGUE.engine
    by_rule: dict[str, list[InstanceOutcome]] = {rule: [] for rule in CATALOGUE.rules}
    for instance, result in zip(engine.instances, computation.instance_results, strict=True):
        lacking = computation.blocked_by(instance) if result is Result.NOT_EVALUATED else ()
        assert bool(lacking) == (result is Result.NOT_EVALUATED)
        by_rule[instance.rule].append(InstanceOutcome(instance.bindings, result, lacking))
    assert evaluation.outcomes == {rule: combined(tuple(each)) for rule, each in by_rule.items()}
    assert list(evaluation.outcomes) == list(CATALOGUE.rules)


@given(figures())
def test_rates_are_exact(given: dict[str, int | None]) -> None:
    """Each computed value is the exact rational, rounded once half away from zero at its decimals."""
    results = CATALOGUE.evaluate(given).computation
    for indicator in CATALOGUE.edition.computed:
        assert indicator.formula is not None
        exact = reference.evaluate(indicator.formula, results.figure, results.facts)
        value = results.values[indicator.id]
        if isinstance(exact, reference.Null):
            assert isinstance(value, Undefined)
        else:
            assert isinstance(exact, Fraction)
            scaled = half_up(exact.numerator, exact.denominator, indicator.decimals)
            assert Fraction(value.value) * 10**indicator.decimals == scaled  # type: ignore[union-attr, arg-type]


@given(figures(), st.sampled_from(CATALOGUE.edition.computed), st.data())
def test_blanking_a_used_figure_blanks_the_value(
    given: dict[str, int | None], indicator: cchc.Indicator, data: st.DataObject
) -> None:
    """No formula of this edition has a value without all its parts, and none looks at any other figure."""
    assert indicator.formula is not None
    used = [id for id in names_of(indicator.formula) if id in given]
    if not used:
        return
    blanked = data.draw(st.sampled_from(used))
    assert isinstance(CATALOGUE.evaluate({**given, blanked: None}).values[indicator.id], Undefined)
    unused = data.draw(st.sampled_from([id for id in given if id not in used]))
    before, after = CATALOGUE.evaluate(given), CATALOGUE.evaluate({**given, unused: None})
    assert before.values[indicator.id] == after.values[indicator.id]


@given(figures(), st.randoms())
def test_the_order_of_figures_changes_nothing(given: dict[str, int | None], random: object) -> None:
    """A report is a set of figures, not a list."""
    items = list(given.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    one, two = CATALOGUE.evaluate(given), CATALOGUE.evaluate(dict(items))
    assert one.findings == two.findings
    assert one.outcomes == two.outcomes


@given(figures())
def test_a_finding_is_its_own_witness(given: dict[str, int | None]) -> None:
    """The figures that a finding of a rule carries are enough to break the rule again."""
    for finding in CATALOGUE.evaluate(given).findings:
        again = {id: int(figure) for id, figure in finding.figures.items() if id in given}
        assert finding.rule is not None
        assert CATALOGUE.evaluate(again).outcomes[finding.rule].result == "fail"


@given(figures())
def test_a_null_never_fails_a_rule(given: dict[str, int | None]) -> None:
    """A rule fails only on figures that are there: whatever it lacks, it is not evaluated."""
    evaluation = CATALOGUE.evaluate(given)
    for instance, result in zip(CATALOGUE.engine.instances, evaluation.computation.instance_results, strict=True):
        truth = reference.evaluate(instance.check, evaluation.computation.figure, evaluation.computation.facts)
        if not facts_of(instance.check):
            assert result == {True: "pass", False: "fail"}.get(truth, "not_evaluated")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "path", "hint"),
    [
        ({"ho_so_dung_hann": 1}, "$.ho_so_dung_hann", "ho_so_dung_han"),
        ({"ho_so_dung_han": 1.5}, "$.ho_so_dung_han", "Report.from_values"),
        ({"ho_so_dung_han": True}, "$.ho_so_dung_han", "Report.from_values"),
        ({"ho_so_dung_han": "12"}, "$.ho_so_dung_han", "Report.from_values"),
    ],
)
def test_a_bad_figure_is_refused_with_its_place(figures: dict[str, object], path: str, hint: str) -> None:
    """A typo is never read as a missing figure, nor a float as an exact one."""
    with pytest.raises(DataError) as raised:
        CATALOGUE.evaluate(figures)
    assert raised.value.path == path
    assert hint in (raised.value.hint or "")


def test_a_value_of_the_wrong_kind_spoils_its_own_rules_only() -> None:
    """A program may make an entry that no reader would: its rules go wrong, the others stand."""
    entries = {
        "ho_so_dung_han": cchc.Entry(Reported("hai mươi")),
        "ho_so_da_giai_quyet": cchc.Entry(Reported(5)),
        "bien_che_giao": cchc.Entry(Reported(23)),
        "bien_che_co_mat": cchc.Entry(Reported(25)),
    }
    evaluation = CATALOGUE.evaluate(Report(entries=entries))
    assert evaluation.outcomes["R19"].result == "error"
    assert evaluation.outcomes["R34"].result == "fail"
    assert evaluation.summary.rules.not_evaluated >= 1


def test_not_applicable_is_a_cause_of_its_own() -> None:
    """A denominator that does not apply is neither zero nor missing."""
    report = Report.from_values({"ho_so_dung_han": 1, "ho_so_da_giai_quyet": Missing(Reason.NOT_APPLICABLE)})
    value = CATALOGUE.evaluate(report).values["ho_so_ty_le_dung_han"]
    assert value == Undefined(cchc.Cause.NOT_APPLICABLE, "ho_so_da_giai_quyet")


def test_a_catalogue_is_kept_once_loaded() -> None:
    """Loading twice costs once."""
    assert cchc.load_catalogue() is cchc.load_catalogue()
    assert cchc.load_catalogue("phuong-2024") is cchc.load_catalogue("phuong-2024")
    assert isinstance(cchc.load_catalogue(), Catalogue)


def test_every_sample_comes_out_as_the_catalogue_says() -> None:
    """Each rule holds on its good report and is broken by its bad one."""
    from cchc.catalogue import lint_catalogue

    assert len(lint_catalogue("phuong-2024").rules) == 76


def test_a_zero_denominator_is_what_the_edition_says(tmp_path: Path, root: Path) -> None:
    """Undefined by default; an edition may count a rate over nothing as 0, in every backend alike."""
    shutil.copytree(root / "catalogue", tmp_path / "catalogue")
    head = tmp_path / "catalogue" / "phuong-2024" / "edition.toml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace('zero_denominator = "undefined"', 'zero_denominator = "zero"'), encoding="utf-8")
    for file in head.parent.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('gives = "zero_denominator"', 'gives = "0.00"'), encoding="utf-8")
    figures = {"ho_so_dung_han": 0, "ho_so_da_giai_quyet": 0}
    value = Catalogue(cchc.load_catalogue(head.parent).edition).evaluate(figures).values["ho_so_ty_le_dung_han"]
    assert value == Reported(Decimal("0.00"))
    usual = CATALOGUE.evaluate(figures).values["ho_so_ty_le_dung_han"]
    assert usual == Undefined(cchc.Cause.ZERO_DENOMINATOR)


@given(figures())
def test_the_short_ways_lead_to_the_same(given: dict[str, int | None]) -> None:
    """Typed values and findings come from functions of their own; the reference and the bare outcomes say the same."""
    whole = {id: figure or 0 for id, figure in given.items()}
    others = {**whole, "bao_cao_dinh_ky_dien_tu_ty_le": 3}
    for stated in (given, whole, {id: figure for id, figure in given.items() if figure}, others):
        scaled, outcomes = CATALOGUE.compute(stated)
        results = CATALOGUE.evaluate(stated).computation
        assert results.scaled == scaled
        assert list(results.broken) == [place for place, outcome in enumerate(outcomes) if outcome is False]
        for indicator in CATALOGUE.edition.computed:
            assert indicator.formula is not None
            null = reference.evaluate(indicator.formula, results.figure, results.ask)
            if isinstance(null, reference.Null):
                assert results.values[indicator.id] == Undefined(null.cause, null.input)
            else:
                assert isinstance(results.values[indicator.id], Reported)


def test_a_mapping_is_only_read() -> None:
    """Evaluating adds nothing to a mapping that makes what it lacks."""
    given: defaultdict[str, int] = defaultdict(int, dict.fromkeys(CATALOGUE.engine.counts[1:], 1), bien_che_giao=1)
    before = dict(given)
    CATALOGUE.evaluate(given)
    assert given == before


@pytest.mark.parametrize("wrong", [None, [1], {1: 2}, {"kien_truc_cqdt": 3}, {"phan_cap_thuc_hien": 1}, "text"])
def test_what_is_no_set_of_figures_is_refused(wrong: object) -> None:
    """Anything but numbers by indicator id is an error of cchc's own, never a TypeError."""
    with pytest.raises(DataError):
        CATALOGUE.evaluate(wrong)  # type: ignore[arg-type]


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    """Asking for what is not there says what is."""
    evaluation = CATALOGUE.evaluate({"ho_so_dung_han": 1})
    for ask in (evaluation.explain, evaluation.display, evaluation.provenance):
        with pytest.raises(DataError, match="ho_so_dung_han"):
            ask("ho_so_dung_hann")
