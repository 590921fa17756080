"""What there is to say of a table: one finding for each cell that is wrong, and those of the rules over its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from attrs import evolve

from cchc.edition import Severity
from cchc.edition.table import TableRule
from cchc.finding import Finding, built_in
from cchc.formula.tree import Fact, facts_of
from cchc.judge.cell_findings import findings_of_figure
from cchc.judge.conflicts import Conflicts
from cchc.judge.display import EachLanguage
from cchc.judge.judged_line import JudgedLine
from cchc.judge.outcome import instance_name
from cchc.judge.rule_findings import rule_findings
from cchc.judge.tables.column_rules import column_findings
from cchc.judge.tables.engine import column_of
from cchc.judge.tables.equality import Link
from cchc.judge.tables.following import Following
from cchc.judge.tables.gaps import is_begun, is_blank
from cchc.judge.tables.lacking import blank_columns, lacking, left_out, missing_figures
from cchc.judge.tables.located import Located
from cchc.judge.tables.mixup_findings import mixed_figures, mixup_findings, scale_findings, under_mixups
from cchc.judge.tables.rests import printed_of, rests_on
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.suspects import WrongCells, is_of_rules
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import Entry, FilledRow
from cchc.text.spelling import seen
from cchc.value import Missing, Reason, Reported, Wording
from cchc.words import Message, Text


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
        found = [
            *of_cells,
            *mixup_findings(tabulation, located),
            *scale_findings(tabulation, located),
            *_of_faults(tabulation, located),
            *_of_gaps(tabulation, located),
            *_of_left_out(tabulation, located),
            *_of_blank_columns(tabulation, blank),
            *_of_lacking(tabulation, located, blank, {at for _, finding in of_rules for at in finding.figures}),
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


def _of_gaps(tabulation: Tabulation, located: Located) -> Iterator[tuple[str, Finding]]:
    """Cells without a figure that the others tell: worth a word where they are computed, or where a blank is a zero."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    blank_sums: dict[str, list[tuple[At, Fraction]]] = {}
    for at, figure in located.gaps[tabulation.table.id]:
        row = tabulation.filled.by_key[at.row]
        if not is_begun(tabulation, row):
            blank_sums.setdefault(at.row, []).append((at, figure))
            continue
        entry, is_empty = row.entries.get(at.column), is_blank(tabulation, row, at.column)
        observed = "" if entry is None or entry.cell is None else seen(entry.cell.text)
        finding = built_in(
            edition,
            "CCHC-T017" if is_empty else "CCHC-T018",
            cell=None if entry is None else entry.cell,
            observed=observed,
            expected=said.required(at, figure).text,
            figure=_called(said, at),
        )
        is_needed = figure and tabulation.source(row, tabulation.table.columns[at.column]) is FigureSource.REPORTED
        severity = Severity.INFO if is_empty and not is_needed else finding.severity
        yield (
            at.row,
            evolve(
                finding,
                severity=severity,
                figure=tabulation.address(at),
                figures={tabulation.address(at): observed},
                required=said.required(at, figure),
            ),
        )

    for key, found in blank_sums.items():
        yield key, _of_blank_sum(tabulation, found)


def _of_blank_sum(tabulation: Tabulation, found: Sequence[tuple[At, Fraction]]) -> Finding:
    """A row of the form that is blank as a whole, told once."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    at, figure = found[0]
    row = tabulation.filled.by_key[at.row]
    cells = [entry.cell for each, _ in found if (entry := row.entries.get(each.column)) and entry.cell is not None]

    def figures(language: str) -> str:
        return "; ".join(f"{said.short(each.column)}: {said.number(each, value, language)}" for each, value in found)

    finding = built_in(
        edition,
        "CCHC-T017",
        cell=next(iter(cells), None),
        expected=EachLanguage(edition.languages, figures),
        figure=EachLanguage(edition.languages, lambda language: said.whole_row(row, language)),
    )
    # A row that its sums hold without is one that an office leaves blank where there is nothing.
    is_needed = any(value for _, value in found) or tabulation.computed(row, at.column) is not None
    return evolve(
        finding,
        severity=finding.severity if is_needed else Severity.INFO,
        figure=tabulation.address(at),
        figures={tabulation.address(each): "" for each, _ in found},
        cells=tuple(cells[1:]) or None,
        required=said.required(at, figure),
    )


def _of_blank_columns(tabulation: Tabulation, blank: Iterable[Sequence[At]]) -> Iterator[tuple[str, Finding]]:
    """T025: columns that are blank as a whole, each told once with its cells."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    for column in blank:
        entries = [tabulation.filled.by_key[at.row].entries.get(at.column) for at in column]
        cells = [entry.cell for entry in entries if entry is not None and entry.cell is not None]
        finding = built_in(
            edition,
            "CCHC-T025",
            cell=next(iter(cells), None),
            column=EachLanguage(edition.languages, partial(said.column, column[0].column)),
            rows=str(len(column)),
        )
        figures = {tabulation.address(at): "" for at in column}
        cells_beside = tuple(cells[1:]) or None
        yield column[0].row, evolve(finding, figure=next(iter(figures)), figures=figures, cells=cells_beside)


def _of_lacking(
    tabulation: Tabulation, located: Located, blank: Iterable[Sequence[At]], by_rules: Collection[str]
) -> Iterator[tuple[str, Finding]]:
    """T024: rows that leave blank what their own figures are made of, and that nothing else tells."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    told = {at for at, _ in located.gaps[tabulation.table.id]}
    told |= {at for fault in located.faults for at in fault.suspects} | {at for column in blank for at in column}
    for each in lacking(tabulation, told):
        figures = {tabulation.address(at): "" for at in each.cells}
        if not figures.keys().isdisjoint(by_rules):
            continue
        entry = each.row.entries.get(each.cells[0].column)
        finding = built_in(
            edition,
            "CCHC-T024",
            cell=None if entry is None else entry.cell,
            cells=EachLanguage(edition.languages, partial(said.figures, each.cells)),
            results=EachLanguage(edition.languages, partial(said.columns, [at.column for at in each.results])),
        )
        yield each.row.key, evolve(finding, figure=next(iter(figures)), figures=figures)


def _of_left_out(tabulation: Tabulation, located: Located) -> Iterator[tuple[str, Finding]]:
    """T024: rows that are blank as a whole, where nobody can tell how much of their sum belongs to which."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    told = [at for at, _ in located.gaps[tabulation.table.id]]
    for each in left_out(tabulation, located.every[tabulation.table.id], told):
        rows = [tabulation.filled.by_key[at.row] for at in each.cells]
        entries = [row.entries.get(at.column) for row, at in zip(rows, each.cells, strict=True)]
        cells = [entry.cell for entry in entries if entry is not None and entry.cell is not None]
        finding = built_in(
            edition,
            "CCHC-T024",
            cell=next(iter(cells), None),
            cells=EachLanguage(edition.languages, partial(said.whole_rows, rows)),
            results=EachLanguage(edition.languages, partial(said.whole_rows, [each.sum])),
        )
        figures = {tabulation.address(at): "" for at in each.cells}
        yield (
            rows[0].key,
            evolve(
                finding,
                severity=finding.severity if each.is_needed else Severity.INFO,
                figure=next(iter(figures)),
                figures=figures,
                cells=tuple(cells[1:]) or None,
            ),
        )


def _called(said: TableWords, at: At) -> Text:
    return EachLanguage(said.edition.languages, lambda language: said.figure(at, language))


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
