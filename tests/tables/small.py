"""A form of one table written in a test: its catalogue, reports of it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.errors import CatalogueError
from cchc.readers import read_report

HEAD = """
title.vi = "Báo cáo thử"
languages = ["vi"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0 }
"""
DONG = """
[units.dong]
label.vi = "đồng"
"""
STUB = """stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
"""
MONEY = f"""
[table.t]
kind = "number"
unit = "trieu_dong"
decimals = 1
{STUB}open = {{ key = "label", total = "Tổng cộng" }}
"""
"""A table of amounts, to be followed by its columns."""


def catalogue_of(folder: Path, text: str, head: str = HEAD) -> Catalogue:
    """The catalogue of a form with these tables."""
    home = folder / "thu"
    home.mkdir(exist_ok=True)
    (home / "edition.toml").write_text(head + text, encoding="utf-8")
    return load_catalogue(home)


def mistakes(folder: Path, text: str, head: str = HEAD) -> list[str]:
    """What is wrong with a catalogue, each with its file and line."""
    try:
        catalogue_of(folder, text, head)
    except CatalogueError as error:
        return [str(problem) for problem in error.problems]
    return []


def judged(catalogue: Catalogue, *lines: str, period: str = "NĂM 2024", before: str | None = None) -> Evaluation:
    """What a catalogue makes of a form, its lines with "|" between the cells."""
    report = read_report(form(*lines, period=period).encode(), catalogue, name="thu.tsv")
    earlier = None if before is None else read_report(before.encode(), catalogue, name="truoc.tsv")
    return catalogue.evaluate(report, earlier)


def form(*lines: str, period: str = "NĂM 2024") -> str:
    """The text of a form."""
    return "\n".join([f"BÁO CÁO THỬ {period}", *(line.replace("|", "\t") for line in lines), ""])


def value(evaluation: Evaluation, row: str, column: str, table: str = "t") -> str | None:
    """The value of a figure as text, by the label of its row."""
    tabulation = evaluation.computation.tables[table]
    filled = next(each for each in tabulation.filled.rows if each.label == row)
    found = getattr(tabulation.value(filled, tabulation.table.columns[column]), "value", None)
    return None if found is None else str(found)
