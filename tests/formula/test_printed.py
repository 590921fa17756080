"""The row of column numbers: every spelling of an identity is read as that identity, and nothing is read by half."""

from __future__ import annotations

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from cchc.formula.printed import LONGEST, MOST_TERMS, read_number_cell
from cchc.formula.printed_sums import Addend, NumberCell, Sum, Unreadable, Why
from cchc.formula.syntax import parse
from cchc.formula.tree import names_of
from cchc.words import LANGUAGES, data

# --- what forms print --------------------------------------------------------------------------------------------

READ = {
    "(3)=(4)+(5)+(6)": "3=4+5+6",
    "7=8+9 =10+11+12": "7=8+9=10+11+12",
    "7=8+9 =10+11+12 =13+14": "7=8+9=10+11+12=13+14",
    "4=15+..+19": "4=15+…+19",
    "3 (=4+…+9)": "3=4+…+9",
    "(1)": "1",
    "A": "A",
    "Ms": "Ms",
    "5=3-4": "5=3-4",
    "(3=4+5+6)": "3=4+5+6",
    "(3)=(4+5)-(6+7)": "3=4+5-6-7",
    "3=(4+(5-(6-7)))": "3=4+5-6+7",
    "(3)\n=(4)\n+(5)": "3=4+5",
    "<b>(3)</b><br/>=(4)+&nbsp;(5)": "3=4+5",
    "**(3)**=(4)+(5)": "3=4+5",
    "（３）＝（４）＋（５）": "3=4+5",
    "③=④+⑤": "3=4+5",
    "3=4\N{EN DASH}5\N{MINUS SIGN}6": "3=4-5-6",
    "01=02+03": "1=2+3",
    "3 = -4 + 5": "3=-4+5",
    "C=A+B": "C=A+B",
    "（Ｃ）＝Ａ＋Ｂ": "C=A+B",
    "D=A+..+C": "D=A+…+C",
    "2=II.1+…+II.4": "2=II.1+…+II.4",
    "15=15a+15b": "15=15a+15b",
    "4=15÷19": "4=15+…+19",
    "4 = từ 15 đến 19": "4=15+…+19",
    "4 = tu cot (15) den cot (19)": "4=15+…+19",
    "4 = cột 15 + ... + cột 19": "4=15+…+19",
    "(15) = (16) + (17) + . . . + (19)": "15=16+…+19",
    "4=2-5-..-9": "4=2-5-…-9",
    "4=5+7+9+…+15": "4=5+7+9+…+15",
    "4=5+8+…+10": "4=5+8+…+10",
    "4=5+…+9+12+…+14-20": "4=5+…+9+12+…+14-20",
    "3=4+5; 3=6+7": "3=4+5=6+7",
    "3=4+5\n3=6+7": "3=4+5=6+7",
    "3 (=4+5) (=6+7)": "3=4+5=6+7",
    "3=4+5 (=6+7)": "3=4+5=6+7",
}


@pytest.mark.parametrize(("printed", "meant"), READ.items())
def test_what_forms_print_is_read(printed: str, meant: str) -> None:
    """Brackets, blanks, dots, dashes, letters, widths and repeated signs change nothing of what a cell says."""
    assert str(read_number_cell(printed)) == meant


UNREAD = {
    "(5)=(4)/(3)*100": (Why.PRODUCT, "5"),
    "3=1x2": (Why.PRODUCT, "3"),
    "(3) = (1) x (2)": (Why.PRODUCT, "3"),
    "3=4:5": (Why.PRODUCT, "3"),
    "3=4+5 %": (Why.PRODUCT, "3"),
    "5=3÷4": (Why.PRODUCT, "5"),
    "5=4÷3": (Why.RANGE, "5"),
    "": (Why.EMPTY, None),
    " \n": (Why.EMPTY, None),
    "Tổng số": (Why.STRANGER, None),
    "3=4+5 (tổng)": (Why.STRANGER, "3"),
    "3=1a2": (Why.STRANGER, "3"),
    "3==4": (Why.STRANGER, "3"),
    "=4+5": (Why.NO_NUMBER, None),
    "4+5=3": (Why.NO_NUMBER, None),
    "1-5": (Why.NO_NUMBER, None),
    "từ 1 đến 5": (Why.NO_NUMBER, None),
    "3=4 5": (Why.SIDE_BY_SIDE, "3"),
    "3=4,5": (Why.SIDE_BY_SIDE, "3"),
    "3=4①": (Why.SIDE_BY_SIDE, "3"),
    "(3)(4)": (Why.SIDE_BY_SIDE, "3"),
    "3 4=5+6": (Why.SIDE_BY_SIDE, None),
    "3=4+": (Why.UNFINISHED, "3"),
    "3=": (Why.UNFINISHED, "3"),
    "3=4+…": (Why.UNFINISHED, "3"),
    "(3=4+5": (Why.BRACKET, "3"),
    "3)=4": (Why.BRACKET, "3"),
    "(3]=4": (Why.BRACKET, "3"),
    "3=()": (Why.BRACKET, "3"),
    "(3)¹": (Why.RAISED, None),
    "3=4₁": (Why.RAISED, None),
    "3=…+9": (Why.RANGE, "3"),
    "3=4+…-9": (Why.RANGE, "3"),
    "3=10-4…9": (Why.RANGE, "3"),
    "3=9+…+4": (Why.RANGE, "3"),
    "3=4+6+…+10": (Why.RANGE, "3"),
    "3=A+…+9": (Why.RANGE, "3"),
    "3=15a+…+15d": (Why.RANGE, "3"),
    "3=A+…+A9": (Why.RANGE, "3"),
    "3=từ 4 + 9": (Why.RANGE, "3"),
    "3=3+4": (Why.ITSELF, "3"),
    "3=4+5-4": (Why.TWICE, "3"),
    "3" * LONGEST + "3": (Why.TOO_LONG, None),
    "3=" + "(" * 9 + "4" + ")" * 9: (Why.TOO_LONG, "3"),
    "3=" + "+".join(map(str, range(10, 11 + MOST_TERMS))): (Why.TOO_LONG, "3"),
}


@pytest.mark.parametrize(("printed", "why"), UNREAD.items())
def test_what_is_no_sum_is_not_half_read(printed: str, why: tuple[Why, str | None]) -> None:
    """A cell that is not read whole gives no identity, but says why, and its number where that is plain."""
    unread = read_number_cell(printed)
    assert isinstance(unread, Unreadable)
    assert (unread.why, unread.number) == why


def test_two_numbers_before_dots_that_are_no_neighbours_tell_no_range() -> None:
    """4, 6, … 10 may be 4, 6, 8, 10 or 4 and 6 to 10: a third number tells, or an end that no step reaches."""
    assert isinstance(read_number_cell("3=4+6+…+10"), Unreadable)
    assert read_number_cell("3=4+6+8+…+12") == NumberCell("3", (Sum((Addend(1, "4", "12", 2),)),))
    assert read_number_cell("3=4+6+…+9") == NumberCell("3", (Sum((Addend(1, "4"), Addend(1, "6", "9"))),))


# --- what it comes to --------------------------------------------------------------------------------------------

COLUMNS = {str(number): f"c{number}" for number in range(1, 20)}


def test_sums_become_formulas() -> None:
    """A printed sum is a formula over the columns that bear its numbers, in the order in which they are printed."""
    cell = read_number_cell("7=8+…+11-3 = 19-4 = -5+6")
    assert isinstance(cell, NumberCell)
    assert cell.formulas(COLUMNS) == ("c8 + c9 + c10 + c11 - c3", "c19 - c4", "-c5 + c6")


def test_a_range_goes_over_numbers_and_not_over_places() -> None:
    """Column 4 may be the sum of 15 to 19 whatever stands between them on the form."""
    cell = read_number_cell("4=15+..+19")
    assert isinstance(cell, NumberCell)
    ids = {number: COLUMNS[number] for number in reversed(COLUMNS)}
    assert cell.formulas(ids) == ("c15 + c16 + c17 + c18 + c19",)


@pytest.mark.parametrize(
    ("printed", "why", "part"),
    [
        ("4=15+..+21", Why.NOT_PRINTED, "20"),
        ("4=5+22", Why.NOT_PRINTED, "22"),
        ("4=1+..+9999", Why.ITSELF, "4"),
        ("4=5+..+9+12-7", Why.TWICE, "7"),
    ],
)
def test_a_sum_over_what_is_not_there_is_told(printed: str, why: Why, part: str) -> None:
    """Every number of a sum is that of one other column of figures, and stands in it once."""
    cell = read_number_cell(printed)
    assert isinstance(cell, NumberCell)
    assert cell.formulas(COLUMNS) == Unreadable(why, part, "4")


def test_letters_go_by_the_alphabet_of_the_form() -> None:
    """Đ stands between D and E where a form has it; F, J, W and Z may be left out, other letters may not."""
    cell = read_number_cell("X=A+..+G")
    assert isinstance(cell, NumberCell)
    assert cell.formulas({letter: letter.lower() for letter in "ABCDEG"}) == ("a + b + c + d + e + g",)
    assert cell.formulas({letter: letter.lower() for letter in "ABCDĐEG"}) == ("a + b + c + d + đ + e + g",)
    assert cell.formulas({letter: letter.lower() for letter in "ABDEG"}) == Unreadable(Why.NOT_PRINTED, "C", "X")


def test_an_unread_cell_points_at_what_is_to_blame() -> None:
    """The mistake of a catalogue quotes the cell, marks the part and says what to write instead."""
    unread = read_number_cell("(5)=(4)/(3)*100")
    assert isinstance(unread, Unreadable)
    assert str(unread.error("(5)=(4)/(3)*100")).splitlines() == [
        "it is no mere sum or difference: / (write `formula`)",
        "    (5)=(4)/(3)*100",
        "           ^",
    ]


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_said_in_every_language(why: Why) -> None:
    """Whoever reads of a cell that was not read is told why in their own language."""
    assert set(data("number_row")["why"]) == set(Why)
    for language in LANGUAGES:
        assert "{" not in Unreadable(why, "4").message[language]
        assert Unreadable(why).hint[language]


# --- every spelling ----------------------------------------------------------------------------------------------

PREFIXES = ("", "", "", "1.", "II.", "c")
BLANKS = st.sampled_from(["", "", " ", "  ", "\n", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "<br>"])
TO_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789()[]{}+-=,"}
MINUS = ("-", "\N{EN DASH}", "\N{MINUS SIGN}", "\N{HYPHEN}")


@frozen
class Spelling:
    """A cell and one way to print it."""

    cell: NumberCell
    text: str


@st.composite
def sums(draw: st.DrawFn, numbers: list[int], prefix: str) -> Sum:
    """Disjoint numbers and ranges, in any order, none of which would run into the range behind it."""
    terms: list[Addend] = []
    for _ in range(draw(st.integers(1, 5))):
        length = draw(st.sampled_from([1, 1, 1, 2, 3, 5]))
        step = draw(st.sampled_from([1, 1, 2, 3])) if length > 3 else 1
        first = numbers.pop(0)
        members = range(first, first + length * step, step)
        del numbers[: members[-1] - first]
        sign = draw(st.sampled_from([1, 1, -1]))
        ends = (f"{prefix}{members[0]}", f"{prefix}{members[-1]}" if length > 1 else None)
        terms.append(Addend(sign, *ends, step))
    return Sum(tuple(_apart(draw(st.permutations(terms)))))


def _apart(terms: list[Addend]) -> list[Addend]:
    """The terms without the numbers that would run into a range behind them."""
    kept: list[Addend] = []
    for term in reversed(terms):
        if term.last is not None or not kept or kept[0].last is None or kept[0].sign != term.sign:
            kept.insert(0, term)
    return kept


@st.composite
def spellings(draw: st.DrawFn) -> Spelling:
    """A cell of any identities, printed in any way."""
    prefix = draw(st.sampled_from(PREFIXES))
    number = f"{prefix}{draw(st.integers(1, 9))}"
    identities = tuple(draw(sums(list(range(10, 90)), prefix)) for _ in range(draw(st.integers(0, 3))))
    cell = NumberCell(number, identities)
    printed = _Printer(draw).cell(cell)
    return Spelling(cell, printed.translate(TO_WIDE) if draw(st.booleans()) else printed)


@frozen
class _Printer:
    draw: st.DrawFn

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def blank(self) -> str:
        return self.draw(BLANKS)

    def cell(self, cell: NumberCell) -> str:
        text = self.number(cell.number)
        for place, identity in enumerate(cell.identities):
            equal = f"={self.blank()}{self.sum(identity)}"
            again = self.one_of("", f"; {cell.number}", f"\n{cell.number} ", ";", ",") if place else ""
            text += self.one_of(f"{self.blank()}{again}{self.blank()}{equal}", f" ({equal})")
        return f"({text})" if cell.identities and "(" not in text and self.draw(st.booleans()) else text

    def number(self, number: str) -> str:
        padded = self.one_of(number, number, "0" + number if number.isdigit() else number)
        word = self.one_of("", "", "cột ", "Cột ", "column ") if self.draw(st.booleans()) else ""
        plain = f"{self.blank()}{word}{padded}{self.blank()}"
        return self.one_of(plain, f"({plain})", f"[{plain}]", f"{{{plain}}}")

    def sum(self, identity: Sum) -> str:
        text = ""
        for term in identity.terms:
            sign = self.sign(term)
            shown = "" if not text and term.sign > 0 else sign
            body = self.one_of(self.term(term), f"({self.term(Addend(1, term.first, term.last, term.step))})")
            text += f"{shown}{self.blank()}{body}"
        return text

    def sign(self, term: Addend) -> str:
        return self.blank() + ("+" if term.sign > 0 else self.one_of(*MINUS)) + self.blank()

    def term(self, term: Addend) -> str:
        if term.last is None:
            return self.number(term.first)
        members = [number for number in term.numbers(()) if number]
        least = 3 if term.step > 1 else 1
        shown = self.draw(st.integers(least, max(least, min(4, len(members) - 1))))
        head = self.sign(term).join(map(self.number, members[:shown]))
        return head + self.dots(term, len(members) - shown) + self.number(term.last)

    def dots(self, term: Addend, left: int) -> str:
        dots = self.one_of("..", "...", "…", ". . .", "......", "‥")
        signs = [f"{self.sign(term)}{dots}{self.sign(term)}", f"{self.sign(term)}{dots}", f"{dots}{self.sign(term)}"]
        if term.sign > 0:
            signs += [f" {dots} ", " đến ", " tới ", " ĐẾN ", " to "]
            if left > 1:
                signs += ["÷", " ÷ "]
        return self.one_of(*signs)


@given(spellings())
def test_any_spelling_of_an_identity_is_that_identity(spelling: Spelling) -> None:
    """However an identity is printed, what is read is that identity."""
    assert read_number_cell(spelling.text) == spelling.cell


@given(spellings())
def test_a_cell_is_read_back_from_its_own_text(spelling: Spelling) -> None:
    """What is shown of a cell says the same as the cell."""
    assert read_number_cell(str(spelling.cell)) == spelling.cell


@given(spellings(), st.data())
def test_a_foreign_sign_anywhere_makes_a_cell_unreadable(spelling: Spelling, drawn: st.DataObject) -> None:
    """No sign that is not understood is passed over."""
    text = str(spelling.cell)
    place = drawn.draw(st.integers(0, len(text)))
    sign = drawn.draw(st.sampled_from("*/:%×@#!?~^|\"'²₂½_&√"))
    assert isinstance(read_number_cell(text[:place] + sign + text[place:]), Unreadable)


@given(spellings())
def test_formulas_have_the_numbers_of_their_sums(spelling: Spelling) -> None:
    """The formula of a sum is the sum of its columns, signs included: as figures it comes to the same."""
    ids = {f"{prefix}{number}": f"c_{number}" for prefix in PREFIXES for number in range(1, 200)}
    formulas = spelling.cell.formulas(ids)
    assert not isinstance(formulas, Unreadable)
    for formula, identity in zip(formulas, spelling.cell.identities, strict=True):
        numbers = [ids[number] for term in identity.terms for number in term.numbers(ids)]
        assert sorted(names_of(parse(formula))) == sorted(numbers)


@given(st.text(st.sampled_from("0123456789()[]=+-. …÷đếntừAx;,\n"), max_size=30) | st.text())
def test_any_text_is_a_cell_or_says_why_not(text: str) -> None:
    """Whatever stands in the row of numbers, the answer is a cell that says the same as its text, or a reason."""
    found = read_number_cell(text)
    if isinstance(found, NumberCell):
        assert read_number_cell(str(found)) == found
    else:
        assert found.message["vi"]
