"""What there is to say of a table: one finding for each cell that is wrong, and those of the rules over its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from cchc.edition.table import TableRule
from cchc.finding import Finding, built_in
from cchc.formula.tree import Fact, facts_of
from cchc.judge.cell_findings import findings_of_figure
from cchc.judge.conflicts import Conflicts
from cchc.judge.display import EachLanguage
from cchc.judge.judged_line import JudgedLine
from cchc.judge.outcome import instance_name
from cchc.judge.rule_findings import rule_findings
from cchc.judge.tables.blank_findings import of_blank_columns, of_gaps, of_lacking, of_left_out, of_unjudged
from cchc.judge.tables.column_rules import column_findings
from cchc.judge.tables.engine import column_of
from cchc.judge.tables.equality import Link
from cchc.judge.tables.following import Following
from cchc.judge.tables.gaps import is_blank
from cchc.judge.tables.lacking import blank_columns, missing_figures
from cchc.judge.tables.located import Located
from cchc.judge.tables.mixup_findings import mixed_figures, mixup_findings, scale_findings, under_mixups
from cchc.judge.tables.rests import printed_of, rests_on
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.suspects import WrongCells, is_of_rules
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import Entry, FilledRow
from cchc.text.spelling import seen
from cchc.value import Missing, Reason, Reported, Wording
from cchc.words import Message


def table_findings(located: Located) -> Iterator[Finding]:
    """The findings of the tables of a report, each in the order of its rows."""
    following = Following(located)
    for tabulation in located.tables.values():
        given = {at for at, _ in located.gaps[tabulation.table.id]}
        blank = [column for column in blank_columns(tabulation) if given.isdisjoint(column)]
        of_cells = list(_of_cells(tabulation))
        lead = {tabulation.address(at): tabulation.address(column[0]) for column in blank for at in column}
        lead |= {str(finding.figure): str(finding.figure) for _, finding in of_cells}
        mixed_up = mixed_figures(tabulation, located)
        of_rules = list(under_mixups(_of_rules(tabulation, following, lead), mixed_up))
        about_blanks = [
            *of_gaps(tabulation, located),
            *of_left_out(tabulation, located),
            *of_blank_columns(tabulation, blank),
            *of_lacking(tabulation, located, blank, {at for _, finding in of_rules for at in finding.figures}),
        ]
        told = {at for _, finding in (*of_cells, *of_rules, *about_blanks) for at in finding.figures}
        found = [
            *of_cells,
            *mixup_findings(tabulation, located),
            *scale_findings(tabulation, located),
            *_of_faults(tabulation, located),
            *about_blanks,
            *of_unjudged(tabulation, located, told),
            *of_rules,
            *under_mixups(_of_columns(tabulation, following), mixed_up),
        ]
        order = {row.key: place for place, row in enumerate(tabulation.filled.rows)}
        yield from (finding for _, finding in sorted(found, key=lambda pair: order.get(pair[0], 0)))


def _of_cells(tabulation: Tabulation) -> Iterator[tuple[str, Finding]]:
    """What the cells of figures themselves have to be asked about."""
    for row in tabulation.filled.rows:
        for id, entry in row.entries.items() if row.key not in tabulation.plain else ():
            column = tabulation.column(row, id)
            if _is_plain(entry) or tabulation.source(row, column) is FigureSource.ABSENT:
                continue
            conflicts = Conflicts(tabulation.computations[row.key])
            line = JudgedLine(conflicts, column.asks, entry, tabulation.value(row, column) or entry.value)
            for finding in findings_of_figure(line):
                yield row.key, evolve(_of_row(tabulation, row, finding), suggestion=_cell_advice(tabulation))


def _is_plain(entry: Entry) -> bool:
    """Whether there is nothing to tell of a figure: a number and nothing else, or a blank cell."""
    match entry.value:
        case Reported():
            is_plain = entry.wording is Wording.PLAIN and (entry.printed is None or not entry.printed.doubtful)
            return is_plain and not (entry.candidates or entry.claims or entry.errors or entry.against)
        case Missing(Reason.BLANK):
            return entry.cell is None or not seen(entry.cell.text)
    return False


def _cell_advice(tabulation: Tabulation) -> Message:
    edition = tabulation.engine.edition
    return Message(edition.face("tables").text("cell_advice"), {}, edition.languages)


def _of_faults(tabulation: Tabulation, located: Located) -> Iterator[tuple[str, Finding]]:
    """What fails of a table; what only rules tell is told by these."""
    for fault in located.faults:
        at = fault.only or fault.suspects[0]
        if at.table == tabulation.table.id and not is_of_rules(fault):
            yield at.row, _finding(tabulation, fault, at)


def _of_rules(tabulation: Tabulation, following: Following, lead: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    """What rules over rows say, each row by itself; of what several lack it is told once, in its own row if there, and
    under what is told of the cell, or of its column as a whole: `lead` has for each such cell that by which it is."""
    lacking: list[tuple[FilledRow, Finding]] = []
    for row, finding in _by_rules(tabulation, following):
        if any(fact.function == "lacks_part" for fact in _facts(tabulation, row, finding)):
            lacking.append((row, finding))
        else:
            yield row.key, finding
    told = missing_figures(tabulation)
    for row, finding in sorted(lacking, key=lambda each: not _is_own(tabulation, *each)):
        if not told.issuperset(finding.figures):
            told |= finding.figures.keys()
            under = finding.under or next((lead[each] for each in finding.figures if each in lead), None)
            yield row.key, evolve(finding, under=under)


def _is_own(tabulation: Tabulation, row: FilledRow, finding: Finding) -> bool:
    """Whether a figure of the row itself is what a finding speaks of."""
    return str(finding.figure).startswith(tabulation.address_of_row(row))


def _by_rules(tabulation: Tabulation, following: Following) -> Iterator[tuple[FilledRow, Finding]]:
    for row in tabulation.filled.rows:
        if row.key in tabulation.clean:
            continue
        rules = tabulation.engine_of(row).table.rules
        computation = tabulation.computations[row.key]
        if not computation.broken:
            continue
        for finding in rule_findings(Conflicts(computation)):
            rule = rules.get(finding.rule or "")
            if rule is not None and is_asked(tabulation, row, rule, finding.indicators):
                yield row, following.of_row(tabulation, row, _of_row(tabulation, row, finding), finding.instance)


def _of_columns(tabulation: Tabulation, following: Following) -> Iterator[tuple[str, Finding]]:
    """What rules over columns say, each column by itself."""
    for row, asked, rule, finding in column_findings(tabulation):
        yield row, following.of_column(asked, rule, finding)


def is_asked(tabulation: Tabulation, row: FilledRow, each: TableRule, ids: Iterable[str]) -> bool:
    """Whether a rule over columns is about the row: where the form has their figures; the library's, of computed ones,
    only where the row's own formula makes them."""
    if not each.takes(row.role, row.id):
        return False
    known = tabulation.engine_of(row).table.columns
    columns = [known[id] for id in map(column_of, ids) if id in known]
    if any(tabulation.source(row, column) is FigureSource.ABSENT for column in columns):
        return False
    if not each.rule.is_standard:
        return True
    return all(not column.identities or tabulation.source(row, column) is FigureSource.FORMULA for column in columns)


def _of_row(tabulation: Tabulation, row: FilledRow, finding: Finding) -> Finding:
    """A finding that a row's own engine makes, told of the table."""
    said = TableWords(tabulation)
    named = list(_named(tabulation, row, finding))
    figures = {tabulation.of(at).address(at): finding.figures.get(at.column) or said.printed(at) for at in named}
    message = EachLanguage(
        tabulation.engine.edition.languages,
        lambda language: f"{said.row(row, language)}: {said.of_year(finding.message[language])}",
    )
    lacking = row.entries.get(named[0].column) if named and is_blank(tabulation, row, named[0].column) else None
    return Finding(
        code=finding.code,
        severity=finding.severity,
        message=message,
        rule=finding.rule,
        indicators=(),
        cell=finding.cell if lacking is None else lacking.cell,
        observed=finding.observed,
        expected=finding.expected,
        required=finding.required,
        suggestion=finding.suggestion,
        figures=figures,
        figure=next(iter(figures), None),
        instance=_instance(tabulation, row, finding),
    )


def _named(tabulation: Tabulation, row: FilledRow, finding: Finding) -> Iterator[At]:
    """The printed figures that a finding of a row is about: of one that says that parts are lacking these."""
    columns = dict.fromkeys(id for id in map(column_of, finding.indicators) if id in tabulation.table.columns)
    places = [tabulation.at(row, id) for id in columns]
    if finding.rule is None:
        yield from places
        return
    facts = {fact.function for fact in _facts(tabulation, row, finding)}
    found = [cell for at in places for cell in printed_of(tabulation, at)] if "printed" not in facts else places
    if facts & {"lacks_part", "is_undefined"}:
        rests = [(cell, tabulation.of(cell).figure_at(cell)) for at in places for cell in rests_on(tabulation, at)]
        lacking = [cell for cell, figure in rests if figure is None] if "lacks_part" in facts else []
        # Without one that lacks, something was divided by 0: it may be that which is wrong, as well as what is printed.
        found = lacking or [*found, *(cell for cell, figure in rests if figure == 0)]
    yield from dict.fromkeys(found)


def _facts(tabulation: Tabulation, row: FilledRow, finding: Finding) -> Iterator[Fact]:
    rule = tabulation.engine_of(row).rows.edition.rules.get(finding.rule or "")
    for instance in () if rule is None else rule.instances:
        yield from facts_of(instance.check)


def _instance(tabulation: Tabulation, row: FilledRow, finding: Finding) -> str:
    """The rule of the row's own engine, and what it is asked of, by address."""
    rule, of, bound = str(finding.instance).partition("[")
    bindings = {name: name for name in bound.removesuffix("]").split(", ")} if of else {}
    return instance_name(rule, tabulation.bound(row, bindings))


def _finding(tabulation: Tabulation, fault: WrongCells, at: At) -> Finding:
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    languages = edition.languages
    row = tabulation.filled.by_key[at.row]
    entry = row.entries.get(at.column)
    limit = _limit(tabulation, fault)
    # Of several what the first should be says that it is the wrong one.
    mended = None if fault.only is None else fault.mended(at)
    known, sign = (mended, "==") if limit is None else (limit, "<=")
    finding = built_in(
        edition,
        "CCHC-T001" if fault.only is not None and known is not None else "CCHC-T002",
        cell=None if entry is None else entry.cell,
        observed=entry.cell.text if entry is not None and entry.cell is not None else "",
        expected="" if known is None else said.required(at, known, sign).text,
        figure=EachLanguage(languages, lambda language: said.figure(at, language)),
        stated=EachLanguage(languages, lambda language: said.stated(at, language, known)),
        count=str(len(fault.failing)),
        equalities=EachLanguage(languages, lambda lang: said.equalities(fault, at, lang)),
        cells=EachLanguage(languages, lambda lang: said.figures(fault.suspects, lang)),
    )
    return evolve(
        finding,
        figure=tabulation.address(at),
        instance=fault.own[0].name,
        figures={tabulation.of(each).address(each): said.printed(each) for each in fault.suspects},
        required=None if known is None else said.required(at, known, sign),
    )


def _limit(tabulation: Tabulation, fault: WrongCells) -> Fraction | None:
    """What the wrong cell may be at most, where nothing but that is in doubt."""
    if any(each.link is not Link.PART or each.target != fault.only for each in fault.failing):
        return None
    wholes = [tabulation.figure_at(each.of[0]) for each in fault.failing]
    return min((whole for whole in wholes if whole is not None), default=None)
