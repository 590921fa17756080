"""An edition as a whole: what it is called, how far it may be trusted, what it takes over and what it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cchc.cli.render.table import laid_out, visible
from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.amendment import EditionStatus
from cchc.edition.comparison import ChangeKind
from cchc.edition.origin import Revision, origins
from cchc.judge.display import ground_text, in_force_text, status_text
from cchc.load import editions

_LISTED = ("indicators", "auxiliaries", "tables", "columns", "rows", "rules")

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue


def named(edition: Edition, words: Words) -> str:
    """Its id, and how far it may be trusted where it is no official one."""
    if edition.status is EditionStatus.OFFICIAL:
        return edition.id
    return f"{edition.id} ({words.of(status_text(edition))})"


def summary(catalogue: Catalogue, words: Words) -> str:
    """What is known of an edition; of one on a base what it takes over, and what it changes on which ground."""
    edition = catalogue.edition
    return laid_out(visible(f"{edition.id} {words.of(edition.title)}"), _rows(catalogue, words))


def _rows(catalogue: Catalogue, words: Words) -> Iterator[tuple[str, str]]:
    edition, bases = catalogue.edition, catalogue.bases
    field = edition.face("site").text
    yield words.of(field("field", "status")), words.of(status_text(edition))
    yield words.of(field("field", "status_note")), words.of(edition.status_note) if edition.status_note else ""
    yield words("edition_in_force"), in_force_text(edition, words.language)
    grounds = (words.of(ground_text(edition, ground)) for ground in edition.in_force_because)
    yield words("definition", "legal_basis"), "; ".join(grounds)
    held = {"indicators": edition.indicators, "tables": edition.tables, "rules": edition.rules}
    counts = (words("edition_count", of, count=len(each)) for of, each in held.items() if each)
    yield words("edition_holds"), ", ".join(counts)
    if bases:
        yield words("edition_base"), " → ".join(each.id for each in (*bases, edition))
        yield from _changed(edition, bases[-1], words)
        before, after = _asked_for_by(bases[-1], catalogue), _asked_for_by(edition, catalogue)
        yield words("edition_more"), f"cchc catalogue diff {before} {after}"


def _asked_for_by(edition: Edition, catalogue: Catalogue) -> str:
    """How the command line is told which edition is meant: by its id, or where it lies."""
    if edition.id in editions() or catalogue.home is None:
        return edition.id
    return str(catalogue.home.parent / edition.id)


def _changed(edition: Edition, base: Edition, words: Words) -> Iterator[tuple[str, str]]:
    """Of each kind of definition how many stay as they are, then field by field which do not; and on what ground."""
    found = origins((base, edition), words.language)
    grounds: Counter[str] = Counter()
    for of in _LISTED:
        steps = {id: each[-1] for (kind, id), each in found.items() if kind == of}
        own = {id: step for id, step in steps.items() if step.edition == edition.id}
        if not own:
            continue
        yield words("edition_changes", of), words("edition_kept", kept=len(steps) - len(own), changed=len(own))
        for name, ids in _by_field(own, edition, words).items():
            yield f"  {name}", ", ".join(_place(id, edition, base) for id in ids)
        grounds.update(each.instrument for step in own.values() for each in step.because)
    known = edition.instruments
    told = (f"{known[id].number} {words.of(known[id].title)}: {count}" for id, count in grounds.most_common())
    yield words("edition_grounds"), "\n".join(told)


def _by_field(steps: Mapping[str, Revision], edition: Edition, words: Words) -> dict[str, list[str]]:
    """The ids of what was brought in, dropped, or says a field otherwise, by what that is called."""
    found: dict[str, list[str]] = {}
    for id, step in steps.items():
        fields = [words.of(edition.face("site").text("field", each.field)) for each in step.changes if each.field]
        for name in fields if step.kind is ChangeKind.CHANGED else [words("edition_step", step.kind)]:
            found.setdefault(name, []).append(id)
    return found


def _place(id: str, edition: Edition, base: Edition) -> str:
    """A line by its place in the form, all else by its id."""
    line = edition.everything.get(id) or base.everything.get(id)
    return (line.path or id) if line is not None else id
