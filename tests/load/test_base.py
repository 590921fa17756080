"""An edition on a base is only its changes, and every mistake in them is told where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue
from cchc.edition import Edition, Severity
from cchc.edition.amendment import EditionStatus
from cchc.edition.comparison import changes
from cchc.edition.ground import Certainty
from cchc.errors import CatalogueError, Problem
from cchc.judge.series import earlier_of
from cchc.load import load_edition
from cchc.report import Report
from cchc.text.dates import parse_period

HEAD = """
id = "nho-2026"
base = "nho-2024"
status = "derived"
status_note = { vi = "Chưa thấy mẫu.", en = "The form has not been seen." }
in_force = { from = 2025-07-01 }
series = "broken"

[instruments.nq_1]
number = "1/2025"
date = 2025-06-16
title = { vi = "Nghị quyết", en = "Resolution" }

[variant.ban]
label = { vi = "Bàn", en = "Desk" }
values = { rieng = { vi = "riêng", en = "its own" }, chung = { vi = "chung", en = "shared" } }
default = "rieng"
by_place = [{ place = "Hà Nội", is = "chung", from = 2026-01-01 }]
"""
BECAUSE = 'because = { instrument = "nq_1", certainty = "likely", article = "Điều 2" }\n'
Files = dict[str, str]
Load = Callable[[str], Edition]


@pytest.fixture
def small(files: Files, write: Callable[[Files], Path]) -> Path:
    """The folder of the small edition."""
    return write(files)


@pytest.fixture
def on_base(small: Path) -> Load:
    """The small edition with another on it, whose changes are given."""

    def load(text: str) -> Edition:
        folder = small.parent / "nho-2026"
        folder.mkdir(exist_ok=True)
        (folder / "edition.toml").write_text(HEAD + text, encoding="utf-8")
        return load_edition(folder)

    return load


def problems(load: Load, text: str) -> list[Problem]:
    with pytest.raises(CatalogueError) as caught:
        load(text)
    return list(caught.value.problems)


def test_what_is_not_changed_is_the_base_s(on_base: Load, small: Path) -> None:
    """Nothing but the head is said: every line, rule, unit and column is the base's."""
    base, edition = load_edition(small), on_base(f"[change.xong]\n{BECAUSE}")
    assert {change.of for change in changes(base, edition)} == {"edition"}
    assert (edition.base, edition.status, edition.title) == ("nho-2024", EditionStatus.DERIVED, base.title)
    assert (edition.in_force_from, edition.in_force_to) == (dt.date(2025, 7, 1), None)
    assert edition.breaks == (dt.date(2025, 7, 1),)


def test_a_change_says_what_is_different_and_why(on_base: Load) -> None:
    """Fields stand in place of the base's; the printed label stays where only its meaning moved."""
    edition = on_base(
        "[change.xong]\n"
        + BECAUSE
        + 'read_as = { vi = "Xong rồi", en = "Done" }\nended = 2025-06-30\nover_time = "flow"\n'
        "[change.R1]\n" + BECAUSE + 'severity = "warning"\n'
    )
    line, rule = edition.indicators["xong"], edition.rules["R1"]
    assert line.amendment is not None
    assert (line.is_ended, line.over_time, line.label["en"]) == (True, "flow", "Tasks completed")
    assert line.amendment.read_as == {"vi": "Xong rồi", "en": "Done"}
    (ground,) = line.amendment.because
    assert (ground.instrument, ground.article, ground.certainty) == ("nq_1", "Điều 2", Certainty.LIKELY)
    assert rule.severity is Severity.WARNING


def test_a_rule_that_ended_is_no_rule_any_more(on_base: Load) -> None:
    """It can be looked up, and judges nothing."""
    rule = on_base("[change.R1]\n" + BECAUSE + "ended = 2025-06-30\n").rules["R1"]
    assert rule.instances == ()


NEW = (
    BECAUSE + 'label = { vi = "Mới", en = "New" }\nkind = "count"\nunit = "nhiem_vu"\n'
    'over_time = "flow"\nover_offices = "sum"\n'
)


def test_an_added_line_stands_where_it_is_said_to(on_base: Load) -> None:
    """After the line that it names; beside the form if it names none."""
    edition = on_base('[add.moi]\nafter = "giao"\ncode = "+"\n' + NEW + "[add.ngoai]\n" + NEW)
    assert list(edition.indicators)[:4] == ["ke_hoach", "giao", "moi", "xong"]
    assert list(edition.auxiliaries) == ["con_lai", "ngoai"]
    assert edition.auxiliaries["ngoai"].amendment is not None


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        ("[change.khong_co]\n" + BECAUSE, "CCHC-L004", "khong_co"),
        ("[change.xong]\nended = 2025-06-30\n", "CCHC-L014", "because"),
        ("[change.xong]\n" + BECAUSE + "ended = 2025-07-01\n", "CCHC-L003", "in force already"),
        ("[change.xong]\n" + BECAUSE + 'over_time = "mãi"\n', "CCHC-L004", "mãi"),
        ("[change.xong]\n" + BECAUSE + "thua = 1\n", "CCHC-L002", "thua"),
        ("[change.xong]\n" + BECAUSE + 'applies = { ban = "lạ" }\n', "CCHC-L004", "lạ"),
        ("[change.xong]\n" + BECAUSE + 'applies = { khac = "x" }\n', "CCHC-L004", "khac"),
        ("[change.xong]\n" + BECAUSE.replace("nq_1", "nq_2"), "CCHC-L004", "nq_2"),
        ("[add.xong]\n" + BECAUSE, "CCHC-L005", "xong"),
        ('[add.moi]\nafter = "khong"\n' + BECAUSE, "CCHC-L004", "khong"),
    ],
)
def test_mistakes_are_told_where_they_stand(on_base: Load, text: str, code: str, what: str) -> None:
    """In the file of the changes, never in the base that they are laid over."""
    found = problems(on_base, text)
    assert [(problem.code, problem.file) for problem in found if what in str(problem)][:1] == [
        (code, "nho-2026/edition.toml")
    ]


def test_an_edition_cannot_stand_on_itself(small: Path) -> None:
    for name, base in (("nho-a", "nho-b"), ("nho-b", "nho-a")):
        folder = small.parent / name
        folder.mkdir()
        (folder / "edition.toml").write_text(HEAD.replace("nho-2026", name).replace("nho-2024", base), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_edition(small.parent / "nho-a")
    assert "CCHC-L007" in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("base", ["khong-co", "../nho-2024", ".", ""])
def test_a_base_that_is_none(small: Path, base: str) -> None:
    folder = small.parent / "nho-2026"
    folder.mkdir()
    (folder / "edition.toml").write_text(HEAD.replace("nho-2024", base), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_edition(folder)
    assert any(problem.key == "base" for problem in caught.value.problems)


def test_changes_without_a_base_are_told(small: Path) -> None:
    file = small / "edition.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[change.xong]\n" + BECAUSE, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_edition(small)
    assert [problem.code for problem in caught.value.problems] == ["CCHC-L010"]


def test_a_third_edition_keeps_what_the_second_ended(on_base: Load, small: Path) -> None:
    """Amendments add up along the chain: what ended stays ended, and the latest words count."""
    on_base("[change.xong]\n" + BECAUSE + 'ended = 2025-06-30\nnote = { vi = "một", en = "one" }\n')
    folder = small.parent / "nho-2027"
    folder.mkdir()
    head = HEAD.replace("nho-2024", "nho-2026").replace('id = "nho-2026"', 'id = "nho-2027"')
    head = head.replace("2025-07-01", "2027-01-01").partition("[instr")[0]
    text = head.replace('series = "broken"', "") + "[change.xong]\n" + BECAUSE + 'note = { vi = "hai", en = "two" }\n'
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    edition = load_edition(folder)
    amendment = edition.indicators["xong"].amendment
    assert amendment is not None
    assert (amendment.ended, amendment.note) == (dt.date(2025, 6, 30), {"vi": "hai", "en": "two"})
    assert edition.breaks == (dt.date(2025, 7, 1),)


@pytest.mark.parametrize(("comparable", "kept"), [('comparable = "kept"\n', 3), ("", None)])
def test_a_line_that_was_replaced_goes_on_under_its_new_name(
    on_base: Load, small: Path, comparable: str, kept: int | None
) -> None:
    """Over a break only where the change says that the figures are comparable."""
    text = "[change.xong]\n" + BECAUSE + 'ended = 2025-06-30\nreplaced_by = "moi"\n' + comparable
    edition = on_base(text + '[add.moi]\nafter = "giao"\ncode = "+"\n' + NEW)
    before = Catalogue(load_edition(small)).evaluate(Report.from_values({"xong": 3}, period="tháng 6 năm 2025"))
    earlier = earlier_of(before.computation, edition, parse_period("tháng 7 năm 2025", 14))
    assert (earlier.figures.get("moi"), earlier.is_broken) == (kept, True)


IN_ITS_PLACE = '[add.moi]\nafter = "xong"\ncode = "-"\npath = "I.2"\n'


def test_a_line_may_stand_in_the_place_of_one_that_ended(on_base: Load) -> None:
    """The new form numbers on: what goes by the number is the line that is asked."""
    edition = on_base("[change.xong]\n" + BECAUSE + 'ended = 2025-06-30\nreplaced_by = "moi"\n' + IN_ITS_PLACE + NEW)
    assert [(id, edition.indicators[id].path) for id in ("xong", "moi")] == [("xong", "I.2"), ("moi", "I.2")]
    catalogue = Catalogue(edition)
    assert catalogue["I.2"] is catalogue.indicators["moi"]
    assert edition.indicators["ty_le"].path == "I.3"


def test_of_lines_that_are_asked_each_has_its_own_place(on_base: Load) -> None:
    (problem,) = problems(on_base, IN_ITS_PLACE + NEW)
    assert (problem.code, problem.what.startswith("the path I.2 belongs to 'xong'")) == ("CCHC-L005", True)
    assert problem.hint == "only where one of them 'ended' may another stand in its place"


def test_a_changed_formula_asks_for_an_example_of_its_own(on_base: Load) -> None:
    """That of the base is of another formula; the hint says where the new one belongs."""
    changed = "[change.ty_le]\n" + BECAUSE + 'formula = "percent(giao - xong, giao)"\n'
    (problem,) = problems(on_base, changed)
    assert problem.hint == "a change of the formula has an 'example' of its own, in its [change] table"
    assert on_base(changed + 'example = { giao = 4, xong = 1, gives = "75.00" }\n')
