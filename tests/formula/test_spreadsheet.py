"""A spreadsheet formula gives what the reference gives, and never an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.errors import FormulaError
from cchc.formula.functions import Kind
from cchc.formula.reference import Null, evaluate, rounded
from cchc.formula.spreadsheet import LENGTH, SheetCells, spreadsheet
from cchc.formula.syntax import parse
from cchc.formula.tree import Apply, Name, Word
from cchc.formula.typecheck import figure_type

TOKEN = re.compile(r'"((?:[^"]|"")*)"|(\d+(?:\.\d+)?)|([A-Z]+)(?=\()|([A-Z]+\d+)|(TRUE|FALSE)|(<=|>=|<>|[-+*/<>=(),])')
PRECEDENCE = [("=", "<>", "<", "<=", ">", ">="), ("+", "-"), ("*", "/")]


class CellError(Exception):
    """#DIV/0!, #VALUE! or #N/A."""


Lazy = Callable[[], object]


def reckon(formula: str, cells: dict[str, object]) -> object:
    """Evaluate a spreadsheet formula as Excel does, but over exact fractions; errors raise `CellError`."""
    assert formula.startswith("=")
    tokens = list(TOKEN.finditer(formula, 1))
    assert "".join(match[0] for match in tokens) == formula[1:]
    parser = Parser(tokens, cells)
    result = parser.infix(0)
    assert not parser.tokens
    return result()


def number(value: object) -> Fraction:
    if value is None:
        return Fraction(0)
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return Fraction(value)


def numbers(args: list[Lazy]) -> list[Fraction]:
    return [number(arg()) for arg in args]


def quotient(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        raise CellError("#DIV/0!")
    return left / right


def attempt(value: Lazy, otherwise: Lazy) -> object:
    try:
        return value()
    except CellError:
        return otherwise()


def is_number(value: object) -> bool:
    return isinstance(value, Fraction | int) and not isinstance(value, bool)


def not_available() -> object:
    raise CellError("#N/A")


FUNCTIONS: dict[str, Callable[..., object]] = {
    "IF": lambda test, then, otherwise: then() if test() else otherwise(),
    "CHOOSE": lambda index, *choices: choices[int(number(index())) - 1](),
    "COUNT": lambda *args: Fraction(sum(is_number(arg()) for arg in args)),
    "ISNUMBER": lambda arg: is_number(attempt(arg, lambda: None)),
    "IFERROR": attempt,
    "NA": not_available,
    "ROUND": lambda value, decimals: Fraction(rounded(number(value()), int(decimals())), 10 ** int(decimals())),
    "SUM": lambda *args: sum(numbers(list(args)), Fraction(0)),
    "MIN": lambda *args: min(numbers(list(args))),
    "MAX": lambda *args: max(numbers(list(args))),
    "ABS": lambda arg: abs(number(arg())),
}

OPERATORS: dict[str, Callable[[object, object], object]] = {
    "+": lambda a, b: number(a) + number(b),
    "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b),
    "/": lambda a, b: quotient(number(a), number(b)),
    "=": lambda a, b: (a or "") == (b or "") if isinstance(a, str) or isinstance(b, str) else number(a) == number(b),
    "<>": lambda a, b: not OPERATORS["="](a, b),
    "<": lambda a, b: number(a) < number(b),
    "<=": lambda a, b: number(a) <= number(b),
    ">": lambda a, b: number(a) > number(b),
    ">=": lambda a, b: number(a) >= number(b),
}


class Parser:
    """Recursive descent over the operators and functions that the backend writes."""

    def __init__(self, tokens: list[re.Match[str]], cells: dict[str, object]) -> None:
        self.tokens, self.cells = tokens, cells

    def peek(self) -> str:
        return self.tokens[0][0] if self.tokens else ""

    def infix(self, level: int) -> Lazy:
        if level == len(PRECEDENCE):
            return self.prefix()
        left = self.infix(level + 1)
        while self.peek() in PRECEDENCE[level]:
            operator = self.tokens.pop(0)[0]
            left = self.applied(operator, left, self.infix(level + 1))
        return left

    def applied(self, operator: str, left: Lazy, right: Lazy) -> Lazy:
        return lambda: OPERATORS[operator](left(), right())

    def prefix(self) -> Lazy:
        if self.peek() == "-":
            self.tokens.pop(0)
            negated = self.prefix()
            return lambda: -number(negated())
        token = self.tokens.pop(0)
        quoted, literal, function, cell, truth, _ = token.groups()
        if quoted is not None:
            return lambda: quoted.replace('""', '"')
        if literal:
            return lambda: Fraction(literal)
        if truth:
            return lambda: truth == "TRUE"
        if cell:
            return lambda: self.cells.get(cell)
        args = self.arguments() if function else [self.infix(0)]
        assert self.tokens.pop(0)[0] == ")"
        return (lambda: FUNCTIONS[function](*args)) if function else args[0]

    def arguments(self) -> list[Lazy]:
        assert self.tokens.pop(0)[0] == "("
        args: list[Lazy] = []
        while self.peek() != ")":
            args.append(self.infix(0))
            if self.peek() == ",":
                self.tokens.pop(0)
        return args


def sheet_of(lines) -> SheetCells:
    places = {id: f"E{place}" for place, id in enumerate(lines, 10)}
    return SheetCells(
        places.__getitem__, lambda id: figure_type(lines[id]).kind, lambda word: f"Từ “{word}”", "Có", "Không"
    )


def cells_of(figures, sheet: SheetCells) -> dict[str, object]:
    shown = {True: "Có", False: "Không"}
    cells: dict[str, object] = {}
    for id, figure in figures.items():
        if isinstance(figure, bool):
            cells[sheet.cell(id)] = shown[figure]
        elif isinstance(figure, str):
            cells[sheet.cell(id)] = sheet.status(figure)
        elif figure is not None:
            cells[sheet.cell(id)] = Fraction(figure) if isinstance(figure, int | Fraction) else "62/KH-UBND"
    return cells


@settings(max_examples=200)
@given(st.data())
def test_a_sheet_agrees_with_the_reference(world, data):
    """Whatever a sheet can say gives the reference's value, "" for null, and never an error."""
    tree, decimals = data.draw(world.trees_without_facts), data.draw(st.integers(0, 2))
    figures, sheet = data.draw(world.figures), sheet_of(world.lines)
    formula = spreadsheet(tree, sheet, decimals)
    value = evaluate(tree, figures.get, lambda function, ids: None)
    if isinstance(value, Fraction):
        value = Fraction(rounded(value, decimals), 10**decimals)
    assert reckon(formula, cells_of(figures, sheet)) == ("" if isinstance(value, Null) else value)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("percent(a, b)", '=IF(COUNT(E10,E11)<2,"",IF(E11=0,"",ROUND(100*E10/E11,2)))'),
        ("percent(a, b - c)", '=IF(COUNT(E10,E11,E12)<3,"",IF(E11-E12=0,"",ROUND(100*E10/(E11-E12),2)))'),
        ("total(a, b, c)", '=IF(COUNT(E10,E11,E12)<3,"",ROUND(SUM(E10,E11,E12),2))'),
        ("a - (b - c)", '=IF(COUNT(E10,E11,E12)<3,"",ROUND(E10-(E11-E12),2))'),
        ("a <= b", '=CHOOSE(1+2*IF(COUNT(E10,E11)<2,0.5,IF(E10<=E11,1,0)),FALSE,"",TRUE)'),
        ("a / (b * c)", '=IF(COUNT(E10,E11,E12)<3,"",IF(E11*E12=0,"",ROUND(E10/(E11*E12),2)))'),
        ("a / (b / c)", '=IF(COUNT(E10,E11,E12)<3,"",IF(E12=0,"",IF(E11/E12=0,"",ROUND(E10/(E11/E12),2))))'),
        ("a / 4", '=IF(COUNT(E10)<1,"",ROUND(E10/4,2))'),
    ],
)
def test_formulas(world, formula, expected):
    """What stands in the cell is what a clerk would have written, with guards."""
    assert spreadsheet(parse(formula), sheet_of(world.lines), 2) == expected


@pytest.mark.parametrize("answers", [(y, z) for y in (True, False, None) for z in (True, False, None)])
@pytest.mark.parametrize(
    "text",
    [
        "y and z",
        "y or z",
        "not y",
        "implies(y, z)",
        "y == z",
        "y != z",
        "known(y)",
        "if_(y, 1, 2) > 1",
        "known(if_(z, 1, 2))",
    ],
)
def test_the_truth_table_holds_in_a_sheet(world, text, answers):
    """Kleene logic on 1, 0.5 and 0 is the reference's, for each pair of answers."""
    figures, sheet = dict(zip("yz", answers, strict=True)), sheet_of(world.lines)
    value = evaluate(parse(text), figures.get, lambda function, ids: None)
    assert reckon(spreadsheet(parse(text), sheet), cells_of(figures, sheet)) == (
        "" if isinstance(value, Null) else value
    )


@pytest.mark.parametrize("blank", [None, "không có", "#DIV/0!", ""])
def test_a_text_or_a_blank_makes_a_rate_blank(world, blank):
    """A part that is no number leaves the rate empty; zero as denominator too."""
    formula = spreadsheet(parse("percent(a, b)"), sheet_of(world.lines), 2)
    assert reckon(formula, {"E10": blank, "E11": Fraction(3)}) == ""
    assert reckon(formula, {"E10": Fraction(1), "E11": blank}) == ""
    assert reckon(formula, {"E10": Fraction(1), "E11": Fraction(0)}) == ""
    assert reckon(formula, {"E10": Fraction(1), "E11": Fraction(8)}) == Fraction("12.5")


def test_a_hostile_status_word_stays_a_text(world):
    """Quotes in a label are doubled."""
    sheet = SheetCells(lambda id: "E1", lambda id: Kind.STATUS, lambda word: 'x"&HYPERLINK("y')
    formula = spreadsheet(Apply("==", (Name("s"), Word("w"))), sheet)
    assert '"x""&HYPERLINK(""y"' in formula


def test_what_is_too_long_is_refused(world):
    """Excel takes 8192 characters; more is an error here, not there."""
    tree = Name("a")
    for _ in range(30):
        tree = Apply("/", (Name("b"), Apply("+", (tree, Apply("total", tuple(Name(id) for id in "abcd" * 10))))))
    with pytest.raises(FormulaError, match=f"too long|{LENGTH}"):
        spreadsheet(tree, sheet_of(world.lines))


def test_what_a_sheet_cannot_say_is_named(world):
    """A fact of the report is no cell, nor is a document's date."""
    with pytest.raises(FormulaError, match=r"cannot say printed\(a\)"):
        spreadsheet(parse("a + printed(a) > 0"), sheet_of(world.lines))
    with pytest.raises(FormulaError, match="cannot say date_of"):
        spreadsheet(parse("date_of(e) == date_of(g)"), sheet_of(world.lines))
