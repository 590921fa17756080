"""A catalogue of tables that a stranger wrote is used in every way, or refused in a sentence."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from tests.fuzz.strangers import strange
from tests.pace import within
from tests.tables.small import STUB, catalogue_of, mistakes

from cchc.catalogue import Catalogue
from cchc.errors import CatalogueError, ReadError
from cchc.load import load_edition
from cchc.readers import read_report
from cchc.schema import json_schema
from cchc.serialize import from_json, to_json
from cchc.writers.empty import EmptyForm

HERE = Path(__file__).resolve().parent
FORMS = sorted(path.parent.name for path in HERE.glob("*/edition.toml"))
TRIED = 3_000 if settings().max_examples > 1_000 else 8
"""Of some thousand catalogues of each form, those that are tried each time."""
SECONDS = 3.0


def used(catalogue: Catalogue, filled: Path) -> None:
    """Everything that is made of a catalogue."""
    assert from_json(to_json(catalogue)).edition == catalogue.edition
    json_schema("evaluation", catalogue.edition)
    for language in catalogue.edition.languages:
        for kind in ("xlsx", "html"):
            EmptyForm(catalogue.edition, language).write(f"x.{kind}")
    if not filled.exists():
        return
    try:
        report = read_report(filled, catalogue)
    except ReadError:
        return  # the form is another now
    evaluation = catalogue.evaluate(report)
    to_json(evaluation)
    for table in report.tables:
        assert evaluation.table(table) is not None


@pytest.mark.parametrize("form", FORMS)
def test_one_strange_value(form: str, tmp_path: Path) -> None:
    """Whatever one value is, the catalogue is refused with the place, or is good for everything."""
    own = tmp_path / form
    shutil.copytree(HERE / form, own)
    place = own / "edition.toml"
    variants = list(strange(place.read_text(encoding="utf-8")))
    loaded, told = 0, []
    for text in random.Random(10).sample(variants, min(TRIED, len(variants))):
        place.write_text(text, encoding="utf-8")
        with within(SECONDS):
            try:
                catalogue = Catalogue(load_edition(own))
            except CatalogueError as error:
                told.append(str(error))
            else:
                used(catalogue, own / "right.tsv")
                loaded += 1
    assert loaded
    assert all(told)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('formula = "per_mille(c4, c1)"', "formula = []", r"columns\.\d+\.formula: the list is empty"),
        ('id = "tong"', 'id = "number"', r"columns\.\d+\.id: 'number' has a meaning of its own"),
        ('id = "tong"', 'id = "del"', r"columns\.\d+\.id: 'del' has a meaning of its own"),
    ],
)
def test_a_column_that_could_not_be_used(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    """A computed column has a formula, and none is called what a function is, or the place says so."""
    own = tmp_path / "tram-y-te"
    shutil.copytree(HERE / own.name, own)
    place = own / "edition.toml"
    text = place.read_text(encoding="utf-8")
    assert text.count(right) == 1
    place.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_edition(own)


NAMED = """[table.t]
{stub}rows = [
    {{ id = "{id}", code = "1", label.vi = "Một" }},
    {{ id = "b", code = "2", label.vi = "Hai" }},
]
columns = [{{ id = "c", heading = ["Số"] }}]
"""


@pytest.mark.parametrize("id", ["round", "bands", "previous", "min", "if_", "percent", "children", "period_end", "not"])
def test_a_row_called_like_a_function_is_a_mistake_with_a_way_out(tmp_path: Path, id: str) -> None:
    """Before anybody names it: a formula or a rule over columns could not."""
    (mistake,) = mistakes(tmp_path, NAMED.format(stub=STUB, id=id))
    assert f"'{id}' has a meaning of its own in formulas and rules (such as '{id}_row')" in mistake


@pytest.mark.parametrize("id", ["sum", "total", "all", "leaf", "round_row"])
def test_a_row_called_otherwise_is_named_by_its_address(tmp_path: Path, id: str) -> None:
    """So is the total, which most call so."""
    samples = f'good = {{ "t[{id}].c" = 5 }}\nbad = {{ "t[{id}].c" = 6 }}'
    catalogue_of(tmp_path, NAMED.format(stub=STUB, id=id) + f'[rules.R1]\ncheck = "t[{id}].c <= 5"\n{samples}\n')


def test_a_parameter_called_like_a_function_is_a_mistake(tmp_path: Path) -> None:
    text = NAMED.format(stub=STUB, id="a") + '[parameters.round]\nlabel.vi = "Mức"\nvalue = 4\nsource = "x"\n'
    assert any("'round' is the name of something else" in each for each in mistakes(tmp_path, text))
