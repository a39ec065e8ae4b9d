"""``functieboek vacature``, ``vacatures``, ``taalcheck``, ``je-vorm`` and ``sjabloon`` as a user calls them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.models.io import to_json
from pipeline.models.vacature import example
from pipeline.workspace import Workspace
from tests.cli.conftest import Ran
from tests.render.vacatures import FULL
from tests.support import ROOT, load_golden

Call = Callable[..., Ran]


@pytest.fixture
def space(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which the reference book of 2018 was read."""
    folder = workspace.extracted / "boek"
    folder.mkdir()
    (folder / "functieboek.json").write_text(to_json(load_golden("ommen-2018")), encoding="utf-8")
    monkeypatch.chdir(workspace.root)
    return workspace


@pytest.fixture
def toml(space: Workspace) -> Path:
    """Facts of a vacancy in the workspace."""
    path = space.root / "vacature.toml"
    path.write_text(FULL, encoding="utf-8")
    return path


def outputs(space: Workspace) -> Path:
    """Where the vacancies of the book stand."""
    return space.output / "vacatures" / "boek"


def test_vacancy_with_facts(call: Call, space: Workspace, toml: Path) -> None:
    """All files stand under the name of the function, and the user hears what to look at."""
    ran = call("vacature", "boek", "Regisseur/adviseur", "--gegevens", toml)

    assert ran.code == 0, ran.err
    names = {path.name for path in outputs(space).iterdir()}
    assert {
        f"regisseur-adviseur{end}" for end in (".docx", ".html", ".fragment.html", ".md", ".json", ".herkomst.json")
    } == names
    assert "leesbaarheidsindicatie" in ran.err
    assert "B1" not in ran.err
    assert ran.out == ""


def test_elsewhere_and_json(call: Call, space: Workspace, tmp_path: Path) -> None:
    """With --uit the files stand directly in that folder; with --json a script is told."""
    ran = call("vacature", "boek", "Adviseur", "--uit", tmp_path / "weg", "--json")

    assert (tmp_path / "weg" / "adviseur.docx").is_file()
    (one,) = json.loads(ran.out)
    assert (one["concept"], one["functie"]) == (True, "adviseur")


def test_two_runs_same_bytes(call: Call, space: Workspace, toml: Path) -> None:
    """Nothing of the clock or the machine gets into the files."""
    call("vacature", "boek", "Adviseur", "--gegevens", toml)
    first = {path.name: path.read_bytes() for path in outputs(space).iterdir()}
    call("vacature", "boek", "Adviseur", "--gegevens", toml)

    assert first == {path.name: path.read_bytes() for path in outputs(space).iterdir()}


def test_contradiction_asks_and_keeps_the_choice(call: Call, space: Workspace, toml: Path) -> None:
    """Without a choice it stops with code 7; a choice is followed and written in the facts, comments untouched."""
    toml.write_text(f"# mijn gegevens\n{FULL}", encoding="utf-8")
    refused = call("vacature", "boek", "Zweminstructeur", "--gegevens", toml)
    chosen = call("vacature", "boek", "Zweminstructeur", "--gegevens", toml, "--kies", "competenties=profiel")
    again = call("vacature", "boek", "Zweminstructeur", "--gegevens", toml)

    assert (refused.code, chosen.code, again.code) == (7, 0, 0), refused.err
    assert "--kies competenties=profiel" in refused.err
    assert toml.read_text(encoding="utf-8").startswith("# mijn gegevens\n")
    assert '[keuzes]\ncompetenties = "profiel"' in toml.read_text(encoding="utf-8")


def test_missing_facts(call: Call, space: Workspace, toml: Path) -> None:
    """An incomplete file is refused with all that is missing."""
    toml.write_text("[vacature]\n", encoding="utf-8")
    ran = call("vacature", "boek", "Adviseur", "--gegevens", toml)

    assert ran.code == 7
    assert ran.err.count("\n  - ") >= 8


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("boek",), 2, "Geef één FUNCTIE op"),
        ((), 2, "Geef een boek op"),
        (("boek", "beheer"), 2, "meer dan één"),
        (("boek", "brandweer"), 2, "Er is geen functie"),
        (("boek", "Adviseur", "--kies", "x=y"), 2, "is geen keuze"),
        (("boek", "Adviseur", "--gegevens", "weg.toml"), 3, "bestaat niet"),
        (("ander", "Adviseur"), 2, "geen boek “ander”"),
        (("boek", "--alle", "--kies", "schaal=tabel"), 2, "één functie"),
        (("boek", "--alle", "--gegevens", "vacature.toml"), 2, "is --gegevens een map"),
    ],
)
def test_wrong_use(call: Call, toml: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    """Mistakes are told in Dutch, with the code that fits."""
    ran = call("vacature", *arguments)

    assert (code, True) == (ran.code, message in ran.err), ran.err


def test_example(call: Call, space: Workspace) -> None:
    """--voorbeeld prints the commented facts on stdout, and needs no book."""
    ran = call("vacature", "--voorbeeld")

    assert (0, example()) == (ran.code, ran.out)


def test_edited_document_is_kept(call: Call, space: Workspace) -> None:
    """What a recruiter changed in Word is not overwritten, unless asked."""
    call("vacature", "boek", "Adviseur")
    document = outputs(space) / "adviseur.docx"
    document.write_bytes(document.read_bytes() + b" ")
    refused, forced = call("vacature", "boek", "Adviseur"), call("vacature", "boek", "Adviseur", "--overschrijven")

    assert (refused.code, forced.code) == (6, 0)
    assert "gewijzigd" in refused.err


def test_all_functions(call: Call, space: Workspace, toml: Path) -> None:
    """--alle makes every function, with facts where the folder has them, and keeps what was finished or edited."""
    facts = space.root / "gegevens"
    facts.mkdir()
    (facts / "adviseur.toml").write_text(FULL, encoding="utf-8")
    first = call("vacature", "boek", "--alle", "--gegevens", facts)
    before = (outputs(space) / "adviseur.docx").read_bytes()
    second = call("vacature", "boek", "--alle")

    assert first.code == 0, first.err
    assert "16 vacatures geschreven" in first.err
    assert "15 als concept" in first.err
    assert len(list(outputs(space).glob("*.docx"))) == 16
    assert "adviseur: er staat al een vacature met gegevens" in second.err
    assert before == (outputs(space) / "adviseur.docx").read_bytes()


def test_feed_holds_what_is_finished(call: Call, space: Workspace, toml: Path) -> None:
    """Concepts and closed vacancies are not in the feed; what is, is valid XML and JSON-LD."""
    call("vacature", "boek", "Adviseur", "--gegevens", toml)
    call("vacature", "boek", "Beheerder")
    ran = call("vacatures", "--feed", "--datum", "2026-12-24")
    feed = ElementTree.fromstring((space.output / "vacatures" / "feed.xml").read_text(encoding="utf-8"))
    graph = json.loads((space.output / "vacatures" / "feed.json").read_text(encoding="utf-8"))

    assert ran.code == 0, ran.err
    assert [job.findtext("title") for job in feed.iter("job")] == ["Adviseur"]
    assert "Je hebt minimaal" in (next(feed.iter("job")).findtext("description") or "")
    assert [one["title"] for one in graph["@graph"]] == ["Adviseur"]
    assert "Niet in de feed: boek/beheerder (concept)" in ran.err
    call("vacatures", "--feed", "--datum", "2027-02-01")
    assert json.loads((space.output / "vacatures" / "feed.json").read_text(encoding="utf-8"))["@graph"] == []


def test_list_of_vacancies(call: Call, space: Workspace, toml: Path) -> None:
    """The list tells which are concepts and until when the others are open."""
    assert "nog geen vacatures" in call("vacatures").err
    call("vacature", "boek", "Adviseur", "--gegevens", toml)
    call("vacature", "boek", "Beheerder")
    rows = json.loads(call("vacatures", "--json").out)

    assert [(row["functie"], row["staat"], row["sluit"]) for row in rows] == [
        ("adviseur", "klaar", "2027-01-15"),
        ("beheerder", "concept", ""),
    ]


def test_house_style_and_salary_table(call: Call, space: Workspace, toml: Path) -> None:
    """Name, font and colour come from the settings; the table may stand beside the facts."""
    space.settings_file.write_text(
        '[organisatie]\nnaam = "Gemeente Nieuwstad"\nlettertype = "Arial"\nkleur = "#004400"\n', encoding="utf-8"
    )
    (space.root / "tabel.csv").write_bytes((ROOT / "templates" / "salaristabel-voorbeeld.csv").read_bytes())
    toml.write_text(FULL.replace("[aanbod]", '[aanbod]\nsalaristabel = "tabel.csv"'), encoding="utf-8")
    ran = call("vacature", "boek", "Adviseur", "--gegevens", toml)
    markdown = (outputs(space) / "adviseur.md").read_text(encoding="utf-8")

    assert ran.code == 0, ran.err
    assert "Gemeente Nieuwstad zoekt een adviseur" in markdown
    assert "€ 2.943" in markdown
    assert "salaristabel geldt niet" in ran.err


def test_unreadable_colour_is_refused(call: Call, space: Workspace) -> None:
    """A colour that cannot be read is a fault of the settings."""
    space.settings_file.write_text('[organisatie]\nkleur = "#FFFF00"\n', encoding="utf-8")
    ran = call("vacature", "boek", "Adviseur")

    assert (ran.code, "contrast" in ran.err) == (7, True)


def test_own_template_and_wording(call: Call, space: Workspace) -> None:
    """The organisation's own files win over the standard ones; a faulty one is named."""
    (space.templates / "vacature").mkdir()
    (space.templates / "vacature" / "intro.j2").write_text("Kom werken als {{ functie_klein }}!", encoding="utf-8")
    good = call("vacature", "boek", "Adviseur", "--overschrijven")
    text = (outputs(space) / "adviseur.md").read_text(encoding="utf-8")
    (space.templates / "vacature.docx").write_bytes(b"geen word")
    bad = call("vacature", "boek", "Adviseur", "--overschrijven")

    assert good.code == 0, good.err
    assert "Kom werken als adviseur! In deze functie" in text
    assert (bad.code, "geen Word-document" in bad.err) == (8, True)


def test_runs_are_in_the_logbook(call: Call, space: Workspace) -> None:
    """A prepared workspace remembers what was made; editing the document later breaks nothing."""
    call("vacature", "boek", "Adviseur")
    document = outputs(space) / "adviseur.docx"
    document.write_bytes(document.read_bytes() + b" ")

    assert "vacature" in space.logbook.read_text(encoding="utf-8")
    assert call("logboek", "controleren").code == 0


def test_strict_language(call: Call, space: Workspace, toml: Path) -> None:
    """With --streng wording that shuts people out ends in code 10, after the files were made."""
    toml.write_text(
        FULL.replace("Ons team telt twaalf collega's", "Ons jonge team telt twaalf dames"), encoding="utf-8"
    )
    ran = call("vacature", "boek", "Adviseur", "--gegevens", toml, "--streng")

    assert (ran.code, (outputs(space) / "adviseur.docx").is_file()) == (10, True)
    assert "Taal (fout)" in ran.err


def test_taalcheck(call: Call, space: Workspace, tmp_path: Path) -> None:
    """Findings with place, suggestion and source; names of functions do not count; Word and text alike."""
    text = tmp_path / "tekst.txt"
    text.write_text("Senior beheerder.\nWij zoeken een jonge hond.\n", encoding="utf-8")
    ran = call("taalcheck", text)
    strict = call("taalcheck", text, "--streng")
    call("vacature", "boek", "Adviseur")
    word = call("taalcheck", outputs(space) / "adviseur.docx", "--json")

    assert ran.code == 0
    assert "regel 2: “jonge hond”" in ran.out
    assert "regel 1" not in ran.out
    assert "Leesbaarheidsindicatie" in ran.out
    assert strict.code == 10
    assert json.loads(word.out)["bevindingen"] == []


@pytest.mark.parametrize(("name", "data"), [("kapot.docx", b"PK\x03\x04"), ("leeg.docx", b""), ("weg.txt", None)])
def test_taalcheck_of_what_cannot_be_read(call: Call, tmp_path: Path, name: str, data: bytes | None) -> None:
    """Damaged and missing files are told with code 3."""
    if data is not None:
        (tmp_path / name).write_bytes(data)

    assert call("taalcheck", tmp_path / name).code == 3


def test_taalcheck_of_windows_text(call: Call, tmp_path: Path) -> None:
    """A text of an old editor is read as well."""
    (tmp_path / "oud.txt").write_bytes("Patiënten zijn welkom.".encode("cp1252"))

    assert (
        "Patiënten" in call("taalcheck", tmp_path / "oud.txt", "--json").out
        or call("taalcheck", tmp_path / "oud.txt").code == 0
    )


def test_je_vorm_of_a_file(call: Call, tmp_path: Path) -> None:
    """A line in, a line out; marked lines come back as they were; corrections are told beside."""
    path = tmp_path / "zinnen.txt"
    path.write_text(
        "adviseert over beleid\nkennis van zaken\n\nVerbeterd de werkwijze.\nBeleid: de medewerker kan plannen\n",
        encoding="utf-8",
    )
    ran = call("je-vorm", path)

    assert ran.out.split("\n")[:-1] == [
        "Je adviseert over beleid.",
        "? kennis van zaken",
        "",
        "Je verbetert de werkwijze.",
        "Je kunt plannen.",
    ]
    assert "regel 4: werkwoord “Verbeterd” verbeterd tot “verbetert”" in ran.err


def test_je_vorm_of_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file it reads what is piped in."""

    class Input(io.TextIOWrapper):
        pass

    monkeypatch.setattr("sys.stdin", Input(io.BytesIO(b"is aanspreekbaar\r\n")))

    assert call("je-vorm").out == "Je bent aanspreekbaar.\n"


def test_sjabloon_commands(call: Call, space: Workspace, tmp_path: Path) -> None:
    """The standard template is right; a faulty one gives code 8 and the paragraph; the fields are listed."""
    from pipeline.render.word import base_document, document_bytes

    document = base_document(titel="x")
    document.add_paragraph("{{ titell }}")
    (tmp_path / "fout.docx").write_bytes(document_bytes(document))
    bad = call("sjabloon", "controleren", tmp_path / "fout.docx")

    assert call("sjabloon", "controleren", ROOT / "templates" / "vacature.docx").code == 0
    assert (bad.code, "alinea 1" in bad.out) == (8, True)
    assert "taken.blokken[].punten" in call("sjabloon", "velden").out
    assert json.loads(call("sjabloon", "velden", "--json").out)


@pytest.mark.parametrize("command", ["vacature", "vacatures", "taalcheck", "je-vorm", "sjabloon"])
def test_help_is_dutch(call: Call, command: Any) -> None:
    """Every command explains itself with examples."""
    ran = call(command, "--help")

    assert ran.code == 0
    assert "Usage" not in ran.out
