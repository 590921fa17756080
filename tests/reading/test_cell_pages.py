"""The page on how a cell is read says, of each text that it shows, what is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import cchc
from cchc.edition import IndicatorKind
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.reading.cells import Lexicon, read_line, settle
from cchc.reading.cells.meaning import CellReading, reading_of
from cchc.report import Entry
from cchc.value import Cell, Missing, Reason, Reported

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = cchc.load_catalogue("phuong-2024")
EDITION = CATALOGUE.edition
FILLING = read_rows(parse((Path(__file__).parent / "wordings" / "filling.txt").read_text(encoding="utf-8")), EDITION)
LEXICON = Lexicon.of(EDITION)
LINE = re.compile(r"^\w+ `(\w+)`: .*$")
ROW = re.compile(r"^\| `(?P<text>[^|`]+)` \| (?P<read>[^|]*) \|$")
REMARK = re.compile(r"^\| `(?P<id>\w+)` \| `(?P<figure>[^|`]+)` \| `(?P<remark>[^|`]+)` \| [^|]* \|$")
TOLD = {"vi": ("không báo gì", "cảnh báo"), "en": ("nothing", "doubted")}
WORDS = {
    "vi": {"noted": "{}, ghi chú", "asked": "hỏi lại: {}", "doubted": "{}, cảnh báo", "missing": "không có số: {}"},
    "en": {"noted": "{}, noted", "asked": "asked about: {}", "doubted": "{}, doubted", "missing": "no figure: {}"},
}


def entry_of(id: str, text: str) -> Entry:
    """What is read of a line of the right form with this text as its quantity."""
    read = read_line(CATALOGUE.indicators[id], {"quantity": Cell(text, "quantity")}, LEXICON, FILLING.period)
    return settle({**FILLING.entries, **read}, EDITION)[id]


def is_doubted(id: str, figure: str, remark: str) -> bool:
    """Whether a figure of the right form is doubted for what stands beside it."""
    cells = {"quantity": Cell(figure, "quantity"), "explanation": Cell(remark, "explanation")}
    read = read_line(CATALOGUE.indicators[id], cells, LEXICON, FILLING.period)
    entry = settle({**FILLING.entries, **read}, EDITION)[id]
    return reading_of(entry.wording, CATALOGUE.indicators[id].kind) is CellReading.DOUBTED


def in_words(id: str, entry: Entry, language: str) -> str:
    """A reading as the page puts it."""
    words, line = WORDS[language], CATALOGUE.indicators[id]
    match entry.value:
        case Reported(value):
            reading = reading_of(entry.wording, line.kind)
            return words.get(reading.value, "{}").format(_value(value, line.kind, language))
        case Missing(Reason.AMBIGUOUS):
            numbers = (str(each.number.value) for each in entry.candidates)
            return words["asked"].format(" · ".join(numbers))
        case Missing(reason):
            label = EDITION.missing[reason].label[language]
            zero = {Reason.NONE: line.none, Reason.NOT_ARISEN: line.not_arisen}.get(reason)
            return words["missing"].format(label) if zero is None else f"{zero} ({label})"
    raise AssertionError(entry.value)


def _value(value: object, kind: IndicatorKind, language: str) -> str:
    if isinstance(value, bool):
        return EDITION.judging.say(language, "answer", "yes" if value else "no")
    return EDITION.statuses[str(value)].label[language] if kind is IndicatorKind.STATUS else str(value)


def refreshed(page: str, language: str) -> str:
    """The page with what is read now."""
    id, lines = "", []
    for line in page.split("\n"):
        id = match[1] if (match := LINE.match(line)) else id
        if (beside := REMARK.match(line)) is not None:
            lines.append(f"{line.rpartition(' | ')[0]} | {TOLD[language][is_doubted(*beside.groups())]} |")
            continue
        row = ROW.match(line)
        lines.append(
            line if row is None else f"| `{row['text']}` | {in_words(id, entry_of(id, row['text']), language)} |"
        )
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_says_what_is_read(language: str) -> None:
    """`UPDATE_SNAPSHOTS=1` writes the readings anew."""
    path = ROOT / "docs" / language / "cells.md"
    page = path.read_text(encoding="utf-8")
    new = refreshed(page, language)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(new, encoding="utf-8", newline="\n")
    assert new == path.read_text(encoding="utf-8")


def test_both_pages_show_the_same_and_every_way_to_read() -> None:
    """The same texts in either language; some silent, some noted, asked about, doubted, and without a figure."""
    shown = {
        language: [
            match["text"]
            for line in (ROOT / "docs" / language / "cells.md").read_text(encoding="utf-8").split("\n")
            if (match := ROW.match(line))
        ]
        for language in ("vi", "en")
    }
    assert shown["vi"] == shown["en"] and len(shown["vi"]) > 60
    readings = refreshed((ROOT / "docs" / "en" / "cells.md").read_text(encoding="utf-8"), "en")
    for part in ("| 5 |", ", noted |", "| asked about: ", ", doubted |", "| no figure: ", "| 0 ("):
        assert part in readings
    assert {CellReading.NOTED.value, CellReading.ASKED.value, CellReading.DOUBTED.value} < {*WORDS["en"]}
