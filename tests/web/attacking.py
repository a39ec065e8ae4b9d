"""What the attacks on the workplace share: what an id must not be, and the addresses to try it on.

The addresses are those of ``routes()``: one that is added is attacked too.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import quote

from starlette.routing import Route
from starlette.testclient import TestClient

from pipeline.web.app import routes

SCRIPT = "<script>alert(1)</script>"
WILD = (
    "..", ".", "../../../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\Windows\\win.ini", "//x.example", "a\x00b",
    "a\r\nset-cookie: x=1", "%2e%2e%2f", "%252e%252e%252f", "..;/", "*", "?", "#", "boek/../x", "boek/", " ",
    "\uff0e\uff0e\uff0f", "\u202eboek", "\U0001f600", "-1", "0", "1.5", "\u0663", "9" * 3000, "null", "{{7*7}}",
    "' or 1=1 --", "x" * 3000, "\u6f22" * 300, "functieboek.toml", ".functieboek", "werkplek.db",
)  # fmt: skip
"""What an id must not be; each is sent percent-encoded whole."""
RAW = (
    "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cx", "%252e%252e%252f", "%c0%ae%c0%ae%c0%af", "%00",
    "x%00.png", "%ff%fe", "%u002e", "%", "%zz", "%0d%0aset-cookie:x=1", "....//",
)  # fmt: skip
"""The same as bytes on the line: encodings that are wrong, double or longer than needed."""


def routes_with_ids() -> list[tuple[str, str]]:
    """Every method and address with an id in it."""
    found = [(method, route.path) for route in routes() if isinstance(route, Route) for method in route.methods or ()]
    return [(method, path) for method, path in found if "{" in path and method != "HEAD"]


def filled(path: str, known: dict[str, str], place: int, value: str) -> str:
    """The address with known ids, and a value in place of one of them."""
    numbers = iter(range(100))

    def fill(match: re.Match[str]) -> str:
        return value if next(numbers) == place else quote(known.get(match[1], "x"), safe="")

    return re.sub(r"\{(\w+)(?::\w+)?\}", fill, path)


def encoded(wild: str) -> str:
    return quote(wild, safe="").replace(".", "%2E").replace("~", "%7E")  # else the client itself resolves the dots


def everything(root: Path) -> dict[str, bytes]:
    """Every file of a workspace, but what SQLite keeps beside its database."""
    files = (path for path in root.rglob("*") if path.is_file() and "werkplek.db" not in path.name)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


KNOWN = {
    "boek": "oud", "functie": "adviseur-i", "blad": "1", "plek": "1", "oud": "oud", "nieuw": "nieuw", "kant": "oud",
    "soort": "docx", "nummer": "2",
}  # fmt: skip


def ready(client: TestClient) -> str:
    """Wait for the comparison, so that an address with its two editions answers itself; the key of a change."""
    answer = client.get("/verschillen/oud/nieuw")
    end = time.monotonic() + 60
    while "data-taak" in answer.text:
        assert time.monotonic() < end
        time.sleep(0.02)
        answer = client.get(str(answer.url))
    return re.findall(r'<article class="vlak" id="([^"]+)"', answer.text)[0]
