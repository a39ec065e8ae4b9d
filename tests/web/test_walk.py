"""Every page in every main state: for axe, by keyboard alone, at 200 and 400 % zoom, and without JavaScript."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.check import check
from pipeline.diff.comparing import compare
from pipeline.models.bevindingen import Bevindingen
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.render.wijzigingen import groups
from pipeline.web.app import create_app
from pipeline.web.changes import Compared, kept_under
from pipeline.web.site import Site
from pipeline.web.tasks import Task
from pipeline.workspace import Workspace
from tests.conftest import read_book
from tests.minibook import minibook
from tests.support import ROOT, SOURCES
from tests.web.conftest import SETTINGS, put_edition

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
FULL, DOUBLE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 640, "height": 450},  # as much room as 200 % zoom leaves of 1280 × 900
    {"width": 320, "height": 640},  # and 400 %
)
_MOST_TABS = 40
"""Of a long list the first are walked through; the rest is made by the same loop of the same template."""
SIGNED = {"oordeel": "vraag", "naam": "Sam", "notitie": "Klopt dit?", "versie": "0"}
HEAD = "personeelsnummer;voorletters;achternaam;adres;postcode;plaats\n"
WRONG = HEAD + "1;A.;B;straat;fout;plaats\n"
STAFF = (ROOT / "tests" / "data" / "brieven" / "medewerkers.csv").read_text(encoding="utf-8-sig").splitlines()
RIGHT = "\n".join(STAFF[next(n for n, line in enumerate(STAFF) if line.startswith("personeelsnummer")) :][:4])
CONTROLS = """() => {
  window.wie = (e) => [e.tagName, e.id, e.getAttribute("name"), e.getAttribute("value"), e.getAttribute("href"),
    (e.getAttribute("aria-label") || e.textContent || "").trim().slice(0, 40)].join("|");
  const shown = (e) => e.checkVisibility() && !e.disabled && (e.tagName !== "INPUT" || e.type !== "hidden");
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(shown).map(window.wie);
}"""
WATCH = """() => {
  window.gezien = [];
  addEventListener("focusin", (event) => {
    const e = event.target, style = getComputedStyle(e), box = e.querySelector("rect");
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const frame = box && parseFloat(getComputedStyle(box).strokeWidth) >= 1.5;
    window.gezien.push({wie: window.wie(e), zichtbaar: ring || frame});
  });
}"""
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push("de pagina schuift opzij");
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest(".schuif, svg, .items, .spring") || !e.checkVisibility()) continue;
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1)) found.push(e.tagName + " " + e.className);
    const cut = e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "hidden";
    if (cut) found.push("afgesneden " + e.tagName);
  }
  const controls = [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
    .filter((e) => !e.closest("svg, .schuif, .items, .voortgang") && e.checkVisibility());
  const boxes = controls.map((e) => [...e.getClientRects()]);
  controls.forEach((e, i) => {
    for (let j = i + 1; j < Math.min(controls.length, i + 8); j++) {
      if (e.contains(controls[j])) continue;
      for (const a of boxes[i]) for (const b of boxes[j])
        if (a.left + 2 < b.right && b.left + 2 < a.right && a.top + 5 < b.bottom && b.top + 5 < a.bottom)
          found.push(`over elkaar: ${e.textContent || e.name} en ${controls[j].textContent || controls[j].name}`);
    }
  });
  return found;
}"""
PAGES = (
    "leeg /", "leeg /verschillen", "leeg /vacatures", "leeg /plaatsing",
    "/", "/boek/oud", "/boek/oud?q=advisuer", "/boek/oud?q=qqqzzz", "/boek/oud?competentie=bestaat-niet",
    "/boek/oud/matrix", "/boek/oud/formatie", "/boek/oud/organisatie", "/boek/oud/modules",
    "/boek/oud/functie/{functie}", "/boek/oud/naast-elkaar", "/boek/oud/naast-elkaar?a={functie}&b={ander}",
    "/boek/oud/bron/{blad}", "/boek/oud/bron/{blad}?item={item}", "/boek/oud/bevindingen",
    "/boek/nieuw/bevindingen", "/boek/oud/bevindingen?status=aanvaard",
    "/boek/klein", "/boek/klein/functie/adviseur-ii", "/boek/klein/formatie", "/boek/klein/organisatie",
    "/boek/klein/matrix", "/boek/klein/bron/1",
    "/verschillen", "/verschillen?oud=oud&nieuw=oud", "/verschillen/oud/nieuw",
    "/verschillen/oud/nieuw?niveau=ja&oordeel=open", "/verschillen/oud/nieuw?deel=niets",
    "/vacatures", "/vacatures/oud/{functie}", "/plaatsing", "/plaatsing/{fout}", "/plaatsing/{keuring}",
    "/taak/{bezig}", "/taak/{mislukt}", "/taak/weg", "/boek/weg", "vreemd /",
)  # fmt: skip


@dataclass
class Walk:
    """The servers, the browser and the ids of what was made ready for the walk."""

    home: str
    empty: str
    site: Site
    script: Page
    plain: Page
    stranger: Page
    ids: dict[str, str] = field(default_factory=dict)

    def post(
        self, path: str, form: dict[str, str] | None = None, *, files: dict[str, tuple[str, bytes]] | None = None,
        ) -> APIResponse:  # fmt: skip
        """Send a form as the pages of the workplace do."""
        address = path if path.startswith("http") else self.home + path
        headers = {"origin": self.home, "sec-fetch-site": "same-origin"}
        request = self.script.context.request
        if files is None:
            return request.fetch(address, method="POST", headers=headers, form=form)  # type: ignore[arg-type]
        kept = {key: {"name": name, "mimeType": "text/plain", "buffer": data} for key, (name, data) in files.items()}
        return request.fetch(address, method="POST", headers=headers, multipart={**(form or {}), **kept})  # type: ignore[arg-type]

    def finish(self, answer: APIResponse) -> APIResponse:
        """Follow a task to its end."""
        end = time.monotonic() + 60
        while "data-taak" in answer.text():
            assert time.monotonic() < end
            time.sleep(0.05)
            answer = self.script.context.request.get(answer.url)
        return answer

    def address(self, name: str) -> str:
        """The address of an entry of PAGES."""
        where, _, rest = name.rpartition(" ")
        return (self.empty if where == "leeg" else self.home) + rest.format(**self.ids)


def _workspace(root: Path, *editions: tuple[str, Functieboek, Path | None]) -> Workspace:
    for name in ("sources", "extracted", "templates", "output"):
        (root / name).mkdir(parents=True)
    (root / "functieboek.toml").write_text(SETTINGS, encoding="utf-8")
    for edition in editions:
        put_edition(Workspace(root), *edition)
    return Workspace(root)


def _serve(root: Path) -> tuple[str, Any, Callable[[], None]]:
    """A server in a thread: its address with the token, its application, and how to end it."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = create_app(root, port=port, token="sleutel")
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()

    def end() -> None:
        server.should_exit = True
        thread.join(10)

    return f"http://127.0.0.1:{port}", app, end


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def walk(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, ommen_2018: Functieboek, ommen_2021: Functieboek
) -> Iterator[Walk]:
    """A workplace in every state that the pages can be in."""
    folder = tmp_path_factory.mktemp("wandeling")
    small = folder / "klein.md"
    small.write_text(minibook(), encoding="utf-8")
    space = _workspace(
        folder / "vol",
        ("oud", ommen_2018, SOURCES / "ommen-2018.pdf"),
        ("nieuw", ommen_2021, SOURCES / "ommen-2021.pdf"),
        ("klein", read_book(small), small),
    )
    found = check(ommen_2018).bevindingen
    accepted = found[0].model_copy(update={"status": "aanvaard", "reden": "Zo vastgesteld."})
    findings = Bevindingen(bron=ommen_2018.bron, bevindingen=(accepted, *found[1:]))
    (space.extracted / "oud" / "bevindingen.json").write_text(to_json(findings), encoding="utf-8")
    _workspace(folder / "leeg")
    (home, app, end), (empty, _, end_empty) = _serve(space.root), _serve(folder / "leeg")
    contexts = [
        browser.new_context(locale="nl-NL", **more)  # type: ignore[arg-type]
        for more in ({}, {"java_script_enabled": False, "viewport": NARROW}, {})
    ]
    pages = [context.new_page() for context in contexts]
    for address in (home, empty):
        pages[0].goto(f"{address}/?sleutel=sleutel")
    contexts[1].add_cookies(contexts[0].cookies())  # type: ignore[arg-type]
    made = Walk(home, empty, app._app.state.site, *pages)
    waiting = threading.Event()
    _prepare(made, ommen_2018, waiting)
    yield made
    waiting.set()
    for context in contexts:
        context.close()
    end()
    end_empty()


def _prepare(walk: Walk, book: Functieboek, waiting: threading.Event) -> None:
    """Sign a change, fail a task, check two employee files, start a task."""
    old, new = walk.site.book("oud"), walk.site.book("nieuw")
    changes = compare(old.loaded.book, new.loaded.book, known=lambda word: True)  # the word list takes seconds to load
    views = tuple(groups(old.loaded.book, new.loaded.book, changes))
    walk.site.keep(kept_under(old, new), Compared(old, new, changes, views))
    series = [functie.functiereeks.naam for functie in book.functies]
    pair = [functie for functie in book.functies if series.count(functie.functiereeks.naam) > 1][:2]
    broken = next(item for item in old.index.items if len(item.boxes) > 1)
    walk.ids |= {"functie": pair[0].id, "ander": pair[1].id}
    walk.ids |= {"item": str(broken.nummer), "blad": str(next(iter(broken.boxes)))}
    walk.ids["wijziging"] = views[0].changes[0].change.sleutel
    walk.post(walk.address("/verschillen/oud/nieuw/{wijziging}"), SIGNED)
    failed = walk.finish(walk.post("/edities", files={"bestanden": ("kapot.pdf", b"%PDF-1.7 niets")}))
    walk.ids["mislukt"] = failed.url.rsplit("/", 1)[1]
    for name, lines in (("fout", WRONG), ("keuring", RIGHT)):
        form = {"boek": "oud", "soort": "voornemen", "datum": "2026-04-21"}
        answer = walk.post("/plaatsing", form, files={"medewerkers": ("m.csv", lines.encode())})
        walk.ids[name] = answer.url.rsplit("/", 1)[1]

    def work(task: Task) -> None:
        task.stap, task.gedaan, task.totaal = "groot.pdf wordt gelezen", 12, 83
        waiting.wait(120)

    walk.ids["bezig"] = walk.site.tasks.start("Inlezen", work).id


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_for_everyone(walk: Walk, name: str) -> None:
    """Nothing that axe finds; every control within reach of Tab and seen to have focus; no scrolling sideways; the
    same text without JavaScript; nothing that the policy refused."""
    from axe_playwright_python.sync_playwright import Axe

    page, address = walk.stranger if name.startswith("vreemd") else walk.script, walk.address(name)
    refused: list[str] = []
    told = lambda message: refused.append(message.text) if "Failed to load" not in message.text else None  # noqa: E731
    page.on("console", told)
    page.set_viewport_size(FULL)  # type: ignore[arg-type]
    page.goto(address)
    found: Any = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    _by_keyboard(page)
    for size in (DOUBLE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(STICKS_OUT) == [], size
    page.remove_listener("console", told)
    assert refused == []
    if page is walk.script:
        walk.plain.goto(address)
        assert walk.plain.inner_text("main") == page.inner_text("main")


def _by_keyboard(page: Page) -> None:
    """Walk through the page with Tab: each control comes by, in order, and shows that it has the focus."""
    wanted = page.evaluate(CONTROLS)
    page.evaluate(WATCH)
    parts = 3 * page.locator("input[type=date]").count()  # day, month, year and the calendar are one control
    for _ in range(min(len(wanted), _MOST_TABS) + parts):
        page.keyboard.press("Tab")
    seen = page.evaluate("window.gezien")
    assert [one["wie"] for one in seen][: len(wanted)] == wanted[:_MOST_TABS]
    assert [one["wie"] for one in seen if not one["zichtbaar"]] == []


def test_source_view_lights_up_both_ways_by_keyboard(walk: Walk) -> None:
    """Enter on a text lights its box, Enter on a box lights its text; without script the link does the same."""
    page = walk.script
    page.goto(walk.address("/boek/oud/bron/{blad}"))
    for source, target in ((".items [data-licht]", "svg a"), ("svg a", ".items li")):
        link = page.locator(source).nth(3)
        link.focus()
        page.keyboard.press("Enter")
        lit = page.locator(f"{target}.aan")
        assert lit.count() == 1
        assert lit.get_attribute("data-item") == page.locator(".items li.aan").get_attribute("data-item")
        assert (
            page.locator("svg a[aria-current=true]").count() == page.locator(".items a[aria-current=true]").count() == 1
        )
        address = page.url
        walk.plain.goto(address)
        assert walk.plain.locator("svg a.aan").get_attribute("data-item") == lit.get_attribute("data-item")


def test_skip_link_leads_past_the_menus(walk: Walk) -> None:
    """The first stop of Tab; Enter puts the focus in the contents."""
    page = walk.script
    page.goto(walk.address("/boek/oud"))
    page.keyboard.press("Tab")
    assert page.locator(".spring").evaluate("e => e.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_details_open_by_keyboard(walk: Walk) -> None:
    """Space and Enter, and the picture of the place is fetched."""
    page = walk.script
    page.goto(walk.address("/boek/oud/bevindingen"))
    for key in ("Space", "Enter"):
        summary = page.locator("details:not([open]) summary").filter(has_text="Toon op").first
        summary.focus()
        with page.expect_response(lambda answer: answer.url.endswith(".png")) as got:
            page.keyboard.press(key)
        assert got.value.status == 200


def test_review_by_keyboard_goes_from_one_open_change_to_the_next(walk: Walk) -> None:
    """Alt+N goes to the next change without a decision, counted from where one is; deciding moves the bar."""
    page = walk.script
    page.goto(walk.address("/verschillen/oud/nieuw"))
    done = int(page.locator("progress").get_attribute("value") or 0)
    open_ones = page.locator("article:has(details[open])").evaluate_all("all => all.map((one) => one.id)")
    keys = page.context.new_cdp_session(page)
    for key in open_ones[:3]:
        # Playwright's own press leaves out the letter without Alt, by which Chromium knows an access key.
        for kind in ("keyDown", "keyUp"):
            keys.send("Input.dispatchKeyEvent", {"type": kind, "modifiers": 1, "key": "n", "code": "KeyN",
                                                 "unmodifiedText": "n", "windowsVirtualKeyCode": 78})  # fmt: skip
        page.wait_for_function("key => document.activeElement.id === key", arg=key)
    keys.detach()
    article = page.locator(f"article[id='{key}']")
    article.locator("[name=naam]").fill("Sam")
    article.get_by_role("button", name="Akkoord", exact=False).first.press("Enter")
    page.wait_for_selector(f"article[id='{key}'] >> text=Akkoord door Sam")
    assert page.evaluate("document.activeElement.id") in ("", key)
    assert page.locator("progress").get_attribute("value") == str(done + 1)


def test_a_decision_in_a_filtered_list_leads_to_the_next_in_it(walk: Walk) -> None:
    """What was decided is no longer "open": one does not land at the top, but at what follows; without script too."""
    page = walk.plain
    page.goto(walk.address("/verschillen/oud/nieuw?oordeel=open"))
    first, second = page.locator("article").evaluate_all("all => all.slice(4, 6).map((one) => one.id)")
    article = page.locator(f"article[id='{first}']")
    article.locator("[name=naam]").fill("Sam")
    article.get_by_role("button", name="Vraag").click()
    assert page.url.endswith(f"#{second}")
    assert page.locator(f"article[id='{first}']").count() == 0


def test_two_tabs_that_decide_at_once_are_told(walk: Walk) -> None:
    """The second sees who was first, as a plain page with a way on."""
    first, second = walk.plain, walk.plain.context.new_page()
    for page in (first, second):
        page.goto(walk.address("/verschillen/oud/nieuw"))
    key = first.locator("article:has(details[open])").last.get_attribute("id")
    for page, name in ((first, "Sam"), (second, "Robin")):
        article = page.locator(f"article[id='{key}']")
        article.locator("[name=naam]").fill(name)
        article.get_by_role("button", name="Niet akkoord").click()
    assert "Intussen gaf Sam het oordeel" in second.inner_text("[role=alert]")
    second.close()


def test_reading_a_book_without_script(walk: Walk, tmp_path: Path) -> None:
    """Choosing a file, sending it, and a page of progress that renews itself until the result is there."""
    book = tmp_path / "nog-een.md"
    book.write_text(minibook("Regisseur I", "Regisseur II"), encoding="utf-8")
    page = walk.plain
    page.goto(walk.empty)
    page.set_input_files("#bestanden", book)
    page.get_by_role("button", name="Inlezen", exact=True).click()
    page.wait_for_selector("text=Bekijk het boek")
    page.click("text=Bekijk het boek")
    assert "Regisseur II" in page.inner_text("main")


def test_progress_is_renewed_without_script(walk: Walk) -> None:
    """The page asks to be loaded again; with script it asks for the state only."""
    walk.plain.goto(walk.address("/taak/{bezig}"))
    assert "groot.pdf wordt gelezen (12 van 83)" in walk.plain.inner_text("main")
    with walk.plain.expect_navigation(timeout=10_000):
        pass


def test_printed_pages_show_the_contents_and_no_controls(walk: Walk) -> None:
    """Menus, forms and buttons stay on the screen; nothing is cut off at the side."""
    page = walk.script
    page.set_viewport_size({"width": 680, "height": 960})  # A4 within its margins
    page.emulate_media(media="print")
    try:
        for name in PAGES[5:]:
            if name.startswith(("/boek/oud", "/verschillen/oud/nieuw?deel", "/plaatsing/{keuring}")):
                page.goto(walk.address(name))
                assert page.locator("h1").is_visible(), name
                shown = page.locator("form, button, nav, header.top").evaluate_all(
                    "all => all.filter((one) => one.checkVisibility()).length"
                )
                assert shown == 0, name
                if "matrix" not in name:  # that one is printed lengthwise
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    finally:
        page.emulate_media(media="screen")
