"""`cchc catalogue docs FOLDER`: the site of anyone's catalogue, in its own words, whatever these hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.own import biblioteca

from cchc.cli import run
from cchc.docs_builder import engine, session, site
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.library import load_library
from cchc.docs_builder.pages import pages
from cchc.errors import CchcError
from cchc.words import LANGUAGES

HOSTILE = "<img src=x onerror=alert(1)> | `x` [a](javascript:alert) </script> **b**"
TABLE = """
title.pt = "Tabela HOSTILE"
languages = ["pt"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
form_number = ["<b>9</b>"]
prefix = "TAB"
[units.coisa]
label.pt = "coisa HOSTILE"
counts.pt = "Uma coisa HOSTILE"
[table.t]
label.pt = "T HOSTILE"
kind = "count"
unit = "coisa"
stub = [{ is = "label", heading = ["Nome HOSTILE"], number = "1" }]
rows = [
    { id = "todos", label.pt = "Todos HOSTILE", formula = "children" },
    { id = "um", under = "todos", label.pt = "Um" },
]
columns = [
    { id = "a", number = "2=3+4", heading = ["A HOSTILE", "Tudo"] },
    { id = "b", number = "3", heading = ["", "B HOSTILE"] },
    { id = "c", number = "4", heading = ["", "C"] },
]
[rules.R1]
each = { table = "t", rows = "leaf" }
check = "b <= a"
advice.pt = "Ver HOSTILE"
[definitions."t.b"]
counts = { pt = "Cada coisa boa HOSTILE", certainty = "seen" }
[glossary.coisa_boa]
label.pt = "coisa HOSTILE"
known_as = ["coisa boa"]
means = { pt = "Uma coisa HOSTILE", certainty = "seen" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue without Vietnamese or English: a form of lines, and one that is a table and means no good."""
    root = tmp_path / "catalogo"
    root.mkdir()
    biblioteca.write(root, ["pt"])
    (root / "tabela-2024").mkdir()
    (root / "tabela-2024" / "edition.toml").write_text(TABLE.replace("HOSTILE", HOSTILE), encoding="utf-8")
    (root / "secret.toml").write_text("password = 1", encoding="utf-8")
    return root


class Elements(HTMLParser):
    """The names of all elements, and the links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links.update(value or "" for name, value in attrs if name == "href")
        assert not [name for name, _ in attrs if name.startswith("on")]


def made(folder: Path, language: str) -> Mapping[str, BookPage]:
    return {page.name: page for page in pages(Book(load_library(folder), language))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_labels_stand_in_the_frame_of_either_language(folder: Path, language: str) -> None:
    """Portuguese where the catalogue speaks, Vietnamese or English around it; no page of the ward's form or guides."""
    found = made(folder, language)
    assert found["indicators/visitas"].title.endswith("Visitas, total")
    assert "Relatório da biblioteca" in found["index"].title
    assert {"forms/biblioteca-2024", "forms/tabela-2024", "columns/tabela-2024.t.a", "codes/TAB-R001"} <= set(found)
    assert not [name for name in found if name.startswith("guide/") or "phuong" in name]
    assert "guide/" not in "".join(page.body for page in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_words_are_led_to(folder: Path, language: str) -> None:
    """From a definition in its own language, whoever reads it."""
    found = made(folder, language)
    assert 'href="../glossary.html#coisa_boa">coisa boa</a>' in found["columns/tabela-2024.t.b"].body
    assert '<h3 id="coisa_boa">' in found["glossary"].body


DATED = """
title.pt = "Notas"
languages = ["pt"]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
prefix = "NOT"
[parameters.minimo]
label.pt = "Nota mínima"
unit = "diem"
values = [
    { from = 2024-01-01, to = 2025-12-31, value = 6, source = "Circular 3" },
    { from = 2026-01-01, value = 7, source = "Circular 11" },
]
[lines.nota]
code = "1"
label.pt = "Nota"
kind = "score"
decimals = 0
[lines.outra]
code = "2"
label.pt = "Outra"
kind = "score"
decimals = 0
formula = "max(nota, minimo)"
[rules.R1]
check = "nota >= minimo"
good = { period = "ano de 2024", nota = "6" }
bad = { period = "ano de 2024", nota = "5" }
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_may_speak_of_a_parameter_that_changes_with_time(tmp_path: Path, language: str) -> None:
    """It is no line, has no field in a calculator, and is led to by the rule's page."""
    (tmp_path / "notas-2024").mkdir()
    (tmp_path / "notas-2024" / "edition.toml").write_text(DATED, encoding="utf-8")
    found = made(tmp_path, language)
    assert 'name="minimo"' not in found["indicators/nota"].body
    assert "Nota mínima" in found["codes/NOT-R001"].body


def test_both_languages_have_the_same_pages_of_it(folder: Path) -> None:
    assert list(made(folder, "vi")) == list(made(folder, "en"))


def test_the_site_is_made_and_hostile_texts_stay_texts(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command, without the checker's engine: no element and no link that a label of the catalogue asks for."""
    out = tmp_path / "site"
    assert run(["catalogue", "docs", str(folder), "-o", str(out), "--without-checker", "--lang", "en"]) == 0
    assert str(out / "index.html") in capsys.readouterr().out
    for path in out.rglob("*.html"):
        told = Elements(path.read_text(encoding="utf-8"))
        assert "img" not in told.names, path
        assert not [link for link in told.links if link.startswith("javascript")], path
    index = (out / "vi" / "_static" / "search-index.js").read_text(encoding="utf-8").partition("=")[2]
    assert any(entry["shown"].endswith("Visitas, total") for entry in json.loads(index)["entries"])
    assert (out / "data" / "tabela-2024" / "columns" / "t.a.json").is_file()
    assert "password" not in "".join(path.read_text(encoding="utf-8") for path in out.rglob("*.json"))


def test_its_catalogue_goes_into_the_browser_and_nothing_beside_it(folder: Path) -> None:
    """Definitions, and the files that editions share: what is unpacked there judges as here."""
    (folder / "texts.toml").write_text("", encoding="utf-8")
    library = load_library(folder)
    files = dict(engine._catalogue(library.folders.values()))
    assert set(files) == {
        "biblioteca-2024/edition.toml",
        "biblioteca-2024/leitores.toml",
        "tabela-2024/edition.toml",
        "texts.toml",
    }


def test_the_library_goes_into_the_browser_with_its_catalogue(tmp_path: Path) -> None:
    """Every module and the definitions, as an installed package has them."""
    files = engine._library(tmp_path)
    assert {"cchc/__init__.py", "cchc/docs_builder/session.py", "cchc/catalogue/phuong-2024/edition.toml"} <= set(files)
    assert not [name for name in files if "__pycache__" in name]


def test_a_report_is_checked_by_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the form that the file is, or by the edition that is chosen."""
    for name, path in engine._catalogue(load_library(folder).folders.values()):
        unpacked = tmp_path / "unpacked" / name
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        unpacked.write_bytes(path.read_bytes())
    monkeypatch.setattr(session, "_opened", [])
    session.open_catalogue(str(tmp_path / "unpacked"))
    data = biblioteca.report(tmp_path, "pt", {**biblioteca.RIGHT, "criancas": "200"}).read_bytes()
    for edition in ("", "biblioteca-2024"):
        asked = json.dumps({"edition": edition, "language": "en", "name": "relatorio.txt"})
        told = json.loads(session.answer("check", asked, data))["answer"]
        assert told["form"]["id"] == "biblioteca-2024"
        borne = [told["found"][number - 1]["code"] for row in told["rows"] for number in row["findings"]]
        assert "CCHC-R001" in borne


def test_one_edition_is_a_catalogue_too(folder: Path) -> None:
    assert [one.id for one in load_library(folder / "tabela-2024").catalogues] == ["tabela-2024"]


def test_a_folder_without_editions_is_told(tmp_path: Path) -> None:
    with pytest.raises(CchcError, match=r"edition\.toml"):
        load_library(tmp_path)


def test_missing_packages_are_named_with_their_extra(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is read or written."""
    monkeypatch.setattr(site, "NEEDED", ("no_such_package",))
    assert run(["catalogue", "docs", str(folder), "-o", str(tmp_path / "site")]) == 2
    assert "cchc[docs]" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
