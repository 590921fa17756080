"""Numbers with decimals, in whatever unit, language and file they stand, are read exactly or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.own import measures
from tests.tables.small import mistakes

import cchc as library
from cchc.catalogue import Catalogue, lint_catalogue
from cchc.errors import CatalogueError, DataError, Problem
from cchc.exact import rate
from cchc.judge.display import display
from cchc.readers import read_report
from cchc.report import Report
from cchc.value import Measured, Missing, Origin, Prose, Reason, Reported, Wording
from cchc.writers import html, text, xlsx, xlsx_template
from cchc.writers.checked import checked

LANGUAGES = ("vi", "en", "pt")
PLACES = range(7)


class Made(dict[tuple[str, int], Catalogue]):
    """A catalogue for each language and number of decimals, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, asked: tuple[str, int]) -> Catalogue:
        self[asked] = measures.write(self.folder, *asked)
        return self[asked]

    def __repr__(self) -> str:
        return "Made"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("measures"))


@pytest.fixture(scope="module")
def vi(made: Made) -> Catalogue:
    return made["vi", 2]


def value(catalogue: Catalogue, id: str, cell: object, unit: str = "") -> object:
    """What a cell is worth on a line."""
    given = {"quantity": cell, "unit": unit} if unit else cell
    found = catalogue.evaluate(Report.from_values({id: given})).values[id]
    return found.value if isinstance(found, Reported) else found.reason if isinstance(found, Missing) else found


# --- cells


@pytest.mark.parametrize(
    ("id", "cell", "wanted"),
    [
        ("thu", "1.234,5", "1234.5"),
        ("thu", "12,50", "12.50"),
        ("thu", "0,125", "0.125"),
        ("thu", "12.5", "12.5"),
        ("thu", "1.234", "1234"),
        ("thu", "1.234.567,89", "1234567.89"),
        ("thu", "1 234,5", "1234.5"),
        ("thu", "1,234,567.89", "1234567.89"),
        ("thu", "1234.567", "1234.567"),
        ("thu", "1.234,5 triệu đồng", "1234.5"),
        ("thu", "1.234,5 Trđ", "1234.5"),
        ("thu", "1,5 tỷ đồng", "1500"),
        ("thu", "250.000.000 đồng", "250"),
        ("thu", "1 đồng", "0.000001"),
        ("thu", "-5,5", "-5.5"),
        ("du", "(5,5)", "-5.5"),
        ("du", "−5,5", "-5.5"),
        ("du", "+5,5", "5.5"),
        ("du", "(1.234,5 triệu đồng)", "-1234.5"),
        ("dat", "1,2 ha", "12000"),
        ("dat", "350,75 m2", "350.75"),
        ("dat", "350,75 m²", "350.75"),
        ("roi", "12,5 ‰", "12.5"),
        ("roi", "12,5‰", "12.5"),
        ("roi", "1,25 %", "12.50"),
        ("roi", "12,5", "12.5"),
        ("phan", "12,5 %", "12.5"),
        ("diem", "8,75", "8.75"),
        ("diem", "8,75 điểm", "8.75"),
    ],
)
def test_a_number_is_read_with_its_decimals_and_its_unit(vi: Catalogue, id: str, cell: str, wanted: str) -> None:
    assert value(vi, id, cell) == Decimal(wanted)


@pytest.mark.parametrize(
    ("id", "cell"),
    [
        ("thu", "(5,5)"),
        ("thu", "5 hồ sơ"),
        ("thu", "5 người"),
        ("thu", "khoảng 5,5"),
        ("thu", "5,5 - 6,5"),
        ("thu", "5,5 %"),
        ("thu", "1/2"),
        ("dat", "5 triệu đồng"),
        ("roi", "5 điểm"),
        ("hop", "tuần sau"),
        ("hop", "15"),
    ],
)
def test_what_may_mean_another_thing_is_not_read(vi: Catalogue, id: str, cell: str) -> None:
    """It is offered, or told, and never taken for the line's."""
    assert value(vi, id, cell) in (Reason.AMBIGUOUS, Reason.UNREADABLE)
    findings = vi.evaluate(Report.from_values({id: cell})).findings
    assert [finding.code for finding in findings if id in finding.indicators]


@pytest.mark.parametrize(
    ("language", "places", "cell", "wanted"),
    [
        ("vi", 2, "1.234", "1234"),
        ("vi", 2, "1,234", None),
        ("vi", 3, "1.234", None),
        ("vi", 3, "1,234", "1.234"),
        ("vi", 3, "1.234,5", "1234.5"),
        ("en", 2, "1,234", "1234"),
        ("en", 2, "1.234", None),
        ("en", 3, "1,234", None),
        ("en", 3, "1.234", "1.234"),
        ("en", 2, "1,234.5", "1234.5"),
        ("en", 2, "12.50", "12.50"),
        ("en", 2, "12,5", "12.5"),
        ("pt", 2, "1.234,56", "1234.56"),
        ("pt", 2, "1,234", None),
    ],
)
def test_a_point_is_never_guessed(made: Made, language: str, places: int, cell: str, wanted: str | None) -> None:
    """By the language of the form it parts thousands or decimals; where either may be meant, both are offered."""
    catalogue = made[language, places]
    found = value(catalogue, "thu", cell)
    if wanted is not None:
        assert found == Decimal(wanted)
        return
    assert found is Reason.AMBIGUOUS
    entry = catalogue.settle(Report.from_values({"thu": cell})).entries["thu"]
    offered = {(candidate.number.value, candidate.number.decimals) for candidate in entry.candidates}
    assert offered == {(Decimal("1.234"), 3), (Decimal(1234), 0)}
    assert entry.wording is Wording.EITHER_POINT


@pytest.mark.parametrize(("language", "cell"), [("en", "10,000"), ("vi", "10.000"), ("pt", "10.000")])
def test_a_count_is_read_by_the_language_of_the_form(made: Made, language: str, cell: str) -> None:
    catalogue = made[language, 2]
    evaluation = catalogue.evaluate(Report.from_values({"nguoi": cell}))
    assert evaluation.values["nguoi"] == Reported(10_000)
    assert not [finding for finding in evaluation.findings if "nguoi" in finding.indicators]


def test_a_form_may_be_written_in_the_numbers_of_another_language(tmp_path: Path) -> None:
    catalogue = measures.write(tmp_path, "en", 2, 'numbers = "vi"\n')
    assert value(catalogue, "thu", "1.234,5") == Decimal("1234.5")
    assert catalogue.evaluate({"thu": Decimal("1234.5")}).display("thu") == "1.234,50"
    with pytest.raises(CatalogueError):
        measures.write(tmp_path, "en", 3, 'numbers = "Vietnamese"\n')


def test_the_unit_beside_a_number_is_its_unit(vi: Catalogue) -> None:
    """If it measures the same it is turned into the line's own, which a note tells; no number in any other is read."""
    report = read_report(measures.form(vi, {"thu": "1.500.000.000"}, {"thu": "đồng"}), vi, name="form.txt")
    entry = report.entries["thu"]
    assert (entry.value, entry.wording) == (Reported(Decimal(1500)), Wording.CONVERTED)
    assert "CCHC-C014" in [finding.code for finding in vi.evaluate(report).findings]
    assert value(vi, "thu", "1.500", "triệu đồng") == 1500
    assert value(vi, "thu", "1,5 tỷ đồng", "đồng") == 1500
    assert value(vi, "thu", "khoảng 1.500.000", "đồng") in (Reason.AMBIGUOUS, Reason.UNREADABLE)


def test_a_unit_over_the_table_is_that_of_all_its_figures(vi: Catalogue) -> None:
    """But of those with one of their own, and of what measures another thing; nothing is turned twice."""
    figures = {"thu": "1.500.000.000", "chi": "250 triệu đồng", "dat": "350,75", "nguoi": "10.000", "du": "1.000.000"}
    filled = measures.form(vi, figures, {"du": "triệu đồng"}).decode()
    filled = filled.replace("\nTT\t", "\n(Đơn vị tính: đồng)\n\nTT\t")
    report = read_report(filled.encode(), vi, name="form.txt")
    wanted = {"thu": "1500", "chi": "250", "dat": "350.75", "nguoi": "10000", "du": "1000000"}
    assert {id: report.entries[id].value for id in wanted} == {id: Reported(Decimal(wanted[id])) for id in wanted}
    evaluation = vi.evaluate(report)
    assert not [finding.code for finding in evaluation.findings if finding.code == "CCHC-F009"]
    for name, data in (
        ("form.html", html.write(checked(evaluation, "vi"))),
        ("form.xlsx", xlsx.write(checked(evaluation, "vi"))),
        ("form.txt", text.write(report, vi.edition).encode()),
    ):
        again = vi.evaluate(read_report(data, vi, name=name))
        assert {id: again.values[id] for id in wanted} == {id: Reported(Decimal(wanted[id])) for id in wanted}, name
        assert "CCHC-S003" not in [finding.code for finding in again.findings]


def test_a_day_and_a_text(vi: Catalogue) -> None:
    assert value(vi, "hop", "15/5/2026") == dt.date(2026, 5, 15)
    assert value(vi, "hop", "ngày 15 tháng 5 năm 2026") == dt.date(2026, 5, 15)
    assert value(vi, "hop", dt.date(2026, 5, 15)) == dt.date(2026, 5, 15)
    assert value(vi, "hop", "không có") is Reason.NONE
    assert value(vi, "ghi", "Tốt; 3 việc chậm") == "Tốt; 3 việc chậm"
    assert value(vi, "ghi", "5") == "5"
    assert value(vi, "ghi", "không có") is Reason.NONE
    remarks = vi.settle(Report.from_values({"ghi": {"explanation": "Tốt"}})).entries["ghi"]
    assert (remarks.value, remarks.origin) == (Reported(Prose("Tốt")), Origin.REPORTED)


# --- what is computed


def test_sums_and_rates_are_exact(vi: Catalogue) -> None:
    evaluation = vi.evaluate({"thu": Decimal("0.1"), "chi": Decimal("0.3"), "sinh": 163, "nguoi": 10_000})
    assert str(evaluation.values["chenh"].value) == "-0.20"
    assert str(evaluation.values["ty_suat"].value) == "16.30"
    assert evaluation.display("chenh") == "-0,20"
    assert evaluation.display("ty_suat") == "16,30 ‰"
    assert evaluation.display("ty_suat", "en") == "16.30‰"
    assert evaluation.outcomes["R1"].result == "pass"


def test_a_printed_result_is_held_against_its_parts(vi: Catalogue) -> None:
    """At the decimals that it is printed with; a negative one is no mistake where the line may have one."""
    parts = {"thu": "1,5", "chi": "2", "sinh": 163, "nguoi": 10_000}
    right = vi.evaluate(Report.from_values({**parts, "chenh": "(0,5)", "ty_suat": "16,3 ‰"}))
    assert [finding.code for finding in right.findings] == []
    wrong = vi.evaluate(Report.from_values({**parts, "chenh": "0,5", "ty_suat": "1,63 ‰"}))
    assert [finding.code for finding in wrong.findings] == ["CCHC-S003", "CCHC-S003"]
    below = vi.evaluate(Report.from_values({"thu": "-1", "du": "-1", "roi": "1001 ‰"}))
    assert [(finding.code, finding.indicators) for finding in below.findings] == [
        ("CCHC-S001", ("thu",)),
        ("CCHC-S012", ("roi",)),
    ]


def test_dates_are_compared(vi: Catalogue) -> None:
    """With the dates of the period, in the report itself."""
    before = Report.from_values({"hop": "1/4/2026", "period": "tháng 5 năm 2026"})
    assert [finding.code for finding in vi.evaluate(before).findings] == ["CCHC-R002"]
    assert vi.evaluate(before).findings[0].message["vi"] == "01/04/2026"


@given(
    scaled=st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=2),
    places=st.sampled_from(list(PLACES)),
)
def test_a_difference_is_that_of_fractions(made: Made, scaled: list[int], places: int) -> None:
    thu, chi = (rate(abs(each), places) for each in scaled)
    found = made["vi", places].evaluate({"thu": thu, "chi": chi}).values["chenh"]
    assert isinstance(found, Reported)
    assert Fraction(found.value) == Fraction(thu) - Fraction(chi)  # type: ignore[arg-type]


# --- round trips

NUMBERS = st.builds(rate, st.integers(0, 10**14) | st.sampled_from([0, 1, 999, 1000, 1234, 12345]), st.integers(0, 6))


@given(
    language=st.sampled_from(LANGUAGES),
    places=st.sampled_from(list(PLACES)),
    number=NUMBERS,
    negative=st.booleans(),
    id=st.sampled_from(measures.MEASURED),
)
def test_a_number_as_it_is_written_is_read_again(
    made: Made, language: str, places: int, number: Decimal, negative: bool, id: str
) -> None:
    """In the form's language, whatever its kind, unit and decimals, and more decimals than the line asks for."""
    catalogue = made[language, places]
    line = catalogue.edition.figures[id]
    number = -number if negative and line.is_signed else number
    shown = display(catalogue.edition, id, Reported(Measured(number)), language)
    assert value(catalogue, id, shown) == number
    if line.unit is not None and line.kind.is_quantity:
        named = f"{shown} {catalogue.edition.units[line.unit].label[language]}"
        assert value(catalogue, id, named) == number


@given(language=st.sampled_from(LANGUAGES), places=st.sampled_from((0, 2, 3, 6)), data=st.data())
def test_a_report_as_it_is_written_is_read_again(made: Made, language: str, places: int, data: st.DataObject) -> None:
    """As text, table and page, with a line of every kind."""
    catalogue = made[language, places]
    numbers = st.builds(rate, st.integers(0, 10**9), st.just(places))
    values: dict[str, object] = {id: data.draw(numbers) for id in measures.MEASURED if id not in ("roi", "phan")}
    values |= {id: data.draw(st.builds(rate, st.integers(2 * 10**places, 90 * 10**places), st.just(places)))
               for id in ("roi", "phan")}  # fmt: skip
    values |= {"du": -data.draw(numbers), "hop": dt.date(2026, 5, 15), "ghi": "Tốt", "nguoi": 12345, "sinh": 67}
    evaluation = catalogue.evaluate(Report.from_values({**values, "period": "tháng 5 năm 2026"}))
    for again in _written(evaluation):
        for id, wanted in values.items():
            assert again.values[id] == Reported(wanted), (id, language)  # type: ignore[arg-type]


def _written(evaluation: library.Evaluation) -> Iterator[library.Evaluation]:
    catalogue = Catalogue(evaluation.edition)
    report, edition = evaluation.report, evaluation.edition
    yield catalogue.evaluate(library.from_json(library.to_json(report), Report))
    for data, name in (
        (text.write(report, edition), "form.txt"),
        (html.write(checked(evaluation, edition.languages[0])), "form.html"),
    ):
        yield catalogue.evaluate(read_report(data if isinstance(data, bytes) else data.encode(), catalogue, name=name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("places", [2, 3])
def test_a_spreadsheet_s_numbers_are_read_in_every_language(made: Made, language: str, places: int) -> None:
    """Filled in, or given back checked: a stored number has no point that could be taken for another."""
    catalogue = made[language, places]
    values = {"thu": "1234.5", "chi": "1.234", "du": "-0.5", "dat": "1234567.125", "roi": "12.5", "diem": "8"}
    numbers = {id: Decimal(number) for id, number in values.items()}
    report = Report.from_values({**numbers, "nguoi": 12345, "sinh": 67, "hop": dt.date(2026, 5, 15)})
    evaluation = catalogue.evaluate(report)
    again = read_report(xlsx.write(checked(evaluation, language)), catalogue, name="form.xlsx")
    for id, number in numbers.items():
        assert again.entries[id].value == Reported(number), id
    assert again.entries["nguoi"].value == Reported(12345)
    blank = read_report(xlsx_template.write(catalogue.edition, language), catalogue, name="empty.xlsx")
    assert {blank.entries[id].value for id in numbers} == {Missing(Reason.BLANK)}


def test_a_frame_gives_the_same_digits(made: Made) -> None:
    """As each report by itself; a figure beyond 64 bits is refused, not wrapped."""
    polars = pytest.importorskip("polars")
    from cchc.batch import evaluate
    from cchc.batch.reports import frame_of

    catalogue = made["vi", 2]
    given = [("1234.5", "0.25", 163), ("0", "100.75", 0), ("99999999999.99", "0.01", 7)]
    reports = [
        catalogue.evaluate(
            Report.from_values({"thu": Decimal(thu), "chi": Decimal(chi), "sinh": sinh, "nguoi": 10_000, "ghi": "x"})
        )
        for thu, chi, sinh in given
    ]
    frame = evaluate(frame_of(reports, catalogue), catalogue)
    for row, evaluation in zip(frame.iter_rows(named=True), reports, strict=True):
        for id in ("chenh", "ty_suat"):
            assert rate(row[id], 2) == evaluation.values[id].value
        assert row["R1"] is (evaluation.outcomes["R1"].result == "pass")
    assert frame.schema["hop"] == polars.Date
    huge = catalogue.evaluate(Report.from_values({"thu": Decimal(10**18)}))
    with pytest.raises(DataError):
        frame_of([huge], catalogue)


def test_offices_are_added_up_at_their_decimals(made: Made) -> None:
    """What is measured is added as what is counted is; of scores and ages there is no sum."""
    pytest.importorskip("polars")
    from cchc.batch import rollup
    from cchc.batch.reports import frame_of

    catalogue = made["vi", 2]
    figures = [("1.25", "0.5", 100), ("2.5", "4", 50)]
    reports = [
        catalogue.evaluate(
            Report.from_values(
                {"thu": Decimal(thu), "chi": Decimal(chi), "sinh": sinh, "nguoi": 10_000, "diem": Decimal(8),
                 "period": f"tháng {month} năm 2026", "office": "Phường A"}
            )
        )
        for month, (thu, chi, sinh) in enumerate(figures, start=1)
    ]  # fmt: skip
    total = rollup(frame_of(reports, catalogue), catalogue, period="quarter").to_dicts()[0]
    assert (total["thu"], total["chi"], total["chenh"]) == (375, 450, -75)
    assert total["ty_suat"] == 1500


TABLE = """
title.vi = "Báo cáo ngân sách"
in_force = { from = 2026-01-01 }
[table.ns]
kind = "number"
unit = "trieu_dong"
decimals = 1
stub = [{ is = "code", heading = ["TT"] }, { is = "label", heading = ["Đơn vị"] }]
open = { key = "label", total = "TỔNG SỐ" }
columns = [
    { id = "thu", heading = ["Thu"] },
    { id = "chi", heading = ["Chi"] },
    { id = "chenh", heading = ["Chênh lệch"], formula = "thu - chi", sign = "any" },
    { id = "ty_le", heading = ["Tỷ lệ chi"], kind = "rate", per = 1000, decimals = 1, formula = "per_mille(chi, thu)" },
    { id = "nguoi", heading = ["Số người"], kind = "count", unit = "nguoi" },
]
"""
ROWS = """BÁO CÁO NGÂN SÁCH
THÁNG 5 NĂM 2026

TT\tĐơn vị\tThu\tChi\tChênh lệch\tTỷ lệ chi\tSố người
1\tXã A\t1.234,5\t1.000,2\t234,3\t810,2\t10
2\tXã B\t10\t0,0025 tỷ đồng\t7,5\t250\t5
\tTỔNG SỐ\t1.244,5\t1.002,7\t241,8\t805,7\t15
"""


def test_the_columns_of_a_table_are_measured_as_lines_are(tmp_path: Path) -> None:
    """A column of another kind than its table's takes over no unit and no decimals that it cannot have."""
    (tmp_path / "ngan-sach").mkdir()
    (tmp_path / "ngan-sach" / "edition.toml").write_text(TABLE, encoding="utf-8")
    catalogue = library.load_catalogue(tmp_path / "ngan-sach")
    evaluation = catalogue.evaluate(read_report(ROWS.encode(), catalogue, name="form.txt"))
    # What was given in another unit is told, as of a line.
    assert [finding.code for finding in evaluation.findings] == ["CCHC-C014"]
    table = library.to_dict(evaluation)["tables"]["ns"]
    shown = [{id: (each["kind"], each["value"]) for id, each in row["values"].items()} for row in table["rows"]]
    assert shown[1] == {
        "thu": ("number", "10"), "chi": ("number", "2.5"), "chenh": ("number", "7.5"),
        "ty_le": ("per_mille", "250.0"), "nguoi": ("count", 5),
    }  # fmt: skip
    assert table["total"]["values"]["chenh"]["value"] == "241.8"
    assert table["total"]["values"]["thu"]["display"] == "1.244,5"


BASED = """
[units.si_linh]
label.vi = "si-linh"
[units.nghin]
label.vi = "nghìn si-linh"
of = "si_linh"
scale = 1000
[table.t]
kind = "number"
unit = "nghin"
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [{ id = "a", label.vi = "Một" }]
columns = [{ id = "x", heading = ["Số"] }]
"""


@pytest.mark.parametrize("used", ["nghin", "si_linh"])
def test_a_unit_is_used_by_those_that_are_so_many_of_it(tmp_path: Path, used: str) -> None:
    """And one that is so many of a unit that is used: figures in it are read in the other."""
    assert mistakes(tmp_path, BASED.replace('unit = "nghin"', f'unit = "{used}"')) == []


def test_a_unit_that_none_is_so_many_of_is_unused(tmp_path: Path) -> None:
    """It is noted, and the catalogue can be used."""
    text = BASED + '[units.don_vi_la]\nlabel.vi = "khác"\n'
    assert mistakes(tmp_path, text) == []
    notes: list[Problem] = []
    lint_catalogue(tmp_path / "thu", notes.append)
    assert [note.code for note in notes if note.key == "units.don_vi_la"] == ["CCHC-L010"]


@pytest.mark.parametrize(("of", "what"), [("khong_co", "there is no unit"), ("nghin", "is so many of itself")])
def test_a_unit_is_so_many_of_another_that_there_is(tmp_path: Path, of: str, what: str) -> None:
    (told,) = [each for each in mistakes(tmp_path, BASED.replace('of = "si_linh"', f'of = "{of}"')) if ".of" in each]
    assert what in told
