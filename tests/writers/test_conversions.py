"""No conversion changes what is found: a report says the same as every kind of file that it can be written as."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.test_filled_forms import FILLINGS
from tests.small import small_catalogue
from tests.writers.messy import REAL, Messy, messy_forms

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import IndicatorKind
from cchc.errors import ReadError
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.report import Report
from cchc.serialize.table import as_meant, harmless
from cchc.text.spelling import seen
from cchc.value import Missing, Reason, Value
from cchc.writers import text
from cchc.writers.formats import FORMATS, Filed

CATALOGUE = load_catalogue()
SMALL = small_catalogue()
WRITE = {kind.name: kind.write for kind in FORMATS}
QUICK = [name for name in WRITE if name != "pdf"]
FEW = settings(max_examples=max(5, settings().max_examples // 3))

DAMAGED: Mapping[str, Messy] = {
    "a line lost": Messy(changes=(("lines lost", 7),)),
    "rows beside their columns": Messy(changes=(("a tab too many", 46), ("a tab too many", 3), ("a tab too many", 8))),
    "rows of a sheet beside their columns": Messy(kind="sheet", changes=tuple(("a tab too many", n) for n in range(9))),
    "a head broken over two rows": Messy(changes=(("a page begun", 240), ("a cell over two rows", 727))),
    "a head broken over two rows behind the number of its page": Messy(
        kind="lines", changes=(("a page begun", 2022), ("a page begun", 3916), ("a cell over two rows", 5058))
    ),
    "a last line that begins as the number of a letter does": Messy(
        kind="document", head="no codes", changes=(("a page begun", 3024), ("a label mistyped", 7160)), below=2
    ),
    "a heading lost on a later page": Messy(
        kind="document", head="backwards", changes=(("a page begun", 8380), ("a line twice", 5622))
    ),
    "a column that one head of two knows": Messy(
        head="a column more without a heading", changes=(("a page begun", 0),)
    ),
    "a line twice": Messy(kind="sheet", changes=(("a line twice", 3), ("a line twice", 5))),
    "strangers": Messy(kind="document", changes=tuple(("a strange row", number) for number in range(12))),
    # None of them a bare number before a head that is printed again, where it would be the number of a page.
    "texts astray": Messy(changes=tuple(("a text astray", number) for number in range(1, 40, 4)), above=2, below=4),
    "headings of its own": Messy(kind="sheet", head="a heading of its own", above=0, below=0),
    "no head": Messy(head="no head", above=3, below=1),
    "the last heading missing": Messy(head="the last heading missing"),
    "a column more": Messy(head="a column more", changes=(("a page begun", 4), ("a page begun", 9)), below=2),
    "another order": Messy(head="unit before quantity", changes=(("a line moved", 1), ("a label mistyped", 8))),
    "broken rows": Messy(kind="document", changes=tuple(("a cell over two rows", number) for number in range(9))),
    "awkward cells": Messy(changes=tuple(("a cell filled in", number) for number in range(90))),
    "awkward cells of a sheet": Messy(kind="document", changes=tuple(("a cell filled in", n) for n in range(90, 180))),
}


def told(evaluation: Evaluation) -> dict[str, Any]:
    """What an evaluation says of a report, all but places."""
    report = evaluation.report
    return {
        "findings": Counter((each.code, each.severity, each.indicators) for each in evaluation.findings),
        "values": {id: (value.state, evaluation.display(id)) for id, value in evaluation.values.items()},
        "about": (report.title, report.office, report.superior, report.period, report.date),
        "signed": (report.prepared_by, report.signed_by),
        "cells": {
            id: {name: seen(cell.text) for name, cell in each.cells.items()} for id, each in report.entries.items()
        },
    }


def as_written(evaluation: Evaluation, kind: str) -> Mapping[str, object]:
    """What is told of a report that was written: rows beside their columns are put straight, all else stays.

    JSON keeps what was told of the file.
    """
    left_out = () if kind == "json" else ("CCHC-F027",)
    found = told(evaluation)
    findings = Counter({each: count for each, count in found["findings"].items() if each[0] not in left_out})
    return {**found, "findings": findings}


def converted(evaluation: Evaluation, kind: str, catalogue: Catalogue = CATALOGUE) -> Evaluation:
    """What is made of a report that was written as another kind of file."""
    return catalogue.evaluate(read_report(WRITE[kind](Filed(evaluation)), catalogue))


def evaluated(messy: Messy) -> Evaluation | None:
    """The evaluation of a form; None where it is refused."""
    try:
        return CATALOGUE.evaluate(read_rows(messy.form, CATALOGUE.edition))
    except ReadError:
        return None


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("kind", WRITE)
def test_a_damaged_form_is_as_damaged_as_another_kind_of_file(kind: str, damage: str) -> None:
    """What is missing stays missing, what is strange stays strange, and each line is the line that it was."""
    evaluation = evaluated(DAMAGED[damage])
    assert evaluation is not None
    assert told(converted(evaluation, kind)) == as_written(evaluation, kind)


@FEW
@given(messy_forms())
def test_any_messy_form_is_the_same_as_any_other_kind_of_file(messy: Messy) -> None:
    """Lines missing, twice, strange, broken, texts astray and around: all is written as it stood."""
    evaluation = evaluated(messy)
    for kind in QUICK if evaluation is not None else ():
        assert told(converted(evaluation, kind)) == as_written(evaluation, kind), kind  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_text_is_written_again_as_it_is(damage: str) -> None:
    """What a writer leaves blank for want of a heading it leaves blank once."""
    evaluation = evaluated(DAMAGED[damage])
    assert evaluation is not None
    once = text.write(evaluation.report, CATALOGUE.edition)
    assert text.write(read_report(once.encode(), CATALOGUE), CATALOGUE.edition) == once


@FEW
@given(messy_forms())
def test_a_text_that_was_written_is_written_again_as_it_is(messy: Messy) -> None:
    """From its first conversion on, a text form does not change."""
    evaluation = evaluated(messy)
    if evaluation is not None:
        once = text.write(evaluation.report, CATALOGUE.edition)
        assert text.write(read_report(once.encode(), CATALOGUE), CATALOGUE.edition) == once


def test_the_real_report_is_written_as_it_came() -> None:
    """A sound text form comes back letter by letter, markup, headers of pages and blank lines included."""
    report = read_rows(parse(REAL), CATALOGUE.edition)
    assert text.write(report, CATALOGUE.edition).strip("\n") == REAL.strip("\n")


def as_typed(values: dict[str, Value]) -> dict[str, Value]:
    """Values that say as much as words do: of a document "in progress" is told only where the words are read."""
    documents = {line.id for line in SMALL.indicators.values() if line.kind is IndicatorKind.DOCUMENT}
    in_progress, blank = Missing(Reason.IN_PROGRESS), Missing(Reason.BLANK)
    return {id: blank if id in documents and value == in_progress else value for id, value in values.items()}


@settings(FEW, max_examples=5)
@given(FILLINGS.map(as_typed), st.booleans())
def test_values_without_a_file_are_written_on_the_form(values: dict[str, Value], has_title: bool) -> None:
    """A report given as values for every line says the same as the form on which it is written, its period in words."""
    about: dict[str, object] = {"office": "UBND phường Kim Mã", "date": dt.date(2024, 5, 14)}
    if has_title:
        about |= {"title": "BÁO CÁO CẢI CÁCH HÀNH CHÍNH", "prepared_by": "Đỗ Minh Khang"}
    report = Report.from_values({**values, **about, "period": "tháng 5 năm 2024"})
    evaluation = SMALL.evaluate(report)
    for kind in QUICK:
        again = converted(evaluation, kind, SMALL)
        for part in ("findings", "values", "signed"):
            assert told(again)[part] == told(evaluation)[part], kind
        assert again.report.period == evaluation.report.period


@given(st.text(st.sampled_from("'=+-@\t\r1.x "), max_size=6) | st.text(max_size=6))
def test_what_is_kept_from_running_is_read_as_it_was(cell: str) -> None:
    """In a table that was written here an apostrophe is taken away again where it was put, and nowhere else."""
    assert as_meant(harmless(cell)) == cell
