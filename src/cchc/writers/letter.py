"""The letter that asks an office to mend its report: what is wrong, each thing once, what was written, what is needed.

Laid out as Nghị định 30/2020/NĐ-CP asks of documents: the state and its motto where the form is a Vietnamese one, who
sends it, number, place and date to be filled in, title, a table, and room for a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.judge.causes import RootCause
from cchc.mark import MADE_OF_REPORTS
from cchc.record import frozen
from cchc.text.capitals import lowered
from cchc.text.spelling import seen
from cchc.writers.letter_annex import Annex
from cchc.writers.letter_places import LetterPlaces
from cchc.writers.paper import FONT, Paper, PaperCell, new_paper

_VIETNAMESE = "vi"
_TITLE, _TABLE, _SMALL = 14, 11, 11
_COLUMNS = ("number", "line", "written", "needed")
_OF_TABLES = ("number", "cell", "written", "needed")
_SHARES = (9, 44, 54, 58)
_LONGEST_TEXT = 300
_LONGEST_LINES, _LONGEST_CELLS = 90, 120
"""Letters of the places of one cause; the annex has them all."""
_BETWEEN = "; "
"""What stands between the things that one text says."""
_OF_FILE = frozenset({"CCHC-T014"})
"""What is said of a file to whoever checks it, and is none of the office's to mend."""
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_FEW_OBSERVED = 3
_MOST_SUSPECTS = 6
"""Of more cells than this, one of which is wrong, none is quoted: they stand in the form that is given back."""
_LONGEST_OBSERVED = 60


@frozen
class OfficeLetter:
    """What is asked of an office, and by whom."""

    evaluation: Evaluation
    language: str = "vi"
    sender: str = ""
    signer: str = ""
    font: str = FONT
    files: int = 1
    """How many files the office has filed for the period; the letter is on one of them."""

    @property
    def causes(self) -> tuple[RootCause, ...]:
        """What is to be mended; mere notes are not."""
        causes = (cause for cause in self.evaluation.causes if cause.severity is not Severity.INFO)
        found = self.evaluation.findings
        return tuple(cause for cause in causes if any(found[place].code not in _OF_FILE for place in cause.findings))

    def write(self, kind: str) -> bytes:
        """The letter as a kind of file (`cchc.writers.paper.KINDS`)."""
        paper = new_paper(kind, self.phrase("letter_title"), self.language, font=self.font)
        paper.mark = MADE_OF_REPORTS
        self._head(paper)
        self._body(paper)
        self._foot(paper)
        if not all(self._shown(cause).is_whole for cause in self.causes):
            Annex(self.places, self.phrase).write(paper, self.causes)
        return paper.data()

    @cached_property
    def places(self) -> LetterPlaces:
        """Where things are, in the letter's language."""
        return LetterPlaces(self.evaluation, self.language)

    def phrase(self, *name: str, **figures: object) -> str:
        """A text of the writers' face."""
        return self.evaluation.edition.writing.say(self.language, *name, **figures)

    def counted(self, name: str, count: int, **figures: object) -> str:
        """A text about a number of things."""
        return self.evaluation.edition.writing.counted(self.language, name, count=count, **figures)

    # --- above

    def _head(self, paper: Paper) -> None:
        report, unknown = self.evaluation.report, self.phrase("letter_unknown")
        sender = (self.sender or report.superior or "").upper() or unknown
        left = [PaperCell(sender, is_bold=True, align="center", size=13), PaperCell("⎯⎯⎯⎯⎯", align="center", size=7)]
        left.append(PaperCell(self.phrase("letter_number"), align="center", size=13))
        right = [
            PaperCell(),
            PaperCell(),
            PaperCell(self.phrase("letter_date"), is_italic=True, align="center", size=13),
        ]
        if _VIETNAMESE in self.evaluation.edition.languages:
            right[0] = PaperCell(self.phrase("letter_state"), is_bold=True, align="center", size=12)
            right[1] = PaperCell(self.phrase("letter_motto"), is_bold=True, align="center", size=13, is_underlined=True)
            left[1], left[2] = left[2], PaperCell()
        else:
            left[1] = PaperCell()
        widths = [round(paper.width * 0.4), round(paper.width * 0.6)]
        paper.table([list(pair) for pair in zip(left, right, strict=True)], widths, has_lines=False)
        paper.paragraph(self.phrase("letter_title"), is_bold=True, align="center", size=_TITLE)
        paper.paragraph(self.phrase("letter_to", office=seen(report.office or "") or unknown), align="center")

    # --- what is asked

    def _body(self, paper: Paper) -> None:
        report = self.evaluation.report
        period = (
            ""
            if report.period is None
            else self.phrase(
                "letter_period", start=f"{report.period.start:%d/%m/%Y}", end=f"{report.period.end:%d/%m/%Y}"
            )
        )
        causes = self.causes
        doubtful = sum(cause.severity is not Severity.ERROR for cause in causes)
        # Of the only thing it need not be said how many of all are doubtful.
        is_told = doubtful and len(causes) > 1
        told = self.counted(
            "letter_checked",
            len(causes),
            report=self._titled(seen(report.title or "")),
            period=period,
            doubtful=self.counted("letter_doubtful", doubtful) if is_told else "",
        )
        paper.paragraph(told, align="justify")
        if self.files > 1:
            file = PurePath(report.source or "").name
            paper.paragraph(self.phrase("letter_among", count=self.files, file=file), align="justify")
        columns = _OF_TABLES if self.evaluation.edition.tables else _COLUMNS
        head = [PaperCell(self.phrase("letter_column", name), is_bold=True, align="center") for name in columns]
        rows = [self._row(number, cause) for number, cause in enumerate(causes, start=1)]
        widths = [int(paper.width * share / sum(_SHARES)) for share in _SHARES]
        paper.table([head, *rows], widths, heads=1, size=_TABLE)

    def _titled(self, title: str) -> str:
        """A title inside a sentence: what is printed in capitals is no name; its days are told beside it."""
        bare = _without_days(title) if self.evaluation.report.period is not None else title
        title, report = lowered(bare), self.phrase("letter_report")
        if self.language == _VIETNAMESE and title != bare and not title.startswith(report):
            return f"{report} {title}"
        return title or report

    def _row(self, number: int, cause: RootCause) -> list[PaperCell]:
        written = [self._clipped(seen(cause.title[self.language])), *self._observed(cause)]
        needed = [] if cause.action is None else [self._clipped(seen(cause.action[self.language]))]
        needed += self._corrected(cause, " ".join((*needed, *written)))
        return [
            PaperCell(str(number), align="center"),
            PaperCell(self._lines(cause)),
            PaperCell("\n".join(written)),
            PaperCell("\n".join(needed)),
        ]

    def _clipped(self, text: str) -> str:
        """A text that is too long up to the last thing that it says whole, and how many more there are."""
        if len(text) <= _LONGEST_TEXT:
            return text
        kept, *others = text.split(_BETWEEN)
        while others and len(kept) + len(_BETWEEN) + len(others[0]) <= _LONGEST_TEXT:
            kept = f"{kept}{_BETWEEN}{others.pop(0)}"
        if len(kept) > _LONGEST_TEXT:
            return kept[:_LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
        return f"{kept}{_BETWEEN}{self.phrase('letter_more_said', count=len(others))}" if others else kept

    def _corrected(self, cause: RootCause, told: str) -> Iterator[str]:
        """What the figures should be, where that mends the whole cause and is not said yet."""
        figures = {self.evaluation.findings[place].figure for place in cause.findings}
        is_whole = figures <= {correction.figure for correction in cause.corrections}
        # What is only to be moved, line after line, is said in one sentence.
        if is_whole and len(cause.corrections) <= _FEW_OBSERVED:
            for correction in cause.corrections:
                if correction.new not in told:
                    line = self.places.place(correction.figure)
                    if self.places.is_line(correction.figure):
                        yield self.phrase("letter_corrected", new=correction.new, line=line)
                    else:
                        yield self.phrase("letter_corrected_cell", new=correction.new, line=line)

    def _observed(self, cause: RootCause) -> Iterator[str]:
        """What was written, where it is little and the cause itself does not say it."""
        findings = [self.evaluation.findings[place] for place in cause.findings]
        several = {figure: text for finding in findings for figure, text in self._suspects(finding).items()}
        if several:
            told = (f"{self.places.place(figure)} “{seen(text)}”" for figure, text in several.items() if seen(text))
            yield from self._said_written(list(told), _MOST_SUSPECTS)
            return
        observed = dict.fromkeys(text for finding in findings if (text := _written(finding)))
        title = seen(cause.title[self.language])
        if not all(text in title for text in observed):
            yield from self._said_written([f"“{text}”" for text in observed], _FEW_OBSERVED)

    def _said_written(self, texts: Sequence[str], most: int) -> Iterator[str]:
        if 0 < len(texts) <= most:
            yield self.phrase("letter_written", text=_BETWEEN.join(texts))

    def _suspects(self, finding: Finding) -> Mapping[str, str]:
        """What stands in the cells of a table of which one is wrong, where there are several: it may be any."""
        is_of_table = finding.figure is not None and not self.places.is_line(finding.figure)
        return finding.figures if is_of_table and finding.rule is None and len(finding.figures) > 1 else {}

    def _lines(self, cause: RootCause) -> str:
        """The places at fault as the form prints them, as many as there is room for; the annex has them all."""
        places = self._shown(cause)
        if not places.told:
            return self.phrase("letter_whole_form")
        told = _BETWEEN.join(places.told)
        if places.is_whole:
            return told
        more = self.phrase("letter_more_cells" if places.are_cells else "letter_more_lines", count=places.left)
        return f"{told} {more}"

    def _shown(self, cause: RootCause) -> _Shown:
        figures = self.places.of(cause)
        is_cell = any(not self.places.is_line(figure) for figure in figures)
        names = list(map(self.places.printed, figures))
        if is_cell:
            names = list(dict.fromkeys(names))
        told: list[str] = []
        for name in names:
            if told and len(_BETWEEN.join((*told, name))) > (_LONGEST_CELLS if is_cell else _LONGEST_LINES):
                break
            told.append(name)
        return _Shown(told, len(names) - len(told), are_cells=is_cell)

    # --- below

    def _foot(self, paper: Paper) -> None:
        paper.paragraph(self.phrase("letter_return"), align="justify")
        copies = PaperCell(self.phrase("letter_copies"), is_italic=True, size=_SMALL)
        signer = self.signer.upper() or self.phrase("letter_signer")
        signature = PaperCell(self.phrase("letter_signature"), is_italic=True, align="center")
        signed = [[copies, PaperCell(signer, is_bold=True, align="center")], [PaperCell(), signature]]
        paper.table(signed, [paper.width // 2, paper.width // 2], has_lines=False)


def _without_days(title: str) -> str:
    """A title without the brackets at its end that name days."""
    head, opened, last = title.rstrip().rpartition("(")
    is_days = bool(opened) and last.find(")") == len(last) - 1 and _DAY.search(last) is not None
    return head.rstrip() if is_days else title


@frozen
class _Shown:
    """Places that there is room for, how many there are besides, and whether they are cells of tables."""

    told: Sequence[str]
    left: int
    are_cells: bool

    @property
    def is_whole(self) -> bool:
        return not self.left


def _written(finding: Finding) -> str:
    text = seen(finding.observed or "")
    return text if len(text) <= _LONGEST_OBSERVED else ""
