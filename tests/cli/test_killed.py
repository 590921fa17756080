"""Whatever is killed while it writes: each old file is whole, and what is left beside it is named as ours."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.cli.test_outputs import OLD, WRITES, filled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
deep = pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "deep", reason="make deep: it takes minutes")

FOLDERS: dict[str, tuple[str, ...]] = {
    "sample": ("sample", "OUT", "--offices", "2", "--months", "1", "--force"),
    "letter": ("letter", "IN", "-o", "OUT", "--to", "text"),
}
"""Commands that fill a folder."""
MOMENTS = ("fsync", "link", "replace")
"""Before a file is on the disk, before it has a name there, and before it takes its place."""
SCRIPT = """
import os, signal, sys
from pathlib import Path
from cchc import cli, disk
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
moment = sys.argv.pop(1)
owners = {"fsync": os, "link": os, "replace": Path, "_exchanged": disk, "rmtree": __import__("shutil")}
if moment: setattr(owners[moment], moment, die)
cli.main()
"""


def started(root: Path, arguments: list[str], moment: str = "") -> subprocess.Popen[bytes]:
    """A command in a process of its own, which dies at a moment."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "en"}
    environment |= {"MPLCONFIGDIR": str(root / ".pytest_cache")}
    command = [sys.executable, "-c", SCRIPT, moment, *arguments]
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def litter(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """What was not there, and has no name of ours."""
    ours = re.compile(r"(.*/)?\.cchc-[0-9a-f]{16}\.tmp|(.*/)?\.[^/]+\.[0-9a-f]{8}\.tmp/.*")
    return [name for name in after if name not in before and not ours.fullmatch(name)]


@pytest.fixture
def report(tmp_path: Path, real_report: Path) -> Path:
    """A copy of the report in a folder of its own."""
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(real_report, tmp_path / "in" / "báo cáo.txt"))


@pytest.mark.parametrize("moment", [pytest.param(each, marks=() if each == "replace" else deep) for each in MOMENTS])
@pytest.mark.parametrize("verb", WRITES)
def test_the_old_output_is_whole(root: Path, tmp_path: Path, report: Path, verb: str, moment: str) -> None:
    """Killed at the worst moments a command has changed nothing."""
    arguments, output = filled(verb, report, tmp_path / "out")
    output.write_bytes(OLD)
    before = contents(tmp_path)
    assert started(root, arguments, moment).wait() == -signal.SIGKILL
    after = contents(tmp_path)
    assert {name: after.get(name) for name in before} == before
    assert not litter(before, after)


@pytest.mark.parametrize("moment", [pytest.param(each, marks=() if each == "replace" else deep) for each in MOMENTS])
@pytest.mark.parametrize("verb", FOLDERS)
def test_the_files_of_a_folder_are_whole(root: Path, tmp_path: Path, report: Path, verb: str, moment: str) -> None:
    """A folder that was filled before has each of its files as it was."""
    folder = tmp_path / "out"
    arguments = [part.replace("IN", str(report.parent)).replace("OUT", str(folder)) for part in FOLDERS[verb]]
    assert started(root, arguments).wait() in (0, 1)
    before = contents(folder)
    assert before
    assert started(root, arguments, moment).wait() == -signal.SIGKILL
    after = contents(folder)
    assert {name: after.get(name) for name in before} == before
    assert not litter(before, after)


def test_a_draft_is_made_again(root: Path, tmp_path: Path, report: Path) -> None:
    """A catalogue that was half drafted stands in nobody's way."""
    folder = tmp_path / "bieu"
    arguments = ["catalogue", "new", str(report), "-o", str(folder)]
    assert started(root, arguments, "replace").wait() == -signal.SIGKILL
    assert not litter({}, contents(folder))
    assert started(root, arguments).wait() == 0
    assert "edition.toml" in contents(folder)


@deep
@pytest.mark.parametrize("moment", ["_exchanged", "rmtree"])
def test_a_site_is_one_or_the_other(root: Path, tmp_path: Path, moment: str) -> None:
    """Of a site that is built anew the old one or the new one stands, with all of its pages."""
    folder = tmp_path / "site"
    catalogue = "tests/small/nho-2024"
    arguments = ["catalogue", "docs", catalogue, "-o", str(folder), "--without-checker"]
    assert started(root, arguments).wait() == 0
    before = contents(folder)
    assert started(root, arguments, moment).wait() == -signal.SIGKILL
    assert contents(folder).keys() == before.keys()
    assert not litter({}, {name: b"" for name in contents(tmp_path) if not name.startswith("site/")})


@deep
@pytest.mark.parametrize("verb", WRITES)
def test_at_any_moment_it_is_one_or_the_other(root: Path, tmp_path: Path, report: Path, verb: str) -> None:
    """Killed by somebody else, whenever: the old file or the new one, whole."""
    arguments, output = filled(verb, report, tmp_path / "out")
    began = time.monotonic()
    assert started(root, arguments).wait() in (0, 1)
    taken, new, chance = time.monotonic() - began, output.read_bytes(), random.Random(verb)
    before = contents(tmp_path)
    for _ in range(12):
        output.write_bytes(OLD)
        running = started(root, arguments)
        time.sleep(chance.uniform(0.3, 1.1) * taken)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert output.read_bytes() in (OLD, new)
    assert not litter(before, contents(tmp_path))
