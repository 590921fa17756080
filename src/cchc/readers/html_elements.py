"""The elements of a page that are open at a place, and how text that stands there is seen."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from cchc.readers.css import CssStyles, Declarations, Element, is_tiny, sight
from cchc.readers.html_tokens import Attributes
from cchc.readers.ink import CLEAR, UNKNOWN, blends, colour
from cchc.readers.sight import Sight
from cchc.reading.budget import charge
from cchc.record import define, field, frozen

STRUCK = frozenset(("del", "s", "strike"))
TABLE = ("table", "tr", "td", "th")
_SET = {"sup": Sight.RAISED, "sub": Sight.LOWERED}
_DEEPEST = 5_000
_AROUND = ("inherit", "currentcolor", "unset", "")
_NO_GROUND = ("transparent", "none", "inherit", "initial", "unset", "")


@frozen
class PageLook:
    """How an element stands on the page; what it says nothing of is as around it."""

    sight: Sight = Sight.PLAIN
    ink: str | None = None
    ground: str | None = None
    is_tiny: bool = False
    is_gone: bool = False
    """It is taken out of the page, so that what follows takes its place."""

    @property
    def of_text(self) -> Sight:
        """How text right inside of it is seen."""
        if self.is_tiny or (self.ink is not None and blends(self.ink, self.ground)):
            return Sight.UNSEEN
        return self.sight


@define
class Open:
    """An element that has begun, and how it looks."""

    element: Element
    look: PageLook

    @property
    def tag(self) -> str:
        return self.element.tag


@define
class Elements:
    """Those that are open, from the outermost to the innermost."""

    styles: CssStyles = field(factory=CssStyles)
    open: list[Open] = field(factory=list)
    page: Element = field(factory=lambda: Element(""))
    _around: list[Element] = field(factory=list)

    @property
    def look(self) -> PageLook:
        """How text looks that comes now."""
        return self.open[-1].look if self.open else _PLAIN

    def begin(self, tag: str, known: Attributes, *, is_void: bool) -> PageLook:
        """An element begins; how it looks."""
        if tag == "tr" and self.open and self.open[-1].tag == "table":
            # Browsers put rows that stand in a table itself into a body.
            self._push("tbody", {}, self.open[-1].look)
        parent = self.open[-1].element if self.open else self.page
        place, alike = parent.holds(tag)
        names = frozenset((*(f".{name}" for name in (known.get("class") or "").split()), f"#{known.get('id')}"))
        element = Element(tag, names, place, alike)
        look = self._look(element, known)
        if not is_void and len(self.open) < _DEEPEST:
            self.open.append(Open(element, look))
            self._around.append(element)
        return look

    def _push(self, tag: str, known: Attributes, look: PageLook) -> None:
        place, alike = self.open[-1].element.holds(tag)
        element = Element(tag, frozenset(), place, alike)
        self.open.append(Open(element, look))
        self._around.append(element)

    def close(self, tags: Sequence[str]) -> None:
        """End the innermost elements up to one of these; a table is not left by the end of something else."""
        charge("steps", bool(tags))
        for place in range(len(self.open) - 1, -1, -1):
            tag = self.open[place].tag
            if tag in tags:
                del self.open[place:], self._around[place:]
                return
            if tag == "table" or not tags:
                charge("steps", len(self.open) - place)
                return

    def _look(self, element: Element, known: Attributes) -> PageLook:
        around = self.look
        is_declared = bool(self.styles.rules) or "style" in known
        declared = self.styles.of(element, known.get("style"), self._around) if is_declared else {}
        if declared or "bgcolor" in known or "color" in known or "text" in known:
            around = _coloured(around, declared, known)
        seen = _sight(element.tag, declared, known, around.sight)
        is_gone = "hidden" in known or declared.get("display") == "none"
        if seen is around.sight and is_gone is around.is_gone:
            return around
        return evolve(around, sight=seen, is_gone=is_gone)


_PLAIN = PageLook()


def _sight(tag: str, declared: Declarations, known: Attributes, around: Sight) -> Sight:
    if around is Sight.UNSEEN or tag in STRUCK or "hidden" in known:
        return Sight.UNSEEN
    own = sight(declared) if declared else Sight.PLAIN
    if own is Sight.PLAIN or (own is not Sight.UNSEEN and tag in TABLE):
        own = _SET.get(tag, Sight.PLAIN)
    return around if own is Sight.PLAIN and tag not in TABLE else own


def _coloured(around: PageLook, declared: Declarations, known: Attributes) -> PageLook:
    """The look with what is said of colours and sizes."""
    ink = declared.get("color", known.get("color") or known.get("text") or "")
    ground = declared.get("background-color") or declared.get("background", known.get("bgcolor") or "")
    tiny = is_tiny(declared)
    is_pictured = "url(" in declared.get("background", "") or declared.get("background-image", "none") != "none"
    return evolve(
        around,
        ink=around.ink if ink in _AROUND else (colour(ink) or UNKNOWN),
        ground=UNKNOWN if is_pictured else _ground(ground, around.ground),
        is_tiny=around.is_tiny if tiny is None else tiny,
    )


def _ground(text: str, around: str | None) -> str | None:
    if text in _NO_GROUND:
        return around
    first = colour(text) or next((found for word in text.split() if (found := colour(word)) is not None), UNKNOWN)
    return around if first == CLEAR else first
