"""The annex of a letter: every place of everything that is to be mended, for the letter itself has room for few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cchc.judge.causes import Correction, RootCause
from cchc.record import frozen
from cchc.text.spelling import seen
from cchc.writers.letter_places import LetterPlaces
from cchc.writers.paper import Paper, PaperCell

_TITLE, _SIZE = 14, 10
_OF_LINES: dict[str, int] = {"cause": 11, "path": 22, "code": 14, "label": 66, "written": 25, "quantity": 27}
_OF_TABLES: dict[str, int] = {"cause": 11, "cell": 90, "written": 32, "corrected": 32}
"""Columns, and how wide each is beside the others."""
_CODE = list(_OF_LINES).index("code")
_MOST_ROWS = 2000
"""More than this no annex holds; the form that is given back marks them all."""
_LONGEST_WRITTEN = 60


@frozen
class Annex:
    """What an annex says, and how."""

    places: LetterPlaces
    phrase: Callable[..., str]

    def write(self, paper: Paper, causes: Sequence[RootCause]) -> None:
        """A page of its own behind the letter: a row for each place, under the number that its cause has there."""
        columns = _OF_TABLES if self.places.evaluation.edition.tables else _OF_LINES
        rows = [row for number, cause in enumerate(causes, start=1) for row in self._rows(number, cause, [*columns])]
        paper.new_page()
        paper.paragraph(self.phrase("letter_annex"), is_bold=True, align="center", size=_TITLE)
        paper.paragraph(self.phrase("letter_annex_of", title=self.phrase("letter_title")), align="center")
        if columns is _OF_LINES and any(row[_CODE].text in {"-", "+"} for row in rows):
            paper.paragraph(self.phrase("letter_annex_paths"), is_italic=True, align="justify")
        printed = self.places.evaluation.edition.printed
        told = (self.phrase("letter_annex_column", name, **printed) for name in columns)
        head = [PaperCell(text, is_bold=True, align="center") for text in told]
        widths = [int(paper.width * share / sum(columns.values())) for share in columns.values()]
        paper.table([head, *rows[:_MOST_ROWS]], widths, heads=1, size=_SIZE)
        if len(rows) > _MOST_ROWS:
            paper.paragraph(self.phrase("letter_annex_more", count=len(rows) - _MOST_ROWS))

    def _rows(self, number: int, cause: RootCause, columns: Sequence[str]) -> Iterator[list[PaperCell]]:
        findings = [self.places.evaluation.findings[place] for place in cause.findings]
        written: dict[str, str] = {}
        for finding in findings:
            for figure, text in ({finding.figure: finding.observed} | dict(finding.figures)).items():
                if figure and text and len(seen(text)) <= _LONGEST_WRITTEN:
                    written.setdefault(figure, seen(text))
        corrected = {each.figure: self._corrected(each) for each in cause.corrections}
        for figure in self.places.of(cause):
            told = {
                "cause": str(number),
                "path": self.places.path(figure),
                "code": self.places.code(figure),
                "label": self.places.label(figure),
                "cell": self.places.place(figure),
                "written": written.get(figure, ""),
                "quantity": corrected.get(figure, ""),
                "corrected": corrected.get(figure, ""),
            }
            yield [
                PaperCell(told[column], align="center" if column in {"cause", "code"} else "left") for column in columns
            ]

    def _corrected(self, correction: Correction) -> str:
        """What to write; in which column, where it is another than that of figures."""
        columns, new = self.places.evaluation.edition.columns, seen(correction.new)
        if correction.column is None or correction.column not in columns:
            return new
        return self.phrase("letter_annex_in", new=new, column=columns[correction.column].label[self.places.language])
