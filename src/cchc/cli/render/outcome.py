"""How a rule, or a built-in check, came out for one report."""

from __future__ import annotations

from cchc.cli.checked import Checked
from cchc.cli.render.excerpt import Excerpts
from cchc.cli.render.table import clip, page_width, visible, wrap
from cchc.cli.render.table import columns as columned
from cchc.cli.subject import Subject, home_of
from cchc.cli.words import Words
from cchc.edition import Edition, FindingKind, Rule
from cchc.edition.table import TOTAL, FigureColumn, FormTable
from cchc.evaluation import Evaluation
from cchc.formula.syntax import parse
from cchc.formula.words import words as in_words
from cchc.judge.outcome import Outcome, Result

_LABEL = 40


def outcome(subject: Subject, evaluation: Evaluation, source: str, words: Words) -> str:
    """The findings of that code, or why there are none."""
    if isinstance(subject, FormTable | FigureColumn):
        return figures_of(subject, evaluation, words)
    code = subject.code if isinstance(subject, Rule | FindingKind) else None
    findings = tuple(finding for finding in evaluation.findings if finding.code == code)
    excerpts = Excerpts(Checked(source, evaluation, findings), words)
    blocks = [excerpts.one(finding) for finding in findings]
    if isinstance(subject, Rule) and subject.instances:
        blocks.append(_result(evaluation.outcomes[subject.id], home_of(subject, evaluation.edition), words))
    return "\n\n".join(blocks) if blocks else words("outcome_none")


def figures_of(subject: FormTable | FigureColumn, evaluation: Evaluation, words: Words) -> str:
    """The figures of a table, or of one of its columns, row by row; what is printed where that is another."""
    lines: list[list[str]] = []
    for id, table in evaluation.edition.tables.items():
        columns = [each for each in table.columns.values() if subject in (table, each)]
        if not columns or id not in evaluation.computation.tables:
            continue
        heads = [f"({each.mark})" if each.mark is not None else each.id for each in columns]
        lines.append([id, *heads])
        of = evaluation.table(id)
        for row in of:
            key = TOTAL if row is of.total else row.key
            shown = [f"{id}[{key}].{each.id}" if each.id in row.values else "" for each in columns]
            figures = [evaluation.display(each, words.language) if each else "" for each in shown]
            lines.append([clip(visible(row.label or row.key), _LABEL), *figures])
    return "\n".join(columned(lines, right=frozenset(range(1, len(lines[0]))))) if lines else words("outcome_none")


def _result(outcome: Outcome, edition: Edition, words: Words) -> str:
    told = words("outcome", outcome.result)
    if outcome.result is Result.NOT_EVALUATED and outcome.blocked_by:
        names = "; ".join(_in_words(name, edition, words) for name in outcome.blocked_by)
        told += " " + words("outcome_blocked_by", names=names)
    return wrap(told, page_width())


def _in_words(name: str, edition: Edition, words: Words) -> str:
    """A figure by its place on the form; what is asked of the report by what the function is called."""

    def show(id: str) -> str:
        line = edition.everything.get(id)
        return id if line is None else line.path or words.of(line.label)

    return in_words(parse(name), edition.judging, words.language, show)
