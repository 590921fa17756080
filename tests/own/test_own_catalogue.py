"""A catalogue of one's own needs no file of cchc's and no language of cchc's: everything works by it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.own import biblioteca

import cchc as library
from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.docs_builder.book import Book
from cchc.docs_builder.library import Library
from cchc.docs_builder.pages import pages
from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.load.wording import PRINTED
from cchc.value import Reason
from cchc.words import PLACEHOLDER
from cchc.writers import xlsx_template

LANGUAGES = [("pt",), ("pt", "en"), ("en",), ("vi",), ("vi", "en")]
ASKED = [None, "vi", "en", "own"]
PLAN = "62/KH-UBND, 28/02/2024"
SAID = {
    "vi": "ô ghi lỗi #DIV/0! nên dòng này chưa có số",
    "en": "the cell holds the error #DIV/0!, so the line has no value",
}

Run = Callable[..., object]


@pytest.fixture(params=LANGUAGES, ids="-".join)
def languages(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The languages of a catalogue, that of the form first."""
    spoken: tuple[str, ...] = request.param
    return spoken


@pytest.fixture
def own(tmp_path: Path, languages: Sequence[str]) -> Path:
    """The catalogue in a folder with nothing else."""
    return biblioteca.write(tmp_path, languages)


@pytest.fixture
def wrong(tmp_path: Path, languages: Sequence[str]) -> Path:
    """A report with mistakes of many kinds."""
    return biblioteca.report(tmp_path, languages[0], biblioteca.WRONG, lacks="plano")


def asking(language: str | None, languages: Sequence[str]) -> list[str]:
    """The option that asks for a language, "own" meaning the catalogue's first."""
    return [] if language is None else ["--lang", languages[0] if language == "own" else language]


def reader(language: str | None, languages: Sequence[str]) -> str:
    """The language that the reader then has: Vietnamese, or the catalogue's first, if none is asked for."""
    return {None: "vi" if "vi" in languages else languages[0], "own": languages[0]}.get(language, str(language))


def own_text(name: str, wanted: str, languages: Sequence[str]) -> str:
    """A text of the catalogue as such a reader sees it."""
    spoken = next(spoken for spoken in (wanted, "en", languages[0]) if spoken in languages)
    return biblioteca.LABELS[name][spoken]


def test_it_loads_and_has_no_mistake(own: Path) -> None:
    """Every rule is tried on its samples, and nothing is missing."""
    edition = lint_catalogue(own).edition
    assert (len(edition.indicators), [id for id, rule in edition.rules.items() if not rule.is_standard]) == (7, ["R1"])
    assert not (edition.texts or edition.severities or edition.spellings)


@pytest.mark.parametrize("language", ASKED)
def test_check_speaks_the_library_s_words_about_the_catalogue_s_lines(
    cchc: Run, own: Path, wrong: Path, languages: Sequence[str], language: str | None
) -> None:
    """Texts in Vietnamese or English, labels in the catalogue's own language."""
    done = cchc("check", wrong, "--all", "--edition", own, *asking(language, languages))
    assert done.code == 1
    wanted = reader(language, languages)
    assert SAID.get(wanted, SAID["en"])[:20] in done.out
    assert own_text("children", wanted, languages) in done.out
    assert not done.err


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
@pytest.mark.parametrize("language", ASKED)
def test_programs_are_told_in_the_catalogue_s_languages(
    cchc: Run, own: Path, wrong: Path, languages: Sequence[str], language: str | None, form: str
) -> None:
    """A message has each language of the catalogue, in the library's English where it has no such language."""
    done = cchc("check", wrong, "--edition", own, "--format", form, *asking(language, languages))
    assert done.code == 1
    if form == "json":
        findings = {finding["code"]: finding for finding in json.loads(done.out)["findings"]}
        message = findings["CCHC-C004"]["message"]
        assert list(message) == list(languages)
        for spoken, text in message.items():
            assert biblioteca.LABELS["children"][spoken] in text
            assert SAID[spoken if spoken in SAID else "en"][:20] in text


def test_a_right_report_draws_no_finding_but_of_what_is_left_blank(
    cchc: Run, own: Path, tmp_path: Path, languages: Sequence[str]
) -> None:
    home = languages[0]
    answers = {"sabado": {"vi": "Có"}.get(home, "Yes"), "digital": biblioteca.LABELS["ready"][home], "plano": PLAN}
    right = biblioteca.report(tmp_path, home, {**biblioteca.RIGHT, **answers})
    done = cchc("check", right, "--edition", own, "--format", "json")
    told = json.loads(done.out)
    assert [finding["code"] for finding in told["findings"]] == ["CCHC-F006"]
    assert told["values"]["parte"]["value"] == "22.8"
    assert told["values"]["sabado"]["value"] == "yes"
    assert done.code == 0


@pytest.mark.parametrize("language", ASKED)
def test_everything_is_explained(
    cchc: Run, own: Path, wrong: Path, languages: Sequence[str], language: str | None
) -> None:
    """Lines, rules, units, status words and codes, and how they come out in a report."""
    edition = load_catalogue(own).edition
    for name in (*edition.everything, *edition.rules, *edition.units, *edition.statuses, *edition.finding_kinds):
        done = cchc("explain", name, "--edition", own, *asking(language, languages))
        assert (done.code, done.err) == (0, ""), name
    for name in (*edition.everything, "R1", "CCHC-C004"):
        done = cchc("explain", name, wrong, "--edition", own, *asking(language, languages))
        assert (done.code, done.err) == (0, ""), name
    for kind in ("indicators", "rules", "units", "findings", "instruments", "editions"):
        assert cchc("catalogue", "list", kind, "--edition", own, *asking(language, languages)).code == 0


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("verb", ["fill", "convert"])
def test_a_report_is_given_back_as_every_kind_of_file(
    cchc: Run, own: Path, wrong: Path, tmp_path: Path, languages: Sequence[str], verb: str, language: str | None
) -> None:
    """Checked or as it is; notes in the reader's language, the form in its own."""
    for suffix in (".xlsx", ".html") if verb == "fill" else (".xlsx", ".html", ".csv", ".json", ".txt"):
        output = tmp_path / f"out{suffix}"
        done = cchc(verb, wrong, "-o", output, "--edition", own, *asking(language, languages))
        assert (done.code, done.err) == (0, "")
        if suffix == ".html":
            assert biblioteca.LABELS["children"][languages[0]] in output.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ASKED)
def test_an_empty_form_asks_in_words_that_are_read_again(
    cchc: Run, own: Path, tmp_path: Path, languages: Sequence[str], language: str | None
) -> None:
    """What a drop-down offers for yes and no is read as yes and no."""
    output = tmp_path / "empty.xlsx"
    assert cchc("template", "-o", output, "--edition", own, *asking(language, languages)).code == 0
    offered = {"vi": "Có,Không"}.get(languages[0], "Yes,No")
    assert offered in zipfile.ZipFile(output).read("xl/worksheets/sheet1.xml").decode()
    catalogue = load_catalogue(own)
    for word, value in zip(offered.split(","), (True, False), strict=True):
        assert catalogue.evaluate(library.Report.from_values({"sabado": word})).values["sabado"].value is value


MAY = {"pt": "maio de 2024", "vi": "tháng 5 năm 2024", "en": "May 2024"}


def test_reports_are_added_up(cchc: Run, own: Path, wrong: Path, languages: Sequence[str]) -> None:
    pytest.importorskip("polars")
    alone = cchc("rollup", wrong, "--edition", own)
    assert alone.code == 2 and alone.err  # it names no period
    head, *rows = wrong.read_text(encoding="utf-8").split("\n")
    wrong.write_text("\n".join([f"{head} {MAY[languages[0]]}", *rows]), encoding="utf-8")
    for form in ("text", "csv", "json"):
        assert cchc("rollup", wrong, "--edition", own, "--format", form).code == 0


def test_the_site_s_pages_are_made_of_it(own: Path) -> None:
    """In both languages of the site; a label comes in the catalogue's own."""
    catalogue = load_catalogue(own)
    for language in ("vi", "en"):
        made = {page.name: page for page in pages(Book(Library((catalogue,)), language))}
        assert {"indicators/parte", "codes/CCHC-C004", "units/visita", "words", "aggregation"} <= set(made)


def test_what_was_exported_says_the_same_in_every_language(own: Path, wrong: Path) -> None:
    """An edition that was read from JSON speaks Vietnamese and English too, though its labels do not."""
    edition = load_catalogue(own).edition
    again = library.from_json(library.to_json(edition), Edition)
    assert again == edition
    read = Catalogue(again).evaluate(library.read_report(wrong, load_catalogue(own)))
    for language in ("vi", "en", *edition.languages):
        assert [finding.message[language] for finding in read.findings]
        assert [read.explain(id).display[language] for id in edition.figures]


def test_a_schema_is_drawn_and_kept(cchc: Run, own: Path, wrong: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    told = json.loads(cchc("check", wrong, "--edition", own, "--format", "json").out)
    for kind, data in (("evaluation", told), ("catalogue", json.loads(library.to_json(load_catalogue(own))))):
        schema = json.loads(cchc("schema", kind, "--edition", own).out)
        jsonschema.Draft202012Validator(schema).validate(data)


def test_a_language_that_nobody_speaks_is_refused(cchc: Run, own: Path, wrong: Path, languages: Sequence[str]) -> None:
    """It is said, with the languages that there are, and never ignored."""
    done = cchc("check", wrong, "--all", "--edition", own, "--lang", "fr")
    assert done.code == 2
    assert ", ".join(dict.fromkeys((*languages, "vi", "en"))) in done.err


def test_the_locale_chooses_among_the_catalogue_s_languages(
    cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = biblioteca.write(tmp_path, ("en", "pt"))
    wrong = biblioteca.report(tmp_path, "en", biblioteca.WRONG)
    monkeypatch.setenv("LANG", "pt_BR.UTF-8")
    assert biblioteca.LABELS["share"]["pt"] in cchc("check", wrong, "--all", "--edition", own).out
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert biblioteca.LABELS["share"]["en"] in cchc("check", wrong, "--all", "--edition", own).out
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert "Tính ra" in cchc("check", wrong, "--all", "--edition", own).out


def test_a_refusal_speaks_without_loading_another_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the catalogue in use says is all that is needed to refuse a file."""
    texts = '[reading.no_file]\npt = "o ficheiro não existe"\n[reading.other_form]\npt = "não é “{form}”"\n'
    catalogue = load_catalogue(biblioteca.write(tmp_path, ("pt",), texts))
    monkeypatch.setattr("cchc.catalogue.edition_in", lambda *_, **__: pytest.fail("another catalogue was loaded"))
    with pytest.raises(ReadError) as refused:
        library.read_report(tmp_path / "nowhere.txt", catalogue)
    assert refused.value.messages["pt"] == "o ficheiro não existe"
    assert refused.value.messages["en"].startswith("there is no such file")
    assert (refused.value.why, refused.value.what) == ("no_file", refused.value.messages["en"])
    with pytest.raises(ReadError) as other:
        library.read_report(b"uma\tcoisa\toutra\n1\t2\t3\n", catalogue, name="x.txt")
    assert other.value.messages["pt"] == "não é “Relatório da biblioteca”"


def test_a_template_in_words_of_its_own(tmp_path: Path) -> None:
    """A text of the writers that the catalogue words otherwise is in the file that is written."""
    texts = '[writing.wants.pair]\npt = "dois"\n[writing.form_sheet]\npt = "Formulário"\n'
    edition = load_catalogue(biblioteca.write(tmp_path, ("pt",), texts)).edition
    book = tmp_path / "empty.xlsx"
    book.write_bytes(xlsx_template.write(edition, "pt"))
    assert 'name="Formulário"' in zipfile.ZipFile(book).read("xl/workbook.xml").decode()


def test_texts_quote_the_catalogue_s_own_columns_and_words(own: Path, languages: Sequence[str]) -> None:
    """Not those of another form: what a finding advises can be followed."""
    edition = load_catalogue(own).edition
    assert set(edition.printed) <= set(PRINTED)
    home = languages[0]
    for language in {"vi", "en", *languages}:
        kinds = edition.finding_kinds
        assert biblioteca.LABELS["quantity"][home] in kinds["CCHC-C001"].advice[language]
        assert biblioteca.LABELS["explanation"][home] in kinds["CCHC-C009"].advice[language]
        assert f"“{edition.missing[Reason.NONE].words[0]}”" in kinds["CCHC-F001"].advice[language]
        assert biblioteca.LABELS["title"][home].upper() in kinds["CCHC-F006"].advice[language]
        assert biblioteca.LABELS["code"][home] in kinds["CCHC-F008"].advice[language]
        for kind in kinds.values():
            for text in (kind.title, kind.says, kind.advice):
                assert set(PLACEHOLDER.findall(text[language])).isdisjoint(PRINTED), kind.code


def test_a_finding_in_words_of_its_own(cchc: Run, tmp_path: Path) -> None:
    """One text and one severity are the catalogue's, in what people read and in what programs read."""
    says = "{label}: fórmula estragada ({observed})."
    own = biblioteca.write(tmp_path, ("pt",), f'[findings.CCHC-C004]\nseverity = "warning"\nsays.pt = "{says}"\n')
    wrong = biblioteca.report(tmp_path, "pt", biblioteca.WRONG)
    told = json.loads(cchc("check", wrong, "--edition", own, "--format", "json").out)
    (found,) = [finding for finding in told["findings"] if finding["code"] == "CCHC-C004"]
    assert found["message"] == {"pt": "Visitas de crianças: fórmula estragada (#DIV/0!)."}
    assert found["severity"] == "warning"
    assert found["suggestion"]["pt"].startswith("Delete the faulty formula")
    assert "fórmula estragada" in cchc("check", wrong, "--all", "--edition", own).out
    assert SAID["en"][:20] in cchc("check", wrong, "--all", "--edition", own, "--lang", "en").out
    assert "fórmula estragada" in cchc("explain", "C004", "--edition", own).out


def test_a_letter_names_the_state_whose_form_it_is(cchc: Run, own: Path, wrong: Path, tmp_path: Path) -> None:
    """The state and its motto stand over the letter where the form is in its language, else not."""
    done = cchc("letter", wrong, "--edition", own, "-o", tmp_path / "a.txt", "--lang", "en")
    assert done.code == 0, done.err
    told = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert ("REPUBLIC" in told) == ("vi" in load_catalogue(own).edition.languages)
