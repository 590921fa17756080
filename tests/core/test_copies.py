"""Whatever the library hands out can be pickled and copied at any moment, before its first use and after."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from enum import Enum
from functools import cache
from inspect import isroutine
from typing import Any

import pytest
from attrs import has
from tests.small import FORM, small_catalogue

import cchc
from cchc import (
    CatalogueError,
    CchcError,
    DataError,
    Evaluation,
    FormulaError,
    MissingExtraError,
    ReadError,
    Report,
    UnforeseenError,
    UnknownNameError,
    from_dict,
    to_dict,
)
from cchc.catalogue import Catalogue
from cchc.edition.comparison import changes
from cchc.errors import Problem
from cchc.judge.engine import Engine

EDITION = small_catalogue().edition
REPORT = cchc.read_report(FORM, small_catalogue())
FIGURES = {id: 3 + place % 5 for place, id in enumerate(Catalogue(EDITION).engine.counts)}
LACKING = {id: None if place % 7 == 0 else figure for place, (id, figure) in enumerate(FIGURES.items())}

WAYS: Mapping[str, Callable[[Any], Any]] = {
    **{
        f"pickle {protocol}": lambda x, protocol=protocol: pickle.loads(pickle.dumps(x, protocol))
        for protocol in (2, 5)
    },
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


def test_roots_of_everything() -> None:
    """Mappings, forms and plain values are all evaluated here, with rules that hold and rules that break."""
    assert sum(bool(evaluation.findings) for evaluation in evaluations()) == 5
    assert len({evaluation.computation.is_form for evaluation in evaluations()}) == 2


def evaluations() -> tuple[Evaluation, ...]:
    """New ones: nothing of them has been read, and their catalogue has compiled nothing."""
    catalogue = Catalogue(EDITION)
    given = Report.from_values(dict(FIGURES), period="tháng 5 năm 2024")
    reports = (FIGURES, LACKING, {}, REPORT, given)
    return (*map(catalogue.evaluate, reports), catalogue.evaluate(given, REPORT))


def errors() -> tuple[CchcError, ...]:
    problem = Problem("CCHC-L005", "no such unit", ("dan_so", "unit"), "did you mean người?", "a.toml", 3)
    return (
        CchcError("any"),
        CatalogueError([problem, problem]),
        FormulaError("no such name", "a + b", 4, 5, "did you mean a?"),
        ReadError("no table", "a.docx", "is it the form?", {"vi": "không có bảng"}),
        DataError("is missing", "$.period", None, (DataError("is missing", "$.title"),)),
        MissingExtraError("xlsx", "xlsx"),
        UnknownNameError("no such rule", "$.R99", "did you mean R9?"),
        UnforeseenError("KeyError: 1", "cchc/exact.py:1 (half_up)", "a.txt", "Traceback"),
    )


def roots() -> Iterator[object]:
    """Objects that everything else hangs on, each fresh."""
    yield Catalogue(EDITION)
    yield from evaluations()
    for evaluation in evaluations():
        id = next(iter(evaluation.computation.engine.index))
        yield evaluation.explain(id)
        yield evaluation.provenance(id)
        yield from_dict(to_dict(evaluation))
    yield from errors()
    yield next(changes(EDITION, EDITION), REPORT)


def reached(thing: object, seen: set[int]) -> Iterator[object]:
    """A thing and all that its public attributes lead to: using it is reading them."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    KEPT.append(thing)
    if type(thing).__module__.startswith("cchc."):
        yield thing
    for part in parts_of(thing):
        yield from reached(part, seen)


def parts_of(thing: object) -> Iterator[object]:
    if isinstance(thing, Mapping):
        yield from thing.values()
    if isinstance(thing, tuple | list):
        yield from thing
    if type(thing).__module__.startswith("cchc.") and not isinstance(thing, Engine | Enum):
        public = (name for name in dir(type(thing)) if not name.startswith("_"))
        yield from (part for name in public if not isroutine(part := getattr(thing, name)))


KEPT: list[object] = []
"""What has been reached stays alive, so that no two things share an id."""


@cache
def specimens() -> Mapping[str, tuple[object, ...]]:
    """A few used instances of every class that the library hands out, by its name."""
    found: dict[str, list[object]] = {}
    for root in roots():
        for thing in reached(root, set()):
            same = found.setdefault(type(thing).__qualname__, [])
            if len(same) < 5:
                same.append(thing)
    return {name: tuple(things) for name, things in sorted(found.items())}


def same(one: object, other: object) -> bool:
    """Equal; of things told apart by identity, alike in every field."""
    if type(one).__eq__ is not object.__eq__:
        return one == other
    if isinstance(one, BaseException):
        return type(one) is type(other) and str(one) == str(other)
    return type(one) is type(other)


PUBLIC = [name for name in cchc.__all__ if isinstance(getattr(cchc, name), type)]


def test_every_public_type_is_tried() -> None:
    """A new public type needs an instance here."""
    assert set(PUBLIC) <= set(specimens())
    assert {"Values", "Message", "Outcome", "Summary", "Provenance", "EvaluationRecord", "Figure"} <= set(specimens())


@pytest.mark.parametrize("name", cchc.__all__)
def test_names_are_pickled_as_themselves(name: str) -> None:
    """A public name arrives in another process as what it is called there."""
    thing = getattr(cchc, name)
    assert pickle.loads(pickle.dumps(thing)) == thing


@pytest.mark.parametrize("way", WAYS)
def test_what_has_been_used_is_copied(way: str) -> None:
    """Copies of every kind equal what they are copies of, however much of it has been read."""
    for name, things in specimens().items():
        assert all(same(WAYS[way](thing), thing) for thing in things), name


@pytest.mark.parametrize("way", WAYS)
def test_what_has_not_been_used_is_copied(way: str) -> None:
    """Before anything of them has been read, catalogues, evaluations and findings are copied as well as after."""
    for root in roots():
        assert same(WAYS[way](root), root)
    for unread, read in zip(evaluations(), evaluations(), strict=True):
        copies = [WAYS[way](finding) for finding in unread.findings]
        assert copies == list(read.findings)
        assert [to_dict(one) for one in copies] == [to_dict(one) for one in read.findings]
        assert dict(WAYS[way](evaluations()[0].values)) == dict(evaluations()[0].values)


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_is_used_as_the_original_is(way: str) -> None:
    """A copy says, explains and writes the same; a copied catalogue judges the same."""
    for evaluation in evaluations():
        copied = WAYS[way](evaluation)
        assert to_dict(copied) == to_dict(evaluation)
        id = next(iter(evaluation.computation.engine.index))
        assert copied.explain(id) == evaluation.explain(id)
    catalogue = WAYS[way](Catalogue(EDITION))
    assert catalogue.evaluate(FIGURES) == evaluations()[0]
    assert catalogue.compute(FIGURES) == Catalogue(EDITION).compute(FIGURES)


def test_a_catalogue_is_pickled_in_every_state() -> None:
    """Compiled or not, asked for trusted figures or not: what is compiled stays at home and is compiled anew."""
    catalogue = Catalogue(EDITION)
    sizes = {len(pickle.dumps(catalogue))}
    for use in (
        lambda: catalogue.evaluate(FIGURES),
        lambda: catalogue.compute(FIGURES),
        lambda: catalogue.evaluate(REPORT).findings,
    ):
        for _ in range(8):  # the first few are interpreted, then formulas are compiled
            use()
        sizes.add(len(pickle.dumps(catalogue)))
        assert pickle.loads(pickle.dumps(catalogue)) == catalogue
    assert len(sizes) == 1


def test_a_process_compiles_an_edition_once() -> None:
    """However often a catalogue comes out of a pickle, it brings the same engine, and evaluations share it."""
    catalogue = Catalogue(EDITION)
    one, other = (pickle.loads(pickle.dumps(catalogue)) for _ in range(2))
    assert one.engine is other.engine
    assert pickle.loads(pickle.dumps(catalogue.evaluate(FIGURES))).computation.engine is one.engine


def test_a_record_has_no_attributes_but_its_own() -> None:
    """Nothing can be hung on what the library hands out, and nothing of it can be changed."""
    records = {name for name, things in specimens().items() if has(type(things[0]))}
    for name in records | {"Evaluation", "Values", "Message"}:
        thing = specimens()[name][0]
        assert isinstance(thing, BaseException) or not hasattr(thing, "__dict__"), name
    for thing in (Catalogue(EDITION), REPORT, evaluations()[0], evaluations()[0].findings[0]):
        with pytest.raises(AttributeError):
            thing.findings = ()  # type: ignore[union-attr, misc]


def test_what_is_read_later_is_of_what_was_judged() -> None:
    """A mapping that its owner goes on changing changes no evaluation of it."""
    figures = dict(FIGURES)
    evaluation = Catalogue(EDITION).evaluate(figures)
    figures.update(dict.fromkeys(figures, 10**6))
    assert evaluation == Catalogue(EDITION).evaluate(FIGURES)
    assert to_dict(evaluation) == to_dict(Catalogue(EDITION).evaluate(FIGURES))


def test_reports_are_evaluated_in_a_pool_of_processes() -> None:
    """Another process is sent a catalogue and reports, and sends back evaluations or what was wrong with a report."""
    catalogue = Catalogue(EDITION)
    reports = [FIGURES, LACKING, REPORT, Report.from_values(dict(FIGURES))]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(catalogue.evaluate, reports))
        refused = pool.submit(catalogue.evaluate, {"no_such_line": 1})
        with pytest.raises(DataError, match="no such indicator") as caught:
            refused.result()
    assert caught.value.path == "$.no_such_line"
    assert found == [catalogue.evaluate(report) for report in reports]
    assert [to_dict(one) for one in found] == [to_dict(catalogue.evaluate(report)) for report in reports]
    assert all(isinstance(one, Evaluation) for one in found)
