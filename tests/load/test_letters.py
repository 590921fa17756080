"""Lines may be lettered: A, B, C over Roman numerals or under them, and a, b, c under a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of, mistakes

from cchc.drafting.draft import drafted
from cchc.load.numbering import Numbering
from cchc.readers import read_report
from cchc.readers.formats import read_form
from cchc.report import Report
from cchc.value import Reported

HEAD = """
title.vi = "Báo cáo thử"
languages = ["vi"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
"""
FILE = (
    "BÁO CÁO THỬ THÁNG 5 NĂM 2024\nTT\tNội dung\tSố lượng\tĐơn vị tính\tGhi chú\nA\tThu ngân sách\nI\tThường xuyên\n"
    "1\tSố lượt\t10\tlượt\na\tPhí chợ\t4\tlượt\nb\tPhí đò\t6\tlượt\nB\tChi ngân sách\nI\tThường xuyên\n"
    "1\tSố lượt\t5\tlượt\nC\tCân đối\t5\tlượt\n"
)


def paths(codes: str) -> list[str | None]:
    numbering, found = Numbering(), []
    for code in codes.split():
        path = numbering.path(code)
        found.append(path)
        if path is not None:
            numbering.add(code, path)
    return found


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("A I 1 a b 2 II B I 1 C", "A A.I A.I.1 A.I.1.a A.I.1.b A.I.2 A.II B B.I B.I.1 C"),
        ("I A 1 a) b) B II A 1", "I I.A I.A.1 I.A.1.a I.A.1.b I.B II II.A II.A.1"),
        ("A 1 a - - b B 1", "A A.1 A.1.a A.1.a.1 A.1.a.2 A.1.b B B.1"),
        ("I 1 - + II 3,1 C", "I I.1 I.1.1 I.1.1.1 II II.3.1 C"),
        ("1 a b đ 2", "1 1.a 1.b 1.đ 2"),
        ("A A.1 A.1.a I 1", "A A.1 A.1.a A.I A.I.1"),
    ],
)
def test_a_line_stands_under_its_letters_and_numbers(codes: str, expected: str) -> None:
    assert paths(codes) == expected.split()


def lines(*codes: tuple[str, str]) -> str:
    made = []
    for place, (code, label) in enumerate(codes):
        kind = "count" if code.isdecimal() or code.islower() or code == "C" else "heading"
        made.append(f'[lines.x{place}]\ncode = "{code}"\nlabel.vi = "{label}"\nkind = "{kind}"\n')
    return "\n".join(made)


def figures(report: Report) -> dict[str, object]:
    values = {id: entry.value for id, entry in report.entries.items()}
    return {id: value.value for id, value in values.items() if isinstance(value, Reported)}


def rows() -> list[tuple[str, str]]:
    """Codes and labels as the file has them."""
    return [(row.split("\t")[0], row.split("\t")[1]) for row in FILE.splitlines()[2:]]


def test_a_lettered_list_is_read_by_its_letters(tmp_path: Path) -> None:
    """Lines that are labelled alike are told apart by the part that they are in, whatever lacks in the file."""
    catalogue = catalogue_of(tmp_path, lines(*rows()), HEAD)
    report = read_report(FILE.encode(), catalogue, name="thu.tsv")
    assert figures(report) == {"x2": 10, "x3": 4, "x4": 6, "x7": 5, "x8": 5}
    assert not report.findings
    short = FILE.replace("1\tSố lượt\t10\tlượt\na\tPhí chợ\t4\tlượt\nb\tPhí đò\t6\tlượt\n", "")
    assert figures(read_report(short.encode(), catalogue, name="thu.tsv")) == {"x7": 5, "x8": 5}


def test_marks_behind_letters_change_nothing(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, lines(*rows()), HEAD)
    marked = "\n".join(
        (row[0] + (")" if row[0].islower() else ".") + row[1:]) if "\t" in row[:3] and row[0] != "T" else row
        for row in FILE.split("\n")
    )
    assert marked != FILE
    report = read_report(marked.encode(), catalogue, name="thu.tsv")
    assert figures(report) == {"x2": 10, "x3": 4, "x4": 6, "x7": 5, "x8": 5}
    assert not report.findings
    drafted(read_form(marked.encode(), "thu.tsv"), "thu")


def test_a_lettered_list_is_drafted(tmp_path: Path) -> None:
    draft = drafted(read_form(FILE.encode(), "thu.tsv"), "thu")
    text = draft.files["edition.toml"]
    assert "[table." not in text
    assert [line for line in text.split("\n") if line.startswith("path")] == []
    catalogue = catalogue_of(tmp_path, text, "")
    assert [each.path for each in catalogue.edition.indicators.values()] == (
        ["A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.b", "B", "B.I", "B.I.1", "C"]
    )


def test_a_letter_that_has_nothing_to_stand_under_is_no_code(tmp_path: Path) -> None:
    (wrong,) = mistakes(tmp_path, lines(("a", "Phí chợ")), HEAD)
    assert "'a' is no code of a line" in wrong
