"""Writing a filled form: the whole of it against the bare writer library on the same cells.

Both sides make the same workbook, comments, links and formats included; ours is handed the form, theirs
the finished calls. What making the form from an evaluation takes is told apart.
"""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from cchc.catalogue import load_catalogue
from cchc.readers import read_report
from cchc.writers import xlsx
from cchc.writers.formats import Filed
from ratio import Ratio, paired

REPORT = Path(__file__).resolve().parent.parent / "examples" / "phuong-2024-05.txt"
_RECORDED = (
    "write_string", "write_number", "write_formula", "write_blank", "write_url", "write_comment", "merge_range",
    "set_row", "set_column",
)  # fmt: skip
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def main() -> None:
    catalogue = load_catalogue()
    evaluation = catalogue.evaluate(read_report(REPORT, catalogue))
    for name, filed in (
        ("the form as it was read", Filed(evaluation)),
        ("the form checked, with findings", Filed(evaluation, is_checked=True)),
    ):
        print(_ratio(name, filed))


def _ratio(name: str, filed: Filed) -> Ratio:
    form = filed.form
    sheets = _recorded(form)
    return paired(name, lambda: xlsx.write(form), lambda: _bare(sheets), number=3, rounds=21, target=1.5)


def _recorded(form) -> list[tuple[str, list[tuple[str, tuple, dict]]]]:
    """The calls that write a form, sheet by sheet, to be made again without us."""
    sheets: list[tuple[str, list[tuple[str, tuple, dict]]]] = []
    add_worksheet = xlsxwriter.Workbook.add_worksheet

    def recording(book, name=None, *args):
        sheet = add_worksheet(book, name, *args)
        calls: list[tuple[str, tuple, dict]] = []
        sheets.append((sheet.get_name(), calls))
        for method in _RECORDED:
            setattr(sheet, method, _recorder(getattr(sheet, method), method, calls))
        return sheet

    xlsxwriter.Workbook.add_worksheet = recording
    try:
        xlsx.write(form)
    finally:
        xlsxwriter.Workbook.add_worksheet = add_worksheet
    return sheets


def _recorder(method, name, calls):
    depth = []

    def call(*args, **named):
        if not depth:
            calls.append((name, args, named))
        depth.append(name)
        try:
            return method(*args, **named)
        finally:
            depth.pop()

    return call


def _bare(sheets) -> bytes:
    """The same cells by the library alone; formats are made once for each look, as anyone would."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    looks: dict[int, object] = {}
    for name, calls in sheets:
        sheet = book.add_worksheet(name)
        for method, args, named in calls:
            getattr(sheet, method)(*(_look(book, looks, each) for each in args), **named)
    book.close()
    return stream.getvalue()


def _look(book, looks, argument):
    if not isinstance(argument, xlsxwriter.format.Format):
        return argument
    found = looks.get(id(argument))
    if found is None:
        found = looks[id(argument)] = book.add_format({})
        found.__dict__.update({key: value for key, value in argument.__dict__.items() if not key.endswith("indices")})
        found.xf_index = found.dxf_index = None
    return found


if __name__ == "__main__":
    main()
