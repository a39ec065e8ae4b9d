"""What a recruiter is pointed at: facts that cannot be, pay that lacks, verbs put right only where they stand."""

from __future__ import annotations

import pytest

from pipeline.render.vacature import maak_vacature
from pipeline.render.vacature_aandacht import of_facts
from tests.render.vacatures import FULL, book, facts, means


@pytest.mark.parametrize(
    ("section", "line", "field", "text"),
    [
        ("vacature", "startdatum = 2020-01-01", "vacature.startdatum", "voor de laatste dag om te reageren"),
        ("werkplek", "postcode = '99 QQ'", "werkplek.postcode", "geen postcode"),
        ("werkplek", "provincie = 'Overijsel'", "werkplek.provincie", "Bedoelt u Overijssel?"),
        ("contact", "telefoon = 'bel maar'", "contact.telefoon", "geen cijfer"),
        ("dienstverband", "contract = 'tijdelijk'", "dienstverband.duur", "tijdelijk"),
        ("solliciteren", "stappen = ['Gesprek op 31 februari 2027']", "solliciteren.stappen", "bestaat niet"),
        ("solliciteren", "stappen = ['Gesprek op 1 mei 2019']", "solliciteren.stappen", "laatste dag om te reageren"),
        ("eisen", "extra = ['Je krijgt € 5.000.']", "eisen.extra", "komt niet uit de salaristabel"),
        ("aanbod", "voorwaarden = ['Een bonus van 300 euro']", "aanbod.voorwaarden", "komt niet uit de salaristabel"),
    ],
)
def test_what_cannot_be_is_a_warning(section: str, line: str, field: str, text: str) -> None:
    """The field is named, and the vacancy is made all the same."""
    found = dict(of_facts(facts(with_line(section, line)), frozenset(), None))
    assert text in found[field]


def with_line(section: str, line: str) -> str:
    """The full facts with one key put otherwise."""
    key, made, inside, done = line.split(" = ", maxsplit=1)[0], list[str](), False, False
    for one in FULL.splitlines():
        if inside and one.split(" = ")[0].split("=")[0].strip() == key:
            continue
        made.append(one)
        if one.startswith("["):
            inside = one.strip() == f"[{section}]"
            if inside:
                made.append(line)
                done = True
    return "\n".join(made if done else [*made, f"[{section}]", line]) + "\n"


def test_plain_facts_give_no_warning() -> None:
    """The example of the tests has nothing odd in it."""
    assert of_facts(facts(FULL), frozenset(), None) == []


def test_verbs_put_right_are_told_once_and_only_where_the_text_has_them() -> None:
    """In all lengths and for every function."""
    for number in range(6):
        made = maak_vacature(book(), number, means(), lengte="normaal")
        text = " ".join(made.tekst.regels()).lower()
        told = [one for one in made.tekst.opmerkingen if one.startswith("Werkwoord verbeterd")]
        words = [one.split("“")[2].split("”")[0] for one in told]
        assert all(word.lower() in text for word in words)
        assert len({one.split(" (")[0] for one in told}) == len(told)
