"""Whatever stands in the tables of a form: it is evaluated, written, read back, and put into frames alike."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc import from_json, json_schema, load_catalogue, strategies, to_json
from cchc.batch.figures import figure_rows
from cchc.batch.rollup.table_groups import roll_up_tables

EDITIONS = ("bieu-06-2020", "qd-766-xa")
SCHEMAS = {id: jsonschema_rs.Draft202012Validator(json_schema("evaluation", load_catalogue(id))) for id in EDITIONS}


@pytest.mark.parametrize("id", EDITIONS)
@given(data=st.data())
def test_any_filling_of_a_form_goes_all_ways(id: str, data: st.DataObject) -> None:
    """Evaluated without fault; JSON that its schema takes and that is read back equal; and the long table."""
    catalogue = load_catalogue(id)
    report = data.draw(strategies.table_reports(catalogue.edition))
    evaluation = catalogue.evaluate(report)
    written = to_json(evaluation)
    assert SCHEMAS[id].is_valid(json.loads(written))
    assert from_json(written) == evaluation
    assert from_json(to_json(report)) == report
    values = [value for table in report.tables for row in evaluation.table(table) for value in row.values.values()]
    assert [row["state"] for row in figure_rows([evaluation], catalogue)] == [value.state for value in values]
    assert len(roll_up_tables([evaluation], catalogue)) == (report.period is not None and bool(report.tables))
