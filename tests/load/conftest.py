"""A catalogue of three lines and two rules, small enough to break in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

UNITS = """
[nhiem_vu]
label = { vi = "nhiệm vụ", en = "task" }
counts = { vi = "số nhiệm vụ", en = "tasks" }

[phan_tram]
label = { vi = "%", en = "%" }
counts = { vi = "tỷ lệ phần trăm", en = "a percentage" }
"""
INSTRUMENTS = """
[nd_61_2018]
number = "61/2018/NĐ-CP"
date = 2018-04-23
title = { vi = "Nghị định về một cửa", en = "Decree on the one-stop mechanism" }
"""
STATUSES = """
[day_du]
label = { vi = "Đầy đủ", en = "Complete" }
words = ["đầy đủ"]
"""
EDITION = """
id = "nho-2024"
title = { vi = "Biểu nhỏ", en = "A small form" }
languages = ["vi", "en"]
in_force = { from = 2022-06-24, to = 2025-06-30 }
calendar = { closing_day = 14 }
zero_denominator = "undefined"
rounding = "half_away_from_zero"
decimals = { percentage = 2 }
level = { offices = ["phường"], superiors = ["quận"] }
title_words = ["báo cáo"]
sections = ["lines"]
rules = ["rules"]
auxiliary = "auxiliary"

[columns.code]
label = { vi = "TT", en = "No." }
headings = ["TT"]

[columns.label]
label = { vi = "Nội dung", en = "Content" }
headings = ["Nội dung"]

[columns.quantity]
label = { vi = "Số lượng", en = "Quantity" }
headings = ["Số lượng"]

[columns.unit]
label = { vi = "Đơn vị tính", en = "Unit" }
headings = ["Đơn vị tính"]

[columns.explanation]
label = { vi = "Giải trình", en = "Explanation" }
headings = ["Giải trình"]

[signatories]
prepared_by = ["Người lập"]

[kinds.count]
none = 0
not_arisen = 0

[kinds."count.last"]
not_arisen = "missing"
"""
LINES = """\
[ke_hoach]
code = "I"
path = "I"
label = { vi = "KẾ HOẠCH", en = "PLAN" }
kind = "heading"

[giao]
code = "-"
path = "I.1"
label = { vi = "Số nhiệm vụ được giao", en = "Tasks assigned" }
kind = "count"
unit = "nhiem_vu"
over_time = "last"
over_offices = "sum"
legal_basis = ["nd_61_2018"]

[xong]
code = "-"
path = "I.2"
label = { vi = "Số nhiệm vụ hoàn thành", en = "Tasks completed" }
kind = "count"
unit = "nhiem_vu"
over_time = "last"
over_offices = "sum"

[ty_le]
code = "-"
path = "I.3"
label = { vi = "Tỷ lệ hoàn thành", en = "Completion rate" }
kind = "percentage"
unit = "phan_tram"
formula = "percent(xong, giao)"
examples = [
    { xong = 1, giao = 32, gives = "3.13" },
    { xong = 0, giao = 0, gives = "zero_denominator" },
]
over_time = "recompute"
over_offices = "recompute"

[phan_cap]
code = "+"
path = "I.3.1"
label = { vi = "Phân cấp", en = "Decentralisation" }
kind = "status"
statuses = ["day_du"]
over_time = "last"
over_offices = "count_by_status"
"""
AUXILIARY = """
[con_lai]
label = { vi = "Số nhiệm vụ còn lại", en = "Tasks left" }
kind = "count"
unit = "nhiem_vu"
formula = "giao - xong"
example = { giao = 5, xong = 3, gives = "2" }
over_time = "last"
over_offices = "sum"
"""
RULES = """\
[family.part_whole]
check = "part <= whole"
severity = "error"
nature = "definitional"
says = { vi = "{part.label} ({part}) không được lớn hơn {whole}.", en = "{part.label} ({part}) exceeds {whole}." }
advice = { vi = "Xem lại.", en = "Look again." }
good = { part = 3, whole = 5 }
bad = { part = 5, whole = 3 }

[R1]
each = { kind = "count" }
check = "it >= 0"
severity = "error"
nature = "definitional"
says = { vi = "{it.label} không được âm: {it}.", en = "{it.label} may not be negative: {it}." }
advice = { vi = "Xem lại.", en = "Look again." }
good = { giao = 5 }
bad = { giao = -5 }

[R2]
family = "part_whole"
part = "xong"
whole = "giao"
"""
FILES = {
    "units.toml": UNITS,
    "instruments.toml": INSTRUMENTS,
    "statuses.toml": STATUSES,
    "nho-2024/edition.toml": EDITION,
    "nho-2024/lines.toml": LINES,
    "nho-2024/auxiliary.toml": AUXILIARY,
    "nho-2024/rules.toml": RULES,
}

Files = dict[str, str]
Change = tuple[str, str, str]
Mistakes = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def files() -> Files:
    """The small catalogue's files by name."""
    return dict(FILES)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes files to a folder and gives the folder of the edition in it."""

    def write(files: Files) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "nho-2024"

    return write


@pytest.fixture
def mistakes(files: Files, write: Callable[[Files], Path]) -> Mistakes:
    """The problems of the small catalogue after some (file, old text, new text) replacements."""

    def mistakes(*changes: Change) -> tuple[Problem, ...]:
        for name, old, new in changes:
            assert old in files[name], f"{name} does not hold {old!r}"
            files[name] = files[name].replace(old, new, 1)
        folder = write(files)
        try:
            load_edition(folder)
        except CatalogueError as error:
            return tuple(error.problems)
        return ()

    return mistakes
