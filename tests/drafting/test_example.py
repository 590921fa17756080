"""The example of the guide, from the empty form to a checked report: births and deaths registered at a commune."""

from __future__ import annotations

from pathlib import Path

import cchc
from cchc.catalogue import lint_catalogue
from cchc.drafting import drafted
from cchc.errors import Problem
from cchc.load import load_edition
from cchc.readers import formats

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "ho-tich-11a"
RIGHT = (FOLDER / "right.tsv").read_text(encoding="utf-8")


def found(form: str) -> dict[str, str | None]:
    """The findings of a filled form: the figure that each names, by code."""
    catalogue = cchc.load_catalogue(FOLDER)
    report = cchc.read_report(form.encode(), catalogue, name="11a.tsv")
    return {finding.code: finding.figure for finding in catalogue.evaluate(report).findings}


def test_the_catalogue_has_no_mistakes() -> None:
    """Whoever copies it has nothing to mend, but for what its figures count; a right form has nothing to be told."""
    notes: list[Problem] = []
    lint_catalogue(FOLDER, notes.append)
    assert [note.key for note in notes] == ["title", "title"]
    assert found(RIGHT) == {}


def test_a_wrong_cell_is_found_where_it_stands() -> None:
    """Within a row, within a column, and between the two ways in which births are parted."""
    assert found(RIGHT.replace("16 tuổi\t1\t1", "16 tuổi\t1\t2")) == {
        "CCHC-T001": "kskt[Trẻ em từ 6 tuổi đến dưới 16 tuổi].nam"
    }
    moved = RIGHT.replace("trong nước\t47\t25\t22\t44\t3", "trong nước\t46\t25\t21\t43\t3")
    assert "CCHC-R001" in found(moved)


def test_the_draft_of_the_empty_form_has_its_columns_and_rows(tmp_path: Path) -> None:
    """What a person adds to the draft are formulas and a rule; columns, rows, codes and nesting are there already."""
    data = (FOLDER / "blank.tsv").read_bytes()
    draft = drafted(formats.read_form(data, "blank.tsv"), "ho-tich")
    (tmp_path / "ho-tich").mkdir()
    (tmp_path / "ho-tich" / "edition.toml").write_text(draft.files["edition.toml"], encoding="utf-8")
    (made,) = load_edition(tmp_path / "ho-tich").tables.values()
    (kept,) = load_edition(FOLDER).tables.values()
    assert {id: column.heading for id, column in made.columns.items()} == {
        id: column.heading for id, column in kept.columns.items()
    }
    assert [(row.code, row.label["vi"], depth(made.rows, row.id)) for row in made.rows.values()] == [
        (row.code, row.label["vi"], depth(kept.rows, row.id)) for row in kept.rows.values()
    ]


def depth(rows: object, id: str | None) -> int:
    """How many rows a row is under."""
    assert hasattr(rows, "__getitem__")
    return 0 if id is None else 1 + depth(rows, rows[id].under)
