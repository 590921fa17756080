"""Whatever an office writes is read rightly or asked about: the law of reading, on figures worded in every form."""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from hypothesis import given, settings

import cchc
from cchc import strategies
from cchc.edition import Indicator
from cchc.period import Period
from cchc.reading.cells import Lexicon, read_line, settle
from cchc.report import Entry, Report
from cchc.strategies import Worded
from cchc.value import Cell, Missing, Reason, Reported

CATALOGUE = cchc.load_catalogue()
LEXICON = Lexicon.of(CATALOGUE.edition)
MAY = Period.of("month", 2024, 5)
EXAMPLES = 100_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 400
MOST_ASKED = 0.03
"""The share of what a careful official could read that a reader may ask about."""


def read(worded: Worded) -> dict[str, Entry]:
    cells = {column: Cell(text, column, line=1) for column, text in worded.cells.items()}
    return dict(settle(read_line(CATALOGUE.indicators[worded.indicator], cells, LEXICON, MAY), CATALOGUE.edition))


def figure(line: Indicator, entry: Entry) -> object:
    """The number that formulas see: a word for none may stand for zero."""
    match entry.value:
        case Reported(value):
            return value
        case Missing(Reason.NONE):
            return line.none
        case Missing(Reason.NOT_ARISEN):
            return line.not_arisen
        case _:
            return None


def is_told(worded: Worded, entries: dict[str, Entry]) -> bool:
    findings = CATALOGUE.evaluate(Report(entries, CATALOGUE.id, period=MAY)).findings
    return any(worded.indicator in finding.indicators for finding in findings)


def is_left_out(worded: Worded, entry: Entry) -> bool:
    """Whether a line that the form computes says nothing itself, nor has a number that could be dropped."""
    cells = worded.cells.values() if entry.cell is None else (entry.cell.text,)
    says_number = any(map(str.isdigit, "".join(cells)))
    is_computed = CATALOGUE.indicators[worded.indicator].formula is not None
    return is_computed and entry.value == Missing(Reason.BLANK) and not says_number


@settings(max_examples=EXAMPLES)
@given(strategies.wordings(CATALOGUE.edition))
def test_the_value_read_is_the_number_meant_or_is_asked_about(worded: Worded) -> None:
    """No number is read that is not meant; what is not read is missing, and a finding names its line."""
    entries = read(worded)
    entry = entries[worded.indicator]
    found = figure(CATALOGUE.indicators[worded.indicator], entry)
    if found is not None:
        assert found == worded.meant, entry.wording
    else:
        assert is_left_out(worded, entry) or is_told(worded, entries)


def test_little_is_asked_about_that_an_official_could_read() -> None:
    """A reader that asked about everything would break no law, and be of no use."""
    asked: Counter[str] = Counter()
    readable = 0
    chance = Random(2024)
    for _ in range(5_000):
        worded = strategies.worded(CATALOGUE.edition, chance)
        if worded.is_plain:
            readable += 1
            line = CATALOGUE.indicators[worded.indicator]
            asked[worded.form] += figure(line, read(worded)[worded.indicator]) is None
    assert readable > 1_000
    assert sum(asked.values()) <= MOST_ASKED * readable, asked.most_common(5)


def test_every_form_is_tried() -> None:
    """Each form of the generator comes up, in each column, with and without a number that is meant."""
    chance = Random(5)
    drawn = [strategies.worded(CATALOGUE.edition, chance) for _ in range(4_000)]
    forms = Counter(worded.form for worded in drawn)
    assert len(forms) > 25 and min(forms.values()) > 40
    assert {column for worded in drawn for column in worded.cells} == {"quantity", "unit", "explanation"}
    assert 0.3 < sum(worded.meant is None for worded in drawn) / len(drawn) < 0.7
