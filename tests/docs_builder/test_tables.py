"""A form that is a table has the pages of any form: as printed, a page a column, its rules, with figures worked out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from cchc.docs_builder import machine
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import Library, _refuse_clashes, load_library
from cchc.docs_builder.machine import linked, sdmx
from cchc.docs_builder.pages import pages
from cchc.docs_builder.subject import of_column
from cchc.edition.table import FormTable
from cchc.errors import CchcError
from cchc.words import LANGUAGES, face

Made = Mapping[str, Mapping[str, BookPage]]

FORMS = ("bieu-06-2020", "qd-766-xa")


class Cells(HTMLParser):
    """The rows of the drawn table: each cell's text with how many columns and rows it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.size = tuple(int(dict(attrs).get(name) or 1) for name in ("colspan", "rowspan"))
            self.text = []

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.text is not None:
            self.rows[-1].append(("".join(self.text), *self.size))
            self.text = None


def drawn(page: BookPage) -> list[list[tuple[str, int, int]]]:
    cells = Cells()
    cells.feed(page.body.partition('<div class="form-table')[2].partition("</div>")[0])
    return cells.rows


def tables(library: Library) -> list[tuple[str, FormTable]]:
    return [(one.id, table) for one in library.catalogues for table in one.edition.tables.values()]


def test_every_form_and_every_column_has_a_page(library: Library, made: Made) -> None:
    assert {id for id, _ in tables(library)} == set(FORMS)
    for form, table in tables(library):
        wanted = {f"columns/{form}.{table.id}.{column}" for column in table.columns}
        assert wanted | {f"forms/{form}", f"editions/{form}"} <= set(made["vi"])
        rules = {each.rule.code for each in table.rules.values()}
        assert {f"codes/{code}" for code in rules} <= set(made["vi"])


def test_the_table_is_drawn_as_printed(made: Made) -> None:
    """The headings of Biểu 06 merged as on the form, its number row letter for letter, every cell in the grid."""
    rows = drawn(made["vi"]["forms/bieu-06-2020"])
    assert rows[0] == [
        ("STT", 1, 3),
        ("Lĩnh vực giải quyết", 1, 3),
        ("Số lượng hồ sơ tiếp nhận", 4, 1),
        ("Số lượng hồ sơ đã giải quyết", 4, 1),
        ("Số lượng hồ sơ đang giải quyết", 3, 1),
    ]
    assert ("Trong kỳ", 2, 1) in rows[1]
    assert [text for text, _, _ in rows[3]][:4] == ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)"]
    width = sum(across for _, across, _ in rows[0])
    down = [0] * width
    for row in rows:
        free = [place for place in range(width) if not down[place]]
        assert sum(across for _, across, _ in row) == len(free)
        for _, across, height in row:
            for place in [free.pop(0) for _ in range(across)]:
                down[place] = height
        down = [max(0, left - 1) for left in down]


def test_printed_rows_say_what_is_fixed_and_what_is_not_there(made: Made) -> None:
    """A maximum of the catalogue stands in its cell; a column that a row does not have is shaded."""
    page = made["vi"]["forms/qd-766-xa"]
    row = page.body.partition('id="qd766-r1-1"')[2].partition("</tr>")[0]
    assert '<td class="num given">6,00</td>' in row
    heading = page.body.partition('id="qd766-g1"')[2].partition("</tr>")[0]
    assert heading.count('<td class="absent"></td>') == 3
    assert "80,00 %" in page.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_is_worked_out_with_the_figures_of_the_example(made: Made, language: str) -> None:
    """The calculation of a row, and the total as the sum of its rows."""
    body = made[language]["columns/bieu-06-2020.b06.tiep_nhan"].body.replace("\\", "")
    point = "." if language == "vi" else ","
    assert "| Hộ tịch | 241 + 20 + 23<br>263 + 21 | **284** |" in body
    assert f"| TỔNG SỐ | 284 + 1{point}316 + 100 + 66 + 35 + 1 | **1{point}802** |" in body
    assert "`(3)=(4)+(5)+(6)`" in body
    assert body.count('<div class="formula"') == 2


def test_a_column_knows_its_rules_and_its_relations(library: Library) -> None:
    """The rules that speak of it, the columns that it is made of and that are made of it."""
    book = Book(library, "vi")
    of = of_column(book, library.columns["bieu-06-2020.b06.ky_truoc"])
    assert {told.rule.code for told in of.rules} == {"CCHC-B6", "CCHC-S001"}
    assert of.users == ("tiep_nhan",)
    assert set(of_column(book, library.columns["qd-766-xa.qd766.diem"]).parts) == {
        "toi_da",
        "ty_le",
        "nguong",
        "khong_co",
    }


def test_a_rule_over_rows_shows_what_breaks_it(library: Library, made: Made) -> None:
    """A row of the example with the figure of the report before; one more of it, and what is then said."""
    for language in LANGUAGES:
        body = made[language]["codes/CCHC-B6"].body
        assert ":::{warning}" in body
        earlier = library.newest.edition.judging.say(language, "sample", "previous")
        assert re.search(rf"\({re.escape(earlier)}\) \| 23 \|", body)


def test_a_search_knows_a_column_by_all_its_names(made: Made) -> None:
    """Its heading, its number, its name in formulas, the label in the other language."""
    page = made["vi"]["columns/bieu-06-2020.b06.truc_tuyen"]
    assert page.code == "(4)"
    assert {"truc_tuyen", "b06.truc_tuyen", "received online"} <= set(page.aliases)
    assert "06/VPCP/KSTT" in made["en"]["forms/bieu-06-2020"].aliases


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_counts_what_the_catalogue_has(library: Library, made: Made, language: str) -> None:
    body = made[language]["index"].body
    for form, table in tables(library):
        line = next(line for line in body.splitlines() if f"/forms/{form}.md" in line)
        numbers = {int(number) for number in re.findall(r"\b\d+\b", line.partition(".md)")[2])}
        assert {len(table.columns), len(table.rules)} <= numbers
        assert not table.rows or len(table.rows) in numbers


def test_navigation_has_each_edition_the_one_in_force_first(made: Made) -> None:
    """Those that have one title are told apart by their days."""
    listed = [page for page in made["vi"].values() if page.kind == "form" and page.listed]
    wards = ["phuong-2026-07", "phuong-2025-07", "phuong-2024"]
    assert [page.name for page in listed] == [f"forms/{id}" for id in (*wards, "qd-766-xa", "bieu-06-2020")]
    assert len({page.title for page in listed}) == len(listed)
    assert [page.title.rpartition(", ")[2] for page in listed[:3]] == [
        "từ 01/07/2026",
        "từ 01/07/2025 đến 30/06/2026",
        "từ 15/08/2022 đến 30/06/2025",
    ]


def test_columns_are_handed_to_programs(library: Library, tmp_path: Path) -> None:
    """A file a column, a concept a column whose address is that of its page, a code a column and a row."""
    machine.write(library, tmp_path, "https://example.org")
    for form, table in tables(library):
        index = json.loads((tmp_path / form / "columns.json").read_text(encoding="utf-8"))["columns"]
        assert [each["id"] for each in index] == [f"{table.id}.{column}" for column in table.columns]
        for each in index:
            told = json.loads((tmp_path / form / "columns" / f"{each['id']}.json").read_text(encoding="utf-8"))
            assert told["asks"]["id"] == each["id"].partition(".")[2]
        edition = next(one.edition for one in library.catalogues if one.id == form)
        concepts = {node["@id"] for node in linked.concepts(edition, "https://example.org", form)["@graph"]}
        assert {f"https://example.org/id/{form}.{table.id}.{column}.html" for column in table.columns} <= concepts
        codes = {code.get("id") for code in ET.fromstring(sdmx.structures(edition)).iter() if code.tag.endswith("Code")}
        assert {f"{table.id}-{id}" for id in (*table.columns, *table.rows)} <= codes


def test_two_forms_that_call_different_things_alike_are_refused(library: Library) -> None:
    """A page has one address; the message says what to do."""
    first = library.newest
    other = type(first)(evolve(first.edition, id="khac-2024", base=None))
    with pytest.raises(CchcError, match="by itself"):
        _refuse_clashes(Library((first, other)))


def test_every_way_of_a_table_can_be_told(library: Library) -> None:
    """Whatever a table may say of its rows, columns and rules has words."""
    from cchc.edition.table import Blank, OverRows, Parents, RowScope

    site = face("site")
    for name, ways in (("over_rows", OverRows), ("rows_parents", Parents), ("rows_blank", Blank)):
        assert set(ways) == set(site.family(name))
    assert set(RowScope) == set(site.family("rule_over_rows"))


def test_a_page_made_again_is_the_same(library: Library, made: Made) -> None:
    again = [page for page in pages(Book(library, "vi")) if "/bieu-06" in page.name]
    assert again
    assert [page.body for page in again] == [made["vi"][page.name].body for page in again]


PARAMETERS = """
title.en = "A form"
languages = ["en"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
[units.thing]
label.en = "thing"
counts.en = "One thing."
[parameters.limit]
label.en = "The limit"
unit = "thing"
values = [{ from = 2024-01-01, value = 80, source = "A letter", certainty = "reported" }]
otherwise.en = "100 elsewhere"
[table.t]
kind = "count"
unit = "thing"
stub = [{ is = "label", heading = ["Name"] }]
open = { key = "label" }
columns = [
    { id = "a", heading = ["A"] },
    { id = "b", heading = ["B"], formula = "min(a, limit)", over_rows = "recompute" },
]
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_parameters_stand_on_the_page_of_their_form(tmp_path: Path, language: str) -> None:
    """What each is, from when and by whose word; a formula that names one is told with its number."""
    (tmp_path / "form-2024").mkdir()
    (tmp_path / "form-2024" / "edition.toml").write_text(PARAMETERS, encoding="utf-8")
    made = {page.name: page for page in pages(Book(load_library(tmp_path), language))}
    body = made["forms/form-2024"].body
    assert 'id="parameter-limit"' in body
    assert "A letter" in body
    assert "100 elsewhere" in body
    assert "`min(a, limit)`" in made["columns/form-2024.t.b"].body


DATED = """
title.en = "A form"
languages = ["en"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
example = "right.tsv"
[units.thing]
label.en = "thing"
[parameters.limit]
label.en = "The limit"
unit = "thing"
values = [
    { from = 2024-01-01, to = 2024-12-31, value = 80, source = "A letter" },
    { from = 2025-01-01, value = 90, source = "Another" },
]
[table.t]
kind = "count"
unit = "thing"
stub = [{ is = "label", heading = ["Name"] }]
open = { key = "label" }
columns = [
    { id = "a", heading = ["A"] },
    { id = "b", heading = ["B"], formula = "min(a, limit)", over_rows = "recompute" },
]
"""


def test_a_worked_example_has_the_parameter_of_its_period(tmp_path: Path) -> None:
    """One that changes is put in as it was when the example was filled in."""
    folder = tmp_path / "form-2024"
    folder.mkdir()
    (folder / "edition.toml").write_text(DATED, encoding="utf-8")
    (folder / "right.tsv").write_text("A form\nMarch 2025\nName\tA\tB\nOne\t95\t90\n", encoding="utf-8")
    made = {page.name: page for page in pages(Book(load_library(tmp_path), "en"))}
    assert "(95; 90)" in made["columns/form-2024.t.b"].body.replace("\u202f", " ")
