"""texts.toml: a catalogue words single texts otherwise, and reads words of its own; its mistakes are told in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from cchc.catalogue import load_catalogue
from cchc.edition import Edition, Severity
from cchc.errors import CatalogueError, Problem
from cchc.finding import built_in
from cchc.load import load_edition
from cchc.load.former import FILES
from cchc.report import Report
from cchc.value import Missing, Reason
from cchc.words import face, spellings

Files = dict[str, str]
Write = Callable[[Files], Path]
TEXTS = "texts.toml"


@pytest.fixture
def worded(files: Files, write: Write) -> Callable[..., Edition]:
    """The small catalogue with this texts.toml beside it, and that one in the edition's folder."""

    def worded(beside: str, inside: str | None = None) -> Edition:
        files[TEXTS] = beside
        if inside is not None:
            files["nho-2024/texts.toml"] = inside
        return load_edition(write(files))

    return worded


@pytest.fixture
def mistaken(worded: Callable[..., Edition]) -> Callable[[str], tuple[Problem, ...]]:
    def mistaken(text: str) -> tuple[Problem, ...]:
        with pytest.raises(CatalogueError) as raised:
            worded(text)
        return tuple(raised.value.problems)

    return mistaken


def test_a_single_text_is_worded_otherwise(worded: Callable[..., Edition]) -> None:
    """In the language given; in the other it stays, and so does every other text."""
    edition = worded('[judging.cause.zero_denominator]\nvi = "chia cho không"\n')
    assert edition.judging.say("vi", "cause", "zero_denominator") == "chia cho không"
    assert edition.judging.say("en", "cause", "zero_denominator") == "the denominator is 0"
    assert edition.judging.say("vi", "cause", "missing_input") == face("judging").say("vi", "cause", "missing_input")
    assert face("judging").say("vi", "cause", "zero_denominator") == "mẫu số bằng 0"


def test_a_finding_is_worded_and_weighed_otherwise(worded: Callable[..., Edition]) -> None:
    edition = worded('[findings.CCHC-C008]\nseverity = "info"\nsays.en = "Nothing on {label}."\n')
    found = built_in(edition, "CCHC-C008", ("giao",))
    assert found.severity is Severity.INFO
    assert found.message["en"] == "Nothing on Tasks assigned."
    assert edition.finding_kinds["CCHC-C008"].says["vi"] == face("findings").text("CCHC-C008", "says")["vi"]
    assert built_in(edition, "CCHC-C007", ("giao",)).severity is Severity.WARNING


def test_the_edition_s_own_file_outweighs_the_catalogue_s(worded: Callable[..., Edition]) -> None:
    beside = '[writing.was]\nvi = "một"\nen = "one"\n[missing.none]\nmore = ["zero"]\n'
    edition = worded(beside, '[writing.was]\nvi = "hai"\n[missing.none]\nmore = ["null"]\n')
    assert dict(edition.writing.text("was")) == {"vi": "hai", "en": "one"}
    assert edition.missing[Reason.NONE].words == (*spellings("none", "vi"), "zero", "null")


def test_words_for_a_reason_are_added_or_replaced(worded: Callable[..., Edition]) -> None:
    edition = worded(
        '[missing.none]\nmore = ["chẳng có"]\n[missing.in_progress]\nwords = ["đang chờ"]\n'
        '[missing.yes]\nmore = ["rồi"]\n[missing.no]\nwords = ["chưa rồi"]\n[missing.blank]\nlabel.vi = "bỏ trống"\n'
    )
    assert edition.missing[Reason.NONE].words == (*spellings("none", "vi"), "chẳng có")
    assert edition.missing[Reason.IN_PROGRESS].words == ("đang chờ",)
    assert edition.yes == (*spellings("yes", "vi"), "rồi")
    assert edition.no == ("Không", "chưa rồi")  # what the form's drop-down offers is always read
    assert edition.missing[Reason.BLANK].label["vi"] == "bỏ trống"
    assert edition.missing[Reason.BLANK].words == spellings("blank", "vi")


def test_an_own_word_is_read(files: Files, write: Write) -> None:
    files[TEXTS] = '[missing.none]\nmore = ["chẳng có"]\n[missing.not_applicable]\nwords = ["bỏ qua"]\n'
    catalogue = load_catalogue(write(files))

    def read(text: str) -> object:
        return catalogue.settle(Report.from_values({"giao": text})).entries["giao"].value

    assert read("chẳng có") == Missing(Reason.NONE)
    assert read("bỏ qua") == Missing(Reason.NOT_APPLICABLE)
    assert read("không thuộc đối tượng") != Missing(Reason.NOT_APPLICABLE)


def test_a_text_in_another_language_of_the_catalogue_s(files: Files, write: Write) -> None:
    """A catalogue in Portuguese may say in Portuguese what cchc says in English."""
    pt = {name: text.replace("vi = ", "pt = ").replace('["vi", "en"]', '["pt", "en"]') for name, text in files.items()}
    pt[TEXTS] = '[judging.cause.zero_denominator]\npt = "o denominador é 0"\n'
    edition = load_edition(write(pt))
    assert edition.judging.say("pt", "cause", "zero_denominator") == "o denominador é 0"
    assert edition.judging.say("pt", "cause", "missing_input") == "a part is missing"


@pytest.mark.parametrize(
    ("text", "code", "key", "what", "hint"),
    [
        ('[judgin.cause]\nvi = "x"', "L004", "judgin", "judgin", "judging"),
        ('[command_line.failure]\nvi = "x"', "L004", "command_line", "command_line", "one of: reading"),
        ('[judging.cause.zero]\nvi = "x"', "L004", "judging.cause.zero", "zero", "zero_denominator"),
        ('[findings.CCHC-C999]\nsays.vi = "x"', "L004", "findings.CCHC-C999", "CCHC-C999", "CCHC-C0"),
        ('[findings.CCHC-C001]\nsay.vi = "x"', "L004", "findings.CCHC-C001.say", "say", "says"),
        ('[findings.CCHC-C001]\nsays.vi = "{labell}"', "L013", "findings.CCHC-C001.says.vi", "labell", "label"),
        ('[findings.CCHC-C001]\nsays.vi = "{label"', "L013", "findings.CCHC-C001.says.vi", "brace", None),
        ('[writing.was]\nvi = "{txt}"', "L013", "writing.was.vi", "txt", "text"),
        ('[findings.CCHC-C001]\nseverity = "grave"', "L003", "findings.CCHC-C001.severity", "grave", "one of"),
        ('[judging.severity.error]\nxx = "x"', "L002", "judging.severity.error.xx", "xx", None),
        ("[judging.severity.error]\nvi = 1", "L003", "judging.severity.error.vi", "1", None),
        ('[judging.severity.error]\nvi = " "', "L003", "judging.severity.error.vi", "empty", None),
        ('[judging]\nseverity = "x"', "L003", "judging.severity", "'x'", None),
        ('[missing.nothing]\nmore = ["x"]', "L004", "missing.nothing", "nothing", "none"),
        ('[missing.none]\nsdmx = "A"', "L004", "missing.none.sdmx", "sdmx", "one of: label"),
        ('[missing.none]\nmore = ["Đang thực hiện"]', "L005", "missing.none.more", "in_progress", "its own 'words'"),
        ('[aggregation.time.stock]\nlabel.vi = "x"', "L004", "aggregation.time.stock", "stock", None),
        ('[aggregation.time.sum]\nlabel.vi = "x"', "L004", "aggregation.time.sum", "sum", None),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    mistaken: Callable[[str], tuple[Problem, ...]], text: str, code: str, key: str, what: str, hint: str | None
) -> None:
    (found,) = mistaken(text + "\n")
    assert (found.code, found.file, found.key) == (f"CCHC-{code}", TEXTS, key)
    assert found.line is not None
    assert what in found.what
    assert hint is None or (found.hint is not None and hint in found.hint)


@pytest.mark.parametrize("stem", FILES)
def test_a_file_that_was_copied_from_cchc_is_to_be_deleted(files: Files, write: Write, stem: str) -> None:
    """What an old copy holds comes with the library; what was changed there is not lost unseen."""
    files[f"{stem}.toml"] = '[none]\nwords = ["chẳng có"]\n'
    with pytest.raises(CatalogueError) as raised:
        load_edition(write(files))
    (found,) = raised.value.problems
    assert (found.code, found.file) == ("CCHC-L010", f"{stem}.toml")
    assert found.hint is not None
    assert "delete it" in found.hint
    assert TEXTS in found.hint


def test_a_newer_text_breaks_no_catalogue(worded: Callable[..., Edition], monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that adds a code or a text needs nothing of a catalogue, whatever it words otherwise."""
    edition = worded('[findings.CCHC-C001]\nsays.vi = "x"\n')
    newer = {**edition.texts, "findings.CCHC-Z001.says": edition.texts["findings.CCHC-C001.says"]}
    assert set(evolve(edition, texts=newer).finding_kinds) == set(edition.finding_kinds)
