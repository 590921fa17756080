"""Parameters: numbers and bands from outside the form, as of the report's period, never guessed where there is none."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.small import HEAD, STUB, catalogue_of, judged, mistakes, value

from cchc import Catalogue, load_catalogue, to_json
from cchc.edition.binding import put_in
from cchc.edition.parameter import Band, End, ParameterValue, touching
from cchc.formula.reference import Null, evaluate
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Number
from cchc.value import Cause, Undefined

NUMBERS = """
[parameters.nguong]
label.vi  = "Ngưỡng"
unit      = "phan_tram"
values    = [
    { from = 2024-01-01, value = "90", source = "văn bản hai" },
    { from = 2020-01-01, value = 80, source = "văn bản một" },
]
otherwise = "100"

[parameters.toi_da]
unit   = "diem"
value  = 6
source = "văn bản một"
"""
BANDED = """
[parameters.bac]
unit   = "diem"
of     = "phan_tram"
source = "văn bản một"
bands  = [
    { at_least = 90, gives = 20 },
    { above = 50, gives = "10 + x / 10" },
    { at_most = 50, gives = "-0.5" },
]
"""
TABLE = (
    """
[table.t]
"""
    + STUB
    + """columns = [
    { id = "a", number = "1", heading = ["Tỷ lệ"], kind = "rate" },
    { id = "d", number = "2", heading = ["Điểm"], kind = "score",
      formula = "capped(toi_da, a, nguong)", over_rows = "none" },
    { id = "e", number = "3", heading = ["Bậc"], kind = "score",
      formula = "bands(a, bac)", over_rows = "none", sign = "any" },
    { id = "g", printed = false, label.vi = "Ngưỡng", kind = "rate", given = true, default = "nguong" },
]
open = { key = "label" }

[rules.B1]
each  = { table = "t" }
check = "a <= nguong"
"""
)
HEADING = ("STT|Nội dung|Tỷ lệ|Điểm|Bậc", "||1|2|3")
ROWS = ("1|Một|40,0||", "2|Hai|50,0||", "3|Ba|50,1||", "4|Bốn|95,5||")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, NUMBERS + BANDED + TABLE)


@pytest.mark.parametrize(
    ("period", "scores", "broken"),
    [("NĂM 2023", ["3.00", "3.75", "3.76", "6.00"], 1), ("NĂM 2024", ["2.67", "3.33", "3.34", "6.00"], 1)],
)
def test_a_parameter_is_that_of_the_period(catalogue: Catalogue, period: str, scores: list[str], broken: int) -> None:
    """In formulas, in rules and where the catalogue gives a figure."""
    evaluation = judged(catalogue, *HEADING, *ROWS, period=period)
    assert [value(evaluation, row, "d") for row in ("Một", "Hai", "Ba", "Bốn")] == scores
    assert value(evaluation, "Một", "g") == ("80.00" if "2023" in period else "90.00")
    assert [finding.rule for finding in evaluation.findings].count("B1") == broken


def test_bands_end_where_the_catalogue_says(catalogue: Catalogue) -> None:
    """Open and closed ends, the highest first; a result may be reckoned from the number itself."""
    evaluation = judged(catalogue, *HEADING, *ROWS)
    assert [value(evaluation, row, "e") for row in ("Một", "Hai", "Ba", "Bốn")] == ["-0.50", "-0.50", "15.01", "20.00"]


def test_without_a_period_a_dated_parameter_is_missing(catalogue: Catalogue) -> None:
    """And what needs it says so; what is the same at all times is known."""
    evaluation = judged(catalogue, *HEADING, *ROWS, period="")
    tabulation = evaluation.computation.tables["t"]
    row, columns = tabulation.filled.rows[0], tabulation.table.columns
    assert tabulation.value(row, columns["d"]) == Undefined(Cause.MISSING_INPUT, "nguong")
    assert value(evaluation, "Một", "e") == "-0.50"
    assert not [finding for finding in evaluation.findings if finding.rule == "B1"]
    known = judged(catalogue.as_of(dt.date(2023, 5, 1)), *HEADING, *ROWS, period="")
    assert value(known, "Một", "d") == "3.00"


def test_a_period_before_all_values_has_none(tmp_path: Path) -> None:
    """The values begin later than the edition: that is noted, and what needs them is missing before."""
    text = NUMBERS.replace("2020-01-01", "2022-01-01") + BANDED + TABLE
    evaluation = judged(catalogue_of(tmp_path, text), *HEADING, *ROWS, period="NĂM 2021")
    assert value(evaluation, "Một", "d") is None
    from cchc.catalogue import lint_catalogue

    told: list[object] = []
    lint_catalogue(tmp_path / "thu", told.append)
    assert any("no value from 2020-01-01 to 2021-12-31" in str(note) for note in told)


LINES = """
sections = ["dong"]

[units.viec]
label.vi = "việc"
"""


def test_lines_and_their_rules_know_parameters_too(tmp_path: Path) -> None:
    """As names in formulas and checks; plain figures are computed with what always holds."""
    home = tmp_path / "dong"
    home.mkdir()
    (home / "edition.toml").write_text(HEAD + LINES + NUMBERS + BANDED, encoding="utf-8")
    (home / "dong.toml").write_text(
        """
[lines.a]
code = "1"
label.vi = "Phần"
kind = "count"
unit = "viec"
[lines.b]
code = "2"
label.vi = "Tổng"
kind = "count"
unit = "viec"
[lines.d]
code = "3"
label.vi = "Điểm"
kind = "score"
formula = "capped(toi_da, percent(a, b), nguong) + bands(percent(a, b), bac)"
[lines.e]
code = "4"
label.vi = "Bậc"
kind = "score"
formula = "bands(percent(a, b), bac)"
sign = "any"
[rules.R1]
check = "percent(a, b) <= nguong"
severity = "warning"
says.vi = "Vượt ngưỡng."
""",
        encoding="utf-8",
    )
    from cchc.report import Report
    from cchc.text.dates import parse_period

    catalogue = load_catalogue(home)
    report = Report.from_values({"a": 85, "b": 100}, period=parse_period("năm 2023", 0))
    evaluation = catalogue.evaluate(report)
    assert str(evaluation.values["d"].value) == "24.50"
    assert [finding.rule for finding in evaluation.findings if finding.rule == "R1"] == ["R1"]
    assert str(catalogue.evaluate({"a": 85, "b": 100}).values["e"].value) == "18.50"
    assert catalogue.evaluate({"a": 85, "b": 100}).values["d"] == Undefined(Cause.MISSING_INPUT, "nguong")
    assert str(catalogue.as_of(dt.date(2024, 1, 1)).evaluate({"a": 85, "b": 100}).values["d"].value) == "24.17"


def test_a_frame_has_what_always_holds(tmp_path: Path) -> None:
    """A column computed with bands is the figure of each report; one that hangs on a period is left out."""
    import polars as pl

    from cchc.batch import evaluate as evaluate_frame

    test_lines_and_their_rules_know_parameters_too(tmp_path)
    catalogue = load_catalogue(tmp_path / "dong")
    frame = pl.DataFrame({"a": [30, 50, 85, 95, None], "b": [100, 100, 100, 100, 100]})
    computed = evaluate_frame(frame, catalogue)
    assert computed["e"].to_list() == [-50, -50, 1850, 2000, None]
    assert "d" not in computed.columns
    assert evaluate_frame(frame, catalogue.as_of(dt.date(2024, 1, 1)))["d"].to_list() == [150, 283, 2417, 2600, None]


def test_the_json_of_a_catalogue_has_its_parameters(catalogue: Catalogue) -> None:
    """With days, sources, ends, and the reading that nothing is judged by; what comes back is the same."""
    from cchc import from_dict, to_dict

    data = json.loads(to_json(catalogue))
    first, _, bac = data["parameters"]
    assert [(each["start"], each["end"], each["number"]) for each in first["values"]] == [
        ("2020-01-01", "2023-12-31", "80"),
        ("2024-01-01", None, "90"),
    ]
    assert first["otherwise"] == {"vi": "100"}
    assert [(band["low"], band["gives_text"]) for band in bac["values"][0]["bands"]][-1] == (
        {"at": "90", "is_in": True},
        "20",
    )
    assert from_dict(to_dict(catalogue)) == catalogue


def test_a_person_is_shown_what_a_parameter_is(
    catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values with days and sources, bands with their ends, the other reading, who uses it."""
    from cchc.cli import run

    monkeypatch.delenv("LANG", raising=False)
    assert run(["--lang", "vi", "explain", "nguong", "--edition", str(tmp_path / "thu")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "80 % (từ 01/01/2020 đến 31/12/2023; văn bản một)" in said
    assert "cách hiểu khác (không dùng để xét) 100" in said
    assert "B1, t.d, t.g" in said
    assert run(["--lang", "en", "catalogue", "show", "bac", "--edition", str(tmp_path / "thu")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "x ≤ 50: −0.5" in said or "x ≤ 50: -0.5" in said
    assert "50 < x < 90: 10 + x ÷ 10" in said
    assert run(["--lang", "en", "catalogue", "list", "parameters", "--edition", str(tmp_path / "thu")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


# --- what a catalogue may not say


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("at_least = 90", "at_least = 91", None),
        (
            "at_least = 90, gives = 20 },\n    { above = 50,",
            "at_least = 0, gives = 20 },\n    { at_least = 50, below = 90,",
            "no number lies in this band",
        ),
        ("at_least = 90", "at_least = 1e-30", "a number may have 18 digits"),
        ("gives = 20", 'gives = "0.0000000000000000001"', "a number may have 18 digits"),
        ("{ above = 50,", "{ above = 50, below = 80,", "between 80 and 90 lies a gap"),
        ("{ above = 50,", "{ above = 50, at_most = 90,", "what lies between 90 and 90 is in two bands"),
        ("{ at_most = 50", "{ at_most = 60", "what lies between 50 and 60 is in two bands"),
        ("{ at_most = 50", "{ below = 50", "between 50 and 50 lies a gap"),
        ("{ at_most = 50", "{ at_most = 50, above = 50", "no number lies in this band"),
        ("{ at_most = 50", "{ at_most = 50, below = 50", "'at_most' says another end of the band already"),
        ("10 + x / 10", "percent(x, 3)", "this is a number of %, not a number of diem"),
        ("x / 10", "y", "there is no indicator y"),
        ("x / 10", "bands(x, bac)", "a band asks neither the form nor other bands"),
        ('of     = "phan_tram"', 'of     = "diem"', "this is a number of %, not a number of diem"),
        ('of     = "phan_tram"', 'of     = "phan_chuc"', "there is no unit 'phan_chuc'"),
        ("gives = 20", "gives = nan", "nan (a decimal number) is no figure"),
        ("gives = 20", 'gives = "2 0"', "not a formula"),
        ("gives = 20", "give = 20", "'gives' is missing"),
        ("[parameters.bac]", "[parameters.a]", "'a' is the name of something else"),
        ("2020-01-01, value", "2024-01-01, value", "two values are in force on 2024-01-01"),
        ("from = 2020-01-01", "from = 2020-01-01, to = 2024-06-30", "two values are in force on 2024-01-01"),
        ("from = 2020-01-01", "from = 2020-01-01, to = 2019-06-30", "it ends on 2019-06-30, before it begins"),
        ('value = "90"', 'value = "chín mươi"', "'chín mươi' (a text) is no figure"),
        ("value  = 6", "value  = 6\nbands = []", "one of 'value', 'values' and 'bands' says what the parameter is"),
        ("value  = 6", "bands = []", "the list is empty"),
        ("capped(toi_da, a, nguong)", "capped(toi_da, a, bac)", "bands of a parameter"),
        ("bands(a, bac)", "bands(a, nguong)", "bands takes bands of a parameter"),
        ("capped(toi_da, a, nguong)", "capped(6, a, nguong)", "no formula or rule uses the parameter 'toi_da'"),
        ("capped(toi_da, a, nguong)", "capped(toi_da, a, nguon)", "there is no indicator nguon"),
        ('default = "nguong"', 'default = "toi_da"', "the parameter 'toi_da' is a number of diem"),
        ('default = "nguong"', 'default = "nguon"', "there is no parameter 'nguon' (did you mean nguong?)"),
        ("a <= nguong", "previous(nguong) == 80", "nguong is a parameter, of which the form says nothing"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, told: str | None) -> None:
    """Gaps and overlaps of bands, days that overlap, units, names: each with its file and line."""
    text = NUMBERS + BANDED + TABLE
    assert old in text
    found = mistakes(tmp_path, text.replace(old, new))
    if told is None:
        assert found == []
    else:
        assert any(told in each for each in found), found
        assert all(each.startswith("thu/edition.toml:") for each in found)


def test_values_out_of_the_edition_s_time_are_told(tmp_path: Path) -> None:
    text = (NUMBERS + BANDED + TABLE).replace("2020-01-01", "2030-01-01").replace("2024-01-01", "2031-01-01")
    head = HEAD.replace("2020-01-01 }", "2020-01-01, to = 2025-01-01 }")
    assert any("none of the values is in force" in each for each in mistakes(tmp_path, text, head))


# --- laws


@st.composite
def bands(draw: st.DrawFn) -> tuple[Band, ...]:
    """Bands that touch, each giving its place, the outermost with or without an end."""
    borders = sorted(draw(st.sets(st.decimals(-50, 50, places=1), min_size=1, max_size=12)))
    sides = [draw(st.booleans()) for _ in borders]
    ends = [End(at, is_in) for at, is_in in zip(borders, sides, strict=True)]
    found = [Band(Number(Fraction(0)), "0", None, ends[0])] if draw(st.booleans()) else []
    for place, (low, high) in enumerate(pairwise(ends), start=1):
        found.append(Band(Number(Fraction(place)), str(place), End(low.at, not low.is_in), high))
    if draw(st.booleans()) or not found:
        found.append(Band(Number(Fraction(99)), "99", End(ends[-1].at, not ends[-1].is_in), None))
    return tuple(found)


@given(bands(), st.decimals(-60, 60, places=1))
def test_bands_put_in_give_what_the_one_band_gives_that_a_number_lies_in(found: tuple[Band, ...], x: object) -> None:
    """A search through all bands, one after the other, tells the same; outside of all there is no value."""
    assert all(touching(above.low, below.high) for below, above in pairwise(found))
    tree = put_in(Apply("bands", (Name("x"), Name("p"))), {"p": ParameterValue(bands=found)})
    number = Fraction(x)  # type: ignore[arg-type]
    inside = [band for band in found if _holds(band, number)]
    assert len(inside) <= 1
    expected = inside[0].gives.value if inside else Null(Cause.MISSING_INPUT, "p")  # type: ignore[union-attr]
    assert evaluate(tree, {"x": number}.get, lambda fact, ids: None) == expected
    assert evaluate(tree, {}.get, lambda fact, ids: None) == Null(Cause.MISSING_INPUT, "x")


def _holds(band: Band, number: Fraction) -> bool:
    above = band.low is None or number > band.low.at or (band.low.is_in and number == band.low.at)
    below = band.high is None or number < band.high.at or (band.high.is_in and number == band.high.at)
    return above and below


def test_a_formula_is_read_alike_with_and_without_its_parameters() -> None:
    """A negative number keeps its sign, and what is no parameter stays."""
    from decimal import Decimal

    known = {"p": ParameterValue(number=Decimal("-1.5"))}
    assert put_in(parse("a - p * 2"), known) == parse("a - -1.5 * 2")
    assert put_in(parse("a - b"), known) == parse("a - b")


COUNTED = """
[parameters.nguong]
label.vi = "Ngưỡng"
unit = "phan_tram"
values = [
    { from = 2020-01-01, to = 2024-12-31, value = 80, source = "Kế hoạch cũ" },
    { from = 2025-01-01, value = 90, source = "Kế hoạch mới" },
]

[table.t]
stub = [{ is = "label", heading = ["Xã"] }]
open = { key = "label" }
columns = [{ id = "ty_le", heading = ["Tỷ lệ"], kind = "rate", unit = "phan_tram", decimals = 0 }]

[auxiliary.dat]
label.vi = "Tỷ lệ xã đạt ngưỡng"
kind = "rate"
unit = "phan_tram"
decimals = 1
formula = "percent(count_rows(t.ty_le >= nguong), count_rows(t.ty_le >= 0))"
"""


@pytest.mark.parametrize(("year", "share"), [(2024, "66.7"), (2025, "33.3")])
def test_rows_are_counted_by_a_parameter_of_the_period(year: int, share: str, tmp_path: Path) -> None:
    """The share of the rows above a threshold, as it is in the report's period."""
    catalogue = catalogue_of(tmp_path, COUNTED)
    evaluation = judged(catalogue, "Xã|Tỷ lệ", "Một|79", "Hai|85", "Ba|95", period=f"NĂM {year}")
    assert str(evaluation["dat"].value) == share  # type: ignore[union-attr]


def test_rows_are_counted_by_nothing_unknown(tmp_path: Path) -> None:
    told = mistakes(tmp_path, COUNTED.replace("t.ty_le >= nguong", "t.ty_le >= ngoong"))
    assert any("by the columns of one table, and by parameters" in each for each in told)


@pytest.mark.parametrize("order", [1, -1], ids=["the highest first", "the lowest first"])
def test_two_bands_may_say_the_end_between_them_both(tmp_path: Path, order: int) -> None:
    """Of two that border on one number neither stands higher by its ends."""
    bands = ["{ at_least = 90, gives = 20 }", "{ below = 90, gives = 0 }"][::order]
    form = BANDED[: BANDED.index("bands  =")] + f"bands = [{', '.join(bands)}]\n"
    table = (
        TABLE[: TABLE.index('    { id = "d"')]
        + """
    { id = "e", number = "2", heading = ["Bậc"], kind = "score", formula = "bands(a, bac)", over_rows = "none" },
]
open = { key = "label" }
"""
    )
    catalogue = catalogue_of(tmp_path, form + table)
    evaluation = judged(catalogue, "STT|Nội dung|Tỷ lệ|Bậc", "||1|2", "1|Một|90|", "2|Hai|89,9|")
    assert [value(evaluation, row, "e") for row in ("Một", "Hai")] == ["20.00", "0.00"]


@pytest.mark.parametrize(("id", "is_taken"), [("SUM1", True), ("S1", True), ("S001", False), ("T026", False)])
def test_a_rule_may_have_any_letters_but_a_code_of_the_library(tmp_path: Path, id: str, is_taken: bool) -> None:
    """S1 is a rule of the form, not one of those for any form; S001 would be taken for the library's."""
    text = (NUMBERS + BANDED + TABLE).replace("[rules.B1]", f"[rules.{id}]")
    if is_taken:
        rule = catalogue_of(tmp_path, text).tables["t"].rules[id].rule
        assert not rule.is_standard
    else:
        assert any("code of the library" in each for each in mistakes(tmp_path, text))
