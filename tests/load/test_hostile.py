"""Whatever lies in a catalogue's folder, loading gives an edition or a list of problems, never another exception."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.errors import CatalogueError
from cchc.load import editions, find_catalogue, load_edition
from cchc.load.problems import LIMIT

Files = dict[str, str]
Write = Callable[[Files], Path]


def problems_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as raised:
        load_edition(folder)
    return tuple(str(problem) for problem in raised.value.problems)


BYTES = {
    "not UTF-8": "[nhiệm_vụ]".encode("utf-16"),
    "binary": bytes(range(256)),
    "a thousand open lists": b"a = " + b"[" * 10_000,
    "a thousand tables in one another": b"[" + b"a." * 5_000 + b"a]",
    "a number of many digits": b"a = " + b"9" * 10_000,
    "an impossible date": b"a = 2024-13-45",
    "a lone surrogate": b'a = "\\ud800"',
    "a null character": b"a = \x00",
    "text that never ends": b'a = """',
    "larger than a catalogue can be": b"#" * 3_000_000,
    "one line of brackets": b"[" * 100_000,
    "an exponent beyond all bounds": b"[giao]\nkind = 1e999999999999999999",
    "infinity": b"[giao]\nkind = inf",
}


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("file", ["units.toml", "nho-2024/edition.toml", "nho-2024/lines.toml", "nho-2024/rules.toml"])
def test_a_file_of_anything_is_a_problem_with_its_name(files: Files, write: Write, file: str, name: str) -> None:
    folder = write(files)
    (folder.parent / file).write_bytes(BYTES[name])
    assert any(problem.startswith(file) for problem in problems_of(folder))


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(files: Files, write: Write) -> None:
    folder = write(files)
    for path in folder.parent.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_edition(folder).indicators["giao"].line == 7


@pytest.mark.parametrize("file", ["nho-2024/lines.toml", "nho-2024/rules.toml"])
def test_a_missing_file_and_a_folder_in_its_place_are_problems(files: Files, write: Write, file: str) -> None:
    folder = write(files)
    path = folder.parent / file
    path.unlink()
    assert f"{file}: the file is missing" in problems_of(folder)
    path.mkdir()
    assert f"{file}: this is no file" in problems_of(folder)


def test_a_missing_file_of_units_is_told_where_a_unit_is_named(files: Files, write: Write) -> None:
    """Each unit that nobody defines once, at its first line."""
    folder = write(files)
    (folder.parent / "units.toml").unlink()
    told = [problem for problem in problems_of(folder) if "unit" in problem]
    assert len(told) == len(set(told)) == 1
    assert "there is no unit 'nhiem_vu' (define it: [units.nhiem_vu])" in told[0]


@pytest.mark.parametrize("file", ["texts.toml", "nho-2024/texts.toml"])
def test_a_file_that_a_catalogue_may_do_without_is_still_a_file(files: Files, write: Write, file: str) -> None:
    """Its absence is no mistake; a folder, or a link to nothing, in its place is."""
    folder = write({**files, "nho-2024/edition.toml": files["nho-2024/edition.toml"] + "[broken]\n"})
    path = folder.parent / file
    path.unlink(missing_ok=True)
    assert f"{file}: " not in "\n".join(problems_of(folder))
    path.mkdir()
    assert f"{file}: this is no file" in problems_of(folder)
    path.rmdir()
    path.symlink_to(folder.parent / "nowhere.toml")
    assert f"{file}: the file is missing" in problems_of(folder)


def test_a_link_out_of_the_folder_is_not_followed(
    files: Files, write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(files)
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.toml"
    secret.write_text("password = 1", encoding="utf-8")
    for target in (secret, folder / "lines.toml"):
        path = folder / "lines.toml"
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        found = problems_of(folder)
        assert any("out of the catalogue" in problem or "cannot be read" in problem for problem in found)
        assert not any("password" in problem for problem in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(files: Files, write: Write) -> None:
    folder = write(files)
    (folder / "lines.toml").unlink()
    os.mkfifo(folder / "lines.toml")
    assert any("no file" in problem for problem in problems_of(folder))


@pytest.mark.parametrize("stem", ["../units", "/etc/passwd", "a/b", "lines.toml", "..", "", "a\\u0000"])
def test_a_section_names_a_file_of_its_own_folder(files: Files, write: Write, stem: str) -> None:
    files["nho-2024/edition.toml"] = files["nho-2024/edition.toml"].replace('["lines"]', f'["lines", "{stem}"]')
    assert any("is no file name" in problem for problem in problems_of(write(files)))


def test_hostile_formulas_are_problems(files: Files, write: Write) -> None:
    texts = ["__import__('os')", "(" * 500 + "giao", "giao ** giao ** giao", "(x := giao)", "f'{giao}'", "9" * 5000]
    for text in texts:
        rules = files["nho-2024/rules.toml"].replace("it >= 0", text)
        assert any("R1.check" in problem for problem in problems_of(write({**files, "nho-2024/rules.toml": rules})))


def test_a_tower_of_formulas_is_a_problem_and_no_endless_descent(files: Files, write: Write) -> None:
    line = '[t{0}]\nlabel = {{ vi = "a", en = "a" }}\nkind = "count"\nunit = "nhiem_vu"\nformula = "t{1} + 1"\n'
    line += 'example = {{ t{1} = 1, gives = "2" }}\nover_time = "last"\nover_units = "sum"\n'
    files["nho-2024/auxiliary.toml"] += "".join(line.format(n, n + 1) for n in range(3000))
    files["nho-2024/auxiliary.toml"] += line.format(3000, 2999).replace("t2999", "giao")
    assert any("build on one another" in problem for problem in problems_of(write(files)))


def test_a_rule_that_stands_for_countless_cases_is_a_problem(files: Files, write: Write) -> None:
    line = '[t{0}]\ncode = "-"\npath = "I.{1}"\nlabel = {{ vi = "a", en = "a" }}\nkind = "count"\nunit = "nhiem_vu"\n'
    line += 'over_time = "last"\nover_units = "sum"\n'
    files["nho-2024/lines.toml"] += "".join(line.format(n, n + 4) for n in range(2000))
    files["nho-2024/rules.toml"] = (
        files["nho-2024/rules.toml"].replace("each =", "pairs =").replace("it >= 0", "first >= second")
    )
    assert any("more than 5000 cases" in problem for problem in problems_of(write(files)))


def test_no_more_problems_are_told_than_anyone_can_read(files: Files, write: Write) -> None:
    files["units.toml"] += "\n".join(f"[u{number}]\nlabl = 1" for number in range(20_000))
    assert len(problems_of(write(files))) == LIMIT + 1


@pytest.mark.parametrize(
    "given", ["", "phuong-1954", "/no/such/folder", "\0", "a" * 10_000, "../..", "nho-2024/edition.toml"]
)
def test_an_edition_that_is_nowhere_is_a_problem(given: str) -> None:
    with pytest.raises(CatalogueError):
        find_catalogue(given)


def test_an_edition_is_found_by_id_by_folder_by_its_file_and_by_the_folder_around_it(
    files: Files, write: Write
) -> None:
    folder = write(files)
    assert (
        find_catalogue(folder)
        == find_catalogue(folder / "edition.toml")
        == find_catalogue(folder.parent)
        == folder.resolve()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert find_catalogue(".") == folder.resolve()
    for id in editions():
        assert find_catalogue(id).name == id
    assert find_catalogue(None).name == "phuong-2024", "the newest that is official"
