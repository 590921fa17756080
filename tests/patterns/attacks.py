"""Texts that a pattern finds hard, drawn from the pattern itself.

For each part that repeats: what leads up to it, then much of what it repeats, then something that no pattern expects.
Also the beginning over and over (a pattern that looks far from each place is slow on that), with and
without something between.
"""

from __future__ import annotations

import re._constants as c
from collections.abc import Iterator, Sequence
from re import _parser
from typing import Any

Node = tuple[Any, Any]
MANY = 40
"""A part that repeats less often than this is no danger."""
LETTERS = " \n\t0a1-.,/\"'=<>&;:|()[]{}#*_%xĐÀo+~^$\\!?\u0300\u0336"
ENDS = ("", "\x01", "\n")
_OF_KIND = {
    c.CATEGORY_DIGIT: str.isdecimal,
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    c.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdecimal(),
    c.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    c.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def texts(pattern: str, flags: int, length: int) -> Iterator[str]:
    """The attacks on a pattern, each about as long as asked for."""
    tree = list(_parser.parse(pattern, flags))
    whole = {_sample(tree, 0), _sample(tree, 1)} - {""}
    starts = [*dict.fromkeys([*_attacks(tree, ""), *(("", each) for each in whole)])]
    for before, body in starts:
        for unit, head in ((body, before), (before + body, ""), (f"{before}{body} a ", "")):
            for end in ENDS:
                yield head + unit * max(1, length // len(unit)) + end


def _attacks(nodes: Sequence[Node], before: str) -> Iterator[tuple[str, str]]:
    """What leads up to each part that repeats without end, and what it repeats."""
    for op, known in nodes:
        if op in _REPEATS:
            least, most, inner = known
            if most > MANY:
                yield from ((before, body) for body in _bodies(list(inner)) if body)
            yield from _attacks(list(inner), before)
            before += _sample(list(inner), 1) * max(least, min(1, least))
            continue
        for inner in _inside(op, known):
            yield from _attacks(inner, before)
        before += _sample([(op, known)], 0)


def _inside(op: Any, known: Any) -> list[list[Node]]:
    if op is c.BRANCH:
        return [list(each) for each in known[1]]
    if op is c.SUBPATTERN:
        return [list(known[3])]
    if op is c.ATOMIC_GROUP:
        return [list(known)]
    if op in (c.ASSERT, c.ASSERT_NOT):
        return [list(known[1])]
    return []


def _sample(nodes: Sequence[Node], least: int) -> str:
    """A text that the parts may match; what may be left out stands `least` times."""
    return "".join(_piece(op, known, least) for op, known in nodes)


def _piece(op: Any, known: Any, least: int) -> str:
    if op is c.LITERAL:
        return chr(known)
    if op is c.NOT_LITERAL:
        return "a" if known != ord("a") else "b"
    if op is c.ANY:
        return "a"
    if op is c.IN:
        return _letters(known)[0]
    if op in _REPEATS:
        return _sample(list(known[2]), least) * max(known[0], least)
    if op in (c.ASSERT, c.ASSERT_NOT):
        return ""
    inside = _inside(op, known)
    return _sample(inside[0], least) if inside else ""


def _bodies(nodes: list[Node]) -> list[str]:
    """Several texts that the inside of a repetition may match."""
    match nodes:
        case [(c.IN, known)]:
            return _letters(known)
        case [(c.ANY, _)]:
            return ["a", " ", "\n"]
        case [(c.NOT_LITERAL, known)]:
            return [letter for letter in "a 0" if ord(letter) != known]
        case [(c.BRANCH, known)]:
            return [_sample(list(each), 1) for each in known[1]]
        case [(c.SUBPATTERN, known)]:
            return _bodies(list(known[3]))
        case _:
            return [_sample(nodes, 1), _sample(nodes, 0)]


def _letters(items: Sequence[Node]) -> list[str]:
    found = [letter for letter in LETTERS if _accepts(items, letter)]
    if not found:
        found = [chr(known if op is c.LITERAL else known[0]) for op, known in items if op in (c.LITERAL, c.RANGE)]
    return [*found[:1], *(letter for letter in found[1:] if letter in " 0a\n.")] or ["?"]


def _accepts(items: Sequence[Node], letter: str) -> bool:
    hit = is_turned = False
    for op, known in items:
        if op is c.NEGATE:
            is_turned = True
        elif op is c.LITERAL:
            hit |= ord(letter) == known
        elif op is c.RANGE:
            hit |= known[0] <= ord(letter) <= known[1]
        elif op is c.CATEGORY:
            hit |= bool(_OF_KIND[known](letter))
    return hit != is_turned
