"""One wrong cell planted in a right table, of every kind that offices make, and what is told of it.

`python -m tests.tables.planting [form …]` plants all of them and prints a line a form; the tests plant some of them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import click
from attrs import frozen
from tests.tables.forms import pieces

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.finding import Finding, Severity
from cchc.readers import read_report
from cchc.report import FilledRow, FilledTable, Report

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FORMS: Mapping[str, Path | str] = {
    "bieu-06": "bieu-06-2020",
    "qd-766": "qd-766-xa",
    "ho-tich-11a": ROOT / "examples" / "ho-tich-11a",
    **{
        each.parent.name: each.parent
        for each in sorted(HERE.glob("*/right.tsv"))
        if (each.parent / "edition.toml").exists()
    },
}
"""Each form by name: an edition that is shipped, or the folder of its catalogue."""


@frozen
class Cell:
    """A printed figure: its address, its text, and where it stands in the file."""

    address: str
    text: str
    line: int
    place: int


class Verdict(StrEnum):
    """What came of a planted mistake, the worst last."""

    ALONE = "the wrong cell alone"
    AMONG = "among others"
    UNTOLD = "not told"
    MISSED = "others told, it is not among them"
    INNOCENT = "an innocent cell alone"
    FALSE = "a false correction"


@frozen
class Mistake:
    """A wrong text in a cell."""

    kind: str
    cell: Cell
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.cell.address} {self.cell.text!r} → {self.text!r}"


class Planted:
    """A rightly filled form, and what becomes of it with one cell wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        where = FORMS[name]
        self.catalogue: Catalogue = load_catalogue(where)
        self.point = self.catalogue.edition.point
        self.group = "," if self.point == "." else "."
        folder = HERE / name if isinstance(where, str) else where
        self.before, self.text = self._periods((folder / "right.tsv").read_text(encoding="utf-8"))
        self.lines = self.text.split("\n")
        self.cells = tuple(self._cells(self.report(self.text)))

    def _periods(self, text: str) -> tuple[Report | None, str]:
        *before, last = pieces(text)
        return (self.report(before[-1]) if before else None), last

    def report(self, text: str) -> Report:
        return read_report(text.encode(), self.catalogue, name="form.tsv")

    def judged(self, text: str) -> Evaluation:
        return self.catalogue.evaluate(self.report(text), self.before)

    def with_mistake(self, mistake: Mistake) -> Evaluation:
        """What is made of the form with a mistake in it."""
        lines, cell = list(self.lines), mistake.cell
        texts = lines[cell.line].split("\t")
        texts[cell.place] = mistake.text
        lines[cell.line] = "\t".join(texts)
        return self.judged("\n".join(lines))

    def _cells(self, report: Report) -> Iterator[Cell]:
        for table in report.tables.values():
            first = self._first(table)
            for row in table.rows:
                for place, (column, entry) in enumerate(row.entries.items(), start=first):
                    if entry.cell is not None and entry.printed is not None and entry.cell.line is not None:
                        yield Cell(
                            f"{table.id}[{table.name(row)}].{column}", entry.cell.text, entry.cell.line - 1, place
                        )

    def _first(self, table: FilledTable) -> int:
        """The place of the first figure, at which the texts of all rows stand where they were read."""
        return next(first for first in range(9) if all(self._stands(row, first) for row in table.rows))

    def _stands(self, row: FilledRow, first: int) -> bool:
        texts = [entry.cell for entry in row.entries.values() if entry.cell is not None]
        if not texts or texts[0].line is None:
            return True
        written = self.lines[texts[0].line - 1].split("\t")[first:]
        return [each.text for each in texts] == [text.strip() for text in (written + [""] * 99)[: len(texts)]]

    # --- mistakes ---------------------------------------------------------------------------------

    def mistakes(self, cell: Cell) -> Iterator[Mistake]:
        """Every mistake that is made in a cell, each text once."""
        told = {cell.text}
        for kind, make in KINDS.items():
            for text in make(self, cell):
                if text not in told and self.says(text) != self.says(cell.text):
                    told.add(text)
                    yield Mistake(kind, cell, text)

    def says(self, text: str) -> Decimal | str:
        """The number that a text is, as the form writes numbers: who writes 10 for 10,0 makes no mistake."""
        digits = text.replace(self.group, "").replace(self.point, ".")
        return Decimal(digits) if digits else ""

    def neighbours(self, cell: Cell) -> Iterator[str]:
        """The figures beside a cell, above and below it."""
        near = {(0, 1), (0, -1), (1, 0), (-1, 0)}
        for other in self.cells:
            if (other.line - cell.line, other.place - cell.place) in near:
                yield other.text


def _digits(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isdigit()]


def _exchanged(form: Planted, cell: Cell) -> Iterator[str]:
    """Each digit another: as 1 is read for 7, and the next one."""
    for place in _digits(cell.text):
        for other in (
            {"1": "7", "7": "1", "3": "8", "8": "3", "6": "0", "0": "6"}.get(cell.text[place], "2"),
            str((int(cell.text[place]) + 1) % 10),
        ):
            yield cell.text[:place] + other + cell.text[place + 1 :]


def _swapped(form: Planted, cell: Cell) -> Iterator[str]:
    places = _digits(cell.text)
    for one, two in pairwise(places):
        letters = list(cell.text)
        letters[one], letters[two] = letters[two], letters[one]
        yield "".join(letters)


def _grouped(whole: str, group: str) -> str:
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    digits = digits.lstrip("0") or "0"
    return sign + group.join(digits[max(0, end - 3) : end] for end in range(len(digits) % 3 or 3, len(digits) + 1, 3))


def _tenfold(form: Planted, cell: Cell) -> Iterator[str]:
    point, group = form.point, form.group
    whole, comma, decimals = cell.text.partition(point)
    plain = whole.replace(group, "")
    more = f"{point}{decimals[1:]}0" if comma else ""
    yield _grouped(plain + decimals[:1] if comma else plain + "0", group) + more
    if len(plain.lstrip("-")) > 1:
        less = f"{point}{(plain[-1:] + decimals)[: len(decimals)]}" if comma else ""
        yield _grouped(plain[:-1], group) + less


def _blank(form: Planted, cell: Cell) -> Iterator[str]:
    yield ""


def _zero(form: Planted, cell: Cell) -> Iterator[str]:
    """Nothing where something was: what divides by it has no value."""
    yield "0"


def _signed(form: Planted, cell: Cell) -> Iterator[str]:
    yield cell.text[1:] if cell.text.startswith("-") else f"-{cell.text}"


KINDS: Mapping[str, Callable[[Planted, Cell], Iterator[str]]] = {
    "digit": _exchanged,
    "swapped": _swapped,
    "tenfold": _tenfold,
    "neighbour": Planted.neighbours,
    "sign": _signed,
    "blank": _blank,
    "zero": _zero,
}


# --- what was told --------------------------------------------------------------------------------


def told(evaluation: Evaluation) -> list[Finding]:
    """What speaks of figures of tables, errors and warnings."""
    return [
        each
        for each in evaluation.findings
        if (each.figures or each.figure) and (each.severity is not Severity.INFO or each.code == "CCHC-T017")
    ]


def named(finding: Finding) -> frozenset[str]:
    """The figures that a finding names."""
    return frozenset(finding.figures) or frozenset({finding.figure or ""})


def verdict(form: Planted, mistake: Mistake, evaluation: Evaluation) -> Verdict:
    """What came of a mistake."""
    wrong, findings = mistake.cell.address, told(evaluation)
    if not findings:
        return Verdict.UNTOLD
    alone = {cell for each in findings if len(named(each)) == 1 for cell in named(each)}
    if alone - {wrong}:
        proposed = {each.code for each in findings if named(each) - {wrong} and len(named(each)) == 1}
        return Verdict.FALSE if "CCHC-T001" in proposed else Verdict.INNOCENT
    if any(each.code == "CCHC-T001" and not _is_true(form, mistake, each) for each in findings):
        return Verdict.FALSE
    if wrong not in frozenset().union(*map(named, findings)):
        return Verdict.MISSED
    return Verdict.ALONE if alone == {wrong} and all(named(each) == {wrong} for each in findings) else Verdict.AMONG


def _is_true(form: Planted, mistake: Mistake, finding: Finding) -> bool:
    """Whether what a finding proposes is what stood in the right form."""
    assert finding.required is not None
    shown = str(finding.expected).rstrip("%‰ ")
    return finding.required.sign == "<=" or form.says(shown) == form.says(mistake.cell.text)


Counted = Mapping[str, Counter[Verdict]]


def counted(
    name: str, some: Callable[[Sequence[Mistake]], Sequence[Mistake]] = lambda every: every
) -> tuple[Counted, list[str]]:
    """What came of the mistakes of a form by kind, and those that end badly in words."""
    form = Planted(name)
    found: dict[str, Counter[Verdict]] = {kind: Counter() for kind in KINDS}
    bad = []
    for mistake in some([mistake for cell in form.cells for mistake in form.mistakes(cell)]):
        evaluation = form.with_mistake(mistake)
        came = verdict(form, mistake, evaluation)
        found[mistake.kind][came] += 1
        if came not in (Verdict.ALONE, Verdict.AMONG):
            shown = [(each.code, sorted(named(each)), str(each.expected or "")) for each in told(evaluation)]
            bad.append(f"{came}: {mistake}  {shown[:4]}")
    return found, bad


def main(names: Sequence[str]) -> None:
    every: Counter[Verdict] = Counter()
    step = next((int(each[2:]) for each in sys.argv if each.startswith("1/")), 1)
    for name in names or FORMS:
        found, bad = counted(name, lambda mistakes: mistakes[::step])
        of_form: Counter[Verdict] = sum(found.values(), Counter())
        every += of_form
        click.echo(_line(name, of_form))
        for kind, counts in found.items():
            click.echo(_line(f"    {kind}", counts))
        for each in bad:
            click.echo(f"        {each}", err=True)
    click.echo(_line("all", every))


def _line(name: str, counts: Counter[Verdict]) -> str:
    return f"{name:<20}" + "".join(f"{counts[each]:>6}" for each in Verdict)


if __name__ == "__main__":
    click.echo(f"{'':<20}" + ", ".join(Verdict))
    main([each for each in sys.argv[1:] if each in FORMS])
