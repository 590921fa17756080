"""What the hand-written peers share: the ward form's formulas and simple rules, as a person lists them."""

from __future__ import annotations

RATES = {
    "kh_cchc_ty_le_hoan_thanh": ("kh_cchc_nhiem_vu_hoan_thanh", "kh_cchc_nhiem_vu_giao"),
    "kiem_tra_ty_le_bo_phan": ("kiem_tra_bo_phan_da_kiem_tra", "kiem_tra_bo_phan_ke_hoach"),
    "kiem_tra_ty_le_xu_ly": ("kiem_tra_van_de_da_xu_ly", "kiem_tra_van_de_phat_hien"),
    "nhiem_vu_cap_tren_ty_le_hoan_thanh": ("nhiem_vu_cap_tren_hoan_thanh", "nhiem_vu_cap_tren_giao"),
    "vbqppl_ty_le_xu_ly": ("vbqppl_da_xu_ly", "vbqppl_can_xu_ly"),
    "ra_soat_tthc_ty_le_hoan_thanh": ("ra_soat_tthc_nhiem_vu_hoan_thanh", "ra_soat_tthc_nhiem_vu_giao"),
    "ho_so_ty_le_dung_han": ("ho_so_dung_han", "ho_so_da_giai_quyet"),
    "kh_cntt_ty_le_hoan_thanh": ("kh_cntt_nhiem_vu_hoan_thanh", "kh_cntt_nhiem_vu_giao"),
    "dvctt_mot_phan_ty_le": ("dvctt_mot_phan_cung_cap", "dvctt_mot_phan_du_dieu_kien"),
    "dvctt_toan_trinh_ty_le": ("dvctt_toan_trinh_cung_cap", "dvctt_toan_trinh_du_dieu_kien"),
    "dvctt_tich_hop_ty_le": ("dvctt_tich_hop", "dvctt_cung_cap"),
    "ho_so_truc_tuyen_ty_le": ("ho_so_tiep_nhan_truc_tuyen", "ho_so_tiep_nhan"),
    "thanh_toan_truc_tuyen_ty_le": ("tthc_thanh_toan_truc_tuyen", "tthc_nghia_vu_tai_chinh"),
}
"""Rate: part and whole. That of unused posts, whose part is a difference, is written out by each peer."""

TOTALS = {
    "kntc_tiep_nhan": ("kntc_tiep_nhan_khieu_nai", "kntc_tiep_nhan_to_cao", "kntc_tiep_nhan_phan_anh"),
    "kntc_giai_quyet": ("kntc_giai_quyet_khieu_nai", "kntc_giai_quyet_to_cao", "kntc_giai_quyet_phan_anh"),
}

AT_MOST = {
    "R8": ("kh_cchc_nhiem_vu_hoan_thanh", "kh_cchc_nhiem_vu_giao"),
    "R9": ("kiem_tra_bo_phan_da_kiem_tra", "kiem_tra_bo_phan_ke_hoach"),
    "R10": ("kiem_tra_van_de_da_xu_ly", "kiem_tra_van_de_phat_hien"),
    "R11": ("nhiem_vu_cap_tren_hoan_thanh", "nhiem_vu_cap_tren_giao"),
    "R12": ("vbqppl_can_xu_ly", "vbqppl_ra_soat"),
    "R13": ("vbqppl_da_xu_ly", "vbqppl_can_xu_ly"),
    "R14": ("ra_soat_tthc_nhiem_vu_hoan_thanh", "ra_soat_tthc_nhiem_vu_giao"),
    "R15": ("tthc_uy_quyen", "tthc_tong"),
    "R16": ("tthc_cong_khai", "tthc_tong"),
    "R17": ("mot_cua_cong_chuc_huong_che_do", "mot_cua_cong_chuc"),
    "R18": ("mot_cua_cong_chuc_tap_huan", "mot_cua_cong_chuc"),
    "R19": ("ho_so_dung_han", "ho_so_da_giai_quyet"),
    "R20": ("kh_cntt_nhiem_vu_hoan_thanh", "kh_cntt_nhiem_vu_giao"),
    "R21": ("dvctt_mot_phan_cung_cap", "dvctt_mot_phan_du_dieu_kien"),
    "R22": ("dvctt_mot_phan_phat_sinh", "dvctt_mot_phan_cung_cap"),
    "R23": ("dvctt_toan_trinh_cung_cap", "dvctt_toan_trinh_du_dieu_kien"),
    "R24": ("dvctt_toan_trinh_phat_sinh", "dvctt_toan_trinh_cung_cap"),
    "R25": ("dvctt_tich_hop", "dvctt_cung_cap"),
    "R26": ("ho_so_tiep_nhan_truc_tuyen", "ho_so_tiep_nhan"),
    "R27": ("tthc_thanh_toan_truc_tuyen", "tthc_nghia_vu_tai_chinh"),
    "R28": ("dvctt_mot_phan_du_dieu_kien", "tthc_tong"),
    "R29": ("dvctt_toan_trinh_du_dieu_kien", "tthc_tong"),
    "R30": ("dvctt_cung_cap", "tthc_tong"),
    "R31": ("tthc_lien_thong", "tthc_tong"),
    "R32": ("tthc_khong_phu_thuoc_dia_gioi", "tthc_tong"),
    "R33": ("tthc_nghia_vu_tai_chinh", "tthc_tong"),
    "R34": ("bien_che_co_mat", "bien_che_giao"),
    "R39": ("kntc_giai_quyet_khieu_nai", "kntc_tiep_nhan_khieu_nai"),
    "R40": ("kntc_giai_quyet_to_cao", "kntc_tiep_nhan_to_cao"),
    "R41": ("kntc_giai_quyet_phan_anh", "kntc_tiep_nhan_phan_anh"),
    "R62": ("tthc_tong", "tthc_cong_khai"),
    "R65": ("khao_sat_so_nguoi", "nguoi_thuc_hien_tthc"),
}
"""Rules of the kind "this is at most that"."""

POSITIVE_IF_POSITIVE = {"R58": ("kiem_tra_cbcc_bi_xu_ly", "kiem_tra_van_de_phat_hien")}


MANY = 1_000_000
"""As much as no count of a ward comes to."""


def counts(columns: list[str]) -> list[str]:
    """The figures that rule R1 asks not to be negative: those given, and those computed."""
    return [*columns, *TOTALS]
