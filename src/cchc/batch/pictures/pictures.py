"""Pictures of many offices: a ranking, a trend, a heat map of broken rules; as PNG or SVG.

Every word comes from the caller. Drawn with matplotlib, whose own font has all Vietnamese letters,
so that a picture is the same on every machine and needs neither a browser nor a network.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from cchc import disk
from cchc.batch.rollup.table import CoverageState
from cchc.errors import DataError, MissingExtraError
from cchc.mark import MADE_OF_REPORTS
from cchc.record import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, GREY, PALE, RED, INK = "#1f5f99", "#8a8f98", "#d9dde3", "#b3261e", "#1d2129"
LINES = (BLUE, "#c2571a", "#2e7d4f", "#7a4fa3", "#a08400", "#33818c", "#b0416d", "#5a6270")
FORMATS = (".png", ".svg")
_MOST_NAMED = len(LINES)
_MARKS = {CoverageState.PARTIAL: "o", CoverageState.UNKNOWN: "X"}
_MOST_BARS, _LEAST_PERIODS = 12, 3
_LETTERS_AN_INCH = 13
"""Of a subtitle, so that it ends on the page."""
_LEAST_SHARE, _BOTTOM, _TOP = 10.0, -1.0, 101.0
"""The shortest axis of percentages, and how far it goes below 0 and above 100, that marks there are whole."""


@frozen
class Bar:
    """One office of a ranking: its value, None where it has none (then `note` says why); one that rests on less than
    all that it needs is drawn hatched, one of which nobody knows it pale."""

    name: str
    value: float | None
    shown: str
    note: str = ""
    state: str = CoverageState.COMPLETE
    upto: float | None = None
    """Where it lies between two bounds the higher, `value` being the lower."""

    @property
    def end(self) -> float:
        return self.upto if self.upto is not None else self.value or 0

    @property
    def beginning(self) -> float:
        """Where it is drawn from: of what lies between bounds the lower one, else nothing."""
        return 0 if self.value is None or self.end == self.value else self.value


@frozen
class Scale:
    """What stands upright: its unit, the point before decimals; percentages have an axis of ten points at least, so
    that what hardly differs looks so, and what is counted one of whole numbers."""

    unit: str = ""
    is_share: bool = False
    point: str = "."
    is_whole: bool = False


@frozen
class Break:
    """Where a series was broken: a place among the periods, between two or within one, what to say of it, and whether
    the lines go on over it all the same."""

    at: float
    says: str
    is_kept: bool = False


def ranking(bars: Sequence[Bar], *, title: str, subtitle: str = "", highest: float | None = None) -> Figure:
    """Offices from the highest value to the lowest, those without one last, each with its figure: few as bars, many as
    dots."""
    ordered = sorted(bars, key=lambda bar: (bar.value is None, -(bar.value or 0), bar.name))
    figure, axes = _page(8.5, 1.3 + 0.3 * max(3, len(ordered)), title, subtitle)
    (_dots if are_dots(len(ordered)) else _bars)(axes, ordered)
    values = [bar.end for bar in ordered]
    top = max([highest or 0, *values]) or 1
    for place, bar in enumerate(ordered):
        text, colour = (bar.note or bar.shown, GREY) if bar.value is None else (bar.shown, INK)
        axes.text(bar.end + top * 0.012, place, text, va="center", fontsize=9, color=colour)
    axes.set_yticks(range(len(ordered)), [bar.name for bar in ordered], fontsize=9)
    axes.set_xlim(min([0, *values]) * 1.1, top * 1.16)
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    return figure


def are_dots(offices: int) -> bool:
    """Whether so many offices are ranked by dots: of many bars one sees the ink, not the ends."""
    return offices > _MOST_BARS


def _bars(axes: Axes, ordered: Sequence[Bar]) -> None:
    lengths = [bar.end - bar.beginning for bar in ordered]
    patches = axes.barh(range(len(ordered)), lengths, left=[bar.beginning for bar in ordered], color=BLUE, height=0.7)
    for bar, patch in zip(ordered, patches, strict=True):
        if bar.state == CoverageState.PARTIAL:
            patch.set(facecolor="white", edgecolor=BLUE, hatch="////")
        if bar.state == CoverageState.UNKNOWN:
            patch.set(facecolor=PALE, edgecolor=GREY, linestyle="--")


def _dots(axes: Axes, ordered: Sequence[Bar]) -> None:
    """Each at the end of a fine line from zero; one that rests on less than all hollow, one of which nobody knows it a
    cross."""
    for place, bar in enumerate(ordered):
        if bar.value is None:
            continue
        axes.plot([0, bar.value], [place, place], color=PALE, linewidth=1, zorder=1)
        if bar.beginning:
            axes.plot([bar.value, bar.end], [place, place], color=BLUE, linewidth=2, zorder=2)
            continue
        mark, inside = (
            _MARKS.get(CoverageState(bar.state), "o"),
            BLUE if bar.state == CoverageState.COMPLETE else "white",
        )
        axes.plot([bar.value], [place], mark, color=BLUE, mfc=inside, markersize=6, zorder=2)


def trend(
    series: Mapping[str, Sequence[float | None]],
    periods: Sequence[str],
    *,
    title: str,
    subtitle: str = "",
    scale: Scale | None = None,
    breaks: Sequence[Break] = (),
    states: Mapping[tuple[str, int], str] | None = None,
) -> Figure:
    """A line for each office over the periods, named at its end; of many the highest and the lowest, the rest grey.
    Points (by office and place of the period) that rest on less than all that they need are hollow, those of which
    nobody knows it crosses.

    Between two periods there is no line: two points are no trend. Where the series was broken a line stands upright,
    and nothing is drawn from one side to the other.
    """
    figure, axes = _page(8.5, 4.6, title, subtitle)
    width = 1.8 if len(periods) >= _LEAST_PERIODS else 0
    ends: list[tuple[float, str, str]] = []
    worth_naming = _extremes(series)
    for name, values in series.items():
        named = name in worth_naming
        colour = LINES[worth_naming.index(name)] if named else PALE
        points = _parted(values, breaks)
        axes.plot(*points, color=colour, linewidth=width, marker="o", markersize=3.5, zorder=2 + named)
        given = [(at, value) for at, value in enumerate(values) if value is not None]
        for state, mark in _MARKS.items():
            if marked := [(at, value) for at, value in given if (states or {}).get((name, at)) == state]:
                axes.plot(*zip(*marked, strict=True), mark, color=colour, mfc="white", markersize=5, zorder=4 + named)
        if named and given:
            ends.append((given[-1][1], name, colour))
    _dress(axes, periods, scale or Scale())
    _name_ends(axes, ends, len(periods) - 0.62)
    for each in breaks:
        axes.axvline(each.at, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    if breaks:
        told = "\n".join((*filter(None, [subtitle]), *(each.says for each in breaks)))
        axes.set_title(told, loc="left", fontsize=9.5, color=GREY, pad=10)
    return figure


def _dress(axes: Axes, periods: Sequence[str], scale: Scale) -> None:
    axes.set_xticks(range(len(periods)), periods)
    axes.set_xlim(-0.3, len(periods) - 0.7)
    axes.set_ylabel(scale.unit, fontsize=9, color=GREY)
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0, labelsize=9)
    axes.tick_params(axis="x", labelsize=9 if len(periods) < 10 else 7)
    if scale.is_share:
        axes.set_ylim(*_wide_enough(*axes.get_ylim()))
    if scale.is_whole:
        _count_whole(axes)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.10g}".replace(".", scale.point))


def _count_whole(axes: Axes) -> None:
    """An axis of whole numbers, from nothing where that is not far below: 1 and 1 do not lie between 0.98 and 1.02."""
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    low, high = axes.get_ylim()
    if 0 <= low < high / 2 or high - low < 1:
        low, high = min(0.0, low), max(high, 1.05)
    axes.set_ylim(low, high)


def _wide_enough(low: float, high: float) -> tuple[float, float]:
    """The ends of an axis of percentages, moved apart where they lie close, within what percentages can be."""
    lacking = _LEAST_SHARE - (high - low)
    if lacking <= 0:
        return low, high
    low, high = low - lacking / 2, high + lacking / 2
    over = max(0.0, high - _TOP) - max(0.0, _BOTTOM - low)
    return low - over, high - over


def _parted(values: Sequence[float | None], breaks: Sequence[Break]) -> tuple[list[float], list[float]]:
    """The points of a line, with a gap wherever it does not go on."""
    points = [(float(at), float("nan") if value is None else value) for at, value in enumerate(values)]
    gaps = [(math.ceil(each.at) - 0.5, float("nan")) for each in breaks if not each.is_kept]
    ordered = sorted([*points, *gaps], key=lambda point: point[0])
    return [x for x, _ in ordered], [y for _, y in ordered]


def heat_map(
    counts: Mapping[str, Mapping[str, int]], rules: Sequence[str], *, title: str, subtitle: str = "", legend: str = ""
) -> Figure:
    """How often each office (down) breaks each rule (across); empty where it never does."""
    from matplotlib.colors import LinearSegmentedColormap

    offices = list(counts)
    figure, axes = _page(2.6 + 0.42 * max(6, len(rules)), 1.9 + 0.27 * max(3, len(offices)), title, subtitle)
    cells = [[counts[office].get(rule, 0) for rule in rules] for office in offices]
    most = max((count for row in cells for count in row), default=0) or 1
    shades = LinearSegmentedColormap.from_list("broken", ["#ffffff", "#f6c9b8", RED])
    axes.imshow(cells or [[0]], cmap=shades, vmin=0, vmax=most, aspect="auto")
    for down, row in enumerate(cells):
        for across, count in enumerate(row):
            if count:
                colour = "white" if count > most * 0.6 else INK
                axes.text(across, down, str(count), ha="center", va="center", fontsize=8, color=colour)
    axes.set_xticks(range(len(rules)), list(rules), fontsize=8.5, rotation=90 if len(rules) > 24 else 0)
    axes.set_yticks(range(len(offices)), offices, fontsize=9)
    axes.set_xticks([place - 0.5 for place in range(1, len(rules))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(offices))], minor=True)
    axes.grid(which="minor", color=PALE, linewidth=0.6)
    axes.tick_params(which="both", length=0)
    axes.xaxis.tick_top()
    axes.spines[:].set_color(PALE)
    if legend:
        axes.set_xlabel(legend, fontsize=8.5, color=GREY, labelpad=8)
    return figure


def save(figure: Figure, path: str | Path) -> None:
    """To a .png or .svg file; raises DataError for another kind."""
    disk.write(path, drawn(figure, suffix_of(path)))


def suffix_of(path: str | Path) -> str:
    """The ending of a picture's name; raises DataError for another kind."""
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        raise DataError(f"{suffix or path} is no kind of picture", hint=" or ".join(FORMATS))
    return suffix


def drawn(figure: Figure, suffix: str) -> bytes:
    """The picture as bytes; the same figures give the same bytes."""
    import matplotlib as mpl

    stream = io.BytesIO()
    metadata: dict[str, Any] = {"Date": None, "Creator": MADE_OF_REPORTS} if suffix == ".svg" else {}
    if suffix == ".png":
        metadata = {"Software": MADE_OF_REPORTS}
    with mpl.rc_context({"svg.hashsalt": "cchc", "svg.fonttype": "path"}):
        figure.savefig(stream, format=suffix[1:], dpi=150, metadata=metadata)
    return stream.getvalue()


def _page(width: float, height: float, title: str, subtitle: str) -> tuple[Figure, Axes]:
    try:
        from matplotlib.figure import Figure
    except ImportError:  # pragma: no cover
        raise MissingExtraError("drawing pictures", "plot") from None
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = figure.subplots()
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    if subtitle:
        axes.set_title(fill(subtitle, int(_LETTERS_AN_INCH * width)), loc="left", fontsize=9.5, color=GREY, pad=10)
    return figure, axes


def _extremes(series: Mapping[str, Sequence[float | None]]) -> list[str]:
    """All names if they are few; else as many of the highest at the end as of the lowest."""
    last = {name: [value for value in values if value is not None][-1:] for name, values in series.items()}
    ordered = sorted((name for name in series if last[name]), key=lambda name: -last[name][0])
    half = _MOST_NAMED // 2
    return ordered if len(ordered) <= _MOST_NAMED else ordered[:half] + ordered[-half:]


def _name_ends(axes: Axes, ends: list[tuple[float, str, str]], x: float) -> None:
    """Names beside the ends of their lines, moved apart where they would lie on each other."""
    low, high = axes.get_ylim()
    gap, height = (high - low) * 0.055, float("-inf")
    for value, name, colour in sorted(ends):
        height = max(value, height + gap)
        axes.text(x, height, name, color=colour, fontsize=9, va="center", clip_on=False)
