"""Plain values make the same report as a form filled in with them; what no line can hold is refused with its place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.edition import Edition
from cchc.errors import DataError, ReadError, quoted
from cchc.readers import json_form, read_report
from cchc.reading.cells import sample_report
from cchc.serialize import to_json
from cchc.value import Cause, Document, Missing, Origin, Reason, Reported, Undefined

PLAN = Document(62, "KH-UBND", dt.date(2024, 2, 28), "KH", "UBND", text="62/KH-UBND ngày 28/02/2024")


@pytest.mark.parametrize(
    ("id", "given", "value"),
    [
        ("kh_cchc_nhiem_vu_giao", 20, Reported(20)),
        ("kh_cchc_nhiem_vu_giao", Decimal(20), Reported(20)),
        ("kh_cchc_nhiem_vu_giao", "20", Reported(20)),
        ("kh_cchc_nhiem_vu_giao", {"explanation": "20"}, Reported(20)),
        ("kh_cchc_nhiem_vu_giao", {"quantity": 20}, Reported(20)),
        ("kh_cchc_nhiem_vu_giao", "không có", Missing(Reason.NONE)),
        ("kh_cchc_nhiem_vu_giao", None, Missing(Reason.BLANK)),
        ("kh_cchc_nhiem_vu_giao", "", Missing(Reason.BLANK)),
        ("kh_cchc_nhiem_vu_giao", Missing(Reason.IN_PROGRESS), Missing(Reason.IN_PROGRESS)),
        ("kh_cchc_ty_le_hoan_thanh", Decimal("30.5"), Reported(Decimal("30.5"))),
        ("kh_cchc_ty_le_hoan_thanh", 30, Reported(Decimal(30))),
        ("kh_cchc_ty_le_hoan_thanh", Undefined(Cause.ZERO_DENOMINATOR), Undefined(Cause.ZERO_DENOMINATOR)),
        ("kh_cchc_ban_hanh", PLAN, Reported(PLAN)),
        ("kien_truc_cqdt", True, Reported(True)),
        ("kien_truc_cqdt", "Không", Reported(False)),
        ("phan_cap_thuc_hien", "đầy đủ", Reported("day_du")),
        ("phan_cap_thuc_hien", "day_du", Reported("day_du")),
        ("ho_so_qua_han", 7, Reported(7)),
        ("kh_cchc", 893, Reported(893)),
    ],
)
def test_a_value_is_read_as_on_a_form(edition: Edition, id: str, given: object, value: object) -> None:
    assert sample_report({id: given}, edition).entries[id].value == value


def test_a_printed_number_has_its_decimals(edition: Edition) -> None:
    printed = (
        sample_report({"kh_cchc_ty_le_hoan_thanh": Decimal("30.50")}, edition)
        .entries["kh_cchc_ty_le_hoan_thanh"]
        .printed
    )
    assert printed is not None
    assert (printed.value, printed.decimals) == (Decimal("30.5"), 2)


def test_a_pair_makes_two_figures(edition: Edition) -> None:
    entries = sample_report({"thu_xin_loi": "2/5"}, edition).entries
    assert {id: entry.value for id, entry in entries.items()} == {
        "thu_xin_loi": Reported(2),
        "ho_so_qua_han": Reported(5),
    }


def test_what_is_said_of_the_report(edition: Edition) -> None:
    """Among the values or apart; a sample of the report before is passed over."""
    about = {
        "period": "tháng 5 năm 2024",
        "office": "UBND phường Kim Mã",
        "date": "14/5/2024",
        "previous": {"bien_che_giao": 1},
    }
    report = sample_report({"bien_che_giao": 23, **about}, edition, superior="UBND quận Ba Đình")
    assert report == sample_report({"bien_che_giao": 23}, edition, superior="UBND quận Ba Đình", **about)
    assert report.period is not None
    assert (report.period.year, report.period.number) == (2024, 5)
    assert (report.office, report.superior, report.date) == (
        "UBND phường Kim Mã",
        "UBND quận Ba Đình",
        dt.date(2024, 5, 14),
    )
    assert list(report.entries) == ["bien_che_giao"]


def test_the_office_may_be_called_the_unit_as_before(edition: Edition) -> None:
    """Values and JSON written before units only measured say who reported under that key."""
    report = sample_report({"unit": "UBND phường Kim Mã"}, edition)
    assert report == sample_report({"office": "UBND phường Kim Mã"}, edition)
    assert report.office == "UBND phường Kim Mã"


@pytest.mark.parametrize(
    ("values", "path", "hint"),
    [
        ({"bien_che_gia": 1}, "$.bien_che_gia", "did you mean bien_che_giao?"),
        ({"bien_che_giao": 1.5}, "$.bien_che_giao", "Decimal"),
        ({"bien_che_giao": Decimal("1.5")}, "$.bien_che_giao", None),
        ({"bien_che_giao": Decimal("NaN")}, "$.bien_che_giao", None),
        ({"bien_che_giao": True}, "$.bien_che_giao", None),
        ({"bien_che_giao": [1]}, "$.bien_che_giao", None),
        ({"kien_truc_cqdt": 1}, "$.kien_truc_cqdt", None),
        ({"kh_cchc_ban_hanh": True}, "$.kh_cchc_ban_hanh", None),
        ({"bien_che_giao": {"quantiy": "1"}}, "$.bien_che_giao.quantiy", "did you mean quantity?"),
        ({"bien_che_giao": {"quantity": 1.5}}, "$.bien_che_giao.quantity", None),
        ({"period": "hôm qua"}, "$.period", "tháng"),
        ({"date": "mai"}, "$.date", "2024"),
        ({"office": 5}, "$.office", None),
        ({"office": "UBND phường Kim Mã", "unit": "UBND phường Ô Chợ Dừa"}, "$.unit", None),
        ({1: 2}, "$.1", None),
    ],
)
def test_what_no_line_can_hold_is_refused(
    edition: Edition, values: Mapping[str, object], path: str, hint: str | None
) -> None:
    with pytest.raises(DataError) as refused:
        sample_report(values, edition)
    assert refused.value.path == path
    assert hint is None or (refused.value.hint is not None and hint in refused.value.hint)


def test_a_name_that_is_known_is_not_suggested(edition: Edition) -> None:
    with pytest.raises(DataError, match=r"expected a text, got int$"):
        sample_report({"office": 5}, edition)


# --- the same as JSON --------------------------------------------------------------------------


def test_json_values_make_the_same_report(edition: Edition) -> None:
    values = {
        "bien_che_giao": 23,
        "kh_cchc_ty_le_hoan_thanh": "30,00 %",
        "tuyen_truyen_toa_dam": {"unit": "0 Cuộc"},
        "kien_truc_cqdt": True,
    }
    data = {"schema": "cchc.report/1", "edition": edition.id, "period": "tháng 5 năm 2024", "values": values}
    report = json_form.read(json.dumps(data).encode(), edition)
    assert report == sample_report(values, edition, period="tháng 5 năm 2024")
    assert report.entries["tuyen_truyen_toa_dam"].origin is Origin.RELOCATED


def test_json_numbers_are_exact(edition: Edition) -> None:
    report = json_form.read(b'{"values": {"kh_cchc_ty_le_hoan_thanh": 33.30}}', edition)
    assert str(report.entries["kh_cchc_ty_le_hoan_thanh"].value) == str(Reported(Decimal("33.30")))


def test_a_report_in_full_comes_back(real_report: Path, tmp_path: Path) -> None:
    report = read_report(real_report)
    path = tmp_path / "bao-cao.json"
    path.write_text(to_json(report), encoding="utf-8")
    assert read_report(path) == report


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_json_in_any_form_of_unicode_is_the_same_report(real_report: Path, encoding: str) -> None:
    report = read_report(real_report)
    assert read_report(to_json(report).encode(encoding)) == report
    with pytest.raises(ReadError, match="JSON"):
        read_report('{"values": '.encode(encoding))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"values": []}', "$.values"),
        ('{"values": {"bien_che_gia": 1}}', "$.values.bien_che_gia"),
        ('{"values": {}, "bien_che_giao": 1}', "$.bien_che_giao"),
        ('{"values": {}, "edition": "xa-1999"}', "$.edition"),
        ('{"schema": "cchc.evaluation/1", "values": {}}', "$.schema"),
        ('{"values": {"bien_che_giao": 1.5}}', "$.bien_che_giao"),
        ('{"gi_do": 1}', "$"),
    ],
)
def test_json_of_another_shape_is_refused(edition: Edition, text: str, path: str) -> None:
    with pytest.raises(DataError) as refused:
        json_form.read(text.encode(), edition)
    assert refused.value.path.startswith(path)


def test_a_number_that_is_none_is_quoted_as_people_write_it(real_report: Path) -> None:
    """Not in the terms of the language that the program is written in, and cut short where it is seen to be."""
    whole = json.loads(to_json(read_report(real_report)))
    whole["entries"]["kh_cchc_ty_le_hoan_thanh"]["value"]["value"] = f"{'1' * 300}.5"
    with pytest.raises(DataError, match=r"value: 1{40}… is no figure \(at most 60 digits\)$"):
        read_report(json.dumps(whole).encode())
    assert quoted(Decimal("1" * 300)) == "1" * 40 + "…"
    assert quoted(Decimal("33.30")) == "33.30"


@pytest.mark.parametrize("text", ["{", '{"values": NaN}', "{" * 100_000, '{"a": 1}}'])
def test_broken_json_is_refused(edition: Edition, text: str) -> None:
    with pytest.raises(ReadError) as refused:
        json_form.read(text.encode(), edition, "tệp.json")
    assert refused.value.source == "tệp.json"
    assert refused.value.messages["vi"].startswith("tệp JSON không đúng cú pháp")
