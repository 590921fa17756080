"""A finding in the manner of a compiler: the line quoted, the cell marked, the reason, the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from cchc.cli.checked import Checked
from cchc.cli.render.quote import Quote, seen
from cchc.cli.render.table import FRAME, clip, columns, page_width, visible, width, wrap
from cchc.cli.words import Words
from cchc.edition import Severity, label_of
from cchc.finding import Finding
from cchc.judge.display import display

if TYPE_CHECKING:
    from cchc.cli.render.figure_quote import FigureQuote, RowQuotes

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MOST_LINES = 4
"""A rule over many lines quotes the first of them."""
_BAR = "│"
_TOLD_ROOM = 40
_LONGEST = 800
"""A message may quote a cell, and a cell may be endless."""


class Excerpts:
    """Findings of one report as text."""

    def __init__(self, report: Checked, words: Words) -> None:
        self._report = report
        self._words = words
        self._edition = report.evaluation.edition
        self._page = page_width()
        self._rows = self._row_quotes() if report.evaluation.report.tables else None

    def _row_quotes(self) -> RowQuotes:
        from cchc.cli.render.figure_quote import RowQuotes

        return RowQuotes(self._report.evaluation.report, self._edition, self._words("empty_cell"))

    def one(self, finding: Finding, following: Sequence[Finding] = ()) -> str:
        """A finding by itself: message, place, quoted lines, what to do, and what follows from it."""
        rows = list(islice(self._rows.of(finding), _MOST_LINES)) if self._rows is not None else []
        quotes = [] if rows else list(islice(self._quotes(finding), _MOST_LINES))
        places = [quote.place for quote in rows or quotes]
        gutter = max([2, *map(len, places)])
        lines = [self._headline(finding, self._message(finding)), self._where(finding, places, gutter)]
        colour = COLOURS[finding.severity]
        if rows:
            lines.extend(self._rows_quoted(rows, gutter, colour))
        for quote in quotes:
            lines.extend(self._quoted(quote, gutter, colour, main=quote is quotes[0]))
        lines.extend(self._notes(finding, gutter))
        lines.extend(self._following(following, gutter))
        return "\n".join(lines)

    def many(self, findings: Sequence[Finding], following: Sequence[Finding] = ()) -> str:
        """Findings of one kind: a heading, a line each, the remedy once if it is the same for all."""
        first = findings[0]
        kind = self._edition.finding_kinds.get(first.code)
        count = self._words("group_count", count=len(findings))
        title = f"{self._words.of(kind.title)} · {count}" if kind else count
        lines = [self._headline(first, title)]
        lines.extend(self._listed(findings))
        remedies = {self._remedy(finding) for finding in findings}
        if len(remedies) == 1 and (remedy := remedies.pop()):
            lines.append(self._note("note_remedy", remedy, 2))
        lines.extend(self._following(following, 2))
        return "\n".join(lines)

    def _following(self, findings: Sequence[Finding], gutter: int) -> Iterator[str]:
        """What only follows from a finding: each kind with its places."""
        by_code: dict[str, list[Finding]] = {}
        for finding in findings:
            by_code.setdefault(finding.code, []).append(finding)
        for code, members in by_code.items():
            places = dict.fromkeys(place for finding in members if (place := _place(finding)))
            yield self._note("note_under", f"{self._kind_of(members[0], code)} ({', '.join(places)})", gutter)

    def _kind_of(self, finding: Finding, code: str) -> str:
        """The title of a kind of finding; of a rule's what it says of the first of its lines."""
        kind = self._edition.finding_kinds.get(code)
        if kind:
            return f"[{code}] {self._words.of(kind.title)}"
        return f"[{code}] {self._message(finding)}"

    def _headline(self, finding: Finding, text: str) -> str:
        severity = self._edition.judging.say(self._words.language, "severity", finding.severity)
        mark = f"{severity}[{finding.code}]"
        wrapped = wrap(f"{mark}: {text}", self._page, "  ")
        return click.style(mark, fg=COLOURS[finding.severity], bold=True) + click.style(wrapped[len(mark) :], bold=True)

    def _where(self, finding: Finding, places: Sequence[str], gutter: int) -> str:
        place = places[0] if places else ""
        source = visible(click.format_filename(self._report.source))
        line = next((self._name(id) for id in finding.indicators if id in self._edition.everything), "")
        if self._rows is not None and not line:
            line = self._rows.name(finding, self._words.language)
        where = f"{source}:{place}" if place else source
        told = clip(f"{where}  {line}".rstrip(), self._page - gutter - 4)
        return f"{click.style(' ' * gutter + '-->', fg=FRAME)} {told}"

    def _name(self, id: str) -> str:
        """The place of a line in the form, and its label."""
        line = self._edition.everything[id]
        return f"{line.path} {seen(self._words.of(label_of(self._edition, id)))}".strip()

    def _quotes(self, finding: Finding) -> Iterator[Quote]:
        """The line of each indicator that the file shows; of a finding about no line, its cell."""
        entries = self._report.evaluation.report.entries
        shown = {id: entries[id] for id in finding.indicators if id in entries and entries[id].cells}
        for id, entry in shown.items():
            cells = [*entry.cells.values()]
            own = next((cell for cell in (finding.cell, *(finding.cells or ())) if cell in cells), None)
            if own is not None or not finding.cells:
                # Beside a line under it a heading is spoken of for the dates in its label.
                beside = entry.cells.get("label") if self._edition.everything[id].is_heading else entry.cell
                yield Quote.of_entry(entry, own or beside, self._edition)
        if not shown and finding.cell is not None:
            yield Quote.of_cell(finding.cell)

    def _quoted(self, quote: Quote, gutter: int, colour: str, *, main: bool) -> Iterator[str]:
        bar = click.style(_BAR, fg=FRAME)
        text, start, end = quote.text(self._page - gutter - 3, self._words("empty_cell"))
        yield f"{click.style(quote.place.rjust(gutter), fg=FRAME)} {bar} {text}"
        if end > start:
            mark = click.style(("^" if main else "-") * (end - start), fg=colour if main else FRAME, bold=main)
            yield f"{' ' * gutter} {bar} {' ' * start}{mark}"

    def _rows_quoted(self, quotes: Sequence[FigureQuote], gutter: int, colour: str) -> Iterator[str]:
        """Rows of a table under the numbers of its columns; all that may be wrong in them is marked."""
        from cchc.cli.render.figure_quote import drawn

        drawing = drawn(quotes, self._page - gutter - 3)
        bar, blank = click.style(_BAR, fg=FRAME), " " * gutter
        if drawing.head:
            yield f"{blank} {bar} {click.style(drawing.head, dim=True)}"
        for place, text, marks in drawing.rows:
            yield f"{click.style(place.rjust(gutter), fg=FRAME)} {bar} {text}"
            line, end = f"{blank} {bar} ", 0
            for start, stop, is_meant in marks:
                sign = "^" if is_meant else "-"
                line += " " * (start - end) + click.style(sign * (stop - start), fg=colour, bold=is_meant)
                end = stop
            if marks:
                yield line

    def _notes(self, finding: Finding, gutter: int) -> Iterator[str]:
        expected, message = self._expected(finding), _unmarked(self._message(finding))
        if expected and _unmarked(self._bare(finding, expected)) not in message:
            yield self._note("note_expected", expected, gutter)
        if remedy := self._remedy(finding):
            yield self._note("note_remedy", remedy, gutter)

    def _note(self, name: str, text: str, gutter: int) -> str:
        indent = " " * gutter + "   "
        note = wrap(f"{self._words(name)} {text}", self._page - gutter - 3).replace("\n", f"\n{indent}")
        return f"{' ' * gutter} {click.style('=', fg=FRAME)} {note}"

    def _message(self, finding: Finding) -> str:
        return clip(seen(finding.message[self._words.language]), _LONGEST)

    def _expected(self, finding: Finding) -> str:
        """What should stand there; the line's own value in the language asked for."""
        evaluation, language = self._report.evaluation, self._words.language
        for id in finding.indicators[:1]:
            if id in evaluation.values and finding.expected == evaluation.display(id, self._edition.languages[0]):
                return evaluation.display(id, language)
        return visible(finding.wanted(language))

    def _bare(self, finding: Finding, expected: str) -> str:
        """What is expected without the words that make a bound of it."""
        if finding.required is None:
            return expected
        words = self._edition.judging.say(self._words.language, "bound", finding.required.sign, value="\0")
        before, _, after = words.partition("\0")
        return expected.removeprefix(before).removesuffix(after)

    def _remedy(self, finding: Finding) -> str:
        return clip(seen(finding.suggestion[self._words.language]), _LONGEST) if finding.suggestion else ""

    def _listed(self, findings: Sequence[Finding]) -> Iterator[str]:
        """In a table; as messages where each says more than a table would; mere notes by their places."""
        places = [visible(finding.cell.place) for finding in findings if finding.cell is not None]
        if not self._alike(findings):
            return self._messages(findings)
        if findings[0].severity is Severity.INFO and len(places) == len(findings):
            listed = wrap(self._words("group_places", places=", ".join(places)), self._page - 3)
            return iter([f"   {line}" for line in listed.split("\n")])
        return iter(self._table(findings))

    def _alike(self, findings: Sequence[Finding]) -> bool:
        """Whether messages say nothing that a table of lines and cells would not."""
        if all(_is_of_table(finding) and finding.expected and len(finding.figures) < 2 for finding in findings):
            return True
        return len({self._skeleton(finding) for finding in findings}) == 1

    def _skeleton(self, finding: Finding) -> str:
        """A message without what is its line's own: label, cell and value."""
        text = finding.message[self._words.language]
        for own in self._own(finding):
            text = text.replace(own, "")
        return text

    def _own(self, finding: Finding) -> Iterator[str]:
        """What a message may say that a table of lines and cells says too; the longest first."""
        language, evaluation = self._words.language, self._report.evaluation
        for id in finding.indicators[:1]:
            yield label_of(self._edition, id)[language]
            if id in evaluation.values:
                yield evaluation.display(id, language)
            if (entry := evaluation.report.entries.get(id)) is not None:
                yield display(self._edition, id, entry.value, language)
        yield from filter(None, (finding.observed, finding.expected))

    def _table(self, findings: Sequence[Finding]) -> list[str]:
        """A line of the form a line: its place, its name, and what was read there."""
        rows = [self._row(finding) for finding in findings]
        taken = sum(max(width(row[place]) for row in rows) for place in (0, 1, 3))
        room = max(20, self._page - taken - 10)
        shown = [
            (click.style(place, fg=FRAME), click.style(_BAR, fg=FRAME) + " " + path, clip(label, room), told)
            for place, path, label, told in rows
        ]
        return ["  " + line for line in columns(shown, right=frozenset({0}))]

    def _row(self, finding: Finding) -> tuple[str, str, str, str]:
        if self._rows is not None and _is_of_table(finding):
            return self._row_of_table(finding, self._rows)
        id = next((id for id in finding.indicators if id in self._edition.everything), None)
        path = self._edition.everything[id].path if id else ""
        label = seen(self._words.of(label_of(self._edition, id))) if id else ""
        told = clip(self._told(finding), _TOLD_ROOM)
        if expected := self._expected(finding):
            told += f" → {expected}"
        return _place(finding), path, label, told

    def _row_of_table(self, finding: Finding, rows: RowQuotes) -> tuple[str, str, str, str]:
        """A figure by its column's number and its row."""
        mark, name = rows.short(finding)
        told = clip(visible(finding.observed or ""), _TOLD_ROOM) or self._words("empty_cell")
        return _place(finding), mark, name, f"{told} → {finding.expected}" if finding.expected else told

    def _told(self, finding: Finding) -> str:
        """The column and the text of the cell that a finding speaks of."""
        cell = finding.cell
        if cell is None:
            return ""
        if cell.column in ("code", "label"):
            return self._words("empty_cell")
        column = self._edition.columns.get(cell.column)
        return f"{self._words.of(column.label)}: {seen(cell.text)}" if column else seen(cell.text)

    def _messages(self, findings: Sequence[Finding]) -> Iterator[str]:
        """A message a finding, where each has something of its own to tell."""
        gutter = max(2, *(len(_place(finding)) for finding in findings)) + 2
        for finding in findings:
            place = click.style(_place(finding).rjust(gutter), fg=FRAME)
            bar = click.style(_BAR, fg=FRAME)
            path = next((self._edition.everything[id].path for id in finding.indicators[:1]), "")
            lines = wrap(f"{path} {self._message(finding)}".strip(), self._page - gutter - 3, "  ").split("\n")
            yield f"{place} {bar} {lines[0]}"
            yield from (f"{' ' * gutter} {bar} {line}" for line in lines[1:])


def _is_of_table(finding: Finding) -> bool:
    """Whether the figure at fault is no line's."""
    return finding.figure is not None and not finding.indicators


def _place(finding: Finding) -> str:
    return visible(finding.cell.place) if finding.cell else ""


def _unmarked(text: str) -> str:
    """A text whose numbers are written alike in every language."""
    return text.replace(",", ".").replace(" %", "%")
