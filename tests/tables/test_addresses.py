"""Figures of tables by their addresses: in lines, in rules across tables, in a table's own formulas; rows counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import DONG, HEAD, STUB, catalogue_of, form, mistakes, value

from cchc import Catalogue, Evaluation, Report
from cchc.catalogue import lint_catalogue
from cchc.errors import CatalogueError, DataError
from cchc.readers import read_report
from cchc.value import Reported

TABLES = (
    DONG
    + """
[table.thu]
kind = "number"
unit = "dong"
decimals = 1
"""
    + STUB
    + """columns = [
    { id = "a", number = "1", heading = ["Kế hoạch"] },
    { id = "b", number = "2", heading = ["Thực hiện"] },
    { id = "c", printed = false, label.vi = "Tỷ trọng", kind = "rate",
      formula = "percent(b, thu[total].b)", over_rows = "none" },
]
open = { key = "label", total = "Tổng thu" }

[table.chi]
kind = "number"
unit = "dong"
decimals = 1
stub = [{ is = "code", heading = ["Mã"] }, { is = "label", heading = ["Khoản chi"] }]
columns = [{ id = "x", number = "1", heading = ["Dự toán chi"] }, { id = "y", number = "2", heading = ["Đã chi"] }]
rows = [
    { id = "luong", code = "1", label.vi = "Tiền lương" },
    { id = "khac", code = "2", label.vi = "Chi khác" },
    { id = "tong", label.vi = "Tổng chi", formula = "luong + khac" },
]

[auxiliary.con_lai]
label.vi = "Còn lại"
kind = "number"
unit = "dong"
decimals = 1
sign = "any"
formula = "thu[total].b - chi[tong].y"

[auxiliary.so_khoan]
label.vi = "Số khoản vượt kế hoạch"
kind = "number"
unit = "dong"
decimals = 0
formula = "0 * chi[tong].y + count_rows(thu.b > thu.a)"

[rules.R1]
check = "chi[tong].y <= thu[total].b"
severity = "error"
says.vi = "Chi nhiều hơn thu."

[rules.R2]
check = "count_rows(thu.b > thu.a) <= 1"
severity = "warning"
says.vi = "Nhiều khoản thu vượt kế hoạch."

[rules.B1]
each = { table = "chi", rows = "total" }
check = "x == thu[total].a"
severity = "warning"

[rules.B2]
each = { table = "chi", columns = ["y"] }
check = "luong <= thu[total].b"
severity = "warning"

[rules.B3]
each = { table = "thu", rows = "leaf" }
check = "a == previous(a + b) - previous(b)"
severity = "warning"
"""
)
THU = ("STT|Nội dung|Kế hoạch|Thực hiện", "||1|2", "1|Thuế|60,0|50,0", "2|Phí|40,0|50,0", "|Tổng thu|100,0|100,0")
CHI = (
    "Mã|Khoản chi|Dự toán chi|Đã chi",
    "||1|2",
    "1|Tiền lương|70,0|60,0",
    "2|Chi khác|30,0|20,0",
    "|Tổng chi|100,0|80,0",
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, TABLES)


def judged(catalogue: Catalogue, *changes: tuple[str, str], before: str | None = None) -> Evaluation:
    text = form(*THU, "", *CHI)
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    earlier = None if before is None else read_report(before.encode(), catalogue, name="truoc.tsv")
    return catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv"), earlier)


def told(evaluation: Evaluation) -> list[str]:
    return [finding.rule or finding.code for finding in evaluation.findings]


def test_a_line_is_computed_from_two_tables(catalogue: Catalogue) -> None:
    """And says of which cells it is made; nothing is wrong with a right form."""
    evaluation = judged(catalogue)
    assert told(evaluation) == []
    assert str(evaluation.values["con_lai"].value) == "20.0"  # type: ignore[union-attr]
    assert str(evaluation.values["so_khoan"].value) == "1"  # type: ignore[union-attr]
    parts = {part.id: part for part in evaluation.explain("con_lai").parts}
    assert parts["thu[total].b"].cell is not None
    assert parts["thu[total].b"].cell.text == "100,0"
    assert parts["chi[tong].y"].value == Reported(parts["chi[tong].y"].value.value)  # type: ignore[union-attr]


def test_a_column_looks_at_the_total_of_its_own_table(catalogue: Catalogue) -> None:
    """The share of each row in the total, though the total stands below."""
    evaluation = judged(catalogue)
    assert value(evaluation, "Thuế", "c", "thu") == "50.0"
    blank = judged(catalogue, ("Tổng thu\t100,0\t100,0", "Tổng thu\t100,0\t"))
    assert value(blank, "Phí", "c", "thu") == "50.0"  # the total is computed where nothing stands


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("Tổng thu\t100,0\t100,0", "Tổng thu\t100,0\t70,0", ["R1"]),
        ("Phí\t40,0\t50,0\n\tTổng thu\t100,0\t100,0", "Phí\t40,0\t90,0\n\tTổng thu\t90,0\t140,0", ["B1"]),
        ("Thuế\t60,0\t50,0\n2\tPhí\t40,0\t50,0", "Thuế\t40,0\t50,0\n2\tPhí\t40,0\t50,0", ["R2"]),
        ("Tiền lương\t70,0\t60,0", "Tiền lương\t70,0\t160,0", ["B2"]),
    ],
)
def test_rules_go_across_tables(catalogue: Catalogue, old: str, new: str, rules: list[str]) -> None:
    """Of the form as a whole, of rows, of columns."""
    evaluation = judged(catalogue, (old, new))
    assert set(rules) <= set(told(evaluation))
    for rule in rules:
        finding = next(each for each in evaluation.findings if each.rule == rule)
        assert any("thu" in name or "chi" in name for name in finding.figures)


def test_a_rule_names_the_cells_that_it_speaks_of(catalogue: Catalogue) -> None:
    less = ("Tổng thu\t100,0\t100,0", "Tổng thu\t100,0\t70,0")
    rows = ("Phí\t40,0\t50,0", "Phí\t40,0\t20,0")
    (finding,) = [each for each in judged(catalogue, less, rows).findings if each.rule == "R1"]
    assert dict(finding.figures) == {"chi[total].y": "80", "thu[total].b": "70"}
    (of_wrong,) = [each for each in judged(catalogue, less).findings if each.rule == "R1"]
    assert (dict(of_wrong.figures), of_wrong.under) == ({"thu[total].b": "70"}, "thu[total].b")
    assert finding.cell is not None
    assert finding.figure == "chi[total].y"


def test_the_report_before_is_asked_for_an_expression(catalogue: Catalogue) -> None:
    """Row by row; without a report before, or without the row there, the rule is not evaluated and nothing is said."""
    before = form(*THU, "", *CHI, period="NĂM 2023")
    assert told(judged(catalogue, before=before)) == []
    changed = before.replace("Thuế\t60,0", "Thuế\t61,0").replace("Tổng thu\t100,0\t", "Tổng thu\t101,0\t")
    assert told(judged(catalogue, before=changed)) == ["B3"]
    assert told(judged(catalogue, before=before.replace("Thuế\t60,0", "Thuế mới\t61,0"))) == []
    alone = judged(catalogue)
    assert alone.outcomes["B3"].result == "not_evaluated"
    row = alone.computation.tables["thu"].computations["Thuế"]
    (instance,) = (each for each in row.engine.instances if each.rule == "B3")
    assert "previous(a)" in row.blocked_by(instance)


def test_a_blank_leaves_the_number_of_rows_unknown(catalogue: Catalogue) -> None:
    """Nobody knows whether the row is one of them."""
    evaluation = judged(catalogue, ("Thuế\t60,0\t50,0", "Thuế\t60,0\t"))
    assert evaluation.outcomes["R2"].result == "not_evaluated"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("thu[total].b - chi[tong].y", "thu[tong].b - chi[tong].y", "there is no figure thu[tong].b"),
        ("thu[total].b - chi[tong].y", "thu[total].z - chi[tong].y", "there is no figure thu[total].z"),
        ("thu[total].b - chi[tong].y", "th[total].b - chi[tong].y", "there is no figure th[total].b"),
        ("thu[total].b - chi[tong].y", "thu.b - chi[tong].y", "there is no figure thu.b"),
        ("thu[total].b - chi[tong].y", "thu[total].c - chi[tong].y", "- mixes units"),
        ("count_rows(thu.b > thu.a) <= 1", "count_rows(thu.b > chi.x) <= 1", "by the columns of one table"),
        ("count_rows(thu.b > thu.a) <= 1", "count_rows(thu.b + thu.a) <= 1", "not yes/no"),
        ("count_rows(thu.b > thu.a) <= 1", "count_rows(thu.b > thu.c) <= 1", "> mixes units"),
        ("count_rows(thu.b > thu.a) <= 1", "count_rows() <= 1", "count_rows takes a condition"),
        ("x == thu[total].a", "x == thu[total].q", "there is no figure thu[total].q"),
        ("luong <= thu[total].b", "luong <= thu[gi].b", "there is no row 'thu[gi].b'"),
        ("percent(b, thu[total].b)", "percent(b, thu[total].c)", "made of each other"),
        ("percent(b, thu[total].b)", "percent(b, thu.b.c)", "a formula may not use an attribute"),
        ("previous(a + b)", "previous(a + printed(b))", "the report before is asked for figures"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TABLES
    found = mistakes(
        tmp_path, TABLES.replace(old, new, 1) if old != "count_rows(thu.b > thu.a) <= 1" else TABLES.replace(old, new)
    )
    assert any(said in each for each in found), found


def test_without_tables_an_address_is_an_attribute() -> None:
    """As it was: a form of lines has none."""
    from cchc.errors import FormulaError
    from cchc.formula.syntax import parse

    with pytest.raises(FormulaError, match="may not use an attribute"):
        parse("a.b")
    with pytest.raises(FormulaError, match="may not use a subscript"):
        parse("a[b].c")


def test_a_catalogue_with_addresses_is_the_same_when_it_comes_back(catalogue: Catalogue) -> None:
    from cchc import from_dict, to_dict

    assert from_dict(to_dict(catalogue)) == catalogue
    evaluation = judged(catalogue)
    assert from_dict(to_dict(evaluation)) is not None


def test_a_cell_has_one_name(tmp_path: Path) -> None:
    """Two rows are made of others: one is the total, the other has its own name; either is found by its row's id."""
    two = TABLES.replace(
        '{ id = "tong",', '{ id = "ca_hai", label.vi = "Cả hai", formula = "luong + khac" },\n    { id = "tong",'
    )
    text = form(*THU, "", *CHI[:-1], "|Cả hai|100,0|80,0", "|Tổng chi|100,0|90,0")
    catalogue = catalogue_of(tmp_path, two)
    evaluation = catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv"))
    assert [finding.figure for finding in evaluation.findings] == ["chi[Tổng chi].y"]
    assert evaluation["chi[tong].y"] == evaluation["chi[Tổng chi].y"]
    assert evaluation["chi[total].y"] == evaluation["chi[ca_hai].y"]


CELLS = (
    """
[table.t]
kind = "count"
unit = "ho_so"
"""
    + STUB
    + """rows = [{ id = "a", code = "1", label.vi = "Một" }, { id = "b", code = "2", label.vi = "Hai" }]
columns = [{ id = "x", heading = ["Số hộ"] }, { id = "y", heading = ["Số nghèo"] }]
[rules.R1]
check = "t[a].x <= t[b].y"
good = GOOD
bad = { "t[a].x" = 3, "t[b].y" = 2 }
says.vi = "Một ({t[a].x}) nhiều hơn {t[b].y.label} ({t[b].y}); kỳ trước {previous(t[a].x)}."
"""
)


@pytest.mark.parametrize(
    ("good", "said"),
    [
        ('{ "t[a].x" = 2, "t[b].y" = 2 }', None),
        ('{ "t[a].x" = 4, "t[b].y" = 2 }', "both samples fail"),
        ('{ "t[a].x" = 1, "t[b].y" = 2 }', "no sample tells 't[a].x <= t[b].y' from 't[a].x < t[b].y'"),
        ('{ "t[a].x" = 2, "t[b].z" = 2 }', "no indicator 't[b].z'"),
    ],
)
def test_samples_of_a_rule_speak_of_cells(tmp_path: Path, good: str, said: str | None) -> None:
    """They are tried and guard its boundary as those of lines do."""
    home = tmp_path / "thu"
    home.mkdir()
    (home / "edition.toml").write_text(HEAD + CELLS.replace("GOOD", good), encoding="utf-8")
    found: list[str] = []
    try:
        lint_catalogue(home, told=lambda _: None)
    except CatalogueError as error:
        found = [str(each) for each in error.problems]
    assert [said in each for each in found if said is not None] == ([] if said is None else [True])


def test_a_text_of_a_rule_shows_cells(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, CELLS.replace("GOOD", '{ "t[a].x" = 2, "t[b].y" = 2 }'))
    text = form("STT|Nội dung|Số hộ|Số nghèo", "1|Một|9|8", "2|Hai|9|7")
    (told,) = catalogue.evaluate(read_report(text.encode(), catalogue, name="thu.tsv")).findings
    assert told.message["vi"] == "Một (9) nhiều hơn Hai › Số nghèo (7); kỳ trước —."
    (tmp_path / "khac").mkdir()
    other = CELLS.replace("({t[b].y})", "({t[c].y})").replace("GOOD", '{ "t[a].x" = 2, "t[b].y" = 2 }')
    (wrong,) = mistakes(tmp_path / "khac", other)
    assert "{t[c].y} means nothing here" in wrong


BANDS = (
    """
[parameters.bac]
label.vi = "Điểm theo tỷ lệ"
unit = "diem"
of = "phan_tram"
source = "Phụ lục"
bands = [{ at_least = 90, gives = 10 }, { at_least = 80, gives = 8 }, { below = 80, gives = 0 }]

[table.t]
"""
    + STUB
    + """columns = [
    { id = "phai", number = "1", heading = ["Phải làm"] },
    { id = "da", number = "2", heading = ["Đã làm"], part_of = "phai" },
    { id = "tl", number = "3", heading = ["Tỷ lệ"], kind = "rate", decimals = 2, formula = "percent(da, phai)" },
    { id = "diem", number = "4", heading = ["Điểm"], kind = "score", decimals = 0 },
]
rows = [{ id = "c1", code = "1", label.vi = "Một" }, { id = "c2", code = "2", label.vi = "Hai" }]

[rules.R1]
check = "RULE"
"""
)
BANDED = ("t[c1].diem == bands(t[c1].tl, bac)", "0 == bands(t[c1].tl, bac) - t[c1].diem")


@pytest.mark.parametrize("rule", BANDED)
@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("1|Một|100|94|94,00|10", None),
        ("1|Một|100|29|94,00|10", "t[Một].da"),
        ("1|Một|100|94|49,00|10", "t[Một].tl"),
        ("1|Một|100|94|94,00|8", "t[Một].diem"),
        ("1|Một|119|94|94,00|10", "t[Một].phai"),
    ],
)
def test_a_rate_is_seen_by_its_parts_wherever_it_is_named(
    rule: str, row: str, wrong: str | None, tmp_path: Path
) -> None:
    """What a rule of the form asks of a rate is asked of what makes it: the cell that mends all is named alone."""
    catalogue = catalogue_of(tmp_path, BANDS.replace("RULE", rule))
    lines = form("STT|Nội dung|Phải làm|Đã làm|Tỷ lệ|Điểm", row, "2|Hai|50|40|80,00|8")
    findings = catalogue.evaluate(read_report(lines.encode(), catalogue, name="x.tsv")).findings
    assert {address for each in findings for address in each.figures} == ({wrong} if wrong else set())


SAMPLED = BANDS.replace(
    '{ id = "c2", code = "2", label.vi = "Hai" }]',
    '{ id = "c2", code = "2", label.vi = "Hai" },\n    { id = "tong", label.vi = "Tổng", formula = "c1 + c2" }]',
)


def sampled(check: str, good: str, bad: str) -> str:
    return SAMPLED.replace("RULE", check) + f"good = {{ {good} }}\nbad = {{ {bad} }}\n" + BANDS_ARE_USED


BANDS_ARE_USED = """
[rules.R2]
each = { table = "t", rows = "leaf" }
check = "diem <= bands(tl, bac)"
"""


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        # of the same row
        ("t[c1].tl <= 50", '"t[c1].da" = 5, "t[c1].phai" = 10', '"t[c1].da" = 501, "t[c1].phai" = 1000'),
        # to the last digit, which a rate that is typed in has not
        ("t[c1].tl <= 50", '"t[c1].da" = 1, "t[c1].phai" = 2', '"t[c1].da" = 50001, "t[c1].phai" = 100001'),
        # of the rows that a total adds up
        ("t[tong].da <= 50", '"t[c1].da" = 20, "t[c2].da" = 30', '"t[c1].da" = 20, "t[c2].da" = 31'),
        # of a total, anew
        ("t[tong].tl <= 50", '"t[tong].da" = 5, "t[tong].phai" = 10', '"t[tong].da" = 6, "t[tong].phai" = 10'),
        # what is given itself, computed or not
        ("t[c1].tl <= 50", '"t[c1].tl" = 50', '"t[c1].tl" = 50.01'),
        ("t[c1].tl <= 50", '"t[c1].tl" = 50, "t[c1].phai" = 10', '"t[c1].da" = 6, "t[c1].phai" = 10'),
        ("t[c1].diem <= 5 or t[c1].tl > 60", '"t[c1].diem" = 5, "t[c1].tl" = 60', '"t[c1].diem" = 6, "t[c1].tl" = 60'),
    ],
)
def test_a_sample_gives_cells_and_what_they_make_is_computed(tmp_path: Path, check: str, good: str, bad: str) -> None:
    """What a rule asks of a figure need not be worked out by hand for its samples."""
    said = mistakes(tmp_path, sampled(check, good, bad))
    assert said == []


def test_a_sample_of_no_cell_of_the_form_is_told(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, sampled("t[c1].tl <= 50", '"t[c9].da" = 5', '"t[c1].tl" = 51'))
    assert "no indicator 't[c9].da'" in mistake


def test_figures_given_by_address_make_others_as_on_a_form(tmp_path: Path) -> None:
    """From Python, too, and without a file."""
    catalogue = catalogue_of(tmp_path, sampled("t[c1].tl <= 50", '"t[c1].tl" = 50', '"t[c1].tl" = 51'))
    evaluation = catalogue.evaluate(Report.from_values({"t[c1].da": "1.200", "t[c1].phai": 2000, "t[c2].da": 100}))
    assert value(evaluation, "Một", "tl") == "60.00"
    assert value(evaluation, "Tổng", "da") == "1300"
    assert "R1" in {each.rule for each in evaluation.findings}


def test_a_cell_of_one_row_among_many_is_given_by_its_row(tmp_path: Path) -> None:
    """A column alone went into every row."""
    catalogue = catalogue_of(tmp_path, sampled("t[c1].tl <= 50", '"t[c1].tl" = 50', '"t[c1].tl" = 51'))
    with pytest.raises(DataError, match=r"t\.da"):
        catalogue.evaluate(Report.from_values({"t.da": 5}))
