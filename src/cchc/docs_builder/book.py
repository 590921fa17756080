"""The library as told in one language: names, links and sentences that every page uses."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import evolve

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.library import ColumnPlace, Library
from cchc.docs_builder.names import Naming, of_columns, of_lines
from cchc.docs_builder.speech import Say, speech_for
from cchc.edition import Edition, Indicator, Nature, Severity, label_of
from cchc.edition.amendment import EditionStatus
from cchc.edition.comparison import Change
from cchc.edition.findable import Findable
from cchc.edition.glossary import Glossary
from cchc.edition.ground import Day, Ground
from cchc.formula.mathml import mathml
from cchc.formula.tree import Tree, mentions_of
from cchc.formula.words import words as in_words
from cchc.judge.display import day_text, display, ground_text, why_text
from cchc.printable import in_html
from cchc.record import frozen
from cchc.value import Value
from cchc.words import Text


@frozen
class BookPage:
    """One page: `body` is Markdown below the heading, `found` how a search knows it."""

    name: str
    title: str
    body: str
    found: Findable
    listed: bool = False
    parts: tuple[tuple[str, Findable], ...] = ()
    """What is found within the page, each with its anchor."""

    @classmethod
    def about(cls, name: str, title: str, body: str, kind: str, listed: bool = False) -> BookPage:
        """A page that is looked for by its title alone."""
        return cls(name, title, body, Findable(name, kind, title), listed)

    @property
    def kind(self) -> str:
        return self.found.kind

    @property
    def code(self) -> str:
        return self.found.code

    @property
    def aliases(self) -> tuple[str, ...]:
        """By what else it is looked for."""
        return (self.found.name, *self.found.names)

    @property
    def up(self) -> str:
        """The way from this page to the language's top folder."""
        return "../" * self.name.count("/")


@frozen
class Book:
    """A library and a language."""

    library: Library
    language: str

    @cached_property
    def words(self) -> Say:
        return speech_for(self.language, self.title)

    @property
    def title(self) -> str | None:
        """What the site of somebody's catalogue is called; None for that of the library's own."""
        return None if self.library.is_own else self.of(self.library.newest.edition.title)

    def named(self, *name: str) -> str:
        """What a kind, a severity, a cause, … is called."""
        return md.plain(self.library.newest.edition.judging.say(self.language, *name))

    def of(self, text: Text | None) -> str:
        return text[self.language] if text is not None else ""

    @cached_property
    def glossary(self) -> Glossary:
        """The concepts as texts name them: in the language of the reader, or of the form where there is no other."""
        known = self.library.newest.edition.languages
        return Glossary(self.library.concepts, self.language if self.language in known else known[0], known[0])

    def glossed(self, text: Text, seen: set[str], up: str = "../") -> str:
        """A text as Markdown; the first mention of a concept that was not yet `seen` leads to the glossary."""

        def mark(words: str, id: str) -> str:
            return f'<a class="term" href="{up}glossary.html#{id}">{words}</a>'

        return self.glossary.marked(md.plain(self.of(text)), seen, mark)

    @cached_property
    def called_by(self) -> Mapping[str, tuple[str, ...]]:
        """The lines whose label has a concept's name, by the concept."""
        found: dict[str, list[str]] = {}
        for id in self.library.indicators:
            seen: set[str] = set()
            self.glossary.marked(self.label(id), seen, lambda words, _: words)
            for concept in seen:
                found.setdefault(concept, []).append(id)
        return {concept: tuple(ids) for concept, ids in found.items()}

    def edition(self, id: str) -> Edition:
        """The newest edition that has a line."""
        return self.library.indicators[id].edition

    def label(self, id: str) -> str:
        return self.of(label_of(self.edition(id), id))

    def kind(self, indicator: Indicator) -> str:
        return self.named("kind", indicator.kind)

    def severity(self, severity: Severity) -> str:
        return self.named("severity", severity)

    def unit(self, indicator: Indicator, edition: Edition) -> str:
        return (
            md.link(self.of(edition.units[indicator.unit].label), f"units/{indicator.unit}") if indicator.unit else "—"
        )

    @cached_property
    def lines(self) -> Naming:
        """What names mean among lines."""
        return of_lines(self.library, self.label, self.language)

    def line(self, id: str) -> str:
        """A link to a line, with its place in the form."""
        return self.lines.linked(id)

    def column(self, place: ColumnPlace) -> str:
        """A link to a column, with its printed number."""
        return of_columns(place, self.language).linked(place.column.id)

    def counted(self, edition: Edition) -> str:
        """How many columns the tables of a form have, how many of them are computed, and how many rows are printed."""
        columns = [column for table in edition.tables.values() for column in table.columns.values()]
        computed = sum(bool(column.identities) for column in columns)
        rows = sum(len(table.rows) for table in edition.tables.values())
        told = self.words("columns_counted", columns=len(columns), computed=computed)
        return f"{told}; {self.words('rows_counted', rows=rows)}" if rows else told

    def code(self, code: str) -> str:
        return md.link(code, f"codes/{code}")

    def date(self, date: dt.date) -> str:
        return f"{date:%d/%m/%Y}" if self.language == "vi" else f"{date.day} {date:%B %Y}"

    def status_of(self, edition: Edition) -> str:
        """How far an edition may be trusted."""
        return md.plain(edition.judging.say(self.language, "edition_status", edition.status))

    def in_force(self, edition: Edition) -> str:
        """The days between which an edition holds, and how these are known."""
        return md.plain(self.in_force_text(edition))

    def in_force_text(self, edition: Edition) -> str:
        """The same as a plain text."""
        start, end = self.date(edition.in_force_from), edition.in_force_to
        held = (
            self.words("in_force_since", start=start)
            if end is None
            else self.words("in_force_between", start=start, end=self.date(end))
        )
        if edition.in_force_certainty is None:
            return held
        certainty = edition.judging.say(self.language, "certainty", edition.in_force_certainty)
        return f"{held.removesuffix('.')} ({self.words('day_known', certainty=certainty)})."

    def days(self, start: dt.date | None, end: dt.date | None) -> str:
        """Days in short: "từ 01/07/2025 đến 30/06/2026"; what has no start held till the end."""
        first, last = ("" if day is None else self.date(day) for day in (start, end))
        which = "between" if start and end else "until" if end else "since"
        return self.words("days", which, start=first, end=last)

    def form_name(self, edition: Edition) -> str:
        """What a form is called among the others; the only one is the form."""
        if len(self.library.forms) < 2:
            return self.words("form")
        title, short = self.of(edition.title), self.short_name(edition)
        return title if short.partition("/")[0] in title else f"{short}: {title}"

    def short_name(self, edition: Edition) -> str:
        """What a form is called before one of its columns or rows: by its number where it has a short one, or else by
        the instrument that it stands in."""
        number, slash, _ = edition.form_number[0].partition("/") if edition.form_number else ("", "", "")
        if slash:
            return self.words("form_numbered", number=number)
        based = [self.library.instruments[each.instrument].number for each in edition.legal_basis]
        title = self.of(edition.title)
        return next((name for name in based if name.partition("/")[0] in title), title)

    def edition_name(self, edition: Edition) -> str:
        """What an edition is called: its form, and from when till when it holds where there are several of it."""
        name = self.form_name(edition)
        if sum(edition.title == each.edition.title for each in self.library.catalogues) < 2:
            return name
        days = self.days(edition.in_force_from, edition.in_force_to)
        return self.words("form_of", form=name, days=days)

    def doubt(self, edition: Edition) -> str:
        """How far an edition that is not official may be trusted, in brackets behind what it is called."""
        if edition.status is EditionStatus.OFFICIAL:
            return ""
        return f" ({edition.judging.say(self.language, 'edition_status', edition.status)})"

    def doubted(self, edition: Edition) -> str:
        """The same for a page."""
        return f" {md.plain(told)}" if (told := self.doubt(edition)) else ""

    def on_form(self, edition: Edition, told: str, path: str = "") -> str:
        """A link to a form, or to one of its lines."""
        if not path:
            return md.link(told, f"forms/{edition.id}")
        return md.anchored(told, f"../forms/{edition.id}.html#{path}")

    def calendar(self, edition: Edition) -> str:
        """When a period of the form begins and ends."""
        last = edition.calendar.closing_day
        return self.words("closes_on", first=last + 1, last=last) if last else self.words("calendar_months")

    def computed(self, how: str) -> str:
        """The mark, in HTML, of a figure that is computed."""
        return f'<abbr title="{in_html(how)}">{in_html(self.words("computed"))}</abbr>'

    def show(self, edition: Edition, id: str, value: Value) -> str:
        return display(edition, id, value, self.language)

    def grounds(self, edition: Edition, grounds: Iterable[Ground]) -> str:
        """Legal instruments with the article, and how surely it is known, in a list."""
        known = ((self.library.instruments[ground.instrument], ground) for ground in grounds)
        return md.bullets(
            f"{md.link(one.number, f'instruments/{one.id}')}: {md.plain(self.of(one.title))}. "
            f"{md.plain(self.of(ground_text(edition, ground)))}"
            for one, ground in known
        )

    def day(self, day: Day) -> str:
        """A day of an instrument, and how it is known."""
        return md.plain(self.of(day_text(self.library.newest.edition, day)))

    def status(self, edition: Edition, id: str) -> str:
        return self.of(edition.statuses[id].label) if id in edition.statuses else id

    def told(self, tree: Tree, edition: Edition, here: str = "", names: Naming | None = None) -> str:
        """A formula or a check in words; what the page is about (`here`) is called "this line" or "this column"."""
        named = self._told_apart(tree, names or self.lines)
        show = lambda id: self.words("this", named.this) if id == here else named.quoted(id)  # noqa: E731
        return in_words(tree, edition.judging, self.language, show, lambda id: self.status(edition, id))

    def _told_apart(self, tree: Tree, names: Naming) -> Naming:
        """What names mean in a formula, with the places of those that are called alike in it."""
        labels = Counter(names.label(id) for id in dict.fromkeys(mentions_of(tree)))

        def short(id: str) -> str:
            place = names.place(id)
            return f"{place} {names.short(id)}" if place and labels[names.label(id)] > 1 else names.short(id)

        def label(id: str) -> str:
            place = names.place(id)
            return f"{place} {names.label(id)}" if place and labels[names.label(id)] > 1 else names.label(id)

        return evolve(names, label=label, short=short)

    def why(self, nature: Nature, severity: Severity, edition: Edition | None = None) -> str:
        """Why a rule asks what it asks."""
        return md.plain(self.of(why_text(edition or self.library.newest.edition, nature, severity)))

    def drawn(self, tree: Tree, edition: Edition, names: Naming | None = None) -> str:
        """A formula or a check as mathematics."""
        label = self._told_apart(tree, names or self.lines).short
        return mathml(tree, edition.judging, self.language, label, lambda id: self.status(edition, id))

    def change(self, change: Change) -> str:
        """One field that differs: what it was, what it is."""
        assert change.field is not None
        name = self.words("field", change.field)
        was, now = (md.plain(text) if text else "—" for text in (change.before, change.after))
        return f"{name}: {was} → {now}"

    def catalogue_of(self, id: str) -> Catalogue:
        return self.library.indicators[id]
