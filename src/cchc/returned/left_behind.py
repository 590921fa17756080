"""What of a user's file is not in what was written of it."""

from __future__ import annotations

from cchc.record import frozen


@frozen
class LeftBehind:
    """How many sheets there are beside those that were read, hidden ones too, how many comments, and whether macros."""

    sheets: int = 0
    comments: int = 0
    has_macros: bool = False
