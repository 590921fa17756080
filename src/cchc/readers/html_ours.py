"""What our own writers added to a page: elements that are passed over where the page is read again."""

from __future__ import annotations

from attrs import define

from cchc.imprint import ATTRIBUTE
from cchc.readers.html_tokens import Tag

_CELLS = frozenset(("td", "th", "tr"))
_MARKED = frozenset(("td", "th", "section"))
"""Elements in which our own writers mark what is theirs."""


@define
class OwnElements:
    """Tells the tokens of a page that are of an element of ours, up to where it ends."""

    _name: str | None = None
    _depth: int = 0

    def take(self, token: Tag | str) -> bool:
        """Whether the next token is to be passed over."""
        if self._name is None:
            if isinstance(token, str) or token.closes or token.name not in _MARKED or ATTRIBUTE not in token.attributes:
                return False
            self._name, self._depth = token.name, 1
        elif isinstance(token, Tag) and token.name in _CELLS and self._name in _CELLS:
            is_end = token.closes and token.name == self._name
            self._name = None  # a cell ends where the next one begins
            return is_end
        elif isinstance(token, Tag) and token.name == self._name:
            self._depth += -1 if token.closes else 1
            self._name = self._name if self._depth else None
        return True
