"""Files to reports: each module reads one kind of file, and what it holds is then recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.edition import Edition
    from cchc.report import Report

__all__ = ["read_report"]


def read_report(source: str | Path | bytes, catalogue: Catalogue | None = None, *, name: str = "") -> Report:
    """A filled form, from a path or from bytes (with a `name` to quote), as a `Report`.

    Text with tabs between cells, or JSON (`cchc.report/1`), told apart by their content. What is
    wrong in the form is in the report's findings; raises ReadError for what is no such form,
    DataError for JSON that does not keep to its schema. Without a catalogue, the newest.
    """
    from cchc.readers import json_form, text
    from cchc.recognise import recognise

    data, name = text.load(source, name)
    edition = catalogue.edition if catalogue is not None else _newest()
    if json_form.is_json(data):
        return json_form.read(data, edition, name)
    return recognise(text.read(data, name), edition)


def _newest() -> Edition:
    from cchc.load import load_edition

    return load_edition()
