"""What a person sees of an object at a prompt: one short line, or a card in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cchc.printable import in_html
from cchc.words import LANGUAGES, face

_SHORT = 72

STYLE = """<style>
.cchc { max-width: 72em; line-height: 1.4 }
.cchc small { display: block; opacity: .65 }
.cchc b small, .cchc summary small, .cchc th small { display: inline; font-weight: normal; margin-inline-start: .4em }
.cchc .cchc-box { max-height: 30em; overflow: auto }
.cchc .cchc-box table { border-collapse: collapse; margin: .4em 0 }
.cchc .cchc-box table :is(th, td) { text-align: left; vertical-align: top; padding: .2em .7em; white-space: normal }
.cchc .cchc-box table td { border-top: 1px solid rgba(128, 128, 128, .35) }
.cchc .cchc-box table .cchc-figure { text-align: right; font-variant-numeric: tabular-nums }
.cchc mark { border-radius: .3em; padding: .05em .45em; color: #fff; background: #5f6368; white-space: nowrap }
.cchc mark.error { background: #b3261e }
.cchc mark.warning { background: #8a5300 }
.cchc mark small { display: inline; opacity: .85; margin-inline-start: .4em }
</style>"""
"""Nothing has a background of its own but the marks: text takes the colours of the notebook, dark or light."""

Said = Mapping[str, str] | str
"""A text by language, the first of them the reader's; or one that is the same in all."""


def some(count: int, name: str) -> str:
    """How many there are of something, in English."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def shortened(text: str, most: int = _SHORT) -> str:
    """A text on one line, cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def card(heading: Said, *parts: str) -> str:
    """The markup of an object: what it is, and its parts, which are markup already."""
    return f'<div class="cchc">{STYLE}<b>{told(heading)}</b>{"".join(parts)}</div>'


def told(text: Said) -> str:
    """A text as markup: in its first language, and small in the others where they say something else."""
    if isinstance(text, str):
        return in_html(text)
    said: dict[str, str] = {}
    for language, words in text.items():
        said.setdefault(words, language)
    first, *others = said
    small = (f'<small lang="{in_html(said[words])}">{in_html(words)}</small>' for words in others)
    return in_html(first) + "".join(small)


def counted(name: str, count: int) -> Mapping[str, str]:
    """How many there are of something, in every language."""
    prompt = face("prompt")
    return {language: prompt.counted(language, name, count=count) for language in LANGUAGES}


def line(*parts: str) -> str:
    """A paragraph of the parts that there are."""
    said = [part for part in parts if part]
    return f"<p>{' · '.join(said)}</p>" if said else ""


def mark(text: Said, kind: str = "") -> str:
    """A word that stands out; `kind` is a severity."""
    return f'<mark class="{in_html(kind)}">{told(text)}</mark>'


def table(headings: Sequence[Said], rows: Iterable[Sequence[str]], figures: frozenset[int] = frozenset()) -> str:
    """Rows of markup under headings, in a box that scrolls; `figures` are the columns of numbers."""

    def cells(row: Sequence[str], name: str) -> str:
        dressed = (' class="cchc-figure"' if place in figures else "" for place in range(len(row)))
        return "".join(f"<{name}{dress}>{cell}</{name}>" for cell, dress in zip(row, dressed, strict=True))

    head = f"<thead><tr>{cells([told(heading) for heading in headings], 'th')}</tr></thead>"
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f'<div class="cchc-box"><table>{head}<tbody>{body}</tbody></table></div>'


def folded(summary: Said, part: str, *, is_open: bool = False) -> str:
    """A part that is unfolded by its summary."""
    return f"<details{' open' if is_open else ''}><summary>{told(summary)}</summary>{part}</details>"
