"""What a person sees at a prompt is short, and in a notebook a card: whole, escaped, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import FORM, small_catalogue

import cchc
from cchc import Report, strategies
from cchc.prompt import STYLE, shortened, table, told
from cchc.report import RawForm, Row

CATALOGUE = small_catalogue()
REPORT = cchc.read_report(FORM, CATALOGUE)
EVALUATION = CATALOGUE.evaluate(REPORT)
SUMMARY = EVALUATION.summary
COUNTED = f"{SUMMARY.errors} errors, {SUMMARY.warnings} warnings, {SUMMARY.infos} infos"
COUNTED = f"<Evaluation by nho-2024: {len(EVALUATION)} values, {COUNTED}>"
FIGURES = CATALOGUE.evaluate({"ho_so_dung_han": 886, "ho_so_da_giai_quyet": 893})
GIVEN = Report.from_values({"ho_so_dung_han": 3}, office="UBND phường A")
_LONGEST = 200

SHOWN: dict[str, tuple[object, str]] = {
    "catalogue": (
        CATALOGUE,
        f"<Catalogue nho-2024: {len(CATALOGUE.indicators)} indicators, {len(CATALOGUE.rules)} rules>",
    ),
    "edition": (
        CATALOGUE.edition,
        f"<Edition nho-2024: {len(CATALOGUE.indicators)} indicators, {len(CATALOGUE.rules)} rules>",
    ),
    "indicator": (CATALOGUE["II.2.4.4.3"], "<Indicator ho_so_dung_han II.2.4.4.3: Số hồ sơ TTHC giải quyết đúng hạn>"),
    "rule": (CATALOGUE["R19"], "<Rule R19 error: part <= whole>"),
    "report": (REPORT, f"<Report of month 5/2024: {len(REPORT.entries)} lines, {len(REPORT.findings)} findings>"),
    "given": (GIVEN, "<Report: 2 values given>"),
    "empty": (Report(entries={}), "<Report: 0 lines, 0 findings>"),
    "form": (RawForm((Row(()),) * 99, "a.docx"), "<RawForm a.docx: 99 rows, 0 notes>"),
    "evaluation": (EVALUATION, COUNTED),
    "figures": (FIGURES, f"<Evaluation by nho-2024: {len(FIGURES)} values>"),
    "record": (
        cchc.from_dict(cchc.to_dict(EVALUATION)),
        f"<EvaluationRecord by nho-2024: {len(EVALUATION)} values, {len(EVALUATION.findings)} findings>",
    ),
    "values": (FIGURES.values, "<Values: 40 missing, 9 undefined, 4 reported>"),
    "outcome": (FIGURES.outcomes["R19"], "<Outcome pass of 1>"),
    "blocked": (FIGURES.outcomes["R8"], None),
    "calculation": (
        FIGURES.explain("II.2.4.4.1"),
        "<Calculation ho_so_ty_le_dung_han = 99,22 % of 2 parts>",
    ),
    **{f"finding {place}": (finding, None) for place, finding in enumerate(EVALUATION.findings)},
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_text_is_one_short_line(name: str) -> None:
    """Whatever an object holds, its text fits a line or two, and says what it is."""
    thing, text = SHOWN[name]
    assert len(repr(thing)) <= _LONGEST and "\n" not in repr(thing)
    assert text is None or repr(thing) == text
    assert repr(thing).startswith(f"<{type(thing).__name__}")


class Outline(HTMLParser):
    """What a browser makes of markup: whether each tag is closed, and the texts by the language they are in."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.small: dict[str, list[str]] = {}
        self.language = ""
        self.feed(markup)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.language = dict(attrs).get("lang") or ""
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.language = ""

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)
            self.small.setdefault(self.language, []).append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


CARDS: dict[str, Callable[[], str]] = {
    name: thing._repr_html_ for name, (thing, _) in SHOWN.items() if hasattr(thing, "_repr_html_")
}
ALLOWED = set("div style b small p code mark details summary table thead tbody tr th td ul li br".split())  # noqa: SIM905


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_markup_of_its_own(name: str) -> None:
    """Every tag is closed, none runs a script or loads anything, and all of it stands inside the card."""
    outline = Outline(CARDS[name]())
    assert outline.tags <= ALLOWED and outline.attributes <= {"class", "lang", "open"}
    assert CARDS[name]().startswith('<div class="cchc"><style>') and CARDS[name]().endswith("</div>")


def test_the_objects_of_the_library_have_cards() -> None:
    """Catalogue, report, evaluation, finding and calculation are shown as cards."""
    assert {"catalogue", "report", "given", "evaluation", "figures"} <= set(CARDS)
    assert {"calculation", "finding 0"} <= set(CARDS)


def test_a_card_of_a_catalogue_shows_the_form() -> None:
    """Each line with its place, its label in both languages, its id and its formula; each rule."""
    outline = Outline(CATALOGUE._repr_html_())
    for line in CATALOGUE.indicators.values():
        assert {line.path, line.id, line.label["vi"]} <= set(outline.texts)
        assert line.label["en"] == line.label["vi"] or line.label["en"] in outline.small["en"]
        assert not line.formula_text or line.formula_text in outline.texts
    for rule in CATALOGUE.rules.values():
        assert rule.says["vi"] in outline.texts and rule.says["en"] in outline.small["en"]


def test_a_card_of_an_evaluation_shows_every_value_and_finding() -> None:
    """As a person reads them, in both languages, with the cell and what to do."""
    outline = Outline(EVALUATION._repr_html_())
    for id in EVALUATION:
        assert EVALUATION.edition.figures[id].path in outline.texts or not EVALUATION.edition.figures[id].path
        assert EVALUATION.display(id, "vi") in outline.texts
    for finding in EVALUATION.findings:
        assert finding.message["vi"] in outline.texts and finding.message["en"] in outline.small["en"]
        assert finding.suggestion is not None and finding.suggestion["vi"] in outline.texts
        assert finding.cell is None or finding.cell.text in outline.texts
    assert f"{SUMMARY.errors} lỗi" in outline.texts and f"{SUMMARY.errors} errors" in outline.small["en"]


def test_a_card_of_a_report_shows_what_was_read() -> None:
    """Every line with its value, and the cell that it stood in, verbatim."""
    outline = Outline(REPORT._repr_html_())
    for id, entry in REPORT.entries.items():
        assert id in outline.texts
        assert entry.cell is None or entry.cell.text in outline.texts
    assert "2 giá trị đã cho, chưa đọc vào biểu" in Outline(GIVEN._repr_html_()).texts


def test_a_card_of_a_calculation_shows_its_parts() -> None:
    """The formula in words and in figures, and each part with its value."""
    text = Outline(FIGURES.explain("II.2.4.4.1")._repr_html_()).text
    for said in (
        "99,22 %",
        "886 ÷ 893 × 100",
        "Số hồ sơ TTHC giải quyết đúng hạn = 886",
        "Dossiers resolved on time = 886",
    ):
        assert said in text


HOSTILE = "</small><script>alert(1)</script><img src=x onerror='a()'>&lt;"


def test_what_a_stranger_wrote_is_text() -> None:
    """A cell, an office or a value with markup in it is shown as it was written, and does nothing."""
    report = Report.from_values({"ho_so_dung_han": HOSTILE}, office=HOSTILE, title=HOSTILE, source=HOSTILE)
    evaluation = CATALOGUE.evaluate(report)
    for thing in (evaluation, evaluation.report, *evaluation.findings):
        outline = Outline(thing._repr_html_())
        assert not {"script", "img"} & outline.tags
        assert HOSTILE in outline.text


@given(strategies.reports())
def test_any_report_has_a_card(report: Report) -> None:
    """Whatever a report holds, its card is whole and its text short."""
    Outline(report._repr_html_())
    assert len(repr(report)) <= _LONGEST and "\n" not in repr(report)


@given(strategies.findings())
def test_any_finding_has_a_card(finding: cchc.Finding) -> None:
    """Whatever a finding says, its card is whole and its text short."""
    outline = Outline(finding._repr_html_())
    assert not {"script", "img"} & outline.tags
    assert "\n" not in repr(finding)


@given(st.dictionaries(st.sampled_from(["vi", "en", "fr"]), st.sampled_from(["a", "b", "<b>"]), min_size=1))
def test_a_text_is_said_once_in_each_language(text: dict[str, str]) -> None:
    """The first in full, others small, none twice."""
    outline = Outline(f"<div>{told(text)}</div>")
    assert outline.texts == list(dict.fromkeys(text.values()))


def test_text_takes_the_colours_of_the_notebook() -> None:
    """Nothing but the marks has a colour of its own, and those bring their ground: legible on dark and light."""
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", STYLE):
        coloured = set(re.findall(r"(?:^|[ ;])(color|background)", body))
        assert not coloured or "mark" in selector, selector
        if "mark {" in f"{selector}{{":
            assert coloured == {"color", "background"}
    grounds = re.findall(r"background: #(\w{6})", STYLE)
    assert grounds and all(contrast_to_white(ground) >= 4.5 for ground in grounds)


def contrast_to_white(colour: str) -> float:
    """The contrast ratio of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_long_texts_are_cut_off() -> None:
    """On one line, with a sign that there is more."""
    assert shortened("a\n  b") == "a b"
    assert shortened("x" * 100) == "x" * 71 + "…"


def test_a_row_has_a_cell_for_each_heading() -> None:
    """A table whose rows do not fit its headings is a mistake of the program."""
    assert Outline(table(["a", "b"], [("1", "2")])).texts == ["a", "b", "1", "2"]


def test_names_are_completed_at_the_prompt() -> None:
    """IPython asks for the keys after an opening bracket: ids and places."""
    assert {"ho_so_dung_han", "II.2.4.4.3", "R19", "CCHC-R019"} <= set(CATALOGUE._ipython_key_completions_())
    assert EVALUATION._ipython_key_completions_() == list(EVALUATION)
    assert REPORT._ipython_key_completions_() == list(REPORT)


@pytest.mark.parametrize("thing", [cchc.Evaluation, cchc.Edition, cchc.Catalogue])
def test_what_is_made_late_is_explained(thing: type) -> None:
    """`help` tells of an attribute that is made when it is first read as of any other."""
    import inspect

    public = {name: member for name, member in vars(thing).items() if not name.startswith("_")}
    fields = {"engine", "computation"} | {field.name for field in getattr(thing, "__attrs_attrs__", ())}
    named = {"id", "rules", "units", "instruments"}
    assert not [name for name, member in public.items() if name not in fields | named and not inspect.getdoc(member)]
