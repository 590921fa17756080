"""The table for other programs keeps to its description, and the description to the official schema."""

from __future__ import annotations

import csv as tables
import io
import json
from decimal import Decimal
from importlib.metadata import files

import jsonschema_rs
import pytest
from tests.writers.conftest import filled

from cchc.catalogue import Catalogue
from cchc.readers import read_report
from cchc.value import Reported
from cchc.writers import csv
from cchc.writers.formats import Filed


def table(data: bytes) -> list[dict[str, str]]:
    """The rows of a table by column."""
    return list(tables.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_package_keeps_to_the_official_schema(real: Filed) -> None:
    """The description is a Data Package 2.0 by the schema that its authors publish."""
    profile = next(file for file in files("dplib-py") or [] if str(file).endswith("profiles/2.0/datapackage.json"))
    schema = json.loads(profile.read_text(encoding="utf-8"))
    package = json.loads(csv.package(real.evaluation, "bao-cao.csv"))
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(package)] == []


def test_the_table_is_as_the_package_says(real: Filed) -> None:
    """Columns stand in the described order, rows are numbered, lines have an id each, states are among those named."""
    package = json.loads(csv.package(real.evaluation, "bao-cao.csv"))
    (resource,) = package["resources"]
    rows = table(csv.write(real.evaluation))
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(rows[0]) == list(fields)
    assert resource["path"] == "bao-cao.csv"
    assert [row["row"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert resource["schema"]["primaryKey"] == ["row"]
    lines = [row["id"] for row in rows if row["part"] in ("table", "")]
    assert "" not in lines
    assert len(set(lines)) == len(lines)
    assert {row["part"] for row in rows} - {""} <= set(fields["part"]["constraints"]["enum"])
    assert {row["state"] for row in rows} - {""} <= set(fields["state"]["constraints"]["enum"])


def test_values_are_the_evaluations(real: Filed) -> None:
    """Every figure has its row, counts and rates as plain numbers."""
    rows = {row["id"]: row for row in table(csv.write(real.evaluation))}
    for id, value in real.evaluation.values.items():
        assert rows[id]["state"] == value.state
        if isinstance(value, Reported) and type(value.value) in (int, Decimal):
            assert Decimal(rows[id]["value"]) == value.value


def test_the_table_is_still_read_as_a_form(real: Filed, catalogue: Catalogue) -> None:
    """The first columns are the form's: the same figures are read from them."""
    again = catalogue.evaluate(read_report(csv.write(real.evaluation), catalogue, name="bao-cao.csv"))
    assert dict(again.values) == dict(real.evaluation.values)


def test_every_row_of_the_file_has_its_row(real: Filed) -> None:
    """Title, heads, lines and signatures stand in the file's order; figures that have no line there come last."""
    rows = table(csv.write(real.evaluation))
    kept = real.evaluation.report.rows
    assert [(row["part"], row["id"]) for row in rows[: len(kept)]] == [(row.part, row.id or "") for row in kept]
    assert {row["part"] for row in rows[len(kept) :]} == {""}


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_nothing_runs(catalogue: Catalogue, text: str) -> None:
    """A cell that a spreadsheet program might run is told from a formula by an apostrophe."""
    report = filled(catalogue, {"tuyen_truyen_cuoc_thi": {"quantity": "1", "explanation": text}})
    rows = tables.reader(io.StringIO(csv.write(report.evaluation).decode("utf-8-sig"), newline=""))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if len(cell) > 1 and cell.startswith(("=", "+", "@", "\t", "\r", "-"))]


@pytest.mark.parametrize("text", ["-", "+", "-3", "-3.13", "5", "không có", ""])
def test_what_cannot_run_stays(text: str) -> None:
    """Codes and numbers are written as they are."""
    assert csv.harmless(text) == text
