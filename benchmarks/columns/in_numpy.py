"""By hand in plain numpy: one array of figures and one of their presence a column."""

from __future__ import annotations

import numpy as np

from columns.form import AT_MOST, MANY, POSITIVE_IF_POSITIVE, RATES, TOTALS, counts

Column = tuple[np.ndarray, np.ndarray]
"""Figures, and where there is one."""


def rate(part: Column, whole: Column) -> Column:
    present = part[1] & whole[1] & (whole[0] != 0)
    down = np.where(present, whole[0], 1)
    return (20000 * part[0] + down) // (2 * down), present


def at_most(part: Column, whole: Column) -> Column:
    return part[0] <= whole[0], part[1] & whole[1]


def either(one: Column, two: Column) -> Column:
    """Kleene or."""
    truth = (one[0] & one[1]) | (two[0] & two[1])
    return truth, truth | (one[1] & two[1])


def both(one: Column, two: Column) -> Column:
    """Kleene and."""
    lie = (~one[0] & one[1]) | (~two[0] & two[1])
    return ~lie, lie | (one[1] & two[1])


def evaluate(c: dict[str, Column], figures: list[str]) -> dict[str, Column]:
    out: dict[str, Column] = {name: rate(c[part], c[whole]) for name, (part, whole) in RATES.items()}
    posts, present = c["bien_che_giao"], c["bien_che_co_mat"]
    unused = posts[0] - present[0]
    size, known = rate((np.abs(unused), posts[1] & present[1]), posts)
    out["bien_che_ty_le_chua_su_dung"] = np.where(unused < 0, -size, size), known
    for name, (x, y, z) in TOTALS.items():
        out[name] = c[x][0] + c[y][0] + c[z][0], c[x][1] & c[y][1] & c[z][1]
    done, in_time = c["ho_so_da_giai_quyet"], c["ho_so_dung_han"]
    out["ho_so_qua_han"] = done[0] - in_time[0], done[1] & in_time[1]
    return out | _rules({**c, **out}, figures)


def _rules(c: dict[str, Column], figures: list[str]) -> dict[str, Column]:
    def above(id: str, least: int) -> Column:
        return c[id][0] >= least, c[id][1]

    def zero(id: str) -> Column:
        return c[id][0] == 0, c[id][1]

    def no(x: Column) -> Column:
        return ~x[0], x[1]

    def total(a: str, b: str) -> Column:
        return c[a][0] + c[b][0], c[a][1] & c[b][1]

    out: dict[str, Column] = {}
    negative, known = np.zeros(len(c[figures[0]][0]), bool), np.zeros(len(c[figures[0]][0]), bool)
    for id in counts(figures):
        negative |= (c[id][0] < 0) & c[id][1]
        known |= c[id][1]
    out["R1"] = ~negative, known
    out |= {rule: at_most(c[part], c[whole]) for rule, (part, whole) in AT_MOST.items()}
    out |= {rule: either(no(above(a, 1)), above(b, 1)) for rule, (a, b) in POSITIVE_IF_POSITIVE.items()}
    parts = total("dvctt_mot_phan_cung_cap", "dvctt_toan_trinh_cung_cap")
    out["R37"] = c["dvctt_cung_cap"][0] == parts[0], c["dvctt_cung_cap"][1] & parts[1]
    out["R38"] = at_most(total("dvctt_mot_phan_du_dieu_kien", "dvctt_toan_trinh_du_dieu_kien"), c["tthc_tong"])
    out["R48"] = either(no(above("ho_so_qua_han", 1)), at_most(c["ho_so_qua_han"], c["thu_xin_loi"]))
    out["R56"] = both(
        either(no(zero("hoi_nghi_boi_duong")), zero("hoi_nghi_luot_nguoi")),
        at_most(c["hoi_nghi_boi_duong"], c["hoi_nghi_luot_nguoi"]),
    )
    nothing = both(zero("kiem_tra_van_de_phat_hien"), zero("kiem_tra_van_de_da_xu_ly"))
    out["R59"] = either(no(zero("kiem_tra_bo_phan_da_kiem_tra")), nothing)
    online = total("dvctt_mot_phan_phat_sinh", "dvctt_toan_trinh_phat_sinh")
    some = either(no(above("ho_so_tiep_nhan_truc_tuyen", 1)), (online[0] > 0, online[1]))
    out["R61"] = both(at_most(online, c["ho_so_tiep_nhan_truc_tuyen"]), some)
    staff, some = c["bien_che_co_mat"], either(no(above("bien_che_co_mat", 1)), above("mot_cua_cong_chuc", 1))
    out["R63"] = both(at_most(c["mot_cua_cong_chuc"], staff), some)
    disciplined = total("cong_vu_lanh_dao_ky_luat", "cong_vu_cong_chuc_ky_luat")
    out["R64"] = either((disciplined[0] <= 0, disciplined[1]), (disciplined[0] < staff[0], disciplined[1] & staff[1]))
    many, any_known = (np.zeros(len(c[figures[0]][0]), bool) for _ in range(2))
    for id in figures:
        many |= (c[id][0] >= MANY) & c[id][1]
        any_known |= c[id][1]
    out["R75"] = ~many, any_known
    return out
