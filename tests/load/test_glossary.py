"""What the words of the field mean: where it is said, and what of it would be a mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition.glossary import Concept, Glossary
from cchc.edition.ground import Certainty
from cchc.errors import CatalogueError
from cchc.load import load_edition

Files = dict[str, str]
Write = Callable[[Files], Path]

ON_TIME = """
[dung_han]
label = { vi = "đúng hạn", en = "on time" }
known_as = ["đúng hẹn"]
means = [
    { certainty = "seen", vi = "Xong không sau ngày hẹn.", en = "Done by the day promised." },
    { instrument = "nd_61_2018", article = "Điều 30", certainty = "read" },
]
"""


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueError) as caught:
        load_edition(folder)
    return [(problem.code, problem.what) for problem in caught.value.problems]


@pytest.mark.parametrize("apart", [True, False])
def test_a_glossary_stands_in_a_file_beside_the_edition_or_under_a_head_of_any(
    files: Files, write: Write, apart: bool
) -> None:
    if apart:
        files["glossary.toml"] = ON_TIME
    else:
        files["nho-2024/rules.toml"] += ON_TIME.replace("[dung_han]", "[glossary.dung_han]")
    (concept,) = load_edition(write(files)).glossary.values()
    assert concept.known_as == ("đúng hẹn",)
    assert concept.means[0].certainty is Certainty.SEEN
    assert [ground.instrument for ground in concept.grounds] == ["nd_61_2018"]


def test_who_judges_reports_leaves_it_closed(files: Files, write: Write) -> None:
    """A mistake there is told to who asks for definitions, and to nobody else."""
    files["glossary.toml"] = ON_TIME.replace("seen", "sure")
    folder = write(files)
    assert load_edition(folder, with_definitions=False).glossary == {}
    assert problems(folder)


@pytest.mark.parametrize(
    ("written", "code", "told"),
    [
        (ON_TIME.replace("nd_61_2018", "nd_61_2081"), "CCHC-L004", "nd_61_2081"),
        (ON_TIME + ON_TIME.replace("[dung_han]", "[hen]").replace("đúng hạn", "kịp"), "CCHC-L005", "đúng hẹn"),
        (ON_TIME.replace('vi = "đúng hạn", ', ""), "CCHC-L008", "'vi'"),
        ('[a]\nlabel = { vi = "a", en = "b" }\n', "CCHC-L014", "'means' is missing"),
        ('[a]\nlabel = { vi = "a" }\nmeans = { vi = "b", en = "c", certainty = "read" }\n', "CCHC-L008", "'en'"),
        (ON_TIME.replace("known_as", "know_as"), "CCHC-L002", "know_as"),
    ],
)
def test_mistakes_are_told(files: Files, write: Write, written: str, code: str, told: str) -> None:
    """An instrument that is not there, a name of two, a word without a meaning or a translation, an unknown key."""
    files["glossary.toml"] = written
    assert any(found == code and told in what for found, what in problems(write(files)))


def test_a_concept_is_marked_where_it_is_mentioned_first() -> None:
    """The longest name counts, whole words only, each once, in whatever case."""
    concepts = {
        id: Concept(id, {"vi": name, "en": f"{name} (en)"}, (), known)
        for id, name, known in (("a", "hồ sơ", ()), ("b", "hồ sơ trực tuyến", ()), ("c", "đúng hạn", ("đúng hẹn",)))
    }
    seen: set[str] = set()
    marked = Glossary(concepts, "vi", "vi").marked(
        "Hồ sơ trực tuyến là hồ sơ; hồ sơ đúng hẹn, đúng hạn, đúng hạng.", seen, lambda words, id: f"[{words}:{id}]"
    )
    assert marked == "[Hồ sơ trực tuyến:b] là [hồ sơ:a]; hồ sơ [đúng hẹn:c], đúng hạn, đúng hạng."
    assert seen == {"a", "b", "c"}
    assert Glossary(concepts, "en", "vi").marked("đúng hẹn", set(), lambda words, id: id) == "đúng hẹn"
    assert Glossary({}, "vi", "vi").marked("hồ sơ", set(), lambda words, id: id) == "hồ sơ"
