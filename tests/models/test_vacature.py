"""Facts of a vacancy: complete, checked, and every fault in Dutch with an example."""

from __future__ import annotations

import pytest

from pipeline.errors import DataInvalidError
from pipeline.models.vacature import PAY_HISTORY, VAGUE_PAY, example, read_facts, required_facts
from tests.render.vacatures import FULL, facts


def test_example_is_valid_and_explains_every_key() -> None:
    """The shipped example can be used as it is, and so can it with everything switched on."""
    lines = [
        line.removeprefix("#") if line.startswith("#") and " = " in line and not line.startswith("# ") else line
        for line in example().split("\n")
    ]

    assert read_facts(example().encode(), "v.toml").werkplek.plaats
    assert read_facts("\n".join(lines).encode(), "v.toml").team.cluster
    for line in example().split("\n"):
        if " = " in line and not line.startswith("# "):
            assert "…" not in line


def test_missing_facts_are_told_all_at_once() -> None:
    """An empty file names every required key, each with an example."""
    with pytest.raises(DataInvalidError) as caught:
        read_facts(b"", "leeg.toml")

    message = str(caught.value)
    for key, _ in required_facts():
        assert f"{key}: ontbreekt" in message
    assert "Voorbeeld: vacature.publicatiedatum = 2026-12-01" in message
    assert "functieboek vacature --voorbeeld" in message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lengte", 'lengte = "lang"', "moet een van deze zijn"),
        ("uren_min = 32", "uren_min = 40", "uren_max is lager dan uren_min"),
        ("uren_min = 32", 'uren_min = "veel"', "moet een getal zijn"),
        ("uren_min = 32", "uren_min = nan", "uren_min"),
        ("sluitingsdatum = 2027-01-15", "sluitingsdatum = 2026-01-15", "ligt voor de publicatiedatum"),
        ("sluitingsdatum = 2027-01-15", 'sluitingsdatum = "half januari"', "moet een datum zijn"),
        ('contract = "vast"', 'contract = "flex"', "moet een van deze zijn"),
        ('plaats = "Voorbeeldstad"', 'plats = "Voorbeeldstad"', "Bedoelt u plaats"),
        ('email = "s.devries@voorbeeldstad.nl"', 'email = "s.devries"', "is geen e-mailadres"),
        ('webadres = "https', 'webadres = "javascript:alert(1) https', "is geen webadres"),
        ("voorwaarden = [", 'voorwaarden = ["Stuur je loonstrook mee", ', "eerder verdiende"),
        ("tekst = ", 'tekst = "Noem je huidige salaris." #', "eerder verdiende"),
        ("[contact]", '[taken]\nvertel = ["Doet a.", "doet  A"]\n[contact]', "staat er twee keer"),
        ("[contact]", '[taken]\nvertel = "Doet a."\n[contact]', "taken.vertel: moet een lijst zijn"),
        ('naam = "Sam de Vries"', 'naam = "Sam\\u000bde Vries"', "onzichtbare teken"),
    ],
)
def test_faults_name_the_key(old: str, new: str, message: str) -> None:
    """Each fault says which key, what is wrong, and gives an example."""
    text = FULL.replace(old, new, 1) if old in FULL else FULL.replace("[vacature]", f"[vacature]\n{new}", 1)
    with pytest.raises(DataInvalidError, match=message):
        facts(text)


def test_rules_between_fields_are_told_beside_faults_of_fields() -> None:
    """A wrong name does not hide that the dates are the wrong way round."""
    text = (
        "[vacature]\npublicatiedatum = 2027-02-01\nsluitingsdatum = 2027-01-01\nlengte = 'lang'\n[contact]\nnaam = 1\n"
    )
    with pytest.raises(DataInvalidError) as caught:
        read_facts(text.encode(), "v.toml")
    assert "vacature.lengte: moet een van deze zijn" in str(caught.value)
    assert "vacature: de sluitingsdatum ligt voor de publicatiedatum." in str(caught.value)
    assert "contact: geef een telefoon of een email op." in str(caught.value)


def test_contact_must_be_reachable() -> None:
    """A name alone is not enough to ask a question of."""
    text = "\n".join(line for line in FULL.split("\n") if not line.startswith(("telefoon", "email")))
    with pytest.raises(DataInvalidError, match="geef een telefoon of een email op"):
        facts(text)


@pytest.mark.parametrize(("data", "message"), [(b"[", "geen geldige TOML"), (b"\xff\xfe\x00", "geen UTF-8")])
def test_no_toml(data: bytes, message: str) -> None:
    """What is no TOML is refused by name."""
    with pytest.raises(DataInvalidError, match=message):
        read_facts(data, "v.toml")


@pytest.mark.parametrize(
    "text",
    ["marktconform salaris", "marktconforme beloning", "een goed salaris", "salaris in overleg", "competitief salaris"],
)
def test_vague_pay(text: str) -> None:
    """Ways to say nothing about pay."""
    assert VAGUE_PAY.search(text)


@pytest.mark.parametrize(
    "text", ["laatstverdiende salaris", "je laatste loonstrook", "huidig salaris", "salarisspecificatie"]
)
def test_pay_history(text: str) -> None:
    """Ways to ask what someone earned."""
    assert PAY_HISTORY.search(text)


@pytest.mark.parametrize(
    "text", ["salarisschaal 10", "individueel keuzebudget van 17,05% van je salaris", "een eindejaarsuitkering"]
)
def test_plain_pay_is_left_alone(text: str) -> None:
    """What tells something about pay is no fault."""
    assert not VAGUE_PAY.search(text)
    assert not PAY_HISTORY.search(text)
