"""An edition on the base of a form of tables says only which columns are changed, new or gone, and on what ground."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.edition.comparison import changes
from cchc.edition.names import Names
from cchc.edition.table import FigureColumn
from cchc.errors import CatalogueError, Problem
from cchc.readers import read_report

Load = Callable[[str], Catalogue]
HEAD = """
id = "bieu-06-2026"
base = "bieu-06-2020"
status = "derived"
status_note = { vi = "Chưa thấy mẫu.", en = "The form has not been seen." }
in_force = { from = 2026-01-01, certainty = "read", because = { instrument = "tt_9", certainty = "read" } }

[instruments.tt_9]
number = "9/2025/TT"
date = 2025-11-03
in_force = { from = 2026-01-01, certainty = "read" }
title = { vi = "Thông tư", en = "Circular" }
"""
BECAUSE = 'because = { instrument = "tt_9", certainty = "read" }\n'
ONLINE = f"""
[change.b06.columns.truc_tuyen]
heading = ["", "Trong kỳ", "Trực tuyến toàn trình"]
label.en = "received fully online"
{BECAUSE}
"""
LATE = f"""
[add.b06.columns.ty_le_qua_han]
after = "ty_le_dung_han"
printed = false
label = {{ vi = "Tỷ lệ quá hạn", en = "late" }}
kind = "rate"
unit = "phan_tram"
decimals = 2
formula = "percent(qua_han, da_giai_quyet)"
{BECAUSE}
"""


@pytest.fixture
def on_base(tmp_path: Path) -> Load:
    """The shipped form with an edition on it, whose changes are given."""

    def load(text: str) -> Catalogue:
        folder = tmp_path / "bieu-06-2026"
        folder.mkdir(exist_ok=True)
        (folder / "edition.toml").write_text(HEAD + text, encoding="utf-8")
        return lint_catalogue(folder)

    return load


def problems(load: Load, text: str) -> list[Problem]:
    with pytest.raises(CatalogueError) as caught:
        load(text)
    return list(caught.value.problems)


def right(root: Path, old: str = "", new: str = "") -> bytes:
    text = (root / "catalogue" / "bieu-06-2020" / "right.tsv").read_text(encoding="utf-8")
    return text.replace(old, new).encode() if old else text.encode()


def told(catalogue: Catalogue, data: bytes) -> list[str]:
    """What is found in the first report of a file, but that there is another."""
    found = catalogue.evaluate(read_report(data, catalogue, name="a.tsv")).findings
    return [each.code for each in found if each.code != "CCHC-T014"]


def test_what_is_not_changed_is_the_base_s(on_base: Load, root: Path) -> None:
    """Its example, too, which is right by the base and need not be by this one."""
    edition, base = on_base("").edition, load_catalogue("bieu-06-2020").edition
    assert {each.of for each in changes(base, edition)} == {"edition"}
    assert edition.example is None
    assert told(on_base(""), right(root)) == []


def test_a_column_is_called_otherwise_and_the_rest_of_it_stays(on_base: Load, root: Path) -> None:
    edition = on_base(ONLINE).edition
    column = edition.tables["b06"].columns["truc_tuyen"]
    assert column.path == "Số lượng hồ sơ tiếp nhận › Trong kỳ › Trực tuyến toàn trình"
    assert column.asks.label == {"vi": column.path, "en": "received fully online"}
    assert (column.number, column.asks.unit) == ("(4)", "ho_so")
    assert column.asks.amendment is not None
    assert column.asks.amendment.because[0].instrument == "tt_9"
    catalogue = on_base(ONLINE)
    assert told(catalogue, right(root, "Trực tuyến", "Trực tuyến toàn trình")) == []


def test_a_formula_takes_the_place_of_another(on_base: Load) -> None:
    text = f'[change.b06.columns.ty_le_truc_tuyen]\nformula = "percent(truc_tuyen, tiep_nhan)"\n{BECAUSE}'
    (column,) = [each for id, each in on_base(text).edition.tables["b06"].columns.items() if id == "ty_le_truc_tuyen"]
    assert [each.text for each in column.identities] == ["percent(truc_tuyen, tiep_nhan)"]


def test_columns_come_and_go_in_their_places(on_base: Load, root: Path) -> None:
    gone = f"[change.b06.columns.ty_le_truc_tuyen]\nended = 2025-12-31\n{BECAUSE}"
    catalogue = on_base(LATE + gone)
    assert list(catalogue.edition.tables["b06"].columns)[-2:] == ["ty_le_dung_han", "ty_le_qua_han"]
    evaluation = catalogue.evaluate(read_report(right(root), catalogue, name="a.tsv"))
    assert told(catalogue, right(root)) == []
    assert all("ty_le_qua_han" in row.values for row in evaluation.table("b06").rows)


GONE = f"""
[change.b06.columns.truc_tiep]
ended = 2025-12-31
{BECAUSE}
[change.b06.columns.tiep_nhan]
number = "(3)=(4)+(6)"
{BECAUSE}
[change.b06.columns.ty_le_truc_tuyen]
ended = 2025-12-31
{BECAUSE}
"""


@pytest.mark.parametrize("heading", ["Trực tiếp, dịch vụ bưu chính", "Trực tiếp; bưu điện"])
def test_a_column_that_ended_is_read_and_told_and_counts_for_nothing(on_base: Load, root: Path, heading: str) -> None:
    """By its heading, or by its number where the heading is another; it is no column of a stranger's."""
    catalogue = on_base(GONE)
    data = right(root, "Trực tiếp, dịch vụ bưu chính", heading)
    evaluation = catalogue.evaluate(read_report(data, catalogue, name="a.tsv"))
    codes = [each.code for each in evaluation.findings]
    (told,) = [each for each in evaluation.findings if each.code == "CCHC-T023"]
    assert "sau 31/12/2025; 7 ô" in told.message["vi"]
    assert "Hộ tịch: 37" in told.message["vi"]
    assert not {"CCHC-T013", "CCHC-T003", "CCHC-T006"} & set(codes)
    assert all("truc_tiep" not in row.values for row in evaluation.table("b06").rows)
    assert "37" in [cell.text for cell in evaluation.report.unplaced]


def test_a_column_that_ended_can_be_asked_about_and_says_why(on_base: Load) -> None:
    edition, base = on_base(GONE).edition, load_catalogue("bieu-06-2020").edition
    column = Names(edition).definition("b06.truc_tiep")
    assert isinstance(column, FigureColumn)
    assert column.asks.is_ended
    (dropped,) = [each for each in changes(base, edition) if each.id == "b06.truc_tiep"]
    assert [each.instrument for each in dropped.because] == ["tt_9"]


def test_a_column_ends_before_the_edition_begins(on_base: Load) -> None:
    (problem,) = problems(on_base, GONE.replace("ended = 2025-12-31", "ended = 2026-01-01", 1))
    assert (problem.key, problem.what[:23]) == ("change.b06.columns.truc_tiep.ended", "it ended on 2026-01-01,")


def test_a_later_edition_changes_what_one_before_it_changed(on_base: Load, tmp_path: Path) -> None:
    on_base(ONLINE + LATE)
    folder = tmp_path / "bieu-06-2027"
    folder.mkdir()
    head = HEAD.replace("bieu-06-2020", "x").replace("bieu-06-2026", "bieu-06-2027").replace('"x"', '"bieu-06-2026"')
    text = head.replace("from = 2026-01-01, certainty", "from = 2027-01-01, certainty", 1)
    more = f'[change.b06.columns.truc_tuyen]\nlabel = {{ vi = "Trực tuyến", en = "online" }}\n{BECAUSE}'
    (folder / "edition.toml").write_text(text + more, encoding="utf-8")
    catalogue = load_catalogue(folder)
    column = catalogue.edition.tables["b06"].columns["truc_tuyen"]
    assert (column.heading[-1], column.asks.label["en"]) == ("Trực tuyến toàn trình", "online")
    assert "ty_le_qua_han" in catalogue.edition.tables["b06"].columns
    assert [each.id for each in catalogue.bases] == ["bieu-06-2020", "bieu-06-2026"]
    assert catalogue.edition.in_force_from == dt.date(2027, 1, 1)


def test_what_changed_is_told_column_by_column(on_base: Load) -> None:
    whole = f'[change.b06]\nblank = "zero"\n{BECAUSE}'
    gone = f"[change.b06.columns.ty_le_truc_tuyen]\nended = 2025-12-31\n{BECAUSE}"
    base = load_catalogue("bieu-06-2020").edition
    found = [
        (each.kind, each.id, each.field)
        for each in changes(base, on_base(ONLINE + LATE + whole + gone).edition, "en", in_words=True)
        if each.of != "edition"
    ]
    assert found == [
        ("changed", "b06", "blank"),
        ("added", "b06.ty_le_qua_han", None),
        ("dropped", "b06.ty_le_truc_tuyen", None),
        ("changed", "b06.truc_tuyen", "heading"),
        ("changed", "b06.truc_tuyen", "label"),
    ]


@pytest.mark.parametrize(
    ("text", "what", "key"),
    [
        (f"[change.b06.columns.truc_tuyn]\n{BECAUSE}", "the base has no column 'truc_tuyn'",
         "change.b06.columns.truc_tuyn"),
        ('[change.b06.columns.qua_han]\nlabel.en = "x"\n',
         "'because' is missing: the instrument on which the change rests", "change.b06.columns.qua_han"),
        (f'[change.b06.columns.qua_han]\nhedaing = ["x"]\n{BECAUSE}', "unknown key 'hedaing'",
         "change.b06.columns.qua_han.hedaing"),
        ('[change.b06.columns.qua_han]\nbecause = { instrument = "tt_8", certainty = "read" }\n',
         "there is no instrument 'tt_8'", "change.b06.columns.qua_han.because"),
        (f'[change.b06.columns.qua_han]\napplies = {{ x = "y" }}\n{BECAUSE}',
         "'applies' is for lines and rules, not for columns", "change.b06.columns.qua_han.applies"),
        (f'[add.b06.columns.qua_han]\nheading = ["x"]\nlabel.en = "x"\n{BECAUSE}', "the base has a column 'qua_han'",
         "add.b06.columns.qua_han"),
        (f'[add.b06.columns.moi]\nafter = "x"\nheading = ["x"]\nlabel.en = "x"\n{BECAUSE}',
         "the base has no column 'x'", "add.b06.columns.moi.after"),
        (f'[change.b07]\nblank = "zero"\n{BECAUSE}', "the base has no line or rule 'b07'", "change.b07"),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_stand(on_base: Load, text: str, what: str, key: str) -> None:
    (problem,) = problems(on_base, text)
    assert (problem.what, problem.key, problem.file) == (what, key, "bieu-06-2026/edition.toml")
    assert problem.line is not None
    assert problem.line > len(HEAD.splitlines()) - 1
