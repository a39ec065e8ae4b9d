"""Corrections put right what was misread, and are refused when the reading has changed."""

from __future__ import annotations

import pytest

from pipeline.errors import DataInvalidError
from pipeline.models.functieboek import Correctie
from pipeline.normalize.corrections import apply_corrections, read_corrections
from tests.support import load_golden

BOOK = load_golden("ommen-2018")


def fix(pad: str, oud: object, nieuw: object) -> Correctie:
    return Correctie(pad=pad, oud=oud, nieuw=nieuw, wie="HR", waarom="zie de bron")


def test_text_is_replaced_and_listed() -> None:
    """A corrected text stands in the book, the correction in its list, and a finding tells who did it."""
    pad = "/functies/3/resultaatgebieden/0/taken/1/tekst"
    oud = BOOK.functies[3].resultaatgebieden[0].taken[1].tekst

    book, findings = apply_corrections(BOOK, [fix(pad, oud, "adviseert")])

    assert book.functies[3].resultaatgebieden[0].taken[1].tekst == "adviseert"
    assert [c.pad for c in book.correcties] == [pad]
    assert findings[0].code == "correctie-toegepast"
    assert findings[0].herkomst[0] == BOOK.functies[3].resultaatgebieden[0].taken[1].herkomst


def test_no_corrections_change_nothing() -> None:
    """Without corrections the book is the same object."""
    assert apply_corrections(BOOK, []) == (BOOK, ())


def test_changed_reading_is_refused() -> None:
    """The message names the correction, what was expected and what stands there."""
    with pytest.raises(DataInvalidError, match=r"correctie 1 \(/titel\).*“?\"?Ander.*Ommen 4.0"):
        apply_corrections(BOOK, [fix("/titel", "Ander", "Nieuw")])


@pytest.mark.parametrize("pad", ["/functies/99/naam", "/bestaat/niet", "/functies/x/naam", "/functies/3/naam/diep"])
def test_unknown_path_is_refused(pad: str) -> None:
    with pytest.raises(DataInvalidError, match="dit pad bestaat niet"):
        apply_corrections(BOOK, [fix(pad, "a", "b")])


@pytest.mark.parametrize("pad", ["/schema", "/bron/bestand", "/verantwoording/tekens", "/correcties/0", "/"])
def test_what_is_no_reading_cannot_be_corrected(pad: str) -> None:
    with pytest.raises(DataInvalidError):
        apply_corrections(BOOK, [fix(pad, None, "x")])


def test_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(DataInvalidError, match="geen geldig functieboek: bij /functiematrix/0/punten"):
        apply_corrections(BOOK, [fix("/functiematrix/0/punten", BOOK.functiematrix[0].punten, "veel")])


def test_items_can_be_dropped_and_added() -> None:
    """Paths count from the reading, however many items go or come."""
    taken = BOOK.functies[0].resultaatgebieden[0].taken
    base = "/functies/0/resultaatgebieden/0/taken"
    first, second = (t.model_dump(mode="json") for t in taken[:2])
    extra = {"tekst": "nieuw", "herkomst": {"pagina": 18}}

    book, _ = apply_corrections(
        BOOK, [fix(f"{base}/0", first, None), fix(f"{base}/1", second, None), fix(f"{base}/-", None, extra)]
    )

    now = [t.tekst for t in book.functies[0].resultaatgebieden[0].taken]
    assert now == [t.tekst for t in taken[2:]] + ["nieuw"]


def test_corrected_name_takes_its_references_along() -> None:
    index = next(i for i, f in enumerate(BOOK.functies) if f.id == "adviseur-iii")

    book, _ = apply_corrections(BOOK, [fix(f"/functies/{index}/naam", "Adviseur III", "Raadgever III")])

    assert book.functies[index].id == "raadgever-iii"
    assert not [
        x for x in (*book.profielen, *book.functiematrix, *book.beschikbare_functies) if x.functie == "adviseur-iii"
    ]
    assert [p for p in book.profielen if p.functie == "raadgever-iii"]


def test_emphasis_keeps_its_words_in_a_corrected_text() -> None:
    kenmerk = BOOK.functies[0].kenmerken[1]

    book, _ = apply_corrections(BOOK, [fix("/functies/0/kenmerken/1/tekst", kenmerk.tekst, f"altijd {kenmerk.tekst}")])

    new = book.functies[0].kenmerken[1]
    assert new.nadruk == kenmerk.nadruk
    assert [new.tekst[a:b] for a, b in new.nadruk_posities] == list(new.nadruk)


def test_toml_is_read() -> None:
    text = '[[correctie]]\npad = "/titel"\noud = "Ommen 4.0"\nwie = "HR"\nwaarom = "staat er niet"\n'

    assert read_corrections(text) == (
        Correctie(pad="/titel", oud="Ommen 4.0", nieuw=None, wie="HR", waarom="staat er niet"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[correctie", "geen geldig TOML"),
        ('titel = "x"', "staat titel"),
        ('[[correctie]]\npad = "/titel"\nwaarom = "x"\n', "correctie 1: wie ontbreekt"),
        ('[[correctie]]\npad = "titel"\nwie = "x"\nwaarom = "x"\n', "correctie 1: pad klopt niet"),
        ('[[correctie]]\npad = "/t"\nwie = "x"\nwaarom = "x"\nreden = "x"\n', "correctie 1: reden bestaat niet"),
    ],
)
def test_wrong_toml_is_refused(text: str, says: str) -> None:
    with pytest.raises(DataInvalidError, match=says):
        read_corrections(text)
