"""The site's script finds what the library finds: the same entries, in the same order, for whatever is asked."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from attrs import asdict

from cchc.catalogue import load_catalogue
from cchc.edition.findable import Findable, entries_of
from cchc.edition.search import nearest, search, settings
from cchc.words import LANGUAGES

TESTS = Path(__file__).parents[1]
SCRIPT = TESTS.parent / "src/cchc/docs_builder/theme/static/search.js"
ASKED = [
    query
    for name in ("searches.tsv", "office-searches.tsv")
    for query, _ in csv.reader((TESTS / "field" / name).read_text(encoding="utf-8").splitlines()[1:], delimiter="\t")
]
ODD = [
    "",
    "   ",
    "hạn",
    "hàn",
    "HOÀ giải",
    "hòa giải",
    "Đường dây nóng",
    "đươngdâynong",
    "tylehosodunghan",
    "hồsơ đúnghạn",
    "thử xịn lội",
    "ty\u0309 le\u0302\u0323 ho\u0300\u0302 so\u031b",
    "tỷ\u00a0lệ\u200b hồ sơ",
    "𝒽𝓈 hồ sơ",
    "straße ǅ ﬁ",
    "#REF!",
    "95.5 %",
    "886/893 = 99,22%",
    "61/2018",
    "893/2018 = 44%",
    "28,39",
    "kỷ luật cán bộ",
    "II.2.4.4.1",
    "r014",
    "CCHC-R014",
    "b06.tiep_nhan",
    "thhuwxinloix",
    "zzzz qqqq",
    "(.*)[+?^$|\\/",
    "resolved on time",
    "phí, lệ phí",
]
RUN = """
const fs = require("fs");
eval(fs.readFileSync(process.argv[1], "utf8"));
const { index, asked } = JSON.parse(fs.readFileSync(0, "utf8"));
const prepared = cchcSearch.prepared(index);
const names = (found) => found.map((entry) => entry.name);
process.stdout.write(JSON.stringify(asked.map((query) =>
  [names(cchcSearch.search(prepared, query)), names(cchcSearch.nearest(prepared, query))])));
"""


def by_script(entries: tuple[Findable, ...], asked: list[str]) -> list[list[list[str]]]:
    """What the script finds and suggests, run as it stands."""
    given = {"index": {"settings": settings(), "entries": [asdict(entry) for entry in entries]}, "asked": asked}
    ran = subprocess.run(
        ["node", "-e", RUN, str(SCRIPT)], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    found: list[list[list[str]]] = json.loads(ran.stdout)
    return found


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed; the browser tests ask the built site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_ranks_as_the_library_does(language: str) -> None:
    """Every entry that is found, in its order, for queries of the office and for odd ones."""
    entries = entries_of(load_catalogue("phuong-2024").edition, language)
    entries += tuple(each for each in entries_of(load_catalogue("bieu-06-2020").edition, language) if "." in each.name)
    asked = [*ASKED, *ODD, *(entry.title for entry in entries[::9])]
    wanted = [[[each.name for each in find(entries, query)] for find in (search, nearest)] for query in asked]
    for query, mine, scripts in zip(asked, wanted, by_script(entries, asked), strict=True):
        assert scripts == mine, query
