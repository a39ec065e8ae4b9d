"""A real Chromium before a workplace: what its tests need, and what each page is held to."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.web.app import create_app
from tests.web.conftest import TOKEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = os.environ.get("FUNCTIEBOEK_BEELDEN")
"""A folder: then the pictures of the manual are made there."""
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@contextmanager
def served(root: Path) -> Iterator[tuple[str, Any]]:
    """A server of this workspace in a thread: its address and its application; TOKEN lets one browser in."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = create_app(root, port=port, token=TOKEN)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}", app
    server.should_exit = True
    thread.join(10)


def accessible(page: Page) -> None:
    """Nothing that axe finds.  It tells of violations only: what is right would take it as long again to write down."""
    from axe_playwright_python.sync_playwright import Axe

    found: Any = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def held(page: Page, name: str | None = None) -> None:
    """Nothing that axe finds, nothing that the policy refused; a picture for the manual where one is asked."""
    page.wait_for_load_state()  # half a page has content outside its landmarks
    accessible(page)
    if PICTURES and name:
        page.screenshot(path=Path(PICTURES) / f"werkplek-{name}.png")
