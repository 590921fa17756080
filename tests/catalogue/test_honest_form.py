"""A form that is filled in well draws no finding, in whatever manner its ward fills it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

import pytest

import cchc
from cchc.edition import Indicator, IndicatorKind
from cchc.evaluation import Evaluation
from cchc.readers.text import parse
from cchc.reading import read_rows

CATALOGUE = cchc.load_catalogue()
TITLE = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
HEADINGS = "TT\tNội dung báo cáo của đơn vị\tSố lượng\tĐơn vị tính\tGiải trình\n1\t2\t3\t4\t5"
SIGNED = "NGƯỜI LẬP BÁO CÁO\nĐỗ Minh Khang\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐinh Thanh Bình"
DATED = "từ ngày 01 tháng 01 năm 2024 đến ngày 30 tháng 4 năm 2024"

Cells = tuple[str, str]
"""What a line says in the columns of quantity and explanation."""
FIGURES: Mapping[str, str] = {
    "kh_cchc_nhiem_vu_giao": "20", "kh_cchc_nhiem_vu_hoan_thanh": "6", "kh_cchc_ty_le_hoan_thanh": "30 %",
    "van_ban_chi_dao": "5", "hoi_nghi_boi_duong": "2", "hoi_nghi_luot_nguoi": "1.250",
    "kiem_tra_bo_phan_ke_hoach": "4", "kiem_tra_bo_phan_da_kiem_tra": "3", "kiem_tra_ty_le_bo_phan": "75",
    "kiem_tra_van_de_phat_hien": "3", "kiem_tra_van_de_da_xu_ly": "2", "kiem_tra_ty_le_xu_ly": "66,67%",
    "kntc_tiep_nhan": "7", "kntc_tiep_nhan_khieu_nai": "2", "kntc_tiep_nhan_to_cao": "1",
    "kntc_tiep_nhan_phan_anh": "4", "kntc_giai_quyet": "6", "kntc_giai_quyet_khieu_nai": "2",
    "kntc_giai_quyet_to_cao": "1", "kntc_giai_quyet_phan_anh": "3",
    "nhiem_vu_cap_tren_giao": "12", "nhiem_vu_cap_tren_hoan_thanh": "9", "nhiem_vu_cap_tren_ty_le_hoan_thanh": "75%",
    "vbqppl_ra_soat": "3", "vbqppl_can_xu_ly": "2", "vbqppl_da_xu_ly": "1", "vbqppl_ty_le_xu_ly": "50,00 %",
    "ra_soat_tthc_nhiem_vu_giao": "4", "ra_soat_tthc_nhiem_vu_hoan_thanh": "4",
    "ra_soat_tthc_ty_le_hoan_thanh": "100%", "tthc_tong": "166", "tthc_uy_quyen": "3", "tthc_cong_khai": "166",
    "mot_cua_cong_chuc": "03", "mot_cua_cong_chuc_huong_che_do": "3", "mot_cua_cong_chuc_tap_huan": "2",
    "tthc_lien_thong": "48", "tthc_khong_phu_thuoc_dia_gioi": "11", "ho_so_da_giai_quyet": "893",
    "ho_so_dung_han": "886", "ho_so_ty_le_dung_han": "99,2%", "thu_xin_loi": "7/7", "khao_sat_hai_long_ty_le": "95%",
    "bien_che_giao": "23", "bien_che_co_mat": "20", "bien_che_ty_le_chua_su_dung": "13,04",
    "kh_cntt_nhiem_vu_giao": "8", "kh_cntt_nhiem_vu_hoan_thanh": "2", "kh_cntt_ty_le_hoan_thanh": "25",
    "bao_cao_dinh_ky_dien_tu_ty_le": "100%", "van_ban_dien_tu_ty_le": "100 %",
    "dvctt_mot_phan_du_dieu_kien": "50", "dvctt_mot_phan_cung_cap": "46", "dvctt_mot_phan_phat_sinh": "13",
    "dvctt_mot_phan_ty_le": "92%", "dvctt_toan_trinh_du_dieu_kien": "4", "dvctt_toan_trinh_cung_cap": "2",
    "dvctt_toan_trinh_phat_sinh": "1", "dvctt_toan_trinh_ty_le": "50%", "dvctt_cung_cap": "48",
    "dvctt_tich_hop": "48", "dvctt_tich_hop_ty_le": "100%", "ho_so_tiep_nhan": "950",
    "ho_so_tiep_nhan_truc_tuyen": "239", "ho_so_truc_tuyen_ty_le": "25,16%", "tthc_nghia_vu_tai_chinh": "19",
    "tthc_thanh_toan_truc_tuyen": "10", "thanh_toan_truc_tuyen_ty_le": "52,63%",
    "phan_cap_thuc_hien": "Đầy đủ", "lgsp_trien_khai": "Đang triển khai",
}  # fmt: skip
EXPLAINED: Mapping[str, Cells] = {
    "kh_cchc_ban_hanh": ("", "Kế hoạch số 62/KH-UBND ngày 28/02/2024"),
    "kiem_tra_kh_ban_hanh": ("1", "19/KH-UBND (26/01/2024)"),
    "ra_soat_tthc_kh_ban_hanh": ("01", "Số 70/KH-UBND ngày 05 tháng 3 năm 2024 về rà soát TTHC năm 2024"),
    "mot_cua_van_ban": ("Có", "Kế hoạch số 18/KH-UBND, ngày 26-01-2024"),
    "kh_cntt_ban_hanh": ("310/KH-UBND", "29/12/2023"),
    "khen_thuong_tap_the": ("1", "Thành tích xuất sắc trong công tác CCHC"),
    "quy_trinh_ngoai_tthc": ("2", "1/ Quy trình xác nhận nhà ở 2/ Quy trình xác nhận thửa đất"),
}


def said(line: Indicator) -> Cells:
    """What the ward says on a line: its figure, yes to a question, none where nothing happened."""
    if line.id in EXPLAINED:
        return EXPLAINED[line.id]
    silent = {IndicatorKind.YES_NO: "Có", IndicatorKind.HEADING: ""}
    return FIGURES.get(line.id, silent.get(line.kind, "0")), ""


def form(change: Callable[[Indicator, list[str]], list[str]] = lambda _, row: row, title: str = TITLE) -> str:
    rows = [f"PHỤ LỤC 3\n{title}", HEADINGS]
    for line in CATALOGUE.indicators.values():
        quantity, explanation = said(line)
        label = line.label["vi"].replace(DATED, DATED.replace("30 tháng 4", "14 tháng 5"))
        rows.append("\t".join(change(line, [line.code, label, quantity, line.printed_unit or "", explanation])))
    return "\n".join([*rows, "", SIGNED])


def evaluated(text: str) -> Evaluation:
    return CATALOGUE.evaluate(read_rows(parse(text), CATALOGUE.edition))


def findings(text: str) -> list[str]:
    return [f"{finding.code} {finding.message['vi']}" for finding in evaluated(text).findings]


def in_cell(place: int, change: Callable[[str], str]) -> Callable[[Indicator, list[str]], list[str]]:
    return lambda _, row: [change(cell) if column == place else cell for column, cell in enumerate(row)]


def worded(line: Indicator, row: list[str]) -> list[str]:
    """Words where nothing happened, the unit behind every count."""
    if line.kind is IndicatorKind.COUNT and row[2] == "0":
        row[2] = f"Không có {row[3].lower()}" if row[3].isalpha() else "Không có."
    elif line.kind is IndicatorKind.COUNT and row[2].isdecimal() and row[3].isalpha():
        row[2] += f" {row[3].lower()}"
    return row


def remarked(line: Indicator, row: list[str]) -> list[str]:
    """A remark in every free explanation; a rate's own fraction beside it, as the form's formula has it."""
    remark = "Số liệu tính đến ngày 14/5/2024" if line.kind is IndicatorKind.COUNT else ""
    return [*row[:4], row[4] or FRACTIONS.get(line.id, remark)]


FRACTIONS = {
    "bien_che_ty_le_chua_su_dung": "(23-20)/23 x 100 = 13,04%",
    "dvctt_mot_phan_ty_le": "46/50",
    "dvctt_tich_hop_ty_le": "(48/48)x100 = 100%",
    "ho_so_ty_le_dung_han": "886/893 hồ sơ, đạt 99,22%",
    "nhiem_vu_cap_tren_ty_le_hoan_thanh": "75/100",
    "thu_xin_loi": "07 thư/07 hồ sơ",
}
MANNERS: Mapping[str, str] = {
    "plain": form(),
    "decomposed letters": unicodedata.normalize("NFD", form()),
    "hard spaces": form().replace(" ", "\u00a0"),
    "Windows line ends": form().replace("\n", "\r\n"),
    "old tones": form().replace("óa", "oá").replace("ủy", "uỷ").replace("tỷ", "tỉ").replace("Tỷ", "Tỉ"),
    "capitals": form(in_cell(1, str.upper)),
    "no codes": form(in_cell(0, lambda _: "")),
    "points in codes": form(in_cell(0, lambda code: code.replace(",", ".") + "." * code.isdecimal())),
    "no units": form(in_cell(3, lambda _: "")),
    "units of rates in other words": form(in_cell(3, lambda unit: "Tỷ lệ %" if "%" in unit else unit)),
    "100 % in the unit as well": form(lambda _, row: [*row[:3], "100%" if row[2][:3] == "100" else row[3], row[4]]),
    "bare rates": form(in_cell(2, lambda figure: figure.rstrip(" %"))),
    "words": form(worded),
    "remarks": form(remarked),
    "another header": form().replace(HEADINGS, "Số TT\tNội dung\tKết quả\tĐVT\tGhi chú"),
    "another title": form(title="BÁO CÁO\nCÔNG TÁC CẢI CÁCH HÀNH CHÍNH THÁNG 05/2024"),
    "a year that begins in December": form().replace("từ ngày 01 tháng 01 năm 2024", "từ ngày 15/12/2023"),
    "a commune": form(in_cell(1, lambda label: label.replace("phường", "xã").replace("quận", "huyện"))),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_a_well_filled_form_draws_no_finding(manner: str) -> None:
    assert findings(MANNERS[manner]) == []


def test_it_breaks_no_rule_and_most_are_judged() -> None:
    results = {id: outcome.result for id, outcome in evaluated(form()).outcomes.items()}
    assert set(results.values()) == {"pass", "not_evaluated"}
    assert sum(result == "pass" for result in results.values()) > 55


def test_one_wrong_figure_is_found() -> None:
    """The silence is not that of a checker that says nothing."""
    wrong = form(lambda line, row: [*row[:2], "887", *row[3:]] if line.id == "ho_so_dung_han" else row)
    codes = {finding.split()[0] for finding in findings(wrong)}
    assert codes == {"CCHC-R003", "CCHC-R047"}
