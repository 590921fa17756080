"""Laid beside the printed form, the catalogue says the same: each line, in order, to the letter."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import tomli

Table = dict[str, Any]

PRINTED_APART = {
    "doi_thoai_lanh_dao": "0 Cuộc",
    "mot_cua_van_ban": "Có",
    "mot_cua_trang_thiet_bi": "Có",
    "phan_cap_thuc_hien": "Đầy đủ",
    "kien_truc_cqdt": "Có",
    "hop_truc_tuyen": "Có",
    "bao_cao_dinh_ky_dien_tu_ty_le": "100%",
    "lgsp_trien_khai": "Đang triển khai",
    "van_ban_lien_thong": "Có",
    "van_ban_dien_tu_ty_le": "100%",
    "mot_cua_dien_tu": "Có",
    "dvctt_mot_phan_ty_le": "27,7 %",
    "dvctt_toan_trinh_ty_le": "1,2 %",
    "dvctt_tich_hop_ty_le": "1,2 %",
    "ho_so_truc_tuyen_ty_le": "22,09%",
}
"""Lines whose unit column holds an answer or a figure in this filling, not the form's own unit."""

REPORTED_ONLY = {"khao_sat_hai_long_ty_le", "bao_cao_dinh_ky_dien_tu_ty_le", "van_ban_dien_tu_ty_le"}
"""Rates whose parts are not on the form."""

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "catalogue").rglob("*.toml"))


def read(path: Path) -> Table:
    return tomli.loads(path.read_text(encoding="utf-8"))


def plain(cell: str) -> str:
    """A cell as it reads, without the tags and stars of the file."""
    return html.unescape(re.sub(r"<[^>]+>", "", cell).replace("**", "")).strip()


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The table rows of the real report, less the headers that each page repeats."""
    text = (ROOT / "examples" / "phuong-2024-05.txt").read_text(encoding="utf-8")
    table = [[plain(cell) for cell in line.split("\t")] for line in text.splitlines() if line.count("\t") >= 2]
    return [row for row in table if row[0] != "TT" and row[:2] != ["1", "2"]]


@pytest.fixture(scope="module")
def edition() -> Table:
    return read(ROOT / "catalogue" / "phuong-2024" / "edition.toml")


def joined(edition: Table, stems: str) -> Table:
    """The tables of several files of the edition, in the order that it lists them."""
    found: Table = {}
    for stem in edition[stems]:
        for name, table in read(ROOT / "catalogue" / edition["id"] / f"{stem}.toml").items():
            assert name == "family" or name not in found, name
            found[name] = {**found.get(name, {}), **table} if name == "family" else table
    return found


@pytest.fixture(scope="module")
def lines(edition: Table) -> Table:
    """The lines, each with what all lines of its kind share."""
    kinds = {kind: {key: table[key] for key in table if key != "last"} for kind, table in edition["kinds"].items()}
    return {id: {**kinds.get(line["kind"], {}), **line} for id, line in joined(edition, "sections").items()}


@pytest.fixture(scope="module")
def rules(edition: Table) -> Table:
    return joined(edition, "rules")


def test_codes_and_labels_are_those_of_the_form_in_its_order(rows: list[list[str]], lines: Table) -> None:
    assert [(line["code"], line["label"]["vi"]) for line in lines.values()] == [(row[0], row[1]) for row in rows]


def test_units_are_those_that_the_form_prints(rows: list[list[str]], lines: Table) -> None:
    printed = {id: row[3] if len(row) > 3 else "" for id, row in zip(lines, rows, strict=True)}
    apart = {id: unit for id, unit in printed.items() if unit != lines[id].get("printed_unit", "")}
    assert apart == PRINTED_APART


def test_the_form_has_29_headings_and_94_lines_with_values(lines: Table) -> None:
    kinds = Counter(line["kind"] for line in lines.values())
    assert kinds == {"heading": 29, "count": 65, "percentage": 17, "document": 5, "yes-no": 5, "status": 2}


def test_every_line_with_a_value_adds_up_over_time_and_over_offices_in_one_way(lines: Table) -> None:
    figures = [line for line in lines.values() if line["kind"] != "heading"]
    assert Counter(line["over_time"] for line in figures) == {"last": 35, "flow": 24, "cumulative": 18, "recompute": 17}
    assert Counter(line["over_offices"] for line in figures) == {
        "sum": 50, "union": 15, "recompute": 17, "count_issued": 5, "count_yes": 5, "count_by_status": 2,
    }  # fmt: skip


def test_a_rate_is_a_ratio_and_nothing_else_is(lines: Table) -> None:
    for line in lines.values():
        is_rate = line["kind"] == "percentage"
        assert (line.get("over_time") == "recompute") is is_rate
        assert (line.get("unit") == "phan_tram") is is_rate


def test_every_rate_is_computed_unless_the_form_lacks_its_parts(lines: Table) -> None:
    rates = {id: line for id, line in lines.items() if line["kind"] == "percentage"}
    assert {id for id, line in rates.items() if "formula" not in line} == REPORTED_ONLY


def test_every_formula_shows_a_value_and_what_happens_without_one(edition: Table, lines: Table) -> None:
    auxiliary = read(ROOT / "catalogue" / edition["id"] / f"{edition['auxiliary']}.toml")
    for id, line in {**lines, **auxiliary}.items():
        if "formula" in line:
            given = {example["gives"] for example in line["examples"]}
            undefined = {"zero_denominator"} if "percent" in line["formula"] else {"missing_input"}
            assert undefined <= given, id
            assert given - {"zero_denominator", "missing_input"}, id


def test_the_rules_are_numbered_without_a_gap(rules: Table) -> None:
    """Those that came later stand beside their like."""
    assert sorted(int(id[1:]) for id in rules if id != "family") == [*range(1, 77)]


def test_files_are_those_that_the_edition_lists(edition: Table) -> None:
    listed = {"edition", edition["auxiliary"], *edition["sections"], *edition["rules"], *edition["definitions"]}
    assert {path.stem for path in (ROOT / "catalogue" / edition["id"]).glob("*.toml")} == listed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_toml_1_0_in_composed_unicode(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text) == tomli.loads(text)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_equals_signs_of_a_table_stand_under_one_another(path: Path) -> None:
    for table in re.split(r"^(?=\[)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        columns = {match.end() for match in re.finditer(r"^[\w.-]+ +(?==)", table, re.MULTILINE)}
        starts = [table.rfind("\n", 0, end) + 1 for end in columns]
        assert len({end - start for end, start in zip(columns, starts, strict=True)}) <= 1, table[:60]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_one_blank_line_parts_two_tables(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\n\n\n" not in text
    for match in re.finditer(r"^\[", text, re.MULTILINE):
        above = text[: match.start()].splitlines()
        while above and above[-1].startswith("#"):
            above.pop()
        assert not above or above[-1] == "", text[match.start() :].splitlines()[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_text_is_said_in_both_languages(path: Path) -> None:
    def texts(value: object) -> list[Table]:
        if isinstance(value, list) and path.stem.startswith("definitions"):
            return [text for inner in value for text in texts(inner)]
        if not isinstance(value, dict):
            return []
        found = [value] if value.keys() & {"vi", "en"} else []
        return found + [text for inner in value.values() for text in texts(inner)]

    for text in texts(read(path)):
        assert text.keys() - {"certainty", "instrument", "article"} == {"vi", "en"}
        assert text["vi"].strip()
        assert text["en"].strip()
