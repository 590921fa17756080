"""Single mistakes of wards, each planted in a form that is right otherwise, with the line that it is made on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen
from tests.catalogue.test_honest_form import form

from cchc.edition import Indicator

Row = list[str]
Change = Callable[[Row], Row]
QUANTITY, UNIT, EXPLANATION = 2, 3, 4


def says(text: str, place: int = QUANTITY) -> Change:
    """A cell says something else."""
    return lambda row: [text if column == place else cell for column, cell in enumerate(row)]


def moved(place: int) -> Change:
    """The answer stands in another column."""
    return lambda row: [*row[:QUANTITY], "", *(row[QUANTITY] if at == place else row[at] for at in (3, 4))]


def dated(old: str, new: str) -> Change:
    """The label names another day."""
    return lambda row: [row[0], row[1].replace(old, new), *row[2:]]


@frozen
class Mistake:
    """A mistake on a line, and the other lines that arithmetic cannot tell from it."""

    line: str
    change: Change
    as_well: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The form with the mistake."""

        def changed(line: Indicator, row: Row) -> Row:
            return self.change(row) if line.id == self.line else row

        return form(changed)


CASES = ("kntc_tiep_nhan", "kntc_tiep_nhan_khieu_nai", "kntc_tiep_nhan_to_cao")
PROMPT = "Lý do khen thưởng"
OTHER_YEAR = "Số 70/KH-UBND ngày 05 tháng 3 năm 2023 về rà soát TTHC năm 2023"
MISTAKES: Mapping[str, Mistake] = {
    "a digit too many in what is done": Mistake("kh_cchc_nhiem_vu_hoan_thanh", says("60"), ("kh_cchc_nhiem_vu_giao",)),
    "a digit too few in what is assigned": Mistake(
        "kh_cchc_nhiem_vu_giao", says("2"), ("kh_cchc_nhiem_vu_hoan_thanh",)
    ),
    "a rate that is not that of its parts": Mistake("kh_cchc_ty_le_hoan_thanh", says("33 %")),
    "digits of what is assigned swapped": Mistake("bien_che_giao", says("32"), ("bien_che_ty_le_chua_su_dung",)),
    "digits of what came in online swapped": Mistake(
        "ho_so_tiep_nhan_truc_tuyen", says("293"), ("ho_so_truc_tuyen_ty_le",)
    ),
    "a digit too few in all that came in": Mistake("ho_so_tiep_nhan", says("90"), ("ho_so_tiep_nhan_truc_tuyen",)),
    "a digit too many in what asks a fee": Mistake(
        "tthc_nghia_vu_tai_chinh", says("190"), ("thanh_toan_truc_tuyen_ty_le",)
    ),
    "nothing where a rate says otherwise": Mistake(
        "tthc_thanh_toan_truc_tuyen", says("0"), ("thanh_toan_truc_tuyen_ty_le",)
    ),
    "a rate cut off": Mistake("kiem_tra_ty_le_xu_ly", says("66,66%")),
    "people instead of a rate": Mistake("khao_sat_hai_long_ty_le", says("402")),
    "a rate of the complement": Mistake("bien_che_ty_le_chua_su_dung", says("86,96")),
    "a formula in error": Mistake("kiem_tra_ty_le_bo_phan", says("#DIV/0!")),
    "a rate left out": Mistake("ho_so_ty_le_dung_han", says("")),
    "a total": Mistake("kntc_tiep_nhan", says("8")),
    "a part of a total": Mistake("kntc_tiep_nhan_phan_anh", says("5"), CASES),
    "a part of a total, more than was received": Mistake("kntc_giai_quyet_khieu_nai", says("3")),
    "a total of services": Mistake("dvctt_cung_cap", says("2")),
    "a part of a total and of a rate": Mistake("dvctt_mot_phan_cung_cap", says("45")),
    "a total that much is part of": Mistake("tthc_tong", says("16")),
    "a blank part": Mistake("nhiem_vu_cap_tren_giao", says("")),
    "a blank part of a total": Mistake("dvctt_mot_phan_cung_cap", says("")),
    "a blank line": Mistake("van_ban_chi_dao", says("")),
    "a figure in the explanation": Mistake("tthc_lien_thong", moved(EXPLANATION)),
    "an answer in the explanation": Mistake("lgsp_trien_khai", moved(EXPLANATION)),
    "a rate in the unit": Mistake("bao_cao_dinh_ky_dien_tu_ty_le", moved(UNIT)),
    "another unit": Mistake("tthc_lien_thong", says("Hồ sơ", UNIT)),
    "dossiers of another window": Mistake("ho_so_tiep_nhan", says("388")),
    "two digits swapped": Mistake("ho_so_dung_han", says("968"), ("ho_so_da_giai_quyet",)),
    "two digits swapped in the whole": Mistake("ho_so_da_giai_quyet", says("839"), ("ho_so_dung_han",)),
    "more filled than assigned": Mistake("bien_che_co_mat", says("32"), ("bien_che_giao",)),
    "nothing where there is a part": Mistake("tthc_nghia_vu_tai_chinh", says("0"), ("tthc_thanh_toan_truc_tuyen",)),
    "dossiers instead of procedures": Mistake("dvctt_mot_phan_phat_sinh", says("130")),
    "a negative number": Mistake("sang_kien", says("-1")),
    "a text instead of a number": Mistake("sang_kien", says("xem phụ lục")),
    "a status instead of a number": Mistake("hoi_nghi_boi_duong", says("Đang thực hiện")),
    "two numbers instead of one": Mistake("tthc_tong", says("162/166")),
    "two numbers in two columns": Mistake("tthc_lien_thong", says("47", EXPLANATION)),
    "a fraction of other numbers": Mistake("dvctt_mot_phan_ty_le", says("46/166 = 27,71%", EXPLANATION)),
    "a false result": Mistake("dvctt_mot_phan_ty_le", says("46/50 = 93%", EXPLANATION)),
    "a false result beside another rate": Mistake("khao_sat_hai_long_ty_le", says("3/7 = 50%", EXPLANATION)),
    "a figure on a heading": Mistake("ho_so_giai_quyet", says("893")),
    "less published than there are": Mistake("tthc_cong_khai", says("150")),
    "letters that are lacking": Mistake("thu_xin_loi", says("5/7")),
    "one name too few": Mistake("quy_trinh_ngoai_tthc", says("3")),
    "a plan of another year": Mistake("ra_soat_tthc_kh_ban_hanh", says(OTHER_YEAR, EXPLANATION)),
    "a plan without its day": Mistake("kh_cchc_ban_hanh", says("Kế hoạch số 62/KH-UBND", EXPLANATION)),
    "a plan left blank": Mistake("kh_cchc_ban_hanh", says("", EXPLANATION)),
    "the plan of another line": Mistake(
        "kiem_tra_kh_ban_hanh", says("62/KH-UBND ngày 28/02/2024", EXPLANATION), ("kh_cchc_ban_hanh",)
    ),
    "no reason for a reward": Mistake("khen_thuong_tap_the", says("", EXPLANATION)),
    "the form's own prompt": Mistake("khen_thuong_ca_nhan", lambda row: [*row[:2], "", row[3], PROMPT]),
    "a term of the past": Mistake("dvctt_mot_phan_cung_cap", says("46 TTHC mức độ 3", EXPLANATION)),
    "a part left in error": Mistake("bien_che_co_mat", says("#REF!")),
    "a part of a total left in error": Mistake("kntc_tiep_nhan_khieu_nai", says("#VALUE!")),
    "a part of two rates left in error": Mistake("ho_so_dung_han", says("#DIV/0!")),
    "one too few in what is done": Mistake("kh_cntt_nhiem_vu_hoan_thanh", says("1"), ("kh_cntt_ty_le_hoan_thanh",)),
    "a whole ten times too great": Mistake(
        "kh_cntt_nhiem_vu_giao", says("80"), ("kh_cntt_ty_le_hoan_thanh", "kh_cntt_nhiem_vu_hoan_thanh")
    ),
    "one with three decimals": Mistake("sang_kien", says("1.000")),
    "a sum of money": Mistake("tuyen_truyen_hoi_nghi", says("5000000")),
    "a sum of money in a part": Mistake("kntc_tiep_nhan_khieu_nai", says("5000000")),
    "a window of another month": Mistake("ho_so_giai_quyet", dated("14 tháng 5", "30 tháng 4")),
}
