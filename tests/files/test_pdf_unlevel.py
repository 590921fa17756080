"""Letters of a PDF that stand out of its lines: note marks, what lies over the page, what nobody sees."""

from __future__ import annotations

import pytest

from cchc.readers import pdf
from cchc.report import RawForm

from . import drawn

GRID = drawn.grid((20, 60, 220, 300, 380), (200, 220, 240, 260))
ROWS = (
    drawn.text(25, 246, "1"),
    drawn.text(65, 246, "Ten dong"),
    drawn.text(305, 246, "ho so"),
    drawn.text(25, 226, "2"),
    drawn.text(65, 226, "Dong hai"),
    drawn.text(225, 226, "7"),
)
OF_2024 = drawn.text(120, 120, "BAN NHAP 2024", size=25, turn="0.7 0.7 -0.7 0.7")


def read(*content: str) -> RawForm:
    return pdf.read(drawn.pdf("\n".join((GRID, *ROWS, *content))), "x.pdf")


def quantities(form: RawForm) -> list[str]:
    return [row.cells[2].text for row in form.rows[:2]]


@pytest.mark.parametrize("size", [5.0, 8.0])
@pytest.mark.parametrize("height", [2.5, 4.2, 6.5])
@pytest.mark.parametrize("mark", ["2", "12"])
def test_a_raised_mark_stands_with_its_figure(size: float, height: float, mark: str) -> None:
    """However high it is set: on a line of its own it would be another number."""
    form = read(drawn.text(225, 246, "61"), drawn.text(236.5, 246 + height, mark, size=size))
    assert quantities(form) == ["61" + mark.translate(str.maketrans("12", "¹²")), "7"]


def test_a_raised_mark_before_its_figure() -> None:
    form = read(drawn.text(225, 250.5, "2", size=6), drawn.text(228.5, 246, "11"))
    assert quantities(form) == ["²11", "7"]


def test_small_text_of_its_own_line_is_no_mark() -> None:
    form = read(drawn.text(225, 251, "61"), drawn.text(225, 243, "trong do 2", size=6))
    assert quantities(form) == ["61 trong do 2", "7"]


@pytest.mark.parametrize(
    "text",
    [
        OF_2024,
        f"0.8 g {OF_2024} 0 g",
        f"0.85 g {drawn.text(40, 226, 'BAN NHAP 2024', size=30)} 0 g",
    ],
    ids=["slanting", "pale and slanting", "pale and large"],
)
def test_what_lies_over_the_page_is_told_once(text: str) -> None:
    form = read(drawn.text(225, 246, "61"), text)
    assert quantities(form) == ["61", "7"]
    assert [(note.code, note.figures) for note in form.notes] == [("CCHC-F009", {"observed": "BAN NHAP 2024"})]


def test_white_text_is_not_read_and_told() -> None:
    form = read(drawn.text(231, 246, "2"), f"1 g {drawn.text(225, 246, '1')} 0 g")
    assert quantities(form) == ["2", "7"]
    assert form.rows[0].cells[2].unseen == "1"


@pytest.mark.parametrize("place", ["221 241 78 18", "223 244 12 12"])
def test_white_text_on_a_dark_ground_is_seen(place: str) -> None:
    form = read(f"0 0 0.6 rg {place} re f 1 g {drawn.text(225, 246, '12')} 0 g")
    assert quantities(form) == ["12", "7"]


def test_grey_text_is_seen() -> None:
    assert quantities(read(f"0.6 g {drawn.text(225, 246, '12')} 0 g")) == ["12", "7"]


def spread(x: float, y: float, letters: str, by: float = 2.2) -> str:
    """Letters of 10 points set apart, each drawn alone."""
    return "\n".join(drawn.text(x + (5.56 + by) * place, y, letter) for place, letter in enumerate(letters))


def test_figures_whose_letters_are_set_apart() -> None:
    """A distance that holds over three letters tells it of two, too."""
    form = read(spread(225, 246, "350"), spread(240, 226, "20"))
    assert quantities(form) == ["350", "7 20"]


@pytest.mark.parametrize(
    ("content", "reads"),
    [
        (spread(225, 246, "20"), "2 0"),
        (drawn.text(225, 246, "12") + drawn.text(238.4, 246, "3"), "12 3"),
        (drawn.text(225, 246, "2 0 5"), "2 0 5"),
        (drawn.text(225, 246, "1 247"), "1 247"),
    ],
)
def test_figures_side_by_side_stay_apart(content: str, reads: str) -> None:
    """Spaces that are drawn, uneven distances and one that nothing else has do not say that they are one."""
    assert quantities(read(content))[0] == reads


def test_an_even_distance_elsewhere_does_not_join_figures_that_are_close() -> None:
    form = read(drawn.text(225, 246, "12") + drawn.text(238.32, 246, "3"), spread(240, 226, "350"))
    assert quantities(form)[0] == "12 3"


def test_what_is_struck_out_between_two_figures_parts_them_no_more_than_it_did() -> None:
    whole = (drawn.text(225, 246, "12837"), drawn.line(236.2, 249.5, 241.6, 249.5))
    form = read(*whole)
    assert (quantities(form)[0], form.rows[0].cells[2].unseen) == ("1237", "8")
    apart = (drawn.text(225, 246, "12 8 37"), drawn.line(239, 249.5, 244.4, 249.5))
    assert quantities(read(*apart))[0] == "12 37"
