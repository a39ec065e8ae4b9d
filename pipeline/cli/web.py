"""``functieboek web``: the workplace in the browser, on this machine only."""

from __future__ import annotations

import importlib.util
import secrets
import socket
import threading
import webbrowser
from pathlib import Path

import click

from pipeline.cli import common
from pipeline.errors import UsageError

_NEEDED = ("starlette", "uvicorn", "python_multipart", "sqlite_utils")
HOST = "127.0.0.1"


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek web
  functieboek web --werkmap personeel --poort 8080
  functieboek web --geen-browser
"""
)
@click.option(
    "--poort", type=click.IntRange(0, 65535), default=0, help="Poort van de server (standaard: een die vrij is)."
)
@click.option("--geen-browser", is_flag=True, help="Open geen browser; gebruik het adres dat getoond wordt.")
@common.werkmap_option
def web(*, poort: int, geen_browser: bool, werkmap: Path | None) -> None:
    """Open de werkplek in de browser.

    De server luistert alleen op deze computer. Het adres bevat een sleutel die één keer werkt; daarna kent de browser
    de werkplek. Stoppen: Ctrl-C.
    """
    require_web()
    import uvicorn

    from pipeline.limits_child import collect_less
    from pipeline.web.app import create_app

    collect_less(50_000)  # a book is tens of thousands of objects and hardly a cycle
    space = common.workspace(werkmap)
    listening = _listen(poort)
    port = int(listening.getsockname()[1])
    token = secrets.token_urlsafe(24)
    app = create_app(space.root, port=port, token=token)
    address = f"http://{HOST}:{port}/?sleutel={token}"
    click.echo(address)
    common.say(f"De werkplek van {space.root} staat klaar. Stoppen: Ctrl-C.")
    if not geen_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    # The address holds the key, so requests are not logged; a fault of ours is told on the page, not as a traceback.
    config = uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[listening])


def require_web() -> None:
    """Ask for the extra [web].

    Raises:
        UsageError: a package of it is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise UsageError(
            "De werkplek in de browser is niet geïnstalleerd.",
            'Installeer haar erbij: pipx install "functieboek[web]"  (of: pip install "functieboek[web]")',
        )


def _listen(port: int) -> socket.socket:
    """Open the port on the loopback address only.

    Raises:
        UsageError: it is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((HOST, port))
        listening.listen(128)  # so that the address works as soon as it is shown
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Poort {port} is al in gebruik of mag niet.", "Kies een andere met --poort, of laat --poort weg."
        ) from error
    return listening
