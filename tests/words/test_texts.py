"""Every text that the code asks for is there in every language, with the places that are filled; no text is unused."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase

import click
import pytest
from attrs import fields
from tests.words.asked import FACES, PACKAGE, Asked, everything_asked

from cchc.batch.codes import ROLL_UP
from cchc.batch.rollup.table import SeriesMark
from cchc.catalogue import load_catalogue
from cchc.cli import commands
from cchc.cli.render import edition as edition_page
from cchc.cli.render import figures, rollup
from cchc.cli.words import long_name
from cchc.docs_builder.machine import addresses, sdmx
from cchc.due import Timeliness
from cchc.edition import (
    Indicator,
    IndicatorKind,
    Nature,
    Rule,
    Severity,
    Unit,
    ZeroDenominator,
)
from cchc.edition.aggregation import Axis
from cchc.edition.amendment import Amendment, EditionStatus
from cchc.edition.choice import ChosenBy
from cchc.edition.comparison import COMPARED as CHANGED
from cchc.edition.comparison import OF_COLUMN, OF_EDITION, OF_ROW, OF_TABLE, ChangeKind
from cchc.edition.definition import DefinitionPart
from cchc.edition.ground import Certainty
from cchc.edition.missing import ObservationStatus
from cchc.edition.table import Blank, OverRows, Parents, RowScope, StubKind
from cchc.filed import rates
from cchc.filed.overview import FilingState
from cchc.filed.repeated import Telling
from cchc.formula.functions import COMPARISONS, FACTS, PURE
from cchc.formula.words import PHRASES
from cchc.judge.outcome import Result
from cchc.judge.precision import Match
from cchc.load.lint.rules import SAMPLE_WORDS
from cchc.period import PeriodKind
from cchc.solver import Conclusion, Question
from cchc.value import Cause, Origin
from cchc.words import LANGUAGES, PLACEHOLDER, Translated, face
from cchc.writers.csv import MACHINE
from cchc.writers.xlsx_findings import COLUMNS

ASKED = everything_asked()
NUMERIC = {IndicatorKind.COUNT, IndicatorKind.PERCENTAGE}
COMPARED = {
    each.name for kind in (Indicator, Rule, Unit) for each in fields(kind) if each.metadata.get("json", "") is not None
}
NOT_COMPARED = {
    "definition",
    "amendment",
    "id",
    "file",
    "line",
    "formula",
    "parent",
    "instances",
    "good",
    "bad",
    "also_good",
    "also_bad",
    "examples",
}
WHOLE = {(asked.face, asked.name) for asked in ASKED if "*" not in asked.name}


def command_names(command: click.Command, path: str) -> Iterator[str]:
    """A command's name and those of its own commands, as their help texts are called."""
    yield path or "cchc"
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            assert inner is not None
            yield from command_names(inner, f"{path}_{name}".lstrip("_"))


def headed_rows() -> set[str]:
    """The rows that the page of a definition may have: what its functions yield first."""
    tree = ast.parse((PACKAGE / "cli" / "render" / "definition.py").read_text(encoding="utf-8"))
    firsts = (
        node.value.elts[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
    )
    return {first.value for first in firsts if isinstance(first, ast.Constant)}


FAMILIES: Mapping[str, Mapping[str, Collection[str]]] = {
    "judging": {
        "answer": ("yes", "no"),
        "article": (
            *("amending", "article", "clause", "point", "annex", "form", "table", "index", "decree", "and", "to"),
        ),
        "bound": COMPARISONS,
        "cause": tuple(Cause),
        "certainty": tuple(Certainty),
        "choice": tuple(ChosenBy),
        "count": [name for severity in Severity for name in (severity, f"{severity}_one")],
        "diagnosis": tuple(Match),
        "figure_diagnosis": (Match.TRUNCATED, Match.OFF_BY_ONE, Match.UNEXPLAINED, "alone"),
        "edition_status": tuple(EditionStatus),
        "formula": tuple(PHRASES),
        "in_force": ("open", "closed"),
        "kind": tuple(IndicatorKind),
        "nature": tuple(Nature),
        "not_asked": ("ended", "elsewhere"),
        "period": tuple(PeriodKind),
        "sample": tuple(SAMPLE_WORDS),
        "severity": tuple(Severity),
        "why": tuple(Nature),
    },
    "command_line": {
        "suggest_change": ("certain", "example", "least", "most", "between", "nothing", "other"),
        "suggest_item": ("certain", "example", "nothing", "other"),
        "suggest_place": ("line", "ref"),
        "suggest_set": ("if", "or", "if_list", "or_list", "if_steps", "or_steps"),
        "book_not_kept": ("links", "data", "objects", "uncalculated", "no_room", "needs_docx", "unusual"),
        "changed": ("edition", *CHANGED),
        "definition": (*headed_rows(), *DefinitionPart),
        "edition_changes": edition_page._LISTED,
        "edition_count": ("indicators", "tables", "rules"),
        "edition_step": tuple(ChangeKind),
        "extra": ("pdf", "xls", "xlsx", "docx", "print", "solve", "batch", "plot", "docs"),
        "heading": ("usage", "options", "commands"),
        "help": list(command_names(commands, "")),
        "later": ("ended", "moved"),
        "origin": tuple(Origin),
        "outcome": tuple(Result),
        "overview_column": (
            *("office", "form", "period", "filed", "due"),
            *("errors", "warnings", "change", "file", "cause"),
        ),
        "overview_count": (
            *(state for state in FilingState if state is not FilingState.FILED),
            Timeliness.LATE,
            Timeliness.UNKNOWN,
        ),
        "overview_due": (Timeliness.IN_TIME, Timeliness.UNKNOWN),
        "overview_state": tuple(FilingState),
        "overview_counts": tuple(Telling),
        "period": tuple(PeriodKind),
        "proof_other": ("none", "refuted"),
        "proof_rate": ("plausible", "out"),
        "proof_rule": ("repeated", "never"),
        "proof_together": tuple(Conclusion),
        "proof_watched": (Question.TOGETHER, Question.RANGE, Question.OWN),
        "rate": ["reported", "filled", *(Match.AGREES, Match.TRUNCATED, Match.OFF_BY_ONE, Match.UNEXPLAINED)],
        "rates": rates.HEADINGS,
        "rollup_column": (*rollup._HEADINGS, "rule", "severity", "says"),
        "rollup_legend": ("part", "unknown", "range", "absent"),
        "rollup_reports": (Timeliness.LATE, Timeliness.UNKNOWN),
        "rollup_reason": ("blank", "not_applicable", "not_listed", "not_reported", *ROLL_UP.values()),
        "rollup_series": (*SeriesMark, "replaced"),
        "rollup_state": (
            *("months", "offices", "last", "last_of_some", "first", "first_of_some", "both_ends", "unknown"),
            *("drawn", "hatched", "hollow", "pale", "crossed"),
        ),
        "step": tuple(ChangeKind),
        "sums": figures._SUM_HEADINGS,
        "worth": [f"{word}.{worth}" for word in ("none", "not_arisen") for worth in ("zero", "missing")],
    },
    "writing": {
        "bad": ("heading", "count", "part", "whole", "percentage", "per_mille", "number", "date", "answer"),
        "column": [column for column, _ in COLUMNS],
        "field": MACHINE,
        "form_of_tables": ("number", "period", "office", "superior", "unit"),
        "legend": ("computed", "moved"),
        "letter_column": ("number", "line", "cell", "written", "needed"),
        "letter_annex_column": ("cause", "path", "code", "label", "cell", "written", "quantity", "corrected"),
        "period": tuple(PeriodKind),
        "wants": [
            *(kind for kind in IndicatorKind if kind not in (IndicatorKind.HEADING, IndicatorKind.DATE)),
            "day", "pair", "nothing", "not_asked", "read_as", "read_if_given", "window",
            "heading", "superior", "office", "title", "date", "name",
        ],
    },
    "site": {
        "part": tuple(DefinitionPart),
        "api": ("functions", "types", "errors"),
        "changed": [
            "edition.changed",
            *(f"{of}.{kind}" for of in CHANGED for kind in ChangeKind),
        ],
        "now": ("read_as", "note", "applies"),
        "days": ("since", "between", "until"),
        "data": {what for id in ("phuong-2024", "qd-766-xa") for _, what in addresses(load_catalogue(id).edition)},
        "family": ("f", "c", "p", "t", "l", "r"),
        "field": (COMPARED - NOT_COMPARED)
        | {*OF_COLUMN, *OF_ROW, *OF_TABLE, *OF_EDITION}
        | {f"definition.{part}" for part in DefinitionPart}
        | ({each.name for each in fields(Amendment)} - {"because"}),
        "label": LANGUAGES,
        "other": ("site_title", "site_name", "search_example", "first_intro"),
        "other_language": LANGUAGES,
        "over": tuple(Axis),
        "over_rows": tuple(OverRows),
        "rows_blank": tuple(Blank),
        "rows_open": (StubKind.LABEL, StubKind.CODE),
        "rows_parents": tuple(Parents),
        "rule_over_rows": tuple(RowScope),
        "sdmx": [name.lower() for name in (*sdmx.CONCEPTS, sdmx.ROW)],
        "sdmx_status": [status.lower() for status in ObservationStatus],
        "slip": ("right", "truncated", "other_total", "blank", "zero", "error"),
        "step": ("pages", "data", "engine", "no_snapshot", "links"),
        "this": ("line", "column", "row"),
        "tile": [f"{tile}.{part}" for tile in ("check", "form", "codes", "guide") for part in ("title", "text")],
        "type": {kind for function in (*FACTS, *PURE) for kind in (*function.takes, function.gives)},
        "zero": tuple(ZeroDenominator),
    },
}  # fmt: skip
"""What a family whose members only a run names must hold, and holds nothing else."""
DATA = {
        "search",
    "aggregation", "causes", "cells", "checks", "dates", "drafting", "figures", "findings", "form", "lint", "missing",
    "number_row", "standard", "tables", "vocabulary", "why",
}  # fmt: skip
"""Files that hold more than texts by language; tests of their own look after them."""
OPEN = {("command_line", "option"), ("site", "script")}
"""Families that tests of their own look after."""
FOREIGN = {"reason"}
"""What foreign code says, in English."""


def placeholders(text: Mapping[str, str]) -> dict[str, set[str]]:
    return {language: set(PLACEHOLDER.findall(words)) for language, words in text.items()}


def known(asked: Asked) -> list[str]:
    """The texts that a call may mean; of a family not those that are asked for by their whole names, unless all are."""
    found = [name for name in face(asked.face).texts if fnmatchcase(name, asked.name)]
    return [name for name in found if "*" not in asked.name or (asked.face, name) not in WHOLE] or found


@pytest.mark.parametrize("face_name", sorted(FACES))
def test_a_text_stands_in_every_language(face_name: str) -> None:
    """In each language once, composed, saying something, and speaking of the same figures, but that what foreign code
    says is quoted in its own language alone."""
    for name, text in face(face_name).texts.items():
        assert tuple(text) == LANGUAGES, name
        assert all(words.strip() and unicodedata.is_normalized("NFC", words) for words in text.values()), name
        figures = placeholders(text)
        assert all(figures[language] - FOREIGN == figures["vi"] for language in LANGUAGES), name


@pytest.mark.parametrize("face_name", sorted(FACES))
def test_what_the_code_asks_for_is_there(face_name: str) -> None:
    """By its name, with places for what is filled in and no others, but that what foreign code says may be for
    `--debug` alone."""
    filled: dict[str, set[str]] = {}
    for asked in (asked for asked in ASKED if asked.face == face_name):
        names = known(asked)
        assert names, asked
        wanted = set().union(*(placeholders(face(face_name).text(name))["en"] for name in names))
        assert asked.figures is None or wanted <= asked.figures, asked
        filled.setdefault(asked.place, set()).update(wanted)
    for asked in ASKED:
        if asked.face == face_name and asked.figures is not None:
            assert filled[asked.place] >= asked.figures - {"count"} - FOREIGN, asked


@pytest.mark.parametrize("face_name", sorted(FACES))
def test_no_text_is_unused(face_name: str) -> None:
    """A text that nobody asks for is deleted; that about one thing is asked for with that about many."""
    used = {name for asked in ASKED if asked.face == face_name for name in [*known(asked), asked.name]}
    assert {name.removesuffix("_one") for name in face(face_name).texts} <= {name.removesuffix("_one") for name in used}


def test_each_family_is_known_member_by_member() -> None:
    """Where only a run names the member, every member that it may name is there, and no other."""
    asked = {(asked.face, asked.name.split(".")[0]) for asked in ASKED if "*" in asked.name}
    listed = {(face_name, family) for face_name, families in FAMILIES.items() for family in families}
    assert asked <= listed | OPEN
    for face_name, families in FAMILIES.items():
        for family, members in families.items():
            assert set(face(face_name).family(family)) == set(map(str, members)), (face_name, family)


def test_every_option_of_every_command_is_explained() -> None:
    """By the text of the option, or by one of the command's own; and no text explains an option that is not there."""

    def options(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
        for parameter in command.get_params(click.Context(command)):
            if isinstance(parameter, click.Option):
                name = long_name(parameter).lstrip("-")
                yield name, f"{path or 'cchc'}_{name}"
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                inner = command.get_command(click.Context(command), name)
                assert inner is not None
                yield from options(inner, f"{path}_{name}".lstrip("_"))

    texts = set(face("command_line").family("option"))
    used = {own if own in texts else name for name, own in options(commands, "")}
    assert used == texts


def test_the_scripts_know_every_kind_of_page() -> None:
    """What a search finds is told with its kind, whatever kind a page may have."""
    kinds = {
        keyword.value.value
        for path in (PACKAGE / "docs_builder" / "pages").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Page"
        for keyword in node.keywords
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant)
    }
    named = {name.removeprefix("kind_") for name in face("site").family("script") if name.startswith("kind_")}
    assert kinds | set(IndicatorKind) <= named


def test_every_face_is_tested() -> None:
    """A file of texts that no test knows would be read by nobody."""
    files = {path.stem for path in (PACKAGE / "words").glob("*.toml")}
    assert files == FACES | DATA


def test_a_text_in_a_language_that_it_lacks_comes_in_english_or_in_its_first() -> None:
    """Of a catalogue in Portuguese the labels come in Portuguese, and the library's own texts in English."""
    assert Translated(vi="số", en="number")["pt"] == "number"
    assert Translated(pt="número")["vi"] == "número"
    assert Translated()["vi"] == ""
    assert list(Translated(pt="número")) == ["pt"]


def test_a_text_is_filled_in_one_pass() -> None:
    """Braces in what is filled in are not filled in again, and a place that nothing fills stays."""
    said = face("command_line").say("en", "no_such_choice", name="{choices}", choices="{name}")
    assert said == "{choices}: must be one of {name}."
    assert "{name}" in face("command_line").say("en", "no_such_choice", choices="a")


VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
"""Letters that English has not, nor any language of Europe."""
OF_PERIODS = {"findings.CCHC-F006.advice", "command_line.option.period", "command_line.no_such_period"}
"""Texts that show how a period is written, which is read in Vietnamese alone."""


@pytest.mark.parametrize("face_name", sorted((FACES | DATA) - {"site"}))
def test_an_english_text_quotes_no_form(face_name: str) -> None:
    """What a text says of a form's columns and words it takes from the form, which may be in any language."""
    for name, text in face(face_name).texts.items():
        assert f"{face_name}.{name}" in OF_PERIODS or not VIETNAMESE.search(text["en"]), name
