"""What is drawn in a PDF besides its letters: boxes to tick are part of the text, dots in a row are a rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cchc.readers import pdf

from . import drawn

Draw = Callable[[float, float], str]
YS = (200, 220, 240, 260)
GRID = drawn.grid((20, 60, 220, 300, 380), YS)
LABEL = (drawn.text(25, 246, "1"), drawn.text(65, 246, "Ten dong"))


def texts(*content: str) -> list[list[str]]:
    form = pdf.read(drawn.pdf("\n".join(content)), "x.pdf")
    return [" | ".join(cell.text for cell in row.cells).rstrip(" |").split(" | ") for row in form.rows]


def square(x: float, y: float, side: float = 10) -> str:
    return f"{x} {y} {side} {side} re S"


def ring(x: float, y: float, size: float, end: str = "S") -> str:
    """Four curves around a middle."""
    r, k = size / 2, 0.55 * size / 2
    a, b = x + r, y + r
    return (
        f"{a + r} {b} m {a + r} {b + k} {a + k} {b + r} {a} {b + r} c {a - k} {b + r} {a - r} {b + k} {a - r} {b} c "
        f"{a - r} {b - k} {a - k} {b - r} {a} {b - r} c {a + k} {b - r} {a + r} {b - k} {a + r} {b} c {end}"
    )


def crossed(x: float, y: float) -> str:
    return "\n".join((square(x, y), drawn.line(x, y, x + 10, y + 10), drawn.line(x, y + 10, x + 10, y)))


def hooked(x: float, y: float) -> str:
    return f"{square(x, y)}\n{x + 2} {y + 5} m {x + 4} {y + 2} l {x + 9} {y + 9} l S"


def lettered(x: float, y: float) -> str:
    return f"{square(x, y)}\n{drawn.text(x + 2.5, y + 2.5, 'x', size=9)}"


def blue(x: float, y: float) -> str:
    """As browsers print it: a blue square with a white hook."""
    return f"0 0.4 1 rg {x} {y} 10 10 re f 0 g 1 G {x + 2} {y + 5} m {x + 4} {y + 2} l {x + 9} {y + 9} l S 0 G"


def dotted_ring(x: float, y: float) -> str:
    return f"{ring(x, y, 10)}\n{ring(x + 2.5, y + 2.5, 5, 'f')}"


def filled(x: float, y: float) -> str:
    return f"{x} {y} 10 10 re f"


def framed(x: float, y: float) -> str:
    """Empty, as a path between two squares."""
    return f"{x} {y} 10 10 re {x + 1} {y + 1} 8 8 re f*"


EMPTY = {"square": square, "ring": lambda x, y: ring(x, y, 10), "frame": framed}
TICKED = {
    "crossed": crossed,
    "hooked": hooked,
    "lettered": lettered,
    "blue": blue,
    "dotted": dotted_ring,
    "filled": filled,
}


@pytest.mark.parametrize("empty", EMPTY.values(), ids=EMPTY)
@pytest.mark.parametrize("ticked", TICKED.values(), ids=TICKED)
@pytest.mark.parametrize("height", [0, 2, -1.5])
def test_a_drawn_box_is_part_of_the_answer(ticked: Draw, empty: Draw, height: float) -> None:
    """Whether it is ticked decides the answer; its sides are no walls and part no rows."""
    words = (drawn.text(236, 246, "Co"), drawn.text(236, 229, "Khong"))
    boxes = (ticked(224, 244 + height), empty(224, 227 + height))
    grid = drawn.grid((20, 60, 220, 300, 380), (200, 224, 260))
    assert texts(grid, *LABEL, *words, *boxes) == [["1", "Ten dong", "☒ Co ☐ Khong"]]


def test_boxes_behind_their_words() -> None:
    words = (drawn.text(225, 246, "Co"), drawn.text(255, 246, "Khong"))
    assert texts(GRID, *LABEL, *words, square(240, 245), crossed(287, 245))[0][2] == "Co ☐ Khong ☒"


def test_square_cells_are_no_boxes() -> None:
    """A program that draws each cell as a rectangle: an empty one may be as small as a box."""
    cells = [
        f"{x} {y} {width} 16 re S" for y in (200, 216, 232) for x, width in ((20, 16), (36, 160), (196, 80), (276, 100))
    ]
    words = [drawn.text(40, 237, "Ten dong"), drawn.text(200, 237, "12"), drawn.text(40, 221, "Dong hai")]
    assert texts(*cells, *words) == [["", "Ten dong", "12"], ["", "Dong hai"]]


def test_a_framed_figure_is_no_mark() -> None:
    assert texts(GRID, *LABEL, square(240, 244, 11), drawn.text(243, 246, "5"))[0][2:] == ["5"]


def test_dots_in_a_row_are_a_rule() -> None:
    dots = [f"{x} {y} 0.7 0.7 re f" for y in YS for x in range(20, 380, 2)]
    dots += [f"{x} {y} 0.7 0.7 re f" for x in (20, 60, 220, 300, 380) for y in range(200, 260, 2)]
    rest = (drawn.text(225, 246, "12"), drawn.text(305, 246, "ho so"), drawn.text(25, 226, "2"))
    assert texts(*dots, *LABEL, *rest) == [["1", "Ten dong", "12", "ho so"], ["2"]]


def test_a_short_stroke_alone_strikes_a_letter_out() -> None:
    struck = (drawn.text(225, 246, "9"), "225 249 5.5 0.6 re f", drawn.text(235, 246, "5"))
    assert texts(GRID, *LABEL, *struck)[0][2] == "5"


def test_shading_is_no_rule() -> None:
    """Of a table without rules every other row is shaded: the rows between are rows, too."""
    shades = [f"0.95 g {x} {y} {width} 20 re f 0 g" for y in range(60, 260, 40) for x, width in ((20, 40), (60, 320))]
    cells = [
        drawn.text(x, 246 - 20 * row, words)
        for row in range(10)
        for x, words in ((25, f"{row + 1}"), (65, f"Dong so {row}"), (225, f"{7 * row}"), (305, "ho so"))
    ]
    assert texts(*shades, *cells) == [[f"{row + 1}", f"Dong so {row}", f"{7 * row}", "ho so"] for row in range(10)]
