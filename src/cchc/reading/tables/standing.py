"""Which column is expected at a place: that of the form under the same headings, at the same place among its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.reading.tables.headings import SURE, Path, TableHeadings

Keys = tuple[str, ...]
"""The path of headings over a place, by key."""


def expected(headings: TableHeadings, paths: Mapping[int, Keys], columns: Mapping[int, str]) -> Mapping[int, str]:
    """The columns that places without one stand for, where all else under the same headings is as the form has it."""
    of_form = _grouped(headings)
    of_file: dict[Keys, list[int]] = {}
    for place, path in paths.items():
        if len(path) > 1:
            of_file.setdefault(path[:-1], []).append(place)
    return {
        place: id
        for over, places in of_file.items()
        for place, id in _of_group(places, _like(headings, over, of_form), columns)
    }


def _grouped(headings: TableHeadings) -> Mapping[Path, list[str]]:
    """The columns of the form by what stands over them."""
    groups: dict[Path, list[str]] = {}
    for id, path in headings.columns.items():
        if len(path) > 1:
            groups.setdefault(path[:-1], []).append(id)
    return groups


def _like(headings: TableHeadings, over: Keys, groups: Mapping[Path, list[str]]) -> list[str]:
    """The columns of the form under the same headings; none where that may be several."""
    scored = [(headings.fits(over, path), ids) for path, ids in groups.items()]
    best = max((score for score, _ in scored), default=0.0)
    alike = [ids for score, ids in scored if score == best]
    return alike[0] if best >= SURE and len(alike) == 1 else []


def _of_group(places: list[int], ids: list[str], columns: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    if len(places) != len(ids) or any(columns.get(at, id) != id for at, id in zip(places, ids, strict=True)):
        return
    taken = set(columns.values())
    yield from ((at, id) for at, id in zip(places, ids, strict=True) if at not in columns and id not in taken)
