"""What the build adds to the package: the shipped editions and texts, read and checked once for all (`cchc.shipped`).

An editable install keeps them in the checkout itself, where they are good until the catalogue or the code is changed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path(__file__).resolve().parent / "src"


class MadeOfTheCatalogue(BuildHookInterface[Any]):
    """Makes `cchc/made`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(SOURCES))
        from cchc.making import make

        if version == "editable":
            make(SOURCES / "cchc" / "made", is_checkout=True)
            return
        self._folder = tempfile.TemporaryDirectory()
        for file in make(Path(self._folder.name), is_checkout=False):
            build_data["force_include"][str(file)] = f"cchc/made/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()
