"""Cells as offices word them in English and Portuguese, each with its right reading, in a form otherwise right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cchc import Catalogue, load_catalogue
from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.value import Missing, Reason, Reported

EDITION = """title.{language} = "{title}"
languages = ["{language}"]
in_force = {{ from = 2024-01-01 }}
"""
LINE = """[lines.{id}]
code = "{code}"
label.{language} = "{label}"
kind = "{kind}"
"""
KINDS = {"visits": "count", "staff": "count", "rate": "percentage", "open": "yes-no"}
FORMS: dict[str, Mapping[str, str]] = {
    "en": {
        "title": "Clinic return", "period": "March 2026", "visits": "Visits", "staff": "Number of staff trained",
        "rate": "Share of visits answered in time", "open": "Is the pharmacy open?", "yes": "yes",
    },
    "pt": {
        "title": "Mapa mensal", "period": "Março de 2026", "visits": "Consultas",
        "staff": "Número de funcionários formados", "rate": "Percentagem de consultas a tempo",
        "open": "A farmácia está aberta?", "yes": "sim",
    },
}  # fmt: skip
LINES = (Path(__file__).parent / "worded.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Catalogue]:
    made = {}
    for language, form in FORMS.items():
        folder = tmp_path_factory.mktemp(language)
        lines = (
            LINE.format(id=id, code=code, language=language, label=form[id], kind=kind)
            for code, (id, kind) in enumerate(KINDS.items(), start=1)
        )
        text = EDITION.format(language=language, title=form["title"]) + "".join(lines)
        (folder / "edition.toml").write_text(text, encoding="utf-8")
        made[language] = load_catalogue(folder)
    return made


def evaluated(own: Catalogue, language: str, line: str, cell: str) -> Evaluation:
    """The form with one cell worded anew."""
    form = FORMS[language]
    cells = {"visits": "12", "staff": "9", "rate": "95", "open": form["yes"], line: cell}
    heads = [own.edition.columns[id].headings[0] for id in own.edition.columns]
    rows = [f"{code}\t{form[id]}\t{cells[id]}\t\t" for code, id in enumerate(KINDS, start=1)]
    text = "\n".join([form["title"], form["period"], "\t".join(heads), *rows, ""])
    return own.evaluate(read_report(text.encode(), own, name="form.txt"))


def shown(evaluation: Evaluation, line: str) -> str:
    match evaluation[line]:
        case Reported(bool() as answer):
            return "yes" if answer else "no"
        case Reported(number):
            return str(number)
        case Missing(Reason.NONE | Reason.NOT_ARISEN):
            return "0"
    return "none"


@pytest.mark.parametrize(("language", "line", "cell", "reads", "told"), ROWS, ids=map(" | ".join, ROWS))
def test_a_cell_gives_what_a_careful_official_would_have_read(
    catalogues: Mapping[str, Catalogue], language: str, line: str, cell: str, reads: str, told: str
) -> None:
    """The reading was written down before anything had read the cell; right wordings alarm nobody, others are told."""
    evaluation = evaluated(catalogues[language], language, line, cell)
    is_loud = any(each.severity is not Severity.INFO for each in evaluation.findings if line in each.indicators)
    if reads != "any":
        assert shown(evaluation, line) == reads
    if told == "no":
        assert all(each.severity is Severity.INFO for each in evaluation.findings)
    elif told == "warning":
        assert is_loud


@pytest.mark.parametrize(
    ("language", "cell", "reads"),
    [
        ("en", "12 for the quarter", "12"),
        ("en", "This quarter: 12", "12"),
        ("en", "12 for the year", "none"),
        ("pt", "12 no trimestre", "12"),
        ("pt", "12 no ano", "none"),
    ],
)
def test_what_is_said_of_all_of_a_period_is_the_figure_of_a_report_on_it(
    catalogues: Mapping[str, Catalogue], monkeypatch: pytest.MonkeyPatch, language: str, cell: str, reads: str
) -> None:
    """On a form of a quarter, "for the quarter" says what "for the month" says on one of a month."""
    period = {"en": "Q1 2026", "pt": "1.º trimestre de 2026"}[language]
    monkeypatch.setitem(FORMS, language, {**FORMS[language], "period": period})
    assert shown(evaluated(catalogues[language], language, "visits", cell), "visits") == reads
