"""Files to reports: each module reads one kind of file, and what it holds is then read as the form's lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.edition import Edition
    from cchc.reading import Places
    from cchc.report import Report

__all__ = ["read_report"]


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
    from cchc.errors import CchcError, ReadError
    from cchc.reading.refusal import in_words_of, refusal

    called = name or ("" if isinstance(source, bytes) else str(source))
    try:
        return _read(source, catalogue, name, sheet, place)
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
) -> Report:
    from cchc.readers import formats, text
    from cchc.reading.budget import budget_of

    data, name = text.load(source, name, formats.LARGEST_FILE)
    catalogue = _newest() if catalogue is None else catalogue
    with budget_of(name):
        return _report(data, catalogue, name, sheet, place)


def _report(data: bytes, catalogue: Catalogue, name: str, sheet: str | None, place: str | Places | None) -> Report:
    from cchc.readers import formats, text
    from cchc.reading import Places, read_rows

    if formats.is_json(data):
        text.load(data, name)
        from cchc.readers import json_form

        catalogue = catalogue.of_id(json_form.edition_of(data))

        def read(edition: Edition) -> Report:
            return json_form.read(data, edition, name)
    else:
        raw = formats.read_form(data, name, catalogue.edition, sheet=sheet)
        catalogue = catalogue.of_form(raw)
        places = place if isinstance(place, Places) else Places(place)

        def read(edition: Edition) -> Report:
            return read_rows(raw, edition, places)

    report = read(catalogue.edition)
    chosen = catalogue.in_force(report.day)
    return report if chosen is catalogue else read(chosen.edition)


def _newest() -> Catalogue:
    from cchc.catalogue import load_catalogue

    return load_catalogue()
