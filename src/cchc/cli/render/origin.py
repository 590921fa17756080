"""Where the definitions of an edition on a base come from: what each edition brought in, changed, or left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc.cli.render.table import clip, visible
from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.comparison import Change
from cchc.edition.origin import Revision, origins
from cchc.judge.display import ground_text

_SHORT = 60
"""So much of a text that changed is shown in a list."""
_LONG = 300


def origins_of(
    edition: Edition, bases: tuple[Edition, ...], words: Words
) -> Mapping[tuple[str, str], tuple[Revision, ...]]:
    """By kind of definition and id; none of an edition that stands on no other."""
    return origins((*bases, edition), words.language) if bases else {}


def chain(edition: Edition, bases: Sequence[Edition], words: Words) -> str:
    """Which editions the definitions were put together from."""
    return words("step_chain", editions=" → ".join(each.id for each in (*bases, edition)), first=bases[0].id)


def in_short(steps: Sequence[Revision], edition: Edition, words: Words) -> Iterator[str]:
    """What editions after the first did with a definition."""
    for step in steps:
        if step.because or step.changes or step is not steps[0]:
            yield _told(step, edition, words, _SHORT)


def in_full(steps: Sequence[Revision], edition: Edition, bases: Sequence[Edition], words: Words) -> Iterator[str]:
    """What each edition did with a definition, the first that has it first."""
    told = {step.edition: step for step in steps}
    begun = False
    for each in (*bases, edition):
        if each.id in told:
            begun = True
            yield _told(told[each.id], edition, words, _LONG, with_former=True)
        elif begun:
            yield words("step_kept", edition=each.id, day=f"{each.in_force_from:%d/%m/%Y}")


def _told(step: Revision, edition: Edition, words: Words, room: int, *, with_former: bool = False) -> str:
    """One step on a line: the edition, what it says otherwise, and on what ground."""
    what = "; ".join(_field(each, edition, words, room, with_former=with_former) for each in step.changes)
    head = words("step", step.kind, edition=step.edition, day=f"{step.since:%d/%m/%Y}")
    grounds = "; ".join(words.of(ground_text(edition, ground)) for ground in step.because)
    ground = words("change_because", ground=grounds) if grounds else ""
    return " – ".join(filter(None, (f"{head}: {what}" if what else head, ground)))


def _field(change: Change, edition: Edition, words: Words, room: int, *, with_former: bool) -> str:
    """A field of a definition and what it says now, behind it what it said before."""
    assert change.field is not None
    named = words.of(edition.face("site").text("field", change.field))
    now = clip(visible(change.after), room) if change.after else words("step_none")
    former = words("step_former", text=clip(visible(change.before), room)) if with_former and change.before else ""
    return " ".join(filter(None, (f"{named}: {now}", former)))
