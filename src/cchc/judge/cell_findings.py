"""Built-in findings of what stands in the cells: one check is one function, one code, one docstring.

Their texts and severities are in `cchc.words` (`findings.toml`); only codes stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from cchc.edition import IndicatorKind, Severity, label_of
from cchc.exact import half_up, rate
from cchc.finding import Finding, built_in
from cchc.formula.address import is_address
from cchc.formula.tree import names_of
from cchc.judge.conflicts import Conflicts
from cchc.judge.display import EachLanguage, printed_text, value_text
from cchc.judge.judged_line import JudgedLine
from cchc.judge.precision import Match, compare
from cchc.judge.rule_findings import told_by_rules
from cchc.report import Claim
from cchc.text.periods import stretch_of
from cchc.text.spelling import squeeze, strip_markup
from cchc.value import Cause, Cell, Missing, Origin, Reason, Reported, Undefined, Wording
from cchc.words import Message, Text


def cell_findings(conflicts: Conflicts) -> Iterator[Finding]:
    """Every built-in finding of every line that the form shows, in the form's order; cells of tables are theirs."""
    computation = conflicts.computation
    errors, gaps = (told_by_rules(computation, fact) for fact in ("shows_error", "lacks_part"))
    for id, indicator in computation.engine.edition.everything.items():
        entry = computation.entry(id)
        if entry is None or indicator.is_heading or is_address(id):  # a cell of a table is told there
            continue
        line = JudgedLine(conflicts, indicator, entry, computation.values[id])
        for check in _CHECKS:
            yield from check(line)
        if id not in errors:
            yield from spreadsheet_errors(line)
        if id not in gaps:
            yield from unchecked(line)


def findings_of_figure(line: JudgedLine) -> Iterator[Finding]:
    """What the cell of a table's figure has to be asked about, or was read past; a blank one says itself that it is."""
    for check in _OF_FIGURES:
        yield from check(line)


def relocated(line: JudgedLine) -> Iterator[Finding]:
    """C001/C002: a figure, or a word, that stands in another column than its own."""
    entry = line.entry
    if entry.origin is not Origin.RELOCATED or entry.cell is None:
        return
    if line.is_numeric and entry.value == Missing(Reason.IN_PROGRESS):
        return  # C009 says more of the same cell.
    if line.indicator.id not in line.computation.engine.edition.indicators:
        return  # The second figure of a pair stands wherever the pair does.
    is_figure = line.is_numeric and isinstance(entry.value, Reported)
    read = _read(line)
    found = _finding(line, "CCHC-C001" if is_figure else "CCHC-C002", entry.cell, {"value": read})
    wrong_by, judging = line.conflicts.wrong_alone.get(line.indicator.id), line.computation.engine.edition.judging
    yield found if wrong_by is None else _advised(line, found, judging.text("wrong_first"), {"rule": wrong_by})


def _read(line: JudgedLine) -> Text:
    """What was read of a line: a number as it is printed."""
    edition, entry = line.computation.engine.edition, line.entry
    printed = entry.printed
    if printed is None or not isinstance(entry.value, Reported) or not line.indicator.kind.is_rate:
        return value_text(edition, line.indicator.id, entry.value)
    return EachLanguage(edition.languages, lambda language: printed_text(edition, printed, language))


def spreadsheet_errors(line: JudgedLine) -> Iterator[Finding]:
    """C003/C004: #DIV/0! and the like; recoverable where the value is known, else with the cause."""
    for cell in line.entry.errors:
        if isinstance(line.value, Reported):
            found = _finding(line, "CCHC-C003", cell, {"value": line.shown}, expected=line.shown)
            yield _while_parts_are_doubted(line, found)
        else:
            yield _finding(line, "CCHC-C004", cell, {"cause": _cause(line)})


def _while_parts_are_doubted(line: JudgedLine, finding: Finding) -> Finding:
    """A finding of a computed value; while one of its parts is in doubt nobody is told to enter it."""
    parts = line.conflicts.undecided_by(line.indicator.id)
    if not parts:
        return finding
    edition = line.computation.engine.edition
    codes = ", ".join(edition.everything[part].path or part for part in parts)
    return _advised(line, finding, edition.judging.text("undecided", "advice"), {"parts": codes})


def _advised(line: JudgedLine, finding: Finding, advice: Text, told: Mapping[str, Text | str]) -> Finding:
    """A finding with another remedy than its kind has."""
    edition = line.computation.engine.edition
    return evolve(finding, suggestion=Message(advice, {**edition.printed, **told}, edition.languages))


def ambiguous(line: JudgedLine) -> Iterator[Finding]:
    """C005: no number that can be told to be the one meant; why, and those that may be."""
    if line.entry.value == Missing(Reason.AMBIGUOUS) and line.indicator.kind is not IndicatorKind.DATE:
        cell = line.entry.candidates[0].cell if line.entry.candidates else line.entry.cell
        wording = line.entry.wording if line.entry.wording is not Wording.PLAIN else Wording.SEVERAL
        yield _finding(line, "CCHC-C005", cell, {"why": _why(line, wording)}, candidates=True)


def without_day(line: JudgedLine) -> Iterator[Finding]:
    """C019: a month, quarter or year where a day belongs."""
    if line.entry.value != Missing(Reason.AMBIGUOUS) or line.indicator.kind is not IndicatorKind.DATE:
        return
    cell = line.entry.cell
    stretch = None if cell is None else stretch_of(cell.text, line.computation.engine.edition.languages[0])
    if stretch is not None:
        told = {"first": f"{stretch.start:%d/%m/%Y}", "last": f"{stretch.end:%d/%m/%Y}"}
        yield _finding(line, "CCHC-C019", cell, told)


def noted(line: JudgedLine) -> Iterator[Finding]:
    """C014: a value, or a word for none, that was read past its wording."""
    from cchc.reading.cells.meaning import CellReading, reading_of

    if reading_of(line.entry.wording, line.indicator.kind) is not CellReading.NOTED or line.entry.cell is None:
        return
    if line.entry.value in (Missing(Reason.AMBIGUOUS), Missing(Reason.UNREADABLE)):
        return
    read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
    yield _finding(line, "CCHC-C014", line.entry.cell, {"value": read, "why": _why(line, line.entry.wording)})


def denied(line: JudgedLine) -> Iterator[Finding]:
    """C015: a value that a remark of its own line contradicts."""
    if line.entry.against is not None and (isinstance(line.entry.value, Reported) or line.entry.value in _SAYS_NONE):
        read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C015", line.entry.against, {"value": read})


def unchecked(line: JudgedLine) -> Iterator[Finding]:
    """C016: the printed value of a computed line one of whose parts is not known."""
    if line.indicator.formula is None or not isinstance(line.entry.value, Reported):
        return
    lacks = isinstance(line.value, Undefined) and line.value.cause is Cause.MISSING_INPUT
    if lacks:
        printed = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C016", line.entry.cell, {"printed": printed, "cause": _cause(line)})


def none_against_figures(line: JudgedLine) -> Iterator[Finding]:
    """C017: a computed line that says there is none, while its parts give something."""
    if line.indicator.formula is None or line.entry.value not in _SAYS_NONE:
        return
    if isinstance(line.value, Reported) and line.value.value != 0:
        yield _finding(line, "CCHC-C017", line.entry.cell, {"value": line.shown}, expected=line.shown)


_SAYS_NONE = (Missing(Reason.NONE), Missing(Reason.NOT_ARISEN))


def unanswered(line: JudgedLine) -> Iterator[Finding]:
    """C018: "in progress" where an answer or a document belongs."""
    if line.entry.wording is Wording.IN_PROGRESS:
        yield _finding(line, "CCHC-C018", line.entry.cell)


def unreadable(line: JudgedLine) -> Iterator[Finding]:
    """C006: a text that cannot be read as what the line asks for; of a formula without a result F014 says more."""
    is_formula = line.entry.cell is not None and line.entry.cell.is_uncalculated
    if line.entry.value == Missing(Reason.UNREADABLE) and not is_formula:
        yield _finding(line, "CCHC-C006", line.entry.cell, candidates=True)


def placeholder(line: JudgedLine) -> Iterator[Finding]:
    """C007: the form's own prompt left where an answer belongs."""
    if line.entry.value == Missing(Reason.PLACEHOLDER):
        yield _finding(line, "CCHC-C007", line.entry.cell)


def blank(line: JudgedLine) -> Iterator[Finding]:
    """C008: a line that is not computed and says nothing."""
    if line.indicator.formula is None:
        yield from _without_figure(line, line.entry.cell)


def dashed(line: JudgedLine) -> Iterator[Finding]:
    """C008: a dash in place of a figure, which may mean none, or nothing known; a note where 0 is computed."""
    dash = line.entry.cell
    for found in _without_figure(line, dash) if dash is not None and squeeze(dash.text) else ():
        yield evolve(found, severity=Severity.INFO) if line.value == Reported(0) else found


def _without_figure(line: JudgedLine, dash: Cell | None) -> Iterator[Finding]:
    if line.entry.value == Missing(Reason.BLANK):
        cell, why = dash or next(iter(line.entry.cells.values()), None), "blank" if dash is None else "dash"
        yield _finding(line, "CCHC-C008", cell, {"why": _why(line, why, _observed(dash))})


def in_progress(line: JudgedLine) -> Iterator[Finding]:
    """C009: a status word where a number belongs."""
    if line.is_numeric and line.entry.value == Missing(Reason.IN_PROGRESS):
        yield _finding(line, "CCHC-C009", line.entry.cell)


def contradicting(line: JudgedLine) -> Iterator[Finding]:
    """C010: another column of the line gives a different number."""
    if line.entry.candidates and isinstance(line.entry.value, Reported):
        cell = line.entry.candidates[0].cell
        read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C010", cell, {"value": read}, candidates=True)


def doubtful(line: JudgedLine) -> Iterator[Finding]:
    """C011: a number that another way of writing numbers would read otherwise."""
    printed = line.entry.printed
    if printed is not None and printed.doubtful:
        read = value_text(line.computation.engine.edition, line.indicator.id, line.entry.value)
        yield _finding(line, "CCHC-C011", line.entry.cell, {"value": read})


def round_thousands(line: JudgedLine) -> Iterator[Finding]:
    """C020: a few thousands as a program with decimals shows a few: "1.000" may have been 1."""
    zeros, printed = _ZEROS[line.computation.engine.edition.point], line.entry.printed
    if printed is not None and not line.indicator.kind.has_decimals and printed.text[1:] == zeros:
        yield _finding(line, "CCHC-C020", line.entry.cell, {"few": printed.text[0], "value": str(printed.value)})


def computable_blank(line: JudgedLine) -> Iterator[Finding]:
    """C012: a computed line left blank whose value follows from its parts."""
    is_blank = line.entry.value == Missing(Reason.BLANK) and not line.entry.errors
    if line.indicator.formula is not None and is_blank and isinstance(line.value, Reported):
        cell = next(iter(line.entry.cells.values()), None)
        found = _finding(line, "CCHC-C012", cell, {"value": line.shown}, expected=line.shown)
        yield _while_parts_are_doubted(line, found)


def not_yet(line: JudgedLine) -> Iterator[Finding]:
    """C013: "not yet arisen" where it may not stand for zero."""
    is_figure = line.indicator.kind is IndicatorKind.COUNT and line.indicator.formula is None
    if is_figure and line.entry.value == Missing(Reason.NOT_ARISEN) and line.indicator.not_arisen is None:
        yield _finding(line, "CCHC-C013", line.entry.cell)


def false_claims(line: JudgedLine) -> Iterator[Finding]:
    """P001/P002: a printed "a/b = c%" that is untrue, or true only if digits are cut off."""
    for claim in line.entry.claims:
        if claim.stated is None:
            continue
        match = _claim_match(claim)
        if match is Match.AGREES:
            continue
        code = "CCHC-P002" if match is Match.TRUNCATED else "CCHC-P001"
        right = _true_rate(line, claim)
        found = _finding(line, code, claim.cell, {"value": right}, expected=right)
        judging = line.computation.engine.edition.judging
        if not line.computation.are_own_numbers(line.indicator.id, claim):
            found = _advised(line, found, judging.text("fraction_first"), {})
        elif claim.denominator == 0:
            found = _advised(line, found, judging.text("no_quotient_advice"), {})
        yield found


def _claim_match(claim: Claim) -> Match:
    assert claim.stated is not None
    if claim.denominator == 0:
        return Match.UNEXPLAINED
    ratio = Fraction(claim.numerator, claim.denominator)
    matches = [compare(claim.stated, 100 * ratio)]
    if not claim.stated.percent:
        matches.append(compare(claim.stated, ratio))
    return next((match for match in (Match.AGREES, Match.TRUNCATED) if match in matches), Match.UNEXPLAINED)


def _true_rate(line: JudgedLine, claim: Claim) -> Text:
    """What a/b really is, at the decimals of the line (or of the claim, if it has more)."""
    assert claim.stated is not None
    edition = line.computation.engine.edition
    if claim.denominator == 0:
        return edition.judging.text("no_quotient")
    decimals = max(line.indicator.decimals, claim.stated.decimals)
    number = rate(half_up(100 * claim.numerator, claim.denominator, decimals), decimals)
    return value_text(line.computation.engine.edition, line.indicator.id, Reported(number))


_ZEROS: Mapping[str, str] = {",": ".000", ".": ",000"}
_CHECKS: tuple[Callable[[JudgedLine], Iterator[Finding]], ...] = (
    relocated,
    ambiguous,
    without_day,
    noted,
    denied,
    none_against_figures,
    unanswered,
    unreadable,
    placeholder,
    blank,
    in_progress,
    contradicting,
    doubtful,
    round_thousands,
    computable_blank,
    not_yet,
    false_claims,
)


_OF_FIGURES = (
    ambiguous,
    without_day,
    noted,
    denied,
    none_against_figures,
    unanswered,
    unreadable,
    placeholder,
    dashed,
    in_progress,
    contradicting,
    doubtful,
    round_thousands,
    not_yet,
    false_claims,
    spreadsheet_errors,
)


def _finding(
    line: JudgedLine,
    code: str,
    cell: Cell | None,
    figures: Mapping[str, Text | str] | None = None,
    *,
    expected: Text | None = None,
    candidates: bool = False,
) -> Finding:
    edition, ids = line.computation.engine.edition, (line.indicator.id,)
    offered = line.entry.candidates if candidates else ()
    listed = ", ".join(dict.fromkeys(candidate.number.text for candidate in offered))
    told: dict[str, Text | str] = {"need": _need(line), "candidates": listed, **(figures or {})}
    found = built_in(edition, code, ids, cell=cell, observed=_observed(cell), expected=expected or "", **told)
    return evolve(found, candidates=offered) if offered else found


def _observed(cell: Cell | None) -> str:
    """What stands in a cell of the form's own, as it reads."""
    if cell is None or cell.column in ("", "code", "label"):
        return ""
    return squeeze(strip_markup(cell.text))


def _why(line: JudgedLine, wording: str, observed: str = "") -> Text:
    """What makes a line so worded what it was taken for."""
    edition = line.computation.engine.edition
    noun = line.computation.facts.noun_behind(line.indicator.id) if wording in _OF_NOUNS else ""
    said = {"observed": observed, "noun": noun}
    return Message(edition.face("cells").text(wording, "says"), said, edition.languages)


_OF_NOUNS = (Wording.STRANGE_NOUN, Wording.OTHER_THING)


def _need(line: JudgedLine) -> Text:
    """What a line of this kind asks for."""
    edition = line.computation.engine.edition
    statuses = [edition.statuses[id].label for id in line.indicator.statuses or edition.statuses]
    listed = EachLanguage(edition.languages, lambda language: ", ".join(f"“{label[language]}”" for label in statuses))
    need = edition.face("cells").text("needs", line.indicator.kind)
    return Message(need, {**edition.printed, "statuses": listed}, edition.languages)


def _cause(line: JudgedLine) -> Text:
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
