"""What a person reads: findings with the cells they speak of, every percentage, a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import click

from cchc.cli.checked import Checked
from cchc.cli.render.edition import named
from cchc.cli.render.excerpt import COLOURS, Excerpts
from cchc.cli.render.rates import rates
from cchc.cli.render.table import page_width, visible, wrap
from cchc.cli.words import Words
from cchc.edition import Severity
from cchc.finding import Finding
from cchc.judge.echoes import Echoes
from cchc.judge.year import of_one_year

MANY = 3
"""So many findings of one kind are told as a list."""
FEW = 5
"""So many findings are told one by one; of more it is told what has to be done."""


def part(report: Checked, words: Words, *, is_alone: bool) -> str:
    """What there is to say of one report."""
    return "\n\n".join(_report(report, words))


def whole(parts: Iterable[str], bad: int, words: Words) -> Iterator[str]:
    """All reports one after another; more than one with a summary of all."""
    count = 0
    for count, part in enumerate(parts, 1):
        yield part if count == 1 else f"\n{part}"
    if count > 1:
        yield f"\n{_overall(count, bad, words)}"


def _report(report: Checked, words: Words) -> Iterator[str]:
    yield _head(report, words)
    yield from _told(report, words)
    if report.suggests:
        from cchc.cli.render.suggestions import suggestions

        yield suggestions(report, words)
    if report.evaluation.report.tables:
        yield from _of_tables(report, words)
    else:
        yield rates(report.evaluation, words)
    yield _summary(report, words)


def _is_short(report: Checked) -> bool:
    """Whether each finding is told with its cell: they are few, or all are asked for."""
    return report.is_whole or (len(report.findings) <= FEW and not _are_one_slip(report))


def _are_one_slip(report: Checked) -> bool:
    """Whether findings only say again what one of them says."""
    found = of_one_year(report.findings, report.evaluation.computation)
    return found is not None and bool(found[1])


def _told(report: Checked, words: Words) -> Iterator[str]:
    """Findings with their cells where they are few; else what has to be done, and how many mere notes there are."""
    grave = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    if _is_short(report):
        yield from _findings(report.findings, report, words)
        return
    if len(grave) > FEW or _are_one_slip(report):
        from cchc.cli.render.causes import causes

        yield causes(report, words)
        notes = _notes_alone(report)
    else:
        yield from _findings(grave, report, words)
        notes = len(report.findings) - len(grave)
    if notes:
        yield click.style(words("notes_besides", count=notes), dim=True)


def _notes_alone(report: Checked) -> int:
    """How many notes there are beside what has to be done: one that belongs to a cause is told, and counted, there."""
    causes = report.evaluation.causes
    return sum(len(cause.findings) for cause in causes if cause.severity is Severity.INFO)


def _findings(findings: Sequence[Finding], report: Checked, words: Words) -> Iterator[str]:
    """Findings by kind; what only follows from another is told under it."""
    under = Echoes(findings, report.evaluation.computation).targets
    excerpts = Excerpts(report, words)
    for group in grouped([finding for place, finding in enumerate(findings) if place not in under]):
        own = {id(finding) for finding in group}
        following = [findings[place] for place, target in under.items() if id(findings[target]) in own]
        yield excerpts.one(group[0], following) if len(group) == 1 else excerpts.many(group, following)


def _of_tables(report: Checked, words: Words) -> Iterator[str]:
    """The figures of tables, and the percentages of lines beside them if the form has both."""
    from cchc.cli.render.figures import figures

    if report.evaluation.edition.indicators:
        yield rates(report.evaluation, words)
    if told := figures(report.evaluation, words):
        yield told


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings in the order of the form, those of a frequent kind together at the end, gravest first."""
    by_kind = groupby(sorted(findings, key=_kind), key=_kind)
    frequent = [group for group in (list(members) for _, members in by_kind) if len(group) >= MANY]
    listed = {_kind(group[0]) for group in frequent}
    return [[finding] for finding in findings if _kind(finding) not in listed] + sorted(frequent, key=_gravity)


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.severity


def _gravity(group: Sequence[Finding]) -> int:
    return group[0].severity.rank


def _head(report: Checked, words: Words) -> str:
    """The file, whose report of which period it is, and the edition that judges it."""
    said = report.evaluation.report
    period = (
        None
        if said.period is None
        else words(
            "head_period", start=said.period.start.strftime("%d/%m/%Y"), end=said.period.end.strftime("%d/%m/%Y")
        )
    )
    name = click.style(visible(click.format_filename(report.source)), bold=True)
    parts = [said.title, said.office, period]
    if said.tables:
        return "\n".join([name, *_titled(report, words, parts), _judged_by(report, words)])
    details = " · ".join(visible(part) for part in parts if part)
    return "\n".join(filter(None, (name, details, _judged_by(report, words))))


def _titled(report: Checked, words: Words, parts: Sequence[str | None]) -> Iterator[str]:
    """The long title of a form of tables on lines of its own, then the rest with how large its tables are."""
    title, *rest = parts
    if title:
        yield wrap(visible(title), page_width())
    for table in report.evaluation.report.tables.values():
        rest.append(words("head_table", rows=len(table.rows), columns=len(table.columns)))
    yield wrap(" · ".join(visible(part) for part in rest if part), page_width())


def _judged_by(report: Checked, words: Words) -> str:
    """The edition, how far it may be trusted where it is no official one, and why it is this one."""
    edition, choice = named(report.evaluation.edition, words), report.evaluation.choice
    return wrap(visible(words("head_edition", edition=edition, why=choice.message[words.language])), page_width())


def _summary(report: Checked, words: Words) -> str:
    """How many findings and rules, and what to do next."""
    rules = report.evaluation.summary.rules
    line = words("summary_rules", passed=rules.passed, failed=rules.failed, not_evaluated=rules.not_evaluated)
    if report.evaluation.report.tables:
        from cchc.cli.render.figures import tally

        told = tally(report.evaluation, words)
        line = f"{told}\n{line}" if report.evaluation.edition.rules else told
    lines = [f"{_counts(report, words)} · {line}"]
    if report.findings:
        grave = min(report.findings, key=lambda finding: finding.severity.rank)
        lines.append(click.style(words("summary_explain", command=f"cchc explain {grave.code}"), dim=True))
    if not _is_short(report):
        name = visible(click.format_filename(report.source))
        lines.append(click.style(words("summary_all", command=f"cchc check --all {name}"), dim=True))
    return "\n".join(lines)


def _counts(report: Checked, words: Words) -> str:
    if not report.findings:
        return click.style(words("summary_clean"), fg="green", bold=True)
    counts, judging = report.counts, report.evaluation.edition.judging
    return ", ".join(
        click.style(
            judging.counted(words.language, "count", severity, count=counts[severity]), fg=COLOURS[severity], bold=True
        )
        for severity in Severity
        if counts[severity]
    )


def _overall(count: int, bad: int, words: Words) -> str:
    return click.style(words("summary_files", count=count, bad=bad), bold=True)
