"""Rows that offices write are one row however they spell it, unless one of them tells the spellings apart."""

from __future__ import annotations

from cchc.batch.rollup.row_names import named_alike
from cchc.edition.table import RowRole
from cchc.serialize.tables import RowRecord


def row(key: str, *, parent: str | None = None, id: str | None = None) -> RowRecord:
    return RowRecord(key, "", key, parent, RowRole.LEAF, "", id, {})


def keys(*reports: list[RowRecord]) -> list[list[tuple[str, str, str | None]]]:
    """Of each report its keys, with the row's own and its parent's."""
    return [[(key, each.key, each.parent) for key, each in found.items()] for found in named_alike(reports)]


def test_the_spelling_of_most_is_that_of_all() -> None:
    """And of alike many the first; the rows below follow the row above."""
    few = [row("ĐẤT ĐAI"), row("a", parent="ĐẤT ĐAI")]
    many = [row("Đất đai"), row("b", parent="Đất đai")]
    assert keys(few, many, many) == [
        [("Đất đai", "Đất đai", None), ("a", "a", "Đất đai")],
        *[[("Đất đai", "Đất đai", None), ("b", "b", "Đất đai")]] * 2,
    ]
    assert keys(few, many)[1] == [("ĐẤT ĐAI", "ĐẤT ĐAI", None), ("b", "b", "ĐẤT ĐAI")]


def test_a_report_that_tells_two_spellings_apart_keeps_them() -> None:
    """They are two rows there; whoever has one of them has the one of that spelling."""
    both = [row("Đất đai"), row("ĐẤT ĐAI")]
    assert keys(both, [row("ĐẤT ĐAI")]) == [
        [("Đất đai", "Đất đai", None), ("ĐẤT ĐAI", "ĐẤT ĐAI", None)],
        [("ĐẤT ĐAI", "ĐẤT ĐAI", None)],
    ]


def test_rows_of_the_form_have_the_form_s_keys() -> None:
    """What an office writes beside them is no other spelling of them; a parent that is no row stays."""
    form, own = row("dat_dai", id="dat_dai"), row("DAT_DAI", parent="linh_vuc")
    assert keys([form], [own], [row("Dat_dai", parent="linh_vuc")], [row("DAT_DAI")]) == [
        [("dat_dai", "dat_dai", None)],
        [("DAT_DAI", "DAT_DAI", "linh_vuc")],
        [("DAT_DAI", "DAT_DAI", "linh_vuc")],
        [("DAT_DAI", "DAT_DAI", None)],
    ]
    assert keys([], [form]) == [[], [("dat_dai", "dat_dai", None)]]
