"""A user's own file given back: all that was in it, marks over the form, and what marking adds behind it."""

from cchc.returned.book import given_back
from cchc.returned.document import SourceDocument
from cchc.returned.document_marks import marks_upon
from cchc.returned.left_behind import LeftBehind
from cchc.returned.parts import NotKeptError
from cchc.returned.source import SourceBook

__all__ = ["LeftBehind", "NotKeptError", "SourceBook", "SourceDocument", "given_back", "marks_upon"]
