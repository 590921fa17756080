"""Lines of a form with the same label: in a sentence each is told apart by the section that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.edition.line import Indicator
from cchc.text.spelling import key

_LONGEST = 60
"""Letters of a section's label that is told; of a longer one its code is."""


def sections_of_alike(lines: Mapping[str, Indicator], language: str) -> Mapping[str, str]:
    """For lines whose label others have, too, the nearest section that only this one of them stands in, by its id."""
    by_label: dict[str, list[str]] = {}
    for id, line in lines.items():
        if not line.is_heading:
            by_label.setdefault(key(line.label[language]), []).append(id)
    found: dict[str, str] = {}
    for ids in by_label.values():
        for id in ids if len(ids) > 1 else ():
            others = {
                key(lines[above].label[language]) for other in ids if other != id for above in _above(lines, other)
            }
            own = (above for above in _above(lines, id) if key(lines[above].label[language]) not in others)
            section = next(own, None)
            if section is not None:
                found[id] = section
    return found


def _above(lines: Mapping[str, Indicator], id: str) -> Iterator[str]:
    """The lines that a line stands under, the nearest first."""
    above = lines[id].parent
    while above is not None and above in lines:
        yield above
        above = lines[above].parent


def section_text(section: Indicator, language: str) -> str:
    """What a section is called behind the label of one of its lines."""
    label = section.label[language].rstrip(" :.")
    return label if len(label) <= _LONGEST or not section.path else section.path
