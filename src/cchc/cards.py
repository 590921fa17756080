"""Cards of definitions, reports and findings, as a notebook shows them; a text stands there in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.edition import Edition, Indicator, Rule, Severity
from cchc.edition.table import FigureColumn, FormTable
from cchc.finding import Finding
from cchc.prompt import Said, card, counted, folded, line, mark, table, told
from cchc.report import Entry, Report
from cchc.value import Cell, Reported
from cchc.words import LANGUAGES, face


def of_edition(edition: Edition) -> str:
    """Its lines in the form's order, and its rules."""
    prompt = face("prompt")
    end = f"{edition.in_force_to:%d/%m/%Y}" if edition.in_force_to else "…"
    start = f"{edition.in_force_from:%d/%m/%Y}"
    in_force = {language: prompt.say(language, "in_force", start=start, end=end) for language in LANGUAGES}
    lines, rules = counted("lines", len(edition.indicators)), counted("rules", len(edition.rules))
    return card(
        edition.title,
        line(f"<code>{told(edition.id)}</code>", told(in_force)),
        *([folded(lines, _lines(edition.indicators.values()), is_open=True)] if edition.indicators else []),
        *(folded(form.label or form.id, _columns(form), is_open=True) for form in edition.tables.values()),
        folded(rules, _rules(edition.rules.values())),
    )


def of_form_table(form: FormTable) -> str:
    """Its columns in the form's order."""
    return card(form.label or form.id, _columns(form))


def _columns(form: FormTable) -> str:
    prompt = face("prompt")
    headings: list[Said] = [prompt.text("heading", "place"), prompt.text("heading", "label")]
    headings += [prompt.text("heading", "id"), prompt.text("heading", "kind"), prompt.text("heading", "formula")]
    return table(headings, (_column(form, column) for column in form.columns.values()))


def _column(form: FormTable, column: FigureColumn) -> tuple[str, ...]:
    kind = face("judging").text("kind", column.asks.kind)
    formulas = "<br>".join(f"<code>{told(identity.text)}</code>" for identity in column.identities)
    id = f"<code>{told(f'{form.id}.{column.id}')}</code>"
    mark = f"({column.mark})" if column.mark is not None else ""
    return told(mark), told(column.path or column.asks.label), id, told(kind), formulas


def _lines(lines: Iterable[Indicator]) -> str:
    prompt = face("prompt")
    headings = [prompt.text("heading", "place"), prompt.text("heading", "label"), prompt.text("heading", "id")]
    headings += [prompt.text("heading", "kind"), prompt.text("heading", "formula")]
    return table(headings, (_line(each) for each in lines))


def _line(indicator: Indicator) -> tuple[str, ...]:
    kind, formula = face("judging").text("kind", indicator.kind), indicator.formula_text
    label = f"<b>{told(indicator.label)}</b>" if indicator.is_heading else told(indicator.label)
    code = f"<code>{told(formula)}</code>" if formula else ""
    return told(indicator.path), label, f"<code>{told(indicator.id)}</code>", told(kind), code


def _rules(rules: Iterable[Rule]) -> str:
    prompt = face("prompt")
    headings = [prompt.text("heading", "code"), prompt.text("heading", "condition"), prompt.text("heading", "says")]
    return table(headings, (_rule(rule) for rule in rules))


def _rule(rule: Rule) -> tuple[str, ...]:
    return f"{told(rule.id)} {_severity(rule.severity)}", f"<code>{told(rule.check)}</code>", told(rule.says)


def _severity(severity: Severity) -> str:
    return mark(face("judging").text("severity", severity), severity)


def head_of_report(report: Report) -> str:
    """Who reports, for which time, out of which file; and when."""
    period = report.period
    when = f"{period.start:%d/%m/%Y} – {period.end:%d/%m/%Y}" if period is not None else ""
    date = f"{report.date:%d/%m/%Y}" if report.date is not None else ""
    return line(*(told(part) for part in (report.office or "", when, date, report.source or "")))


def of_report(report: Report) -> str:
    """What it says on each line, and what was found when it was read; of plain values how many there are."""
    title = report.title or face("prompt").text("report")
    if report.given and not report.entries:
        return card(title, head_of_report(report), line(told(counted("given", len(report.given)))))
    prompt = face("prompt")
    headings = [prompt.text("heading", "id"), prompt.text("heading", "value"), prompt.text("heading", "cell")]
    lines = table(headings, (_entry(id, entry) for id, entry in report.entries.items()), frozenset({1}))
    found = folded(counted("findings", len(report.findings)), findings_table(report.findings), is_open=True)
    whole = folded(counted("lines", len(report.entries)), lines, is_open=not report.findings)
    return card(title, head_of_report(report), found if report.findings else "", whole)


def _entry(id: str, entry: Entry) -> tuple[str, ...]:
    value = str(entry.value.value) if isinstance(entry.value, Reported) else ""
    cells = "".join(map(cell_of, [entry.cell] if entry.cell is not None else entry.errors))
    return f"<code>{told(id)}</code>", told(value), cells


def cell_of(cell: Cell) -> str:
    """What a cell says, and where it stands."""
    prompt, place = face("prompt"), cell.place
    if cell.line is not None:
        place = " · ".join(prompt.say(language, "line", number=place) for language in LANGUAGES)
    return told(cell.text) + (f"<small>{told(place)}</small>" if place else "")


def of_finding(finding: Finding) -> str:
    """What is wrong, where, and what to do."""
    return card(finding.code, findings_table([finding]))


def findings_table(findings: Iterable[Finding], places: Mapping[str, str] | None = None) -> str:
    """A row a finding; `places` are what the form calls the lines, which go by their ids otherwise."""
    prompt = face("prompt")
    headings = [prompt.text("heading", "code"), prompt.text("heading", "place"), prompt.text("heading", "message")]
    headings += [prompt.text("heading", "cell"), prompt.text("heading", "expected"), prompt.text("heading", "remedy")]
    return table(headings, (_finding(finding, places or {}) for finding in findings))


def _finding(finding: Finding, places: Mapping[str, str]) -> tuple[str, ...]:
    cell = cell_of(finding.cell) if finding.cell is not None else ""
    return (
        f"{told(finding.code)} {_severity(finding.severity)}",
        "<br>".join(told(places.get(id) or id) for id in finding.indicators[:2]),
        told(finding.message),
        cell or told(finding.observed or ""),
        told(finding.required.text if finding.required else finding.expected or ""),
        told(finding.suggestion or ""),
    )
