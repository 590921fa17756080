"""What holds for any form is judged in every catalogue, however little its author wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.own import biblioteca

from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.errors import CatalogueError
from cchc.finding import Finding
from cchc.load import load_edition
from cchc.report import Report
from cchc.words import data

LINES = """
[lines.tre_em]
code = "7"
path = "I.7"
label = { vi = "Trong đó: trẻ em nữ", en = "Of these, girls" }
kind = "count"
unit = "visita"
printed_unit = "lượt"
part_of = "criancas"
over_time = "flow"
over_offices = "sum"
[lines.nguoi_lon]
code = "8"
path = "I.8"
label = { vi = "Lượt người lớn", en = "Visits by adults" }
kind = "count"
unit = "visita"
formula = "visitas - criancas"
example = { visitas = 9, criancas = 4, gives = "5" }
over_time = "flow"
over_offices = "sum"
[lines.perdas]
code = "10"
path = "I.10"
label = { vi = "Tỷ lệ sách mất", en = "Books lost" }
kind = "rate"
per = 1000
decimals = 1
over_time = "last"
[lines.satisfeitos]
code = "11"
path = "I.11"
label = { vi = "Tỷ lệ bạn đọc hài lòng", en = "Satisfied readers" }
kind = "rate"
over_time = "last"
"""
BROKEN: Mapping[str, Mapping[str, object]] = {
    "S001": {"visitas": -1},
    "S002": {"satisfeitos": "130 %"},
    "S003": {"criancas": 37, "visitas": 162, "parte": "99 %"},
    "S004": {"criancas": 37, "visitas": 162, "nguoi_lon": 120},
    "S005": {"criancas": 0, "visitas": 0, "parte": "0 %"},
    "S006": {"criancas": 37, "parte": "22,8 %"},
    "S007": {"leitores": {"explanation": "162"}},
    "S008": {"tre_em": {"quantity": "5", "unit": "hồ sơ"}},
    "S009": {"criancas": 5, "tre_em": 6},
    "S010": {"plano": "Số 62/KH-UBND"},
    "S011": {"period": "quý I năm 2024"},
    "S012": {"perdas": "1200 ‰"},
}
"""A report that breaks each rule of the library."""
RIGHT: Mapping[str, object] = {
    "period": "tháng 5 năm 2024",
    "visitas": 162, "criancas": 37, "parte": "22,8 %", "sabado": "Có", "plano": "Số 62/KH-UBND ngày 28/02/2024",
    "tre_em": {"quantity": "37", "unit": "lượt"}, "nguoi_lon": 125, "perdas": "12,5 ‰", "satisfeitos": "90,5 %",
}  # fmt: skip

Make = Callable[..., Catalogue]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The library's catalogue with a line that is a part and one that is computed, without any rule of its own."""

    def made(edition: str = "", rules: str = "", texts: str | None = None, periods: str = '["month"]') -> Catalogue:
        folder = biblioteca.write(tmp_path, ("vi", "en"), texts)
        lines = (folder / "leitores.toml").read_text(encoding="utf-8")
        lines = lines[: lines.index("[rules.R1]")] + LINES + rules
        (folder / "leitores.toml").write_text(lines, encoding="utf-8")
        top = (folder / "edition.toml").read_text(encoding="utf-8")
        top = top.replace("[columns]", f"{edition}\n[columns]", 1)
        top = top.replace("closing_day = 0", f"closing_day = 0, periods = {periods}")
        (folder / "edition.toml").write_text(top, encoding="utf-8")
        return load_catalogue(folder)

    return made


def told(catalogue: Catalogue, values: Mapping[str, object]) -> list[Finding]:
    report = Report.from_values(values)
    return [finding for finding in catalogue.evaluate(report).findings if finding.rule is not None]


def problems(make: Make, **parts: str) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(CatalogueError) as caught:
        make(**parts)
    return [(problem.code, problem.key, problem.hint) for problem in caught.value.problems]


def test_every_standard_rule_has_a_report_here_that_breaks_it() -> None:
    assert list(BROKEN) == list(data("standard"))


@pytest.mark.parametrize("rule", BROKEN)
def test_a_catalogue_without_rules_is_judged_by_those_of_the_library(make: Make, rule: str) -> None:
    """By a finding with the library's code, severity and texts in both languages."""
    findings = {finding.rule: finding for finding in told(make(), BROKEN[rule])}
    assert findings[rule].code == f"CCHC-{rule}"
    assert findings[rule].severity == data("standard")[rule]["severity"]
    for text in (findings[rule].message, findings[rule].suggestion or {}):
        assert set(text) == {"vi", "en"}
        assert not [words for words in text.values() if "{" in words or not words]


def test_a_right_report_breaks_none_and_all_are_judged(make: Make) -> None:
    evaluation = make().evaluate(Report.from_values(RIGHT))
    assert list(evaluation.findings) == []
    results = {id: outcome.result for id, outcome in evaluation.outcomes.items()}
    assert results == dict.fromkeys(data("standard"), "pass")


def test_a_truncated_rate_weighs_less_than_a_wrong_one(make: Make) -> None:
    (cut,) = told(make(), {"criancas": 2, "visitas": 3, "parte": "66,6 %"})
    assert (cut.rule, cut.severity) == ("S003", "warning")


def test_a_catalogue_turns_rules_off_and_lets_others_weigh_otherwise(make: Make) -> None:
    catalogue = make('standard = { S003 = "info", S006 = "off" }')
    assert "S006" not in catalogue.rules
    assert told(catalogue, BROKEN["S006"]) == []
    (finding,) = told(catalogue, BROKEN["S003"])
    assert finding.severity == "info"
    assert [each.severity for each in told(catalogue, {"criancas": 2, "visitas": 3, "parte": "66,6 %"})] == ["info"]


def test_a_form_says_for_which_periods_it_is(make: Make) -> None:
    """In words of either language; one that names none is for any."""
    (finding,) = told(make(periods='["month", "year"]'), {"period": "6 tháng đầu năm 2024"})
    assert finding.expected == "tháng, năm"
    assert finding.message["en"].endswith("(it is for: a month, a year).")


def test_a_form_that_names_no_period_is_for_any(make: Make) -> None:
    assert "S011" not in make(periods="[]").rules


def test_a_kind_of_period_that_there_is_not_is_told(make: Make) -> None:
    assert problems(make, periods='["months"]') == [("CCHC-L003", "calendar.periods", "did you mean month?")]


def test_the_latest_closing_day_is_the_27th(make: Make, tmp_path: Path) -> None:
    """Such a catalogue judges reports; one that closes later is refused when it is loaded, not when it reads one."""
    make()
    top = tmp_path / "biblioteca-2024" / "edition.toml"
    top.write_text(top.read_text("utf-8").replace("closing_day = 0", "closing_day = 27"), encoding="utf-8")
    catalogue = Catalogue(load_edition(top.parent))
    assert catalogue.evaluate(Report.from_values(RIGHT)).outcomes["S011"].result == "pass"
    top.write_text(top.read_text("utf-8").replace("closing_day = 27", "closing_day = 28"), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_edition(top.parent)
    assert [problem.key for problem in caught.value.problems] == ["calendar.closing_day"]


OWN = """
[rules.R1]
check = "agrees(parte)"
severity = "warning"
nature = "definitional"
says = { vi = "Sai tỷ lệ.", en = "A wrong rate." }
advice = { vi = "Sửa lại.", en = "Correct it." }
good = { criancas = 1, visitas = 2, parte = "50 %" }
bad = { criancas = 1, visitas = 2, parte = "60 %" }
"""


def test_a_rule_of_its_own_that_checks_the_same_comes_first(make: Make) -> None:
    """A catalogue that was written before the library had the rule is not told twice."""
    assert [finding.rule for finding in told(make(rules=OWN), BROKEN["S003"])] == ["R1"]


def test_a_rule_may_stand_for_one_of_the_library_and_answers_to_its_name(make: Make) -> None:
    rules = OWN.replace("agrees(parte)", "0 <= printed(parte) <= 150").replace('"60 %"', '"160 %"')
    catalogue = make(rules=rules + 'stands_for = "S002"\n')
    assert "S002" not in {finding.rule for finding in told(catalogue, BROKEN["S002"])}
    assert catalogue["S002"] is catalogue["CCHC-S002"] is catalogue.rules["R1"]


def test_codes_of_its_own_rules_have_the_catalogue_s_prefix(make: Make) -> None:
    catalogue = make('prefix = "TV"', rules=OWN)
    assert [finding.code for finding in told(catalogue, BROKEN["S003"])] == ["TV-R001"]
    assert catalogue["TV-R001"] is catalogue.rules["R1"]
    assert catalogue.rules["S001"].code == "CCHC-S001"


def test_a_catalogue_words_a_standard_rule_itself(make: Make) -> None:
    texts = '[standard.S001]\nsays.vi = "Âm: {it} (mục {it.code})."\n'
    (finding,) = told(make(texts=texts), BROKEN["S001"])
    assert finding.message["vi"] == "Âm: -1 (mục I.1)."
    assert "negative" in finding.message["en"]


def test_a_rule_quotes_the_figure_that_it_judged(make: Make) -> None:
    """A printed 25 is no negative number; what the form's own figures give is."""
    found = told(make(), {"visitas": 5, "criancas": 9, "nguoi_lon": 25})
    (negative,) = (finding for finding in found if finding.rule == "S001")
    (differs,) = (finding for finding in found if finding.rule == "S004")
    assert (negative.observed, differs.observed, differs.expected) == ("-4", "25", "-4")
    assert negative.message["en"] == "Visits by adults: a negative number (-4)."


@pytest.mark.parametrize(
    ("parts", "code", "key", "hint"),
    [
        ({"edition": 'standard = { S03 = "off" }'}, "CCHC-L004", "standard.S03", "did you mean S003?"),
        ({"edition": 'standard = { S003 = "of" }'}, "CCHC-L003", "standard.S003", "did you mean off?"),
        ({"edition": 'prefix = "tv"'}, "CCHC-L003", "prefix", 'two to ten of A-Z and 0-9, such as "TDP"'),
        ({"rules": OWN + 'stands_for = "S99"\n'}, "CCHC-L004", "rules.R1.stands_for", "S001 to S012"),
        ({"rules": LINES.replace("tre_em", "b").replace("I.7", "I.9").replace('"7"', '"9"').split("[lines.nguoi")[0]
          .replace('"criancas"', '"crianca"')}, "CCHC-L004", "lines.b.part_of", "did you mean criancas?"),
        ({"rules": LINES.replace("tre_em", "b").replace("I.7", "I.9").replace('"7"', '"9"').split("[lines.nguoi")[0]
          .replace('"criancas"', '"parte"')}, "CCHC-L006", "lines.b.part_of", None),
        ({"rules": LINES.replace("tre_em", "b").replace("I.7", "I.9").replace('"7"', '"9"').split("[lines.nguoi")[0]
          .replace('"criancas"', '"b"')}, "CCHC-L003", "lines.b.part_of", None),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_where_it_stands(
    make: Make, parts: Mapping[str, str], code: str, key: str, hint: str | None
) -> None:
    assert problems(make, **parts) == [(code, key, hint)]


def test_standard_rules_need_no_samples_and_lint_stays_silent(make: Make, tmp_path: Path) -> None:
    make()
    assert lint_catalogue(tmp_path / "biblioteca-2024").rules["S001"].is_standard


def test_the_ward_form_keeps_its_codes() -> None:
    """Its own rules stand for each of the library's that its lines would have."""
    assert not [id for id in load_catalogue("phuong-2024").rules if id.startswith("S")]


def test_a_period_of_another_kind_is_named_in_the_reader_s_language(make: Make) -> None:
    """Where the form has no title to quote."""
    catalogue = make(periods='["quarter"]')
    (finding,) = (each for each in catalogue.evaluate(Report.from_values(RIGHT)).findings if each.rule == "S011")
    assert finding.message["vi"].startswith("“tháng 5/2024”")
