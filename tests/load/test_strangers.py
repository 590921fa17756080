"""A stranger's catalogue is used in every way, or refused in a sentence, within bounds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.fuzz.strangers import strange
from tests.own.biblioteca import RIGHT, report, write
from tests.pace import within

from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.errors import CatalogueError, CchcError
from cchc.load import load_edition
from cchc.readers import read_report
from cchc.schema import json_schema
from cchc.serialize import from_json, to_json
from cchc.writers import xlsx_template

FILES = ("edition.toml", "leitores.toml")
TRIED = 6_000 if settings().max_examples > 1_000 else 60
"""Of some thousand catalogues, those that are tried each time; `make deep` tries all."""
SECONDS, LONGEST = 3.0, 150_000


def used(catalogue: Catalogue, filled: Path) -> None:
    """Everything that is made of a catalogue."""
    assert from_json(to_json(catalogue)).edition == catalogue.edition
    json_schema("evaluation", catalogue.edition)
    evaluation = catalogue.evaluate(read_report(filled, catalogue))
    to_json(evaluation)
    for id in catalogue.edition.figures:
        evaluation.explain(id)
    for language in catalogue.edition.languages:
        xlsx_template.write(catalogue.edition, language)


def test_one_strange_value(tmp_path: Path) -> None:
    """Whatever one value is, the catalogue is refused with the place, or is good for everything."""
    own = write(tmp_path, ("vi", "en"))
    filled = report(tmp_path, "vi", RIGHT)
    right = {name: (own / name).read_text(encoding="utf-8") for name in FILES}
    variants = [(name, text) for name in FILES for text in strange(right[name])]
    loaded = 0
    told: list[str] = []
    for name, text in random.Random(10).sample(variants, min(TRIED, len(variants))):
        (own / name).write_text(text, encoding="utf-8")
        try:
            used(Catalogue(load_edition(own)), filled)
            loaded += 1
        except CchcError as error:
            told.append(str(error))
        (own / name).write_text(right[name], encoding="utf-8")
    assert all(told)
    assert loaded > TRIED // 10


@pytest.mark.parametrize("key", ["example", "base"])
def test_a_name_that_no_file_can_have(key: str, tmp_path: Path) -> None:
    """Longer than any file's, or of one elsewhere: it is told as one that is not there."""
    own = write(tmp_path, ("en",))
    place = own / "edition.toml"
    right = place.read_text(encoding="utf-8")
    for name in ("x" * 3_000, "../../etc/passwd", "/etc/passwd", "a\\u0000b"):
        place.write_text(right.replace("[columns]", f'{key} = "{name}"\n[columns]'), encoding="utf-8")
        with pytest.raises(CatalogueError) as error:
            load_catalogue(own)
        assert key in str(error.value) and len(str(error.value)) < LONGEST


LINE = (
    '[lines.l{0}]\ncode = "{0}"\npath = "I.{0}"\nlabel = {{ en = "Line number {0}" }}\nkind = "count"\n'
    'unit = "visita"\nover_time = "flow"\nover_offices = "sum"\n'
)
RULE = (
    '[rules.R{0}]\ncheck = "l{0} <= l{1} + {0}"\nseverity = "error"\nnature = "definitional"\n'
    'says = {{ en = "More ({{l{0}}}) than ({{l{1}}})." }}\nadvice = {{ en = "See." }}\n'
    "good = [{{ l{0} = 1, l{1} = 1 }}, {{ l{0} = {1}, l{1} = 1 }}]\nbad = {{ l{0} = {2}, l{1} = 1 }}\n"
)
LARGE = "".join(map(LINE.format, range(10, 1_010))) + "".join(RULE.format(n, n + 1, n + 2) for n in range(10, 510))
FORMULA, LABEL, SAMPLE = "percent(criancas, visitas)", 'en = "Visits, total"', "visitas = 162"
HOSTILE: dict[str, Callable[[str], str]] = {
    "a hundred thousand lines": lambda text: text + "".join(f"[lines.l{n}]\n" for n in range(95_000)),
    "a hundred thousand keys": lambda text: text + "".join(f"k{n}=1\n" for n in range(100_000)),
    "lists in lists": lambda text: text + "a = " + "[" * 100_000 + "]" * 100_000,
    "tables in tables": lambda text: text + "[" + "a." * 100_000 + "a]",
    "tables in lines": lambda text: text + "a = " + "{b=" * 50_000 + "1" + "}" * 50_000,
    "a formula of a hundred thousand names": lambda text: text.replace(FORMULA, " + ".join(["criancas"] * 100_000)),
    "a formula of parentheses": lambda text: text.replace(FORMULA, "(" * 250_000 + "1" + ")" * 250_000),
    "a formula of digits": lambda text: text.replace(FORMULA, "9" * 1_000_000),
    "a number of digits": lambda text: text.replace(SAMPLE, f"visitas = {'9' * 1_000_000}"),
    "a number of sixty-one digits": lambda text: text.replace(SAMPLE, f"visitas = {'9' * 61}"),
    "a number of letters": lambda text: text.replace(SAMPLE, f"visitas = 0x{'f' * 1_000_000}"),
    "a decimal of digits": lambda text: text.replace(SAMPLE, f"visitas = 0.{'9' * 1_000_000}"),
    "tables that are not closed": lambda text: text + "[lines.x\n" * 150_000,
    "a text that is not closed": lambda text: text + 'a = """' + "x\n" * 500_000,
    "more than two megabytes": lambda text: text + "#" * 2_000_000,
}


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Callable[[Callable[[str], str]], Path]]:
    """A small catalogue with one of its files changed."""
    own = write(tmp_path, ("en",))

    def change(how: Callable[[str], str]) -> Path:
        place = own / "leitores.toml"
        place.write_text(how(place.read_text(encoding="utf-8")), encoding="utf-8")
        return own

    yield change  # noqa: PT022


def test_a_catalogue_of_twelve_thousand_lines(changed: Callable[[Callable[[str], str]], Path]) -> None:
    """It loads, lints and compiles in seconds."""
    own = changed(lambda text: text + LARGE)
    assert LARGE.count("\n") == 12_000
    with within(2 * SECONDS):
        catalogue = lint_catalogue(own)
        assert catalogue.compute({}) is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_catalogue_is_refused(name: str, changed: Callable[[Callable[[str], str]], Path]) -> None:
    """In bounded time, and with no more said than a person can read."""
    own = changed(HOSTILE[name])
    with within(SECONDS), pytest.raises(CatalogueError) as error:
        load_catalogue(own)
    assert "leitores.toml" in str(error.value)
    assert len(str(error.value)) < LONGEST


@pytest.mark.parametrize("marks", ["\u0302\u0323" * 40_000, "\\u0302\\u0323" * 40_000])
def test_marks_without_end(tmp_path: Path, marks: str) -> None:
    """To put marks on a letter in their order takes the square of their number, spelt out or not."""
    own = write(tmp_path, ("vi", "en"))
    edition = own / "edition.toml"
    text = edition.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("title") and '"' in line)
    edition.write_text(text.replace(line, line.replace('"', f'"a{marks}', 1)), encoding="utf-8")
    with within(SECONDS):
        lint_catalogue(own)
