"""What shares something is in one cluster, what shares nothing in two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cchc.clusters import clusters

SETS = st.lists(st.frozensets(st.integers(0, 12), max_size=4), max_size=8)


@given(SETS)
def test_clusters_part_what_shares_nothing(sets: list[frozenset[int]]) -> None:
    """Each place is in one cluster; two clusters share nothing; within one, none stands apart from all before it."""
    found = clusters(sets)
    assert sorted(place for places in found for place in places) == list(range(len(sets)))
    assert [min(places) for places in found] == sorted(min(places) for places in found)
    wholes = [frozenset().union(*(sets[place] for place in places)) for places in found]
    assert all(one.isdisjoint(other) for at, one in enumerate(wholes) for other in wholes[:at])
    for places in found:
        reached, rest = sets[places[0]], set(places[1:])
        while near := {place for place in rest if not reached.isdisjoint(sets[place])}:
            reached = reached.union(*(sets[place] for place in near))
            rest -= near
        assert not rest


def test_clusters_join_through_a_third() -> None:
    assert clusters([{1}, {5}, {2}, {1, 2}, set()]) == [[0, 2, 3], [1], [4]]
