"""Each key of a catalogue's files is told of, in both languages, on a page and in schemas drawn from the loader."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import jsonschema
import pytest
import tomli

from cchc.docs_builder.toml_page import page
from cchc.errors import CatalogueError
from cchc.load import load_edition
from cchc.load.described import every_key, told_of
from cchc.load.probe import vocabulary
from cchc.schema import TOML_FILES, json_schema
from cchc.words import LANGUAGES, data

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "catalogue").rglob("*.toml"))
OTHERS = sorted(path for folder in ("tables", "own") for path in (ROOT / "tests" / folder).rglob("*.toml"))
NAMED = re.compile(r"#:schema (\S+)\n")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def kind_of(path: Path) -> str:
    """What kind of file it is, as edition.toml says by listing it."""
    if path.name in TOML_FILES:
        return path.name
    return next((f"{head}.toml" for head in ("rules", "definitions") if path.stem.startswith(head)), "lines.toml")


def as_json(value: object) -> object:
    match value:
        case dict():
            return {key: as_json(each) for key, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case dt.date():
            return value.isoformat()
        case _:
            return value


def mistakes(file: str, text: str) -> list[str]:
    """What is wrong with a text by the schema of its kind."""
    validator = jsonschema.Draft202012Validator(json_schema(file))
    return [error.message for error in validator.iter_errors(as_json(tomli.loads(text)))]


def test_every_key_is_described_in_each_language() -> None:
    """A key that the loader asks for has its text in words/vocabulary.toml; one that it does not ask for has none."""
    told = {shape_name: told_of(*shape_name) for shape_name in ((shape.path, key) for shape, key, _ in every_key())}
    missing = [".".join((*path, key)) for (path, key), text in told.items() if text is None]
    assert not missing, f"[key] of src/cchc/words/vocabulary.toml tells nothing of {missing}: add vi, en and an example"
    for text in data("vocabulary")["key"].values():
        assert all(text[language].strip() for language in LANGUAGES), text
        assert "unsaid" not in text or set(text["unsaid"]) == set(LANGUAGES), text
    used = {id(text) for text in told.values()}
    assert [key for key, text in data("vocabulary")["key"].items() if id(text) not in used] == []


def test_every_example_is_toml_of_the_type_that_it_shows() -> None:
    """An example is a value that the schema of its key accepts."""
    for shape, key, noted in every_key():
        text = told_of(shape.path, key)
        assert text is not None
        assert "example" in text, key
        value = as_json(tomli.loads(f"value = {text['example']}")["value"])
        kinds = {str: {"text", "date"}, bool: {"flag"}, int: {"whole", "decimal"}, list: {"texts", "list"}}
        fitting = kinds.get(type(value), {"table", "tables", "translated", "list"})
        assert fitting & noted.types.keys(), (shape.path, key, value, list(noted.types))


def test_all_heads_have_a_section() -> None:
    """A head under which tables may stand says what they are."""
    known = data("vocabulary")["section"]
    assert [head for head in vocabulary() if (head or "edition") not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_the_loader_reads(language: str) -> None:
    """docs/*/toml.md is made by the program; `UPDATE_SNAPSHOTS=1` writes it anew."""
    path = ROOT / "docs" / language / "toml.md"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(page(language), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page(language)


@pytest.mark.parametrize("file", TOML_FILES)
def test_the_schemas_that_are_shipped_are_current(file: str) -> None:
    """catalogue/schemas has the schema of each kind of file; `UPDATE_SNAPSHOTS=1` writes it anew."""
    path, drawn = ROOT / "catalogue" / "schemas" / f"{file}.json", json_schema(file)
    jsonschema.Draft202012Validator.check_schema(drawn)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == drawn


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_shipped_file_names_the_schema_of_its_kind(path: Path) -> None:
    """The first line of each file tells an editor by which schema to help, by a path that is there."""
    named = NAMED.match(path.read_text(encoding="utf-8"))
    assert named is not None
    assert (path.parent / named[1]).resolve() == ROOT / "catalogue" / "schemas" / f"{kind_of(path)}.json"


@pytest.mark.parametrize("path", [*SHIPPED, *OTHERS], ids=name)
def test_a_catalogue_that_loads_is_right_by_the_schema(path: Path) -> None:
    """Whatever the loader takes, an editor takes."""
    assert mistakes(kind_of(path), path.read_text(encoding="utf-8")) == []


MISSPELT = [
    ("heading =", "headin ="),
    ("form_number", "form_numbers"),
    ("in_force", "inforce"),
    ('severity  = "warning"', 'severity  = "warnin"'),
    ('is = "code"', 'is = "kode"'),
    ('parents = "optional"', 'parents = "maybe"'),
    ("closing_day = 14", "closing_day = 44"),
    ("printed = false", 'printed = "no"'),
]


def tables(change: tuple[str, str]) -> str:
    """The catalogue of Biểu 06 with one thing misspelt."""
    text = (ROOT / "catalogue" / "bieu-06-2020" / "edition.toml").read_text(encoding="utf-8")
    assert change[0] in text
    return text.replace(change[0], change[1], 1)


@pytest.mark.parametrize("change", MISSPELT, ids=lambda change: change[1])
def test_what_the_loader_refuses_of_spelling_the_schema_refuses(change: tuple[str, str], tmp_path: Path) -> None:
    """A key or word that the loader does not know is none to an editor."""
    text = tables(change)
    (tmp_path / "bieu-06-2020").mkdir()
    (tmp_path / "bieu-06-2020" / "edition.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError):
        load_edition(tmp_path / "bieu-06-2020")
    assert mistakes("edition.toml", text)


def tombi(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The TOML language server that the tests pin, as a linter."""
    try:
        files = distribution("tombi").files or []
    except PackageNotFoundError:
        pytest.skip("tombi is not installed here; requirements/dev.txt pins it")
    program = next(Path(str(file.locate())).resolve() for file in files if file.name in ("tombi", "tombi.exe"))
    command = [str(program), "lint", "--offline", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_language_server_finds_nothing_wrong_with_what_is_shipped() -> None:
    """tombi, by the schemas that the files name, has no error to tell, and no key that it does not know."""
    found = tombi(*map(str, SHIPPED))
    told = re.sub(r"\x1b\[[0-9;]*m", "", found.stdout + found.stderr)
    assert found.returncode == 0, told
    assert "strict mode" not in told, told
    assert f"{len(SHIPPED)} files linted" in told


@pytest.mark.parametrize("change", MISSPELT, ids=lambda change: change[1])
def test_a_language_server_finds_what_is_misspelt(change: tuple[str, str], tmp_path: Path) -> None:
    """The same server tells each misspelling, so that it does read the schema."""
    schema = ROOT / "catalogue" / "schemas" / "edition.toml.json"
    (tmp_path / "edition.toml").write_text(NAMED.sub(f"#:schema {schema}\n", tables(change), count=1), encoding="utf-8")
    assert tombi(str(tmp_path / "edition.toml")).returncode == 1
