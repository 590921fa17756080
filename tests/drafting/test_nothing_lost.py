"""What stands in a file is in its draft, or the draft and the terminal say that it is not; a guess is marked as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner

from cchc.cli import commands
from cchc.cli.words import Words
from cchc.drafting import drafted
from cchc.readers import formats

VISITS = ("", "II. VISITS", "Service|Male|Female|Total", "OPD|10|20|30", "ANC|1|2|3")
HEAD = ("MONTHLY REPORT OF THE CLINIC", "May 2025", "")


def text_of(lines: tuple[str, ...]) -> str:
    raw = formats.read_form("\n".join(line.replace("|", "\t") for line in lines).encode(), "form.tsv")
    return drafted(raw, "form").files["edition.toml"]


@pytest.mark.parametrize("heads", ["CONCEPT|NUMBER", "Item|Number", "Content|Quantity", "No.|Number"])
@pytest.mark.parametrize("figures", [("30", "12", "4"), ("", "", "")])
def test_a_list_of_labels_and_figures_is_a_table(heads: str, figures: tuple[str, ...]) -> None:
    """Whatever the labels are headed, a number behind each is its figure."""
    rows = [f"{label}|{figure}" for label, figure in zip(("Days in month", "Beds", "Doctors"), figures, strict=True)]
    first = tomli.loads(text_of((*HEAD, "I. GENERAL DATA", heads, *rows, *VISITS)))["table"]["t1"]
    assert first["stub"] == [{"is": "label", "heading": [heads.partition("|")[0]]}]
    assert [column["heading"] for column in first["columns"]] == [[heads.partition("|")[2]]]
    assert [row["label"]["en"] for row in first["rows"]] == ["Days in month", "Beds", "Doctors"]


def test_codes_are_codes_beside_labels() -> None:
    """ "Item" over numbers, with words beside them, is the code of a row."""
    first = tomli.loads(text_of((*HEAD, "Item|Service|Male|Female", "1|Visits of men|10|20", "2|Other visits|1|2")))
    assert [stub["is"] for stub in first["table"]["t1"]["stub"]] == ["code", "label"]


def test_rows_that_are_not_drafted_are_told(tmp_path: Path) -> None:
    """In the draft and on the terminal, over the first table as well."""
    lines = (*HEAD, "Days in month|30", "Beds|12", *VISITS)
    text = text_of(lines)
    assert "that these rows are of no table: “Days in month | 30”, “Beds | 12”" in text
    (tmp_path / "form.tsv").write_text("\n".join(line.replace("|", "\t") for line in lines), encoding="utf-8")
    asked = ["catalogue", "new", str(tmp_path / "form.tsv"), "-o", str(tmp_path / "form"), "--lang", "en"]
    told = CliRunner().invoke(commands, asked, obj=Words("en")).output
    assert "(2): “Days in month | 30”; “Beds | 12”" in " ".join(told.split())


def test_whoever_signs_is_no_row() -> None:
    """A name apart, below the rows."""
    rows = tomli.loads(text_of((*HEAD, *VISITS[1:], "", "The Medical Superintendent")))["table"]["t1"]["rows"]
    assert [row["label"]["en"] for row in rows] == ["OPD", "ANC"]


@pytest.mark.parametrize(
    ("title", "words", "language", "is_guess"),
    [
        ("INFORME MENSUAL", "Camas del servicio|Egresos en el mes|Defunciones|Años", "es", True),
        ("RELATÓRIO MENSAL", "Serviços da unidade|Consultas no mês|Óbitos não registrados|Ações", "pt", False),
        ("MONTHLY REPORT", "Service of the clinic|Number of visits|With cards|Other", "en", False),
        ("RAPPORT MENSUEL", "Service|Visites|Hommes|Femmes", "en", True),
    ],
)
def test_a_language_that_is_guessed_is_marked(title: str, words: str, language: str, is_guess: bool) -> None:
    text = text_of((title, "", words, "A|1|2|3", "B|4|5|6"))
    line = next(line for line in text.splitlines() if line.startswith("languages"))
    assert (f'["{language}"]' in line, "#?" in line) == (True, is_guess)


def test_who_stands_over_a_form_is_not_its_title() -> None:
    """What stands on every report is its letterhead, which no report is asked about."""
    head = ("MINISTRY OF HEALTH", "GENERAL HOSPITAL OF THE NORTHERN PROVINCES", "Movement of patients")
    found = tomli.loads(text_of((*head, "", *VISITS[2:])))
    assert found["title"] == {"en": "Movement of patients"}
    assert found["letterhead"] == ["MINISTRY OF HEALTH"]
