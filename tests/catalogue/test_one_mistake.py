"""One mistake is told as one thing to do, on its own line."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from tests.catalogue.mistakes import MISTAKES
from tests.catalogue.test_honest_form import evaluated

from cchc.catalogue import Catalogue
from cchc.evaluation import Evaluation
from cchc.judge.causes import Correction, RootCause
from cchc.judge.echoes import Echoes
from cchc.readers import read_report
from cchc.report import KeptRow, Part
from cchc.value import Cell
from cchc.writers.text import write


@cache
def judged(name: str) -> Evaluation:
    return evaluated(MISTAKES[name].form)


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_cause_that_names_its_line(name: str) -> None:
    mistake = MISTAKES[name]
    (cause,) = judged(name).causes
    ahead = cause.lines[: cause.lines.index(mistake.line)]
    assert set(ahead) <= set(mistake.as_well)


def test_of_every_cause_that_has_corrections_each_mends_its_findings_and_no_others(
    catalogue: Catalogue, real_report: Path
) -> None:
    """The answers of the real report beside their column go where they belong: nothing else goes, nothing arises."""
    real = catalogue.evaluate(read_report(real_report, catalogue))
    certain = [cause for cause in real.causes if cause.corrections]
    assert max(len(cause.findings) for cause in certain) > 50
    for cause in certain:
        assert told(corrected(real, cause)) == told_without(real, cause)


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_certain_mends_a_single_mistake(name: str) -> None:
    wrong = judged(name)
    for cause in wrong.causes:
        if cause.corrections:
            assert told(corrected(wrong, cause)) == told_without(wrong, cause)


def test_most_single_mistakes_that_arithmetic_or_the_form_decides_have_a_correction() -> None:
    mended = {name for name in MISTAKES if judged(name).causes[0].corrections}
    assert "a rate that is not that of its parts" not in mended  # one of these may be wrong as well
    assert mended >= {
        "a rate cut off",
        "a rate of the complement",
        "a formula in error",
        "a rate left out",
        "a figure in the explanation",
        "an answer in the explanation",
        "a rate in the unit",
        "another unit",
        "a false result",
    }


@pytest.mark.parametrize("name", ["one too few in what is done", "a whole ten times too great"])
def test_by_chance_alone_no_rate_is_put_right(name: str) -> None:
    """25 % is that of some pair of any form, and a digit of that of another: the parts may be wrong as well."""
    (cause,) = judged(name).causes
    assert not cause.corrections
    assert {MISTAKES[name].line, "kh_cntt_ty_le_hoan_thanh"} <= set(cause.lines)


def test_what_only_follows_is_told_under_what_it_follows_from(catalogue: Catalogue, real_report: Path) -> None:
    real = catalogue.evaluate(read_report(real_report, catalogue))
    targets = Echoes(real.findings, real.computation).targets
    pairs = {(real.findings[place].code, real.findings[target].code) for place, target in targets.items()}
    assert {
        ("CCHC-C001", "CCHC-R002"),
        ("CCHC-R003", "CCHC-R037"),
        ("CCHC-P001", "CCHC-R037"),
        ("CCHC-P002", "CCHC-R046"),
        ("CCHC-C004", "CCHC-C009"),
        ("CCHC-R005", "CCHC-C009"),
    } <= pairs
    assert not set(targets) & set(targets.values())


def test_a_rate_is_not_judged_by_a_part_that_another_rule_says_is_wrong(
    catalogue: Catalogue, real_report: Path
) -> None:
    """48 must be the denominator, so that 100,00 % is what nobody may be told to enter."""
    real = catalogue.evaluate(read_report(real_report, catalogue))
    of_rate = [each for each in real.findings if each.rule in ("R3", "R46") and each.figure == "dvctt_tich_hop_ty_le"]
    assert len(of_rate) == 2
    for finding in of_rate:
        assert finding.expected is None
        assert "II.5.8.3.1" in finding.suggestion["vi"]  # type: ignore[index]
        assert "100,00" not in finding.message["vi"]


def told(evaluation: Evaluation) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((finding.code, finding.indicators) for finding in evaluation.findings)


def told_without(evaluation: Evaluation, cause: RootCause) -> Counter[tuple[str, tuple[str, ...]]]:
    rest = [finding for place, finding in enumerate(evaluation.findings) if place not in cause.findings]
    return Counter((finding.code, finding.indicators) for finding in rest)


def corrected(evaluation: Evaluation, cause: RootCause) -> Evaluation:
    """The report with the corrections of a cause made in its cells, read anew."""
    by_line: dict[str, list[Correction]] = {}
    for each in cause.corrections:
        by_line.setdefault(each.figure, []).append(each)
    units = {id: line.printed_unit or "" for id, line in evaluation.edition.indicators.items()}
    rows = tuple(
        mended(row, by_line[row.id], units[row.id]) if row.part is Part.TABLE and row.id in by_line else row
        for row in evaluation.report.rows
    )
    return evaluated(write(evolve(evaluation.report, rows=rows), evaluation.edition))


def mended(row: KeptRow, corrections: list[Correction], unit: str) -> KeptRow:
    cells = {cell.column: cell for cell in row.cells}
    for each in corrections:
        column = each.column or "quantity"
        source = cells.get(each.moved_from or "")
        if source is not None and is_answer(source.text, each.new):
            cells[source.column] = evolve(source, text=unit if source.column == "unit" else "")
        cells[column] = evolve(cells.get(column, Cell("", column)), text=each.new)
    return evolve(row, cells=tuple(cells.values()))


def is_answer(text: str, answer: str) -> bool:
    """Whether a cell holds nothing but what is moved out of it, or the figure that is computed instead."""
    return text.strip() == answer or not any(letter.isalpha() for letter in text)
