"""Every page in every main state: for axe, by keyboard alone, at 200 and 400 % zoom, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.web.changes import kept_under
from tests.minibook import minibook
from tests.web.browsing import IN_A_BROWSER, accessible
from tests.web.walking import DOUBLE, FULL, NARROW, Walk, walking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_A_BROWSER
_MOST_TABS = 40
"""Of a long list the first are walked through; the rest is made by the same loop of the same template."""
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
    "/verschillen/oud/nieuw?alles=ja", "/verschillen/nieuw/oud",
    "/boek/oud/bron/{blad}?item={item}&verschil={wijziging}&oud=oud&nieuw=nieuw",
    "/vacatures", "/vacatures?q=qqqzzz", "/vacatures/oud/{functie}", "/vacatures/salaristabel",
    "/boek/klein/verwijderen", "/boek/oud/verwijderen", "/?verwijderd=ja",
    "/plaatsing", "/plaatsing?verwijderd=2", "/plaatsing?bewaard=ja",
    "/plaatsing/gegevens", "leeg /plaatsing/gegevens?soort=definitief&datum=2026-05-12", "/plaatsing/opschonen",
    "leeg /plaatsing/opschonen", "/plaatsing/{fout}", "/plaatsing/{keuring}",
    "/taak/{bezig}", "/taak/{mislukt}", "/taak/weg", "/boek/weg", "vreemd /",
)  # fmt: skip


@pytest.fixture(scope="module")
def walk(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, ommen_2018: Functieboek, ommen_2021: Functieboek
) -> Iterator[Walk]:
    """A workplace in every state that the pages can be in."""
    with walking(browser, tmp_path_factory.mktemp("wandeling"), ommen_2018, ommen_2021) as made:
        yield made


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_for_everyone(walk: Walk, name: str) -> None:
    """Nothing that axe finds; every control within reach of Tab and seen to have focus; no scrolling sideways; the
    same text without JavaScript; nothing that the policy refused."""
    page, address = walk.stranger if name.startswith("vreemd") else walk.script, walk.address(name)
    refused: list[str] = []
    told = lambda message: refused.append(message.text) if "Failed to load" not in message.text else None  # noqa: E731
    page.on("console", told)
    page.set_viewport_size(FULL)  # type: ignore[arg-type]
    page.goto(address)
    accessible(page)
    _by_keyboard(page, 1000 if "/bron/" in name else _MOST_TABS)
    for size in (DOUBLE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(STICKS_OUT) == [], size
    page.remove_listener("console", told)
    assert refused == []
    if page is walk.script:
        walk.plain.goto(address)
        assert walk.plain.inner_text("main") == page.inner_text("main")


def test_the_page_that_asks_for_a_password_is_for_everyone(walk: Walk) -> None:
    """As every page: the book is protected for a moment."""
    key = walk.site.book("nieuw").loaded.book.bron.sha256
    walk.site.drawer.locked.add(key)
    try:
        test_every_page_is_for_everyone(walk, "/boek/nieuw/bron/1")
    finally:
        walk.site.drawer.locked.discard(key)


def _by_keyboard(page: Page, most: int) -> None:
    """Walk through the page with Tab: each control comes by, in order, and shows that it has the focus."""
    wanted = page.evaluate(CONTROLS)
    page.evaluate(WATCH)
    parts = 3 * page.locator("input[type=date]").count()  # day, month, year and the calendar are one control
    for _ in range(min(len(wanted), most) + parts):
        page.keyboard.press("Tab")
    seen = page.evaluate("window.gezien")
    assert [one["wie"] for one in seen][: len(wanted)] == wanted[:most]
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
    article.locator("[name=notitie]").fill("Klopt dit?")
    article.get_by_role("button", name="Vraag").click()
    assert page.url.endswith(f"#{second}")
    assert page.locator(f"article[id='{first}']").count() == 0


def test_two_tabs_that_decide_at_once_are_told(walk: Walk) -> None:
    """The second sees who was first, at the change itself, with all that was typed still there."""
    first, second = walk.plain, walk.script.context.new_page()
    for page in (first, second):
        page.goto(walk.address("/verschillen/oud/nieuw"))
    key = first.locator("article:has(details[open])").last.get_attribute("id")
    for page, name in ((first, "Sam"), (second, "Robin")):
        article = page.locator(f"article[id='{key}']")
        article.locator("[name=naam]").fill(name)
        article.locator("[name=notitie]").fill(f"Volgens {name} niet")
        article.get_by_role("button", name="Niet akkoord").click()
    article = second.locator(f"article[id='{key}']")
    assert "Intussen gaf Sam het oordeel" in article.locator("[role=alert]").inner_text()
    assert "Niet akkoord door Sam" in article.inner_text()
    assert article.locator("[name=notitie]").input_value() == "Volgens Robin niet"
    assert article.locator("[name=naam]").input_value() == "Robin"
    assert second.url.endswith(f"#{key}")
    accessible(second)
    article.get_by_role("button", name="Niet akkoord").click()
    assert "Volgens Robin niet" in (second.locator(f"article[id='{key}'] ol").text_content() or "")
    second.close()


def test_enter_in_the_form_of_a_change_decides_nothing(walk: Walk) -> None:
    """Neither in the name nor in the note; a decision takes a button of its own."""
    for page in (walk.script, walk.plain):
        page.goto(walk.address("/verschillen/oud/nieuw"))
        before = page.locator("#stand").inner_text()
        article = page.locator("article:has(details[open])").last
        for field in ("naam", "notitie"):
            article.locator(f"[name={field}]").fill("Sam")
            article.locator(f"[name={field}]").press("Enter")
        page.wait_for_timeout(150)
        page.goto(walk.address("/verschillen/oud/nieuw"))
        assert page.locator("#stand").inner_text() == before


def test_a_decision_can_be_withdrawn(walk: Walk) -> None:
    """The change is open again, and what was decided before stays to be read."""
    page = walk.plain
    page.goto(walk.address("/verschillen/oud/nieuw"))
    key = page.locator("article:has(details[open])").last.get_attribute("id")
    article = page.locator(f"article[id='{key}']")
    before = page.locator("#stand strong").inner_text()
    article.locator("[name=naam]").fill("Sam")
    article.get_by_role("button", name="Akkoord", exact=False).first.click()
    article.locator("summary", has_text="Oordeel wijzigen").click()
    article.locator("[name=naam]").fill("Sam")
    article.get_by_role("button", name="Oordeel intrekken").click()
    assert page.locator("#stand strong").inner_text() == before
    article.locator("summary", has_text="Verloop").click()
    assert [text.split(": ")[1] for text in article.locator("ol li").all_inner_texts()] == [
        "Akkoord door Sam", "Ingetrokken, door Sam",
    ]  # fmt: skip


def test_from_a_difference_to_the_page_and_back(walk: Walk) -> None:
    """The page of the source knows by ids which difference one came from; it follows nothing that is no id."""
    page = walk.plain
    page.goto(walk.address("/verschillen/oud/nieuw"))
    article = page.locator("article:has(.bron-link)").nth(3)
    key = article.get_attribute("id")
    article.locator(".bron-link").first.click()
    page.get_by_role("link", name="Terug naar het verschil").click()
    assert page.url == walk.address(f"/verschillen/oud/nieuw#{key}")
    for wrong in ("verschil=https://elders.example&oud=oud&nieuw=nieuw", "verschil=w-1&oud=..&nieuw=nieuw"):
        page.goto(walk.address(f"/boek/oud/bron/1?{wrong}"))
        assert page.get_by_role("link", name="Terug naar het verschil").count() == 0
        assert "elders" not in page.content()


def test_what_stands_in_a_new_function_can_be_unfolded(walk: Walk) -> None:
    """Its scale and size, its areas with their tasks, and where each consequence stands."""
    page = walk.plain
    page.goto(walk.address("/verschillen/oud/nieuw?alles=ja"))
    total = page.locator("#stand strong").inner_text().split(" van ")[1]
    assert page.locator("article").count() == int(total)
    article = page.locator("article:has(h3:text-matches('^Functie toegevoegd'))")
    inside = article.first.locator("details:has(> summary:text('Wat erin staat'))").first
    inside.locator("summary").click()
    told = inside.inner_text()
    assert all(word in told for word in ("schaal ", " FTE", "Resultaatgebieden", "Taken", "Competenties"))
    assert article.first.locator("ul.gevolgen .bron-link").count() > 0
    assert "lijst heeft alleen een andere volgorde" in page.locator("main").inner_text()
    back = walk.plain
    back.goto(walk.address("/verschillen/nieuw/oud"))
    assert "is ouder dan" in back.locator("main").inner_text()


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


def test_what_is_derived_leads_to_the_source_too(walk: Walk) -> None:
    """Each function of the balance, each line of a career step, each change on the sides where it stands."""
    page = walk.plain
    linked = """all => all.filter((one) => !one.querySelector('a[href*="/bron/"][href*="item="]'))
      .map((one) => one.innerText)"""
    for name, rows in (
        ("/plaatsing/{keuring}", "[aria-label=Balans] tbody tr"),
        ("/boek/oud/naast-elkaar?a={functie}&b={ander}", "main li, [aria-label=Competenties] tbody tr"),
        ("/boek/oud?q=adviseur", "main h2 + ul li, tbody tr"),
    ):
        page.goto(walk.address(name))
        assert page.locator(rows).count() > 3, name
        assert page.locator(rows).evaluate_all(linked) == [], name
    page.goto(walk.address("/verschillen/oud/nieuw"))
    found = walk.site.results[kept_under(walk.site.book("oud"), walk.site.book("nieuw"))]
    placed = {
        view.change.sleutel: sum(
            place is not None
            for one in (view, *view.followers)
            for place in (one.change.herkomst_oud, one.change.herkomst_nieuw)
        )
        for _, view in found.views()
    }
    for article in page.locator("article").all():
        key = article.get_attribute("id") or ""
        assert article.locator(".bron-link").count() == placed[key], key
