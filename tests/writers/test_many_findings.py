"""A form with thousands of lines that it should not have is given back in the time of one that has few."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within

from cchc.catalogue import Catalogue
from cchc.readers import read_report
from cchc.text.spelling import seen
from cchc.writers.checked import _Texts, checked


@given(st.lists(st.text("ab <i>", max_size=4)), st.text("ab <", min_size=1, max_size=3))
def test_a_text_is_looked_up_as_one_by_one(texts: list[str], text: str) -> None:
    one_by_one = (place for place, each in enumerate(texts) if text == seen(each) or text in each)
    assert _Texts(texts).place(text) == next(one_by_one, None)


def test_thousands_of_lines_too_many(real_report: Path, catalogue: Catalogue) -> None:
    """Each finding finds its place without a look at every line."""
    more = "".join(f"-\tDòng lạ thứ {number} của đơn vị\t{number}\tviệc\t\n" for number in range(1_500))
    text = real_report.read_text(encoding="utf-8") + "\n" + more
    evaluation = catalogue.evaluate(read_report(text.encode(), catalogue, name="x.txt"))
    assert len(evaluation.findings) > 1_500
    with within(2):
        assert len(checked(evaluation).marks) == len(evaluation.findings)
