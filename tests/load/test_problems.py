"""Every mistake in a catalogue is told, each with its code, file, line and what would mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tables import small

from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

Mistakes = Callable[..., tuple[Problem, ...]]

LINES, RULES, FORM, AUXILIARY = (
    "nho-2024/lines.toml",
    "nho-2024/rules.toml",
    "nho-2024/edition.toml",
    "nho-2024/auxiliary.toml",
)

ONE_MISTAKE = [
    # file, old, new, code, line, part of what is said, part of the hint
    pytest.param(LINES, 'kind = "heading"', 'kind = "heading', "L001", 5, "", None, id="a text that is not closed"),
    pytest.param(LINES, "[xong]", "[giao]", "L005", 17, "", "once", id="two tables of one name"),
    pytest.param(LINES, 'unit = "nhiem_vu"', 'untis = "nhiem_vu"', "L002", 12, "untis", None, id="unknown key"),
    pytest.param(
        LINES, 'unit = "nhiem_vu"', 'unit = "nhiem_vu"\nnone = "0"', "L003", 13, "'0'", None, id="none = text"
    ),
    pytest.param(LINES, 'code = "I"', "code = 5", "L003", 2, "5 (a whole number)", 'write "5"', id="number for a text"),
    pytest.param(LINES, 'kind = "heading"', 'kind = "headng"', "L003", 5, "headng", "heading", id="unknown kind"),
    pytest.param(
        LINES, 'kind = "heading"', 'deprecated = "no"\nkind = "heading"', "L003", 5, "'no'", None, id="no bool"
    ),
    pytest.param(LINES, 'path = "I.2"', 'path = "I.1"', "L005", 19, "'giao'", None, id="a path twice"),
    pytest.param(LINES, 'path = "I.2"', 'path = "I.4"', "L003", 19, "does not fit", "I.2", id="code unlike its place"),
    pytest.param(LINES, 'code = "-"', 'code = "2.1"', "L003", 9, "does not fit", "I.2.1", id="printed code elsewhere"),
    pytest.param(LINES, 'path = "I.3.1"', 'path = "II.1"', "L004", 42, "path II", None, id="no parent"),
    pytest.param(LINES, 'unit = "nhiem_vu"', 'unit = "nhiem_vuu"', "L004", 12, "nhiem_vuu", "nhiem_vu", id="no unit"),
    pytest.param(LINES, '"last"', '"lasst"', "L004", 13, "lasst", "last", id="no aggregation"),
    pytest.param(LINES, '["day_du"]', '["day_duu"]', "L004", 45, "day_duu", "day_du", id="no status word"),
    pytest.param(LINES, '"nd_61_2018"', '"nd_61_2019"', "L004", 15, "nd_61_2019", "nd_61_2018", id="no instrument"),
    pytest.param(LINES, "[xong]", '[xong]\npair = "con_laii"', "L004", 18, "con_laii", "con_lai", id="no auxiliary"),
    pytest.param(LINES, "[xong]", '[xong]\nstatuses = ["day_du"]', "L003", 18, "count", None, id="statuses of a count"),
    pytest.param(LINES, 'en = "PLAN"', 'en = ""', "L008", 4, "'en'", None, id="an empty translation"),
    pytest.param(LINES, ', en = "PLAN"', "", "L008", 4, "'en'", None, id="a missing translation"),
    pytest.param(LINES, 'en = "PLAN"', 'en = "PLAN", english = "PLAN"', "L002", 4, "english", None, id="no language"),
    pytest.param(LINES, "(xong, giao)", "(xonng, giao)", "L004", 32, "xonng", "xong", id="unknown name in a formula"),
    pytest.param(LINES, "percent(", "percnt(", "L012", 32, "percnt", "percent", id="unknown function in a formula"),
    pytest.param(LINES, "(xong, giao)", "(xong giao)", "L012", 32, "^", None, id="no formula at all"),
    pytest.param(
        LINES,
        "percent(xong, giao)",
        "printed(ty_le)",
        "L006",
        32,
        "printed asks the form",
        None,
        id="a fact in a formula",
    ),
    pytest.param(
        LINES, "percent(xong, giao)", "xong - giao", "L006", 32, "nhiem_vu", None, id="rate of the wrong unit"
    ),
    pytest.param(LINES, '"3.13"', '"3.12"', "L011", 34, "3.13", None, id="example that gives something else"),
    pytest.param(LINES, "xong = 0, giao", "xonng = 0, giao", "L004", 35, "xonng", "xong", id="figure nobody uses"),
    pytest.param(AUXILIARY, "[con_lai]", "[Còn]", "L001", 2, "", None, id="a key with diacritics"),
    pytest.param(AUXILIARY, "[con_lai]", "[Con_Lai]", "L003", 2, "Con_Lai", None, id="no id"),
    pytest.param(AUXILIARY, "[con_lai]", "[giao]", "L005", 2, "'giao'", None, id="one id for two lines"),
    pytest.param(AUXILIARY, "[con_lai]", "[total]", "L005", 2, "'total'", None, id="the id of a function"),
    pytest.param(RULES, "part <= whole", "part <= whol", "L004", 2, "whol", None, id="family's name misspelt"),
    pytest.param(RULES, 'whole = "giao"', "", "L004", 2, "no rule binds 'whole'", None, id="a placeholder never bound"),
    pytest.param(RULES, 'whole = "giao"', 'whole = "giaoo"', "L004", 23, "giaoo", "giao", id="bound to nothing"),
    pytest.param(
        RULES, 'family = "part_whole"', 'family = "part_wole"', "L004", 21, "part_wole", "part_whole", id="no family"
    ),
    pytest.param(RULES, 'part = "xong"', 'part = "giao"', "L009", 20, "itself", None, id="compared with itself"),
    pytest.param(RULES, "it >= 0", "1 >= 0", "L009", 12, "no figure", None, id="check of literals"),
    pytest.param(RULES, "it >= 0", "it + 1", "L006", 12, "yes/no", None, id="check that is a number"),
    pytest.param(RULES, "it >= 0", "it >= ty_le", "L006", 12, "mixes units", None, id="check that mixes units"),
    pytest.param(RULES, '"count"', '"percentage", computed = false', "L009", 11, "selects 0", None, id="each of none"),
    pytest.param(RULES, '"count"', '"counts"', "L003", 11, "counts", "count", id="each of no kind"),
    pytest.param(RULES, '{it}.", en', '{that}.", en', "L013", 15, "{that}", None, id="unknown placeholder"),
    pytest.param(RULES, '{it}.", en', '{it.", en', "L013", 15, "brace", None, id="brace without its half"),
    pytest.param(RULES, "{ giao = -5 }", "{ giaoo = -5 }", "L004", 18, "giaoo", "giao", id="sample of no line"),
    pytest.param(RULES, "{ giao = -5 }", "{ giao = [] }", "L011", 18, "sample", None, id="sample that is no figure"),
    pytest.param(
        RULES, "{ giao = -5 }", "{ giao = { quantty = 5 } }", "L004", 18, "quantty", "quantity", id="no column"
    ),
    pytest.param(
        RULES, "{ giao = -5 }", f"[{'{ giao = -5 }, ' * 101}]", "L003", 18, "100 samples", None, id="too many samples"
    ),
    pytest.param(RULES, "[R2]", "[R02]", "L003", 20, "R02", None, id="no id of a rule"),
    pytest.param(RULES, "[R2]", "[R1]", "L005", 20, "R1", "once", id="one id for two rules"),
    pytest.param(RULES, 'family = "part_whole"\n', "", "L014", 20, "'check' or 'family'", None, id="no check"),
    pytest.param(
        RULES, 'family = "p', 'famly = "p', "L014", 20, "'check'", "did you mean family", id="family misspelt"
    ),
    pytest.param(RULES, "[R2]", "[family.lonely]\n[R2]", "L010", 20, "lonely", None, id="family without rules"),
    pytest.param(RULES, "[R2]", "pairs = []\n[R2]", "L003", 20, "exclude", None, id="each and pairs"),
    pytest.param(RULES, '{ kind = "count" }', '["giaoo"]', "L004", 11, "giaoo", "giao", id="each of no line"),
    pytest.param(RULES, "it >= 0", "1 < 2 or it > 0", "L009", 12, "literals", None, id="literals compared"),
    pytest.param(RULES, "{ giao = 5 }", "{ date = 5 }", "L011", 17, "wrong type", "2024", id="date of a sample"),
    pytest.param(
        RULES, "{ giao = 5 }", "{ giao = { quantity = 1.5 } }", "L011", 17, "cell", None, id="cell of a sample"
    ),
    pytest.param(FORM, '["vi", "en"]', '["vi", "English"]', "L003", 4, "language", None, id="no language code"),
    pytest.param(FORM, "none = 0", 'none = "zero"', "L003", 40, "'zero'", None, id="word worth something else"),
    pytest.param(FORM, "[kinds.count]", "[kinds.cnt]", "L003", 39, "cnt", "count", id="defaults of no kind"),
    pytest.param(FORM, "[columns.unit]", "[columns.units]", "L004", 28, "units", "unit", id="no column of the form"),
    pytest.param(
        FORM, 'auxiliary = "auxiliary"', 'auxiliary = "../x"', "L003", 14, "file name", None, id="no file name"
    ),
    pytest.param(
        LINES, "xong = 1, giao", "xong = [], giao", "L011", 34, "is a number", None, id="example of no number"
    ),
    pytest.param(LINES, 'gives = "3.13"', "gives = 3.14", "L011", 34, "3.13, not 3.14", None, id="a wrong result"),
    pytest.param(LINES, 'gives = "3.13"', "gives = 3.125", "L011", 34, "not 3.125", None, id="too many decimals"),
    pytest.param(LINES, 'gives = "3.13"', "gives = true", "L003", 34, "true", None, id="result that is no figure"),
    pytest.param(LINES, 'path = "I"', 'path = "1"', "L003", 3, "no path", "Roman", id="no path"),
    pytest.param(LINES, 'code = "I"', 'code = "AB"', "L003", 2, "no code", None, id="no code"),
    pytest.param(LINES, '["day_du"]', '["day_du", "day_du"]', "L003", 45, "twice", None, id="a word twice in a list"),
    pytest.param(LINES, '["day_du"]', "[5]", "L003", 45, "5", None, id="a list of something else"),
    pytest.param(FORM, "to = 2025-06-30", "to = 2022-06-24", "L003", 5, "not after", None, id="in force for no day"),
    pytest.param(FORM, "from = 2022-06-24", 'from = "24/6/2022"', "L003", 5, "24/6/2022", None, id="date as text"),
    pytest.param(FORM, "closing_day = 14", "closing_day = 31", "L003", 6, "31", None, id="no closing day"),
    pytest.param(FORM, "percentage = 2", "percentage = 9", "L003", 9, "between 0 and 6", None, id="too many decimals"),
    pytest.param(
        FORM, 'id = "nho-2024"', 'id = "nho-2025"', "L003", 2, "nho-2025", "nho-2024", id="id unlike its folder"
    ),
    pytest.param(FORM, '["lines"]', '["lines", "more"]', "L001", None, "missing", None, id="a file that is not there"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "what", "hint"), ONE_MISTAKE)
def test_a_mistake_is_told_with_its_code_its_place_and_its_remedy(
    mistakes: Mistakes, file: str, old: str, new: str, code: str, line: int | None, what: str, hint: str | None
) -> None:
    found = [problem for problem in mistakes((file, old, new)) if problem.code == f"CCHC-{code}"]
    assert found
    assert any(
        problem.line == line and what in problem.what and (hint is None or hint in str(problem)) for problem in found
    ), "\n".join(map(str, found))


def test_the_small_catalogue_itself_has_no_mistake(mistakes: Mistakes) -> None:
    assert mistakes() == ()


def test_mistakes_in_several_files_are_told_at_once(mistakes: Mistakes) -> None:
    found = mistakes(
        (LINES, 'kind = "heading"', 'kind = "heading'),
        (LINES, 'unit = "nhiem_vu"', 'unit = "nhiem_vuu"'),
        (RULES, '{it}.", en', '{that}.", en'),
        ("units.toml", ', en = "task"', ""),
    )
    assert [(problem.file, problem.code[-4:]) for problem in found] == [
        (LINES, "L001"),
        (LINES, "L004"),
        (RULES, "L013"),
        ("units.toml", "L008"),
    ]


def test_a_faulty_line_is_not_blamed_again_where_it_is_used(mistakes: Mistakes) -> None:
    found = mistakes((LINES, 'unit = "nhiem_vu"', "unit = 3"))
    assert [problem.code for problem in found] == ["CCHC-L003"]


def test_a_table_that_cannot_be_parsed_is_not_missed_where_it_is_used(mistakes: Mistakes) -> None:
    found = mistakes((LINES, 'path = "I.2"', "path = I.2"))
    assert [problem.code for problem in found] == ["CCHC-L001"]


def test_a_formula_that_needs_its_own_result_is_named_with_its_round(mistakes: Mistakes) -> None:
    found = mistakes(
        (
            LINES,
            'unit = "nhiem_vu"\nover',
            'unit = "nhiem_vu"\nformula = "con_lai"\nexample = { gives = "missing_input" }\nover',
        )
    )
    assert [(problem.code, problem.key) for problem in found] == [("CCHC-L007", "giao.formula")]
    assert "giao → con_lai → giao" in found[0].what


def test_a_formula_is_shown_with_a_caret_under_the_fault(mistakes: Mistakes) -> None:
    (found,) = mistakes((LINES, "percent(xong, giao)", "percent(xong, gia)"))
    *_, formula, caret = found.what.split("\n")
    assert formula[caret.index("^") :].startswith("gia")


def test_a_file_that_no_list_names_is_told(mistakes: Mistakes, files: dict[str, str]) -> None:
    files["nho-2024/rest.toml"] = ""
    (found,) = mistakes()
    assert "rest.toml" in found.what
    assert (found.file, found.code) == (FORM, "CCHC-L010")


def test_a_placeholder_that_one_rule_of_a_family_forgets_is_told_at_that_rule(mistakes: Mistakes) -> None:
    (found,) = mistakes((RULES, "[R2]", '[R3]\nfamily = "part_whole"\npart = "xong"\n[R2]'))
    assert (found.code, found.line, "'whole'" in found.what) == ("CCHC-L014", 20, True)


def test_an_id_that_only_another_edition_uses_is_used(mistakes: Mistakes, files: dict[str, str]) -> None:
    files["units.toml"] += (
        '[nguoi]\nlabel = { vi = "người", en = "person" }\ncounts = { vi = "người", en = "people" }\n'
    )
    files["nho-2025/edition.toml"] = ""
    files["nho-2025/lines.toml"] = '[nguoi_thuc_hien]\nunit = "nguoi"\n'
    replaced = (LINES, "[xong]", '[xong]\nreplaced_by = "nguoi_thuc_hien"')
    assert mistakes(replaced) == ()


def test_a_successor_that_no_edition_has_is_told(mistakes: Mistakes) -> None:
    (found,) = mistakes((LINES, "[xong]", '[xong]\nreplaced_by = "giaoo"'))
    assert (found.code, found.hint) == ("CCHC-L004", "did you mean giao?")


def test_a_rule_without_its_family_is_blamed_for_nothing_else(mistakes: Mistakes) -> None:
    (found,) = mistakes((RULES, 'family = "part_whole"', 'family = "part_wole"'))
    assert found.code == "CCHC-L004"


def test_a_file_that_cannot_be_parsed_hides_no_mistake_of_another(mistakes: Mistakes, files: dict[str, str]) -> None:
    files["units.toml"] += "this is no TOML\n"
    found = mistakes((LINES, "(xong, giao)", "(xonng, giao)"), (RULES, "{ giao = -5 }", "{ giaoo = -5 }"))
    assert [(problem.file, problem.code[-4:]) for problem in found] == [
        (LINES, "L004"),
        (RULES, "L004"),
        ("units.toml", "L001"),
    ]


@pytest.mark.parametrize("file", [LINES, AUXILIARY, FORM, "units.toml", "statuses.toml"])
def test_what_a_lost_file_defines_is_not_missed(mistakes: Mistakes, files: dict[str, str], file: str) -> None:
    files[file] = 'text = """'
    assert [(problem.file, problem.code) for problem in mistakes()] == [(file, "CCHC-L001")]


def test_a_unit_of_rates_is_no_unit_of_counts(mistakes: Mistakes) -> None:
    (found, *_) = mistakes((LINES, 'unit = "phan_tram"', 'unit = "nhiem_vu"'))
    assert (found.code, found.key) == ("CCHC-L006", "ty_le.unit")


def test_a_catalogue_speaks_some_language(mistakes: Mistakes) -> None:
    """One that names none could say nothing of its form."""
    (found,) = mistakes((FORM, 'languages = ["vi", "en"]', "languages = []"))
    assert (found.code, found.key) == ("CCHC-L003", "languages")
    assert found.hint is not None


@pytest.mark.parametrize("line", ['title_words = ["báo cáo"]', 'headings = ["TT"]'])
def test_a_form_that_prints_nothing_is_a_mistake(mistakes: Mistakes, line: str) -> None:
    """A title without a word, or a column without a heading, could be printed nowhere."""
    found = mistakes((FORM, line, f"{line.partition('[')[0]}[]"))
    assert ("CCHC-L003", "the list is empty") in {(each.code, each.what) for each in found}


TABLE = """
title.vi = "Biểu"
in_force = { from = 2024-01-01 }

[table.t]
stub    = [{ is = "label", heading = ["Nội dung"] }]
rows    = [
    { id = "a", label.vi = "A", formula = "b + cc" },
    { id = "b", label.vi = "B" },
]
columns = [
    { id = "x", number = "1=2+3", heading = ["X"], formula = "y + zz" },
    { id = "y", number = "2", heading = ["Y"], part_of = "xx" },
    { id = "z", number = "3", heading = ["Z"], kind = "number", over_rows = "mean(yy)" },
    { id = "v", heading = ["V"], formula = "t[b].w", over_rows = "none" },
]
"""


def test_a_mistake_in_a_formula_of_a_table_is_told_where_it_is_written(tmp_path: Path) -> None:
    """At the line of its column or row, not at the head of the table."""
    home = tmp_path / "bieu"
    home.mkdir()
    (home / "edition.toml").write_text(TABLE, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load_edition(home)
    lines = TABLE.split("\n")
    told = {(problem.key, lines[(problem.line or 0) - 1].strip()[:12]) for problem in error.value.problems}
    assert {
        ("table.t.rows.0.formula", '{ id = "a", '),
        ("table.t.columns.0.formula", '{ id = "x", '),
        ("table.t.columns.1.part_of", '{ id = "y", '),
        ("table.t.columns.2.over_rows", '{ id = "z", '),
        ("table.t.columns.3.formula", '{ id = "v", '),
    } <= told


def test_a_list_of_lines_beside_a_table_is_told(tmp_path: Path) -> None:
    """A form is read by its tables alone, so that its lines would be lost without a word."""
    line = '[lines.a]\ncode = "1"\nlabel.vi = "Số"\nkind = "count"\nunit = "dong"\n'
    table = """
[table.t]
kind = "count"
unit = "dong"
open = {}
stub = [{ is = "label", heading = ["Nội dung"] }]
columns = [{ id = "x", heading = ["X"] }]
"""
    (told,) = small.mistakes(tmp_path, line + table, small.HEAD + small.DONG)
    assert told.startswith("thu/edition.toml:9: lines.a: lines that the form prints stand beside a table")
