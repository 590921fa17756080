"""A report of any month is judged by the definitions in force in it, and is told what is not known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc
from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli import run
from cchc.edition import Indicator, Rule, Severity
from cchc.edition.amendment import EditionStatus
from cchc.edition.ground import Certainty
from cchc.evaluation import Evaluation
from cchc.load import editions
from cchc.readers import read_report
from cchc.report import Report
from cchc.value import Missing, Reason

RIGHT = (Path(__file__).parent.parent / "field" / "right-filling.txt").read_text(encoding="utf-8")
PLACED = "UBND {superior}\n{office}\n"
DESK = "Tổng số công chức đang làm việc tại Bộ phận tiếp nhận và trả kết quả của phường"
IMPOSSIBLE = ("nhiem_vu_cap_tren_giao", "tthc_uy_quyen", "phan_cap_thuc_hien", "hop_truc_tuyen")


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """All editions of the ward form."""
    return load_catalogue()


Run = Callable[..., str]


@pytest.fixture
def cchc_run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, and what it prints."""

    def run_it(*arguments: str) -> str:
        run([*arguments, "--lang", "vi"])
        return " ".join(capsys.readouterr().out.split())

    return run_it


def filled(month: int, year: int, *, start: str = "01 tháng 01", head: str = "") -> str:
    """The right filling as the report of another month."""
    text = RIGHT.replace("từ ngày 01 tháng 01 năm 2024", f"từ ngày {start} năm 2024").replace("2024", f"{year}")
    return head + text.replace("THÁNG 5 NĂM", f"THÁNG {month} NĂM").replace("14 tháng 5", f"14 tháng {month}")


def read(text: str, forms: Catalogue) -> Report:
    return read_report(text.encode(), forms, name="bao-cao.txt")


def judged(text: str, forms: Catalogue) -> Evaluation:
    return forms.evaluate(read(text, forms))


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings]


def of_line(text: str, label: str, cells: str) -> str:
    """The form with what stands on a line behind its label."""
    (line,) = [line for line in text.splitlines() if line.split("\t")[1:2] == [label]]
    return text.replace(line, "\t".join([*line.split("\t")[:2], *cells.split("|")]))


MONTHS = [(month, year) for year in (2024, 2025, 2026) for month in range(2, 13)]


@pytest.mark.parametrize(("month", "year"), MONTHS)
def test_a_right_form_of_any_month_is_right(forms: Catalogue, month: int, year: int) -> None:
    """By the edition in force on the last day of its month, without an error or a warning."""
    starts = {"phuong-2024": (2022, 7), "phuong-2025-07": (2025, 7), "phuong-2026-07": (2026, 7)}
    expected = max(id for id, start in starts.items() if start <= (year, month))
    evaluation = judged(filled(month, year), forms)
    assert evaluation.edition.id == evaluation.report.edition == expected
    assert [finding for finding in evaluation.findings if finding.severity is not Severity.INFO] == []
    assert codes(evaluation).count("CCHC-F030") == (expected != "phuong-2024")


def test_new_offices_count_from_the_day_of_their_founding(forms: Catalogue) -> None:
    """Their first year began on 1 July 2025; a window from that day is as right as one from 1 January."""
    assert "CCHC-R066" not in codes(judged(filled(9, 2025, start="01 tháng 07"), forms))
    assert "CCHC-R066" in codes(judged(filled(9, 2026, start="01 tháng 07"), forms))
    assert "CCHC-R066" in codes(judged(filled(9, 2024, start="01 tháng 07"), forms))


def test_lines_that_became_impossible_are_not_asked(forms: Catalogue) -> None:
    """Left blank or left out they lack nothing; filled in they are read and told, once for all of them."""
    whole = judged(filled(8, 2025), forms)
    (told,) = [finding for finding in whole.findings if finding.code == "CCHC-F031"]
    assert set(IMPOSSIBLE) <= set(told.indicators)
    assert whole.values["tthc_uy_quyen"].state == "reported"
    without = [line for line in filled(8, 2025).splitlines() if "UBND quận" not in line]
    evaluation = judged("\n".join(without), forms)
    assert "CCHC-F001" not in codes(evaluation)
    assert judged("\n".join(line for line in filled(5, 2025).splitlines() if "UBND quận" not in line), forms).findings


def test_what_is_blank_there_does_not_apply(forms: Catalogue) -> None:
    label = "Trong đó, số TTHC được UBND quận ủy quyền"
    evaluation = judged(of_line(filled(8, 2025), label, "||"), forms)
    assert evaluation.values["tthc_uy_quyen"] == Missing(Reason.NOT_APPLICABLE)
    assert judged(of_line(filled(5, 2025), label, "||"), forms).values["tthc_uy_quyen"] == Missing(Reason.BLANK)


@pytest.mark.parametrize(
    ("superior", "month", "year", "asked"),
    [
        ("TỈNH QUẢNG NINH", 8, 2025, False),
        ("THÀNH PHỐ HÀ NỘI", 8, 2025, True),
        ("THÀNH PHỐ HÀ NỘI", 5, 2026, False),
        ("TỈNH NGHỆ AN", 8, 2026, True),
    ],
)
def test_whose_the_desk_is_follows_from_the_province(
    forms: Catalogue, superior: str, month: int, year: int, *, asked: bool
) -> None:
    """Where the desk is the city's, the ward is not asked of it, and no rule sets its staff against the ward's."""
    head = PLACED.format(superior=superior, office="UBND PHƯỜNG YÊN HÒA")
    text = of_line(filled(month, year, head=head), DESK, "99|Người|")
    evaluation = judged(text, forms)
    assert evaluation.report.settings == {"mot_cua": "cap_xa" if asked else "mot_cap"}
    assert evaluation.edition.is_asked("mot_cua_cong_chuc", evaluation.report.settings) is asked
    assert ("CCHC-R063" in codes(evaluation)) is asked
    assert evaluation.outcomes["R63"].result == ("fail" if asked else "not_evaluated")
    told = [finding for finding in evaluation.findings if finding.code == "CCHC-F031"]
    assert any("mot_cua_cong_chuc" in finding.indicators for finding in told) is not asked
    assert "CCHC-F032" not in codes(evaluation)


def test_where_no_province_is_named_the_common_case_is_assumed_aloud(forms: Catalogue) -> None:
    assert codes(judged(filled(8, 2025), forms)).count("CCHC-F032") == 1


def test_nothing_is_compared_over_the_break(forms: Catalogue) -> None:
    """Counts that fell or jumped on 1 July 2025 are no slip; within one series they are told as ever."""
    more = of_line(filled(6, 2025), "Tổng số TTHC thuộc thẩm quyền giải quyết của UBND phường", "400|TTHC|")
    before, after = read(more, forms), read(filled(8, 2025), forms)
    across = forms.evaluate(after, before)
    assert not {"CCHC-R067", "CCHC-R068"} & set(codes(across))
    assert codes(across).count("CCHC-F033") == 1
    later = of_line(filled(9, 2025), "Tổng số TTHC thuộc thẩm quyền giải quyết của UBND phường", "400|TTHC|")
    within = forms.evaluate(read(later, forms), after)
    assert "CCHC-R068" in codes(within)
    assert "CCHC-F033" not in codes(within)
    from_2026 = forms.evaluate(read(filled(8, 2026), forms), before)
    assert "CCHC-F033" in codes(from_2026)


def test_nothing_is_compared_with_a_report_that_is_none_before(forms: Catalogue) -> None:
    """One of the same period or a later one given as that before is told once, and no rule is broken by it."""
    more = of_line(filled(9, 2025), "Tổng số TTHC thuộc thẩm quyền giải quyết của UBND phường", "400|TTHC|")
    report = read(more, forms)
    for month in (9, 10):
        told = codes(forms.evaluate(report, read(filled(month, 2025), forms)))
        assert told.count("CCHC-F039") == 1
        assert not {"CCHC-R067", "CCHC-R068"} & set(told)
    assert "CCHC-F039" not in codes(forms.evaluate(report, read(filled(8, 2025), forms)))


def test_an_edition_that_is_named_judges_whatever_the_period(root: Path) -> None:
    """Who asks for one edition gets it, and is told that it was not in force."""
    one = load_catalogue("phuong-2024")
    evaluation = judged(filled(8, 2025), one)
    assert evaluation.edition.id == "phuong-2024"
    assert "CCHC-F007" in codes(evaluation)
    folder = load_catalogue(root / "catalogue" / "phuong-2024")
    assert judged(filled(8, 2025), folder).edition.id == "phuong-2024"
    assert judged(filled(8, 2025), load_catalogue(root / "catalogue")).edition.id == "phuong-2025-07"


def test_plain_figures_are_judged_by_the_official_edition(forms: Catalogue) -> None:
    assert forms.evaluate({"ho_so_dung_han": 1, "ho_so_da_giai_quyet": 2}).edition.id == "phuong-2024"
    given = Report.from_values({"ho_so_dung_han": 1, "ho_so_da_giai_quyet": 2}, period="tháng 8 năm 2026")
    assert forms.evaluate(given).edition.id == "phuong-2026-07"


def test_what_was_read_comes_back_the_same(forms: Catalogue) -> None:
    """JSON keeps how the variants are set, and the edition."""
    report = read(filled(8, 2025), forms)
    assert cchc.from_dict(cchc.to_dict(report)) == report
    edition = forms.evaluate(report).edition
    assert cchc.from_dict(cchc.to_dict(edition), type(edition)) == edition


def test_a_report_kept_as_json_is_read_by_its_edition(forms: Catalogue, tmp_path: Path) -> None:
    """What was written of a later report comes back, and is judged as before."""
    evaluation = judged(filled(8, 2025), forms)
    kept = tmp_path / "bao-cao.json"
    kept.write_text(cchc.to_json(evaluation.report), encoding="utf-8")
    again = forms.evaluate(read_report(kept, forms))
    assert (again.edition.id, codes(again)) == ("phuong-2025-07", codes(evaluation))


def test_a_definition_is_explained_as_it_holds_for_the_report(cchc_run: Run, tmp_path: Path) -> None:
    """Beside a report of later months, what a line means since."""
    file = tmp_path / "bao-cao.txt"
    file.write_text(filled(8, 2025), encoding="utf-8")
    assert "thành phố (tỉnh) ủy quyền" in cchc_run("explain", "tthc_uy_quyen", str(file))
    assert "thành phố (tỉnh) ủy quyền" not in cchc_run("explain", "tthc_uy_quyen")


@pytest.mark.parametrize("id", [id for id in editions() if id.startswith("phuong")])
def test_every_change_names_its_ground_and_no_derived_edition_poses_as_official(id: str) -> None:
    """Labels of the printed form are never replaced where the form has not been seen."""
    edition, first = load_catalogue(id).edition, load_catalogue("phuong-2024").edition
    assert (edition.status is EditionStatus.OFFICIAL) == (id == "phuong-2024")
    assert (edition.status_note is None) == (id == "phuong-2024")
    for line in edition.everything.values():
        assert line.label == first.everything[line.id].label
        assert line.amendment is None or all(
            ground.instrument in edition.instruments for ground in line.amendment.because
        )


@pytest.mark.parametrize("id", editions())
def test_every_date_and_every_basis_says_how_surely_it_is_known(id: str) -> None:
    """And what is known only from hearsay has no article to its name that nobody read."""
    edition = load_catalogue(id).edition
    assert edition.in_force_certainty is not None
    assert all(ground.certainty for ground in edition.in_force_because)
    for one in edition.instruments.values():
        assert one.certainty is not None, one.id
        assert all(day is None or day.certainty is not None for day in (one.in_force, one.ended)), one.id
    based: list[Indicator | Rule] = [*edition.everything.values(), *edition.rules.values()]
    for each in based:
        for ground in each.grounds if isinstance(each, Indicator) else each.legal_basis:
            assert ground.certainty is not None, each.id
            assert ground.article is None or ground.certainty is not Certainty.GENERAL, each.id


def test_no_edition_begins_with_the_signing_of_its_decree() -> None:
    """Decree 42/2022 was signed on 24 June 2022 and came into force on 15 August."""
    edition = load_catalogue("phuong-2024").edition
    decree = edition.instruments["nd_42_2022"]
    assert decree.in_force is not None
    assert decree.date < decree.in_force.on == edition.in_force_from == dt.date(2022, 8, 15)
    assert edition.in_force_certainty is Certainty.REPORTED


def test_documents_of_new_offices_are_numbered_anew(forms: Catalogue) -> None:
    """Number 62 of February and number 5 of July 2025 are of two offices; within one of them numbers run on."""
    first = {"kh_cchc_ban_hanh": {"explanation": "Số 62/KH-UBND ngày 28/02/2025"}}
    for day, told in (("20/7/2025", False), ("20/3/2025", True)):
        second = {"kiem_tra_kh_ban_hanh": {"explanation": f"Số 05/KH-UBND ngày {day}"}}
        report = Report.from_values({**first, **second}, period="tháng 8 năm 2025")
        assert ("CCHC-R054" in codes(forms.evaluate(report))) is told


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_plan_of_another_year_is_told_with_the_year_of_the_report(forms: Catalogue, year: int) -> None:
    """Whatever edition judges it; a plan of the December before is one of the year."""
    for month, day, is_right in ((8, "28/02", False), (8, "29/12", True), (1, "29/12", True)):
        plan = {"kh_cchc_ban_hanh": {"explanation": f"Số 62/KH-UBND ngày {day}/{year - 1}"}}
        evaluation = forms.evaluate(Report.from_values(plan, period=f"tháng {month} năm {year}"))
        told = [finding for finding in evaluation.findings if finding.code == "CCHC-R053"]
        assert [(finding.expected, finding.observed) for finding in told] == (
            [] if is_right else [(f"{year}", f"{year - 1}")]
        )


def test_a_basis_that_had_ended_when_the_edition_began_is_told(cchc_run: Run) -> None:
    """What a later edition takes over of its base shows that the decree is in force no more."""
    assert "hết hiệu lực" in cchc_run("explain", "khao_sat_hai_long_ty_le", "--edition", "phuong-2025-07")
    assert "hết hiệu lực" not in cchc_run("explain", "khao_sat_hai_long_ty_le")


def test_an_edition_on_a_base_is_only_its_changes(root: Path) -> None:
    for id, most in (("phuong-2025-07", 250), ("phuong-2026-07", 100)):
        lines = (root / "catalogue" / id / "edition.toml").read_text(encoding="utf-8").splitlines()
        assert len(lines) <= most


@given(st.dates(min_value=dt.date(2022, 8, 15), max_value=dt.date(2040, 1, 1)))
def test_on_every_day_one_edition_is_in_force(day: dt.date) -> None:
    """No gap and no overlap."""
    known = [load_catalogue(id).edition for id in editions() if id.startswith("phuong")]
    held = [one for one in known if one.in_force_from <= day and (one.in_force_to is None or day <= one.in_force_to)]
    assert len(held) == 1
