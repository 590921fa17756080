"""By hand in SQL, for DuckDB and for Spark: the two differ in how they divide integers."""

from __future__ import annotations

from collections.abc import Callable

from columns.form import AT_MOST, MANY, POSITIVE_IF_POSITIVE, RATES, TOTALS, counts


def duckdb_division(up: str, down: str) -> str:
    return f"({up}) // ({down})"


def spark_division(up: str, down: str) -> str:
    return f"({up}) div ({down})"


def query(table: str, figures: list[str], divide: Callable[[str, str], str]) -> str:
    """One statement: values in an inner query, rules over them."""

    def rate(part: str, whole: str) -> str:
        up, down = f"20000 * CAST({part} AS BIGINT) + {whole}", f"2 * CAST({whole} AS BIGINT)"
        return f"CASE WHEN {whole} <> 0 THEN {divide(up, down)} END"

    unused = "(bien_che_giao - bien_che_co_mat)"
    size = rate(f"abs{unused}", "bien_che_giao")
    done, online = "ho_so_da_giai_quyet - ho_so_dung_han", "dvctt_mot_phan_phat_sinh + dvctt_toan_trinh_phat_sinh"
    disciplined = "cong_vu_lanh_dao_ky_luat + cong_vu_cong_chuc_ky_luat"
    values = {name: rate(part, whole) for name, (part, whole) in RATES.items()}
    values["bien_che_ty_le_chua_su_dung"] = f"CASE WHEN {unused} < 0 THEN -({size}) ELSE {size} END"
    values |= {name: f"CAST({x} AS BIGINT) + {y} + {z}" for name, (x, y, z) in TOTALS.items()}
    values["ho_so_qua_han"] = f"CAST({done} AS BIGINT)"
    rules = {"R1": f"least({', '.join(counts(figures))}) >= 0"}
    rules |= {rule: f"{part} <= {whole}" for rule, (part, whole) in AT_MOST.items()}
    rules |= {rule: f"{a} <= 0 OR {b} > 0" for rule, (a, b) in POSITIVE_IF_POSITIVE.items()}
    rules |= {
        "R37": "dvctt_cung_cap = dvctt_mot_phan_cung_cap + dvctt_toan_trinh_cung_cap",
        "R38": "dvctt_mot_phan_du_dieu_kien + dvctt_toan_trinh_du_dieu_kien <= tthc_tong",
        "R48": "ho_so_qua_han <= 0 OR thu_xin_loi >= ho_so_qua_han",
        "R56": "(hoi_nghi_boi_duong <> 0 OR hoi_nghi_luot_nguoi = 0) AND hoi_nghi_luot_nguoi >= hoi_nghi_boi_duong",
        "R59": "kiem_tra_bo_phan_da_kiem_tra <> 0 OR (kiem_tra_van_de_phat_hien = 0 AND kiem_tra_van_de_da_xu_ly = 0)",
        "R61": f"ho_so_tiep_nhan_truc_tuyen >= {online} AND (ho_so_tiep_nhan_truc_tuyen <= 0 OR {online} > 0)",
        "R63": "mot_cua_cong_chuc <= bien_che_co_mat AND (bien_che_co_mat <= 0 OR mot_cua_cong_chuc > 0)",
        "R64": f"{disciplined} <= 0 OR {disciplined} < bien_che_co_mat",
        "R75": f"greatest({', '.join(figures)}) < {MANY}",
    }
    inner = f"SELECT *, {', '.join(f'{sql} AS {name}' for name, sql in values.items())} FROM {table}"
    return f"SELECT *, {', '.join(f'({sql}) AS {name}' for name, sql in rules.items())} FROM ({inner}) AS figures"
