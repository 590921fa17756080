"""A definition is found by whatever a person calls it, and a name that is not there is told with what is meant."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.small import FORM, small_catalogue

import cchc
from cchc import Catalogue, DataError, Indicator, Missing, Reason, Report, Reported, Rule, Unit, UnknownNameError
from cchc.edition import FindingKind
from cchc.text.spelling import key

CATALOGUE = small_catalogue()
LINES = CATALOGUE.edition.everything.values()
REPORT = cchc.read_report(FORM, CATALOGUE)
EVALUATION = CATALOGUE.evaluate(REPORT)
FIGURES = CATALOGUE.evaluate({"ho_so_dung_han": 886, "ho_so_da_giai_quyet": 893})


def test_a_line_is_found_by_each_of_its_names() -> None:
    """By its id, and by its place in the form; by its label where no other line bears that."""
    labels = [key(label) for line in LINES for label in set(line.label.values())]
    for line in LINES:
        assert CATALOGUE[line.id] is line
        assert not line.path or CATALOGUE[line.path] is line
        for label in line.label.values():
            if labels.count(key(label)) == 1:
                assert CATALOGUE[label] is line


@pytest.mark.parametrize(
    ("name", "kind", "id"),
    [
        ("II.5.8.1", Indicator, "dvctt_mot_phan_ty_le"),
        ("5.8.1", Indicator, "dvctt_mot_phan_ty_le"),
        ("3,1", Indicator, "bien_che"),
        ("Tỉ lệ hồ sơ TTHC do UBND phường tiếp nhận được giải quyết đúng hạn:", Indicator, "ho_so_ty_le_dung_han"),
        ("Dossiers resolved on time", Indicator, "ho_so_dung_han"),
        ("R19", Rule, "R19"),
        ("r19", Rule, "R19"),
        ("CCHC-R019", Rule, "R19"),
        ("phan_tram", Unit, "phan_tram"),
    ],
)
def test_a_name_is_taken_in_any_spelling(name: str, kind: type, id: str) -> None:
    """Printed codes, labels in either language, rules and codes of findings, whatever the case."""
    found = CATALOGUE[name]
    assert isinstance(found, kind) and not isinstance(found, FindingKind) and found.id == id
    assert name in CATALOGUE


def test_a_code_of_a_finding_is_its_kind() -> None:
    """A built-in finding is looked up as a rule is."""
    assert isinstance(CATALOGUE["CCHC-C001"], FindingKind) and CATALOGUE["c001"] is CATALOGUE["CCHC-C001"]


def test_a_label_of_several_lines_names_none() -> None:
    """Which one is meant is not guessed: their places are told."""
    lines = {
        id: evolve(line, label=CATALOGUE["I.5.1"].label) if line.path == "I.5.2" else line
        for id, line in CATALOGUE.indicators.items()
    }
    catalogue = Catalogue(evolve(CATALOGUE.edition, indicators=lines))
    label = lines["khen_thuong_tap_the"].label["vi"]
    with pytest.raises(UnknownNameError, match=r"is the label of several lines \(name one: I\.5\.1, I\.5\.2\)"):
        catalogue[label]
    assert label not in catalogue and label in CATALOGUE


@pytest.mark.parametrize(
    ("words", "first", "others"),
    [
        ("tỷ lệ đúng hạn", "ho_so_ty_le_dung_han", []),
        ("Tỉ lệ ĐÚNG hạn", "ho_so_ty_le_dung_han", []),
        ("ty le dung han", "ho_so_ty_le_dung_han", ["bien_che_ty_le_chua_su_dung"]),
        ("resolved on time", "ho_so_dung_han", ["ho_so_ty_le_dung_han"]),
        ("số thư xin", "thu_xin_loi", []),
        ("tuyên truyền hội nghị", "tuyen_truyen_hoi_nghi", []),
        ("Số cuộc thi", "tuyen_truyen_cuoc_thi", []),
        ("Ban hành Kế hoạch", "kh_cchc_ban_hanh", ["kiem_tra_kh_ban_hanh"]),
    ],
)
def test_lines_are_found_by_a_few_words(words: str, first: str, others: list[str]) -> None:
    """The likeliest first: the whole label, its beginning, its words, a heading's; tones if they help."""
    found = [line.id for line in CATALOGUE.find(words)]
    assert found[0] == first
    assert set(others) <= set(found)


def test_nothing_is_found_for_words_that_no_label_has() -> None:
    """No likeness is made up."""
    assert CATALOGUE.find("zzz") == CATALOGUE.find("") == CATALOGUE.find(" \n") == ()


@given(st.sampled_from(list(LINES)), st.data())
def test_a_line_is_found_by_any_words_of_its_label(line: Indicator, data: st.DataObject) -> None:
    """In either language, in any order, with or without diacritics."""
    label = data.draw(st.sampled_from(list(line.label.values())))
    words = [word for word in label.split() if any(map(str.isalpha, word))]
    some = data.draw(st.lists(st.sampled_from(words), min_size=1, unique=True))
    assert line in CATALOGUE.find(" ".join(some))


def test_an_evaluation_has_values_by_every_name() -> None:
    """A value is asked for as its line is, and is the one of `values`."""
    for id, value in FIGURES.values.items():
        assert FIGURES[id] == value and id in FIGURES
    assert FIGURES["II.2.4.4.1"] == FIGURES.values["ho_so_ty_le_dung_han"] == Reported(Decimal("99.22"))
    assert "II.2.4.4.1" in FIGURES and FIGURES.display("II.2.4.4.1") == "99,22 %"
    assert FIGURES.explain("II.2.4.4.1").id == FIGURES.explain("ho_so_ty_le_dung_han").id
    assert FIGURES.provenance("II.2.4.4.1") == FIGURES.provenance("ho_so_ty_le_dung_han")
    assert len(FIGURES) == len(FIGURES.values) == len(list(FIGURES)) and list(FIGURES) == list(FIGURES.values)


def test_catalogues_and_reports_hold_their_lines_in_order() -> None:
    """To go through one is to go down the form."""
    assert list(CATALOGUE) == list(CATALOGUE.indicators) and len(CATALOGUE) == len(CATALOGUE.indicators)
    assert all(id in CATALOGUE for id in CATALOGUE)
    assert list(REPORT) == list(REPORT.entries) and len(REPORT) == len(REPORT.entries)
    assert all(REPORT[id] is REPORT.entries[id] and id in REPORT for id in REPORT)
    assert Report(entries={}), "a report is one, however little it says"


INSTRUMENT = next(iter(CATALOGUE.instruments))
LOOKED_UP: dict[str, tuple[Callable[[], object], str]] = {
    "catalogue": (lambda: CATALOGUE["ho_so_dung_hn"], "ho_so_dung_han"),
    "catalogue by words": (lambda: CATALOGUE["tỷ lệ đúng hạn"], "II.2.4.4.1"),
    "indicators": (lambda: CATALOGUE.indicators["ho_so_dung_hn"], "ho_so_dung_han"),
    "rules": (lambda: CATALOGUE.rules["R199"], "R19"),
    "units": (lambda: CATALOGUE.units["phan_trm"], "phan_tram"),
    "instruments": (lambda: CATALOGUE.instruments[f"{INSTRUMENT}x"], INSTRUMENT),
    "figures": (lambda: CATALOGUE.edition.figures["ho_so_dung_hn"], "ho_so_dung_han"),
    "everything": (lambda: CATALOGUE.edition.everything["ho_so_dung_hn"], "ho_so_dung_han"),
    "columns": (lambda: CATALOGUE.edition.columns["quantty"], "quantity"),
    "codes": (lambda: CATALOGUE.edition.finding_kinds["CCHC-C0011"], "CCHC-C01"),
    "values": (lambda: EVALUATION.values["ho_so_dung_hn"], "ho_so_dung_han"),
    "values of figures": (lambda: FIGURES.values["ho_so_dung_hn"], "ho_so_dung_han"),
    "evaluation": (lambda: EVALUATION["ho_so_dung_hn"], "ho_so_dung_han"),
    "display": (lambda: EVALUATION.display("ho_so_dung_hn"), "ho_so_dung_han"),
    "explain": (lambda: EVALUATION.explain("ho_so_dung_hn"), "ho_so_dung_han"),
    "provenance": (lambda: EVALUATION.provenance("ho_so_dung_hn"), "ho_so_dung_han"),
    "outcomes": (lambda: EVALUATION.outcomes["R199"], "R19"),
    "entries": (lambda: REPORT.entries["ho_so_dung_hn"], "ho_so_dung_han"),
    "report": (lambda: REPORT["ho_so_dung_hn"], "ho_so_dung_han"),
    "figures given": (lambda: CATALOGUE.evaluate({"ho_so_dung_hn": 1}), "ho_so_dung_han"),
    "place given": (lambda: CATALOGUE.evaluate({"II.2.4.4.3": 1}), "ho_so_dung_han"),
    "values given": (lambda: CATALOGUE.evaluate(Report.from_values({"ho_so_dung_hn": 1})), "ho_so_dung_han"),
    "place of a value": (lambda: CATALOGUE.evaluate(Report.from_values({"II.2.4.4.3": 1})), "ho_so_dung_han"),
    "record": (lambda: cchc.from_dict(cchc.to_dict(EVALUATION))["ho_so_dung_hn"], "ho_so_dung_han"),
}


@pytest.mark.parametrize("where", LOOKED_UP)
def test_a_name_that_is_not_there_is_told_with_the_one_that_is_meant(where: str) -> None:
    """Wherever something is looked up: for a program a KeyError, for a person an error that says what to write."""
    look_up, meant = LOOKED_UP[where]
    with pytest.raises(UnknownNameError) as caught:
        look_up()
    assert meant in (caught.value.hint or "")
    assert isinstance(caught.value, KeyError) and isinstance(caught.value, DataError)
    assert str(caught.value).startswith("$.") and meant in str(caught.value)


def test_asking_whether_a_name_is_there_raises_nothing() -> None:
    """`in` and `get` answer, for names of any type."""
    for things in (CATALOGUE, CATALOGUE.indicators, EVALUATION, EVALUATION.values, REPORT, EVALUATION.outcomes):
        assert "no such thing" not in things and 5 not in things and None not in things
    assert EVALUATION.values.get("no such thing") is None
    assert CATALOGUE.rules.get("R999", "none") == "none"
    blank = Missing(Reason.BLANK)
    assert FIGURES.values.get("chi_dao_dieu_hanh", blank) == blank


ASKED = {
    "evaluation": EVALUATION.__getitem__,
    "display": EVALUATION.display,
    "explain": EVALUATION.explain,
    "provenance": EVALUATION.provenance,
    "values": EVALUATION.values.__getitem__,
    "figures": FIGURES.__getitem__,
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_heading_has_no_value_and_that_is_said(asked: str) -> None:
    """A heading's id is known, so it is not called unknown: what stands under it is named."""
    with pytest.raises(UnknownNameError, match=r"is a heading, which has no value \(under it stand I\.1, I\.3, "):
        ASKED[asked]("chi_dao_dieu_hanh")
    assert "chi_dao_dieu_hanh" not in EVALUATION and "chi_dao_dieu_hanh" in CATALOGUE


def test_what_is_no_figure_has_no_value() -> None:
    """A rule's result is among the outcomes; a unit has none at all; an auxiliary figure only if it was given."""
    with pytest.raises(UnknownNameError, match="is a rule, not a figure"):
        EVALUATION["R19"]
    with pytest.raises(UnknownNameError, match="is no figure"):
        EVALUATION["phan_tram"]
    assert "R19" not in EVALUATION and "phan_tram" not in EVALUATION


def test_an_auxiliary_figure_has_a_value_only_if_it_is_given() -> None:
    """It is no line of the form, so where it is not given it is not blank: it is not there."""
    beside = {id: evolve(line, formula=None) for id, line in CATALOGUE.edition.auxiliaries.items()}
    catalogue = Catalogue(evolve(CATALOGUE.edition, auxiliaries=beside))
    assert catalogue.evaluate({"ho_so_qua_han": 3})["ho_so_qua_han"] == Reported(3)
    without = catalogue.evaluate({"ho_so_dung_han": 3})
    assert "ho_so_qua_han" not in without and "ho_so_qua_han" not in without.values
    with pytest.raises(UnknownNameError, match="was not given"):
        without["ho_so_qua_han"]


def test_values_that_no_form_has_been_read_from_are_not_lines_yet() -> None:
    """A report of plain values is read when it is evaluated; asked before, it says so."""
    given = Report.from_values({"ho_so_dung_han": 3})
    with pytest.raises(UnknownNameError, match="look at the report of the evaluation"):
        given["ho_so_dung_han"]
    assert CATALOGUE.evaluate(given).report["ho_so_dung_han"].value == Reported(3)


@pytest.mark.parametrize(
    "say",
    [
        lambda: EVALUATION.display("ho_so_dung_han", "fr"),
        lambda: cchc.to_dict(EVALUATION, language="fr"),
        lambda: cchc.to_json(EVALUATION, language=""),
        lambda: EVALUATION.explain("ho_so_ty_le_dung_han").display["fr"],
        lambda: EVALUATION.explain("ho_so_ty_le_dung_han").formula["fr"],  # type: ignore[index]
        lambda: EVALUATION.findings[0].message["fr"],
    ],
)
def test_a_language_that_nobody_speaks_is_said(say: Callable[[], object]) -> None:
    """It is neither ignored nor answered in another."""
    with pytest.raises(UnknownNameError, match="no such language"):
        say()


def test_a_value_is_displayed_in_the_first_language_unless_another_is_asked_for() -> None:
    """Whatever the language, the figure is the same."""
    assert FIGURES.display("ho_so_ty_le_dung_han") == FIGURES.display("ho_so_ty_le_dung_han", "vi") == "99,22 %"
    assert FIGURES.display("ho_so_ty_le_dung_han", "en") == "99.22%"


@pytest.mark.parametrize(
    "thing", [CATALOGUE, REPORT, REPORT["ho_so_dung_han"], cchc.from_dict(cchc.to_dict(EVALUATION))]
)
def test_what_has_no_texts_in_one_language_takes_none(thing: object) -> None:
    """What is written in all its languages, or was written down in one, is not written in another."""
    with pytest.raises(DataError, match="is written in no one language"):
        cchc.to_dict(thing, language="en")
