"""The form as a document, laid out as offices send it; what is wrong stands in remarks beside its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc.writers.form import Form, State
from cchc.writers.page import Page, PrintedNote, PrintedRow, PrintedText, page_of
from cchc.writers.paper import SIZE, Paper, PaperCell, new_paper, share_of

FILLS = {"error": "F8CBCB", "warning": "FFE8A3", "info": "DCE9F7"}
INKS = {"error": "9C0006", "warning": "6B5300", "info": "1F4E79"}
COMPUTED = "E4E4E4"
_SIZE_OF_TITLE = 14
_CENTRED = frozenset({"code", "quantity", "unit", "result"})
_HEADINGS = 3


def write(form: Form, kind: str) -> bytes:
    """The document as a kind of file; the same form gives the same bytes.

    Raises MissingExtraError where that needs more packages.
    """
    page = page_of(form)
    word = new_paper(kind, page.title, page.language, font=form.font)
    for row in page.above:
        _around(word, row, is_bold=True)
    notes = {note.number: note for note in page.notes}
    head = [_head(page, texts) for texts in page.head]
    rows = [*head, *(_row(page, row, notes) for row in page.rows)]
    if rows:
        word.table(rows, _widths(page.columns, word.width), heads=len(head), size=SIZE)
    for row in page.below:
        _around(word, row, is_bold=False)
    write_notes(word, page.words["findings_title"], page.notes)
    return word.data()


def write_notes(word: Paper, title: str, notes: Sequence[PrintedNote]) -> None:
    """The findings on pages of their own, in the order of the form."""
    if not notes:
        return
    word.new_page()
    word.paragraph(title, is_bold=True, align="center", size=_SIZE_OF_TITLE)
    for note in notes:
        word.paragraph(note.head, is_bold=True)
        word.paragraph(note.text)


def remark(note: PrintedNote) -> str:
    """What a finding says beside its cell."""
    return f"{note.severity_word} {note.code}: {note.text}"


def _around(word: Paper, row: PrintedText, *, is_bold: bool) -> None:
    if len(row.texts) > 1:
        word.beside(row.texts, is_bold=True)
    elif row.is_title:
        word.paragraph(row.texts[0], is_bold=True, align="center", size=_SIZE_OF_TITLE)
    else:
        word.paragraph(row.texts[0], is_bold=is_bold, align="center")


def _head(page: Page, texts: Mapping[str, str]) -> list[PaperCell]:
    return [PaperCell(texts.get(id, ""), is_bold=True, align="center", fill="E9EDF4") for id in page.columns]


def _row(page: Page, row: PrintedRow, notes: Mapping[int, PrintedNote]) -> list[PaperCell]:
    if row.across:
        rest = [PaperCell()] * (len(page.columns) - 1)
        return [PaperCell(row.across, align="center", across=len(page.columns)), *rest]
    # A remark stands at the gravest cell: the row's own where no cell is wrong.
    at = next((place for place, cell in enumerate(row.cells) if cell.severity and not cell.is_covered), 0)
    return [
        PaperCell(
            cell.text,
            is_bold=0 < row.depth <= _HEADINGS or bool(cell.state),
            is_italic=row.depth > _HEADINGS,
            align="center" if cell.column in _CENTRED else "left",
            fill=FILLS.get(cell.severity, COMPUTED if cell.state == State.COMPUTED else ""),
            ink=INKS.get(cell.severity, INKS["info"] if cell.state == State.MOVED else ""),
            down=cell.down,
            is_covered=cell.is_covered,
            comments=tuple(remark(notes[number]) for number in row.notes) if place == at else (),
        )
        for place, cell in enumerate(row.cells)
    ]


def _widths(columns: Sequence[str], width: int) -> list[int]:
    shares = [share_of(id) for id in columns]
    return [int(width * share / sum(shares)) for share in shares]
