"""Every name of the catalogue can be explained, with a report and without, and a broken catalogue is told in full."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cchc as library
from cchc.words import data

REPORT = "examples/phuong-2024-05.txt"


def names() -> list[str]:
    """One of each kind: lines of every kind, all rules, all codes, and the vocabulary."""
    edition = library.load_catalogue().edition
    kinds = {line.kind: id for id, line in edition.everything.items()}
    vocabulary = (edition.finding_kinds, edition.units, edition.statuses, edition.instruments, edition.auxiliaries)
    return [*kinds.values(), *edition.rules, *(name for table in vocabulary for name in table)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", names())
def test_every_name_is_explained(cchc: Callable, name: str, language: str) -> None:
    """A definition tells its heading and at least one thing more, with no placeholder left in it."""
    done = cchc("--lang", language, "explain", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") >= 2
    assert "{" not in done.out or name.startswith("CCHC-L")  # which show lines of TOML


@pytest.mark.parametrize("name", ["R2", "r002", "CCHC-R002", "cchc-r002"])
def test_a_rule_has_several_spellings(cchc: Callable, name: str) -> None:
    """A rule is found by its id and by its code, in either letter case."""
    assert cchc("explain", name).out == cchc("catalogue", "show", "CCHC-R002").out


def test_a_rule_tells_how_it_came_out(cchc: Callable) -> None:
    """With a report, a rule shows its outcome: its findings, or what it lacked."""
    evaluation = library.load_catalogue().evaluate(library.read_report(REPORT))
    words = {"pass": "holds", "fail": "broken", "not_evaluated": "could not be judged"}
    for id, outcome in evaluation.outcomes.items():
        done = cchc("--lang", "en", "explain", id, REPORT)
        assert f"Outcome: {words[outcome.result]}." in done.out
        told = sum(finding.rule == id for finding in evaluation.findings)
        assert done.out.count(f"[{evaluation.edition.rules[id].code}]") == told


@pytest.mark.parametrize("id", data("standard"))
def test_a_standard_rule_is_explained_whatever_form_is_at_hand(cchc: Callable, id: str) -> None:
    """Who was told of it asks what it means; where the form has no line for it, that is said."""
    form = ("--edition", "examples/ho-tich-11a")
    done = cchc("--lang", "en", "explain", f"CCHC-{id}", *form)
    (heading, *_), what = done.out.splitlines(), data("standard")[id]
    assert (done.code, done.err, heading) == (0, "", f"CCHC-{id} {what['label']['en']} ({id})")
    edition = library.load_catalogue(form[1]).edition
    is_asked = any(id in rules for rules in (edition.rules, *(table.rules for table in edition.tables.values())))
    assert ("no line of this form is of that kind" in " ".join(done.out.split())) is not is_asked


def test_a_standard_rule_without_a_line_finds_nothing(cchc: Callable) -> None:
    assert cchc("--lang", "en", "explain", "S009", REPORT).out.endswith("\nThis report has no such finding.\n")


def test_what_a_rule_lacks_is_said_in_words(cchc: Callable) -> None:
    """Whoever reads why a rule was not judged meets no name of a program."""
    told = cchc("--lang", "vi", "explain", "R67", REPORT).out.split("Còn thiếu: ")[1]
    assert "số của kỳ trước (I.1.3)" in " ".join(told.split())
    assert "previous" not in told
    assert max(map(len, told.splitlines())) <= 100
    assert "null" not in cchc("--lang", "en", "explain", "R70", REPORT).out


def test_a_calculation_names_a_place_as_its_file_does(cchc: Callable, tmp_path: Path) -> None:
    """A line of a text is a line, a spreadsheet's cell is that cell, and nothing is said in empty brackets."""
    told = cchc("--lang", "vi", "explain", "kiem_tra_ty_le_xu_ly", REPORT).out
    assert "dòng 27, cột Giải trình: chưa có\n" in told
    path = tmp_path / "report.xlsx"
    assert cchc("convert", REPORT, "-o", path).code == 0
    assert "│     Biểu mẫu!E10, cột" in cchc("--lang", "vi", "explain", "kh_cchc_ty_le_hoan_thanh", path).out


def test_a_code_tells_where_it_is_found(cchc: Callable) -> None:
    """With a report, a built-in code shows its findings there, or that there are none."""
    assert "[CCHC-P001]" in cchc("explain", "P001", REPORT).out
    assert cchc("--lang", "en", "explain", "F002", REPORT).out.rstrip().endswith("no such finding.")


@pytest.mark.parametrize("kind", ["indicators", "rules", "units", "findings", "instruments"])
def test_a_list_leaves_nothing_out(cchc: Callable, kind: str) -> None:
    """A list has a line for each thing, in the catalogue's order."""
    edition = library.load_catalogue().edition
    ids = list(edition.finding_kinds) if kind == "findings" else list(getattr(edition, kind))
    assert len(cchc("catalogue", "list", kind).out.splitlines()) == len(ids)


def test_the_editions_are_listed(cchc: Callable) -> None:
    """`catalogue list editions` names the edition in use."""
    assert library.load_catalogue().id in cchc("catalogue", "list", "editions").out


def test_the_export_reads_back(cchc: Callable, tmp_path: Path) -> None:
    """What `catalogue export` writes is the catalogue."""
    path = tmp_path / "catalogue.json"
    assert cchc("catalogue", "export", "-o", path).code == 0
    assert library.from_json(path.read_text(encoding="utf-8")).edition == library.load_catalogue().edition


def test_a_sound_catalogue_has_no_mistakes(cchc: Callable) -> None:
    """The catalogue that comes with cchc passes its own lint."""
    done = cchc("catalogue", "lint")
    assert (done.code, done.err) == (0, "")


def test_every_mistake_of_a_broken_catalogue_is_told(cchc: Callable, root: Path, tmp_path: Path) -> None:
    """`catalogue lint` exits with 1 and names file and line of each mistake; other commands refuse with 2."""
    broken = tmp_path / "catalogue"
    shutil.copytree(root / "catalogue", broken)
    rules = next(path for path in sorted(broken.rglob("rules-*.toml")))
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("severity", "severty", 1) + '\n[R999]\ncheck = "1 <"\n', encoding="utf-8")
    edition = rules.parent
    done = cchc("--lang", "en", "catalogue", "lint", edition)
    assert done.code == 1
    assert f"{rules.name}:" in done.out
    assert "severty" in done.out
    assert "R999" in done.out
    refused = cchc("--lang", "en", "check", REPORT, "--edition", edition)
    assert (refused.code, refused.out) == (2, "")
    assert "severty" in refused.err


@pytest.mark.parametrize("suffix", [".json", ".txt"])
def test_a_converted_report_is_judged_alike(cchc: Callable, tmp_path: Path, suffix: str) -> None:
    """A report that was converted has the findings of the report itself."""
    path = tmp_path / f"report{suffix}"
    assert cchc("convert", REPORT, "-o", path).code == 0
    told = [json.loads(cchc("check", file, "--format", "json").out) for file in (REPORT, path)]
    codes = [[finding["code"] for finding in one["findings"]] for one in told]
    assert codes[0] == codes[1]


def test_a_code_as_printed_is_a_name_where_it_is_one_lines_own(cchc: Callable) -> None:
    """The form prints 5.8.1 once, and a dash on most lines."""
    assert cchc("explain", "5.8.1").out == cchc("explain", "II.5.8.1").out
    assert cchc("explain", "5,9").out == cchc("explain", "II.5.9").out
    assert cchc("explain", "-").code == 2


def test_a_code_of_another_catalogue_says_how_to_name_that(cchc: Callable[..., Any]) -> None:
    """Its own prefix tells that it is none of this form's; a mistyped code of this one is told as before."""
    other = cchc("explain", "TV-R001", "--lang", "en")
    assert other.code == 2
    assert "“TV-R001” is one of another catalogue" in other.err
    assert "--catalogue" in other.err
    assert "another catalogue" not in cchc("explain", "CCHC-R999", "--lang", "en").err


def test_lint_means_the_folder_at_hand(cchc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where an edition that is shipped has the same name: its mistakes are those that are told."""
    own = tmp_path / "phuong-2024"
    own.mkdir()
    (own / "edition.toml").write_text('titel.vi = "Biểu A"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = cchc("--lang", "en", "catalogue", "lint", "phuong-2024")
    assert done.code != 0 and "titel" in done.out + done.err


@pytest.mark.parametrize(("language", "said"), [("vi", 'cchc explain "trễ hạn"'), ("en", "go into quotes")])
def test_words_without_quotes_are_told_to_go_into_them(cchc: Callable, language: str, said: str) -> None:
    """The second of them is taken for a file, which is not there; a name of a file is told as one."""
    done = cchc("explain", "trễ", "hạn", "--lang", language)
    assert (done.code, said in done.err) == (2, True)
    assert "ngoặc kép" not in cchc("explain", "trễ", "hạn.xlsx", "--lang", "vi").err
