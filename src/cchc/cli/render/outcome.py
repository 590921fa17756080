"""How a rule, or a built-in check, came out for one report."""

from __future__ import annotations

from cchc.cli.checked import Checked
from cchc.cli.render.excerpt import Excerpts
from cchc.cli.render.table import page_width, wrap
from cchc.cli.subject import Subject
from cchc.cli.words import Words
from cchc.edition import Edition, FindingKind, Rule
from cchc.evaluation import Evaluation
from cchc.formula.syntax import parse
from cchc.formula.words import words as in_words
from cchc.judge.outcome import Outcome, Result


def outcome(subject: Subject, evaluation: Evaluation, source: str, words: Words) -> str:
    """The findings of that code, or why there are none."""
    code = subject.code if isinstance(subject, Rule | FindingKind) else None
    findings = tuple(finding for finding in evaluation.findings if finding.code == code)
    excerpts = Excerpts(Checked(source, evaluation, findings), words)
    blocks = [excerpts.one(finding) for finding in findings]
    if isinstance(subject, Rule):
        blocks.append(_result(evaluation.outcomes[subject.id], evaluation.edition, words))
    return "\n\n".join(blocks) if blocks else words("outcome_none")


def _result(outcome: Outcome, edition: Edition, words: Words) -> str:
    told = words("outcome", outcome.result)
    if outcome.result is Result.NOT_EVALUATED and outcome.blocked_by:
        names = "; ".join(_in_words(name, edition, words) for name in outcome.blocked_by)
        told += " " + words("outcome_blocked_by", names=names)
    return wrap(told, page_width())


def _in_words(name: str, edition: Edition, words: Words) -> str:
    """A figure by its place on the form; what is asked of the report by what the function is called."""

    def show(id: str) -> str:
        line = edition.everything[id]
        return line.path or words.of(line.label)

    return in_words(parse(name), edition.judging, words.language, show)
