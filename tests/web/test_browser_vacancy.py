"""The vacancy composer in a real browser: by keyboard, live, in two tabs, without script, and held to axe."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import candidates, slugs
from pipeline.render.vacature_taken import tasks_of
from pipeline.workspace import Workspace
from tests.support import SOURCES
from tests.web.browsing import IN_A_BROWSER, PICTURES, held, served
from tests.web.conftest import SETTINGS, TOKEN, put_edition

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = IN_A_BROWSER
OPENING = "Wij zoeken een jonge hond die van aanpakken weet."


@pytest.fixture
def vacancy(page: Page, workspace: Workspace, ommen_2021: Functieboek) -> Iterator[str]:
    """The address of a function with several areas, in a workplace without drafts; the browser has entered."""
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    put_edition(workspace, "ommen-2021", ommen_2021, SOURCES / "ommen-2021.pdf")
    name = next(
        name
        for name, (_, _, functie) in zip(slugs(ommen_2021), candidates(ommen_2021), strict=True)
        if len(functie.resultaatgebieden) >= 3 and len(tasks_of(ommen_2021, functie)) >= 8
    )
    with served(workspace.root) as (home, _):
        page.goto(f"{home}/?sleutel={TOKEN}")
        yield f"{home}/vacatures/ommen-2021/{name}"


def _kept(page: Page) -> None:
    """Wait until what was typed is kept and shown."""
    page.wait_for_selector("#stand:has-text('Tekst bijgewerkt. Bewaard om')")


def _keys(page: Page) -> list[str]:
    boxes = page.locator(".verteld input[type=checkbox]")
    return [str(boxes.nth(number).get_attribute("value")) for number in range(boxes.count())]


_STEPS = """one => {
  if (one === document.activeElement) return 0;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility() && !e.disabled);
  return all.indexOf(one) - all.indexOf(document.activeElement);
}"""
"""How many controls further something stands; Tab may need less for it (radio buttons) or more (parts of a date)."""


def _tab_to(page: Page, target: Locator, most: int = 200) -> None:
    """Press Tab until the focus is there; on the way it is asked where the focus is, but not at every step."""
    while most > 0:
        steps = target.evaluate(_STEPS)
        if not steps:
            return
        presses = min(max(1, steps // 2), most)
        for _ in range(presses):
            page.keyboard.press("Tab")
        most -= presses
    raise AssertionError(f"no way by keyboard to {target}")


def test_a_vacancy_by_keyboard_alone(page: Page, vacancy: str) -> None:
    """Type, see the text follow, order the tasks, read a hint and a source, and open the Word file."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(vacancy)
    held(page)
    _type(page)
    _order(page)
    _read(page)
    held(page)
    page.evaluate("scrollTo(0, 0)")
    seen = page.locator("[id='taal.bekeken']")
    _tab_to(page, seen)
    page.keyboard.press("Space")
    page.wait_for_selector("#niet-doen:not(:has-text('nog niet klaar'))")
    assert page.locator("[id='taal.bekeken']").is_checked()
    _tab_to(page, page.get_by_role("link", name="Word", exact=True))
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    xml = zipfile.ZipFile(got.value.path()).read("word/document.xml").decode()
    assert "jonge hond" in xml
    assert not refused


def _type(page: Page) -> None:
    field = page.locator("[name='vacature.opening']")
    _tab_to(page, field)
    page.keyboard.type(OPENING, delay=5)
    page.wait_for_selector(f"#tekst >> text={OPENING[:20]}")
    _kept(page)
    assert field.evaluate("one => one === document.activeElement")
    page.keyboard.type(" Kom jij?")
    page.wait_for_selector("#tekst >> text=Kom jij?")
    assert field.input_value() == f"{OPENING} Kom jij?"
    _kept(page)
    page.evaluate("scrollTo(0, 0)")
    held(page, "vacature")


def _order(page: Page) -> None:
    before = _keys(page)
    down = page.locator(".verteld li").first.locator("[name=omlaag]")
    _tab_to(page, down)
    name = down.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == name
    assert "staat nu op plaats 2 van" in str(page.text_content("#taken-stand"))
    page.keyboard.press("Enter")
    wanted = [before[1], before[2], before[0], *before[3:]]
    assert _keys(page) == wanted
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    while not page.evaluate("document.activeElement.matches('input')"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.matches('.verteld input')")
    assert len(_keys(page)) == len(before) - 1
    _kept(page)
    told = _keys(page)
    assert "Uw eigen keuze" in page.inner_text("#keuze")
    page.evaluate("document.getElementById('taken').scrollIntoView()")
    page.evaluate("document.querySelector('#tekst').scrollTop = document.querySelector('.velletje').offsetTop")
    held(page, "vacature-taken")
    page.reload()
    assert _keys(page) == told


def _read(page: Page) -> None:
    sentence = page.locator(".zin:has(mark)").first
    note = page.locator(f"#{str(sentence.get_attribute('aria-describedby')).split()[0]}")
    assert "jonge" in note.inner_text()
    here, there = sentence.bounding_box(), note.bounding_box()
    assert here
    assert there
    assert there["x"] > here["x"]
    assert abs(there["y"] - here["y"]) < 80, "the note stands beside its sentence"
    _tab_to(page, sentence)
    source = sentence.locator(".herkomst")
    assert source.is_visible()
    page.keyboard.press("Escape")
    assert not source.is_visible()
    linked = page.locator(".zin:has(.herkomst a[href*='/bron/'])").last
    _tab_to(page, linked)
    _tab_to(page, linked.locator(".herkomst a[href*='/bron/']").first)
    assert re.search(r"/bron/\d+\?item=\d+", str(page.evaluate("document.activeElement.href")))


def test_two_tabs_do_not_overwrite_each_other(page: Page, vacancy: str) -> None:
    """The second tab is told at once, and nothing is lost on either side."""
    page.goto(vacancy)
    assert page.context.browser
    second = page.context.browser.new_context(storage_state=page.context.storage_state())
    other = second.new_page()
    other.goto(vacancy)
    page.fill("[name='contact.naam']", "Robin")
    _kept(page)
    other.fill("[name='contact.naam']", "Sam")
    other.wait_for_selector("#stand:has-text('Niet bewaard.')")
    assert other.input_value("[name='contact.naam']") == "Sam"
    other.on("dialog", lambda dialog: dialog.accept())
    other.locator("[name=bewaar]").first.click()
    other.wait_for_selector("h2:has-text('Niet bewaard')")
    held(other)
    assert other.input_value("[name='contact.naam']") == "Sam"
    other.click("text=bekijk wat er nu bewaard is")
    assert other.input_value("[name='contact.naam']") == "Robin"
    second.close()


def test_going_away_at_once_loses_nothing(page: Page, vacancy: str) -> None:
    """What was typed half a second before leaving is there on coming back."""
    page.goto(vacancy)
    page.fill("[name='contact.naam']", "Robin")
    page.click("header >> text=Verschillen")
    page.goto(vacancy)
    page.wait_for_timeout(300)
    page.reload()
    assert page.input_value("[name='contact.naam']") == "Robin"


def test_a_mistake_is_marked_and_what_lacks_does_not_nag(page: Page, vacancy: str) -> None:
    """The mistake at once, in the list and under its field; what lacks when Bewaar is pressed."""
    page.goto(vacancy)
    page.fill("[name='contact.email']", "geen adres")
    _kept(page)
    assert page.get_attribute("[name='contact.email']", "aria-invalid") == "true"
    assert "is geen e-mailadres" in page.locator("[id='fout-contact.email']").inner_text()
    assert page.locator("#meldingen >> text=is geen e-mailadres").is_visible()
    assert not page.locator("#leeg li").first.is_visible()
    page.locator("[name=bewaar]").first.click()
    page.wait_for_selector("#leeg li >> visible=true")
    held(page)
    page.fill("[name='contact.email']", "r@testdam.example")
    _kept(page)
    assert page.get_attribute("[name='contact.email']", "aria-invalid") is None
    assert page.locator("#meldingen >> text=is geen e-mailadres").count() == 0


def test_a_ticked_task_joins_its_area_and_the_text_shows_what_changed(page: Page, vacancy: str) -> None:
    """The row stands behind the last of its own area; what changed out of sight comes in sight."""
    page.goto(vacancy)
    told = page.locator(".verteld li")
    areas = [told.nth(n).get_attribute("data-gebied") for n in range(told.count())]
    row = page.locator(f'.over li[data-gebied="{areas[0]}"]').first
    key = row.locator("input").get_attribute("value")
    row.locator("input").check()
    assert _keys(page).index(str(key)) == areas.index(areas[0]) + areas.count(areas[0])
    _kept(page)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.getElementById('tekst').scrollTop = 0")
    page.fill("[name='contact.naam']", "Robin Jansen")
    _kept(page)
    assert page.evaluate(
        """() => { const all = [...document.querySelectorAll('.zin')];
        const zin = all.find((one) => one.textContent.includes('Robin Jansen'));
        const box = zin.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }"""
    )


def test_a_server_that_does_not_answer_is_told(page: Page, vacancy: str) -> None:
    """The status says that nothing was kept, and the next change makes it good."""
    page.goto(vacancy)
    page.route("**/vacatures/**", lambda route: route.abort())
    page.fill("[name='contact.naam']", "Robin")
    page.wait_for_selector("#stand.mis:has-text('Niet bewaard')")
    page.unroute("**/vacatures/**")
    page.fill("[name='contact.functie']", "teamleider")
    _kept(page)
    page.reload()
    assert page.input_value("[name='contact.naam']") == "Robin"


def test_narrow_as_at_double_zoom(page: Page, vacancy: str) -> None:
    """Nothing sticks out, and the notes stand under their sentence."""
    page.set_viewport_size({"width": 640, "height": 450})
    page.goto(vacancy)
    page.fill("[name='vacature.opening']", OPENING)
    _kept(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    sentence, note = page.locator(".zin:has(mark)").first.bounding_box(), page.locator("#taal-1").bounding_box()
    assert sentence
    assert note
    assert note["y"] >= sentence["y"]
    held(page)


def test_without_script(page: Page, vacancy: str) -> None:
    """Order, keep and throw away with the buttons of the form."""
    assert page.context.browser
    bare = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = bare.new_page()
    plain.goto(vacancy)
    before = _keys(plain)
    plain.fill("[name='contact.naam']", "Robin")
    with plain.expect_navigation():
        plain.locator(".verteld li").nth(1).locator("[name=omhoog]").click()
    assert _keys(plain) == [before[1], before[0], *before[2:]]
    assert plain.input_value("[name='contact.naam']") == "Robin"
    with plain.expect_navigation():
        plain.click("text=Terug naar de keuze van het programma")
    assert _keys(plain) == before
    plain.click("summary:has-text('Gooi deze vacature weg')")
    with plain.expect_navigation():
        plain.click("text=Ja, gooi deze vacature weg")
    assert plain.url.endswith("/vacatures")
    plain.goto(vacancy)
    assert plain.input_value("[name='contact.naam']") == ""
    bare.close()


def test_the_list_of_drafts(page: Page, vacancy: str) -> None:
    """It is held to axe too, folded and unfolded."""
    page.goto(vacancy)
    page.fill("[name='contact.naam']", "Robin")
    _kept(page)
    page.click("header >> text=Vacatures")
    page.locator("summary:has-text('Gooi weg')").click()
    held(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "werkplek-vacatures.png")
