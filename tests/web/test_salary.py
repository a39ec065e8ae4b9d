"""The salary table in the workplace: checked, kept where the settings expect it, never overwritten silently."""

from __future__ import annotations

from starlette.testclient import TestClient

from pipeline.workspace import Workspace, standard_templates
from tests.web.conftest import OWN

ADDRESS = "/vacatures/salaristabel"
HEAD = "schaal;periodiek;bedrag;geldig_van;geldig_tot;bron\n"
TABLE = HEAD + "10;0;3000;2026-01-01;;cao\n10;11;4000;2026-01-01;;cao\n"


def send(client: TestClient, text: str, **fields: str) -> str:
    """Upload a table and return the page that follows."""
    file = {"salaristabel": ("tabel.csv", text.encode(), "text/csv")}
    return client.post(ADDRESS, headers=OWN, data=fields, files=file).text


def test_a_table_is_kept_and_named_in_the_settings(client: TestClient, books: Workspace) -> None:
    """What else stands in the settings stays."""
    before = books.settings_file.read_text(encoding="utf-8")
    assert "Er is nog geen tabel" in client.get(ADDRESS).text
    page = send(client, TABLE)
    assert "€ 3.000" in page
    assert (books.root / "salaristabel.csv").read_text(encoding="utf-8") == TABLE
    after = books.settings_file.read_text(encoding="utf-8")
    assert set(before.split("\n")) <= set(after.split("\n"))
    assert Workspace(books.root).settings().vacatures.salaristabel == "salaristabel.csv"


def test_a_table_is_not_overwritten_without_asking(client: TestClient, books: Workspace) -> None:
    """Only with the tick."""
    send(client, TABLE)
    other = TABLE.replace("4000", "4500")
    assert "die is niet vervangen" in send(client, other)
    assert (books.root / "salaristabel.csv").read_text(encoding="utf-8") == TABLE
    assert "€ 4.500" in send(client, other, vervang="ja")


def test_a_faulty_table_is_told_and_changes_nothing(client: TestClient, books: Workspace) -> None:
    """With the row and what is wrong."""
    page = send(client, HEAD + "10;0;veel;2026-01-01;;cao\n")
    assert "rij 2: “veel” is geen bedrag" in page
    assert not (books.root / "salaristabel.csv").exists()
    assert "Er is geen bestand gekozen" in client.post(ADDRESS, headers=OWN).text


def test_a_setting_that_points_outside_is_refused(client: TestClient, books: Workspace) -> None:
    """Nothing is written there."""
    with books.settings_file.open("a", encoding="utf-8") as settings:
        settings.write('\n[vacatures]\nsalaristabel = "../elders.csv"\n')
    assert "buiten de werkmap" in send(client, TABLE)
    assert not (books.root.parent / "elders.csv").exists()


def test_the_example_can_be_downloaded(client: TestClient) -> None:
    """And is what stands among the templates."""
    data = client.get(f"{ADDRESS}/voorbeeld.csv").content
    assert data == (standard_templates() / "salaristabel-voorbeeld.csv").read_bytes()
