"""Figures on forms in English and Portuguese that no careful official would take for what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc import Catalogue, load_catalogue
from cchc.readers import read_report
from cchc.value import Missing, Reason, Reported

EDITION = """title.{language} = "{title}"
languages = ["{language}"]
in_force = {{ from = 2024-01-01 }}
[lines.visits]
code = "1"
label.{language} = "{label}"
kind = "count"
"""
FORMS = {"en": ("Clinic return", "Visits", "March 2026"), "pt": ("Mapa mensal", "Consultas", "Março de 2026")}
# fmt: off
DOUBTFUL = {
    "en": [
        "approx. 20", "approximately 20", "c. 30", "ca. 30", "circa 30", "about 20", "around 20", "roughly 20",
        "some 20", "12 to 15", "between 12 and 15", "from 12 to 15", "12-15 staff", "12–15", "12 or 13", "over 20",
        "more than 20", "nearly 20", "almost 20", "at least 20", "at most 20", "up to 20", "no more than 20",
        "not more than 20", "fewer than 20", "less than 20", "under 20", "below 20", "20+", "20 plus", "20 or more",
        "20 and above", "20 or fewer", "~20", "≈ 20", "half of 40", "a third of 30", "5 dozen", "3 hundred",
        "2 thousand", "20 (est.)", "20 (estimated)", "20 (provisional)", "20 provisional", "20 (tbc)",
        "20 to be confirmed", "20 so far", "20 remaining", "20 left", "20 more", "20 fewer",
        "20 fewer than last month", "up 20", "down by 5", "+20", "increase of 20", "20 last month", "20 in April",
        "20 (April)", "20 cancelled", "20 overdue", "20 outstanding", "20 per month", "20 a day", "20 each",
        "20 each month", "20 weekly", "target 20", "target: 20", "20 (target)",  "20 scheduled",
        "20 due", "will hold 20", "to hold 20", "20 next month", "20 short", "20 or 21", "20, 21", "20 and 5",
         "20 + 5", "20 x 3", "20 not yet held", "not 20", "no 20", "maybe 20", "probably 20",
        "20 probably", "20 i think", "perhaps 20", "20 minimum", "min. 20", "max 20", "minimum 20", "20 on average",
        "average 20", "avg 20", "average of 20", "cumulative 20", "20 cumulative", "20 year to date", "20 YTD",
        "YTD 20", "5 (YTD 20)", "5 (year to date 20)", "5 this month, 20 year to date", "20 planned", "20 expected",
        "30 or so", "30 (estimate)", "5 per day", "5 pending", "> 30", "20-25", "20?",
        "3 in progress", "3 under way", "3 ongoing",
        "5 male, 7 female", "7 + 5", "12 visits in February", "12 visits in 2025", "12 district visits",
        "12 visits by the district team", "12 visits, to be verified", "12 (please check)", "12 (not final)",
        "12 draft", "12 (old figure)", "12 visits so far", "12 rescheduled", "12 no-shows", "12 visits missed",
        "12 visits refused", "just over 12", "well over 12", "12ish", "12 visits per nurse", "12 visits weekly",
        "12 (est)", "12 visits expected by April", "12-14",
    ],
    "pt": [
        "aprox. 20", "aproximadamente 20", "cerca de 20", "por volta de 20", "uns 20", "umas 20", "quase 20",
        "mais de 20", "mais do que 20", "menos de 20", "pelo menos 20", "no mínimo 20", "no máximo 20", "até 20",
        "acima de 20", "abaixo de 20", "20 ou mais", "20 ou menos", "entre 12 e 15", "12 a 15", "12 à 15",
        "de 12 a 15", "12 ou 13", "20+", "~20", "metade de 40", "5 dúzias", "20 mil", "20 em 45", "20 previstas",
        "20 por confirmar", "20 (provisório)", "20 provisórias", "20 por mês", "20 mensais", "20 em média",
        "média de 20", "média 20", "20 a mais", "20 a menos", "mais 20", "menos 20", "aumento de 20",
        "20 no mês passado", "20 em abril", "20 canceladas", "20 em falta", "faltam 20", "restam 20", "20 restantes",
        "meta 20", "meta: 20",  "planeadas 20", "20 planeadas", "20 agendadas", "20 programadas",
        "talvez 20", "20 acumuladas", "acumulado 20", "5 (acumulado 20)", "20 e 5", "20 + 5", "30 (estimativa)",
        "5 por dia", "5 pendentes", "20-25", "3 em curso", "3 em andamento",
        "5 homens, 7 mulheres", "7 + 5", "12 consultas em fevereiro", "12 consultas em 2025",
        "12 consultas do distrito", "12 consultas feitas pela equipa distrital", "12 consultas, a verificar",
        "12 (favor confirmar)", "12 (não definitivo)", "12 rascunho", "12 (valor antigo)",
        "12 consultas até agora", "12 remarcadas", "12 faltas", "12 consultas desmarcadas",
        "12 consultas recusadas", "pouco mais de 12", "bem mais de 12", "12 consultas por enfermeiro",
        "12 consultas semanais", "12 (est.)", "12 consultas esperadas até abril", "12-14",
    ],
}
CERTAIN = {
    "en": [
        "12 visits", "12 (twelve)", "12 total", "Total 12", "Total: 12 visits", "12 visits in March", "12 in total",
        "12 clinic visits", "12, all on time", "12 (see annex)", "there were 12 visits", "12 (of which 3 new)", "12",
        "12 visits (9 women, 3 men)",
    ],
    "pt": [
        "12 consultas", "12 (doze)", "Total 12", "Total: 12 consultas", "12 no total", "12 consultas em março",
        "12 consultas realizadas", "foram 12 consultas", "12 (ver anexo)", "12", "12 (das quais 3 novas)",
    ],
}
NOTED = {
    "en": [
        "20 of 45", "20 out of 45", "20 of the 45", "20 visits and 5 calls", "20 (target 25)", "20/45 visits",
    ],
    "pt": [
        "20 (meta 25)", "20 de 45", "20 do total de 45", "20 das 45 consultas",
    ],
}
READ = {
    "en": [
        "12 patient visits", "12 visits to the clinic", "A total of 12 visits", "We had 12 visits",
        "We recorded 12 visits", "Twelve", "twelve visits", "Twelve (12) visits", "12 (twelve) visits",
        "March: 12", "12 visits, none cancelled", "12 visits (all first-time)", "Visits: 12",
        "12 - see register", "12 visits as per register", "12 visits completed", "12*", "12.", "12 nos.",
        "12 visits, 2 more than in February", "12 visits (10 in February)", "12 (5 male, 7 female)", "7 + 5 = 12",
        "12 visits by 9 patients", "12 visits; 3 referrals", "12 visits (incl. 2 emergencies)",
        "12 visits, including 2 emergencies", "12/15 visits", "12 out of 15 planned", "12 visits were made",
        "Only 12 visits", "12 visits for the month", "12 visits in March 2026", "12 visits (target: 15)",
    ],
    "pt": [
        "12 consultas médicas", "12 consultas no centro de saúde", "Um total de 12 consultas",
        "Tivemos 12 consultas", "Registámos 12 consultas", "Realizaram-se 12 consultas",
        "Foram realizadas 12 consultas", "Doze", "doze consultas", "Doze (12) consultas", "12 (doze) consultas",
        "Março: 12", "12 consultas, nenhuma cancelada", "12 consultas (todas de primeira vez)", "Consultas: 12",
        "N.º de consultas: 12", "12 - ver registo", "12 consultas conforme registo", "12 consultas concluídas",
        "12*", "12.", "12 consultas, mais 2 do que em fevereiro", "12 consultas (10 em fevereiro)",
        "12 (5 homens, 7 mulheres)", "7 + 5 = 12", "12 consultas; 3 encaminhamentos",
        "12 consultas, incluindo 2 urgências", "12/15 consultas", "12 das 15 planeadas", "Apenas 12 consultas",
        "12 consultas durante o mês", "12 consultas em março de 2026", "12 consultas (meta: 15)",
    ],
}
NONE = {
    "en": [
        "none", "nil", "no visits", "none held", "zero",
        "No visits recorded this month", "none this month",
    ],
    "pt": [
        "nenhuma", "não houve", "sem consultas", "zero",
        "Não se realizaram consultas",
    ],
}
# fmt: on


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


@pytest.mark.parametrize(("language", "cell"), [(each, cell) for each in READ for cell in READ[each]])
def test_a_figure_amid_words_is_read_and_alarms_nobody(language: str, cell: str, tmp_path: Path) -> None:
    own = catalogue(language, tmp_path)
    evaluation = own.evaluate(read_report(filed(own, language, cell), own, name="form.txt"))
    assert evaluation["visits"] == Reported(12)
    assert {finding.code for finding in evaluation.findings} <= {"CCHC-C014"}


@pytest.mark.parametrize(("language", "cell"), [(each, cell) for each in NOTED for cell in NOTED[each]])
def test_what_is_read_past_other_words_is_told(language: str, cell: str, tmp_path: Path) -> None:
    own = catalogue(language, tmp_path)
    evaluation = own.evaluate(read_report(filed(own, language, cell), own, name="form.txt"))
    assert evaluation["visits"] == Reported(20)
    assert [finding.code for finding in evaluation.findings] == ["CCHC-C014"]


@pytest.mark.parametrize(("language", "cell"), [(each, cell) for each in NONE for cell in NONE[each]])
def test_words_for_none_are_read(language: str, cell: str, tmp_path: Path) -> None:
    own = catalogue(language, tmp_path)
    evaluation = own.evaluate(read_report(filed(own, language, cell), own, name="form.txt"))
    assert evaluation["visits"] == Missing(Reason.NONE)
    assert evaluation.findings == ()
