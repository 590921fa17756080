"""Every line of the report that a ward filed for May 2024 is read as a person reads it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition import Edition
from cchc.readers import read_report
from cchc.report import Entry, Report
from cchc.value import Document, Missing, Reported, Window

# id | value | column it was read in ("*" where it belongs elsewhere) | more: claims a/b[=c], candidates ?n, errors !
READ = """
kh_cchc_ban_hanh | 62/KH-UBND ngày 28/02/2024 | explanation
kh_cchc_nhiem_vu_giao | 20 | *explanation
kh_cchc_nhiem_vu_hoan_thanh | 6 | *explanation
kh_cchc_ty_le_hoan_thanh | 30 | *explanation | !
van_ban_chi_dao | in_progress | *explanation
hoi_nghi_boi_duong | in_progress | *explanation
hoi_nghi_luot_nguoi | blank
kiem_tra_kh_ban_hanh | 19/KH-UBND ngày 26/01/2024 | explanation
kiem_tra_bo_phan_ke_hoach | in_progress | *explanation
kiem_tra_bo_phan_da_kiem_tra | in_progress | *explanation
kiem_tra_ty_le_bo_phan | 0 | *explanation | !
kiem_tra_van_de_phat_hien | not_arisen | *explanation
kiem_tra_van_de_da_xu_ly | not_arisen | *explanation
kiem_tra_ty_le_xu_ly | spreadsheet_error | quantity | !
kiem_tra_cbcc_bi_xu_ly | none | *explanation
kntc_tiep_nhan | 0 | quantity
kntc_tiep_nhan_khieu_nai | none | *explanation
kntc_tiep_nhan_to_cao | none | *explanation
kntc_tiep_nhan_phan_anh | none | *explanation
kntc_giai_quyet | 0 | quantity
kntc_giai_quyet_khieu_nai | none | *explanation
kntc_giai_quyet_to_cao | none | *explanation
kntc_giai_quyet_phan_anh | none | *explanation
kntc_cbcc_sai_pham | none | *explanation
tuyen_truyen_hoi_nghi | not_arisen | *explanation
tuyen_truyen_tin_bai | not_arisen | *explanation
tuyen_truyen_cuoc_thi | none | *explanation
tuyen_truyen_san_khau_hoa | not_arisen | *explanation
tuyen_truyen_toa_dam | not_arisen | *explanation
khen_thuong_tap_the | placeholder | explanation
khen_thuong_ca_nhan | placeholder | explanation
doi_thoai_lanh_dao | 0 | *unit
sang_kien | not_arisen | *explanation
quy_trinh_ngoai_tthc | 2 | *explanation
nhiem_vu_cap_tren_giao | blank
nhiem_vu_cap_tren_hoan_thanh | ambiguous | explanation | ?12
nhiem_vu_cap_tren_ty_le_hoan_thanh | spreadsheet_error | quantity | !
vbqppl_ra_soat | none | *explanation
vbqppl_ty_le_xu_ly | none | *explanation | !
vbqppl_can_xu_ly | none | *explanation
vbqppl_da_xu_ly | blank
ra_soat_tthc_kh_ban_hanh | 46/KH-UBND ngày 03/3/2023 | explanation
ra_soat_tthc_nhiem_vu_giao | 4 | *explanation
ra_soat_tthc_nhiem_vu_hoan_thanh | 4 | *explanation
ra_soat_tthc_ty_le_hoan_thanh | 100 | *explanation | !
tthc_tong | ambiguous | explanation | 162/173 ?162 ?173
tthc_uy_quyen | 3 | quantity
tthc_cong_khai | ambiguous | explanation | 162/173 ?162 ?173
mot_cua_van_ban | 18/KH-UBND ngày 26/01/2024 | explanation
mot_cua_cong_chuc | 3 | quantity
mot_cua_cong_chuc_huong_che_do | 3 | quantity
mot_cua_cong_chuc_tap_huan | 3 | quantity
mot_cua_trang_thiet_bi | True | *unit
tthc_lien_thong | 48 | *explanation
tthc_khong_phu_thuoc_dia_gioi | 11 | *explanation
ho_so_ty_le_dung_han | 100 | quantity
ho_so_da_giai_quyet | 893 | *explanation
ho_so_dung_han | 893 | *explanation
thu_xin_loi | none | *explanation
khao_sat_hai_long_ty_le | 402 | *explanation
bien_che_giao | 23 | *explanation
bien_che_co_mat | 20 | *explanation
bien_che_ty_le_chua_su_dung | blank
phan_cap_thuc_hien | day_du | *unit
cong_vu_lanh_dao_ky_luat | none | *explanation
cong_vu_cong_chuc_ky_luat | none | *explanation
kh_cntt_ban_hanh | in_progress | explanation
kh_cntt_nhiem_vu_giao | not_arisen | *explanation
kh_cntt_nhiem_vu_hoan_thanh | not_arisen | *explanation
kh_cntt_ty_le_hoan_thanh | 0 | *explanation | !
kien_truc_cqdt | True | *unit
hop_truc_tuyen | True | *unit
bao_cao_dinh_ky_dien_tu_ty_le | 100 | *unit
lgsp_trien_khai | dang_trien_khai | *unit
van_ban_lien_thong | True | *unit
van_ban_dien_tu_ty_le | 100 | *unit
mot_cua_dien_tu | True | *unit
dvctt_mot_phan_ty_le | 27.7 | *unit | 46/166 46/162=28,39%
dvctt_mot_phan_du_dieu_kien | 46 | *explanation
dvctt_mot_phan_cung_cap | 46 | *explanation
dvctt_mot_phan_phat_sinh | 13 | *explanation
dvctt_toan_trinh_ty_le | 1.2 | *unit | 2/166 2/162=1,23%
dvctt_toan_trinh_du_dieu_kien | 2 | *explanation
dvctt_toan_trinh_cung_cap | 2 | *explanation
dvctt_toan_trinh_phat_sinh | 0 | *explanation
dvctt_tich_hop_ty_le | 1.2 | *unit | 2/166 2/166=1,23%
dvctt_cung_cap | 2 | quantity
dvctt_tich_hop | 2 | quantity
ho_so_truc_tuyen_ty_le | 22.09 | *unit | ! 478/2163=22,09%
ho_so_tiep_nhan | 388 | *explanation
ho_so_tiep_nhan_truc_tuyen | 97 | *explanation
thanh_toan_truc_tuyen_ty_le | 0 | *explanation | !
tthc_nghia_vu_tai_chinh | 19 | *explanation
tthc_thanh_toan_truc_tuyen | 0 | *explanation
"""
LINES = [line.split(" | ") for line in READ.strip().splitlines()]


@pytest.fixture(scope="module")
def report(real_report: Path) -> Report:
    return read_report(real_report)


def shown(entry: Entry) -> list[str]:
    """An entry as a line of the table above."""
    value = entry.value
    assert isinstance(value, Reported | Missing)
    parts = [str(value.value) if isinstance(value, Reported) else value.reason]
    if entry.cell is not None:
        parts.append("*" * (entry.origin == "relocated") + entry.cell.column)
    more = ["!" for _ in entry.errors]
    for claim in entry.claims:
        stated = f"={claim.stated.text}" if claim.stated is not None else ""
        more.append(f"{claim.numerator}/{claim.denominator}{stated}")
    more += [f"?{candidate.number.value}" for candidate in entry.candidates]
    return [*parts, " ".join(more)] if more else parts


def test_the_table_has_every_line_that_asks_for_something(edition: Edition) -> None:
    assert [id for id, *_ in LINES] == [id for id, line in edition.indicators.items() if not line.is_heading]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_line_is_read_as_a_person_reads_it(report: Report, line: list[str]) -> None:
    assert shown(report.entries[line[0]]) == line[1:]


def test_headings_are_read_with_what_stands_beside_them(report: Report, edition: Edition) -> None:
    """One heading has a stray number, and a label that declares the dates of its figures."""
    headings = {id: report.entries[id] for id, line in edition.indicators.items() if line.is_heading}
    with_value = {id: entry.value for id, entry in headings.items() if isinstance(entry.value, Reported)}
    assert with_value == {"ho_so_giai_quyet": Reported(893)}
    windows = {id: entry.window for id, entry in report.entries.items() if entry.window is not None}
    assert windows == {"ho_so_giai_quyet": Window(dt.date(2024, 1, 1), dt.date(2024, 4, 30))}


def test_documents_are_read_with_number_symbol_date_and_title(report: Report) -> None:
    value = report.entries["ra_soat_tthc_kh_ban_hanh"].value
    assert isinstance(value, Reported)
    assert isinstance(value.value, Document)
    document = value.value
    assert (document.number, document.symbol, document.date) == (46, "KH-UBND", dt.date(2023, 3, 3))
    assert document.title is not None
    assert document.title.endswith("đánh giá TTHC năm 2023")


def test_what_stands_around_the_table(report: Report) -> None:
    assert report.title == "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
    assert report.period is not None
    assert (report.period.start, report.period.end) == (dt.date(2024, 4, 15), dt.date(2024, 5, 14))
    assert (report.prepared_by, report.signed_by) == ("Đỗ Minh Khang", "Đinh Thanh Bình")
    assert (report.office, report.superior, report.date) == (None, None, None)


def test_the_form_itself_is_in_order(report: Report) -> None:
    """No line is missing, twice, unknown or out of order, and nothing is left over."""
    assert report.findings == ()
    assert report.unplaced == ()


def test_a_printed_number_is_quoted_without_markup(report: Report) -> None:
    printed = report.entries["ra_soat_tthc_ty_le_hoan_thanh"].printed
    assert printed is not None
    assert printed.text == "100"
    assert report.entries["ra_soat_tthc_ty_le_hoan_thanh"].cells["explanation"].text == "<b>100</b>"


def test_nothing_is_lost(report: Report, real: str, read: Callable[[str], Report]) -> None:
    """Every cell with something in it is in an entry, verbatim, or is of the header, title or signatures."""
    written = Counter(cell for line in real.splitlines() for cell in line.split("\t") if cell.strip())
    kept = Counter(cell.text for entry in report.entries.values() for cell in entry.cells.values())
    header = next(line for line in real.splitlines() if line.startswith("TT\t")).split("\t")
    around = Counter({cell: real.count(f"\n{header[0]}\t") for cell in header})
    around += Counter(["1", "2", "3", "4", "5", "**PHỤ LỤC 3**  ", f"**{report.title}**"])
    around += Counter(["**NGƯỜI LẬP BÁO CÁO**", f"**{report.prepared_by}**", "**KT. CHỦ TỊCH  ", "PHÓ CHỦ TỊCH**"])
    around += Counter([f"**{report.signed_by}**"])
    assert kept + around == written


def test_every_cell_knows_its_line_and_column(report: Report, real: str) -> None:
    lines = real.splitlines()
    columns = ["code", "label", "quantity", "unit", "explanation"]
    for entry in report.entries.values():
        for column, cell in entry.cells.items():
            assert cell.line is not None
            assert cell.column == column
            assert lines[cell.line - 1].split("\t")[columns.index(column)] == cell.text
