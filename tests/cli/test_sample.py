"""`cchc sample`: a folder of made-up reports that look like real ones, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cchc.batch.samples.forms import SLIPS, ClerkSlip, filed_forms
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Severity
from cchc.errors import MissingExtraError
from cchc.evaluation import Evaluation
from cchc.reading.cells import sample_report


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue("phuong-2024")


@pytest.fixture(scope="module")
def honest(catalogue: Catalogue) -> list[Evaluation]:
    return judged(catalogue, {}, 4)


def judged(catalogue: Catalogue, slips: dict[ClerkSlip, float], offices: int) -> list[Evaluation]:
    """The forms of clerks with these slips, each judged after its office's last one."""
    made: list[Evaluation] = []
    before = None
    for form in filed_forms(catalogue, offices, 2, slips=slips):
        about = {"office": form.office, "superior": form.superior, "period": form.period}
        report = sample_report({**form.lines}, catalogue.edition, **about)
        made.append(catalogue.evaluate(report, before if before and before.office == form.office else None))
        before = report
    return made


def test_honest_clerks_draw_no_error(catalogue: Catalogue) -> None:
    """Without slips no report has an error, and hardly any a warning but for answers beside their column."""
    made = judged(catalogue, {}, 6)
    found = Counter(finding.code for each in made for finding in each.findings if finding.severity is not Severity.INFO)
    assert sum(each.summary.errors for each in made) == 0
    found.pop("CCHC-C001", None)
    assert found.total() <= len(made)


@pytest.mark.parametrize("edition", ["phuong-2024", "phuong-2025-07"])
def test_honest_clerks_fill_in_what_is_asked(edition: str) -> None:
    """Totals, too, and no line that the form does not ask any more."""
    codes = {finding.code for each in judged(load_catalogue(edition), {}, 2) for finding in each.findings}
    assert not codes & {"CCHC-C012", "CCHC-F031"}


@pytest.mark.parametrize("slip", [slip for slip in ClerkSlip if slip is not ClerkSlip.BLANK])
def test_every_slip_is_found(catalogue: Catalogue, honest: list[Evaluation], slip: ClerkSlip) -> None:
    """A slip that happens in every report draws findings that honest reports do not have."""
    slipped = judged(catalogue, {slip: 1.0}, 4)
    more = [
        {(finding.code, finding.indicators) for finding in after.findings}
        - {(finding.code, finding.indicators) for finding in before.findings}
        for before, after in zip(honest, slipped, strict=True)
    ]
    assert sum(map(bool, more)) >= len(more) // 2, more
    assert slip in SLIPS


def test_the_same_seed_gives_the_same_files(cchc: Callable, tmp_path: Path) -> None:
    """Byte for byte, of several kinds, a folder a month; another seed gives others."""
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        done = cchc("sample", tmp_path / name, "--offices", 12, "--months", 2, "--seed", seed, "--lang", "en")
        assert (done.code, done.err) == (0, "")
    files = {
        name: {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "abc"
    }
    assert files["a"] == files["b"] != files["c"]
    assert len({path.suffix for path in files["a"]}) >= 3
    assert {path.parent.name for path in files["a"]} == {"2023-01", "2023-02"}
    told = cchc("check", tmp_path / "a", "--lang", "en")
    assert told.code == 2
    assert "1 filed several times for one period" in told.out and "1 unreadable" in told.out


def test_a_folder_with_files_is_left_alone(cchc: Callable, tmp_path: Path, root: Path) -> None:
    """Nothing is written among files that are there, unless that is meant; nor for a form of tables without example."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    done = cchc("sample", tmp_path, "--lang", "en")
    assert (done.code, "there are files in this folder" in done.err) == (2, True)
    bare = tmp_path / "bare"
    bare.mkdir()
    text = (root / "examples/ho-tich-11a/edition.toml").read_text(encoding="utf-8")
    assert (bare / "edition.toml").write_text(text.replace('example     = "right.tsv"', ""), encoding="utf-8") < len(
        text
    )
    tables = cchc("sample", tmp_path / "b", "--edition", bare, "--lang", "en")
    assert (tables.code, "which has none" in tables.err) == (2, True), tables.err


CLINICS = """
title.en = "Quarterly return of clinics"
languages = ["en"]
in_force = { from = 2025-01-01 }
calendar = { closing_day = 0, periods = ["quarter"] }
units.kes.label.en = "KES"

[parameters.pass_mark]
label.en = "Pass mark"
unit = "diem"
values = [{ from = 2025-01-01, value = 7, source = "§ 1" }]

[lines.visited]
code = "1"
label.en = "Date of the visit"
kind = "date"

[lines.visited_before]
code = "2"
label.en = "Date of the visit before"
kind = "date"

[lines.bf]
code = "3"
label.en = "Brought forward"
kind = "number"
unit = "kes"
over_time = "first"

[lines.received]
code = "4"
label.en = "Received"
kind = "number"
unit = "kes"
over_time = "flow"

[lines.spent]
code = "5"
label.en = "Spent"
kind = "number"
unit = "kes"
decimals = 1
over_time = "flow"

[lines.cf]
code = "6"
label.en = "Carried forward"
kind = "number"
unit = "kes"
formula = "bf + received - spent"
example = { bf = 1, received = 2, spent = 1, gives = "2.00" }

[lines.mark]
code = "7"
label.en = "Mark"
kind = "score"
decimals = 0

[lines.passed]
code = "8"
label.en = "Passed"
kind = "yes-no"

[lines.share]
code = "9"
label.en = "Share of staff trained"
kind = "rate"
decimals = 1

[rules.R1]
check = "bf == previous(cf)"

[rules.R2]
check = "spent <= received"

[rules.R3]
check = "visited_before < visited and visited > period_end()"

[rules.R4]
check = "passed == (mark >= pass_mark)"
"""


def test_reports_are_as_the_form_is(tmp_path: Path) -> None:
    """Of a form for quarters with money, marks and dates: its periods, its units, and no mistake but those planted."""
    folder = tmp_path / "clinics"
    folder.mkdir()
    (folder / "edition.toml").write_text(CLINICS, encoding="utf-8")
    clinics = load_catalogue(folder)
    forms = list(filed_forms(clinics, 6, 3, slips={}))
    assert [str(form.period.kind) for form in forms] == ["quarter"] * 18
    written = [{id: next(iter(cells.values())) for id, cells in form.lines.items()} for form in forms]
    assert {lines["mark"] for lines in written} <= set(map(str, range(5, 11)))
    assert all(70 <= float(lines["share"].rstrip(" %")) <= 100 for lines in written)
    assert not any("%" in lines[id] for lines in written for id in ("received", "cf", "mark"))
    found = [finding for each in judged(clinics, {}, 6) for finding in each.findings]
    assert [finding.code for finding in found if finding.severity is Severity.ERROR] == []
    assert "CCHC-S011" not in {finding.code for finding in found}


def test_names_of_files_are_in_the_forms_language(cchc: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "clinics"
    folder.mkdir()
    (folder / "edition.toml").write_text(CLINICS, encoding="utf-8")
    done = cchc("sample", tmp_path / "out", "--edition", folder, "--offices", 12, "--months", 2, "--lang", "vi")
    assert done.code == 0
    assert {path.parent.name for path in (tmp_path / "out").rglob("*.*")} == {"2025-Q1", "2025-Q2"}
    assert sum("-corrected." in path.name for path in (tmp_path / "out").rglob("*.*")) == 1
    (book, *_) = (tmp_path / "out" / "2025-Q1").glob("*.xlsx")
    assert openpyxl.load_workbook(book).sheetnames == ["Form"]


def test_what_it_needs_is_told_where_it_is_told_of(
    root: Path, cchc: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra its refusal speaks of made-up reports; both READMEs and the table of extras name it."""
    from cchc.batch import frame

    def lacking() -> None:
        raise MissingExtraError("cchc.batch", "batch")

    for name in ("README.md", "README.vi.md"):
        rows = [line for line in (root / name).read_text(encoding="utf-8").splitlines() if "`cchc sample" in line]
        assert ["`batch`" in row for row in rows] == [True], name
    extras = (root / "docs" / "extras.md").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("| `batch`") and "`cchc sample`" in line for line in extras)
    monkeypatch.setattr(frame, "require", lacking)
    monkeypatch.setattr("cchc.batch.samples.sample.require", lacking)
    for language, said in (("vi", "lập báo cáo giả định"), ("en", "making some up")):
        done = cchc("sample", tmp_path / "s", "--lang", language)
        assert (done.code, said in done.err, "cchc[batch]" in done.err) == (2, True, True)
