"""The kinds of files that can be written, by the ending of the output's name.

A new kind is a module of `cchc.writers` and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from attrs import evolve

from cchc.evaluation import Evaluation
from cchc.printable import escaped
from cchc.record import frozen
from cchc.writers.form import Form, as_read
from cchc.writers.paper import FONT

if TYPE_CHECKING:
    from cchc.writers.upon import SheetTaken


@frozen
class Filed:
    """A report to be written: what was made of it, and the language of notes.

    `is_checked` asks for the form marked; otherwise it is written as it was read.
    """

    evaluation: Evaluation
    language: str = "vi"
    is_checked: bool = False
    font: str = FONT
    """What documents and prints are set in."""

    @property
    def has_tables(self) -> bool:
        """Whether the report's figures are those of tables."""
        return bool(self.evaluation.report.tables)

    @property
    def form(self) -> Form:
        """The form to be written."""
        if not self.is_checked:
            form = as_read(self.evaluation.report, self.evaluation.edition, self.language)
        else:
            from cchc.writers.checked import checked

            form = checked(self.evaluation, self.language)
        return evolve(form, font=self.font)


def written_upon(filed: Filed, at: SheetTaken) -> bytes:
    """A workbook whose first sheet, laid over the user's own, marks the form there."""
    report = filed.evaluation.report
    if not filed.has_tables:
        from cchc.writers import xlsx_upon

        return xlsx_upon.write(filed.form, report, at)
    from cchc.writers import tables
    from cchc.writers.tables import xlsx_upon as of_tables

    return of_tables.write(tables.form_of(filed.evaluation, filed.language, is_checked=True), report, at)


@frozen
class OutputFormat:
    """A kind of file: the endings of its name, how it is written, and whether findings can be marked in it.

    `beside` gives further files that belong to it, by their names; `is_ours` says of a file that
    lies there already whether it is such a one, written beside an output of that name.
    """

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Filed], bytes]
    has_marks: bool = False
    has_font: bool = False
    """Whether a font can be chosen."""
    beside: Callable[[Filed, str], Mapping[str, bytes]] = lambda _filed, _path: {}
    is_ours: Callable[[bytes, str], bool] = lambda _data, _path: False


def _of_form(module: str) -> Callable[[Filed], bytes]:
    def write(filed: Filed) -> bytes:
        if filed.has_tables:
            return _of_tables(filed, module)
        data: bytes = import_module(f"cchc.writers.{module}").write(filed.form)
        return data

    return write


def _of_tables(filed: Filed, module: str) -> bytes:
    from cchc.writers import tables

    form = tables.form_of(filed.evaluation, filed.language, is_checked=filed.is_checked)
    return tables.writer(module)(evolve(form, font=filed.font))


def _json(filed: Filed) -> bytes:
    from cchc.serialize import to_json

    return (escaped(to_json(filed.evaluation.report, indent=2)) + "\n").encode()


def _text(filed: Filed) -> bytes:
    if filed.has_tables:
        return _of_tables(filed, "text")
    from cchc.writers import text

    return text.write(filed.evaluation.report, filed.evaluation.edition).encode()


def _table(filed: Filed) -> bytes:
    if filed.has_tables:
        return _of_tables(filed, "tsv")
    from cchc.writers import text

    return text.write(filed.evaluation.report, filed.evaluation.edition, is_table=True).encode()


def _csv(filed: Filed) -> bytes:
    if filed.has_tables:
        from cchc.writers.tables import csv as of_tables

        return of_tables.write(filed.evaluation)
    from cchc.writers import csv

    return csv.write(filed.evaluation)


def _data_package(filed: Filed, path: str) -> Mapping[str, bytes]:
    if filed.has_tables:
        from cchc.writers.tables.csv import package
    else:
        from cchc.writers.csv import package
    return {f"{PurePath(path).stem}.datapackage.json": package(filed.evaluation, path)}


def _is_data_package(data: bytes, path: str) -> bool:
    from cchc.writers import csv

    return csv.is_package(data, path)


FORMATS: tuple[OutputFormat, ...] = (
    OutputFormat("json", (".json",), _json),
    OutputFormat("xlsx", (".xlsx",), _of_form("xlsx"), has_marks=True),
    OutputFormat("docx", (".docx",), _of_form("docx"), has_marks=True, has_font=True),
    OutputFormat("odt", (".odt",), _of_form("odt"), has_marks=True, has_font=True),
    OutputFormat("html", (".html", ".htm"), _of_form("html"), has_marks=True),
    OutputFormat("pdf", (".pdf",), _of_form("pdf"), has_marks=True, has_font=True),
    OutputFormat("csv", (".csv",), _csv, beside=_data_package, is_ours=_is_data_package),
    OutputFormat("text", (".txt",), _text),
    OutputFormat("tsv", (".tsv",), _table),
)


def format_of(path: str, formats: tuple[OutputFormat, ...] = FORMATS) -> OutputFormat | None:
    """The kind that the ending of a name asks for."""
    suffix = PurePath(path).suffix.lower()
    return next((kind for kind in formats if suffix in kind.suffixes), None)
