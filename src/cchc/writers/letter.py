"""The letter that asks an office to mend its report: what is wrong, each thing once, what was written, what is needed.

Laid out as Nghị định 30/2020/NĐ-CP asks of documents: the state and its motto where the form is a Vietnamese one, who
sends it, number, place and date to be filled in, title, a table, and room for a signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.judge.causes import RootCause
from cchc.judge.tables.said import called
from cchc.record import frozen
from cchc.text.spelling import seen
from cchc.writers.paper import FONT, Paper, PaperCell, new_paper

_VIETNAMESE = "vi"
_TITLE, _TABLE, _SMALL = 14, 11, 11
_COLUMNS = ("number", "line", "written", "needed")
_SHARES = (9, 33, 60, 63)
_LONGEST_TEXT = 300
_LONGEST_LINES = 60
"""Letters of the places of one cause; the form that is given back marks them all."""
_FEW_OBSERVED = 3
_LONGEST_OBSERVED = 60


@frozen
class OfficeLetter:
    """What is asked of an office, and by whom."""

    evaluation: Evaluation
    language: str = "vi"
    sender: str = ""
    signer: str = ""
    font: str = FONT

    @property
    def causes(self) -> tuple[RootCause, ...]:
        """What is to be mended; mere notes are not."""
        return tuple(cause for cause in self.evaluation.causes if cause.severity is not Severity.INFO)

    def write(self, kind: str) -> bytes:
        """The letter as a kind of file (`cchc.writers.paper.KINDS`)."""
        paper = new_paper(kind, self.phrase("letter_title"), self.language, font=self.font)
        self._head(paper)
        self._body(paper)
        self._foot(paper)
        return paper.data()

    def phrase(self, *name: str, **figures: object) -> str:
        """A text of the writers' face."""
        return self.evaluation.edition.writing.say(self.language, *name, **figures)

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
        told = self.phrase(
            "letter_checked",
            report=self._titled(seen(report.title or "")),
            period=period,
            count=len(causes),
            doubtful=self.phrase("letter_doubtful", count=doubtful) if doubtful else "",
        )
        paper.paragraph(told, align="justify")
        head = [PaperCell(self.phrase("letter_column", name), is_bold=True, align="center") for name in _COLUMNS]
        rows = [self._row(number, cause) for number, cause in enumerate(causes, start=1)]
        widths = [int(paper.width * share / sum(_SHARES)) for share in _SHARES]
        paper.table([head, *rows], widths, heads=1, size=_TABLE)

    def _titled(self, title: str) -> str:
        """A title inside a sentence: what is printed in capitals is no name."""
        return title.lower() if title.isupper() else title or self.phrase("letter_report")

    def _row(self, number: int, cause: RootCause) -> list[PaperCell]:
        written = [_clipped(seen(cause.title[self.language])), *self._observed(cause)]
        needed = [] if cause.action is None else [_clipped(seen(cause.action[self.language]))]
        needed += self._corrected(cause, " ".join((*needed, *written)))
        return [
            PaperCell(str(number), align="center"),
            PaperCell(self._lines(cause)),
            PaperCell("\n".join(written)),
            PaperCell("\n".join(needed)),
        ]

    def _corrected(self, cause: RootCause, told: str) -> Iterator[str]:
        """What the figures should be, where that mends the whole cause and is not said yet."""
        figures = {self.evaluation.findings[place].figure for place in cause.findings}
        is_whole = figures <= {correction.figure for correction in cause.corrections}
        # What is only to be moved, line after line, is said in one sentence.
        if is_whole and len(cause.corrections) <= _FEW_OBSERVED:
            for correction in cause.corrections:
                if correction.new not in told:
                    line = self._place(correction.figure)
                    yield self.phrase("letter_corrected", new=correction.new, line=line)

    def _observed(self, cause: RootCause) -> Iterator[str]:
        """What was written, where it is little and the cause itself does not say it."""
        findings = [self.evaluation.findings[place] for place in cause.findings]
        observed = dict.fromkeys(text for finding in findings if (text := _written(finding)))
        title = seen(cause.title[self.language])
        if 0 < len(observed) <= _FEW_OBSERVED and not all(text in title for text in observed):
            yield self.phrase("letter_written", text="; ".join(f"“{text}”" for text in observed))

    def _lines(self, cause: RootCause) -> str:
        """The lines at fault by their places in the form; those that follow one another as one."""
        findings = [self.evaluation.findings[place] for place in cause.findings]
        at_fault = dict.fromkeys(finding.figure for finding in findings if finding.figure is not None)
        places = self._runs(list(at_fault) or list(cause.lines))
        shown: list[str] = []
        for run in places:
            if shown and len(", ".join((*shown, run.text))) > _LONGEST_LINES:
                break
            shown.append(run.text)
        left = sum(run.count for run in places[len(shown) :])
        told = ", ".join(shown) or self.phrase("letter_whole_form")
        return f"{told} {self.phrase('letter_more_lines', count=left)}" if left else told

    def _runs(self, figures: Sequence[str]) -> list[_Run]:
        """The places of lines in the form's order, those that follow one another as one; then figures of tables."""
        lines = self.evaluation.edition.everything
        order = {id: place for place, id in enumerate(lines)}
        left = sorted({id for id in figures if id in order and lines[id].path}, key=order.__getitem__)
        runs: list[_Run] = []
        while left:
            size = 1
            while size < len(left) and order[left[size]] == order[left[size - 1]] + 1:
                size += 1
            first, last = (lines[left[at]].path for at in (0, size - 1))
            runs.append(_Run(first if size == 1 else f"{first}–{last}", size))
            left = left[size:]
        return [*runs, *(_Run(self._place(each), 1) for each in dict.fromkeys(figures) if each not in order)]

    def _place(self, figure: str) -> str:
        """Where a line stands in the form; of a table its row and column, as the form prints them."""
        line = self.evaluation.edition.everything.get(figure)
        if line is not None and line.path:
            return line.path
        return seen(called(self.evaluation.computation, figure, self.language, is_short=True) or figure)

    # --- below

    def _foot(self, paper: Paper) -> None:
        paper.paragraph(self.phrase("letter_return"), align="justify")
        copies = PaperCell(self.phrase("letter_copies"), is_italic=True, size=_SMALL)
        signer = self.signer.upper() or self.phrase("letter_signer")
        signature = PaperCell(self.phrase("letter_signature"), is_italic=True, align="center")
        signed = [[copies, PaperCell(signer, is_bold=True, align="center")], [PaperCell(), signature]]
        paper.table(signed, [paper.width // 2, paper.width // 2], has_lines=False)


@frozen
class _Run:
    """Lines that follow one another: "I.1.2–I.1.4"."""

    text: str
    count: int


def _written(finding: Finding) -> str:
    text = seen(finding.observed or "")
    return text if len(text) <= _LONGEST_OBSERVED else ""


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
