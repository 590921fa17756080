"""Pictures show every figure that they are given, in Vietnamese, and are the same each time."""

from __future__ import annotations

import pytest

from cchc.batch.pictures.page import PageTable, Section, page
from cchc.batch.pictures.pictures import Bar, Scale, drawn, heat_map, ranking, save, trend
from cchc.errors import DataError

NAMES = ("Phường Láng Hạ", "Xã Đặng Xá", "Thị trấn Trâu Quỳ", "Đặc khu Côn Đảo", "Phường Ỷ La")


def texts(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_a_ranking_is_in_order_and_says_why_a_value_is_missing():
    """Highest first; those without a value come last, with the reason in place of a bar."""
    bars = [
        Bar(name, value, f"{value} %", "mẫu số bằng 0")
        for name, value in zip(NAMES, (12, None, 98, 50, 0), strict=True)
    ]
    axes = ranking(bars, title="Tỷ lệ hồ sơ đúng hạn", highest=100).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [NAMES[at] for at in (2, 3, 0, 4, 1)]
    assert texts(axes) == ["98 %", "50 %", "12 %", "0 %", "mẫu số bằng 0"]


def test_a_trend_names_the_extremes():
    """Few lines are all named; of many the highest and the lowest."""
    few = trend({name: [1, None, at] for at, name in enumerate(NAMES)}, ["T1", "T2", "T3"], title="Hồ sơ").axes[0]
    assert set(texts(few)) == set(NAMES)
    many = trend({f"Xã {at}": [at, at] for at in range(30)}, ["T1", "T2"], title="Hồ sơ").axes[0]
    assert set(texts(many)) == {f"Xã {at}" for at in (29, 28, 27, 26, 0, 1, 2, 3)}


def test_a_heat_map_writes_its_counts():
    """Each count stands in its cell; an empty cell is no finding."""
    counts = {NAMES[0]: {"R3": 2}, NAMES[1]: {"R4": 1, "R3": 5}}
    assert sorted(texts(heat_map(counts, ["R3", "R4"], title="Quy tắc").axes[0])) == ["1", "2", "5"]
    assert drawn(heat_map({}, [], title="Quy tắc"), ".svg")


@pytest.mark.filterwarnings("error:Glyph")
def test_every_vietnamese_letter_is_drawn():
    """The font has all letters: matplotlib warns of one that it lacks."""
    letters = "ăâđêôơư ÀẢÃÁẠ ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ Đ"
    assert drawn(ranking([Bar(letters, 1, "1")], title=letters.upper()), ".png").startswith(b"\x89PNG")


def test_the_same_figures_give_the_same_bytes(tmp_path):
    """A picture in a repository changes only if its figures do."""
    pictures = [drawn(ranking([Bar("A", 1, "1")], title="x"), ".svg") for _ in range(2)]
    assert pictures[0] == pictures[1]
    save(ranking([Bar("A", 1, "1")], title="x"), tmp_path / "x.svg")
    assert (tmp_path / "x.svg").read_bytes() == pictures[0]
    with pytest.raises(DataError, match="gif"):
        save(ranking([], title="x"), tmp_path / "x.gif")


def test_a_page_says_its_words_safely():
    """Texts of strangers are text, not markup; pictures have words for those who do not see them."""
    section = Section("<b>1</b>", [(ranking([], title="x"), 'a "picture"')], [PageTable(["<i>"], [["<script>"]])])
    text = page("T & T", "lead", [section])
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert 'aria-label="a &quot;picture&quot;"' in text


def test_percentages_that_hardly_differ_look_so():
    """A spread of 0.6 points does not fill the picture, and no axis goes far beyond what percentages can be."""
    for values in ([99.2, 99.5, 99.8], [0.1, 0.4, 0.7], [50.0, 50.3, 50.6]):
        low, high = trend({"A": values}, ["T1", "T2", "T3"], title="x", scale=Scale(is_share=True)).axes[0].get_ylim()
        assert high - low == pytest.approx(10)
        assert -1.01 <= low < min(values) <= max(values) < high <= 101.01
    wide = trend({"A": [10, 90]}, ["T1", "T2"], title="x", scale=Scale(is_share=True)).axes[0].get_ylim()
    assert (wide[0] < 10, wide[1] > 90) == (True, True)


def test_decimals_stand_after_the_point_of_the_language():
    axes = trend({"A": [1.25, 1.5]}, ["T1", "T2"], title="x", scale=Scale(point=",")).axes[0]
    assert axes.yaxis.get_major_formatter()(1.25, None) == "1,25"


def test_what_lacks_reports_is_drawn_otherwise():
    """A bar hatched, a point hollow; what is whole as it was."""
    bars = [Bar("A", 2, "2", state="partial"), Bar("B", 1, "1")]
    assert [patch.get_hatch() for patch in ranking(bars, title="x").axes[0].patches] == ["////", None]
    axes = trend({"A": [1, 2, 3], "B": [1, 1, 1]}, ["T1", "T2", "T3"], title="x", states={("A", 1): "partial"}).axes[0]
    hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in hollow] == [([1], [2])]


def test_what_nobody_knows_to_be_whole_looks_so():
    """Pale in a ranking, a cross in a trend: neither whole nor partial."""
    bars = [Bar("A", 2, "2", state="unknown"), Bar("B", 1, "1")]
    pale, whole = ranking(bars, title="x").axes[0].patches
    assert pale.get_facecolor() != whole.get_facecolor()
    axes = trend(
        {"A": [1, 2, 3]}, ["T1", "T2", "T3"], title="x", states={("A", 1): "unknown", ("A", 2): "partial"}
    ).axes[0]
    assert [(line.get_marker(), list(line.get_xdata())) for line in axes.lines[1:]] == [("o", [2]), ("X", [1])]


def test_many_offices_are_ranked_by_dots():
    """Each at its value, hollow where reports lack, a cross where nobody knows it, none where there is none."""
    states = {0: "partial", 1: "unknown"}
    bars = [Bar(f"Xã {at:02d}", 24 - at, str(at), state=states.get(at, "complete")) for at in range(24)]
    axes = ranking([*bars, Bar("Xã 24", None, "", "để trống")], title="x").axes[0]
    assert not axes.patches
    dots = [line for line in axes.lines if line.get_marker() in {"o", "X"}]
    assert [list(line.get_xdata()) for line in dots] == [[24 - at] for at in range(24)]
    assert [line.get_marker() for line in dots[:3]] == ["o", "X", "o"]
    assert [line.get_markerfacecolor() == "white" for line in dots[:3]] == [True, True, False]


@pytest.mark.parametrize(("periods", "is_line"), [(1, False), (2, False), (3, True), (12, True)])
def test_two_points_are_no_trend(periods: int, is_line: bool):
    names = [f"T{at}" for at in range(periods)]
    axes = trend({"A": list(range(periods)), "B": [1] * periods}, names, title="x").axes[0]
    assert {line.get_linewidth() > 0 for line in axes.lines} == {is_line}


@pytest.mark.parametrize("values", [[1, 1, 1], [0, 0, 0], [3, 5, 4], [1000, 1001, 1002], [-2, 3, 1]])
def test_what_is_counted_has_an_axis_of_whole_numbers(values: list[int]):
    """Neither 0.98 nor 1.02 stands beside a count, and every point is within the axis."""
    figure = trend({"A": values}, ["T1", "T2", "T3"], title="x", scale=Scale(is_whole=True))
    drawn(figure, ".svg")
    low, high = figure.axes[0].get_ylim()
    assert all(float(tick).is_integer() for tick in figure.axes[0].get_yticks())
    assert low <= min(values) <= max(values) < high


def test_what_lies_between_bounds_is_drawn_between_them():
    """A bar from zero to the lower one would say that it is that."""
    few = ranking([Bar("A", 81, "81 – 99", upto=99), Bar("B", 80, "80"), Bar("C", 7, "7", upto=7)], title="x").axes[0]
    assert [(patch.get_x(), patch.get_width()) for patch in few.patches] == [(81, 18), (0, 80), (0, 7)]
    many = ranking([Bar(f"A{at}", 81, "81 – 99", upto=99) for at in range(20)], title="x").axes[0]
    assert [list(line.get_xdata()) for line in many.lines if line.get_linewidth() == 2] == [[81, 99]] * 20


def test_a_long_subtitle_stays_on_the_page():
    told = "; ".join(["có số của 69/72 báo cáo"] * 8)
    assert "\n" in ranking([Bar("A", 1, "1")], title="x", subtitle=told).axes[0].get_title(loc="left")
