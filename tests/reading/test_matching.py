"""A row is the line whose label it has, among its neighbours; likeness decides only what labels leave open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import small_catalogue

import cchc
from cchc.edition import Edition
from cchc.reading.labels import Labels, code_key
from cchc.reading.likeness import likeness
from cchc.reading.match import Placement, match

EDITION = small_catalogue().edition
LABELS = Labels.of(EDITION)
ROWS = [(line.code, line.label["vi"]) for line in EDITION.indicators.values()]
IDS = list(EDITION.indicators)


def test_the_form_itself_matches_line_by_line() -> None:
    assert match(ROWS, LABELS) == tuple(Placement(id) for id in IDS)


@given(st.sets(st.integers(0, len(ROWS) - 1), max_size=60))
def test_rows_left_out_move_no_other(gone: set[int]) -> None:
    """Whatever lines are missing, each row that is left is its own line or one of the same label, in order."""
    kept = [place for place in range(len(ROWS)) if place not in gone]
    found = match([ROWS[place] for place in kept], LABELS)
    for place, placement in zip(kept, found, strict=True):
        assert placement.id is not None
        assert not placement.twice
        assert LABELS.key(EDITION.indicators[placement.id].label["vi"]) == LABELS.key(ROWS[place][1])
    assert len({placement.id for placement in found}) == len(kept)


@given(st.lists(st.tuples(st.integers(0, len(ROWS)), st.text(max_size=30)), max_size=8))
def test_strange_rows_take_no_line_away(strangers: list[tuple[int, str]]) -> None:
    rows = list(ROWS)
    for place, text in strangers:
        rows.insert(place, ("-", f"@@ {text}"))
    found = match(rows, LABELS)
    assert [placement.id for placement in found if placement.id is not None] == IDS


@given(st.integers(0, len(ROWS) - 1), st.integers(0, len(ROWS)))
def test_a_row_moved_anywhere_is_found(which: int, where: int) -> None:
    rows = list(ROWS)
    row = rows.pop(which)
    rows.insert(where, row)
    found = match(rows, LABELS)
    assert {placement.id for placement in found} == set(IDS)
    assert not any(placement.twice for placement in found)


@given(st.permutations(range(len(ROWS))))
def test_any_order_places_every_row(order: list[int]) -> None:
    found = match([ROWS[place] for place in order], LABELS)
    assert sorted(placement.id or "" for placement in found) == sorted(IDS)
    assert not any(placement.alike for placement in found)


@given(st.integers(0, len(ROWS) - 1))
def test_a_row_twice_is_one_line_and_one_more(which: int) -> None:
    rows = [*ROWS[: which + 1], *ROWS[which:]]
    found = match(rows, LABELS)
    assert [placement.id for placement in found if placement.twice] == [IDS[which]]
    assert len({placement.id for placement in found}) == len(IDS)


WARD = cchc.load_catalogue("phuong-2024").edition
WARD_ROWS = [(line.code, line.label["vi"]) for line in WARD.indicators.values()]
WARD_IDS = list(WARD.indicators)
SECTIONS = [
    [WARD_IDS.index(f"kntc_{part}_{kind}") for kind in ("khieu_nai", "to_cao", "phan_anh")]
    for part in ("tiep_nhan", "giai_quyet")
]
"""Where the kinds of cases stand under "received" and under "settled": the same labels twice."""


@given(
    st.sampled_from((0, 1)), st.permutations(range(3)), st.sampled_from((0, 1)), st.integers(0, 2), st.integers(0, 9)
)
def test_rows_that_change_places_and_a_slip_take_no_line_of_another_part(
    moved: int, order: list[int], slipped: int, which: int, letter: int
) -> None:
    """Labels that two parts of the form have stay each under its own heading."""
    rows, ids = list(WARD_ROWS), list(WARD_IDS)
    for place, other in zip(SECTIONS[moved], order, strict=True):
        rows[place], ids[place] = WARD_ROWS[SECTIONS[moved][other]], WARD_IDS[SECTIONS[moved][other]]
    code, label = rows[SECTIONS[slipped][which]]
    rows[SECTIONS[slipped][which]] = code, label[: letter % len(label)] + "z" + label[letter % len(label) + 1 :]
    for placement, id in zip(match(rows, Labels.of(WARD)), ids, strict=True):
        assert placement.id in (id, None) or placement.twice


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=60)), max_size=40))
def test_any_rows_are_matched_or_not(rows: list[tuple[str, str]]) -> None:
    found = match(rows, LABELS)
    assert len(found) == len(rows)
    taken = [placement.id for placement in found if placement.id is not None and not placement.twice]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize(
    ("printed", "read"),
    [("3,1", "3.1"), ("3.1.", "3.1"), ("<b>II</b>", "II"), ("I.", "I"), ("ii", "II"), ("(1)", "1"), ("1)", "1")]
    + [(dash, "-") for dash in ("-", "–", "—", "*", "**", "•", " - ")]
    + [("+", "+"), ("++", "+"), ("", "")],
)
def test_codes_have_one_spelling(printed: str, read: str) -> None:
    assert code_key(printed) == read


def test_a_number_in_common_outweighs_a_label_that_differs() -> None:
    """Under the same printed number a label need only resemble the form's."""
    rows = list(ROWS)
    place = next(place for place, (code, _) in enumerate(rows) if code == "2.4.5")
    rows[place] = ("2.4.5", "Gửi thư xin lỗi đối với hồ sơ giải quyết quá hạn")
    assert match(rows, LABELS)[place] == Placement(IDS[place], alike=True)
    rows[place] = ("-", "Các việc khác trong tháng")
    assert match(rows, LABELS)[place] == Placement()


def test_another_kind_of_unit_is_no_other_label(edition: Edition) -> None:
    place = IDS.index("ho_so_ty_le_dung_han")
    rows = list(ROWS)
    rows[place] = ("-", rows[place][1].replace("phường", "xã"))
    assert match(rows, LABELS)[place] == Placement(IDS[place])


def test_likeness_is_a_share() -> None:
    assert likeness("số cuộc thi", "số cuộc thi") == 1.0
    assert likeness("số cuộc thi", "") == 0.0
    assert 0.8 <= likeness("số cuộc thi", "số cuộc thi đã tổ chức") < 1.0
    assert likeness("tọa đàm", "hồ sơ") < 0.3


HALVED = Labels.of_rows(
    [
        ("1", "-", ("Tổng số thủ tục đủ điều kiện cung cấp trực tuyến một phần",)),
        ("2", "-", ("Số thủ tục đang cung cấp trực tuyến một phần",)),
        ("3", "-", ("Số hồ sơ đã nộp",)),
    ]
)


@pytest.mark.parametrize(
    "label", ["thủ tục đang cung cấp trực tuyến một phần", "Số thủ tục đang cung cấp trực tiếp một phần"]
)
def test_a_label_with_a_slip_is_its_line(label: str) -> None:
    found = match([("-", label), ("-", "Số hồ sơ đã nộp")], HALVED)
    assert [placement.id for placement in found] == ["2", "3"]


def test_half_a_label_that_two_lines_end_with_is_neither() -> None:
    """The first row is the first line's, cut off; it is more like the second line's label, which is shorter."""
    halves = [("-", "cung cấp trực tuyến một phần"), ("-", "tuyến một phần"), ("-", "Số hồ sơ đã nộp")]
    assert [placement.id for placement in match(halves, HALVED)] == [None, None, "3"]
    whole = [("-", HALVED.lines[0].key), ("-", "cung cấp trực tuyến một phần"), ("-", "Số hồ sơ đã nộp")]
    assert [placement.id for placement in match(whole, HALVED)] == ["1", "2", "3"]
