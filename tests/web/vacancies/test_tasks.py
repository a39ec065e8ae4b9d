"""The tasks of a vacancy, to choose and to order; and the same files as the command line makes."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.cli.main import main
from pipeline.models.functieboek import Functieboek
from pipeline.render.vacature_selectie import candidates, select, slugs
from pipeline.render.vacature_taken import Taak
from pipeline.workspace import Workspace
from tests.render.vacatures import FULL
from tests.web.conftest import OWN
from tests.web.vacancies.support import fields, listed, version


def test_the_choice_of_the_program_is_shown_first(client: TestClient, address: str, tasks: tuple[Taak, ...]) -> None:
    """Every task once: those that the text tells are ticked, and each has a link to its page."""
    page = client.get(address).text
    above, below = listed(page)
    assert above
    assert below
    assert sorted([*above, *below]) == sorted(one.sleutel for one in tasks)
    assert page.count('checked autocomplete="off"') + page.count(" checked aria-describedby") == len(above)
    assert "De keuze van het programma" in page
    assert re.search(r'id="programma"[^>]*hidden', page)


def test_moving_without_script(client: TestClient, address: str) -> None:
    """The buttons send the form: the order changes, what was typed stays, and the page comes back at the row."""
    above, _ = listed(client.get(address).text)
    form = {"versie": "0", "voorstel": "\n".join(above), "taken.vertel": above, "contact.naam": "Robin"}
    answer = client.post(address, headers=OWN, data={**form, "omlaag": above[0]}, follow_redirects=False)
    assert re.search(r"#taak-\d+$", answer.headers["location"])
    page = client.get(address).text
    assert listed(page)[0] == [above[1], above[0], *above[2:]]
    assert "Uw eigen keuze" in page
    assert 'value="Robin"' in page
    form = {"versie": version(page), "voorstel": "", "taken.vertel": listed(page)[0]}
    client.post(address, headers=OWN, data={**form, "programma": "ja"})
    assert listed(client.get(address).text)[0] == above


def test_saving_without_touching_the_tasks_leaves_the_choice_to_the_program(client: TestClient, address: str) -> None:
    """So that another length still gives another choice."""
    normal = listed(client.get(address).text)[0]
    form = {"versie": "0", "voorstel": "\n".join(normal), "taken.vertel": normal, "vacature.lengte": "volledig"}
    page = client.post(address, headers=OWN, data=form).text
    assert "De keuze van het programma" in page
    assert len(listed(page)[0]) > len(normal)


def test_a_ticked_task_goes_behind_the_last_of_its_own_area(
    client: TestClient, address: str, tasks: tuple[Taak, ...]
) -> None:
    """Without a script: the browser sends it after all others."""
    areas: dict[str, list[str]] = {}
    for one in tasks:
        areas.setdefault(one.gebied, []).append(one.sleutel)
    first, second = [keys for keys in areas.values() if len(keys) > 1][:2]
    before = [first[0], second[0]]
    form = {"versie": "0", "verteld": "\n".join(before), "voorstel": "", "taken.vertel": [*before, first[1]]}
    client.post(address, headers=OWN, data=form)
    assert listed(client.get(address).text)[0] == [first[0], first[1], second[0]]


def test_lists_have_what_the_book_has_and_choices_only_where_it_contradicts_itself(
    client: TestClient, ommen_2018: Functieboek
) -> None:
    """Modules and clusters to choose, the standard length by name, and nothing of the terminal."""
    with_choice = 0
    for number, name in enumerate(slugs(ommen_2018)[:12]):
        page = client.get(f"/vacatures/ommen-2018/{name}").text
        wrong = select(ommen_2018, number, {}).tegenstrijdigheden
        assert ("<legend>Keuzes</legend>" in page) == bool(wrong)
        with_choice += bool(wrong)
        assert all(f'id="keuzes.{one.onderdeel}"' in page for one in wrong)
        assert "--kies" not in page
    assert with_choice > 0
    assert '<option value="">normaal (standaard)</option>' in page
    cluster = re.search(r'<select id="team.cluster".*?</select>', page, re.DOTALL)
    assert cluster
    assert all(html.escape(one.naam) in cluster[0] for one in ommen_2018.clusters)


def test_the_list_shows_scale_and_series_and_can_be_searched(client: TestClient, ommen_2018: Functieboek) -> None:
    """By a part of the name, the series or the scale."""
    row = next(one for one in ommen_2018.beschikbare_functies if one.functie and one.schaal)
    page = client.get("/vacatures", params={"boek": "ommen-2018", "q": f"schaal {row.schaal}"}).text
    rows = page.split("<tbody>")[-1].split("<tr>")[1:]
    assert rows
    assert len(rows) < len(candidates(ommen_2018))
    assert any(html.escape(row.naam) in one and f"<td>{row.schaal}</td>" in one for one in rows)
    assert "0 functies" in client.get("/vacatures", params={"boek": "ommen-2018", "q": "qqqq"}).text


def test_a_task_that_left_the_book_is_told(client: TestClient, address: str, tasks: tuple[Taak, ...]) -> None:
    """With the message of the toml, and a row to take it away; the text is still shown."""
    chosen = [tasks[0].sleutel, "Bakt broodjes."]
    page = client.post(address, headers=OWN, data={"versie": "0", "taken.vertel": chosen}).text
    assert "2e taak: “Bakt broodjes.” staat niet bij de taken van" in page
    assert "taken.vertel, 2e" not in page
    assert 'class="onbekend"' in page
    assert 'id="zin-0"' in page


def test_a_module_or_cluster_that_does_not_exist_leaves_the_page_usable(client: TestClient, address: str) -> None:
    """The message stands there, and the field can be put right."""
    page = client.post(address, headers=OWN, data={"versie": "0", "vacature.module": "Bestaat niet"})
    assert page.status_code == 200
    assert "Bestaat niet" in page.text
    assert 'id="zin-0"' in page.text


@pytest.mark.parametrize("step", [1, -2])
def test_the_files_are_those_of_the_command_line(
    client: TestClient, books: Workspace, tmp_path: Path, address: str, name: str, tasks: tuple[Taak, ...], step: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The same facts and the same choice give the same bytes."""
    chosen = [one.sleutel for one in tasks if one.zegbaar][::step][:5]
    text = f"{FULL}\n[keuzes]\nkenmerken = 'beschrijving'\ncompetenties = 'beschrijving'\nschaal = 'tabel'\n"
    form = {**fields(text), "versie": "0", "taken.vertel": chosen}
    assert "concept" not in client.post(address, headers=OWN, data=form).text.split('id="voorbeeld"')[1].lower()[:400]
    listing = ", ".join(f"'''{one}'''" for one in chosen)
    toml = tmp_path / "vacature.toml"
    toml.write_text(f"{text}[taken]\nvertel = [{listing}]\n", encoding="utf-8")
    command = ["vacature", "ommen-2018", name, "--gegevens", str(toml), "--uit", str(tmp_path / "uit"),
               "--werkmap", str(books.root)]  # fmt: skip
    monkeypatch.setattr("sys.argv", ["functieboek", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    kinds = {"docx": ".docx", "html": ".html", "fragment": ".fragment.html", "md": ".md", "json": ".json"}
    for kind, suffix in kinds.items():
        data = client.get(f"{address}/bestand/{kind}").content
        assert data == (tmp_path / "uit" / f"{name}{suffix}").read_bytes(), kind
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"{address}/bestand/docx").content))
