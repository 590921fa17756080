"""Where a catalogue may say what its lines mean, and what of that would be a mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition.definition import LineDefinition, Passage
from cchc.edition.ground import Certainty
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

Files = dict[str, str]
Write = Callable[[Files], Path]

SAID = 'counts = { vi = "Việc trong kế hoạch.", en = "Work in the plan.", certainty = "label" }\n'
MEANT = LineDefinition(counts=(Passage({"vi": "Việc trong kế hoạch.", "en": "Work in the plan."}, Certainty.LABEL),))
LINES, EDITION = "nho-2024/lines.toml", "nho-2024/edition.toml"


def listed(files: Files, text: str) -> Files:
    files[EDITION] = files[EDITION].replace('rules = ["rules"]', 'rules = ["rules"]\ndefinitions = ["meant"]')
    files["nho-2024/meant.toml"] = text
    return files


def inline(files: Files, text: str) -> Files:
    files[LINES] += f"\n[giao.definition]\n{text}"
    return files


def headed(files: Files, text: str) -> Files:
    files[LINES] += f"\n[definitions.giao]\n{text}"
    return files


@pytest.mark.parametrize("put", [inline, headed, lambda files, text: listed(files, f"[giao]\n{text}")])
def test_a_line_is_defined_where_it_stands_or_in_a_file_of_definitions(
    files: Files, write: Write, put: Callable[[Files, str], Files]
) -> None:
    """At the line itself, under the head of any file, or bare in a file that edition.toml lists."""
    assert load_edition(write(put(files, SAID))).indicators["giao"].definition == MEANT


def test_a_text_by_language_is_the_whole_definition(files: Files, write: Write) -> None:
    """`definition.vi` alone says what counts, and nobody says how surely."""
    found = load_edition(write(inline(files, 'vi = "Việc."\nen = "Work."\n'))).indicators["giao"].definition
    assert found == LineDefinition(counts=(Passage({"vi": "Việc.", "en": "Work."}),))


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (f"[gaio]\n{SAID}", "CCHC-L004", "did you mean giao?"),
        ('[giao]\ncounts = { certainty = "label" }', "CCHC-L014", "says nothing"),
        ('[giao]\ncuonts = { vi = "a", en = "b" }', "CCHC-L002", "did you mean counts?"),
        ('[giao]\ncounts = { vi = "a" }', "CCHC-L008", "'en'"),
        ('[giao]\ncounts = { vi = "a", en = "b", certainty = "sure" }', "CCHC-L003", "'sure'"),
        ('[giao]\nlegal = { instrument = "nd_61_2081" }', "CCHC-L004", "did you mean nd_61_2018?"),
        (f"[giao]\n{SAID}\n[definitions.giao]\n{SAID}", "CCHC-L005", "already"),
    ],
)
def test_mistakes_are_told_at_their_line(files: Files, write: Write, text: str, code: str, told: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_edition(write(listed(files, text)))
    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("nho-2024/meant.toml", code), str(problem)
    assert told in str(problem)
    assert problem.line is not None


def test_a_line_is_defined_once(files: Files, write: Write) -> None:
    with pytest.raises(CatalogueError, match="of its own already"):
        load_edition(write(listed(inline(files, SAID), f"[giao]\n{SAID}")))


def test_what_is_not_said_is_noted_and_no_mistake(files: Files, write: Write) -> None:
    """Lint asks for definitions, and for the parts that one leaves out; a check without them notes nothing."""
    folder, notes = write(inline(files, SAID)), list[Problem]()
    load_edition(folder, told=notes.append)
    told = [note.what for note in notes if "definition" in note.what]
    assert "3 figures have no 'definition': xong, ty_le, phan_cap" in told
    assert "1 definitions have no 'mistake': giao" in told
    notes.clear()
    load_edition(folder, told=notes.append, with_definitions=False)
    assert not [note for note in notes if "definition" in note.what]
