"""Cells as ward offices word them, written by hand, each with its right reading and why, in a form otherwise right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import cchc
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Severity
from cchc.evaluation import Evaluation
from cchc.readers.text import parse
from cchc.reading import read_rows
from cchc.reading.cells import Lexicon, read_line, settle
from cchc.report import Entry, Report
from cchc.value import Cell, Document, Missing, Reason, Reported

HERE = Path(__file__).parent / "wordings"
COLUMNS = ("quantity", "unit", "explanation")


def rows(name: str) -> list[tuple[str, str, str, str]]:
    """Line, cells, reading, reason: the rows of one table; `#` begins a remark."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


TABLES = {name: rows(name) for name in ("counts.tsv", "rates.tsv", "answers.tsv")}
REMARKED = ("remarks.tsv", "remarks_further.tsv", "remarks_unlisted.tsv")
CASES = [pytest.param(*row[:3], id=f"{row[0]}: {row[1]}") for table in TABLES.values() for row in table]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The edition that ships: its lines are those that these wordings were written for."""
    return cchc.load_catalogue("phuong-2024")


@pytest.fixture(scope="module")
def edition(catalogue: Catalogue) -> Edition:
    return catalogue.edition


@pytest.fixture(scope="module")
def filling(edition: Edition) -> Report:
    """A form filled in rightly."""
    return read_rows(parse((HERE / "filling.txt").read_text(encoding="utf-8")), edition)


@pytest.fixture(scope="module")
def evaluated(catalogue: Catalogue, filling: Report) -> Callable[[str, str], Evaluation]:
    """The right form with one line worded anew."""
    lexicon = Lexicon.of(catalogue.edition)

    def evaluate(id: str, cells: str) -> Evaluation:
        entries = {
            **filling.entries,
            **read_line(catalogue.indicators[id], made(id, cells, filling), lexicon, filling.period),
        }
        return catalogue.evaluate(evolve(filling, entries=settle(entries, catalogue.edition)))

    return evaluate


def made(id: str, cells: str, filling: Report) -> Mapping[str, Cell]:
    """The cells of a line from "quantity|unit|explanation"; the label and the unit stay as they are."""
    texts = dict(zip(COLUMNS, (*cells.split("|"), "", "")[:3], strict=True))
    before = filling.entries[id].cells
    kept = {column: cell for column, cell in before.items() if column not in COLUMNS}
    if not texts["unit"].strip():
        texts["unit"] = before["unit"].text if "unit" in before else ""
    return {**kept, **{column: Cell(text, column, line=7) for column, text in texts.items()}}


def shown(evaluation: Evaluation, id: str) -> str:
    """What was read of a line, in the notation of the tables."""
    entry = evaluation.report.entries[id]
    mine = {finding.code for finding in evaluation.findings if id in finding.indicators}
    is_read = isinstance(entry.value, Reported) and entry.against is None
    marks = [f"?{candidate.number.value}" for candidate in entry.candidates] if is_read else []
    marks += ["(note)"] * ("CCHC-C014" in mine) + ["!"] * ("CCHC-C015" in mine)
    moved = ["*"] * bool(mine & {"CCHC-C001", "CCHC-C002"})
    return " ".join([_value(entry), *marks, *moved])


def _value(entry: Entry) -> str:
    match entry.value:
        case Reported(Document() as document):
            return str(document)
        case Reported(bool() as answer):
            return "yes" if answer else "no"
        case Reported(value):
            return str(value)
        case Missing(reason):
            return str(reason)
    raise AssertionError(entry.value)


@pytest.mark.parametrize(("id", "cells", "reads"), CASES)
def test_a_wording_is_read_as_a_careful_official_reads_it(
    evaluated: Callable[[str, str], Evaluation], id: str, cells: str, reads: str
) -> None:
    """`5` silent, `5 (note)` told, `5 !` against its own remark, `*` in another column, `? 5` asked with 5 offered."""
    evaluation = evaluated(id, cells)
    entry = evaluation.report.entries[id]
    if reads.startswith("? "):
        assert _value(entry) == "ambiguous"
        offered = {str(candidate.number.value) for candidate in entry.candidates}
        assert reads.removeprefix("? ") in offered
        assert any(finding.code == "CCHC-C005" and id in finding.indicators for finding in evaluation.findings)
    else:
        assert shown(evaluation, id) == reads


REMARKS = [pytest.param(*row[:3], id=f"{row[0]}: {row[1]}") for name in REMARKED for row in rows(name)]


@pytest.mark.parametrize(("id", "cells", "told"), REMARKS)
def test_a_remark_is_held_against_its_figure_and_the_form(
    evaluated: Callable[[str, str], Evaluation], id: str, cells: str, told: str
) -> None:
    """What the figure draws by itself is no matter of its remark; the marks are explained in the tables."""
    evaluation = evaluated(id, cells)
    quantity, _, remark = cells.partition("||")
    known = _alarms(evaluated(id, quantity)) if remark else set()
    new = _alarms(evaluation) - known
    match told.split():
        case ["!"]:
            assert any(id in finding[1] for finding in new)
        case ["="]:
            assert not new
        case ["?"]:
            assert not isinstance(evaluation.report.entries[id].value, Reported)
            assert any(id in finding[1] for finding in new)
        case [value, *silent]:
            assert figure(evaluation, id) == value
            assert not new
            assert silent or any(id in finding.indicators for finding in evaluation.findings)


def _alarms(evaluation: Evaluation) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.code, each.indicators) for each in evaluation.findings if each.severity is not Severity.INFO}


def test_a_right_filling_draws_no_finding(catalogue: Catalogue, filling: Report) -> None:
    assert catalogue.evaluate(filling).findings == ()


def test_silence_is_silence(evaluated: Callable[[str, str], Evaluation]) -> None:
    """A wording that is read without a note draws no warning either, whatever rule there is."""
    for id, cells, reads, _ in TABLES["counts.tsv"]:
        if reads.isdigit() and reads == reads.strip() and "|" not in cells:
            findings = evaluated(id, cells).findings
            same = evaluated(id, reads).findings
            loud = {(f.code, f.indicators) for f in findings if f.severity is not Severity.INFO}
            assert loud == {(f.code, f.indicators) for f in same if f.severity is not Severity.INFO}, cells


@pytest.mark.parametrize(
    ("id", "cells", "noun"),
    [
        ("doi_thoai_lanh_dao", "250 người", "người"),
        ("doi_thoai_lanh_dao", "2 lớp", "lớp"),
        ("tuyen_truyen_tin_bai", "96 giao dịch", "giao dịch"),
        ("sang_kien", "8 bước", "bước"),
        ("tuyen_truyen_tin_bai", "350 bài dự thi", "bài dự thi"),
        ("hoi_nghi_boi_duong", "2 người", "người"),
        ("hoi_nghi_boi_duong", "2 nguoi", "nguoi"),
        ("hoi_nghi_boi_duong", "Tổ chức 2 lượt người tham dự", "lượt người"),
        ("van_ban_chi_dao", "5 hội nghị", "hội nghị"),
        ("bien_che_giao", "23 hồ sơ", "hồ sơ"),
        ("tthc_cong_khai", "162 quy trình", "quy trình"),
        ("ho_so_tiep_nhan", "1.247 vụ việc", "vụ việc"),
    ],
)
def test_a_figure_with_the_noun_of_another_thing_is_asked_about(
    evaluated: Callable[[str, str], Evaluation], id: str, cells: str, noun: str
) -> None:
    """What it counts is another thing than the line asks for, so that it is no figure of the line; the noun is told."""
    evaluation = evaluated(id, cells)
    assert evaluation.report.entries[id].value == Missing(Reason.AMBIGUOUS)
    (told,) = (finding for finding in evaluation.findings if finding.code == "CCHC-C005")
    assert told.indicators == (id,) and len(told.candidates) == 1
    assert f"“{noun}”" in told.message["vi"] and told.cell is not None and told.cell.column == "quantity"


@pytest.mark.parametrize(
    ("id", "cells", "noun"),
    [
        ("sang_kien", "1 con đường hoa", "con đường hoa"),
        ("van_ban_chi_dao", "5 bản đồ", "bản đồ"),
        ("tuyen_truyen_tin_bai", "12 tiểu phẩm", "tiểu phẩm"),
        ("khen_thuong_tap_the", "2 chi bộ", "chi bộ"),
        ("kntc_tiep_nhan_phan_anh", "5 tin nhắn phản ánh", "tin nhắn"),
    ],
)
def test_a_noun_of_which_nothing_is_known_is_told_and_its_figure_read(
    evaluated: Callable[[str, str], Evaluation], id: str, cells: str, noun: str
) -> None:
    """It may be another name of what the line counts, so that nobody is alarmed."""
    evaluation = evaluated(id, cells)
    assert isinstance(evaluation.report.entries[id].value, Reported)
    (told,) = (finding for finding in evaluation.findings if finding.code == "CCHC-C014")
    assert told.severity is Severity.INFO and f"“{noun}”" in told.message["vi"]


@pytest.mark.parametrize(
    ("id", "cells"),
    [
        ("hoi_nghi_boi_duong", "2"),
        ("hoi_nghi_boi_duong", "2 lớp"),
        ("hoi_nghi_boi_duong", "2 cuộc (61 người)"),
        ("hoi_nghi_luot_nguoi", "2 hội nghị/61 người"),
        ("hoi_nghi_luot_nguoi", "61 đồng chí"),
        ("van_ban_chi_dao", "5 công văn"),
        ("van_ban_chi_dao", "5 kế hoạch"),
        ("bien_che_giao", "23 người"),
        ("thu_xin_loi", "7 thư"),
        ("tthc_cong_khai", "162 thủ tục"),
        ("kntc_tiep_nhan_phan_anh", "5 đơn"),
    ],
)
def test_a_noun_that_is_no_other_unit_s_is_anybody_s(
    evaluated: Callable[[str, str], Evaluation], id: str, cells: str
) -> None:
    """What the line counts, its other names, and things that the form does not count draw no finding."""
    assert not [finding for finding in evaluated(id, cells).findings if finding.code == "CCHC-R007"]


FILED = [line for line in rows("filed.tsv") if len(line) == 6]
RANK = {Severity.INFO: 1, Severity.WARNING: 2, Severity.ERROR: 3}


@pytest.mark.parametrize("filed", FILED, ids=" | ".join)
def test_a_cell_gives_what_a_careful_official_would_have_read(
    evaluated: Callable[[str, str], Evaluation], filed: tuple[str, ...]
) -> None:
    """The reading was written down before anything had read the cell; right wordings alarm nobody, others are told."""
    id, quantity, unit, explanation, value, told = filed
    evaluation = evaluated(id, f"{quantity}|{unit}|{explanation}")
    loudest = max((RANK[finding.severity] for finding in evaluation.findings if id in finding.indicators), default=0)
    if value != "any":
        assert figure(evaluation, id) == value
    if told == "no":
        assert all(finding.severity is Severity.INFO for finding in evaluation.findings)
    elif told != "any":
        assert loudest >= RANK[Severity(told)]


def figure(evaluation: Evaluation, id: str) -> str:
    """The value of a line in the notation of the table: plain digits, a document without its date, or none."""
    match evaluation.values[id]:
        case Reported(Document() as document):
            return str(document).partition(" ")[0]
        case Reported(bool() as answer):
            return "yes" if answer else "no"
        case Reported(Decimal() as number):
            return f"{number.normalize():f}"
        case Reported(other):
            return str(other)
        case Missing(Reason.NONE | Reason.NOT_ARISEN):
            return "0"
        case _:
            return "none"
