"""The empty form, as any kind of file that a form can be filled in on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath

from attrs import evolve

from cchc.edition import Edition
from cchc.period import Period
from cchc.record import frozen
from cchc.report import Report
from cchc.writers.form import Form, as_read
from cchc.writers.paper import FONT
from cchc.writers.questions import Questions

_SPREADSHEET = "xlsx"
KINDS: Mapping[str, str] = {
    ".xlsx": _SPREADSHEET,
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
"""What writes the form, by the ending of its name; a spreadsheet checks what is entered, others are to be printed."""

WITH_FONT = frozenset({"docx", "odt", "pdf"})
"""The kinds of which the font can be chosen."""


@frozen
class EmptyForm:
    """A form to fill in; `period` and `office` are put in where they are known.

    What is not asked at that time, or of an office at that `place` (a province), is left as the form prints it.
    """

    edition: Edition
    language: str = "vi"
    period: Period | None = None
    office: str = ""
    place: str | None = None
    font: str = FONT
    """What documents and prints are set in."""

    def write(self, path: str) -> bytes:
        """The file, by the ending of its name; KeyError for one that is none of `KINDS`."""
        kind = KINDS[PurePath(path).suffix.lower()]
        if self.edition.tables:
            return self._of_tables(kind)
        if kind == _SPREADSHEET:
            from cchc.writers import xlsx_template

            return xlsx_template.write(
                self.edition, self.language, period=self.period, office=self.office, place=self.place
            )
        write: Callable[[Form], bytes] = import_module(f"cchc.writers.{kind}").write
        return write(self._form())

    def _form(self) -> Form:
        """The lines with nothing filled in, over them what the form is attached to, below them who signs."""
        form = as_read(self._report(), self.edition, self.language)
        titles = tuple(titles[0] for titles in self.edition.signatories.values() if titles)
        attached = self.edition.writing.say(self.edition.languages[0], "attached")
        return evolve(form, font=self.font, above=(*form.above, (attached,)), below=(titles,) if titles else ())

    def _report(self) -> Report:
        ask, period = Questions(self.edition, self.edition.languages[0]), self.period
        title = (
            self.edition.title_words[0].upper()
            if period is None
            else ask.title(period.kind, period.year, period.number)
        )
        return Report({}, edition=self.edition.id, title=title, office=self.office or None, period=period)

    def _of_tables(self, kind: str) -> bytes:
        from cchc.writers.tables import template, writer

        if kind == _SPREADSHEET:
            return template.write(self.edition, self.language, period=self.period, office=self.office)
        form = template.empty_form(self.edition, self.language, period=self.period, office=self.office)
        return writer(kind)(evolve(form, font=self.font))
