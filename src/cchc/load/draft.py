"""A catalogue's folder read into an `Edition` that may still contradict itself, and all that is wrong so far."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import Factory

from cchc.errors import Problem, did_you_mean
from cchc.load import form, former
from cchc.load.base import amend, find_base
from cchc.load.codes import MISSING_FIELD, UNUSED
from cchc.load.contents import HEADS, Contents
from cchc.load.dimensions import Dimensions
from cchc.load.folder import EDITION_FILE
from cchc.load.gaps import Gaps
from cchc.load.problems import Problems
from cchc.load.source import Source, read_source, text_of
from cchc.load.table import Table, top_table
from cchc.record import define

TEXTS = "texts"
"""The file of a catalogue's own wording, beside an edition's folder or inside it."""
DEFINITIONS = "definitions"
"""The head of what lines mean, and the key of edition.toml that lists files of it."""
TERMS = "terms"
"""The file of words put out of use, which may lie beside an edition's folder."""
GLOSSARY = "glossary"
"""The file of what the words of the field mean, which may lie beside an edition's folder."""
REGISTERS = ("units", "instruments", "statuses")
"""The files that may lie beside an edition's folder, each named for what its bare tables are; and the fields by which
lines and rules ask for them."""
SHARED_FILES = (*REGISTERS, TERMS, GLOSSARY, TEXTS)
"""All files that editions may share beside their folders."""


@define(eq=False, repr=False)
class Draft:
    """The files of one edition, what they define, and the ids too faulty to check further (`broken`)."""

    folder: Path
    top: Table
    """edition.toml."""
    contents: Contents
    problems: Problems
    stands: bool = False
    """Whether it says only what is different from another edition."""
    is_closed: bool = False
    """Whether files of definitions are left closed: who judges reports needs none of them."""
    broken: set[str] = Factory(set)
    roots: tuple[Path, ...] = ()
    """The folders in which the edition, and those that it stands on, lie among others."""
    _elsewhere: str | None = None

    def source(self, name: str) -> Source:
        """A file by its name within the catalogue."""
        root = self.folder.parent
        return read_source(root / name, name, root, self.problems)

    def own(self, stem: str) -> Source:
        """A file of the edition's folder."""
        return self.source(f"{self.folder.name}/{stem}.toml")

    def has(self, name: str) -> bool:
        """Whether there is something of that name; a link to nothing is a mistake, not an absence."""
        path = self.folder.parent / name
        return path.is_symlink() or path.exists()

    def named_elsewhere(self, id: str) -> bool:
        """Whether another edition beside this one, or a base of it, speaks of an id; sought only once there is a
        doubt."""
        if self._elsewhere is None:
            others = (edition for root in self.roots for edition in _editions_in(root) if edition != self.folder)
            files = (path for edition in others for path in sorted(edition.glob("*.toml")))
            self._elsewhere = "\n".join(text_of(path, path.parents[1]) for path in files)
        return re.search(rf"(?<!\w){re.escape(id)}(?!\w)", self._elsewhere) is not None

    @property
    def gaps(self) -> Gaps:
        """Whatever could not be read; where edition.toml is not whole, it may have listed more files."""
        unlisted = () if self.top.source.complete else ("edition", "lines", "auxiliary")
        return Gaps(self.broken, self.contents.unsure.union(unlisted), self.is_closed)


def read_draft(folder: Path, *, with_definitions: bool = True) -> Draft:
    """Every file of an edition, of those that it stands on, and the shared ones; mistakes are in its problems."""
    return _gathered(folder, Problems(), (), is_closed=not with_definitions)


def _gathered(folder: Path, problems: Problems, above: tuple[Path, ...], *, is_closed: bool) -> Draft:
    """All that an edition defines, laid over what its base defines."""
    top = _whole(read_source(folder / EDITION_FILE, f"{folder.name}/{EDITION_FILE}", folder.parent, problems))
    above = (*above, folder.resolve())
    found = find_base(top, folder, above)
    base = None if found is None else _gathered(found, problems, above, is_closed=is_closed)
    top.languages = base.top.languages if base is not None and not top.has("languages") else form.languages(top)
    roots = tuple(dict.fromkeys((folder.parent, *(base.roots if base is not None else ()))))
    draft = Draft(folder, top, Contents(top.languages), problems, base is not None, is_closed, roots=roots)
    if base is None or base.folder.parent != folder.parent:
        for name in (*REGISTERS, TERMS, *([] if is_closed else [GLOSSARY])):
            if draft.has(f"{name}.toml"):
                _add_shared(draft, name)
        _add_texts(draft, f"{TEXTS}.toml")
        _say_former_files(draft)
    draft.contents.homes["edition"] = top.source
    _add_own(draft)
    _add_texts(draft, f"{folder.name}/{TEXTS}.toml")
    if base is not None:
        draft.contents.stand_on(base.contents)
        draft.top.base = base.top
    if draft.contents.of("dimension"):
        # Before later editions speak of a line by its own id.
        draft.contents.entries["lines"] = Dimensions.of(draft.contents).lines(draft.contents.of("lines"))
    amend(draft.contents, has_base=base is not None)
    return draft


def _add_shared(draft: Draft, head: str) -> None:
    draft.contents.add(_whole(draft.source(f"{head}.toml")).source, head)


def _add_texts(draft: Draft, name: str) -> None:
    """The wording of all editions, or that of this one."""
    if draft.has(name):
        draft.contents.add(_whole(draft.source(name)).source, TEXTS)


def _say_former_files(draft: Draft) -> None:
    """Files that held what comes with the library now: nobody would read what is changed there."""
    for stem in former.FILES:
        if draft.has(f"{stem}.toml"):
            what = "this file is no longer read: what it says comes with cchc"
            hint = f"delete it; what you changed goes into {TEXTS}.toml"
            Source(f"{stem}.toml", draft.problems).report(Problem(UNUSED, what, hint=hint))


def _whole(source: Source) -> Table:
    """A file whose tables other files name, so that with a table lost or wounded it is known no more what they mean."""
    source.complete = source.complete and not source.lost and not source.wounded
    return top_table(source)


def _editions_in(root: Path) -> list[Path]:
    try:
        return [path for path in root.iterdir() if (path / EDITION_FILE).is_file()]
    except OSError:
        return []


def _add_own(draft: Draft) -> None:
    """The files that edition.toml lists, those that need no list, and its own tables; all others are told."""
    top, contents = draft.top, draft.contents
    for head in HEADS:
        if type(top.values.get(head)) is dict:
            contents.add_group(head, top.table(head))
    listed = form.files(top)
    present = _present(draft.folder)
    if not (listed or top.source.complete):
        listed = {stem: _likely(stem) for stem in present}
    for stem, head in listed.items():
        if not (draft.is_closed and head == DEFINITIONS):
            contents.add(draft.own(stem), head)
    for stem in present:
        if stem not in listed:
            _add_unlisted(draft, stem)
    if not (draft.stands or contents.of("lines") or contents.of("table") or top.has("sections")) and top.is_whole:
        top.mistake(MISSING_FIELD, None, "'sections' is missing", "or a file with [lines.X]")


def _likely(stem: str) -> str:
    """What the bare tables of a file are, by its name, where the list of files is lost."""
    return next((head for head in ("auxiliary", "rules", DEFINITIONS) if stem.startswith(head)), "lines")


def _add_unlisted(draft: Draft, stem: str) -> None:
    """A file that says itself, table by table, what it defines; any other would silently be no part of the form."""
    source, top = draft.own(stem), draft.top.source
    bare = next((key for key in source.data if key not in HEADS), None)
    if source.data and bare is None:
        draft.contents.add(source, None)
        return
    what = f"the file {f'{stem}.toml'[:80]!r} is in none of 'sections', 'rules', 'auxiliary', 'definitions'"
    hint = did_you_mean(bare or "", HEADS) or f"or give each of its tables a head: [lines.{bare or 'X'}]"
    top.report(Problem(UNUSED, what, ("sections",), hint))
    top.complete = False  # the lines that it holds may be spoken of


def _present(folder: Path) -> list[str]:
    """The names, without ".toml", of a folder's files that edition.toml must list."""
    known = (EDITION_FILE, f"{TEXTS}.toml")
    try:
        return sorted(path.stem for path in folder.iterdir() if path.suffix == ".toml" and path.name not in known)
    except OSError:
        return []
