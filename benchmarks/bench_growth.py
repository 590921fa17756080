"""A catalogue of many more lines than any form has: how its time and its memory grow; each in a process of its own.

It has the ward form's lines, formulas and rules of some lines, once as they are, then again and again under other ids,
numbers, labels and parts of the form; without the one rule that is asked of each two documents. What grows with the
lines takes as long for each more of them, however many there are already: that is the ratio, by processor time.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from statistics import median

from cchc import load_catalogue
from cchc.shipped import home

EDITION = "phuong-2024"
LINT = """
from cchc.catalogue import lint_catalogue
lint_catalogue({folder!r})
"""
JUDGE = """
from pathlib import Path
from cchc.catalogue import Catalogue
from cchc.load import load_edition
catalogue = Catalogue(load_edition(Path({folder!r}), with_definitions=False))
engine = catalogue.engine
engine.on_figures.program, engine.on_form.program
assert catalogue.evaluate(dict.fromkeys(engine.counts, 3)).outcomes
"""
USED = """
from resource import RUSAGE_SELF, getrusage
used = getrusage(RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""
CODES = {"catalogue lint": LINT, "load, compile, evaluate": JUDGE}
SIZES = {"catalogue lint": (1, 4, 10), "load, compile, evaluate": (1, 10, 40)}
"""How many times the lines; a catalogue of fifty forms is refused, for a rule may stand for 5,000 cases."""
MOST_SHARE, MOST_MEMORY = 1.5, 600
"""How many times as much one more of many lines may take as one more of few; megabytes."""
_SECTION = re.compile(r"i{1,2}-")
_SECTIONS = re.compile(r'^sections *= \[\n(?: +"[^\n]*\n)*', re.MULTILINE)
_WITHIN = re.compile(r"auxiliary|rules-(?!lines|report|periods)")
"""The other files that speak of single lines."""
_ID = re.compile(r'^unit *= "\w+|\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*\b', re.MULTILINE)
"""Words that may be the id of a line; a unit may be called as a line is, and is none."""
_TABLE = re.compile(r"^(?=\[[\w.]+\]$)", re.MULTILINE)
_OF_ALL = re.compile(r"^each +=", re.MULTILINE)
_OF_FORM = re.compile(r"^pairs += \{|is_all_zero", re.MULTILINE)
"""Rules of each two documents, which grow with the square of the lines, and one whose samples are whole forms."""
_RULE = re.compile(r"\bR(\d+)\b")
_FAMILY = re.compile(r'^(\[family\.|family *= ")(\w+)', re.MULTILINE)
_LABEL = re.compile(r'^(label\.(?:vi|en) *= ")', re.MULTILINE)
_PART = re.compile(r'^(code *= ")(I|II)(?=")', re.MULTILINE)
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folders = {times: grown(Path(place) / str(times), times) for times in {*chain(*SIZES.values())}}
        for name, code in CODES.items():
            spent = {times: _median(code.format(folder=str(folders[times]))) for times in SIZES[name]}
            few, more, most = SIZES[name]
            first, then = ((spent[up][0] - spent[down][0]) / (up - down) for down, up in ((few, more), (more, most)))
            for times, (seconds, memory) in spent.items():
                print(f"{f'{name}, {times} × the lines':<58} {seconds:>12.2f} s {memory:>12} MB")
            is_met = then / first <= MOST_SHARE and spent[most][1] <= MOST_MEMORY
            print(
                f"{'what more lines take, of many / of few':<58} {then:>12.3f} s {first:>12.3f} s"
                f"   × {then / first:<8.3g}"
                f"   target ≤ {MOST_SHARE:g}, {MOST_MEMORY} MB  {'ok' if is_met else 'MISSED'}"
            )


def _median(code: str) -> tuple[float, int]:
    runs = [used(code) for _ in range(3)]
    return median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def used(code: str) -> tuple[float, int]:
    """Seconds of the processor and megabytes of a process that runs this."""
    done = subprocess.run([sys.executable, "-c", code + USED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def grown(place: Path, times: int) -> Path:
    """The folder of an edition with so many times as many lines: sections of their own, rules behind the others."""
    shutil.copytree(home(), place)
    folder, edition = place / EDITION, load_catalogue(EDITION).edition
    ids = frozenset((*edition.everything, *edition.auxiliaries))
    more: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        if file.name.startswith("rules-"):
            text = _but(_OF_FORM, text)
        if _WITHIN.match(file.name):
            text = "".join([text, *(_again(text, ids, copy) for copy in range(1, times))])
        elif _SECTION.match(file.name):
            more[file.stem] = [_again(text, ids, copy) for copy in range(1, times)]
        file.write_text(text, encoding="utf-8")
    _add_sections(folder, more)
    return folder


def _add_sections(folder: Path, more: Mapping[str, list[str]]) -> None:
    """Each time all of them, in the order of the form."""
    named: dict[str, str] = {}
    for copy, texts in enumerate(zip(*more.values(), strict=True), start=1):
        named |= {f"{name}-{copy}": text for name, text in zip(more, texts, strict=True)}
    for name, text in named.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    head = folder / "edition.toml"
    listed = "".join(f'    "{name}",\n' for name in named)
    text = head.read_text(encoding="utf-8")
    head.write_text(_SECTIONS.sub(lambda found: found[0] + listed, text), encoding="utf-8")


def _but(unwanted: re.Pattern[str], text: str) -> str:
    """A file without the tables in which something is found."""
    return "".join(table for table in _TABLE.split(text) if not unwanted.search(table))


def _again(text: str, ids: frozenset[str], copy: int) -> str:
    """Lines and rules once more, as others; a rule that is asked of all lines of a kind is asked of these, too."""
    again = _ID.sub(lambda found: f"{found[0]}_{copy}" if found[0] in ids else found[0], _but(_OF_ALL, text))
    again = _RULE.sub(lambda found: f"R{100 * copy + int(found[1])}", again)
    again = _FAMILY.sub(lambda found: f"{found[0]}_{copy}", again)
    again = _LABEL.sub(lambda found: f"{found[1]}{copy}. ", again)
    return "\n" + _PART.sub(lambda found: f"{found[1]}{_roman(2 * copy + len(found[2]))}", again)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        written += sign * count
    return written


if __name__ == "__main__":
    main()
