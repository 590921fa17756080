"""A rule's samples tell it from every rule that is slightly another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import lint_catalogue, load_catalogue
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition
from cchc.load.lint.mutants import mutants

Files = dict[str, str]
Write = Callable[[Files], Path]
MORE = """
[them]
code = "-"
path = "I.4"
label = { vi = "Số nhiệm vụ thêm", en = "Tasks added" }
kind = "count"
unit = "nhiem_vu"
over_time = "last"
over_offices = "sum"
"""


def rule(check: str, good: str, bad: str, id: str = "R9") -> str:
    """A rule of the small catalogue, whose lines are `giao` and `xong`."""
    return (
        f"\n[{id}]\ncheck = '{check}'\nseverity = 'error'\nnature = 'definitional'\n"
        "says = { vi = 'Sai.', en = 'Wrong.' }\nadvice = { vi = 'Sửa.', en = 'Mend.' }\n"
        f"good = {good}\nbad = {bad}\n"
    )


def told(files: Files, write: Write, *rules: str) -> list[Problem]:
    files["nho-2024/rules.toml"] = "".join(rules)
    try:
        lint_catalogue(write(files))
    except CatalogueError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize(
    ("check", "good", "bad", "survivor"),
    [
        ("xong <= giao", "{ xong = 3, giao = 5 }", "{ xong = 5, giao = 3 }", ("xong <= giao", "xong < giao")),
        ("xong <= giao", "[{ xong = 3, giao = 5 }, { xong = 5, giao = 5 }]", "{ xong = 5, giao = 3 }", None),
        ("xong < giao", "{ xong = 3, giao = 5 }", "{ xong = 5, giao = 3 }", ("xong < giao", "xong <= giao")),
        ("xong < giao", "{ xong = 3, giao = 5 }", "{ xong = 5, giao = 5 }", None),
        ("xong == giao", "{ xong = 5, giao = 5 }", "{ xong = 5, giao = 3 }", ("xong == giao", "xong <= giao")),
        ("xong == giao", "{ xong = 5, giao = 5 }", "[{ xong = 5, giao = 3 }, { xong = 3, giao = 5 }]", None),
        ("xong != giao", "{ xong = 5, giao = 3 }", "{ xong = 5, giao = 5 }", ("xong != giao", "xong > giao")),
        ("xong > 0 and giao > 0", "{ xong = 1, giao = 1 }", "{ xong = 0, giao = 0 }",
         ("xong > 0 and giao > 0", "giao > 0")),
        ("xong > 0 and giao > 0", "{ xong = 1, giao = 1 }", "[{ xong = 0, giao = 1 }, { xong = 1, giao = 0 }]", None),
        ("implies(giao == 0, xong == 0)", "[{ giao = 0, xong = 0 }, { giao = 1, xong = 1 }]",
         "{ giao = 0, xong = 1 }", None),
    ],
)  # fmt: skip
def test_a_boundary_that_no_sample_guards_is_told_with_what_would_pass(
    files: Files, write: Write, check: str, good: str, bad: str, survivor: tuple[str, str] | None
) -> None:
    problems = told(files, write, rule(check, good, bad))
    expected = [] if survivor is None else [f"no sample tells {survivor[0]!r} from {survivor[1]!r}"]
    assert [problem.what for problem in problems if problem.code != "CCHC-L010"] == expected
    assert {problem.code for problem in problems} <= {"CCHC-L015", "CCHC-L010"}


def test_a_line_that_no_sample_needs_is_told(files: Files, write: Write) -> None:
    """A question asked of several lines: where leaving one out changes nothing, nobody would notice a wrong one."""
    check, good = "same_total(giao, xong, them)", '{ giao = 5, xong = { quantity = 5, explanation = "5/5" } }'
    files["nho-2024/lines.toml"] += MORE
    bad = '{ giao = 5, xong = { quantity = 5, explanation = "5/6" } }'
    (problem,) = told(files, write, rule(check, good, bad))
    assert problem.what == "no sample tells 'same_total(giao, xong, them)' from 'same_total(giao, xong)'"
    more = '{ giao = 5, them = { quantity = 5, explanation = "5/6" } }'
    assert told(files, write, rule(check, good, f"[{bad}, {more}]")) == []


def test_a_sample_among_several_that_comes_out_wrong_is_told_by_its_place(files: Files, write: Write) -> None:
    good = "[{ xong = 5, giao = 5 }, { xong = 6, giao = 5 }]"
    (problem,) = told(files, write, rule("xong <= giao", good, "{ xong = 5, giao = 3 }"))
    assert (problem.code, problem.key) == ("CCHC-L011", "R9.good.1")


def test_a_sample_is_a_report_or_a_list_of_them(files: Files, write: Write) -> None:
    problems = told(files, write, rule("xong <= giao", "[3]", "{ xong = 5, giao = 3 }"))
    assert [(problem.code, problem.key) for problem in problems] == [("CCHC-L003", "R9.good.0")]


BOTH = "[{ xong = 3, giao = 5 }, { xong = 5, giao = 5 }]"


def test_rules_that_repeat_each_other_are_named(files: Files, write: Write) -> None:
    again = rule("xong <= giao", BOTH, "{ xong = 5, giao = 3 }", "R10")
    (problem,) = told(files, write, rule("xong <= giao", BOTH, "{ xong = 5, giao = 3 }"), again)
    assert (problem.code, problem.key, problem.what) == ("CCHC-L005", "R10.check", "says what R9 says already")


@pytest.mark.parametrize("check", ["xong > giao", "giao < xong"])
def test_rules_that_no_report_obeys_together_are_named(files: Files, write: Write, check: str) -> None:
    against = rule(check, "{ xong = 5, giao = 3 }", "{ xong = 5, giao = 5 }", "R10")
    (problem,) = told(files, write, rule("xong <= giao", BOTH, "{ xong = 5, giao = 3 }"), against)
    assert (problem.code, problem.key, problem.what) == ("CCHC-L009", "R10.check", "contradicts R9")


def test_rules_that_leave_one_way_to_obey_both_do_not_contradict(files: Files, write: Write) -> None:
    other = rule("giao <= xong", "[{ xong = 5, giao = 3 }, { xong = 5, giao = 5 }]", "{ xong = 3, giao = 5 }", "R10")
    assert told(files, write, rule("xong <= giao", BOTH, "{ xong = 5, giao = 3 }"), other) == []


SAMPLES: dict[str, tuple[str, str]] = {
    "xong <= giao": (BOTH, "{ xong = 5, giao = 3 }"),
    "giao >= xong": (BOTH, "{ xong = 5, giao = 3 }"),
    "xong < giao": ("{ xong = 3, giao = 5 }", "[{ xong = 5, giao = 3 }, { xong = 5, giao = 5 }]"),
    "xong == giao": ("{ xong = 5, giao = 5 }", "[{ xong = 5, giao = 3 }, { xong = 3, giao = 5 }]"),
    "xong != giao": ("[{ xong = 5, giao = 3 }, { xong = 3, giao = 5 }]", "{ xong = 5, giao = 5 }"),
    "xong <= giao and giao > 0": (
        "[{ xong = 3, giao = 5 }, { xong = 5, giao = 5 }]",
        "[{ xong = 5, giao = 3 }, { xong = 0, giao = 0 }]",
    ),
    "implies(giao > 2, xong <= giao)": (
        "[{ xong = 3, giao = 5 }, { xong = 5, giao = 5 }, { xong = 5, giao = 2 }]",
        "[{ xong = 5, giao = 3 }]",
    ),
}


@pytest.mark.parametrize(
    ("check", "beside", "what"),
    [
        ("giao >= xong", "xong <= giao", "says what R9 says already"),
        ("xong <= giao", "xong < giao", "follows from R9, which is as grave"),
        ("xong <= giao", "xong == giao", "follows from R9, which is as grave"),
        ("xong != giao", "xong < giao", "follows from R9, which is as grave"),
        ("xong <= giao", "xong <= giao and giao > 0", "follows from R9, which is as grave"),
        ("implies(giao > 2, xong <= giao)", "giao >= xong", "follows from R9, which is as grave"),
        ("xong < giao", "xong <= giao", None),
        ("xong == giao", "xong <= giao", None),
        ("xong <= giao and giao > 0", "xong <= giao", None),
    ],
)
def test_a_rule_that_follows_from_another_is_named(
    files: Files, write: Write, check: str, beside: str, what: str | None
) -> None:
    """Whichever comes first; where the other is stronger the rule says something of its own, and the other does not."""
    problems = told(files, write, rule(beside, *SAMPLES[beside]), rule(check, *SAMPLES[check], "R10"))
    found = {problem.key: problem.what for problem in problems if problem.key.endswith(".check")}
    if what is None:
        assert found == {"R9.check": "follows from R10, which is as grave"}
    else:
        assert found == {"R10.check": what}


def test_a_graver_rule_may_ask_for_less(files: Files, write: Write) -> None:
    """Different numbers are a warning; more done than assigned is an error, and so worth saying."""
    equal = rule("xong == giao", *SAMPLES["xong == giao"]).replace("'error'", "'warning'")
    assert told(files, write, equal, rule("xong <= giao", *SAMPLES["xong <= giao"], "R10")) == []


def test_three_rules_that_leave_nothing_together_are_named(files: Files, write: Write) -> None:
    up = rule("giao <= xong", "[{ xong = 5, giao = 3 }, { xong = 5, giao = 5 }]", "{ xong = 3, giao = 5 }", "R10")
    other = rule("xong != giao", *SAMPLES["xong != giao"], "R11")
    problems = told(files, write, rule("xong <= giao", *SAMPLES["xong <= giao"]), up, other)
    assert [(problem.key, problem.what) for problem in problems] == [("R11.check", "contradicts R9")]


def test_every_change_of_every_shipped_rule_is_noticed_by_a_sample() -> None:
    """More than a hundred rules that are slightly others than the ward's: lint accepts none of them in its place."""
    edition = load_catalogue("phuong-2024").edition
    found = [mutant for rule in edition.rules.values() for mutant in mutants(rule, edition)]
    assert len(found) > 120
    assert lint_catalogue("phuong-2024").rules == edition.rules


def test_lint_judges_only_the_rule_of_a_sample(files: Files, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """So its time grows with the rules, not with their square."""
    from cchc.judge.computation import Computation

    judged: list[str] = []
    truth = Computation.truth
    monkeypatch.setattr(Computation, "truth", lambda self, tree: judged.append(str(tree)) or truth(self, tree))
    rules = [rule(f"xong <= giao + {n}",
                  f"[{{ xong = {n + 1}, giao = 1 }}]", f"{{ xong = {n + 2}, giao = 1 }}", f"R{n}")
             for n in range(1, 21)]  # fmt: skip
    assert told(files, write, *rules) == []
    assert len(judged) == 20 * (2 + 3)


def test_loading_does_not_try_samples(files: Files, write: Write) -> None:
    """What only `cchc catalogue lint` tells does not slow down a report."""
    files["nho-2024/rules.toml"] = rule("xong <= giao", "{ xong = 3, giao = 5 }", "{ xong = 5, giao = 3 }")
    load_edition(write(files))


FAMILY = """
[family.at_most]
check = "part <= whole"
severity = "error"
nature = "definitional"
says = { vi = "Sai.", en = "Wrong." }
advice = { vi = "Sửa.", en = "Mend." }
good = [{ part = 3, whole = 5 }, { part = 5, whole = 5 }]
bad = { part = 5, whole = 3 }
"""


@pytest.mark.parametrize(
    ("bound", "samples", "survivor"),
    [
        ('part = "xong"\nwhole = "giao"', "", "'part = xong' from 'part = them'"),
        ('part = "xong"\nwhole = "giao"', "bad = { xong = 5, giao = 3 }", None),
        ('over = [{ part = "xong", whole = "giao" }, { part = "them", whole = "giao" }]',
         "bad = { xong = 5, giao = 3 }", "'part = them' from 'part = xong'"),
        ('over = [{ part = "xong", whole = "giao" }, { part = "them", whole = "giao" }]',
         "bad = [{ xong = 5, giao = 3 }, { them = 5, giao = 3 }]", None),
    ],
)  # fmt: skip
def test_each_line_that_a_rule_of_a_family_binds_is_told_from_another(
    files: Files, write: Write, bound: str, samples: str, survivor: str | None
) -> None:
    """Samples in the family's own names follow whatever is bound: one in the ids of the lines does not."""
    files["nho-2024/lines.toml"] += MORE
    files["nho-2024/rules.toml"] = f'{FAMILY}\n[R9]\nfamily = "at_most"\n{bound}\n{samples}\n'
    try:
        lint_catalogue(write(files))
        problems: list[Problem] = []
    except CatalogueError as error:
        problems = list(error.problems)
    assert [problem.what for problem in problems] == ([] if survivor is None else [f"no sample tells {survivor}"])
    assert {problem.code for problem in problems} <= {"CCHC-L015"}


def test_another_line_in_a_shipped_rule_of_a_family_is_noticed(tmp_path: Path, root: Path) -> None:
    """With nothing but the catalogue at hand: no snapshot is asked."""
    shutil.copytree(root / "catalogue", tmp_path / "catalogue")
    rules = tmp_path / "catalogue" / "phuong-2024" / "rules-parts.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace('whole     = "kh_cchc_nhiem_vu_giao"', 'whole     = "nhiem_vu_cap_tren_giao"', 1),
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as caught:
        lint_catalogue(tmp_path / "catalogue" / "phuong-2024")
    assert any(problem.key == "R8.bad" for problem in caught.value.problems)


def test_each_part_of_a_sum_matters(files: Files, write: Write) -> None:
    files["nho-2024/lines.toml"] += MORE
    good = "[{ xong = 3, them = 0, giao = 5 }, { xong = 5, them = 0, giao = 5 }]"
    (problem,) = told(files, write, rule("xong + them <= giao", good, "{ xong = 6, them = 0, giao = 5 }"))
    assert problem.what == "no sample tells 'xong + them' from 'xong'"
