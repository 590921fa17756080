"""Cards of evaluations and of calculations, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cchc.cards import cell_of, findings_table, head_of_report
from cchc.edition import Edition, Severity, label_of
from cchc.finding import Finding
from cchc.judge.display import value_text
from cchc.judge.report_computation import ReportComputation
from cchc.prompt import Said, card, counted, folded, line, mark, table, told
from cchc.value import Reported, Value
from cchc.words import LANGUAGES, face

if TYPE_CHECKING:
    from cchc.edition.table import FigureColumn
    from cchc.judge.explain import Calculation
    from cchc.judge.tables.figure_table import FigureRow, FigureTable


def of_evaluation(computation: ReportComputation, findings: tuple[Finding, ...]) -> str:
    """How it stands with a report: findings by severity, each finding, each value."""
    edition = computation.engine.edition
    prompt = face("prompt")
    title = {language: prompt.say(language, "evaluation", edition=edition.id) for language in LANGUAGES}
    places = {id: line.path for id, line in edition.everything.items()}
    found = folded(counted("findings", len(findings)), findings_table(findings, places), is_open=True)
    head = (head_of_report(computation.report), line(*_counts(findings)), found if findings else "")
    values = folded(counted("values", len(computation.values)), _values(computation), is_open=not findings)
    return card(title, *head, *([values] if computation.values else []), *_tables(computation))


def _tables(computation: ReportComputation) -> Iterator[str]:
    if not computation.tables:
        return
    from cchc.judge.tables.figure_table import figure_table

    for tabulation in computation.tables.values():
        figures = figure_table(tabulation)
        summary = {language: f"{figures.id}: {text}" for language, text in counted("rows", len(figures)).items()}
        yield folded(summary, figures_table(figures), is_open=True)


def _counts(findings: Iterable[Finding]) -> Iterable[str]:
    judging, severities = face("judging"), [finding.severity for finding in findings]
    for severity in Severity:
        count = severities.count(severity)
        if count:
            yield mark({each: judging.counted(each, "count", severity, count=count) for each in LANGUAGES}, severity)


def of_table(figures: FigureTable) -> str:
    """Its rows, each figure in its column, by the number or heading that the form prints over it."""
    return card(figures.id, figures_table(figures))


def figures_table(figures: FigureTable) -> str:
    """The figures of a table as the form has them."""
    columns = figures.columns.values()
    heads = [f"({column.mark})" if column.mark else column.path or column.asks.label for column in columns]
    rows = ([told(row.code), told(row.label), *(_in_table(row, column) for column in columns)] for row in figures)
    prompt = face("prompt")
    headings: list[Said] = [prompt.text("heading", "code"), prompt.text("heading", "label"), *heads]
    return table(headings, rows, frozenset(range(2, len(headings))))


def _in_table(row: FigureRow, column: FigureColumn) -> str:
    match row.values.get(column.id):
        case None:
            return ""
        case Reported(datum):
            return told(str(datum))
        case _:
            return "—"


def of_values(computation: ReportComputation) -> str:
    return card(counted("values", len(computation.values)), _values(computation))


def _values(computation: ReportComputation) -> str:
    prompt = face("prompt")
    headings = [prompt.text("heading", "place"), prompt.text("heading", "label"), prompt.text("heading", "id")]
    headings += [prompt.text("heading", "value"), prompt.text("heading", "cell")]
    return table(headings, (_value(computation, id) for id in computation.values), frozenset({3}))


def _value(computation: ReportComputation, id: str) -> tuple[str, ...]:
    edition, cell = computation.engine.edition, computation.provenance(id).cell
    label = told(label_of(edition, id))
    shown = told(in_words(edition, id, computation.values[id]))
    return told(edition.everything[id].path), label, f"<code>{told(id)}</code>", shown, cell_of(cell) if cell else ""


def in_words(edition: Edition, id: str, value: Value) -> Said:
    """A figure as its reader writes it; a word in every language."""
    text = value_text(edition, id, value)
    is_number = isinstance(value, Reported) and not isinstance(value.value, bool | str)
    return text[edition.languages[0]] if is_number else text


def of_calculation(calculation: Calculation) -> str:
    """The tree of it, each part under what is made of it."""
    return card(_headed(calculation), _parts(calculation))


def _headed(calculation: Calculation) -> Mapping[str, str]:
    shown = calculation.display
    return {language: f"{label} = {shown[language]}" for language, label in calculation.label.items()}


def _parts(calculation: Calculation) -> str:
    how = [told(text) for text in (calculation.formula, calculation.substituted) if text is not None]
    if calculation.cell is not None:
        how.append(cell_of(calculation.cell))
    parts = (f"<li>{told(_headed(part))}{_parts(part)}</li>" for part in calculation.parts)
    return "".join(f"<div>{text}</div>" for text in how) + (f"<ul>{''.join(parts)}</ul>" if calculation.parts else "")
