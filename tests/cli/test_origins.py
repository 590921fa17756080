"""An edition on a base is shown resolved: where each line and rule comes from, what changed it, by which instrument."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import load_catalogue

SHIPPED = ("phuong-2024", "phuong-2025-07", "phuong-2026-07")
OWN = """
base     = "phuong-2026-07"
id       = "cua-toi"
in_force = { from = 2027-01-01 }

[add.to_cong_nghe]
after    = "kh_cchc_ban_hanh"
code     = "-"
label.vi = "Số tổ công nghệ số"
label.en = "Digital teams"
kind     = "count"
unit     = "nhiem_vu"
over_time = "last"
because  = { instrument = "nd_224_2026", article = "Điều 7", certainty = "likely" }

[change.R37]
severity = "warning"
because  = { instrument = "nd_224_2026", article = "Điều 14", certainty = "likely" }
"""


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("before", "after"), [SHIPPED[:2], SHIPPED[1:]])
def test_what_changed_reads_as_agreed(cchc: Callable, agreed: Callable, before: str, after: str, language: str) -> None:
    done = cchc("catalogue", "diff", before, after, "--lang", language)
    assert (done.code, done.err) == (1, "")
    agreed(f"diff-{after}.{language}.txt", done.out)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("id", SHIPPED[1:])
def test_an_edition_as_a_whole_reads_as_agreed(cchc: Callable, agreed: Callable, id: str, language: str) -> None:
    done = cchc("catalogue", "show", id, "--lang", language)
    assert done.code == 0
    assert done.out == cchc("explain", id, "--lang", language).out
    agreed(f"edition-{id}.{language}.txt", done.out)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["thu_xin_loi", "R11"])
def test_a_definition_reads_as_agreed(cchc: Callable, agreed: Callable, name: str, language: str) -> None:
    done = cchc("explain", name, "--edition", "phuong-2026-07", "--lang", language)
    agreed(f"origin-{name}.{language}.txt", done.out)


@pytest.mark.parametrize("kind", ["indicators", "rules"])
def test_every_change_is_told_under_what_it_changes(cchc: Callable, kind: str) -> None:
    """As many as there are, each with the edition, the day and the instrument; all else is of the first edition."""
    catalogue = load_catalogue("phuong-2026-07")
    assert tuple(each.id for each in catalogue.bases) == SHIPPED[:2]
    said = [each for each in getattr(catalogue.edition, kind).values() if each.amendment is not None]
    told = cchc("catalogue", "list", kind, "--edition", "phuong-2026-07", "--lang", "vi").out
    assert squeezed(told).startswith("Ghép từ phuong-2024 → phuong-2025-07 → phuong-2026-07")
    steps = [squeezed(each) for each in told.split("↳")[2:]]
    # Samples of a rule that a change replaces are none of what it says.
    assert len({each.id for each in said}) - len(steps) <= (2 if kind == "rules" else 0)
    for step in steps:
        assert step.startswith(("phuong-2025-07 (từ 01/07/2025) sửa", "phuong-2026-07 (từ 01/07/2026) sửa"))
        assert "căn cứ: " in step


def test_an_edition_on_no_base_is_listed_as_ever(cchc: Callable) -> None:
    assert "↳" not in cchc("catalogue", "list", "--edition", "phuong-2024").out


def test_what_an_edition_adds_is_told_with_its_ground(cchc: Callable, tmp_path: Path) -> None:
    folder = tmp_path / "cua-toi"
    folder.mkdir()
    (folder / "edition.toml").write_text(OWN, encoding="utf-8")
    told = squeezed(cchc("catalogue", "list", "--edition", folder, "--lang", "vi").out)
    assert "cua-toi (từ 01/01/2027) đưa vào – căn cứ: 224/2026/NĐ-CP, Điều 7 (suy ra từ văn bản)" in told
    rules = squeezed(cchc("catalogue", "list", "rules", "--edition", folder, "--lang", "en").out)
    assert "cua-toi (from 01/01/2027) changed: severity: warning – ground: 224/2026/NĐ-CP, Article 14" in rules
    shown = squeezed(cchc("catalogue", "show", "cua-toi", "--edition", folder, "--lang", "en").out)
    assert "phuong-2024 → phuong-2025-07 → phuong-2026-07 → cua-toi" in shown
    assert "added I.1.2" in shown
    line = squeezed(cchc("explain", "to_cong_nghe", "--edition", folder, "--lang", "en").out)
    assert "cua-toi (from 01/01/2027) brought it in – ground: 224/2026/NĐ-CP, Article 7" in line
    kept = squeezed(cchc("explain", "R11", "--edition", folder, "--lang", "en").out)
    assert "cua-toi (from 01/01/2027) left it as it was" in kept


def test_changes_for_programs_name_their_grounds(cchc: Callable) -> None:
    """Ids and messages as the catalogue has them, with what is filled in by its name."""
    found = json.loads(cchc("catalogue", "diff", *SHIPPED[:2], "--format", "json", "--lang", "en").out)
    assert (found["schema"], found["before"], found["after"]) == ("cchc.changes/1", *SHIPPED[:2])
    (says,) = (each for each in found["changes"] if (each["id"], each["field"]) == ("R11", "says"))
    assert "{part}" in says["after"]
    assert says["because"][0]["instrument"] == "nq_203_2025"
    assert all(each["because"] for each in found["changes"] if each["of"] in ("indicators", "rules"))
