"""The JSON Schemas are valid, accept what cchc writes, and refuse everything damaged: two validators agree."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from tests.tables.forms import BIEU_06, QD_766, Form

from cchc import (
    Catalogue,
    CchcError,
    Evaluation,
    from_json,
    json_schema,
    load_catalogue,
    read_report,
    strategies,
    to_dict,
    to_json,
)  # fmt: skip
from cchc.report import Report

TABLES = Path(__file__).parents[1] / "tables"
KINDS = ("report", "evaluation", "catalogue")


class Validator:
    """Two validators that share nothing, asked together."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._python = jsonschema.Draft202012Validator(schema)
        self._rust = jsonschema_rs.Draft202012Validator(schema)

    def __call__(self, data: object) -> bool:
        answers = {self._python.is_valid(data), self._rust.is_valid(data)}
        assert len(answers) == 1, "the validators disagree"
        return answers.pop()

    def errors(self, data: object) -> list[str]:
        return [f"{error.json_path}: {error.message:.200}" for error in self._python.iter_errors(data)]


@pytest.fixture(scope="module")
def validators(catalogue: Catalogue) -> dict[str, Validator]:
    named = {f"{kind} of the edition": Validator(json_schema(kind, catalogue)) for kind in KINDS}
    return named | {kind: Validator(json_schema(kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of_edition", [False, True])
def test_schemas_are_valid_by_the_metaschema(kind: str, of_edition: bool, catalogue: Catalogue) -> None:
    """JSON Schema 2020-12, and JSON itself."""
    schema = json_schema(kind, catalogue if of_edition else None)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_every_reference_leads_somewhere(catalogue: Catalogue) -> None:
    """And every definition is used."""
    for kind in KINDS:
        schema = json_schema(kind, catalogue)
        used = {place.removeprefix("#/$defs/") for place in _references(schema)}
        assert used == set(schema["$defs"])


def _references(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_references, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
    return own.union(*(_references(part) for part in schema.values()))


def test_no_other_kind_has_a_schema() -> None:
    """The message names those that there are."""
    with pytest.raises(CchcError, match="report, evaluation, catalogue"):
        json_schema("form")


@pytest.mark.parametrize("suffix", ["", " of the edition"])
def test_the_real_reports_json_is_accepted(
    validators: dict[str, Validator], evaluation: Evaluation, catalogue: Catalogue, suffix: str
) -> None:
    """The report, its evaluation and the catalogue, by the general schema and the edition's own."""
    for kind, x in (("report", evaluation.report), ("evaluation", evaluation), ("catalogue", catalogue)):
        data = json.loads(to_json(x))
        validator = validators[kind + suffix]
        assert validator(data), validator.errors(data)


def test_an_evaluation_of_plain_figures_is_accepted(validators: dict[str, Validator], catalogue: Catalogue) -> None:
    """Also one without any figure at all."""
    for figures in ({}, {"kh_cchc_nhiem_vu_hoan_thanh": 6, "kh_cchc_nhiem_vu_giao": 20}):
        data = to_dict(catalogue.evaluate(figures))
        assert validators["evaluation of the edition"](data), validators["evaluation of the edition"].errors(data)


FORMS = {"bieu-06-2020": TABLES / "bieu-06", "qd-766-xa": TABLES / "qd-766"}
TABLE_CHANGES: list[tuple[str, object]] = [
    ("tables.b06.columns", ["tiep_nhan"]),
    ("tables.b06.rows.*.role", "leaves"),
    ("tables.b06.rows.*.key", None),
    ("tables.b06.rows.*.values.no_such_column", {"state": "missing"}),
    ("tables.b06.rows.*.values.tiep_nhan.value", "260"),
    ("tables.b06.rows.*.values.ty_le_dung_han.value", "99.2"),
    ("tables.b06.total.parent", 5),
    ("tables.no_such_table", {"columns": [], "rows": [], "total": None}),
    ("outcomes.B6.result", "maybe"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", ["right.tsv", "blank.tsv"])
def test_a_form_of_tables_is_accepted_and_read_back(form: str, file: str) -> None:
    """Filled in and blank, by the general schema and by the edition's own; and what is read back is equal."""
    catalogue = load_catalogue(form)
    evaluation = catalogue.evaluate(read_report((FORMS[form] / file).read_bytes(), catalogue, name=file))
    assert evaluation.computation.tables
    for kind, x in (("report", evaluation.report), ("evaluation", evaluation), ("catalogue", catalogue)):
        data = json.loads(to_json(x))
        for schema in (json_schema(kind), json_schema(kind, catalogue)):
            assert Validator(schema)(data), Validator(schema).errors(data)
    assert from_json(to_json(evaluation)) == evaluation
    assert from_json(to_json(evaluation.report)) == evaluation.report
    assert from_json(to_json(catalogue)) == catalogue


@pytest.mark.parametrize("form", [BIEU_06, QD_766], ids=lambda form: form.edition)
def test_what_is_wrong_in_tables_is_accepted(form: Form) -> None:
    """Findings of rules over rows, after the report before, and of every mistake that was handed over."""
    validators = [Validator(json_schema("evaluation")), Validator(json_schema("evaluation", form.catalogue))]
    evaluations = [form.judged_wrong(case) for case in form.wrong]
    evaluations += [form.judged(text, form.periods[-1]) for text in form.periods]
    codes = set()
    for evaluation in evaluations:
        data = json.loads(to_json(evaluation))
        codes |= {finding["code"] for finding in data["findings"]}
        assert all(validator(data) for validator in validators), validators[1].errors(data)
        assert from_json(to_json(evaluation)) == evaluation
    assert "CCHC-T001" in codes
    assert form is not BIEU_06 or "CCHC-B6" in codes


@pytest.mark.parametrize(("path", "value"), TABLE_CHANGES)
def test_a_damaged_table_is_refused(path: str, value: object) -> None:
    """Rows, their figures, and tables that the form has not."""
    catalogue = load_catalogue("bieu-06-2020")
    report = read_report((TABLES / "bieu-06" / "right.tsv").read_bytes(), catalogue, name="right.tsv")
    data = to_dict(catalogue.evaluate(report))
    validator = Validator(json_schema("evaluation", catalogue))
    assert validator(data)
    container, key = _at(path)(data)
    container[key] = value
    assert not validator(data)


@given(report=strategies.reports())
def test_any_report_that_is_written_is_accepted(validators: dict[str, Validator], report: Report) -> None:
    """The general schema of a report holds for every report."""
    data = json.loads(to_json(report))
    assert validators["report"](data), validators["report"].errors(data)


def _at(path: str) -> Callable[[Any], tuple[Any, Any]]:
    """The container and the key of a dotted path; `*` is the first of a list."""

    def find(data: Any) -> tuple[Any, Any]:
        *parents, last = [0 if step == "*" else step for step in path.split(".")]
        for parent in parents:
            data = data[parent]
        return data, last

    return find


_RATE, _COUNT, _DOCUMENT = "kh_cchc_ty_le_hoan_thanh", "kh_cchc_nhiem_vu_giao", "kh_cchc_ban_hanh"

CHANGES: list[tuple[str, object]] = [
    ("schema", "cchc.evaluation/1"),
    ("edition", "phuong-2099"),
    ("edition", None),
    ("report", None),
    ("report.title", 5),
    ("report.author", "A"),
    ("report.period.kind", "week"),
    ("report.period.start", "15/4/2024"),
    ("report.period.start", "2024-04-15\n"),
    ("report.period.year", "2024"),
    ("values", []),
    ("values.no_such_line", {"state": "missing"}),
    (f"values.{_RATE}", None),
    (f"values.{_RATE}.state", "missing"),
    (f"values.{_RATE}.state", "unknown"),
    (f"values.{_RATE}.value", 30),
    (f"values.{_RATE}.value", 30.0),
    (f"values.{_RATE}.value", "30"),
    (f"values.{_RATE}.value", "30.000"),
    (f"values.{_RATE}.value", "30,00"),
    (f"values.{_RATE}.value", "30.00\n"),
    (f"values.{_RATE}.value", "٣٠.00"),
    (f"values.{_RATE}.value", None),
    (f"values.{_RATE}.reason", "blank"),
    (f"values.{_RATE}.origin", "guessed"),
    (f"values.{_RATE}.kind", "count"),
    (f"values.{_RATE}.display", None),
    (f"values.{_RATE}.note", "x"),
    (f"values.{_COUNT}.value", "20"),
    (f"values.{_COUNT}.value", 20.5),
    (f"values.{_COUNT}.value", True),
    (f"values.{_COUNT}.cell.line", "12"),
    (f"values.{_COUNT}.cell.line", 0),
    (f"values.{_COUNT}.cell.row", 1),
    (f"values.{_COUNT}.window", {"start": "2024-01-01"}),
    (f"values.{_DOCUMENT}.document", None),
    (f"values.{_DOCUMENT}.document.number", "62"),
    ("findings.*.code", "R14"),
    ("findings.*.code", "CCHC-R0141"),
    ("findings.*.severity", "fatal"),
    ("findings.*.rule", "R999"),
    ("findings.*.indicators", ["no_such_line"]),
    ("findings.*.indicators", None),
    ("findings.*.message", {"vi": "chỉ tiếng Việt"}),
    ("findings.*.message", "text"),
    ("findings.*.suggestion", {}),
    ("findings.*.extra", 1),
    ("findings.*.figure", 5),
    ("findings.*.instance", 5),
    ("causes", None),
    ("causes.*.severity", "fatal"),
    ("causes.*.title", {"vi": "chỉ tiếng Việt"}),
    ("causes.*.findings", [-1]),
    ("causes.*.corrections", [{"figure": "a", "from": "1"}]),
    ("tables", None),
    ("tables", {"no_such_table": {"columns": [], "rows": [], "total": None}}),
    ("summary.errors", -1),
    ("summary.errors", "1"),
    ("summary.rules.failed", None),
    ("summary.rules.broken", 1),
    ("outcomes.R8.result", "maybe"),
    ("outcomes.R8.blocked_by", None),
    ("outcomes.R999", {"result": "pass", "blocked_by": [], "instances": []}),
    ("extra", 1),
]


@pytest.mark.parametrize(("path", "value"), CHANGES)
def test_a_damaged_evaluation_is_refused(
    validators: dict[str, Validator], written: dict[str, Any], path: str, value: object
) -> None:
    """Each single change is caught by both validators."""
    container, key = _at(path)(written)
    assert container.get(key, ...) != value or type(container[key]) is not type(value)
    container[key] = value
    assert not validators["evaluation of the edition"](written)


def test_no_key_of_an_evaluation_may_be_left_out(validators: dict[str, Validator], written: dict[str, Any]) -> None:
    """Consumers need no existence checks: the schema promises every key."""
    paths = [(), ("report",), ("report", "period"), ("summary",), ("summary", "rules"), ("findings", 0), ("causes", 0)]
    paths += [("values", id) for id in (_RATE, _COUNT, _DOCUMENT)] + [("outcomes", "R8")]
    for path in paths:
        place: Any = written
        for step in path:
            place = place[step]
        for key in list(place):
            damaged = deepcopy(written)
            inner: Any = damaged
            for step in path:
                inner = inner[step]
            del inner[key]
            assert not validators["evaluation of the edition"](damaged), (*path, key)


def test_no_line_and_no_rule_may_be_left_out(validators: dict[str, Validator], written: dict[str, Any]) -> None:
    """Every figure of the form is in an evaluation, every rule has an outcome."""
    for part in ("values", "outcomes"):
        for id in list(written[part])[::10]:
            damaged = {**written, part: {other: x for other, x in written[part].items() if other != id}}
            assert not validators["evaluation of the edition"](damaged), id


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "cchc.report/2"),
        ("edition", "phuong-2099"),
        ("entries.no_such_line", {"value": {"state": "missing", "reason": "blank"}}),
        (f"entries.{_COUNT}.value", 20),
        (f"entries.{_COUNT}.value", {"state": "reported", "kind": "count", "value": "20"}),
        (f"entries.{_COUNT}.value", {"state": "reported", "kind": "status", "value": "hai mươi"}),
        (f"entries.{_COUNT}.origin", "guessed"),
        (f"entries.{_COUNT}.extra", 1),
        (f"entries.{_COUNT}.cells", []),
        ("date", "14/5/2024"),
        ("given", {"a": 0.5}),
        ("extra", 1),
    ],
)
def test_a_damaged_report_is_refused(
    validators: dict[str, Validator], evaluation: Evaluation, path: str, value: object
) -> None:
    """Before it is read: another program can check what it is about to hand in."""
    data = to_dict(evaluation.report)
    container, key = _at(path)(data)
    container[key] = value
    assert not validators["report of the edition"](data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "phuong-2099"),
        ("languages", "vi"),
        ("indicators.*.kind", "numbers"),
        ("indicators.*.decimals", "2"),
        ("indicators.*.formula", {"unknown": 1}),
        ("rules.*.severity", "fatal"),
        ("rules.*.instances.*.check", None),
        ("rules.*.good", 0.5),
        ("semantics.rounding", None),
        ("extra", 1),
    ],
)
def test_a_damaged_catalogue_is_refused(
    validators: dict[str, Validator], catalogue: Catalogue, path: str, value: object
) -> None:
    """Trees and samples included."""
    data = to_dict(catalogue)
    container, key = _at(path)(data)
    container[key] = value
    assert not validators["catalogue of the edition"](data)


def test_a_property_is_titled_by_the_forms_own_label(catalogue: Catalogue) -> None:
    """A form builder can draw its fields from the schema alone."""
    line = json_schema("evaluation", catalogue)["properties"]["values"]["properties"][_RATE]
    assert line["title"] == "Tỷ lệ hoàn thành so với Kế hoạch"
    assert "I.1.4" in line["description"]


def test_the_smallest_report_is_enough(validators: dict[str, Validator]) -> None:
    """A program may hand in a line with its value alone."""
    value = {"state": "reported", "kind": "count", "value": 20}
    assert validators["report of the edition"]({"schema": "cchc.report/1", "entries": {_COUNT: {"value": value}}})
