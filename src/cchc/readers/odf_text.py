"""What a person sees of the paragraphs, lists and text boxes of an OpenDocument file.

Source: OpenDocument 1.3 part 3, 5 and 6 (text), 7 (fields), 10.4 (frames).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.ink import UNKNOWN
from cchc.readers.odf_styles import OdfInk, OdfStyles, attribute
from cchc.readers.package import children, local
from cchc.readers.sight import Sight, Sighted
from cchc.reading.budget import charge
from cchc.record import field, frozen

MOST_REPEATED = 1_000
"""What is repeated more often is only how a program fills up a line or a sheet."""
_MOST_TIMES = 10**8
_ELSEWHERE = frozenset(
    ("annotation", "annotation-end", "note", "tracked-changes", "table", "ruby-text", "label", "title", "desc", "image",
     "object", "event-listeners", "forms")
)  # fmt: skip
"""Elements whose text is a remark, or stands elsewhere."""
BOXES = ("frame", "custom-shape", "rect", "g", "ellipse", "circle", "line", "polygon", "caption", "connector")
"""Frames and shapes with text in them."""
TICKED, EMPTY = "☒", "☐"


@frozen
class OdfWords:
    """Reads paragraphs by the styles of their file."""

    styles: OdfStyles = OdfStyles()
    deleted: Mapping[str, str] = field(factory=dict)
    """What tracked changes deleted, by their id: kept elsewhere, or (then nothing) where it stood."""
    _open: set[str] = field(factory=set)
    _inks: list[OdfInk] = field(factory=lambda: [OdfInk()])
    """The colours of what is being read, the innermost last."""

    @contextmanager
    def coloured(self, family: str, element: Element) -> Iterator[None]:
        """What is read meanwhile stands in an element with colours of its own."""
        self._inks.append(self.styles.look(family, element, self._inks[-1]))
        yield
        self._inks.pop()

    def of(self, paragraph: Element, sight: Sight = Sight.PLAIN) -> Sighted:
        """The text of a paragraph, seen and unseen."""
        written = Sighted()
        with self.coloured("paragraph", paragraph):
            self._inside(paragraph, written, _over(self.styles.sight("paragraph", paragraph), sight))
        return written

    def lines(
        self, parent: Element | Sequence[Element], sight: Sight = Sight.PLAIN, depth: int = -1, list_id: str = ""
    ) -> Iterator[Sighted]:
        """The paragraphs below an element, those of lists and boxes included, a line each."""
        is_first = True
        for child in children(parent):
            match local(child.tag):
                case "p" | "h":
                    written = Sighted()
                    if depth >= 0 and is_first:
                        written.add(self.styles.numbering.of_list(list_id, depth))
                    is_first = False
                    written.pieces += self.of(child, sight).pieces
                    yield written
                case "list":
                    yield from self._items(child, sight, depth + 1, attribute(child, "style-name") or list_id)
                case "section" if self.is_hidden(child):
                    yield from self.lines(child, Sight.UNSEEN, depth, list_id)
                case name if name not in _ELSEWHERE and name != "list-item":
                    yield from self.lines(child, sight, depth, list_id)

    def _items(self, element: Element, sight: Sight, depth: int, list_id: str) -> Iterator[Sighted]:
        if (
            depth == 0
            and attribute(element, "continue-numbering") != "true"
            and not attribute(element, "continue-list")
        ):
            self.styles.numbering.restart(list_id)
        for item in children(element):
            if local(item.tag) == "list-item":
                yield from self.lines(item, sight, depth, list_id)
            elif local(item.tag) == "list-header":
                yield from self.lines(item, sight)

    def is_hidden(self, section: Element) -> bool:
        """Whether a section is not shown."""
        return attribute(section, "display") == "none" or attribute(section, "style-name") in self.styles.hidden

    def _inside(self, element: Element, written: Sighted, sight: Sight) -> None:
        written.add(element.text or "", self._still(sight))
        for child in children(element):
            self._part(child, written, Sight.UNSEEN if self._open else sight)
            written.add(child.tail or "", self._still(sight))

    def _still(self, sight: Sight) -> Sight:
        """How text is seen inside of what was deleted under revision, or of the colour of its ground."""
        return Sight.UNSEEN if self._open or self._inks[-1].blends else sight

    def _change(self, element: Element, written: Sighted, sight: Sight) -> None:
        """Where a tracked change begins, ends, or has left its mark."""
        id, name = attribute(element, "change-id"), local(element.tag)
        if id not in self.deleted:
            return
        if name == "change-start":
            self._open.add(id)
        elif name == "change-end":
            self._open.discard(id)
        else:
            charge("characters", len(self.deleted[id]))
            written.add(self.deleted[id], Sight.UNSEEN)

    def _part(self, element: Element, written: Sighted, sight: Sight) -> None:
        name = local(element.tag)
        if name == "s":
            many = min(times(element, "c"), MOST_REPEATED)
            charge("characters", many)
            written.add(" " * many)
        elif name == "tab":
            written.add("\t")
        elif name == "line-break":
            written.add("\n")
        elif name in ("change", "change-start", "change-end"):
            self._change(element, written, sight)
        elif name == "content-control":
            self._control(element, written, sight)
        elif name in ("hidden-text", "hidden-paragraph"):
            is_hidden = attribute(element, "is-hidden") == "true"
            self._inside(element, written, Sight.UNSEEN if is_hidden else sight)
        elif name in BOXES:
            self._box(element, written, sight)
        elif name not in _ELSEWHERE:
            with self.coloured("text", element):
                self._inside(element, written, _over(self.styles.sight("text", element), sight))

    def _box(self, element: Element, written: Sighted, sight: Sight) -> None:
        """What stands in a frame or a shape, which has a ground of its own."""
        self._inks.append(OdfInk(self._inks[-1].ink, UNKNOWN))
        for line in self.lines(element, sight):
            written.add("\n" * bool(written.pieces))
            written.pieces += line.pieces
        self._inks.pop()

    def _control(self, element: Element, written: Sighted, sight: Sight) -> None:
        """A content control: a prompt that nobody has replaced says nothing, a check box is ticked or not."""
        if attribute(element, "checkbox") == "true":
            written.add(TICKED if attribute(element, "checked") == "true" else EMPTY, sight)
        elif attribute(element, "showing-place-holder") != "true":
            self._inside(element, written, sight)


def deletions(body: Element) -> dict[str, str]:
    """What tracked changes deleted, by their id; nothing for what still stands in its place."""
    found = {}
    for region in body.iterfind("{*}text/{*}tracked-changes/{*}changed-region"):
        deletion = region.find("{*}deletion")
        if deletion is not None:
            kept = ["".join(each.itertext()) for each in deletion if local(each.tag) in ("p", "h")]
            found[attribute(region, "id")] = " ".join(kept)
    return found


def _over(own: Sight, around: Sight) -> Sight:
    return around if own is Sight.PLAIN or around is Sight.UNSEEN else own


def times(element: Element, name: str) -> int:
    """How often an element stands for itself."""
    return number_of(attribute(element, name))


def number_of(value: str) -> int:
    """A number of repetitions; one where none is given."""
    return max(1, whole_of(value, _MOST_TIMES) or 1)
