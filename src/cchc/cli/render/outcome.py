"""How a rule, or a built-in check, came out for one report."""

from __future__ import annotations

from cchc.cli.checked import Checked
from cchc.cli.render.excerpt import Excerpts
from cchc.cli.subject import Subject
from cchc.cli.words import Words
from cchc.edition import FindingKind, Rule
from cchc.evaluation import Evaluation
from cchc.outcome import Outcome, Result


def outcome(subject: Subject, evaluation: Evaluation, source: str, words: Words) -> str:
    """The findings of that code, or why there are none."""
    code = subject.code if isinstance(subject, Rule | FindingKind) else None
    findings = tuple(finding for finding in evaluation.findings if finding.code == code)
    excerpts = Excerpts(Checked(source, evaluation, findings), words)
    blocks = [excerpts.one(finding) for finding in findings]
    if isinstance(subject, Rule):
        blocks.append(_result(evaluation.outcomes[subject.id], words))
    return "\n\n".join(blocks) if blocks else words("cli_outcome_none")


def _result(outcome: Outcome, words: Words) -> str:
    told = words(f"cli_outcome_{outcome.result}")
    if outcome.result is Result.NOT_EVALUATED and outcome.blocked_by:
        told += " " + words("cli_outcome_blocked_by", names=", ".join(outcome.blocked_by))
    return told
