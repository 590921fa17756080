"""The evaluation of the real report as JSON: the contract that other programs read by."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from cchc import Catalogue, DataError, Evaluation, Origin, Reported, from_dict, from_json, to_dict, to_json
from cchc.edition import IndicatorKind
from cchc.judge.computation import Provenance
from cchc.report import Report
from cchc.serialize import EvaluationRecord, record_of
from cchc.serialize.evaluation import Figure, figure_of

FIGURE = {"state", "kind", "value", "display", "reason", "origin", "reported", "cell", "window"}
FINDING = {"code", "severity", "rule", "indicators", "message", "cell", "observed", "expected", "suggestion", "figures"}
FINDING |= {"figure", "instance", "cause"}
CAUSE = {"id", "severity", "title", "action", "lines", "findings", "corrections"}


def test_the_top_level_is_that_of_the_contract(written: dict[str, Any]) -> None:
    """Nothing more, nothing less, in this order."""
    assert list(written) == [
        *("schema", "edition", "report", "values", "findings"),
        *("summary", "outcomes", "tables", "causes", "judged_by"),
    ]
    assert written["schema"] == "cchc.evaluation/2"
    assert set(written["report"]) == {"title", "office", "period", "prepared_by", "signed_by", "source"}
    assert set(written["summary"]) == {"errors", "warnings", "infos", "rules"}
    assert set(written["summary"]["rules"]) == {"passed", "failed", "not_evaluated"}
    assert {"kind", "start", "end"} <= set(written["report"]["period"])


def test_who_reports_stands_under_unit_in_a_report_as_it_always_did() -> None:
    """The key of `cchc.report/1` is not that of the record, and both ways are the same."""
    report = Report({}, office="UBND phường Kim Mã")
    assert to_dict(report)["unit"] == "UBND phường Kim Mã"
    assert from_dict({"entries": {}, "unit": "UBND phường Kim Mã"}, Report) == report


def test_keys_are_there_even_when_they_say_nothing(written: dict[str, Any]) -> None:
    """A consumer never asks whether a key exists; documents, undefined values and readings offered have more."""
    for figure in written["values"].values():
        more = {"document"} if "document" in figure else {"cause", "input"} if figure["state"] == "undefined" else set()
        assert set(figure) == FIGURE | more | ({"candidates"} if figure.get("candidates") else set())
        assert (figure["value"] is not None) == (figure["state"] == "reported")
        assert (figure["reason"] is not None) == (figure["state"] == "missing")
    for finding in written["findings"]:
        assert set(finding) == FINDING | {key for key in ("cells", "candidates", "required") if finding.get(key)}


def test_of_instances_those_are_listed_that_fare_otherwise_than_their_rule(
    evaluation: Evaluation, written: dict[str, Any], catalogue: Catalogue
) -> None:
    """From the rule alone every instance is known: what is not listed passes, or lacks what a rule lacks that could not
    be evaluated."""
    plain = catalogue.evaluate({"ho_so_dung_han": 886, "ho_so_da_giai_quyet": 893})
    for of, data in ((evaluation, written), (plain, to_dict(plain))):
        for rule, outcome in of.outcomes.items():
            told = data["outcomes"][rule]
            listed = [(each["bindings"], each["result"], tuple(each["blocked_by"])) for each in told["instances"]]
            is_unasked = told["result"] == "not_evaluated"
            silent = ("not_evaluated", tuple(told["blocked_by"])) if is_unasked else ("pass", ())
            every = [(each.bindings, each.result, each.blocked_by) for each in outcome.instances]
            said = [each for each in every if each in listed]
            assert said == listed
            assert all(each[1:] == silent for each in every if each not in listed)
    assert any(outcome["result"] == "pass" and not outcome["instances"] for outcome in written["outcomes"].values())
    assert to_dict(plain)["outcomes"]["R2"] == {"result": "not_evaluated", "blocked_by": ["form"], "instances": []}
    assert any(each["instances"] for each in written["outcomes"].values() if each["result"] == "not_evaluated")


def test_every_finding_has_one_cause_and_names_it(written: dict[str, Any]) -> None:
    """Causes share out the findings; those of one cell have one, of whatever line they are."""
    findings, causes = written["findings"], {cause["id"]: cause for cause in written["causes"]}
    assert sorted(place for cause in causes.values() for place in cause["findings"]) == list(range(len(findings)))
    of_cells: dict[str, set[str]] = {}
    for place, finding in enumerate(findings):
        assert place in causes[finding["cause"]]["findings"]
        of_cells.setdefault(json.dumps(finding["cell"]), set()).add(finding["cause"])
    assert all(len(found) == 1 for cell, found in of_cells.items() if cell != "null")
    assert any(len(cause["findings"]) > 1 for cause in causes.values())


def test_a_cause_says_what_one_of_its_findings_says(written: dict[str, Any]) -> None:
    """Its message, its remedy and the lines of all; many of one kind have a text of their own. The gravest weighs."""
    order = ["error", "warning", "info"]
    for cause in written["causes"]:
        assert set(cause) == CAUSE
        members = [written["findings"][place] for place in cause["findings"]]
        gravest = min(members, key=lambda finding: order.index(finding["severity"]))
        assert cause["severity"] == gravest["severity"]
        told = [(member["message"], member["suggestion"]) for member in members]
        assert (cause["title"], cause["action"]) in told or len({member["code"] for member in members}) > 1
        assert set(cause["lines"]) == {id for finding in members for id in finding["indicators"]}


def test_a_correction_puts_the_computed_value_where_another_stands(written: dict[str, Any]) -> None:
    """6 of 20 tasks are 30,00 %, whatever error the cell shows; what nobody can tell is not corrected.

    What only stands in another column is moved; a rate over nothing says so.
    """
    corrections = [each for cause in written["causes"] for each in cause["corrections"]]
    assert {"figure": "kh_cchc_ty_le_hoan_thanh", "from": "#DIV/0!", "to": "30,00 %"} in corrections
    assert {
        "figure": "kh_cchc_nhiem_vu_giao", "from": None, "to": "20", "moved_from": "explanation",
    } in corrections  # fmt: skip
    for each in corrections:
        figure = written["values"][each["figure"]]
        if "moved_from" not in each and figure["state"] != "undefined":
            assert (figure["origin"], figure["display"]) == ("derived", each["to"])


def test_the_line_at_fault_is_the_figure_of_a_finding(written: dict[str, Any]) -> None:
    """And its rule's instance says of which lines it was asked."""
    for finding in written["findings"]:
        assert finding["figure"] == (finding["indicators"][0] if finding["indicators"] else None)
        assert (finding["instance"] is None) == (finding["rule"] is None)
    failed = next(finding for finding in written["findings"] if finding["code"] == "CCHC-R002")
    assert failed["instance"] == f"R2[{failed['figure']}]"
    instances = written["outcomes"]["R2"]["instances"]
    assert failed["figure"] in [each["bindings"]["it"] for each in instances if each["result"] == "fail"]


def former(written: dict[str, Any], evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as `cchc.evaluation/1` had it."""
    report = {"unit" if key == "office" else key: value for key, value in written["report"].items()}
    outcomes = {
        rule: {
            **outcome,
            "instances": [
                {key: value for key, value in to_dict(each).items() if key != "record"}
                for each in evaluation.outcomes[rule].instances
            ],
        }
        for rule, outcome in written["outcomes"].items()
    }
    new = {"figure", "instance", "cause"}
    findings = [{key: value for key, value in each.items() if key not in new} for each in written["findings"]]
    changed = {"schema": "cchc.evaluation/1", "report": report, "outcomes": outcomes, "findings": findings}
    return {key: value for key, value in (written | changed).items() if key not in ("tables", "causes")}


def test_what_the_schema_before_wrote_is_read_still(evaluation: Evaluation, written: dict[str, Any]) -> None:
    """Values, findings, outcomes and summary are the same; what it did not say follows from the findings."""
    old = former(written, evaluation)
    back = from_dict(old)
    assert from_dict(old, Evaluation) == back
    now = to_dict(back)
    for key in ("schema", "edition", "report", "values", "summary", "outcomes", "tables", "judged_by"):
        assert now[key] == written[key], key
    for mine, theirs in zip(now["findings"], written["findings"], strict=True):
        assert {**mine, "instance": theirs["instance"], "cause": theirs["cause"]} == theirs
    assert sorted(place for each in now["causes"] for place in each["findings"]) == list(range(len(now["findings"])))
    assert from_dict(now) == back


def test_the_schema_before_is_read_as_strictly(evaluation: Evaluation, written: dict[str, Any]) -> None:
    """Nothing is coerced, and every mistake has its path."""
    old = former(written, evaluation)
    for path, value in ((("summary", "errors"), "1"), (("outcomes", "R8"), 5), (("report",), None)):
        damaged = deepcopy(old)
        place: Any = damaged
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        with pytest.raises(DataError) as error:
            from_dict(damaged)
        assert error.value.path.startswith("$." + ".".join(path))


def test_every_kind_of_value_has_its_own_spelling(written: dict[str, Any], catalogue: Catalogue) -> None:
    """Counts are integers, rates decimal strings at their decimals, yes/no and status words ids."""
    for id, figure in written["values"].items():
        if figure["state"] != "reported":
            continue
        line, value = catalogue.edition.figures[id], figure["value"]
        match line.kind:
            case IndicatorKind.COUNT:
                assert type(value) is int
            case IndicatorKind.PERCENTAGE:
                assert len(value.partition(".")[2]) >= line.decimals
                assert str(Decimal(value)) == value
            case IndicatorKind.YES_NO:
                assert value in {"yes", "no"}
            case IndicatorKind.STATUS:
                assert value in line.statuses
            case _:
                assert {"number", "symbol", "date", "title"} <= set(figure["document"])


def test_the_plans_rate_is_computed_and_keeps_what_was_printed(written: dict[str, Any]) -> None:
    """6 of 20 tasks: 30.00, where the form prints #DIV/0! and, in another column, 30."""
    figure = written["values"]["kh_cchc_ty_le_hoan_thanh"]
    assert (figure["state"], figure["value"], figure["display"]) == ("reported", "30.00", "30,00 %")
    assert figure["origin"] == "derived"
    assert figure["reported"] is not None


def test_an_evaluation_reads_back_equal(evaluation: Evaluation, written: dict[str, Any]) -> None:
    """The record that JSON reads back to equals the evaluation, whichever stands first."""
    back = from_json(to_json(evaluation))
    assert back == evaluation
    assert evaluation == back
    assert from_dict(written, Evaluation) == evaluation
    assert to_dict(back) == written


def test_the_record_answers_as_the_evaluation_does(evaluation: Evaluation) -> None:
    """Values, provenance, display, findings, outcomes and summary: the same questions, the same answers."""
    back = from_json(to_json(evaluation))
    assert back.values == dict(evaluation.values)
    assert back.findings == evaluation.findings
    assert {id: each.result for id, each in back.outcomes.items()} == {
        id: each.result for id, each in evaluation.outcomes.items()
    }
    assert back.summary == evaluation.summary
    for id in evaluation.values:
        assert back.display(id) == evaluation.display(id, "vi")
        assert back.provenance(id) == evaluation.provenance(id)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (("edition",), "phuong-2099"),
        (("report", "title"), "Báo cáo khác"),
        (("values", "tthc_tong", "window"), {"start": "2024-01-01", "end": "2024-05-14"}),
        (("summary", "errors"), 99),
        (("outcomes", "R8", "result"), "error"),
        (("findings", 0, "code"), "CCHC-R999"),
        (("causes", 0, "severity"), "info"),
    ],
)
def test_another_evaluation_is_not_equal(
    evaluation: Evaluation, written: dict[str, Any], path: tuple[Any, ...], other: object
) -> None:
    """Each part takes part in the comparison."""
    changed = deepcopy(written)
    *parents, last = path
    place: Any = changed
    for parent in parents:
        place = place[parent]
    assert place[last] != other
    place[last] = other
    assert from_dict(changed) != evaluation


def test_display_is_in_the_language_asked_for(evaluation: Evaluation) -> None:
    """Figures alone change; what was said stays equal."""
    english = to_dict(evaluation, language="en")
    assert english["values"]["kh_cchc_ty_le_hoan_thanh"]["display"] == "30.00%"
    assert from_dict(english) == evaluation


def test_plain_figures_are_written_too(catalogue: Catalogue) -> None:
    """An evaluation of a mapping has no cells and no period, and is written and read all the same."""
    evaluation = catalogue.evaluate({"kh_cchc_nhiem_vu_hoan_thanh": 6, "kh_cchc_nhiem_vu_giao": 20})
    written = to_dict(evaluation)
    assert written["values"]["kh_cchc_ty_le_hoan_thanh"]["value"] == "30.00"
    assert written["report"]["period"] is None
    assert from_dict(written) == evaluation


def test_a_value_of_the_wrong_kind_says_what_it_is() -> None:
    """A program may hand in a text where a count belongs: it is written as what it is, not lost."""
    figure = figure_of("count", Reported("hai mươi"), "hai mươi", Provenance(Origin.REPORTED, None, None, None))
    written = to_dict(figure)
    assert (written["kind"], written["value"]) == ("status", "hai mươi")
    assert from_dict(written, Figure) == figure


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("state", "reportd", "$.values.tthc_tong.state"),
        ("reason", "blank", "$.values.tthc_tong.reason"),
        ("kind", "counts", "$.values.tthc_tong"),
        ("display", None, "$.values.tthc_tong.display"),
        ("note", "x", "$.values.tthc_tong.note"),
        ("cause", "zero_denominator", "$.values.tthc_tong.cause"),
        ("origin", "guessed", "$.values.tthc_tong.origin"),
    ],
)
def test_a_damaged_figure_is_refused_with_its_path(written: dict[str, Any], key: str, value: object, path: str) -> None:
    """The path leads to the figure and its key."""
    written["values"]["tthc_tong"] = {
        **written["values"]["tthc_tong"],
        "state": "reported",
        "value": 162,
        "reason": None,
    }
    written["values"]["tthc_tong"][key] = value
    with pytest.raises(DataError) as error:
        from_dict(written)
    assert error.value.path.startswith(path)


def test_json_text_is_the_dict(evaluation: Evaluation, written: dict[str, Any]) -> None:
    """to_json adds nothing to to_dict, indented or not."""
    assert json.loads(to_json(evaluation)) == written
    assert json.loads(to_json(evaluation, indent=2)) == written


def test_a_record_is_written_as_its_evaluation(evaluation: Evaluation, written: dict[str, Any]) -> None:
    """The command line narrows a record before it prints it: same shape."""
    record = record_of(evaluation)
    assert isinstance(record, EvaluationRecord)
    assert to_dict(record) == written
