"""Cards of evaluations and of calculations, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cchc.cards import cell_of, findings_table, head_of_report
from cchc.edition import Edition, Severity, label_of
from cchc.finding import Finding
from cchc.judge.computation import Computation
from cchc.judge.display import value_text
from cchc.prompt import Said, card, counted, folded, line, mark, table, told
from cchc.value import Reported, Value
from cchc.words import LANGUAGES, face

if TYPE_CHECKING:
    from cchc.judge.explain import Calculation


def of_evaluation(computation: Computation, findings: tuple[Finding, ...]) -> str:
    """How it stands with a report: findings by severity, each finding, each value."""
    edition = computation.engine.edition
    prompt = face("prompt")
    title = {language: prompt.say(language, "evaluation", edition=edition.id) for language in LANGUAGES}
    places = {id: line.path for id, line in edition.everything.items()}
    found = folded(counted("findings", len(findings)), findings_table(findings, places), is_open=True)
    values = folded(counted("values", len(computation.values)), _values(computation), is_open=not findings)
    parts = (head_of_report(computation.report), line(*_counts(findings)), found if findings else "", values)
    return card(title, *parts)


def _counts(findings: Iterable[Finding]) -> Iterable[str]:
    judging, severities = face("judging"), [finding.severity for finding in findings]
    for severity in Severity:
        count = severities.count(severity)
        if count:
            yield mark({each: judging.counted(each, "count", severity, count=count) for each in LANGUAGES}, severity)


def of_values(computation: Computation) -> str:
    return card(counted("values", len(computation.values)), _values(computation))


def _values(computation: Computation) -> str:
    prompt = face("prompt")
    headings = [prompt.text("heading", "place"), prompt.text("heading", "label"), prompt.text("heading", "id")]
    headings += [prompt.text("heading", "value"), prompt.text("heading", "cell")]
    return table(headings, (_value(computation, id) for id in computation.values), frozenset({3}))


def _value(computation: Computation, id: str) -> tuple[str, ...]:
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
