"""Figures whose formula is no sum, put together where the catalogue does not say how: never added."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.pace import within
from tests.tables.small import HEAD, STUB, catalogue_of, form

from cchc.batch.codes import NO_PARTS, NOT_ADDED, ONLY_REPORTED, ROLL_UP
from cchc.batch.rollup.table_groups import roll_up_tables
from cchc.batch.rollup.table_office import RolledFigure
from cchc.catalogue import lint_catalogue
from cchc.edition.aggregation import Way
from cchc.errors import Problem
from cchc.readers import read_report

MONTHS = HEAD.replace("closing_day = 0", 'closing_day = 0, periods = ["month", "quarter"]')
A, B = "Đơn vị báo cáo: UBND xã A", "Đơn vị báo cáo: UBND xã B"
OFFICES, TIME = [(A, 1, (10, 4)), (B, 1, (30, 16))], [(A, 1, (10, 4)), (A, 2, (30, 16)), (A, 3, (20, 0))]
Filed = list[tuple[str, int, tuple[int, int]]]


def table(column: str, *, a: str = "", b: str = "", of_table: str = "") -> str:
    """A table of two counts and one figure made of them."""
    return f"""
[table.t]
{of_table}
{STUB}rows = [{{ id = "mot", code = "1", label.vi = "Một" }}]
columns = [
    {{ id = "a", number = "1", heading = ["A"]{a} }},
    {{ id = "b", number = "2", heading = ["B"]{b} }},
    {{ id = "x", printed = false, label.vi = "X", over_rows = "none", sign = "any", {column} }},
]
"""


GIA = """
[parameters.gia]
label.vi = "Giá"
value    = 3
source   = "thử"
"""
TREE = pl.DataFrame(
    {
        "office": ["UBND xã A", "UBND xã B", "Huyện C"],
        "level": ["xã", "xã", "huyện"],
        "parent": ["Huyện C", "Huyện C", None],
    }
)
TOGETHER: dict[str, Any] = {"offices": TREE, "by": "huyện"}


def rolled(folder: Path, text: str, filed: Filed, **asked: Any) -> RolledFigure:
    """The figure that is made of the others, of all reports together."""
    catalogue = catalogue_of(folder, text + (GIA if "gia" in text else ""), MONTHS)
    texts = [
        form(office, "STT|Nội dung|A|B", "||1|2", f"1|Một|{a}|{b}", period=f"THÁNG {month} NĂM 2024")
        for office, month, (a, b) in filed
    ]
    reports = [read_report(each.encode(), catalogue, name="thu.tsv") for each in texts]
    (whole,) = roll_up_tables([catalogue.evaluate(each) for each in reports], catalogue, **asked)
    return whole.tables["t"].figures(whole.tables["t"].rows[0])["x"]


NUMBER = 'kind = "number", decimals = 2, formula'


@pytest.mark.parametrize(
    ("formula", "offices", "quarter"),
    [
        ("a / b", Decimal("2.00"), Decimal("3.00")),
        ("round(a / b, 0)", Decimal("2.00"), Decimal("3.00")),
        ("max(a, b)", Decimal("40.00"), Decimal("60.00")),
        ("a - b", Decimal("20.00"), Decimal("40.00")),
        ("2 * a + b", Decimal("100.00"), Decimal("140.00")),
        ("a * gia", Decimal("120.00"), Decimal("180.00")),
        ("a / gia", Decimal("13.33"), Decimal("20.00")),
    ],
)
def test_a_formula_is_computed_of_what_its_parts_come_to(
    formula: str, offices: Decimal, quarter: Decimal, tmp_path: Path
) -> None:
    """40 and 20 of two offices, 60 and 20 of three months; 10 by 4 and 30 by 16 are 4.4 nowhere."""
    text = table(f'{NUMBER} = "{formula}"')
    assert rolled(tmp_path, text, OFFICES, **TOGETHER).value == offices
    assert rolled(tmp_path, text, TIME, period="quarter").value == quarter


@pytest.mark.parametrize("formula", ["a * b", "10 - a", "a + gia", "a * a / (b * b * b)"])
def test_what_says_something_else_of_sums_is_not_given(formula: str, tmp_path: Path) -> None:
    """40 times 20 is no sum of products, and 10 less 40 is no sum of rests."""
    text = table(f'{NUMBER} = "{formula}"')
    for figure in (rolled(tmp_path, text, OFFICES, **TOGETHER), rolled(tmp_path, text, TIME, period="quarter")):
        assert (figure.value, figure.reason) == (None, ROLL_UP[ONLY_REPORTED])


def test_a_rate_over_a_product_of_sums_is_not_given(tmp_path: Path) -> None:
    """Of three offices it would be a third of what each of them says."""
    text = table('kind = "rate", decimals = 1, formula = "percent(a, a * b)"')
    assert rolled(tmp_path, text, OFFICES, **TOGETHER).value is None


def test_what_the_table_says_of_all_columns_makes_no_sum_of_a_quotient(tmp_path: Path) -> None:
    """It holds for the columns that may be so."""
    text = table(f'{NUMBER} = "a / b"', of_table='over_time = "flow"\nover_offices = "sum"')
    assert rolled(tmp_path, text, OFFICES, **TOGETHER).value == Decimal("2.00")


@pytest.mark.parametrize(("way", "value"), [("first", 30), ("last", 40)])
def test_a_balance_is_that_of_the_whole_period(way: str, value: int, tmp_path: Path) -> None:
    """What the first month begins with, or the last, and what comes in: 4, 16 and 0; not the sum of three balances."""
    text = table('kind = "count", formula = "a + b"', a=f', over_time = "{way}"')
    assert rolled(tmp_path, text, TIME, period="quarter").value == value


def test_what_its_parts_do_not_give_is_not_given(tmp_path: Path) -> None:
    text = table(f'{NUMBER} = "a / b"', b=', over_time = "reported"')
    assert rolled(tmp_path, text, TIME, period="quarter").reason == ROLL_UP[NO_PARTS]


def test_a_quotient_of_the_last_month_is_made_of_the_last_month(tmp_path: Path) -> None:
    """20 and 5 of one office, 40 and 10 of the other: 60 by 15, whatever came in the months before."""
    filed = [(A, 1, (10, 4)), (A, 2, (10, 4)), (A, 3, (20, 5)), (B, 1, (9, 9)), (B, 2, (9, 9)), (B, 3, (40, 10))]
    text = table(f'over_time = "last", {NUMBER} = "a / b"')
    figure = rolled(tmp_path, text, filed, period="quarter", **TOGETHER)
    assert (figure.value, figure.given, figure.of) == (Decimal("4.00"), 2, 2)


ROWS = f"""
[table.t]
kind = "number"
decimals = 1
{STUB}rows = [
    {{ id = "giuong", code = "1", label.vi = "Giường" }},
    {{ id = "ngay", code = "2", label.vi = "Ngày" }},
    {{ id = "x", code = "3", label.vi = "X", formula = "FORMULA" }},
]
columns = [{{ id = "n", heading = ["Số"] }}]
"""


@pytest.mark.parametrize(
    ("formula", "of_each", "value"), [("giuong * ngay", 300, None), ("giuong / ngay", "0,3", Decimal("0.3"))]
)
def test_a_row_is_made_of_rows_only_where_that_says_the_same(
    formula: str, of_each: object, value: Decimal | None, tmp_path: Path
) -> None:
    """20 beds and 60 days of two offices are no 1200 bed-days, but a third of a bed a day."""
    catalogue = catalogue_of(tmp_path, ROWS.replace("FORMULA", formula), MONTHS)
    rows = ("STT|Nội dung|Số", "1|Giường|10,0", "2|Ngày|30,0", f"3|X|{of_each}")
    texts = [form(office, *rows, period="THÁNG 1 NĂM 2024") for office in (A, B)]
    reports = [read_report(each.encode(), catalogue, name="thu.tsv") for each in texts]
    (whole,) = roll_up_tables([catalogue.evaluate(each) for each in reports], catalogue, **TOGETHER)
    rolled = whole.tables["t"]
    figure = {row.id: rolled.figures(row)["n"] for row in rolled.rows}["x"]
    assert (figure.value, figure.reason) == (value, ROLL_UP[NOT_ADDED] if value is None else None)


LINES = """
[lines.a]
code = "1"
label.vi = "A"
kind = "count"
over_time = "flow"
[lines.b]
code = "2"
label.vi = "B"
kind = "count"
over_time = "flow"
[lines.x]
code = "3"
label.vi = "X"
kind = "number"
"""


@pytest.mark.parametrize(
    ("more", "over_time", "over_offices"),
    [
        ('formula = "a / b"', Way.RECOMPUTE, Way.RECOMPUTE),
        ('formula = "a / b"\nover_time = "last"', Way.LAST, Way.REPORTED),
        ('formula = "a / b"\nover_offices = "none"', Way.RECOMPUTE, Way.NONE),
        ('formula = "a - b"\nover_time = "last"', Way.LAST, Way.SUM),
        ('formula = "a - b"', Way.RECOMPUTE, Way.RECOMPUTE),
        ('formula = "a * b"', Way.REPORTED, Way.REPORTED),
        ('formula = "a * b"\nover_time = "flow"', Way.FLOW, Way.REPORTED),
    ],
)
def test_a_line_with_a_formula_is_added_only_if_that_is_a_sum(
    more: str, over_time: Way, over_offices: Way, tmp_path: Path
) -> None:
    line = catalogue_of(tmp_path, LINES + more + "\n").edition.indicators["x"]
    assert (line.over_time, line.over_offices) == (over_time, over_offices)


def test_what_a_kind_says_of_its_lines_makes_no_sum_of_a_quotient(tmp_path: Path) -> None:
    kinds = '[kinds.number]\nover_time = "flow"\nover_offices = "sum"\n'
    line = catalogue_of(tmp_path, kinds + LINES + 'formula = "a / b"\n').edition.indicators["x"]
    assert (line.over_time, line.over_offices) == (Way.RECOMPUTE, Way.RECOMPUTE)


@pytest.mark.parametrize(
    ("formula", "said", "noted"),
    [
        ("a / b", 'over_offices = "sum", ', ["table.t.columns.x.over_offices"]),
        ("a / b", 'over_time = "flow", ', ["table.t.columns.x.over_time"]),
        ("10 - a", 'over_time = "flow", ', ["table.t.columns.x.over_time"]),
        ("a - b", 'over_time = "flow", ', []),
        ("a * b", 'over_offices = "sum", ', []),
        ("a / b", "", []),
    ],
)
def test_a_sum_that_is_said_of_a_quotient_is_asked_about(
    formula: str, said: str, noted: list[str], tmp_path: Path
) -> None:
    """It may be meant: a sum of products is one, and so the catalogue is right as it stands."""
    catalogue_of(tmp_path, table(f'{said}{NUMBER} = "{formula}"'), MONTHS)
    notes: list[Problem] = []
    lint_catalogue(tmp_path / "thu", notes.append)
    assert [note.key for note in notes if "the formula is no sum" in note.what] == noted


@pytest.mark.parametrize("formula", ["{0} / 2", "{0} * number({0})", "{0} + {0}"])
def test_however_many_stand_on_each_other_each_is_asked_once(tmp_path: Path, formula: str) -> None:
    """Neither does the time double from one to the next, nor does a long row of them end in another."""
    deep = 300
    columns = ", ".join(
        f'{{ id = "c{at}", heading = ["Cột {at}"]'
        + (f', printed = false, formula = "{formula.format(f"c{at + 1}")}"' if at < deep else "")
        + " }"
        for at in range(deep + 1)
    )
    text = f'[table.t]\nkind = "number"\nunit = "dong"\n{STUB}open = {{ key = "label" }}\ncolumns = [{columns}]\n'
    with within(3):
        catalogue = catalogue_of(tmp_path, text, MONTHS)
    way = catalogue.edition.tables["t"].columns["c0"].asks.over_time
    assert way in ((Way.REPORTED, Way.RECOMPUTE) if "*" in formula else (Way.FLOW,))
