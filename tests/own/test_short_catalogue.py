"""A catalogue of one's own is as long as what is special about it; what it leaves out, the library says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import cchc as library
from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.docs_builder.book import Book
from cchc.docs_builder.library import Library
from cchc.docs_builder.pages import pages
from cchc.edition import Edition, IndicatorKind, Nature, Severity
from cchc.edition.aggregation import Way
from cchc.edition.office import Calendar, Level
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition
from cchc.words import LANGUAGES, data

Run = Callable[..., object]
SHORT = Path(__file__).parent / "to-dan-pho-2026"
FORM = """\
BÁO CÁO THÁNG CỦA TỔ DÂN PHỐ
THÁNG {month} NĂM 2026

TT\tNội dung\tSố lượng\tĐơn vị tính\tGhi chú
1\tSố hộ\t{ho}\thộ\t
2\tTrong đó: số hộ nghèo\t{ngheo}\thộ\t
3\tTỷ lệ hộ nghèo\t{rate}\t%\t
"""
RIGHT = {"month": "5", "ho": "120", "ngheo": "15", "rate": "12,50 %"}
WRONG = RIGHT | {"ngheo": "130"}
KINDS = (
    ("count", "", Way.REPORTED, Way.SUM),
    ("count", 'formula = "ho - ho_ngheo"', Way.RECOMPUTE, Way.RECOMPUTE),
    ("rate", "", Way.REPORTED, Way.RECOMPUTE),
    ("percentage", 'formula = "percent(ho_ngheo, ho)"', Way.RECOMPUTE, Way.RECOMPUTE),
    ("yes-no", "", Way.LAST, Way.COUNT_YES),
    ("document", "", Way.LAST, Way.COUNT_ISSUED),
    ("heading", "", Way.NONE, Way.NONE),
)
"""For each kind of line, without and with a formula, how it goes over both axes, unless it says."""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """The catalogue of three lines and one rule, to be changed at will."""
    return Path(shutil.copytree(SHORT, tmp_path / SHORT.name))


def changed(folder: Path, old: str, new: str) -> Path:
    """The catalogue with one text in one of its files replaced."""
    (file,) = [path for path in folder.glob("*.toml") if old in path.read_text("utf-8")]
    file.write_text(file.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    return folder


def added(folder: Path, line: str) -> Edition:
    """The catalogue with a fourth line."""
    file = folder / "lines.toml"
    file.write_text(f'{file.read_text("utf-8")}\n[lines.x]\ncode = "4"\nlabel.vi = "X"\n{line}\n', encoding="utf-8")
    return load_edition(folder)


def test_two_files_of_thirty_lines_are_a_catalogue() -> None:
    """That loads, and of which lint has nothing but notes."""
    assert sum(len(path.read_text("utf-8").splitlines()) for path in SHORT.glob("*.toml")) <= 30
    notes: list[Problem] = []
    lint_catalogue(SHORT, notes.append)
    assert [(note.line, note.is_note) for note in notes] == [(line, True) for line in (3, 3, 1, 6, 12, 18, 18)]
    assert [(note.key, note.what.partition(":")[0]) for note in notes] == [
        ("title", "3 figures have no 'definition'"),
        ("title", "1 rules have no 'label'"),
        ("lines.ho", "'over_time' is missing"),
        ("lines.ho_ngheo", "'over_time' is missing"),
        ("lines.ty_le_ho_ngheo", "the formula has no 'example'"),
        ("rules.R1", "the rule has no 'good'"),
        ("rules.R1", "the rule has no 'bad'"),
    ]


def test_what_an_edition_leaves_out_the_library_says() -> None:
    """The calendar, who reports, the columns with their headings, the words of its title."""
    edition = load_edition(SHORT)
    assert (edition.calendar, edition.level) == (Calendar(0, ()), Level((), ()))
    assert edition.title_words == ("Báo cáo tháng của tổ dân phố",)
    for id, column in edition.columns.items():
        known = data("form")["columns"][id]
        assert (column.label["vi"], list(column.headings)) == (known["label"]["vi"], known["headings"]["vi"])
    assert list(edition.units) == ["phan_tram"]
    rate = edition.indicators["ty_le_ho_ngheo"]
    assert (rate.kind, rate.unit, rate.decimals) == (IndicatorKind.PERCENTAGE, "phan_tram", 2)
    assert edition.indicators["ho"].unit is None
    rule = edition.rules["R1"]
    assert (rule.code, rule.nature, rule.good, rule.bad) == ("TDP-R001", Nature.PLAUSIBILITY, None, None)
    assert rule.advice["vi"] == data("tables")["rule_advice"]["vi"]
    assert edition.rules["S003"].severity is Severity.WARNING
    assert "S007" not in edition.rules


@pytest.mark.parametrize(("kind", "more", "over_time", "over_offices"), KINDS)
def test_how_a_line_is_put_together_follows_from_its_kind(
    short: Path, kind: str, more: str, over_time: Way, over_offices: Way
) -> None:
    """Never by adding months of which nobody said that they add up."""
    line = added(short, f'kind = "{kind}"\n{more}').indicators["x"]
    assert (line.over_time, line.over_offices) == (over_time, over_offices)


def test_what_is_said_of_one_axis_is_not_torn_from_the_other(short: Path) -> None:
    line = added(short, 'kind = "count"\nformula = "ho - ho_ngheo"\nover_time = "flow"').indicators["x"]
    assert (line.over_time, line.over_offices) == (Way.FLOW, Way.SUM)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id        = "to-dan-pho-2026"\n', ""),
        ('languages = ["vi"]\n', ""),
        ("in_force ", "calendar = { periods = ['month'] }\nin_force "),
        ("in_force ", "columns.quantity.headings = ['Con số']\nin_force "),
        ("in_force ", "columns.code.label.vi = 'Mã'\nin_force "),
        ('severity = "warning"\n', 'severity = "warning"\neach = { kind = "rate" }\n'),
        ('kind     = "rate"', 'kind     = "rate"\nexample  = { ho_ngheo = 1, ho = 8, gives = 12.5 }'),
        ('kind     = "rate"', 'kind     = "rate"\nunit     = "phan_tram"\ndecimals = 1'),
        ('kind     = "count"', 'kind     = "count"\nunit     = "ho_gia_dinh"'),
    ],
)
def test_each_may_be_said_or_not(short: Path, old: str, new: str) -> None:
    load_edition(changed(short, old, new))


def test_an_id_is_the_folder_s_name(short: Path) -> None:
    assert load_edition(changed(short, 'id        = "to-dan-pho-2026"\n', "")).id == "to-dan-pho-2026"
    with pytest.raises(CatalogueError) as caught:
        load_edition(changed(short, "prefix ", 'id = "khac"\nprefix '))
    assert [problem.hint for problem in caught.value.problems] == ["write 'to-dan-pho-2026', or leave it out"]


def test_a_column_with_a_label_of_its_own_is_known_by_it(short: Path) -> None:
    edition = load_edition(changed(short, "in_force ", "columns.code.label.vi = 'Mã'\nin_force "))
    assert edition.columns["code"].headings == ("Mã",)
    assert edition.columns["quantity"].headings[0] == "Số lượng"


def test_a_unit_of_one_s_own_stands_before_the_library_s(short: Path) -> None:
    """Of which only those are in a catalogue that its lines name; a unit that nobody knows is told."""
    text = 'unit = "ho_gia_dinh"\n[units.ho_gia_dinh]\nlabel.vi = "nhà"'
    assert added(short, f'kind = "count"\n{text}').units["ho_gia_dinh"].counts["vi"] == "nhà"
    with pytest.raises(CatalogueError) as caught:
        load_edition(changed(short, 'unit = "ho_gia_dinh"', 'unit = "ho_gia_din"'))
    assert "there is no unit 'ho_gia_din'" in [problem.what for problem in caught.value.problems]


def test_a_text_speaks_of_the_report_before(short: Path) -> None:
    catalogue = load_catalogue(short)
    before = library.Report.from_values({"ho": "1.250", "period": "tháng 4 năm 2026"})
    told = catalogue.evaluate(library.Report.from_values({"ho": "900", "period": "tháng 5 năm 2026"}), before)
    (found,) = [finding for finding in told.findings if finding.rule == "R1"]
    assert found.message["vi"] == "Số hộ 900 khác tháng trước (1.250) quá 20 %."
    with pytest.raises(CatalogueError) as caught:
        load_edition(changed(short, "{previous(ho)}", "{previous(hoo)}"))
    assert [problem.code for problem in caught.value.problems] == ["CCHC-L013"]


def test_a_rule_is_not_judged_across_the_turn_of_the_year() -> None:
    catalogue = load_catalogue(SHORT)
    before = library.Report.from_values({"ho": "1.250", "period": "tháng 12 năm 2026"})
    after = library.Report.from_values({"ho": "900", "period": "tháng 1 năm 2027"})
    assert catalogue.evaluate(after, before).outcomes["R1"].result == "pass"


def test_a_filled_form_is_judged_in_every_kind_of_file(cchc: Run, tmp_path: Path) -> None:
    """A right one has no finding, a part that is more than its whole and a rate that is not theirs are told."""
    for figures, told in ((RIGHT, []), (WRONG, ["CCHC-S009", "CCHC-S003"])):
        form = tmp_path / "form.txt"
        form.write_text(FORM.format(**figures), encoding="utf-8")
        files = [form]
        for suffix in (".xlsx", ".html", ".csv", ".json", ".txt"):
            files.append(tmp_path / f"{suffix[1:]}{len(told)}{suffix}")
            assert cchc("convert", form, "-o", files[-1], "--edition", SHORT).code == 0  # type: ignore[attr-defined]
        for file in files:
            done = cchc("check", file, "--edition", SHORT, "--format", "json")
            evaluation = json.loads(done.out)  # type: ignore[attr-defined]
            assert [finding["code"] for finding in evaluation["findings"]] == told, file.name
            assert evaluation["values"]["ty_le_ho_ngheo"]["value"] == ("12.50" if not told else "108.33")
        for suffix in (".xlsx", ".html"):
            output = tmp_path / f"fill{len(told)}{suffix}"
            assert cchc("fill", form, "-o", output, "--edition", SHORT).code == 0  # type: ignore[attr-defined]
            checked = cchc("check", output, "--edition", SHORT, "--format", "json")
            codes = {finding["code"] for finding in json.loads(checked.out)["findings"]}  # type: ignore[attr-defined]
            assert ("CCHC-S009" in codes) == bool(told)


def test_every_other_verb_works(cchc: Run, tmp_path: Path) -> None:
    """In the catalogue's language, which is one of the library's, and in the other."""
    form, empty = tmp_path / "form.txt", tmp_path / "empty.xlsx"
    form.write_text(FORM.format(**WRONG), encoding="utf-8")
    edition = load_edition(SHORT)
    for language in LANGUAGES:
        for name in (*edition.everything, *edition.rules, *edition.units):
            for verb in (("explain", name), ("explain", name, form), ("catalogue", "show", name)):
                done = cchc(*verb, "--edition", SHORT, "--lang", language)
                assert (done.code, done.err) == (0, ""), verb  # type: ignore[attr-defined]
        assert cchc("catalogue", "lint", SHORT, "--lang", language).code == 0  # type: ignore[attr-defined]
        made = {page.name: page.body for page in pages(Book(Library((load_catalogue(SHORT),)), language))}
        assert {"indicators/ho", "codes/TDP-R001", "units/phan_tram"} <= set(made)
    assert cchc("template", "-o", empty, "--edition", SHORT).code == 0  # type: ignore[attr-defined]
    blank = json.loads(cchc("check", empty, "--edition", SHORT, "--format", "json").out)  # type: ignore[attr-defined]
    assert {finding["code"] for finding in blank["findings"]} == {"CCHC-F006", "CCHC-C008"}


def test_what_was_exported_is_read_again() -> None:
    edition = load_edition(SHORT)
    again = library.from_json(library.to_json(edition), Edition)
    assert again == edition
    assert Catalogue(again).evaluate({"ho": 120, "ho_ngheo": 130}).outcomes["S009"].result == "fail"


def test_the_number_of_a_form_is_no_text_that_was_left_out(short: Path) -> None:
    """It told which form it is."""
    folder = changed(short, "languages", 'form_number = ["Mẫu 01-TDP"]\nlanguages')
    catalogue = load_catalogue(folder)
    report = library.read_report(f"Mẫu 01-TDP\n{FORM.format_map(RIGHT)}".encode(), catalogue, name="a.txt")
    assert report.form == "Mẫu 01-TDP"
    assert catalogue.evaluate(report).findings == ()


def test_forms_in_different_languages_lie_in_one_folder(tmp_path: Path, cchc: Callable) -> None:
    """A report of any of them is told in a language that each can be told in."""
    for id, language, title in (("mapa-2024", "pt", "Mapa mensal"), ("bao-cao-2024", "vi", "Báo cáo tháng")):
        home = tmp_path / "ca" / id
        home.mkdir(parents=True)
        text = f'title.{language} = "{title}"\nin_force = {{ from = 2024-01-01 }}\n'
        line = f'[lines.x]\ncode = "1"\nlabel.{language} = "{title} X"\nkind = "count"\n'
        (home / "edition.toml").write_text(text + line, encoding="utf-8")
    report = tmp_path / "bc.txt"
    report.write_text("BÁO CÁO THÁNG 5 NĂM 2024\n\nTT\tNội dung\tSố lượng\n1\tBáo cáo tháng X\t5\n", encoding="utf-8")
    done = cchc("check", str(report), "--catalogue", str(tmp_path / "ca"))
    assert (done.code, done.err) == (0, "")
