"""A user's own workbook given back: all that was in it, marks over the form, and the sheets that cchc adds."""

from cchc.returned.book import given_back
from cchc.returned.parts import NotKeptError
from cchc.returned.source import LeftBehind, SourceBook

__all__ = ["LeftBehind", "NotKeptError", "SourceBook", "given_back"]
