"""Collecting findings: one cause once, weights, acceptance, the same result each time."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from pipeline.check import check
from pipeline.check.finding import Finding, Place, names, quote, where
from pipeline.check.registry import rules
from pipeline.check.run import told_once
from pipeline.check.texts import all_texts
from pipeline.errors import DataInvalidError
from pipeline.models.base import Herkomst
from pipeline.models.bevindingen import Bevinding
from pipeline.models.instellingen import Aanvaarding, Controleren
from tests.check.clean_book import at, changed, clean_book
from tests.check.plants import PLANTS
from tests.support import ROOT

BOOK = clean_book()
WRONG = changed(BOOK, "beschikbare_functies", 4, schaal=7)


def only(book, **options):
    [finding] = check(book, **options).bevindingen
    return finding


def test_the_sentence_says_what_stands_where():
    """Both values and both pages are in the sentence, and at the places."""
    finding = only(WRONG)

    assert "schaal 7 (blz. 7)" in finding.melding
    assert "schaal 11 (blz. 6)" in finding.melding
    assert [origin.pagina for origin in finding.herkomst] == [7, 6]
    assert finding.onderdelen == ("beschikbare functies", "functiematrix")
    assert finding.functie == BOOK.functies[4].id


def test_a_weight_can_be_changed():
    """The settings decide what a finding weighs."""
    assert only(WRONG, settings=Controleren(ernst={"schaal-wijkt-af": "info"})).ernst == "info"


@pytest.mark.parametrize("settings", [Controleren(uit=("schaal-wijkt-aff",)), Controleren(ernst={"onzin": "info"})])
def test_a_code_that_does_not_exist_is_refused(settings):
    """A typing error in the settings does not silently leave a rule on."""
    with pytest.raises(DataInvalidError):
        check(BOOK, settings)


def test_the_nearest_code_is_named():
    """The message says which code was probably meant."""
    with pytest.raises(DataInvalidError, match="schaal-wijkt-af"):
        check(BOOK, Controleren(uit=("schaal-wijkt-aff",)))


def test_an_accepted_finding_is_kept_with_its_reason():
    """It stays in the list, marked as accepted."""
    key = only(WRONG).sleutel or ""

    finding = only(WRONG, accepted=[Aanvaarding(sleutel=key, reden="Zo vastgesteld", wie="P. de Vries")])

    assert (finding.status, finding.reden) == ("aanvaard", "Zo vastgesteld (P. de Vries)")


def test_an_acceptance_expires_when_the_text_changes():
    """The finding is open again, and says that it was accepted before."""
    old = only(WRONG)
    acceptance = Aanvaarding(sleutel=old.sleutel or "", reden="Zo vastgesteld", code=old.code, functie=old.functie)

    finding = only(changed(WRONG, "beschikbare_functies", 4, schaal=6), accepted=[acceptance])

    assert finding.status == "open"
    assert "Eerder is dit aanvaard (Zo vastgesteld)" in (finding.advies or "")


def test_the_key_does_not_hang_on_pages():
    """A book that is only laid out otherwise keeps its acceptances."""
    moved = changed(changed(WRONG, "beschikbare_functies", 4, herkomst=at(90)), "functiematrix", 4, herkomst=at(91))

    assert only(moved).sleutel == only(WRONG).sleutel


def test_findings_of_the_reading_are_kept():
    """What the reader doubted stays, beside what is wrong in the book."""
    doubt = Bevinding(
        code="twijfel-afbreekstreepje", ernst="info", betreft="lezen", melding="Twijfel.", citaten=("werk-",)
    )

    found = check(WRONG, reading=[doubt]).bevindingen

    assert {(item.code, item.betreft) for item in found} == {
        ("twijfel-afbreekstreepje", "lezen"),
        ("schaal-wijkt-af", "boek"),
    }


@pytest.mark.parametrize("name", ["titel-afgeleid: no_title", "onleesbare-tekens: characters_that_mean_nothing"])
def test_the_second_time_gives_the_same(name):
    """The findings of a first run, given as those of the reading, change nothing."""
    book = PLANTS[name][1](WRONG, 4)
    first = check(book)

    assert check(book, reading=first.bevindingen) == first


def test_one_cause_is_told_once():
    """The rule that says most tells it, with the places of all, and the heaviest weight."""
    table = {known.code: known for known in rules()}
    here, there = (Place(Herkomst(pagina=page), "tekst") for page in (3, 4))
    found = [
        (table["schrijfwijze-verschilt"], Finding("a.", (here, there), cause=("woord", "x"), ernst="fout")),
        (table["onbekend-woord"], Finding("b.", (here,), cause=("woord", "x"))),
        (table["onbekend-woord"], Finding("c.", (there,), cause=("woord", "y"))),
    ]

    told = told_once(found)

    assert [(known.code, item.melding, len(item.places), item.ernst) for known, item in told] == [
        ("onbekend-woord", "b.", 2, "fout"),
        ("onbekend-woord", "c.", 1, "waarschuwing"),
    ]


def test_sentences_stay_readable():
    """Many names are counted, long quotations cut at a word, pages listed once."""
    assert names([str(n) for n in range(20)]).endswith("11 en nog 8")
    assert quote("woord " * 60).endswith(" …”")
    assert where([Herkomst(pagina=4), Herkomst(pagina=3), Herkomst(pagina=4)]) == "blz. 3 en 4"
    assert where([Herkomst(regel=8)]) == "regel 8"


def test_the_same_findings_whatever_the_hash_seed():
    """No order hangs on how Python hashes strings."""
    program = (
        "from tests.support import load_golden\n"
        "from pipeline.check import check; from pipeline.models.io import to_json\n"
        "print(to_json(check(load_golden('ommen-2018'))))\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, cwd=ROOT,
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(runs) == 1


def test_checking_loads_no_language_model():
    """spaCy takes a second to import and no rule needs it."""
    program = (
        "import sys; from tests.check.clean_book import clean_book; from pipeline.check import check\n"
        "import pipeline.dutch.spelling, spylls.hunspell\n"
        "check(clean_book(1, 2))\n"
        "assert not {'spacy', 'scipy', 'numpy', 'docx', 'jinja2'} & {name.split('.')[0] for name in sys.modules}\n"
    )

    subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": "."}, cwd=ROOT, check=True)


def test_time_grows_with_the_book_and_not_with_its_square():
    """Eight times the functions take about eight times as long; a quadratic rule would take sixty-four."""
    books = [clean_book(families, 4) for families in (6, 48)]
    for book in books:
        check(book)  # fills the caches of folded texts alike

    def seconds(book):
        begin = time.process_time()
        check(book)
        return time.process_time() - begin

    small, large = (min(seconds(book) for _ in range(3)) for book in books)

    assert large < 20 * small


def test_a_heading_of_the_matrix_is_one_place():
    """However many cells stand below it; the place says that the heading is not the cell itself."""
    book = clean_book()
    headings = [text for text in all_texts(book) if text.field == "matrixkop"]

    assert len({(text.text, text.herkomst) for text in headings}) == len(headings)
    assert {text.onderdeel for text in headings} == {"functiematrix, kop boven deze cel"}
    assert len([text for text in headings if text.text == book.functiematrix[0].functiereeks]) == 1
