"""A browser, and the built site behind a server of its own; run by `make browser-test`, which names the site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cchc.docs_builder.engine import SNAPSHOT

ROOT = Path(__file__).resolve().parents[2]

# Without a built site and a browser there is nothing to test here.
if "CCHC_SITE" not in os.environ:
    collect_ignore_glob = ["test_*.py"]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # workers included, nothing else can be reached
]
AXE = "4.14.1"


class Server(SimpleHTTPRequestHandler):
    """Serves the site, and says nothing on the terminal."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder that `make docs` made."""
    return (ROOT / os.environ["CCHC_SITE"]).resolve()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as address:
        yield address


@pytest.fixture
def spoilt(site: Path, tmp_path: Path) -> Iterator[str]:
    """Where a site is served whose snapshot no browser can take up."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("indicators", "codes", "data"))
    (copy / "engine" / SNAPSHOT).write_bytes(b"no snapshot")
    with served(copy) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Any, address: str) -> Iterator[Any]:
    """A reader's browser that has never seen the site; asks no other host, and has nothing to complain of."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    troubles: list[str] = []
    foreign: list[str] = []
    context.on(
        "request",
        lambda request: None if request.url.startswith((address, "blob:", "data:")) else foreign.append(request.url),
    )
    context.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.troubles = troubles
    yield context
    context.close()
    assert not foreign
    assert not troubles


@pytest.fixture
def page(context: Any) -> Any:
    return context.new_page()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility checker, from the npm registry, kept in build/."""
    cache = ROOT / "build" / "docs"
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / f"axe-core-{AXE}.tgz"
    if not archive.exists():
        subprocess.run(
            ["npm", "pack", "--silent", f"axe-core@{AXE}", "--pack-destination", str(cache)],
            check=True,
            stdout=sys.stderr,
        )
    with tarfile.open(archive) as packed:
        file = packed.extractfile("package/axe.min.js")
        assert file is not None
        return file.read().decode()
