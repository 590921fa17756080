"""The ward form's arithmetic as one would write it by hand: the bar for the generated function.

Same figures, same exact integer rounding, same treatment of missing figures, same rules and order
as the catalogue `phuong-2024`; `bench_single.py` holds the two to the same answers before timing.
"""

from __future__ import annotations

from collections.abc import Mapping


def nearest(up: int, down: int) -> int:
    """Half away from zero."""
    if down < 0:
        up, down = -up, -down
    return (2 * up + down) // (2 * down) if up >= 0 else -((-2 * up + down) // (2 * down))


def evaluate(report: Mapping[str, int | None]) -> tuple[tuple[int | None, ...], tuple[bool | None, ...]]:
    """Computed values (rates in hundredths) and outcomes of the rules that need only figures."""
    get = report.get
    kh_cchc_nhiem_vu_hoan_thanh = get("kh_cchc_nhiem_vu_hoan_thanh")
    kh_cchc_nhiem_vu_giao = get("kh_cchc_nhiem_vu_giao")
    kiem_tra_bo_phan_da_kiem_tra = get("kiem_tra_bo_phan_da_kiem_tra")
    kiem_tra_bo_phan_ke_hoach = get("kiem_tra_bo_phan_ke_hoach")
    kiem_tra_van_de_da_xu_ly = get("kiem_tra_van_de_da_xu_ly")
    kiem_tra_van_de_phat_hien = get("kiem_tra_van_de_phat_hien")
    kntc_tiep_nhan_khieu_nai = get("kntc_tiep_nhan_khieu_nai")
    kntc_tiep_nhan_to_cao = get("kntc_tiep_nhan_to_cao")
    kntc_tiep_nhan_phan_anh = get("kntc_tiep_nhan_phan_anh")
    kntc_giai_quyet_khieu_nai = get("kntc_giai_quyet_khieu_nai")
    kntc_giai_quyet_to_cao = get("kntc_giai_quyet_to_cao")
    kntc_giai_quyet_phan_anh = get("kntc_giai_quyet_phan_anh")
    nhiem_vu_cap_tren_hoan_thanh = get("nhiem_vu_cap_tren_hoan_thanh")
    nhiem_vu_cap_tren_giao = get("nhiem_vu_cap_tren_giao")
    vbqppl_da_xu_ly = get("vbqppl_da_xu_ly")
    vbqppl_can_xu_ly = get("vbqppl_can_xu_ly")
    ra_soat_tthc_nhiem_vu_hoan_thanh = get("ra_soat_tthc_nhiem_vu_hoan_thanh")
    ra_soat_tthc_nhiem_vu_giao = get("ra_soat_tthc_nhiem_vu_giao")
    ho_so_dung_han = get("ho_so_dung_han")
    ho_so_da_giai_quyet = get("ho_so_da_giai_quyet")
    bien_che_giao = get("bien_che_giao")
    bien_che_co_mat = get("bien_che_co_mat")
    kh_cntt_nhiem_vu_hoan_thanh = get("kh_cntt_nhiem_vu_hoan_thanh")
    kh_cntt_nhiem_vu_giao = get("kh_cntt_nhiem_vu_giao")
    dvctt_mot_phan_cung_cap = get("dvctt_mot_phan_cung_cap")
    dvctt_mot_phan_du_dieu_kien = get("dvctt_mot_phan_du_dieu_kien")
    dvctt_toan_trinh_cung_cap = get("dvctt_toan_trinh_cung_cap")
    dvctt_toan_trinh_du_dieu_kien = get("dvctt_toan_trinh_du_dieu_kien")
    dvctt_tich_hop = get("dvctt_tich_hop")
    dvctt_cung_cap = get("dvctt_cung_cap")
    ho_so_tiep_nhan_truc_tuyen = get("ho_so_tiep_nhan_truc_tuyen")
    ho_so_tiep_nhan = get("ho_so_tiep_nhan")
    tthc_thanh_toan_truc_tuyen = get("tthc_thanh_toan_truc_tuyen")
    tthc_nghia_vu_tai_chinh = get("tthc_nghia_vu_tai_chinh")
    van_ban_chi_dao = get("van_ban_chi_dao")
    hoi_nghi_boi_duong = get("hoi_nghi_boi_duong")
    hoi_nghi_luot_nguoi = get("hoi_nghi_luot_nguoi")
    kiem_tra_cbcc_bi_xu_ly = get("kiem_tra_cbcc_bi_xu_ly")
    kntc_cbcc_sai_pham = get("kntc_cbcc_sai_pham")
    tuyen_truyen_hoi_nghi = get("tuyen_truyen_hoi_nghi")
    tuyen_truyen_tin_bai = get("tuyen_truyen_tin_bai")
    tuyen_truyen_cuoc_thi = get("tuyen_truyen_cuoc_thi")
    tuyen_truyen_san_khau_hoa = get("tuyen_truyen_san_khau_hoa")
    tuyen_truyen_toa_dam = get("tuyen_truyen_toa_dam")
    khen_thuong_tap_the = get("khen_thuong_tap_the")
    khen_thuong_ca_nhan = get("khen_thuong_ca_nhan")
    doi_thoai_lanh_dao = get("doi_thoai_lanh_dao")
    sang_kien = get("sang_kien")
    quy_trinh_ngoai_tthc = get("quy_trinh_ngoai_tthc")
    vbqppl_ra_soat = get("vbqppl_ra_soat")
    tthc_tong = get("tthc_tong")
    tthc_uy_quyen = get("tthc_uy_quyen")
    tthc_cong_khai = get("tthc_cong_khai")
    mot_cua_cong_chuc = get("mot_cua_cong_chuc")
    mot_cua_cong_chuc_huong_che_do = get("mot_cua_cong_chuc_huong_che_do")
    mot_cua_cong_chuc_tap_huan = get("mot_cua_cong_chuc_tap_huan")
    tthc_lien_thong = get("tthc_lien_thong")
    tthc_khong_phu_thuoc_dia_gioi = get("tthc_khong_phu_thuoc_dia_gioi")
    thu_xin_loi = get("thu_xin_loi")
    cong_vu_lanh_dao_ky_luat = get("cong_vu_lanh_dao_ky_luat")
    cong_vu_cong_chuc_ky_luat = get("cong_vu_cong_chuc_ky_luat")
    dvctt_mot_phan_phat_sinh = get("dvctt_mot_phan_phat_sinh")
    dvctt_toan_trinh_phat_sinh = get("dvctt_toan_trinh_phat_sinh")
    khao_sat_so_nguoi = get("khao_sat_so_nguoi")
    nguoi_thuc_hien_tthc = get("nguoi_thuc_hien_tthc")

    if kh_cchc_nhiem_vu_hoan_thanh is None or not kh_cchc_nhiem_vu_giao:
        kh_cchc_ty_le_hoan_thanh = None
    else:
        kh_cchc_ty_le_hoan_thanh = (20000 * kh_cchc_nhiem_vu_hoan_thanh + kh_cchc_nhiem_vu_giao) // (
            2 * kh_cchc_nhiem_vu_giao
        )
        if kh_cchc_ty_le_hoan_thanh <= 0 and kh_cchc_nhiem_vu_hoan_thanh:
            kh_cchc_ty_le_hoan_thanh = nearest(10000 * kh_cchc_nhiem_vu_hoan_thanh, kh_cchc_nhiem_vu_giao)
    if kiem_tra_bo_phan_da_kiem_tra is None or not kiem_tra_bo_phan_ke_hoach:
        kiem_tra_ty_le_bo_phan = None
    else:
        kiem_tra_ty_le_bo_phan = (20000 * kiem_tra_bo_phan_da_kiem_tra + kiem_tra_bo_phan_ke_hoach) // (
            2 * kiem_tra_bo_phan_ke_hoach
        )
        if kiem_tra_ty_le_bo_phan <= 0 and kiem_tra_bo_phan_da_kiem_tra:
            kiem_tra_ty_le_bo_phan = nearest(10000 * kiem_tra_bo_phan_da_kiem_tra, kiem_tra_bo_phan_ke_hoach)
    if kiem_tra_van_de_da_xu_ly is None or not kiem_tra_van_de_phat_hien:
        kiem_tra_ty_le_xu_ly = None
    else:
        kiem_tra_ty_le_xu_ly = (20000 * kiem_tra_van_de_da_xu_ly + kiem_tra_van_de_phat_hien) // (
            2 * kiem_tra_van_de_phat_hien
        )
        if kiem_tra_ty_le_xu_ly <= 0 and kiem_tra_van_de_da_xu_ly:
            kiem_tra_ty_le_xu_ly = nearest(10000 * kiem_tra_van_de_da_xu_ly, kiem_tra_van_de_phat_hien)
    kntc_tiep_nhan = (
        None
        if kntc_tiep_nhan_khieu_nai is None or kntc_tiep_nhan_to_cao is None or kntc_tiep_nhan_phan_anh is None
        else kntc_tiep_nhan_khieu_nai + kntc_tiep_nhan_to_cao + kntc_tiep_nhan_phan_anh
    )
    kntc_giai_quyet = (
        None
        if kntc_giai_quyet_khieu_nai is None or kntc_giai_quyet_to_cao is None or kntc_giai_quyet_phan_anh is None
        else kntc_giai_quyet_khieu_nai + kntc_giai_quyet_to_cao + kntc_giai_quyet_phan_anh
    )
    if nhiem_vu_cap_tren_hoan_thanh is None or not nhiem_vu_cap_tren_giao:
        nhiem_vu_cap_tren_ty_le_hoan_thanh = None
    else:
        nhiem_vu_cap_tren_ty_le_hoan_thanh = (20000 * nhiem_vu_cap_tren_hoan_thanh + nhiem_vu_cap_tren_giao) // (
            2 * nhiem_vu_cap_tren_giao
        )
        if nhiem_vu_cap_tren_ty_le_hoan_thanh <= 0 and nhiem_vu_cap_tren_hoan_thanh:
            nhiem_vu_cap_tren_ty_le_hoan_thanh = nearest(10000 * nhiem_vu_cap_tren_hoan_thanh, nhiem_vu_cap_tren_giao)
    if vbqppl_da_xu_ly is None or not vbqppl_can_xu_ly:
        vbqppl_ty_le_xu_ly = None
    else:
        vbqppl_ty_le_xu_ly = (20000 * vbqppl_da_xu_ly + vbqppl_can_xu_ly) // (2 * vbqppl_can_xu_ly)
        if vbqppl_ty_le_xu_ly <= 0 and vbqppl_da_xu_ly:
            vbqppl_ty_le_xu_ly = nearest(10000 * vbqppl_da_xu_ly, vbqppl_can_xu_ly)
    if ra_soat_tthc_nhiem_vu_hoan_thanh is None or not ra_soat_tthc_nhiem_vu_giao:
        ra_soat_tthc_ty_le_hoan_thanh = None
    else:
        ra_soat_tthc_ty_le_hoan_thanh = (20000 * ra_soat_tthc_nhiem_vu_hoan_thanh + ra_soat_tthc_nhiem_vu_giao) // (
            2 * ra_soat_tthc_nhiem_vu_giao
        )
        if ra_soat_tthc_ty_le_hoan_thanh <= 0 and ra_soat_tthc_nhiem_vu_hoan_thanh:
            ra_soat_tthc_ty_le_hoan_thanh = nearest(
                10000 * ra_soat_tthc_nhiem_vu_hoan_thanh, ra_soat_tthc_nhiem_vu_giao
            )
    if ho_so_dung_han is None or not ho_so_da_giai_quyet:
        ho_so_ty_le_dung_han = None
    else:
        ho_so_ty_le_dung_han = (20000 * ho_so_dung_han + ho_so_da_giai_quyet) // (2 * ho_so_da_giai_quyet)
        if ho_so_ty_le_dung_han <= 0 and ho_so_dung_han:
            ho_so_ty_le_dung_han = nearest(10000 * ho_so_dung_han, ho_so_da_giai_quyet)
    if bien_che_co_mat is None or not bien_che_giao:
        bien_che_ty_le_chua_su_dung = None
    else:
        unused = bien_che_giao - bien_che_co_mat
        bien_che_ty_le_chua_su_dung = (20000 * unused + bien_che_giao) // (2 * bien_che_giao)
        if bien_che_ty_le_chua_su_dung <= 0 and unused:
            bien_che_ty_le_chua_su_dung = nearest(10000 * unused, bien_che_giao)
    if kh_cntt_nhiem_vu_hoan_thanh is None or not kh_cntt_nhiem_vu_giao:
        kh_cntt_ty_le_hoan_thanh = None
    else:
        kh_cntt_ty_le_hoan_thanh = (20000 * kh_cntt_nhiem_vu_hoan_thanh + kh_cntt_nhiem_vu_giao) // (
            2 * kh_cntt_nhiem_vu_giao
        )
        if kh_cntt_ty_le_hoan_thanh <= 0 and kh_cntt_nhiem_vu_hoan_thanh:
            kh_cntt_ty_le_hoan_thanh = nearest(10000 * kh_cntt_nhiem_vu_hoan_thanh, kh_cntt_nhiem_vu_giao)
    if dvctt_mot_phan_cung_cap is None or not dvctt_mot_phan_du_dieu_kien:
        dvctt_mot_phan_ty_le = None
    else:
        dvctt_mot_phan_ty_le = (20000 * dvctt_mot_phan_cung_cap + dvctt_mot_phan_du_dieu_kien) // (
            2 * dvctt_mot_phan_du_dieu_kien
        )
        if dvctt_mot_phan_ty_le <= 0 and dvctt_mot_phan_cung_cap:
            dvctt_mot_phan_ty_le = nearest(10000 * dvctt_mot_phan_cung_cap, dvctt_mot_phan_du_dieu_kien)
    if dvctt_toan_trinh_cung_cap is None or not dvctt_toan_trinh_du_dieu_kien:
        dvctt_toan_trinh_ty_le = None
    else:
        dvctt_toan_trinh_ty_le = (20000 * dvctt_toan_trinh_cung_cap + dvctt_toan_trinh_du_dieu_kien) // (
            2 * dvctt_toan_trinh_du_dieu_kien
        )
        if dvctt_toan_trinh_ty_le <= 0 and dvctt_toan_trinh_cung_cap:
            dvctt_toan_trinh_ty_le = nearest(10000 * dvctt_toan_trinh_cung_cap, dvctt_toan_trinh_du_dieu_kien)
    if dvctt_tich_hop is None or not dvctt_cung_cap:
        dvctt_tich_hop_ty_le = None
    else:
        dvctt_tich_hop_ty_le = (20000 * dvctt_tich_hop + dvctt_cung_cap) // (2 * dvctt_cung_cap)
        if dvctt_tich_hop_ty_le <= 0 and dvctt_tich_hop:
            dvctt_tich_hop_ty_le = nearest(10000 * dvctt_tich_hop, dvctt_cung_cap)
    if ho_so_tiep_nhan_truc_tuyen is None or not ho_so_tiep_nhan:
        ho_so_truc_tuyen_ty_le = None
    else:
        ho_so_truc_tuyen_ty_le = (20000 * ho_so_tiep_nhan_truc_tuyen + ho_so_tiep_nhan) // (2 * ho_so_tiep_nhan)
        if ho_so_truc_tuyen_ty_le <= 0 and ho_so_tiep_nhan_truc_tuyen:
            ho_so_truc_tuyen_ty_le = nearest(10000 * ho_so_tiep_nhan_truc_tuyen, ho_so_tiep_nhan)
    if tthc_thanh_toan_truc_tuyen is None or not tthc_nghia_vu_tai_chinh:
        thanh_toan_truc_tuyen_ty_le = None
    else:
        thanh_toan_truc_tuyen_ty_le = (20000 * tthc_thanh_toan_truc_tuyen + tthc_nghia_vu_tai_chinh) // (
            2 * tthc_nghia_vu_tai_chinh
        )
        if thanh_toan_truc_tuyen_ty_le <= 0 and tthc_thanh_toan_truc_tuyen:
            thanh_toan_truc_tuyen_ty_le = nearest(10000 * tthc_thanh_toan_truc_tuyen, tthc_nghia_vu_tai_chinh)
    ho_so_qua_han = (
        None if ho_so_da_giai_quyet is None or ho_so_dung_han is None else ho_so_da_giai_quyet - ho_so_dung_han
    )

    return (
        (
            kh_cchc_ty_le_hoan_thanh,
            kiem_tra_ty_le_bo_phan,
            kiem_tra_ty_le_xu_ly,
            kntc_tiep_nhan,
            kntc_giai_quyet,
            nhiem_vu_cap_tren_ty_le_hoan_thanh,
            vbqppl_ty_le_xu_ly,
            ra_soat_tthc_ty_le_hoan_thanh,
            ho_so_ty_le_dung_han,
            bien_che_ty_le_chua_su_dung,
            kh_cntt_ty_le_hoan_thanh,
            dvctt_mot_phan_ty_le,
            dvctt_toan_trinh_ty_le,
            dvctt_tich_hop_ty_le,
            ho_so_truc_tuyen_ty_le,
            thanh_toan_truc_tuyen_ty_le,
            ho_so_qua_han,
        ),
        (
            None if kh_cchc_nhiem_vu_giao is None else kh_cchc_nhiem_vu_giao >= 0,
            None if kh_cchc_nhiem_vu_hoan_thanh is None else kh_cchc_nhiem_vu_hoan_thanh >= 0,
            None if van_ban_chi_dao is None else van_ban_chi_dao >= 0,
            None if hoi_nghi_boi_duong is None else hoi_nghi_boi_duong >= 0,
            None if hoi_nghi_luot_nguoi is None else hoi_nghi_luot_nguoi >= 0,
            None if kiem_tra_bo_phan_ke_hoach is None else kiem_tra_bo_phan_ke_hoach >= 0,
            None if kiem_tra_bo_phan_da_kiem_tra is None else kiem_tra_bo_phan_da_kiem_tra >= 0,
            None if kiem_tra_van_de_phat_hien is None else kiem_tra_van_de_phat_hien >= 0,
            None if kiem_tra_van_de_da_xu_ly is None else kiem_tra_van_de_da_xu_ly >= 0,
            None if kiem_tra_cbcc_bi_xu_ly is None else kiem_tra_cbcc_bi_xu_ly >= 0,
            None if kntc_tiep_nhan is None else kntc_tiep_nhan >= 0,
            None if kntc_tiep_nhan_khieu_nai is None else kntc_tiep_nhan_khieu_nai >= 0,
            None if kntc_tiep_nhan_to_cao is None else kntc_tiep_nhan_to_cao >= 0,
            None if kntc_tiep_nhan_phan_anh is None else kntc_tiep_nhan_phan_anh >= 0,
            None if kntc_giai_quyet is None else kntc_giai_quyet >= 0,
            None if kntc_giai_quyet_khieu_nai is None else kntc_giai_quyet_khieu_nai >= 0,
            None if kntc_giai_quyet_to_cao is None else kntc_giai_quyet_to_cao >= 0,
            None if kntc_giai_quyet_phan_anh is None else kntc_giai_quyet_phan_anh >= 0,
            None if kntc_cbcc_sai_pham is None else kntc_cbcc_sai_pham >= 0,
            None if tuyen_truyen_hoi_nghi is None else tuyen_truyen_hoi_nghi >= 0,
            None if tuyen_truyen_tin_bai is None else tuyen_truyen_tin_bai >= 0,
            None if tuyen_truyen_cuoc_thi is None else tuyen_truyen_cuoc_thi >= 0,
            None if tuyen_truyen_san_khau_hoa is None else tuyen_truyen_san_khau_hoa >= 0,
            None if tuyen_truyen_toa_dam is None else tuyen_truyen_toa_dam >= 0,
            None if khen_thuong_tap_the is None else khen_thuong_tap_the >= 0,
            None if khen_thuong_ca_nhan is None else khen_thuong_ca_nhan >= 0,
            None if doi_thoai_lanh_dao is None else doi_thoai_lanh_dao >= 0,
            None if sang_kien is None else sang_kien >= 0,
            None if quy_trinh_ngoai_tthc is None else quy_trinh_ngoai_tthc >= 0,
            None if nhiem_vu_cap_tren_giao is None else nhiem_vu_cap_tren_giao >= 0,
            None if nhiem_vu_cap_tren_hoan_thanh is None else nhiem_vu_cap_tren_hoan_thanh >= 0,
            None if vbqppl_ra_soat is None else vbqppl_ra_soat >= 0,
            None if vbqppl_can_xu_ly is None else vbqppl_can_xu_ly >= 0,
            None if vbqppl_da_xu_ly is None else vbqppl_da_xu_ly >= 0,
            None if ra_soat_tthc_nhiem_vu_giao is None else ra_soat_tthc_nhiem_vu_giao >= 0,
            None if ra_soat_tthc_nhiem_vu_hoan_thanh is None else ra_soat_tthc_nhiem_vu_hoan_thanh >= 0,
            None if tthc_tong is None else tthc_tong >= 0,
            None if tthc_uy_quyen is None else tthc_uy_quyen >= 0,
            None if tthc_cong_khai is None else tthc_cong_khai >= 0,
            None if mot_cua_cong_chuc is None else mot_cua_cong_chuc >= 0,
            None if mot_cua_cong_chuc_huong_che_do is None else mot_cua_cong_chuc_huong_che_do >= 0,
            None if mot_cua_cong_chuc_tap_huan is None else mot_cua_cong_chuc_tap_huan >= 0,
            None if tthc_lien_thong is None else tthc_lien_thong >= 0,
            None if tthc_khong_phu_thuoc_dia_gioi is None else tthc_khong_phu_thuoc_dia_gioi >= 0,
            None if ho_so_da_giai_quyet is None else ho_so_da_giai_quyet >= 0,
            None if ho_so_dung_han is None else ho_so_dung_han >= 0,
            None if thu_xin_loi is None else thu_xin_loi >= 0,
            None if bien_che_giao is None else bien_che_giao >= 0,
            None if bien_che_co_mat is None else bien_che_co_mat >= 0,
            None if cong_vu_lanh_dao_ky_luat is None else cong_vu_lanh_dao_ky_luat >= 0,
            None if cong_vu_cong_chuc_ky_luat is None else cong_vu_cong_chuc_ky_luat >= 0,
            None if kh_cntt_nhiem_vu_giao is None else kh_cntt_nhiem_vu_giao >= 0,
            None if kh_cntt_nhiem_vu_hoan_thanh is None else kh_cntt_nhiem_vu_hoan_thanh >= 0,
            None if dvctt_mot_phan_du_dieu_kien is None else dvctt_mot_phan_du_dieu_kien >= 0,
            None if dvctt_mot_phan_cung_cap is None else dvctt_mot_phan_cung_cap >= 0,
            None if dvctt_mot_phan_phat_sinh is None else dvctt_mot_phan_phat_sinh >= 0,
            None if dvctt_toan_trinh_du_dieu_kien is None else dvctt_toan_trinh_du_dieu_kien >= 0,
            None if dvctt_toan_trinh_cung_cap is None else dvctt_toan_trinh_cung_cap >= 0,
            None if dvctt_toan_trinh_phat_sinh is None else dvctt_toan_trinh_phat_sinh >= 0,
            None if dvctt_cung_cap is None else dvctt_cung_cap >= 0,
            None if dvctt_tich_hop is None else dvctt_tich_hop >= 0,
            None if ho_so_tiep_nhan is None else ho_so_tiep_nhan >= 0,
            None if ho_so_tiep_nhan_truc_tuyen is None else ho_so_tiep_nhan_truc_tuyen >= 0,
            None if tthc_nghia_vu_tai_chinh is None else tthc_nghia_vu_tai_chinh >= 0,
            None if tthc_thanh_toan_truc_tuyen is None else tthc_thanh_toan_truc_tuyen >= 0,
            None
            if kh_cchc_nhiem_vu_hoan_thanh is None or kh_cchc_nhiem_vu_giao is None
            else kh_cchc_nhiem_vu_hoan_thanh <= kh_cchc_nhiem_vu_giao,
            None
            if kiem_tra_bo_phan_da_kiem_tra is None or kiem_tra_bo_phan_ke_hoach is None
            else kiem_tra_bo_phan_da_kiem_tra <= kiem_tra_bo_phan_ke_hoach,
            None
            if kiem_tra_van_de_da_xu_ly is None or kiem_tra_van_de_phat_hien is None
            else kiem_tra_van_de_da_xu_ly <= kiem_tra_van_de_phat_hien,
            None
            if nhiem_vu_cap_tren_hoan_thanh is None or nhiem_vu_cap_tren_giao is None
            else nhiem_vu_cap_tren_hoan_thanh <= nhiem_vu_cap_tren_giao,
            None if vbqppl_can_xu_ly is None or vbqppl_ra_soat is None else vbqppl_can_xu_ly <= vbqppl_ra_soat,
            None if vbqppl_da_xu_ly is None or vbqppl_can_xu_ly is None else vbqppl_da_xu_ly <= vbqppl_can_xu_ly,
            None
            if ra_soat_tthc_nhiem_vu_hoan_thanh is None or ra_soat_tthc_nhiem_vu_giao is None
            else ra_soat_tthc_nhiem_vu_hoan_thanh <= ra_soat_tthc_nhiem_vu_giao,
            None if tthc_uy_quyen is None or tthc_tong is None else tthc_uy_quyen <= tthc_tong,
            None if tthc_cong_khai is None or tthc_tong is None else tthc_cong_khai <= tthc_tong,
            None
            if mot_cua_cong_chuc_huong_che_do is None or mot_cua_cong_chuc is None
            else mot_cua_cong_chuc_huong_che_do <= mot_cua_cong_chuc,
            None
            if mot_cua_cong_chuc_tap_huan is None or mot_cua_cong_chuc is None
            else mot_cua_cong_chuc_tap_huan <= mot_cua_cong_chuc,
            None if ho_so_dung_han is None or ho_so_da_giai_quyet is None else ho_so_dung_han <= ho_so_da_giai_quyet,
            None
            if kh_cntt_nhiem_vu_hoan_thanh is None or kh_cntt_nhiem_vu_giao is None
            else kh_cntt_nhiem_vu_hoan_thanh <= kh_cntt_nhiem_vu_giao,
            None
            if dvctt_mot_phan_cung_cap is None or dvctt_mot_phan_du_dieu_kien is None
            else dvctt_mot_phan_cung_cap <= dvctt_mot_phan_du_dieu_kien,
            None
            if dvctt_mot_phan_phat_sinh is None or dvctt_mot_phan_cung_cap is None
            else dvctt_mot_phan_phat_sinh <= dvctt_mot_phan_cung_cap,
            None
            if dvctt_toan_trinh_cung_cap is None or dvctt_toan_trinh_du_dieu_kien is None
            else dvctt_toan_trinh_cung_cap <= dvctt_toan_trinh_du_dieu_kien,
            None
            if dvctt_toan_trinh_phat_sinh is None or dvctt_toan_trinh_cung_cap is None
            else dvctt_toan_trinh_phat_sinh <= dvctt_toan_trinh_cung_cap,
            None if dvctt_tich_hop is None or dvctt_cung_cap is None else dvctt_tich_hop <= dvctt_cung_cap,
            None
            if ho_so_tiep_nhan_truc_tuyen is None or ho_so_tiep_nhan is None
            else ho_so_tiep_nhan_truc_tuyen <= ho_so_tiep_nhan,
            None
            if tthc_thanh_toan_truc_tuyen is None or tthc_nghia_vu_tai_chinh is None
            else tthc_thanh_toan_truc_tuyen <= tthc_nghia_vu_tai_chinh,
            None
            if dvctt_mot_phan_du_dieu_kien is None or tthc_tong is None
            else dvctt_mot_phan_du_dieu_kien <= tthc_tong,
            None
            if dvctt_toan_trinh_du_dieu_kien is None or tthc_tong is None
            else dvctt_toan_trinh_du_dieu_kien <= tthc_tong,
            None if dvctt_cung_cap is None or tthc_tong is None else dvctt_cung_cap <= tthc_tong,
            None if tthc_lien_thong is None or tthc_tong is None else tthc_lien_thong <= tthc_tong,
            None
            if tthc_khong_phu_thuoc_dia_gioi is None or tthc_tong is None
            else tthc_khong_phu_thuoc_dia_gioi <= tthc_tong,
            None if tthc_nghia_vu_tai_chinh is None or tthc_tong is None else tthc_nghia_vu_tai_chinh <= tthc_tong,
            None if bien_che_co_mat is None or bien_che_giao is None else bien_che_co_mat <= bien_che_giao,
            None
            if dvctt_cung_cap is None or dvctt_mot_phan_cung_cap is None or dvctt_toan_trinh_cung_cap is None
            else dvctt_cung_cap == dvctt_mot_phan_cung_cap + dvctt_toan_trinh_cung_cap,
            None
            if dvctt_mot_phan_du_dieu_kien is None or dvctt_toan_trinh_du_dieu_kien is None or tthc_tong is None
            else dvctt_mot_phan_du_dieu_kien + dvctt_toan_trinh_du_dieu_kien <= tthc_tong,
            None
            if kntc_giai_quyet_khieu_nai is None or kntc_tiep_nhan_khieu_nai is None
            else kntc_giai_quyet_khieu_nai <= kntc_tiep_nhan_khieu_nai,
            None
            if kntc_giai_quyet_to_cao is None or kntc_tiep_nhan_to_cao is None
            else kntc_giai_quyet_to_cao <= kntc_tiep_nhan_to_cao,
            None
            if kntc_giai_quyet_phan_anh is None or kntc_tiep_nhan_phan_anh is None
            else kntc_giai_quyet_phan_anh <= kntc_tiep_nhan_phan_anh,
            None
            if ho_so_qua_han is None
            else True
            if ho_so_qua_han <= 0
            else None
            if thu_xin_loi is None
            else thu_xin_loi >= ho_so_qua_han,
            None
            if hoi_nghi_boi_duong is None or hoi_nghi_luot_nguoi is None
            else (hoi_nghi_boi_duong != 0 or hoi_nghi_luot_nguoi == 0) and hoi_nghi_luot_nguoi >= hoi_nghi_boi_duong,
            True
            if (kiem_tra_cbcc_bi_xu_ly is not None and kiem_tra_cbcc_bi_xu_ly <= 0)
            or (kiem_tra_van_de_phat_hien is not None and kiem_tra_van_de_phat_hien > 0)
            else None
            if kiem_tra_cbcc_bi_xu_ly is None or kiem_tra_van_de_phat_hien is None
            else False,
            True
            if (kiem_tra_bo_phan_da_kiem_tra is not None and kiem_tra_bo_phan_da_kiem_tra != 0)
            or (kiem_tra_van_de_phat_hien == 0 and kiem_tra_van_de_da_xu_ly == 0)
            else False
            if kiem_tra_bo_phan_da_kiem_tra == 0
            and (
                (kiem_tra_van_de_phat_hien is not None and kiem_tra_van_de_phat_hien != 0)
                or (kiem_tra_van_de_da_xu_ly is not None and kiem_tra_van_de_da_xu_ly != 0)
            )
            else None,
            None
            if ho_so_tiep_nhan_truc_tuyen is None
            or dvctt_mot_phan_phat_sinh is None
            or dvctt_toan_trinh_phat_sinh is None
            else ho_so_tiep_nhan_truc_tuyen >= dvctt_mot_phan_phat_sinh + dvctt_toan_trinh_phat_sinh
            and (ho_so_tiep_nhan_truc_tuyen <= 0 or dvctt_mot_phan_phat_sinh + dvctt_toan_trinh_phat_sinh > 0),
            None if tthc_cong_khai is None or tthc_tong is None else tthc_cong_khai >= tthc_tong,
            None
            if mot_cua_cong_chuc is None or bien_che_co_mat is None
            else mot_cua_cong_chuc <= bien_che_co_mat and (bien_che_co_mat <= 0 or mot_cua_cong_chuc > 0),
            None
            if cong_vu_lanh_dao_ky_luat is None or cong_vu_cong_chuc_ky_luat is None
            else True
            if cong_vu_lanh_dao_ky_luat + cong_vu_cong_chuc_ky_luat <= 0
            else None
            if bien_che_co_mat is None
            else cong_vu_lanh_dao_ky_luat + cong_vu_cong_chuc_ky_luat < bien_che_co_mat,
            None
            if khao_sat_so_nguoi is None or nguoi_thuc_hien_tthc is None
            else khao_sat_so_nguoi <= nguoi_thuc_hien_tthc,
        ),
    )
