"""By hand in Polars: exact integer rounding, null where a figure is missing or a whole is zero."""

from __future__ import annotations

import polars as pl

from columns.form import AT_MOST, MANY, POSITIVE_IF_POSITIVE, RATES, TOTALS, counts

c = pl.col


def rate(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    part, whole = part.cast(pl.Int64), whole.cast(pl.Int64)
    return pl.when(whole != 0).then((20000 * part + whole) // (2 * whole))


def values() -> list[pl.Expr]:
    unused, posts = c("bien_che_giao").cast(pl.Int64) - c("bien_che_co_mat"), c("bien_che_giao")
    size = rate(unused.abs(), posts)
    return [
        *(rate(c(part), c(whole)).alias(name) for name, (part, whole) in RATES.items()),
        pl.when(unused < 0).then(-size).otherwise(size).alias("bien_che_ty_le_chua_su_dung"),
        *((c(x).cast(pl.Int64) + c(y) + c(z)).alias(name) for name, (x, y, z) in TOTALS.items()),
        (c("ho_so_da_giai_quyet").cast(pl.Int64) - c("ho_so_dung_han")).alias("ho_so_qua_han"),
    ]


def rules(figures: list[str]) -> list[pl.Expr]:
    online = c("dvctt_mot_phan_phat_sinh") + c("dvctt_toan_trinh_phat_sinh")
    any_known = ~pl.coalesce(figures).is_null()
    disciplined = c("cong_vu_lanh_dao_ky_luat") + c("cong_vu_cong_chuc_ky_luat")
    return [
        (pl.min_horizontal(counts(figures)) >= 0).alias("R1"),
        *((c(part) <= c(whole)).alias(rule) for rule, (part, whole) in AT_MOST.items()),
        *(((c(a) <= 0) | (c(b) > 0)).alias(rule) for rule, (a, b) in POSITIVE_IF_POSITIVE.items()),
        (c("dvctt_cung_cap") == c("dvctt_mot_phan_cung_cap") + c("dvctt_toan_trinh_cung_cap")).alias("R37"),
        (c("dvctt_mot_phan_du_dieu_kien") + c("dvctt_toan_trinh_du_dieu_kien") <= c("tthc_tong")).alias("R38"),
        ((c("ho_so_qua_han") <= 0) | (c("thu_xin_loi") >= c("ho_so_qua_han"))).alias("R48"),
        (
            ((c("hoi_nghi_boi_duong") != 0) | (c("hoi_nghi_luot_nguoi") == 0))
            & (c("hoi_nghi_luot_nguoi") >= c("hoi_nghi_boi_duong"))
        ).alias("R56"),
        (
            (c("kiem_tra_bo_phan_da_kiem_tra") != 0)
            | ((c("kiem_tra_van_de_phat_hien") == 0) & (c("kiem_tra_van_de_da_xu_ly") == 0))
        ).alias("R59"),
        ((c("ho_so_tiep_nhan_truc_tuyen") >= online) & ((c("ho_so_tiep_nhan_truc_tuyen") <= 0) | (online > 0))).alias(
            "R61"
        ),
        (
            (c("mot_cua_cong_chuc") <= c("bien_che_co_mat"))
            & ((c("bien_che_co_mat") <= 0) | (c("mot_cua_cong_chuc") > 0))
        ).alias("R63"),
        ((disciplined <= 0) | (disciplined < c("bien_che_co_mat"))).alias("R64"),
        pl.when(any_known).then(pl.all_horizontal(c(id) < MANY for id in figures).fill_null(True)).alias("R75"),
    ]


def evaluate(frame: pl.DataFrame, figures: list[str]) -> pl.DataFrame:
    """Eager, as one writes it."""
    return frame.with_columns(values()).with_columns(rules(figures))


def evaluate_lazy(frame: pl.LazyFrame, figures: list[str]) -> pl.LazyFrame:
    return frame.with_columns(values()).with_columns(rules(figures))
