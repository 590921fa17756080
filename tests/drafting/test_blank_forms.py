"""Blank forms in three languages, as programs save them: what is drafted of a column is right, or marked as a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.drafting import blank_forms
from tests.drafting.test_drafts import draft, line_of, text_of

import cchc
from cchc.cli import commands
from cchc.cli.words import Words
from cchc.errors import Problem
from cchc.load import load_edition

DRAFT_NOTES = {"CCHC-L012", "CCHC-L014"}


@pytest.mark.parametrize("name", blank_forms.NAMES)
def test_a_column_is_what_it_is_or_its_line_is_marked(name: str, tmp_path: Path) -> None:
    """Kind, unit, way over time, sign, whole and formula; `mistaken` are those that nothing printed tells."""
    form = blank_forms.of(name)
    made = draft(blank_forms.file_of(form), tmp_path / name, f"{name}.{form['file']}")
    (table,) = cchc.load_catalogue(tmp_path / name).edition.tables.values()
    expected = blank_forms.columns_of(form)
    assert [column.heading[-1] for column in table.printed] == [heading for heading, *_ in expected]
    mistaken = [
        column
        for column, (_, words, formula) in zip(table.printed, expected, strict=True)
        if not blank_forms.is_so(column, words, formula)
    ]
    assert [column.heading[-1] for column in mistaken] == form.get("mistaken", [])
    text = made.files["edition.toml"]
    assert all("#?" in line_of(text, f'id = "{column.id}"') for column in mistaken)


@pytest.mark.parametrize("name", blank_forms.NAMES)
def test_a_draft_has_no_mistakes_only_notes(name: str, tmp_path: Path) -> None:
    """Whatever is guessed fits together; what is left to say are notes."""
    form = blank_forms.of(name)
    draft(blank_forms.file_of(form), tmp_path / name, f"{name}.{form['file']}")
    notes: list[Problem] = []
    edition = load_edition(tmp_path / name, told=notes.append)
    assert edition.status.value == "draft"
    assert {note.code for note in notes} <= DRAFT_NOTES, [str(note) for note in notes]


def test_what_nothing_prints_of_many_columns_is_said_once_and_marked() -> None:
    """How figures add up over time, and how many decimals they have: of the table, and not of each of its columns."""
    text = text_of("REPORT 2025", "No.|Ward|Births|Funds (USD)", "1|North||", "2|South||")
    assert "#? guessed" in line_of(text, 'over_time = "flow"')
    assert "#? guessed" in line_of(text, "decimals = 2")


def test_parts_are_no_parts_where_a_figure_says_otherwise() -> None:
    """Of a filled form the columns behind a total are not parts of it where one of them is greater."""
    heads = ("BÁO CÁO NĂM 2025", "STT|Trường|Học sinh||", "||Tổng số|Nữ|Lượt học")
    text = text_of(*heads, "1|Trường A|10|4|12", "2|Trường B|9|5|30")
    assert 'part_of = "tong_so"' in line_of(text, '"Nữ"')
    assert "part_of" not in line_of(text, '"Lượt học"')


def test_figures_of_one_sum_have_one_unit() -> None:
    """A guess gives way to a printed sum: its parts could not be added otherwise, and the sum would be lost."""
    text = text_of("BÁO CÁO NĂM 2025", "STT|Xã|Số hộ|Số người|Cộng", "1|2|3|4|5=3+4", "1|Mường Phăng|||")
    assert "unit" not in line_of(text, '"Số hộ"')
    assert 'number = "5=3+4"' in line_of(text, '"Cộng"')


@pytest.mark.parametrize(("locale", "language", "said"), [("", (), "guessed"), ("vi_VN", ("--lang", "vi"), "đoán")])
def test_a_draft_speaks_the_language_of_its_form_unless_another_is_chosen(
    tmp_path: Path, locale: str, language: tuple[str, ...], said: str
) -> None:
    """Where nobody said which language is wanted, comments on an English form are English."""
    form = tmp_path / "form.tsv"
    form.write_text("ANNUAL RETURN\nNo.\tWard\tBirths\n1\tNorth\t\n2\tSouth\t\n", encoding="utf-8")
    arguments = ["catalogue", "new", str(form), "-o", str(tmp_path / "moi"), *language]
    ran = CliRunner().invoke(commands, arguments, obj=Words(locale), standalone_mode=False)
    assert ran.return_value == 0, ran.output
    assert f"#? {said}" in (tmp_path / "moi" / "edition.toml").read_text(encoding="utf-8")


def test_so_much_for_each_of_something_is_a_mean() -> None:
    """Pupils per teacher do not add up; what is per cent, or per thousand, is a rate."""
    text = text_of("REPORT 2025", "No.|Ward|Pupils per teacher|Staff per cent|Births per 1,000 people", "1|North|||")
    assert 'over_rows = "reported"' in line_of(text, "Pupils per teacher")
    assert all("reported" not in line_of(text, heading) for heading in ("Staff per cent", "Births per 1,000"))


def test_what_is_guessed_is_told_to_its_end(tmp_path: Path) -> None:
    """Lint quotes a guess whole, its way out included."""
    (tmp_path / "thu").mkdir()
    lines = ("REPORT 2025", "No.|Ward|Births", "1|North|", "2|South|")
    (tmp_path / "thu" / "edition.toml").write_text(text_of(*lines), encoding="utf-8")
    notes: list[Problem] = []
    load_edition(tmp_path / "thu", told=notes.append)
    assert any(note.what.endswith("use `open` instead") for note in notes)
