"""What the style sheets of a page say of what is seen: hidden, struck out, raised, of what colour and size.

Selectors are followed that depend on an element, its place among those around it, and those that it stands in
("tr.old", "#nhap td", "tr > td:nth-child(3)"); what depends on what comes later would need a browser.
Source: CSS 2.2, 4 (syntax), 6.4.1 (cascade), 11.2 (visibility), 16.3 (decoration); Selectors level 3, 6 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from cchc.exact import whole_of
from cchc.readers.sight import Sight
from cchc.reading.budget import charge
from cchc.record import define, field, frozen

_COMPOUND = re.compile(
    r"([a-z][a-z0-9]*+|\*)?+((?:[.#][\w-]++)*+)((?::[a-z-]{1,15}+(?:\([^()]{1,20}\))?+)*+)", re.IGNORECASE
)
_NAME = re.compile(r"[.#][\w-]+")
_PSEUDO = re.compile(r":([a-z-]+)(?:\(([^()]*)\))?", re.IGNORECASE)
_STEP = re.compile(r"([+-]?\d{0,5})n(?:([+-]\d{1,5}))?")
_COMBINED = re.compile(r"\s*>\s*|\s+")
_BRACE = re.compile(r"([{}])")
_TELLING = frozenset(
    (
        "display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "mso-hide", "opacity",
        "color", "background", "background-color", "background-image", "font-size", "position", "left", "top", "bottom",
        "text-indent",
    )
)  # fmt: skip
_UNSEEN: Mapping[str, tuple[str, ...]] = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "mso-hide": ("all", "screen"),
    "text-decoration": ("line-through",),
    "text-decoration-line": ("line-through",),
}
_SET: Mapping[str, Sight] = {"super": Sight.RAISED, "text-top": Sight.RAISED, "sub": Sight.LOWERED}
_LENGTH = re.compile(r"([+-]?)(\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|ex|%|in|cm|mm|)")
_LEAST: Mapping[str, float] = {"px": 2, "pt": 1.5, "em": 0.1, "rem": 0.1, "ex": 0.2, "%": 10, "in": 0.02, "cm": 0.05,
                               "mm": 0.5, "": 0}  # fmt: skip
"""Up to what length, in each unit, letters cannot be read, nor a text be raised by it."""
_FAR = 900
"""Pixels by which a text is set out of the page."""
_MOST_AROUND = 12
"""Elements that a selector names one around the other."""
_OTHER_MEDIA = ("print", "speech", "max-width", "max-device-width", "prefers-", "not ")

Declarations = Mapping[str, str]


@frozen
class Selector:
    """An element by its name, its classes and its id, and its place among its siblings."""

    tag: str
    names: frozenset[str]
    places: tuple[tuple[bool, int, int], ...] = ()
    """Every how many siblings, and from which on: of all, or (first true) of those called alike."""
    is_child: bool = False
    """Whether it stands in the one before it itself, and not only somewhere below."""

    def fits(self, element: Element) -> bool:
        """Whether an element is one of those."""
        return (
            self.tag in (element.tag, "*", "")
            and self.names <= element.names
            and all(
                _is_every(element.place_alike if is_alike else element.place, step, first)
                for is_alike, step, first in self.places
            )
        )


@define
class Element:
    """An element of a page, as selectors know it."""

    tag: str
    names: frozenset[str] = frozenset()
    place: int = 1
    place_alike: int = 1
    inside: dict[str, int] = field(factory=dict)
    """How many elements stand in it so far, by name; under no name, all."""

    def holds(self, tag: str) -> tuple[int, int]:
        """One more element in it: its place among all and among those called alike."""
        self.inside[""] = self.inside.get("", 0) + 1
        self.inside[tag] = self.inside.get(tag, 0) + 1
        return self.inside[""], self.inside[tag]


Weight = tuple[int, int, int]


@frozen
class CssStyles:
    """The rules of a page's style sheets that say what is seen."""

    rules: list[tuple[Sequence[Selector], Weight, Declarations, frozenset[str]]] = field(factory=list)
    """Each with the properties that stand over those of heavier rules."""
    _asking: dict[str, list[int]] = field(factory=dict)
    """The places of the rules by a class or an id that they ask for, or else by the name of the element."""

    def add(self, sheet: str) -> None:
        """The rules of one more style sheet."""
        for selectors, body in _rules(_without_comments(sheet)):
            declared, strong = declarations(body), _strong(body)
            for selector in _selectors(selectors) if declared else ():
                last = selector[-1]
                self._asking.setdefault(min(last.names, default=last.tag or "*"), []).append(len(self.rules))
                self.rules.append((selector, _weight(selector), declared, strong))

    def of(self, element: Element, style: str | None, around: Sequence[Element] = ()) -> Declarations:
        """What is declared of an element that stands in others: by the sheets, and then by itself."""
        own = declarations(style or "")
        if not self.rules:
            return own
        charge("steps", len(self.rules))
        found: list[tuple[Weight, int, Declarations, frozenset[str]]] = []
        asked = (element.tag, "*", *element.names)
        for place in sorted(chain.from_iterable(self._asking.get(each, ()) for each in asked)):
            selector, weight, declared, strong = self.rules[place]
            if selector[-1].fits(element) and (len(selector) == 1 or _stands(selector, around)):
                found.append((weight, place, declared, strong))
        if not found:
            return own
        whole: dict[str, str] = {}
        over: dict[str, str] = {}
        for _, _, declared, strong in sorted(found, key=lambda each: each[:2]):
            whole |= declared
            over |= {name: declared[name] for name in strong if name in declared}
        own_strong = _strong(style or "")
        return whole | own | over | {name: own[name] for name in own_strong if name in own}


def _stands(selector: Sequence[Selector], around: Sequence[Element]) -> bool:
    """Whether an element that the last part fits stands in those that the others ask for."""
    places: list[int] = [len(around)]
    parts = list(reversed(selector))
    for inner, outer, further in zip(parts, parts[1:], [*parts[1:], None][1:], strict=False):
        within = (each - 1 for each in places) if inner.is_child else range(places[0] - 1, -1, -1)
        found = (each for each in within if each >= 0 and outer.fits(around[each]))
        if further is not None and outer.is_child:
            charge("steps", places[0])
            places = list(found)
        else:
            # The deepest is enough: what stands around it stands around all of them.
            nearest = next(found, None)
            charge("steps", 1 if inner.is_child else places[0] - (nearest or 0))
            places = [] if nearest is None else [nearest]
        if not places:
            return False
    return True


def sight(declared: Declarations) -> Sight:
    """How an element is seen by what is declared of it."""
    for name, value in declared.items():
        if name in _UNSEEN and any(word in _UNSEEN[name] for word in value.split()):
            return Sight.UNSEEN
    if declared.keys() & _MOVING and _is_out(declared):
        return Sight.UNSEEN
    set_by_name = _SET.get(declared.get("vertical-align", ""))
    return set_by_name or (_moved(declared) if declared.keys() & _MOVING else Sight.PLAIN)


_MOVING = frozenset(("vertical-align", "opacity", "top", "left", "bottom", "text-indent"))


def is_tiny(declared: Declarations) -> bool | None:
    """Whether letters are too small to be read; None where their size is not said."""
    size = declared.get("font-size")
    if size is None or (length := _LENGTH.fullmatch(size)) is None or not length[2].strip("."):
        return None if size is None else False
    return float(length[2]) <= _LEAST[length[3]]


def _is_out(declared: Declarations) -> bool:
    """Whether a text is wholly transparent, or stands out of the page."""
    if declared.get("opacity", "").rstrip("%").strip("0.") == "" and "0" in declared.get("opacity", ""):
        return True
    is_placed = declared.get("position") in ("absolute", "fixed", "relative")
    sides = ("text-indent", "left", "top") if is_placed else ("text-indent",)
    lengths = (_LENGTH.fullmatch(declared.get(side, "")) for side in sides)
    return any(each is not None and each[1] == "-" and float(each[2] or 0) >= _FAR for each in lengths)


def _moved(declared: Declarations) -> Sight:
    """Whether a text is raised or lowered by a length, as note marks are."""
    length, signs = declared.get("vertical-align", ""), {"-": Sight.LOWERED}
    upwards = Sight.RAISED
    if declared.get("position") == "relative":
        side = "top" if "top" in declared else "bottom"
        length = declared.get(side, length)
        signs, upwards = ({"-": Sight.RAISED}, Sight.LOWERED) if side == "top" else ({"-": Sight.LOWERED}, Sight.RAISED)
    match = _LENGTH.fullmatch(length)
    if match is None or not match[2].strip(".") or float(match[2]) <= _LEAST[match[3]]:
        return Sight.PLAIN
    return signs.get(match[1], upwards)


def declarations(body: str) -> dict[str, str]:
    """The declarations of a rule or an attribute that tell what is seen."""
    found = {}
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip().lower() in _TELLING:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def _strong(body: str) -> frozenset[str]:
    if "!" not in body:
        return frozenset()
    parts = (declaration.partition(":") for declaration in body.split(";") if "!important" in declaration)
    return frozenset(name.strip().lower() for name, *_ in parts)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the body of each rule that holds on a screen."""
    followed, opening, text = [True], "", ""
    for piece in _BRACE.split(sheet):
        if piece == "{":
            opening = text.rpartition(";")[2].strip()
            at = opening.lower() if opening.startswith("@") else ""
            is_other = at.startswith("@media") and any(word in at for word in _OTHER_MEDIA)
            followed.append(followed[-1] and not is_other and not at.startswith(("@page", "@font", "@keyf", "@-")))
        elif piece == "}":
            if opening and not opening.startswith("@") and followed[-1]:
                yield opening, text
            opening = ""
            if len(followed) > 1:
                followed.pop()
        text = "" if piece in ("{", "}") else piece


def _selectors(text: str) -> Iterator[Sequence[Selector]]:
    for each in text.split(","):
        if (selector := _selector(each.strip())) is not None:
            yield selector


def _selector(text: str) -> Sequence[Selector] | None:
    """The parts of a selector; None for one that is not followed."""
    parts = _COMBINED.split(text)
    if not text or len(parts) > _MOST_AROUND:
        return None
    joints = [False, *(">" in joint for joint in _COMBINED.findall(text))]
    found = []
    for part, is_child in zip(parts, joints, strict=True):
        match = _COMPOUND.fullmatch(part)
        places = _places(match[3]) if match is not None and part else None
        if match is None or places is None:
            return None
        found.append(Selector((match[1] or "").lower(), frozenset(_NAME.findall(match[2])), places, is_child))
    return found


def _places(pseudo: str) -> tuple[tuple[bool, int, int], ...] | None:
    """Where elements stand among others, by the pseudo-classes that say so; None if there is any other."""
    found = []
    for name, asked in _PSEUDO.findall(pseudo.lower()):
        kind = {"nth-child": False, "nth-of-type": True, "first-child": False, "first-of-type": True}.get(name)
        step = (0, 1) if name.startswith("first") else _step(asked)
        if kind is None or step is None:
            return None
        found.append((kind, *step))
    return tuple(found)


def _step(text: str) -> tuple[int, int] | None:
    """ "2n+1" as (2, 1), "3" as (0, 3)."""
    plain = {"odd": "2n+1", "even": "2n"}.get(text.strip(), text.replace(" ", ""))
    if (number := whole_of(plain, 99_999)) is not None:
        return 0, number
    match = _STEP.fullmatch(plain)
    if match is None:
        return None
    step = {"": 1, "+": 1, "-": -1}.get(match[1])
    return (int(match[1]) if step is None else step), int(match[2] or 0)


def _is_every(place: int, step: int, first: int) -> bool:
    if step == 0:
        return place == first
    return (place - first) % step == 0 and (place - first) // step >= 0


def _weight(selector: Sequence[Selector]) -> Weight:
    """How specific a selector is, which decides between rules."""
    names = [name for part in selector for name in part.names]
    ids = sum(name.startswith("#") for name in names)
    classes = len(names) - ids + sum(len(part.places) for part in selector)
    return ids, classes, sum(part.tag not in ("", "*") for part in selector)


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)
