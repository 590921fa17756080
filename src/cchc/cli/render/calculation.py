"""How a value of a report came about: a tree from the formula down to the cells."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cchc.cli.render.quote import seen
from cchc.cli.render.table import clip, page_width, visible, wrap
from cchc.cli.words import Words
from cchc.edition import Indicator
from cchc.edition.table import TableFigure
from cchc.evaluation import Evaluation
from cchc.judge.explain import Calculation


def calculation(evaluation: Evaluation, subject: Indicator | TableFigure, words: Words) -> str:
    """The tree of a figure; of a heading, of each figure right under it."""
    if isinstance(subject, TableFigure):
        node = evaluation.explain(_address(evaluation, subject))
        return "\n".join(_lines(node, evaluation, words, "", ""))
    figures = evaluation.edition.figures
    ids = [subject.id] if subject.id in figures else [id for id, line in figures.items() if line.parent == subject.id]
    return "\n".join(line for id in ids for line in _lines(evaluation.explain(id), evaluation, words, "", ""))


def _address(evaluation: Evaluation, subject: TableFigure) -> str:
    """A figure as the report names it: a row of the form by its key there."""
    rows = evaluation.report.tables[subject.table.id].rows if subject.table.id in evaluation.report.tables else ()
    row = subject.definition
    key = next((each.key for each in rows if row is not None and each.id == row.id), subject.row)
    return f"{subject.table.id}[{key}].{subject.column.id}"


def _lines(node: Calculation, evaluation: Evaluation, words: Words, first: str, rest: str) -> Iterator[str]:
    label, value = visible(words.of(node.label)), visible(words.of(node.display))
    room = page_width() - len(first) - len(value) - 3
    yield f"{first}{clip(label, max(room, 20))} = {click.style(value, bold=True)}"
    stem = rest + ("│  " if node.parts else "   ")
    for detail in _details(node, evaluation, words):
        for line in wrap(detail, page_width() - len(stem), "  ").split("\n"):
            yield f"{stem}{click.style(line, dim=True)}"
    for place, part in enumerate(node.parts):
        last = place == len(node.parts) - 1
        yield from _lines(part, evaluation, words, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def _details(node: Calculation, evaluation: Evaluation, words: Words) -> Iterator[str]:
    if node.formula is not None:
        yield f"= {words.of(node.formula)}"
    if node.substituted is not None:
        yield f"= {words.of(node.substituted)} = {words.of(node.display)}"
    if node.formula is None:
        yield from _cell(node, evaluation, words)
    elif node.printed is not None:
        yield words("calculation_printed", text=seen(node.printed))


def _cell(node: Calculation, evaluation: Evaluation, words: Words) -> Iterator[str]:
    """Where a value was read."""
    if node.cell is None:
        return
    column, cell = evaluation.edition.columns.get(node.cell.column), node.cell
    place = visible(cell.place) if cell.line is None else words("calculation_line", line=cell.line)
    text = clip(seen(cell.text), 60)
    if node.origin is None:
        # A word that says why there is no figure has no column of its own to be right or wrong.
        head = words.of(column.label) if column else ""
        yield words("calculation_cell_alone", place=place, column=head, text=text)
    elif column is None:  # of a table, whose column is named above
        yield words("calculation_figure", place=place, text=text, origin=words("origin", node.origin))
    else:
        head, origin = words.of(column.label), words("origin", node.origin)
        yield words("calculation_cell", place=place, column=head, text=text, origin=origin)
