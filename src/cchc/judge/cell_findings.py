"""Built-in findings of what stands in the cells: one check is one function, one code, one docstring.

Their texts and severities are in `cchc.words` (`findings.toml`); only codes stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from cchc.edition import Indicator, IndicatorKind, Text, label_of
from cchc.exact import half_up, rate
from cchc.finding import Finding, built_in
from cchc.formula.tree import names_of
from cchc.judge.computation import Computation
from cchc.judge.display import EachLanguage, value_text
from cchc.judge.precision import Match, compare
from cchc.judge.rule_findings import errors_told_by_rules
from cchc.record import frozen
from cchc.report import Claim, Entry
from cchc.text.spelling import squeeze, strip_markup
from cchc.value import Cause, Cell, Missing, Origin, Reason, Reported, Undefined, Value

_NUMERIC = (IndicatorKind.COUNT, IndicatorKind.PERCENTAGE)


@frozen
class Line:
    """One line of the form at hand: its definition, what was read, what it is worth."""

    computation: Computation
    indicator: Indicator
    entry: Entry
    value: Value

    @property
    def is_numeric(self) -> bool:
        return self.indicator.kind in _NUMERIC

    @property
    def shown(self) -> Text:
        """The value of the line in words and figures."""
        return value_text(self.computation.engine.edition, self.indicator.id, self.value)


def cell_findings(computation: Computation) -> Iterator[Finding]:
    """Every built-in finding of every line that the form shows, in the form's order."""
    told = errors_told_by_rules(computation)
    for id, indicator in computation.engine.edition.everything.items():
        entry = computation.entry(id)
        if entry is None or indicator.is_heading:
            continue
        line = Line(computation, indicator, entry, computation.values[id])
        for check in _CHECKS:
            yield from check(line)
        if id not in told:
            yield from spreadsheet_errors(line)


def relocated(line: Line) -> Iterator[Finding]:
    """C001/C002: a figure, or a word, that stands in another column than its own."""
    entry = line.entry
    if entry.origin is not Origin.RELOCATED or entry.cell is None:
        return
    if line.is_numeric and entry.value == Missing(Reason.IN_PROGRESS):
        return  # C009 says more of the same cell.
    if line.indicator.id not in line.computation.engine.edition.indicators:
        return  # The second figure of a pair stands wherever the pair does.
    is_figure = line.is_numeric and isinstance(entry.value, Reported)
    read = value_text(line.computation.engine.edition, line.indicator.id, entry.value)
    yield _finding(line, "CCHC-C001" if is_figure else "CCHC-C002", entry.cell, {"value": read})


def spreadsheet_errors(line: Line) -> Iterator[Finding]:
    """C003/C004: #DIV/0! and the like; recoverable where the value is known, else with the cause."""
    for cell in line.entry.errors:
        if isinstance(line.value, Reported):
            yield _finding(line, "CCHC-C003", cell, {"value": line.shown}, expected=line.shown)
        else:
            yield _finding(line, "CCHC-C004", cell, {"cause": _cause(line)})


def ambiguous(line: Line) -> Iterator[Finding]:
    """C005: several numbers, and no way to tell which is meant."""
    if line.entry.value == Missing(Reason.AMBIGUOUS):
        cell = line.entry.candidates[0].cell if line.entry.candidates else line.entry.cell
        yield _finding(line, "CCHC-C005", cell, {"candidates": _candidates(line.entry)})


def unreadable(line: Line) -> Iterator[Finding]:
    """C006: a text that cannot be read as what the line asks for."""
    if line.entry.value == Missing(Reason.UNREADABLE):
        yield _finding(line, "CCHC-C006", line.entry.cell)


def placeholder(line: Line) -> Iterator[Finding]:
    """C007: the form's own prompt left where an answer belongs."""
    if line.entry.value == Missing(Reason.PLACEHOLDER):
        yield _finding(line, "CCHC-C007", line.entry.cell)


def blank(line: Line) -> Iterator[Finding]:
    """C008: a line that is not computed and says nothing."""
    if line.indicator.formula is None and line.entry.value == Missing(Reason.BLANK):
        yield _finding(line, "CCHC-C008", next(iter(line.entry.cells.values()), None))


def in_progress(line: Line) -> Iterator[Finding]:
    """C009: a status word where a number belongs."""
    if line.is_numeric and line.entry.value == Missing(Reason.IN_PROGRESS):
        yield _finding(line, "CCHC-C009", line.entry.cell)


def contradicting(line: Line) -> Iterator[Finding]:
    """C010: another column of the line gives a different number."""
    if line.entry.candidates and isinstance(line.entry.value, Reported):
        cell = line.entry.candidates[0].cell
        read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C010", cell, {"value": read, "candidates": _candidates(line.entry)})


def doubtful(line: Line) -> Iterator[Finding]:
    """C011: a number that another way of writing numbers would read otherwise."""
    printed = line.entry.printed
    if printed is not None and printed.doubtful:
        read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C011", line.entry.cell, {"value": read})


def computable_blank(line: Line) -> Iterator[Finding]:
    """C012: a computed line left blank whose value follows from its parts."""
    is_blank = line.entry.value == Missing(Reason.BLANK) and not line.entry.errors
    if line.indicator.formula is not None and is_blank and isinstance(line.value, Reported):
        cell = next(iter(line.entry.cells.values()), None)
        yield _finding(line, "CCHC-C012", cell, {"value": line.shown}, expected=line.shown)


def not_yet(line: Line) -> Iterator[Finding]:
    """C013: "not yet arisen" where it may not stand for zero."""
    is_figure = line.indicator.kind is IndicatorKind.COUNT and line.indicator.formula is None
    if is_figure and line.entry.value == Missing(Reason.NOT_ARISEN) and line.indicator.not_arisen is None:
        yield _finding(line, "CCHC-C013", line.entry.cell)


def false_claims(line: Line) -> Iterator[Finding]:
    """P001/P002: a printed "a/b = c%" that is untrue, or true only if digits are cut off."""
    for claim in line.entry.claims:
        if claim.stated is None:
            continue
        match = _claim_match(claim)
        if match is not Match.AGREES:
            code = "CCHC-P002" if match is Match.TRUNCATED else "CCHC-P001"
            yield _finding(line, code, claim.cell, {"value": _true_rate(line, claim)}, expected=_true_rate(line, claim))


def _claim_match(claim: Claim) -> Match:
    assert claim.stated is not None
    if claim.denominator == 0:
        return Match.UNEXPLAINED
    ratio = Fraction(claim.numerator, claim.denominator)
    matches = [compare(claim.stated, 100 * ratio)]
    if not claim.stated.percent:
        matches.append(compare(claim.stated, ratio))
    return next((match for match in (Match.AGREES, Match.TRUNCATED) if match in matches), Match.UNEXPLAINED)


def _true_rate(line: Line, claim: Claim) -> Text:
    """What a/b really is, at the decimals of the line (or of the claim, if it has more)."""
    assert claim.stated is not None
    edition = line.computation.engine.edition
    if claim.denominator == 0:
        return edition.judging.text("cause", Cause.ZERO_DENOMINATOR)
    decimals = max(line.indicator.decimals, claim.stated.decimals)
    number = rate(half_up(100 * claim.numerator, claim.denominator, decimals), decimals)
    return value_text(line.computation.engine.edition, line.indicator.id, Reported(number))


_CHECKS: tuple[Callable[[Line], Iterator[Finding]], ...] = (
    relocated,
    ambiguous,
    unreadable,
    placeholder,
    blank,
    in_progress,
    contradicting,
    doubtful,
    computable_blank,
    not_yet,
    false_claims,
)


def _finding(
    line: Line,
    code: str,
    cell: Cell | None,
    figures: Mapping[str, Text | str] | None = None,
    *,
    expected: Text | None = None,
) -> Finding:
    observed = ""
    if cell is not None and cell.column not in ("", "code", "label"):
        observed = squeeze(strip_markup(cell.text))
    edition, ids = line.computation.engine.edition, (line.indicator.id,)
    return built_in(edition, code, ids, cell=cell, observed=observed, expected=expected or "", **(figures or {}))


def _candidates(entry: Entry) -> str:
    return ", ".join(dict.fromkeys(candidate.number.text for candidate in entry.candidates))


def _cause(line: Line) -> Text:
    """Why a line has no value, naming the figure that it lacks."""
    edition = line.computation.engine.edition
    formula = line.indicator.formula
    if formula is None or not isinstance(line.value, Undefined) or line.value.cause is Cause.ZERO_DENOMINATOR:
        return line.shown
    lacking = [label_of(edition, id) for id in names_of(formula) if line.computation.figure(id) is None]
    return EachLanguage(
        edition.languages,
        lambda language: f"{line.shown[language]}: {'; '.join(f'“{label[language]}”' for label in lacking)}",
    )
