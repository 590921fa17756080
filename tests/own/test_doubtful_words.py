"""Figures on forms in English and Portuguese that no careful official would take for what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc import Catalogue, load_catalogue
from cchc.readers import read_report
from cchc.value import Missing, Reported

EDITION = """title.{language} = "{title}"
languages = ["{language}"]
in_force = {{ from = 2024-01-01 }}
[lines.visits]
code = "1"
label.{language} = "{label}"
kind = "count"
"""
FORMS = {"en": ("Clinic return", "Visits", "March 2026"), "pt": ("Mapa mensal", "Consultas", "Março de 2026")}
DOUBTFUL = {
    "en": [
        "20 planned",
        "20 expected",
        "30 or so",
        "30 (estimate)",
        "5 per day",
        "5 pending",
        "about 20",
        "> 30",
        "20-25",
        "20?",
    ],
    "pt": ["20 previstas", "30 (estimativa)", "cerca de 30", "5 por dia", "5 pendentes", "20-25"],
}
CERTAIN = {"en": ["12 visits", "12", "12 (of which 3 new)"], "pt": ["12 consultas", "12"]}


def catalogue(language: str, folder: Path) -> Catalogue:
    title, label, _ = FORMS[language]
    (folder / "form").mkdir()
    text = EDITION.format(language=language, title=title, label=label)
    (folder / "form" / "edition.toml").write_text(text, encoding="utf-8")
    return load_catalogue(folder / "form")


def filed(catalogue: Catalogue, language: str, cell: str) -> bytes:
    title, label, period = FORMS[language]
    heads = [catalogue.edition.columns[id].headings[0] for id in catalogue.edition.columns]
    return "\n".join([title, period, "\t".join(heads), f"1\t{label}\t{cell}\t\t", ""]).encode()


@pytest.mark.parametrize(("language", "cell"), [(each, cell) for each in DOUBTFUL for cell in DOUBTFUL[each]])
def test_a_doubtful_figure_is_asked_about(language: str, cell: str, tmp_path: Path) -> None:
    own = catalogue(language, tmp_path)
    evaluation = own.evaluate(read_report(filed(own, language, cell), own, name="form.txt"))
    assert isinstance(evaluation["visits"], Missing)
    assert "CCHC-C005" in [finding.code for finding in evaluation.findings if finding.indicators == ("visits",)]


@pytest.mark.parametrize(("language", "cell"), [(each, cell) for each in CERTAIN for cell in CERTAIN[each]])
def test_a_plain_figure_is_read(language: str, cell: str, tmp_path: Path) -> None:
    own = catalogue(language, tmp_path)
    evaluation = own.evaluate(read_report(filed(own, language, cell), own, name="form.txt"))
    assert evaluation["visits"] == Reported(12)
    assert evaluation.findings == ()
