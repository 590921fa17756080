"""How a value of a report came about: a tree from the formula down to the cells."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cchc.cli.render.table import clip, page_width, visible
from cchc.cli.words import Words
from cchc.edition import Indicator
from cchc.evaluation import Evaluation
from cchc.explain import Calculation


def calculation(evaluation: Evaluation, subject: Indicator, words: Words) -> str:
    """The tree of a figure; of a heading, of each figure right under it."""
    figures = evaluation.edition.figures
    ids = [subject.id] if subject.id in figures else [id for id, line in figures.items() if line.parent == subject.id]
    return "\n".join(line for id in ids for line in _lines(evaluation.explain(id), evaluation, words, "", ""))


def _lines(node: Calculation, evaluation: Evaluation, words: Words, first: str, rest: str) -> Iterator[str]:
    label, value = visible(words.of(node.label)), visible(words.of(node.display))
    room = page_width() - len(first) - len(value) - 3
    yield f"{first}{clip(label, max(room, 20))} = {click.style(value, bold=True)}"
    stem = rest + ("│  " if node.parts else "   ")
    for detail in _details(node, evaluation, words):
        yield f"{stem}{click.style(detail, dim=True)}"
    for place, part in enumerate(node.parts):
        last = place == len(node.parts) - 1
        yield from _lines(part, evaluation, words, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def _details(node: Calculation, evaluation: Evaluation, words: Words) -> Iterator[str]:
    if node.formula is not None:
        yield f"= {words.of(node.formula)}"
    if node.substituted is not None:
        yield f"= {words.of(node.substituted)}"
    if node.printed is not None:
        yield words("cli_calculation_printed", text=visible(node.printed))
    elif node.cell is not None:
        column = evaluation.edition.columns.get(node.cell.column)
        named = words.of(column.label) if column else ""
        text = clip(visible(node.cell.text), 60)
        origin = words(f"cli_origin_{node.origin}") if node.origin else ""
        yield words("cli_calculation_cell", place=node.cell.place, column=named, text=text, origin=origin)
