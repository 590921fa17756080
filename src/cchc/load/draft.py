"""A catalogue's folder read into an `Edition` that may still contradict itself, and all that is wrong so far."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import Factory, define, evolve

from cchc.edition import Edition
from cchc.load import vocabulary
from cchc.load.bindings import Binder
from cchc.load.folder import EDITION_FILE
from cchc.load.form import Form, languages, read_form
from cchc.load.formulas import Formulas
from cchc.load.indicators import LineReader
from cchc.load.mistake import UNUSED, Gaps, Mistake
from cchc.load.problems import Problems
from cchc.load.rules import RuleReader
from cchc.load.source import Source, read_source
from cchc.load.table import Table, top_table

SHARED = ("units", "instruments", "missing", "statuses", "aggregation", "findings", "phrases")


@define(eq=False, repr=False)
class Draft:
    """The files of one edition; `broken` are ids too faulty to check further, `line_files` those that hold lines."""

    folder: Path
    problems: Problems = Factory(Problems)
    sources: dict[str, Source] = Factory(dict)
    broken: set[str] = Factory(set)
    line_files: set[str] = Factory(set)
    _elsewhere: str | None = None

    def source(self, name: str) -> Source:
        """A file by its name within the catalogue, read once."""
        if name not in self.sources:
            root = self.folder.parent
            self.sources[name] = read_source(root / name, name, root, self.problems)
        return self.sources[name]

    def report(self, mistake: Mistake) -> None:
        """Note a mistake that was found after reading."""
        self.source(mistake.file).report(mistake)

    def named_elsewhere(self, id: str) -> bool:
        """Whether another edition beside this one speaks of an id; sought only once there is a doubt."""
        if self._elsewhere is None:
            others = (edition for edition in _editions_beside(self.folder) if edition != self.folder)
            files = (path for edition in others for path in sorted(edition.glob("*.toml")))
            root = self.folder.parent
            self._elsewhere = "\n".join(read_source(path, path.name, root, Problems()).text for path in files)
        return re.search(rf"(?<!\w){re.escape(id)}(?!\w)", self._elsewhere) is not None

    @property
    def gaps(self) -> Gaps:
        """Whatever could not be read."""
        files = {name for name, source in self.sources.items() if not source.complete}
        return Gaps(self.broken, files, not files.isdisjoint(self.line_files))


def read_draft(folder: Path) -> tuple[Draft, Edition]:
    """Read every file of an edition and the shared ones beside it; mistakes are in the draft's problems."""
    draft = Draft(folder)
    top = _whole(draft.source(f"{folder.name}/{EDITION_FILE}"))
    spoken = languages(top)
    shared = _vocabulary({stem: _shared(draft, stem, spoken) for stem in SHARED})
    form = _with_all_files(draft, read_form(top, folder.name))
    _say_unlisted_files(draft, form)
    sections, auxiliary = _own(draft, form.sections), _own(draft, (form.auxiliary,) if form.auxiliary else ())
    draft.line_files = {source.name for source in (top.source, *sections, *auxiliary)}
    formulas = Formulas()
    lines, extra = LineReader(form, formulas), LineReader(form, formulas, auxiliary=True)
    lines.read(sections)
    extra.read(auxiliary)
    draft.broken |= lines.broken | extra.broken
    binder = Binder({**extra.indicators, **lines.indicators}, draft.broken, whole=not draft.gaps.lines)
    rules = RuleReader(binder, spoken, formulas)
    rules.read(_own(draft, form.rules))
    draft.broken |= rules.broken
    return draft, _edition(form, shared, lines, extra, rules)


def _whole(source: Source, languages: tuple[str, ...] = ()) -> Table:
    """A file whose tables other files name, so that with a table lost or wounded it is known no more what they mean."""
    source.complete = source.complete and not source.lost and not source.wounded
    return top_table(source, languages)


def _editions_beside(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.parent.iterdir() if (path / EDITION_FILE).is_file()]
    except OSError:
        return []


def _shared(draft: Draft, stem: str, spoken: tuple[str, ...]) -> Table:
    return _whole(draft.source(f"{stem}.toml"), spoken)


def _own(draft: Draft, stems: tuple[str, ...]) -> list[Source]:
    return [draft.source(f"{draft.folder.name}/{stem}.toml") for stem in stems]


def _with_all_files(draft: Draft, form: Form) -> Form:
    """Where edition.toml could not be read its files are found by their names, so that their mistakes are told too."""
    if form.sections or form.rules or draft.sources[f"{draft.folder.name}/{EDITION_FILE}"].complete:
        return form
    stems = [name.removesuffix(".toml") for name in _present(draft) if name not in (EDITION_FILE, "auxiliary.toml")]
    rules = tuple(stem for stem in stems if stem.startswith("rules"))
    return evolve(form, sections=tuple(stem for stem in stems if stem not in rules), rules=rules, auxiliary="auxiliary")


def _present(draft: Draft) -> list[str]:
    try:
        return sorted(path.name for path in draft.folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []


def _say_unlisted_files(draft: Draft, form: Form) -> None:
    """A section that edition.toml forgets would silently be no part of the form."""
    listed = {*form.sections, *form.rules, form.auxiliary}
    top = draft.sources[f"{draft.folder.name}/{EDITION_FILE}"]
    for name in _present(draft):
        if name != EDITION_FILE and name.removesuffix(".toml") not in listed:
            what = f"the file {name[:80]!r} is in none of 'sections', 'rules', 'auxiliary'"
            top.report(Mistake(UNUSED, top.name, ("sections",), what))
            top.complete = False  # the lines that it holds may be spoken of


def _vocabulary(tables: dict[str, Table]) -> vocabulary.Vocabulary:
    missing, yes, no = vocabulary.missing(tables["missing"])
    return vocabulary.Vocabulary(
        units=vocabulary.units(tables["units"]),
        instruments=vocabulary.instruments(tables["instruments"]),
        missing=missing,
        yes=yes,
        no=no,
        statuses=vocabulary.statuses(tables["statuses"]),
        aggregations=vocabulary.aggregations(tables["aggregation"]),
        finding_kinds=vocabulary.finding_kinds(tables["findings"]),
        phrases=vocabulary.phrases(tables["phrases"]),
    )


def _edition(
    form: Form, shared: vocabulary.Vocabulary, lines: LineReader, extra: LineReader, rules: RuleReader
) -> Edition:
    return Edition(
        id=form.id,
        title=form.title,
        languages=form.languages,
        in_force_from=form.in_force_from,
        in_force_to=form.in_force_to,
        calendar=form.calendar,
        level=form.level,
        zero_denominator=form.zero_denominator,
        columns=form.columns,
        title_words=form.title_words,
        letterhead=form.letterhead,
        signatories=form.signatories,
        units=shared.units,
        instruments=shared.instruments,
        missing=shared.missing,
        yes=shared.yes,
        no=shared.no,
        statuses=shared.statuses,
        aggregations=shared.aggregations,
        finding_kinds=shared.finding_kinds,
        phrases=shared.phrases,
        indicators=lines.indicators,
        auxiliaries=extra.indicators,
        rules=rules.rules,
    )
