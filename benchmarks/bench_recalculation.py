"""What a person would do otherwise: a spreadsheet program that opens and saves 100 filled forms.

LibreOffice trusts the results that a file holds, so this is the least that it takes, without judging anything.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from cchc.catalogue import Catalogue, load_catalogue
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.report import Report
from cchc.writers.formats import Filed, format_of
from samples import right_reports

FORMS, ROUNDS = 100, 3


def main() -> None:
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed: nothing to compare with (make office-test installs it)")
        return
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        forms = [_written(catalogue, Path(folder), place) for place in range(FORMS)]
        ours = median(_seconds(lambda: [_judged(catalogue, form) for form in forms]) for _ in range(ROUNDS))
        theirs = median(_seconds(lambda: _recalculated(folder, forms)) for _ in range(ROUNDS))
    print(f"{FORMS} xlsx forms: read, computed, judged {ours:.2f} s; LibreOffice {theirs:.2f} s; × {ours / theirs:.3f}")


def _written(catalogue: Catalogue, folder: Path, place: int) -> Path:
    """A form filled in, its rates live formulas, as `cchc fill` writes it."""
    figures = random.Random(place).choice(right_reports(catalogue, 20))
    values = {id: figure for id, figure in figures.items() if figure is not None}
    path = folder / f"{place:03}.xlsx"
    kind = format_of(path.name)
    assert kind is not None
    evaluation = catalogue.evaluate(Report.from_values(values, period="tháng 5 năm 2024"))
    path.write_bytes(kind.write(Filed(evaluation, "vi", is_checked=True)))
    return path


def _judged(catalogue: Catalogue, form: Path) -> Evaluation:
    evaluation = catalogue.evaluate(read_report(form, catalogue))
    assert evaluation.findings is not None
    return evaluation


def _recalculated(folder: str, forms: list[Path]) -> None:
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", f"{folder}/out", *map(str, forms)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def _seconds(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    main()
