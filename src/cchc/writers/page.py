"""A form as a printed page shows it: cells with their colours, numbers of notes in the margin, the notes below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition import Severity, gravest
from cchc.finding import Finding
from cchc.record import frozen
from cchc.writers.form import NOTHING, Flagged, Form, FormLine, Mark, State

_WORDS = ("findings_title", "check_column")


@frozen
class PrintedCell:
    """A cell: its text, how it came about, how grave what is wrong with it is ("" for nothing)."""

    column: str
    text: str
    state: str
    severity: str = ""
    about: str = ""
    down: int = 1
    """How many rows it is merged over."""
    is_covered: bool = False


@frozen
class PrintedRow:
    """A row of the table, or a text `across` it; `depth` is 0 for a line with a value. `notes` are numbers of notes."""

    cells: tuple[PrintedCell, ...]
    depth: int = 0
    notes: tuple[int, ...] = ()
    across: str = ""


@frozen
class PrintedText:
    """A row above or below the table: texts side by side."""

    texts: tuple[str, ...]
    is_title: bool = False
    notes: tuple[int, ...] = ()


@frozen
class PrintedNote:
    """A finding below the form."""

    number: int
    severity: str
    severity_word: str
    code: str
    place: str
    message: str
    told: tuple[str, ...]

    @property
    def head(self) -> str:
        """What it is headed by."""
        return f"{self.number}. {self.severity_word} {self.code} {self.place}".rstrip()

    @property
    def text(self) -> str:
        """What it says, a line each."""
        return "\n".join((self.message, *self.told))


@frozen
class Page:
    """All that a page shows, in words; made once, printed as HTML or PDF.

    `head` are the rows above the first line of the table, texts by column.
    """

    language: str
    title: str
    columns: tuple[str, ...]
    head: tuple[Mapping[str, str], ...]
    rows: tuple[PrintedRow, ...]
    above: tuple[PrintedText, ...]
    below: tuple[PrintedText, ...]
    notes: tuple[PrintedNote, ...]
    words: Mapping[str, str]


def page_of(form: Form) -> Page:
    """The page of a form; its notes are numbered in the order of the form."""
    numbered: dict[tuple[str, int, str], list[tuple[int, Finding]]] = {}
    for number, mark in enumerate(form.marks, 1):
        numbered.setdefault((mark.part, mark.row, mark.column), []).append((number, mark.finding))
    return Page(
        language=form.edition.languages[0],
        title=form.title,
        columns=tuple(form.columns),
        head=tuple(form.head),
        rows=tuple(_row(form, line, number, numbered) for number, line in enumerate(form.lines)),
        above=tuple(_around(form, "above", numbered)),
        below=tuple(_around(form, "below", numbered)),
        notes=tuple(note_of(form, number, mark) for number, mark in enumerate(form.marks, 1)),
        words={name: form.phrase(name) for name in _WORDS},
    )


_Numbered = Mapping[tuple[str, int, str], list[tuple[int, Finding]]]


def _row(form: Form, line: FormLine, number: int, numbered: _Numbered) -> PrintedRow:
    cells, notes = [], []
    for column in form.columns:
        box, found = line.boxes.get(column, NOTHING), numbered.get(("table", number, column), [])
        state = box.state if box.state is not State.READ else ""
        worst = gravest(finding.severity for _, finding in found) or ""
        cells.append(PrintedCell(column, box.text, state, worst, "\n".join(box.notes), box.down, box.is_covered))
        notes += [place for place, _ in found]
    return PrintedRow(tuple(cells), line.depth or 0, tuple(sorted(notes)), line.across)


def _around(form: Form, part: str, numbered: _Numbered) -> Iterator[PrintedText]:
    for place, texts in enumerate(form.above if part == "above" else form.below):
        is_title = part == "above" and any(text in form.title for text in texts)
        notes = tuple(number for number, _ in numbered.get((part, place, ""), []))
        yield PrintedText(texts, is_title, notes)


def note_of(form: Flagged, number: int, mark: Mark) -> PrintedNote:
    """A finding as it is told below a form."""
    finding = mark.finding
    id = next((id for id in finding.indicators if id in form.edition.everything), None)
    told = []
    if wanted := finding.wanted(form.language):
        told.append(form.phrase("expected", text=wanted))
    if mark.remedy and finding.severity is not Severity.INFO:
        told.append(form.phrase("remedy", text=mark.remedy))
    return PrintedNote(
        number=number,
        severity=finding.severity,
        severity_word=form.severity(finding),
        code=finding.code,
        place=form.edition.everything[id].path if id is not None else mark.path,
        message=mark.message,
        told=tuple(told),
    )
