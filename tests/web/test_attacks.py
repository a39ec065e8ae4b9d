"""The attacks on the workplace: from other pages, through ids, through what is uploaded, and by asking too much.

The addresses are those of ``routes()``: one that is added is attacked too.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import io
import re
import socket
import stat
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import lxml.html
import psutil
import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from pipeline.logboek import Logboek
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.web import guard
from pipeline.web.app import create_app, routes
from pipeline.workspace import Workspace
from tests.brieven.support import employees, table
from tests.conftest import read_book
from tests.layouts.books import load
from tests.layouts.compose import Composer
from tests.layouts.layout import Layout
from tests.layouts.rl import write
from tests.minibook import minibook, write_minibook
from tests.web.conftest import OWN, PORT, SETTINGS, TOKEN, client_of, entered, put_edition
from tests.web.server import Server, followed

SCRIPT = "<script>alert(1)</script>"
EVIL_NAME = '"><script>alert(1)<img src=x onerror=alert(1)>'
"""The stem of a file that somebody put in sources/ by hand; what is uploaded gets a plain name."""
LETTERS = SETTINGS.replace("zienswijze_weken", 'bezwaar_adres = "het college"\nzienswijze_weken')
LETTERS += 'geschillencommissie = "de regionale geschillencommissie"\ngeschil_weken = 6\n'

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


def _routes() -> list[tuple[str, str]]:
    """Every method and address with an id in it."""
    found = [(method, route.path) for route in routes() if isinstance(route, Route) for method in route.methods or ()]
    return [(method, path) for method, path in found if "{" in path and method != "HEAD"]


def _filled(path: str, known: dict[str, str], place: int, value: str) -> str:
    """The address with known ids, and a value in place of one of them."""
    numbers = iter(range(100))

    def fill(match: re.Match[str]) -> str:
        return value if next(numbers) == place else quote(known.get(match[1], "x"), safe="")

    return re.sub(r"\{(\w+)(?::\w+)?\}", fill, path)


def _encoded(wild: str) -> str:
    return quote(wild, safe="").replace(".", "%2E").replace("~", "%7E")  # else the client itself resolves the dots


def _everything(root: Path) -> dict[str, bytes]:
    """Every file of a workspace, but what SQLite keeps beside its database."""
    files = (path for path in root.rglob("*") if path.is_file() and "werkplek.db" not in path.name)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def small(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with two small editions."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    for name, date in (("oud", "1 mei 2024"), ("nieuw", "1 mei 2025")):
        source = write_minibook(tmp_path / f"{name}.md", "Adviseur I", "Adviseur II", date=date)
        text = source.read_text(encoding="utf-8")
        source.write_text(text if name == "oud" else text.replace("adviseert over", "beslist over"), encoding="utf-8")
        put_edition(workspace, name, read_book(source), source)
    return workspace


KNOWN = {
    "boek": "oud", "functie": "adviseur-i", "blad": "1", "plek": "1", "oud": "oud", "nieuw": "nieuw", "kant": "oud",
    "soort": "docx", "nummer": "2",
}  # fmt: skip


def _ready(client: TestClient) -> str:
    """Wait for the comparison, so that an address with its two editions answers itself; the key of a change."""
    answer = client.get("/verschillen/oud/nieuw")
    end = time.monotonic() + 60
    while "data-taak" in answer.text:
        assert time.monotonic() < end
        time.sleep(0.02)
        answer = client.get(str(answer.url))
    return re.findall(r'<article class="vlak" id="([^"]+)"', answer.text)[0]


@pytest.mark.slow
def test_no_id_of_any_address_leads_anywhere(small: Workspace) -> None:
    """Each id of each address, GET and POST, filled with paths, signs, other types and too much: refused, no more."""
    client = entered(small)
    known = {**KNOWN, "sleutel": _ready(client)}
    assert client.get("/boek/oud/functie/adviseur-i").status_code == 200  # the other ids are real
    before = _everything(small.root)
    attacks = [
        (method, _filled(path, known, place, value))
        for method, path in _routes()
        for place in range(path.count("{"))
        for value in (*map(_encoded, WILD), *RAW)
    ]
    assert len(attacks) > 40 * len(_routes())
    asyncio.run(_all_refused(client, attacks))
    assert _everything(small.root) == before


async def _all_refused(client: TestClient, attacks: list[tuple[str, str]]) -> None:
    """Ask thousands of addresses in one loop of events; the client itself starts a loop and a thread for each."""
    transport = httpx.ASGITransport(app=client.app, raise_app_exceptions=False)
    cookies, base = client.cookies, str(client.base_url)
    async with httpx.AsyncClient(transport=transport, base_url=base, cookies=cookies) as browser:
        for method, address in attacks:
            answer = await browser.request(method, address, headers=OWN, follow_redirects=False)
            assert 400 <= answer.status_code < 500, (method, address, answer.status_code)
            assert "set-cookie" not in answer.headers


def test_the_style_folder_gives_nothing_else(small: Workspace) -> None:
    """Nor does any other mount."""
    client = entered(small)
    for mount in (route for route in routes() if isinstance(route, Mount)):
        for value in (*map(_encoded, WILD), *RAW, "../app.py", "%2e%2e/app.py", "..%2fapp.py"):
            answer = client.get(f"{mount.path}/{value}", follow_redirects=False)
            assert 400 <= answer.status_code < 500, value


def test_no_id_in_a_query_or_a_form_leads_anywhere(small: Workspace) -> None:
    """Editions are also named after the question mark and in forms."""
    client = entered(small)
    before = _everything(small.root)
    csv = table(employees()[:1])
    for wild in (one for one in WILD if one.strip()):  # nothing but spaces is no edition at all
        for address in ("/vacatures?boek={}", "/boek/oud/naast-elkaar?a={}&b={}", "/verschillen?oud={}&nieuw={}"):
            answer = client.get(address.replace("{}", _encoded(wild)), follow_redirects=False)
            assert answer.status_code == (200 if "verschillen" in address else 404), (address, wild)
        for field in ("boek", "was"):
            form = {"boek": "oud", "soort": "voornemen", "datum": "2026-04-07", field: wild}
            answer = client.post("/plaatsing", headers=OWN, data=form, files={"medewerkers": ("m.csv", csv)})
            assert 400 <= answer.status_code < 500, (field, wild)
    assert _everything(small.root) == before


def test_every_address_asks_who_and_where_from(small: Workspace) -> None:
    """Each address refuses a stranger and a foreign Host, and each that writes a foreign page."""
    stranger, client = client_of(small), entered(small)
    before = _everything(small.root)
    for route in (one for one in routes() if isinstance(one, Route)):
        address = _filled(route.path, KNOWN, -1, "")
        methods = set(route.methods or ()) - {"HEAD"}
        for method in methods:
            assert stranger.request(method, address, headers=OWN).status_code == 403, address
            foreign = client.request(method, address, headers={**OWN, "host": f"evil.example:{PORT}"})
            assert foreign.status_code == 400, address
        if "POST" in methods:
            for headers in (
                {},
                {"origin": "https://evil.example"},
                {"origin": "null"},
                {"sec-fetch-site": "cross-site"},
            ):
                assert client.post(address, headers=headers).status_code == 403, address
    assert _everything(small.root) == before


def test_a_number_of_thousands_of_digits_is_no_fault_of_the_program(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither as a page nor as a length; no report of a fault is written."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = entered(small)
    assert client.get(f"/boek/oud/bron/{'9' * 5000}").status_code == 414
    for length in ("9" * 5000, "-1", "\u00b2", "1e3", "+5", ""):
        answer = client.post("/edities", headers={**OWN, "content-length": length.encode("latin-1")}, content=b"")
        assert 400 <= answer.status_code < 500, length
    assert not list(tmp_path.glob("functieboek-fout-*"))


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x; charset=rot13",
        "multipart/form-data; boundary=x; charset=utf-7", "multipart/form-data; boundary=" + "x" * 3000,
        "application/x-www-form-urlencoded", "application/json", "text/plain", "",
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(
    small: Workspace, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its type says; and half a character in a text does no harm."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = entered(small)
    key = _ready(client)
    body = b'--x\r\nContent-Disposition: form-data; name="naam"\r\n\r\n+2AA-\r\n--x\r\n'
    body += b'Content-Disposition: form-data; name="oordeel"\r\n\r\nvraag\r\n--x--\r\n'
    for address in ("/edities", "/plaatsing", f"/verschillen/oud/nieuw/{key}"):
        answer = client.post(address, headers={**OWN, "content-type": kind}, content=body, follow_redirects=False)
        assert answer.status_code in (303, 400), (address, answer.status_code)
    assert not list(tmp_path.glob("functieboek-fout-*"))
    assert client.get("/verschillen/oud/nieuw").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["\u6f22" * 200 + ".md", "a\x00b.md", "../../x.md", "..\\..\\x.md", "\u202edm.exe.md", "con.md", " .md", ".md",
     "x" * 5000, "a\r\nb.md"],
)  # fmt: skip
def test_any_file_name_becomes_a_plain_one(small: Workspace, name: str, finished: Callable[..., Any]) -> None:
    """Read or refused, but never outside its folder and never a fault."""
    client = entered(small)
    answer = client.post("/edities", headers=OWN, files=[("bestanden", (name, minibook("Adviseur").encode()))])
    assert answer.status_code in (200, 400)
    assert "fout in het programma" not in finished(client, answer).text
    for path in small.sources.iterdir():
        assert re.fullmatch(r"[\w(][\w .()&+,-]*", path.name)
    assert not list((small.state / "ontvangen").glob("*"))
    assert not list(small.root.parent.glob("x*"))


# script ---------------------------------------------------------------------------------------------------------------


def _evil_pdf(path: Path) -> Path:
    """A book in PDF with a script in every text."""
    book: dict[str, Any] = copy.deepcopy(load("ommen-2018"))
    book["functies"] = book["functies"][:2]
    kept = {one["id"] for one in book["functies"]}
    book["profielen"] = [one for one in book["profielen"] if one["functie"] in kept]
    texts = ("tekst", "omschrijving", "titel", "ondertitel", "organisatie")

    def spoil(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: f"{v} {SCRIPT}" if k in texts and isinstance(v, str) and v else spoil(v) for k, v in value.items()
            }
        return [spoil(one) for one in value] if isinstance(value, list) else value

    layout = Layout("boos", "rl", bullet="•")
    write(Composer(spoil(book), layout).script(), layout, path)
    return path


def _harmless(answer: httpx.Response) -> bool:
    """No script but our own files, no handler, no foreign picture or address, as a browser would parse it.

    Returns whether the script is there as text.
    """
    assert answer.headers["content-security-policy"] == guard.POLICY
    page = lxml.html.fromstring(answer.content.decode())
    for element in page.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (answer.url, name)
            if name in ("src", "href", "action", "formaction"):
                assert value.startswith(("/", "#", "?", "mailto:")), (answer.url, value)
                assert not value.startswith("//"), (answer.url, value)
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/"), answer.url
            assert not (element.text or "").strip()
    return "<script>" in page.text_content()


@pytest.mark.usefixtures("vacancies_made_once")
def test_script_in_a_pdf_and_in_its_name_is_text_on_every_page(
    workspace: Workspace, tmp_path: Path, finished: Callable[..., Any]
) -> None:
    """Read from a PDF through the page, stored, and shown by every address, also under an evil name."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    client, source = entered(workspace), _evil_pdf(tmp_path / "boos.pdf")
    upload = [("bestanden", (f"{SCRIPT}.pdf", source.read_bytes())), ("bestanden", (f"{SCRIPT}.exe", b"MZ"))]
    answer = finished(client, client.post("/edities", headers=OWN, files=upload))
    _harmless(answer)
    name = next(edition.name for edition in workspace.editions())
    book = workspace.edition(name).book()
    assert SCRIPT in to_json(book)
    key = book.functies[0].kenmerken[0]
    first = book.functies[0].model_copy(update={"kenmerken": (key.model_copy(update={"tekst": f"anders {SCRIPT}"}),)})
    changed = book.model_copy(update={"functies": (first, *book.functies[1:])})
    put_edition(workspace, EVIL_NAME, _with_name(changed), None)
    seen = [address for address in _pages(client, [name, EVIL_NAME], book) if _harmless(client.get(address))]
    assert {"boek", "verschillen", "vacatures"} <= {address.split("/")[1].split("?")[0] for address in seen}


def _with_name(book: Functieboek) -> Functieboek:
    return book.model_copy(update={"bron": book.bron.model_copy(update={"bestand": f"{EVIL_NAME}.pdf"})})


def _pages(client: TestClient, names: list[str], book: Functieboek) -> Iterator[str]:
    """Every address of the workplace that gives a page, for these editions."""
    yield from ("/boek/a?q=" + quote(SCRIPT), "/bestaat-niet/" + quote(SCRIPT), "/taak/" + quote(SCRIPT))
    words = {"q": SCRIPT, "schaal": EVIL_NAME, "reeks": SCRIPT, "competentie": SCRIPT, "ernst": SCRIPT, "code": SCRIPT}
    query = "&".join(f"{key}={quote(value)}" for key, value in words.items())
    for route in (one for one in routes() if isinstance(one, Route) and "GET" in (one.methods or ())):
        for name, other in (names, names[::-1]):
            known = {"boek": name, "oud": name, "nieuw": other, "functie": book.functies[0].id, "blad": "2"}
            address = _filled(route.path, known, -1, "")
            answer = client.get(address)
            while "data-taak" in answer.text:
                time.sleep(0.02)
                answer = client.get(str(answer.url))
            if answer.headers["content-type"].startswith("text/html") and "/stand" not in address:
                yield from (address, f"{address}?{query}", f"{address}?a={book.functies[0].id}&b={book.functies[1].id}")
                # What one page links to, another shows: the functions of a vacancy have names of their own.
                links = re.findall(r'href="(/vacatures/[^"#]+/[^"#/]+)"', answer.text)
                yield from links[:1]


# too much -------------------------------------------------------------------------------------------------------------


_PART = b'--x\r\nContent-Disposition: form-data; name="bestanden"; filename="a.pdf"\r\n\r\n'


def _begin(port: int, cookie: str, headers: str) -> bytes:
    """The head of an upload."""
    own = f"Host: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
    kind = "Content-Type: multipart/form-data; boundary=x\r\n"
    return f"POST /edities HTTP/1.1\r\n{own}{kind}{headers}\r\n".encode()


def _stream(port: int, cookie: str, headers: str, megabytes: int) -> bytes:
    """Send as much as the server takes, and return what it answers."""
    chunked, block = "chunked" in headers, bytes(1_000_000)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_begin(port, cookie, headers))
        with contextlib.suppress(OSError):  # it hung up
            for part in (_PART, *([block] * megabytes)):
                line.sendall(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
        line.settimeout(10 if megabytes > 100 else 0.2)
        with contextlib.suppress(OSError):
            return line.recv(65_536)
    return b""


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[dict[str, int]]:
    """Keep the most memory, and the most room on disk in files without a name, that a process takes."""
    most, done = {"memory": 0, "disk": 0}, threading.Event()

    def size(handle: Path) -> int:
        with contextlib.suppress(OSError):
            return handle.stat().st_size if stat.S_ISREG(handle.stat().st_mode) else 0
        return 0

    def watch() -> None:
        while not done.wait(0.01):
            most["memory"] = max(most["memory"], psutil.Process(pid).memory_info().rss)
            most["disk"] = max(most["disk"], sum(size(one) for one in Path(f"/proc/{pid}/fd").iterdir()))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        done.set()
        watching.join()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not show the open files of a process")
def test_half_a_gigabyte_is_refused_within_bounds(workspace: Workspace, tmp_path: Path) -> None:
    """With its length announced, without, and broken off: memory and disk stay bounded, and nothing stays behind."""
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    with Server(workspace.root, TMPDIR=str(folder)) as server:
        client = server.client()
        cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
        before = psutil.Process(server.process.pid).memory_info().rss
        with _watched(server.process.pid) as most:
            assert _stream(server.port, cookie, "Content-Length: 500000000\r\n", 500).startswith(b"HTTP/1.1 413 ")
            assert most["disk"] < 1_000_000  # refused unread
            assert _stream(server.port, cookie, "Transfer-Encoding: chunked\r\n", 500).startswith(b"HTTP/1.1 413 ")
            _stream(server.port, cookie, "Content-Length: 50000000\r\n", 5)  # and goes away: no fault to report
        assert most["memory"] - before < 60_000_000
        assert guard.MAX_UPLOAD / 2 < most["disk"] <= guard.MAX_UPLOAD  # less would be looking in the wrong place
        assert client.get("/").status_code == 200
        time.sleep(0.2)
        assert [path.name for path in folder.rglob("*")] == []
    assert not list(workspace.sources.iterdir())
    assert not list((workspace.state / "ontvangen").glob("*"))


def test_of_tabs_that_sign_at_once_one_is_kept(small: Workspace) -> None:
    """Eight tabs, one change, the same moment: one is answered with its page, the others hear who was first."""
    with Server(small.root) as server:
        client = server.client()
        page = followed(client, client.get("/verschillen/oud/nieuw"))
        key = re.findall(r'<article class="vlak" id="([^"]+)"', page.text)[0]
        gate = threading.Barrier(8)

        def sign(number: int) -> tuple[int, str]:
            form = {"oordeel": "vraag", "naam": f"Tab {number}", "notitie": "Waarom?", "versie": "0"}
            with server.client() as tab:
                gate.wait(30)
                answer = tab.post(f"/verschillen/oud/nieuw/{key}", data=form)
            return answer.status_code, answer.text

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(sign, range(8)))
    assert sorted(status for status, _ in answers) == [303] + 7 * [409]
    winner = f"Tab {[status for status, _ in answers].index(303)}"
    assert all(f"Intussen gaf {winner}" in text for status, text in answers if status == 409)
    assert [line.wie for line in Logboek(small.logbook).lines() if line.handeling == "oordeel"] == [winner]


# what goes out --------------------------------------------------------------------------------------------------------


def test_a_second_server_is_another_session(workspace: Workspace, tmp_path: Path) -> None:
    """Browsers send cookies to every port of a machine: the other server must not take ours, nor overwrite it."""
    other = Workspace(tmp_path / "ander")
    other.root.mkdir()
    apps = [create_app(workspace.root, port=PORT, token="een"), create_app(other.root, port=PORT + 1, token="twee")]
    one, two = (TestClient(app, base_url=f"http://127.0.0.1:{PORT + at}") for at, app in enumerate(apps))
    assert one.get("/?sleutel=een").status_code == 200
    two.cookies.update(one.cookies)  # one jar, as in a browser
    assert two.get("/").status_code == 403
    assert two.post("/plaatsing/opschonen", headers={"origin": str(two.base_url)}).status_code == 403
    assert two.get("/?sleutel=een").status_code == 403
    assert two.get("/?sleutel=twee").status_code == 200
    one.cookies.update(two.cookies)
    assert len(one.cookies.jar) == 2
    assert one.get("/").status_code == 200
    assert one.get("/?sleutel=een").status_code == 200  # the session, not the token, lets it in
    assert TestClient(apps[0], base_url=str(one.base_url)).get("/?sleutel=een").status_code == 403


def test_the_cookie_is_for_this_address_and_session_only(workspace: Workspace) -> None:
    """No script reads it, no other site sends it, no other host gets it, and it ends with the browser."""
    answer = client_of(workspace).get(f"/?sleutel={TOKEN}", follow_redirects=False)
    name, *flags = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]
    assert set(flags) == {"httponly", "path=/", "samesite=strict"}
    assert TOKEN not in name
    assert len(name.split("=", 1)[1]) >= 40
    assert answer.headers["cache-control"] == "no-store"
    assert TOKEN not in answer.text


def test_nothing_personal_is_kept_by_the_browser(books: Workspace, finished: Callable[..., Any]) -> None:
    """The page with employees, the zip with letters and the workbook with names go out with no-store."""
    books.settings_file.write_text(LETTERS, encoding="utf-8")
    client = entered(books)
    form = {"boek": "ommen-2018", "soort": "definitief", "datum": "2026-05-12"}
    files = {"medewerkers": ("m.csv", table(employees()[:1]))}
    page = client.post("/plaatsing", headers=OWN, data=form, files=files)
    made = finished(client, client.post(f"{page.url.path}/maken", headers=OWN, data={"akkoord": "ja"}))
    assert "1 brief gemaakt." in made.text
    zipped = client.get(f"{page.url.path}/brieven.zip")
    assert "1001.docx" in zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()
    client.get("/")
    answers = [page, made, zipped, client.get("/plaatsing"), client.get("/plaatsing/weg"), client.get("/")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store", answer.url
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert zipped.headers["content-disposition"].startswith("attachment; ")
    assert "overzicht.xlsx" in zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()


def test_no_letters_appear_after_cleaning_up(books: Workspace, finished: Callable[..., Any]) -> None:
    """Letters that still waited for their turn when somebody cleaned up are not made any more."""
    books.settings_file.write_text(LETTERS, encoding="utf-8")
    client, gate = entered(books), threading.Event()
    site: Any = client.app._app.state.site  # type: ignore[attr-defined]  # the application behind the guard
    site.tasks.start("Iets anders", lambda task: gate.wait(60))
    form = {"boek": "ommen-2018", "soort": "definitief", "datum": "2026-05-12"}
    files = {"medewerkers": ("m.csv", table(employees()[:1]))}
    page = client.post("/plaatsing", headers=OWN, data=form, files=files)
    waiting = client.post(f"{page.url.path}/maken", headers=OWN, data={"akkoord": "ja"})
    assert client.post("/plaatsing/opschonen", headers=OWN, data={"bevestigd": "ja"}).status_code == 200
    gate.set()
    assert "opgeschoond" in finished(client, waiting).text
    assert not list((books.output / "brieven").glob("*"))


def test_a_workbook_of_decisions_is_not_kept_and_holds_no_formula(small: Workspace) -> None:
    """What somebody typed as a name or a note is text in the workbook, control signs and all."""
    client = entered(small)
    key = _ready(client)
    form = {
        "oordeel": "vraag",
        "naam": '=HYPERLINK("http://evil.example")',
        "notitie": "@SUM(1)\x00\x0b\x1f",
        "versie": "0",
    }
    assert client.post(f"/verschillen/oud/nieuw/{key}", headers=OWN, data=form).status_code == 200
    answer = client.get("/verschillen/oud/nieuw/oordelen.xlsx")
    assert answer.headers["cache-control"] == "no-store"
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "evil.example" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert not any("hyperlink" in name.lower() for name in book.namelist())


def test_a_reason_with_control_signs_leaves_the_settings_readable(small: Workspace) -> None:
    """functieboek.toml must be valid after whatever was typed."""
    from pipeline.boeken import load_book
    from pipeline.controle import run_check

    found = run_check(small, load_book(small, "oud"), spelling=False)
    (small.extracted / "oud" / "bevindingen.json").write_text(to_json(found), encoding="utf-8")
    item = next(one for one in found.bevindingen if one.status == "open")
    client = entered(small)
    reason = 'Zo "vastgesteld"\x7f \x00 \x1b \\ \' \n[organisatie]\nnaam = "x"'
    answer = client.post(f"/boek/oud/bevindingen/{item.sleutel}", headers=OWN, data={"reden": reason, "wie": "\x7f"})
    assert answer.status_code == 200
    settings = Workspace(small.root).settings()
    assert [one.sleutel for one in settings.aanvaard] == [item.sleutel]
    assert settings.organisatie.naam == "Gemeente Testdam"


def test_no_error_tells_where_the_workspace_or_the_program_stands(
    small: Workspace, finished: Callable[..., Any]
) -> None:
    """Refusals, what is not found, faulty settings and bad uploads."""
    client = entered(small)
    upload = [("bestanden", ("nieuw.md", minibook("Ander").encode())), ("bestanden", ("kapot.pdf", b"%PDF-1.7"))]
    answers = [
        client.get(address) for address in ("/boek/weg", "/weg", "/taak/weg", "/static/weg", "/vacatures/oud/weg")
    ]
    answers.append(finished(client, client.post("/edities", headers=OWN, files=upload)))
    other = [("bestanden", ("nieuw.txt", minibook("Ander").encode()))]
    answers.append(finished(client, client.post("/edities", headers=OWN, files=other)))
    assert "al een boek ‘nieuw’" in answers[-1].text
    small.settings_file.write_text("[brieven]\nbestaat-niet = 1\n", encoding="utf-8")
    answers.append(finished(client, client.post("/boek/oud/controleren", headers=OWN)))
    assert "functieboek.toml" in answers[-1].text
    for answer in answers:
        for secret in (
            str(small.root),
            str(Path.home()),
            str(Path(guard.__file__).parents[1]),
            "site-packages",
            "Traceback",
        ):
            assert secret not in answer.text, (answer.url, secret)
