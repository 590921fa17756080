"""Text that is there and that nobody sees: of the colour of what it stands on.

White letters on a dark heading are seen, white ones on paper are not. What a text stands on is not always
known (a picture, a pattern, the style of a whole table): there it counts as seen.
"""

from __future__ import annotations

import re

PAPER = "ffffff"
UNKNOWN = "?"
"""What a text stands on where a file does not say it in one colour."""
CLEAR = "clear"
"""Ink without a colour."""
_LEAST = 16
"""A difference in red, green or blue that the eye begins to see beside a light ground."""
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_WITH_ALPHA = re.compile(r"#(?:([0-9a-f]{3})([0-9a-f])|([0-9a-f]{6})([0-9a-f]{2}))")
_CHANNELS = re.compile(r"rgba?\( ?(\d{1,3})[ ,]{1,3}(\d{1,3})[ ,]{1,3}(\d{1,3})(?:[ ,/]{1,3}([\d.]{1,6})%?)? ?\)")
_NAMES = {"white": PAPER, "black": "000000", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff",
          "whitesmoke": "f5f5f5", "transparent": CLEAR,
          "floralwhite": "fffaf0", "azure": "f0ffff", "mintcream": "f5fffa"}  # fmt: skip


def colour(text: str) -> str | None:
    """A colour as six digits, whatever way it is written in; None for one that is not known."""
    plain = text.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    channels = _CHANNELS.fullmatch(plain)
    if channels is not None and channels[4] is not None and not channels[4].strip("0."):
        return CLEAR
    if channels is not None:
        return "".join(f"{min(int(each), 255):02x}" for each in channels.groups()[:3])
    alpha = _WITH_ALPHA.fullmatch(plain)
    if alpha is not None:
        return CLEAR if not (alpha[2] or alpha[4]).strip("0") else colour(alpha[1] or alpha[3])
    match = _HEX.fullmatch(plain)
    if match is None:
        return None
    return match[1] if len(match[1]) == 6 else "".join(each * 2 for each in match[1])


def blends(ink: str | None, ground: str | None) -> bool:
    """Whether ink cannot be told from the ground; where none is named it is paper."""
    if ink == CLEAR:
        return True
    if ink is None or UNKNOWN in (ink, ground):
        return False
    pairs = zip(_channels(ink), _channels(ground or PAPER), strict=True)
    return all(abs(one - other) < _LEAST for one, other in pairs)


def _channels(six: str) -> tuple[int, int, int]:
    return int(six[:2], 16), int(six[2:4], 16), int(six[4:], 16)
