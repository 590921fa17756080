"""How many cases of others were held against the formulas, told at the end of a run: fewer would pass as well."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import tomli

HERE = Path(__file__).parent
_BY_FILE = "test_the_reference_answers_as_others_do["
_BY_CASE = {
    "intervals": "test_a_printed_figure_stands_for_what_it_does_in_xbrl[",
    "decimal arithmetic": "test_rounding_agrees_with_the_decimal_test_cases[",
}


def told(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """A line for each file of cases that passed: how many there are, and how many are answered otherwise on purpose."""
    passed = [report.nodeid.rpartition("::")[2] for report in reports if report.when == "call"]
    differences = tomli.loads((HERE / "differences.toml").read_text(encoding="utf-8")).values()
    otherwise = Counter(
        name for group in differences for name, cases in group.items() if name != "reason" for _ in cases
    )
    for name in sorted(each.removeprefix(_BY_FILE).rstrip("]") for each in passed if each.startswith(_BY_FILE)):
        with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            count = sum(1 for _ in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        yield f"{name}: {count} cases, {otherwise[name]} answered otherwise on purpose"
    for name, test in _BY_CASE.items():
        if count := sum(each.startswith(test) for each in passed):
            yield f"{name}: {count} cases"
