"""What stands on a page of a PDF, by PDFium: letters with their places, straight lines, pictures.

Places are those of the page as it is seen, whatever way it was turned. Letters that are drawn as
invisible are left out; those of a text that is cut off at the edge of its cell are kept apart.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cchc.readers import unlevel
from cchc.readers.pdf_paths import MOST_OBJECTS, Drawn, Edge, Matrix, bounds, matrix, moved, times, tone
from cchc.readers.tickboxes import settled
from cchc.readers.typeset import Letter
from cchc.readers.wordtext import drawn
from cchc.record import define, field, frozen

LONGEST_TYPED = 2_000
"""Characters of a text that was typed over a page."""
_TYPED = 11.0
"""Points: the size of such a text that does not say its own."""
_DEEPEST = 6
_INVISIBLE = 3
_HYPHENS = frozenset("\x02\ufffe")
"""PDFium marks a hyphen at the end of a line, taking it for one of hyphenation; Vietnamese has none."""
_SLANTS = 0.03
"""Quarter turns: a scan set straight may be off by less."""
_WHITE, _PALE = 250, 190
"""How light text is that nobody sees on paper, and that a person reads past."""
_SMALLEST = 1.5
"""Points. Smaller letters are nothing that is read."""


@frozen
class PdfPiece:
    """How the letters of one piece of text are drawn: their size, which way they run (quarter turns), their font."""

    size: float
    turn: int = 0
    font: int = 0
    slants: bool = False
    is_mapped: bool = True
    """The font says which character its first letter is."""


@define
class PdfPage:
    """A page as it is seen: its width and height, its letters, its straight edges."""

    width: float
    height: float
    letters: list[Letter] = field(factory=list)
    turned: list[list[Letter]] = field(factory=lambda: [[], [], [], []])
    """Letters that run another way, as in narrow headings, by quarter turns: their places as if they did not."""
    edges: list[Edge] = field(factory=list)
    has_pictures: bool = False
    unmapped: int = 0
    """Letters of fonts that do not say which characters they are."""
    over: list[str] = field(factory=list)
    """Texts that lie over the page, slanting or pale and large."""
    cut: list[tuple[Letter, Edge]] = field(factory=list)
    """Letters beyond the edge where a text longer than its cell is cut off, and what shows of the cell."""


def of(page: Any) -> PdfPage:
    """What stands on a page, upright."""
    from pypdfium2 import raw

    typed: list[tuple[str, Edge]] = []
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        typed = list(_typed(page))
        # What was typed over the page, or filled in, becomes part of it.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    width, height = page.get_size()
    turning = _turning(page)
    read = _read(page, PdfPage(width, height), turning, typed)
    most = max((1, 2, 3), key=lambda turn: len(read.turned[turn]))
    if len(read.turned[most]) <= len(read.letters):
        return read
    # The page lies on its side, or on its head: it is read as a person would hold it.
    upright = times(turning, _QUARTERS[most](width, height))
    size = (height, width) if most % 2 else (width, height)
    return _read(page, PdfPage(*size), upright, typed)


def _read(page: Any, found: PdfPage, turning: Matrix, typed: list[tuple[str, Edge]]) -> PdfPage:
    reading = _Reading(found, turning)
    reading.objects(page)
    reading.text(page.get_textpage())
    for text, place in typed:
        reading.typed(text, place)
    reading.end()
    return found


_QUARTERS: Mapping[int, Callable[[float, float], Matrix]] = {
    1: lambda width, height: (0.0, -1.0, 1.0, 0.0, 0.0, width),
    2: lambda width, height: (-1.0, 0.0, 0.0, -1.0, width, height),
    3: lambda width, height: (0.0, 1.0, -1.0, 0.0, height, 0.0),
}
"""What turns a page upright whose text runs upwards, on its head, or downwards."""


def _typed(page: Any) -> Iterator[tuple[str, Edge]]:
    """Texts that were typed over a page by a program that left it to others to draw them."""
    from pypdfium2 import raw

    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        try:
            is_text = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FREETEXT
            is_shown = not raw.FPDFAnnot_GetFlags(annotation) & (
                raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
            )
            if is_text and is_shown and not raw.FPDFAnnot_HasKey(annotation, b"AP"):
                rect = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(annotation, rect)
                yield _contents(annotation), (rect.left, rect.bottom, rect.right, rect.top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(min(length, 2 * LONGEST_TYPED))
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), len(buffer)
    )
    return buffer.raw.decode("utf-16-le", errors="ignore").rstrip("\0")


def _turning(page: Any) -> Matrix:
    """From the places that a page's content has to those that are seen."""
    left, bottom, right, top = page.get_mediabox()
    match page.get_rotation():
        case 90:
            return (0.0, -1.0, 1.0, 0.0, -bottom, right)
        case 180:
            return (-1.0, 0.0, 0.0, -1.0, right, top)
        case 270:
            return (0.0, 1.0, -1.0, 0.0, top, -left)
    return (1.0, 0.0, 0.0, 1.0, -left, -bottom)


@define
class _Reading:
    """A page being read: the turning of the page, and what is known of its pieces of text."""

    page: PdfPage
    turning: Matrix
    drawn: Drawn = field(factory=Drawn)
    clips: dict[int, Edge | None] = field(factory=dict)
    """Pieces of text of which only a part is seen: that part, or None where nothing is."""
    tones: dict[int, int] = field(factory=dict)
    """How light the pieces of text are that are pale or white."""
    slanting: list[Letter] = field(factory=list)
    count: int = 0

    def objects(self, page: Any) -> None:
        """Lines and pictures, and which texts are not wholly seen."""
        from pypdfium2 import raw

        for place in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, place), self.turning, 0)
        self.drawn.end()

    def _object(self, found: Any, by: Matrix, depth: int) -> None:
        from pypdfium2 import raw

        self.count += 1
        if self.count > MOST_OBJECTS:
            return
        match raw.FPDFPageObj_GetType(found):
            case raw.FPDF_PAGEOBJ_PATH:
                self.drawn.path(raw, found, by)
            case raw.FPDF_PAGEOBJ_IMAGE:
                self.page.has_pictures = True
                self.drawn.backgrounds.append(bounds(raw, found, by))
            case raw.FPDF_PAGEOBJ_TEXT:
                self._note_text(found, by)
            case raw.FPDF_PAGEOBJ_FORM if depth < _DEEPEST:
                inner = times(matrix(raw, found), by)
                for place in range(raw.FPDFFormObj_CountObjects(found)):
                    self._object(raw.FPDFFormObj_GetObject(found, place), inner, depth + 1)

    def _note_text(self, found: Any, by: Matrix) -> None:
        from pypdfium2 import raw

        if raw.FPDFTextObj_GetTextRenderMode(found) == _INVISIBLE:
            self.clips[_address(found)] = None
            return
        light = tone(raw.FPDFPageObj_GetFillColor, found)
        if light >= _PALE:
            self.tones[_address(found)] = light
        clip = _clip(found, by)
        if clip is not None:
            self.clips[_address(found)] = clip

    def text(self, text: Any) -> None:
        """The letters, each once."""
        from pypdfium2 import raw

        count = raw.FPDFText_CountChars(text)
        signs = text.get_text_range()
        if len(signs) != count:
            signs = [chr(raw.FPDFText_GetUnicode(text, place)) for place in range(count)]
        pieces: dict[int, PdfPiece] = {}
        unmapped: set[int] = set()
        coded: set[int] = set()
        read: list[tuple[Letter, PdfPiece, int]] = []
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        is_spaced, has_space, order = False, False, 0
        for place, sign in enumerate(signs):
            if sign.isspace():
                is_spaced = True
                has_space = has_space or not raw.FPDFText_IsGenerated(text, place)
                continue
            order += 1
            address = _address(raw.FPDFText_GetTextObject(text, place))
            piece = pieces.get(address)
            if piece is None:
                piece = pieces[address] = _piece(text, place, self.turning)
            raw.FPDFText_GetLooseCharBox(text, place, box)
            raw.FPDFText_GetCharOrigin(text, place, x, y)
            letter = Letter(sign, 0.0, 0.0, 0.0, piece.size, address, order, is_spaced, has_space)
            self._letter(letter, (box.left, box.bottom, box.right, box.top), (x.value, y.value), piece)
            is_spaced = has_space = False
            read.append((letter, piece, place))
            if not piece.is_mapped:
                unmapped.add(piece.font)
            elif sign < " " and sign not in _HYPHENS:
                coded.add(piece.font)
        for letter, piece, place in read if unmapped or coded else ():
            # Of a font that gives codes of its own in place of characters no letter can be trusted.
            is_lost = piece.font in unmapped and bool(raw.FPDFText_HasUnicodeMapError(text, place))
            if is_lost or piece.font in coded:
                letter.sign = "\ufffd"
                self.page.unmapped += 1

    def typed(self, text: str, place: Edge) -> None:
        """A text that was typed over the page, as it would be drawn: line under line from the upper left."""
        left, top = moved(place[0], place[3], self.turning)
        right, bottom = moved(place[2], place[1], self.turning)
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        size = min(_TYPED, abs(top - bottom) / max(1, len(rows)))
        for number, row in enumerate(rows):
            base = max(top, bottom) - size * (number + 0.8)
            for column, sign in enumerate(row):
                start = min(left, right) + 0.5 * size * column
                if not sign.isspace():
                    self.page.letters.append(Letter(sign, start, start + 0.5 * size, base, size, -1 - number))

    def _letter(self, letter: Letter, box: Edge, origin: tuple[float, float], piece: PdfPiece) -> None:
        left, bottom = moved(box[0], box[1], self.turning)
        right, top = moved(box[2], box[3], self.turning)
        x, y = moved(*origin, self.turning)
        turn = piece.turn
        left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
        across, up = (left + right) / 2, (bottom + top) / 2 if turn else y + 0.3 * letter.size
        clip = self.clips.get(letter.piece, _EVERYWHERE)
        if clip is None or not self._is_on_page(across, up) or letter.size < _SMALLEST:
            return
        letter.sign = "-" if letter.sign in _HYPHENS else drawn(letter.sign, None)
        letter.left, letter.right, letter.base = {
            0: (left, right, y),
            1: (bottom, top, -x),
            2: (-right, -left, -y),
            3: (-top, -bottom, x),
        }[turn]
        letter.is_unseen = self.tones.get(letter.piece, 0) >= _WHITE and not self._has_background(across, up)
        if piece.slants:
            self.slanting.append(letter)
        elif not (clip[0] <= across <= clip[2] and clip[1] <= up <= clip[3]):
            self.page.cut.append((letter, clip))
        elif turn:
            self.page.turned[turn].append(letter)
        else:
            self.page.letters.append(letter)

    def _has_background(self, x: float, y: float) -> bool:
        return any(place[0] <= x <= place[2] and place[1] <= y <= place[3] for place in self.drawn.backgrounds)

    def end(self) -> None:
        """All is read: what was drawn becomes edges and boxes, marks take their lines, what lies over is apart."""
        letters = self.page.letters
        pale = unlevel.over(letters, self.tones.keys())
        away = set(map(id, pale))
        letters[:] = [letter for letter in letters if id(letter) not in away]
        self.page.over = [text for found in (self.slanting, pale) if (text := unlevel.said(found))]
        self.page.edges = self.drawn.edges
        settled(self.drawn.shapes, letters, self.page.edges)
        unlevel.settle(letters)

    def _is_on_page(self, x: float, y: float) -> bool:
        return -1 <= x <= self.page.width + 1 and -1 <= y <= self.page.height + 1


_EVERYWHERE: Edge = (float("-inf"), float("-inf"), float("inf"), float("inf"))


def _address(found: Any) -> int:
    return ctypes.addressof(found.contents) if found else 0


def _piece(text: Any, place: int, turning: Matrix) -> PdfPiece:
    """How the letters of a piece of text are drawn, by one of them."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text, place))
    found = raw.FPDFText_GetTextObject(text, place)
    font = _address(raw.FPDFTextObj_GetFont(found)) if found else 0
    is_mapped = not raw.FPDFText_HasUnicodeMapError(text, place)
    if not raw.FPDFText_GetMatrix(text, place, matrix):
        return PdfPiece(size, 0, font, is_mapped=is_mapped)
    a, b, c, d, *_ = times((matrix.a, matrix.b, matrix.c, matrix.d, 0.0, 0.0), (*turning[:4], 0.0, 0.0))
    quarters = math.atan2(b, a) / (math.pi / 2)
    slants = abs(quarters - round(quarters)) > _SLANTS
    return PdfPiece(abs(size) * math.hypot(c, d), round(quarters) % 4, font, slants, is_mapped)


def _clip(found: Any, by: Matrix) -> Edge | None:
    """The part of the page that an object shows in, if it is cut off at all."""
    from pypdfium2 import raw

    path = raw.FPDFPageObj_GetClipPath(found)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    seen = _EVERYWHERE
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(count, 20)):
        places = []
        for place in range(min(raw.FPDFClipPath_CountPathSegments(path, number), 200)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, number, place), x, y)
            places.append(moved(x.value, y.value, by))
        if places:
            across, up = [place[0] for place in places], [place[1] for place in places]
            seen = (max(seen[0], min(across)), max(seen[1], min(up)), min(seen[2], max(across)), min(seen[3], max(up)))
    return seen if seen != _EVERYWHERE else None
