"""A form with thousands of lines that it should not have is given back in the time of one that has few."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within
from tests.tables.small import STUB, catalogue_of, form

from cchc.catalogue import Catalogue
from cchc.readers import read_report
from cchc.text.spelling import seen
from cchc.writers.checked import checked
from cchc.writers.looked_up import LookedUp
from cchc.writers.tables.checked import checked as checked_tables


@given(st.lists(st.text("ab <i>", max_size=4)), st.text("ab <", min_size=1, max_size=3))
def test_a_text_is_looked_up_as_one_by_one(texts: list[str], text: str) -> None:
    one_by_one = (place for place, each in enumerate(texts) if text == seen(each) or text in each)
    assert LookedUp(texts).place(text) == next(one_by_one, None)


def test_thousands_of_lines_too_many(real_report: Path, catalogue: Catalogue) -> None:
    """Each finding finds its place without a look at every line."""
    more = "".join(f"-\tDòng lạ thứ {number} của đơn vị\t{number}\tviệc\t\n" for number in range(1_500))
    text = real_report.read_text(encoding="utf-8") + "\n" + more
    evaluation = catalogue.evaluate(read_report(text.encode(), catalogue, name="x.txt"))
    assert len(evaluation.findings) > 1_500
    with within(2):
        assert len(checked(evaluation).marks) == len(evaluation.findings)


def test_thousands_of_wrong_rows_of_a_table(tmp_path: Path) -> None:
    """Each finding is shown in its row without a look at every row."""
    columns = '{ id = "a", number = "(1)=(2)", heading = ["A"] }, { id = "b", number = "(2)", heading = ["B"] }'
    text = f'[table.t]\nkind = "count"\nunit = "viec"\n{STUB}open = {{ key = "label" }}\ncolumns = [{columns}]\n'
    catalogue = catalogue_of(tmp_path, f'{text}[units.viec]\nlabel.vi = "việc"\n')
    rows = [f"{number}|Việc {number}|{number + 1}|{number}" for number in range(1, 4_001)]
    given = form("STT|Nội dung|A|B", "||(1)=(2)|(2)", *rows).encode()
    evaluation = catalogue.evaluate(read_report(given, catalogue, name="x.tsv"))
    assert len(evaluation.findings) == 4_000
    with within(2):
        marks = checked_tables(evaluation, "vi").marks
    assert len({mark.row for mark in marks if mark.part == "table"}) == 4_000
