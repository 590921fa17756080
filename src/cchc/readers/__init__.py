"""Files to reports: each module reads one kind of file, and what it holds is then read as the form's lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.record import frozen

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.edition import Edition
    from cchc.reading import Places
    from cchc.reading.opened import Opened
    from cchc.report import RawForm, Report

_LEFT_OUT = ("CCHC-F011", "CCHC-F020", "CCHC-F021")
"""What tells that a file has sheets or tables that were not read."""
__all__ = ["read_report", "read_reports"]


def read_report(
    source: str | Path | bytes,
    catalogue: Catalogue | None = None,
    *,
    name: str = "",
    sheet: str | None = None,
    place: str | Places | None = None,
) -> Report:
    """A filled form, from a path or from bytes (with a `name` to quote), as a `Report`.

    Spreadsheets, word-processor files, PDF, tables as text, or JSON (`cchc.report/1`), told apart
    by their content; of several sheets the one most like the form, or the one named. What is
    wrong in the form is in the report's findings; raises ReadError for what is no such form,
    DataError for JSON that does not keep to its schema, MissingExtraError where reading a kind of
    file needs more packages, and nothing else: a fault of this program is an UnforeseenError, with its cause.
    Of a catalogue with several forms and editions (the default), the report is read by that of its form, as its number
    or title tells, which is in force in its period. `place` is the province of an office whose letterhead names none.
    """
    (report,) = _through_the_door(source, catalogue, name, sheet, place, is_sequence=False)
    return report


def read_reports(
    source: str | Path | bytes,
    catalogue: Catalogue | None = None,
    *,
    name: str = "",
    sheet: str | None = None,
    place: str | Places | None = None,
) -> tuple[Report, ...]:
    """All reports of a file, in its order: a form of tables may come again under itself, or on each sheet.

    What `read_report` reads of a file with one report is what this reads; of a form of lines there is one. Raises as
    `read_report` does.
    """
    return _through_the_door(source, catalogue, name, sheet, place, is_sequence=True)


def _through_the_door(
    source: str | Path | bytes,
    catalogue: Catalogue | None,
    name: str,
    sheet: str | None,
    place: str | Places | None,
    *,
    is_sequence: bool,
) -> tuple[Report, ...]:
    from cchc.errors import CchcError, ReadError
    from cchc.reading.refusal import in_words_of, refusal

    called = name or ("" if isinstance(source, bytes) else str(source))
    try:
        return _read(source, catalogue, name, sheet, place, is_sequence=is_sequence)
    except ReadError as error:
        if catalogue is None:
            raise
        raise in_words_of(catalogue.edition, error) from error.__cause__
    except CchcError:
        raise
    except MemoryError as error:
        from cchc.reading.budget import beyond

        raise beyond("memory", called) from error
    except OSError as error:
        raise refusal("unreadable", called, reason=error.strerror or str(error)) from error
    except Exception as error:
        from cchc.unforeseen import fault

        raise fault(error, called) from error


def _read(
    source: str | Path | bytes,
    catalogue: Catalogue | None,
    name: str,
    sheet: str | None,
    place: str | Places | None,
    *,
    is_sequence: bool,
) -> tuple[Report, ...]:
    from cchc.readers import formats, text
    from cchc.reading import Places
    from cchc.reading.budget import budget_of

    data, name = text.load(source, name, formats.LARGEST_FILE)
    catalogue = _newest() if catalogue is None else catalogue
    with budget_of(name):
        if (found := formats.json_of(data)) is not None:
            if formats.is_link(found):
                from cchc.reading.refusal import refusal

                raise refusal("link", name)
            text.load(data, name)
            return (_of_json(found, catalogue, name),)
        places = place if isinstance(place, Places) else Places(place)
        return _File(data, name, sheet, places, is_sequence).reports(catalogue)


@frozen
class _File:
    """A file that somebody handed in, and what was said of it."""

    data: bytes
    name: str
    sheet: str | None
    places: Places
    is_sequence: bool

    def reports(self, catalogue: Catalogue) -> tuple[Report, ...]:
        """Its reports, of the form that it tells, or else of the one at hand."""
        from cchc.errors import ReadError
        from cchc.readers.which_form import likeliest, of_another_form

        raw = self._form(catalogue)
        told = catalogue.of_form(raw)
        if len(told) > 1:
            return likeliest(told, self._read_as, raw.source)
        if told[0] is not catalogue:
            # Which sheets and tables are the form's is told by its own headings.
            left_out = any(note.code in _LEFT_OUT for note in raw.notes)
            return self._read_as(told[0]) if left_out else self._each_report(told[0], raw)
        try:
            return self._each_report(catalogue, raw)
        except ReadError as refused:
            return of_another_form(catalogue, refused, self._read_as)

    def _read_as(self, of: Catalogue) -> tuple[Report, ...]:
        return self._each_report(of, self._form(of))

    def _form(self, of: Catalogue) -> RawForm:
        from cchc.readers import formats

        return formats.read_form(self.data, self.name, of.edition, sheet=self.sheet)

    def _each_report(self, of: Catalogue, raw: RawForm) -> tuple[Report, ...]:
        forms: tuple[RawForm, ...] = (raw,)
        if self.is_sequence and of.edition.tables:
            from cchc.reading.tables import read_sequence

            forms = read_sequence(raw, of.edition)
        return tuple(_by_day(of, partial(_opened, each, self.places)) for each in forms)


def _of_json(data: bytes, catalogue: Catalogue, name: str) -> Report:
    from cchc.readers import json_form

    catalogue = catalogue.of_id(json_form.edition_of(data))
    whole = partial(json_form.read, data, name=name)
    return _by_report(catalogue, whole(catalogue.edition), whole)


def _opened(raw: RawForm, places: Places, edition: Edition) -> Opened:
    from cchc.reading import open_rows

    return open_rows(raw, edition, places)


def _by_day(catalogue: Catalogue, opened: Callable[[Edition], Opened]) -> Report:
    """A report, read by the edition that is in force on its day; its cells are read once, where they need not tell."""
    form = opened(catalogue.edition)
    if form.day is None:
        return _by_report(catalogue, form.report(), lambda edition: opened(edition).report())
    chosen = catalogue.in_force(form.day)
    return (form if chosen is catalogue else opened(chosen.edition)).report()


def _by_report(catalogue: Catalogue, report: Report, read: Callable[[Edition], Report]) -> Report:
    """A report, read again if another edition is in force on the day that all of it tells."""
    chosen = catalogue.fitting(report)
    return report if chosen is catalogue else read(chosen.edition)


def _newest() -> Catalogue:
    from cchc.catalogue import load_catalogue

    return load_catalogue()
