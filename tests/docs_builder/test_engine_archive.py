"""The archive of the checker's engine: what is packed here is what the page's script takes out of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cchc.docs_builder.engine import _pack
from cchc.docs_builder.snapshot import STARTING

SCRIPT = """
import { readFile } from "node:fs/promises";
const { filesOf } = await import(process.argv[1]);
const files = await filesOf(new Blob([await readFile(process.argv[2])]).stream());
console.log(JSON.stringify(files.map(([name, content]) => [name, [...content]])));
"""
FILES = {
    "/library/cchc/a.toml": "Số lượng\n".encode(),
    "/library/b/empty.py": b"",
    "/catalogue/ế.toml": bytes(range(256)),
}


def test_the_same_files_make_the_same_archive(tmp_path: Path) -> None:
    _pack(tmp_path / "one", FILES)
    _pack(tmp_path / "two", dict(reversed(FILES.items())))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed; the browser tests open the archive")
def test_the_script_finds_each_file_whole(tmp_path: Path) -> None:
    _pack(tmp_path / "archive", FILES)
    command = ("node", "--input-type=module", "-e", SCRIPT, STARTING.as_uri(), tmp_path / "archive")
    told = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    assert {name: bytes(content) for name, content in json.loads(told)} == FILES
