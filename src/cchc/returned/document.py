"""The document that a report was read from: what is in it beside the form, given back with marks."""

from __future__ import annotations

from pathlib import PurePath

from cchc.readers.package import Package
from cchc.record import define
from cchc.returned import open_text, word
from cchc.returned.document_marks import DocumentMarks
from cchc.returned.left_behind import LeftBehind
from cchc.returned.parts import carried, unusual
from cchc.returned.word_table import WORD
from cchc.writers.word_markup import AUTHOR

_ARCHIVE = b"PK"
_KINDS = {".docx": "docx", ".docm": "docx", ".odt": "odt"}


@define(eq=False)
class SourceDocument:
    """A user's document, the form among its tables; `kind` is the kind of file that it is given back as."""

    package: Package
    kind: str

    @staticmethod
    def may_be(name: str) -> bool:
        """Whether a file of that name may be a document."""
        return PurePath(name).suffix.lower() in _KINDS

    @classmethod
    def of(cls, content: bytes, name: str) -> SourceDocument | None:
        """Of the file that a report was read from; None where it is no such document."""
        kind = _KINDS[PurePath(name).suffix.lower()]
        if not content.startswith(_ARCHIVE):
            return None
        package = Package(content, name)
        is_such = "content.xml" in package if kind == "odt" else "[content_types].xml" in package
        return cls(package, kind) if is_such else None

    @unusual()
    def given_back(self, marks: DocumentMarks) -> bytes:
        """The document with marks in it; raises NotKeptError where it cannot be given back, ReadError where hostile."""
        if self.kind == "odt":
            return open_text.marked(self.package, marks)
        return word.marked(self.package, carried(self.package, frozenset()), marks)

    def left_behind(self, *, is_kept: bool) -> LeftBehind:
        """What is not in a file that was written of it."""
        if self.kind == "odt":
            comments, has_macros = open_text.comments(self.package), open_text.has_macros(self.package)
        else:
            comments, has_macros = self._comments(), any(part.endswith("vbaproject.bin") for part in self.package)
        return LeftBehind(0, 0 if is_kept else comments, has_macros)

    def _comments(self) -> int:
        relations = self.package.relations(self.package.main_part("word/document.xml")).values()
        parts = (part for kind, part in relations if kind == "comments" and part in self.package)
        comments = (each for part in parts for each in self.package.xml(part))
        return sum(each.get(f"{{{WORD}}}author") != AUTHOR for each in comments)
