"""Errors in the text of a book and in how it was read."""

from __future__ import annotations

from pipeline.models.functieboek import Alinea, Functieboek, Tekst
from tests.check.clean_book import at, changed, with_more
from tests.check.planting import plant, sibling, task

# in the text


@plant("onbekend-woord")
def misspelt_word(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de verdeling van de werkzaamhedden")


@plant("onbekend-woord")
def word_spelt_otherwise_in_a_definition(book: Functieboek, i: int) -> Functieboek:
    text = (book.profielen[i].competenties[0].definitie or "").replace("en", "enn", 1)
    words = {"Herkent problemen": "Herkent probleemen", "gemeenschappelijk": "gemeenschapelijk"}
    text = book.profielen[i].competenties[0].definitie or ""
    for right, wrong in (*words.items(), ("klanten", "klanteen"), ("zorgvuldig", "zorgvulldig")):
        if right in text:
            return changed(book, "profielen", i, "competenties", 0, definitie=text.replace(right, wrong))
    raise AssertionError(text)


@plant("werkwoordsvorm")
def participle_for_a_verb(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "verbeterd de planning van het onderhoud")


@plant("werkwoordsvorm")
def stem_for_a_verb(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "neem verzoeken in behandeling en zoekt oplossingen")


@plant("werkwoordsvorm")
def stem_after_its_subject(book: Functieboek, i: int) -> Functieboek:
    text = "de medewerker vind oplossingen voor knelpunten."
    return changed(book, "profielen", i, "kennis", 0, omschrijving=text)


@plant("dubbel-woord")
def word_twice(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de de voortgang van projecten")


@plant("dubbel-woord")
def word_twice_in_a_feature(book: Functieboek, i: int) -> Functieboek:
    text = book.functies[i].kenmerken[1].tekst.replace("de werkzaamheden", "de werkzaamheden werkzaamheden")
    return changed(book, "functies", i, "kenmerken", 1, tekst=text, nadruk=(), nadruk_posities=())


@plant("dubbel-leesteken")
def full_stop_twice(book: Functieboek, i: int) -> Functieboek:
    text = book.profielen[i].kennis[0].omschrijving or ""
    return changed(book, "profielen", i, "kennis", 0, omschrijving=text + ".")


@plant("dubbel-leesteken")
def comma_after_a_space(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "verzamelt , bewerkt en beheert gegevens")


@plant("slotpunt-wijkt-af")
def full_stop_missing(book: Functieboek, i: int) -> Functieboek:
    text = book.profielen[i].competenties[0].gedragsindicatoren[0].tekst.rstrip(".")
    return changed(book, "profielen", i, "competenties", 0, "gedragsindicatoren", 0, tekst=text)


@plant("slotpunt-wijkt-af")
def full_stop_extra(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de voortgang van projecten.")


@plant("term-varieert")
def subject_in_two_spellings(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, "kennis", 0, onderwerp="Openbaar bestuuur")


@plant("term-varieert")
def field_of_study_in_two_spellings(book: Functieboek, i: int) -> Functieboek:
    opleiding = book.profielen[i].opleiding
    assert opleiding
    return changed(
        book, "profielen", i, "opleiding",
        tekst=(opleiding.tekst or "").replace("bestuurskunde", "besturskunde"), richtingen=("besturskunde",),
    )  # fmt: skip


@plant("regel-samengevoegd")
def bullet_within_an_item(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de voortgang; – stelt plannen op")


@plant("regel-samengevoegd")
def two_known_items_in_one(book: Functieboek, i: int) -> Functieboek:
    indicators = book.profielen[i].competenties[0].gedragsindicatoren
    glued = Tekst(tekst=f"{indicators[0].tekst} {indicators[1].tekst}", herkomst=indicators[0].herkomst)
    return with_more(book, "functies", i, "resultaatgebieden", 0, "taken", item=glued)


@plant("leeg-onderdeel")
def empty_task(book: Functieboek, i: int) -> Functieboek:
    return with_more(book, "functies", i, "resultaatgebieden", 0, "taken", item=Tekst(tekst="", herkomst=at(30)))


@plant("kop-ingeslikt")
def heading_in_a_text(book: Functieboek, i: int) -> Functieboek:
    text = f"{book.profielen[i].kennis[0].omschrijving} Vaardigheden"
    return changed(book, "profielen", i, "kennis", 0, omschrijving=text)


@plant("persoonsvorm-geslacht")
def one_sex(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de gegevens die aan hem zijn toevertrouwd")


@plant("persoonsvorm-geslacht")
def two_sexes(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de gegevens die hij/zij beheert")


@plant("functienaam-geslacht")
def title_of_one_sex(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "verdeelt het werk van de secretaresse")


@plant("leeftijdswoord")
def age(book: Functieboek, i: int) -> Functieboek:
    paragraph = Alinea(soort="alinea", tekst="We zijn een jong team met ambitie.", herkomst=at(2))
    return with_more(book, "hoofdstukken", 0, "alineas", item=paragraph)


@plant("los-geschreven")
def written_apart(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "zorgt voor organisatie brede afstemming")


@plant("buigings-e")
def ending_too_many(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "werkt vanuit een strategische kader")


# in the reading


@plant("titel-afgeleid")
def no_title(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, titel=None)


@plant("schaal-onleesbaar")
def no_scale_in_a_row(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "beschikbare_functies", i, schaal=None)


@plant("punten-ontbreken")
def no_points(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functiematrix", i, punten=None)


@plant("onleesbare-tekens")
def characters_that_mean_nothing(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de \ufffd\ue123 voortgang")


@plant("afbreekstreepje-in-tekst")
def hyphen_left_in_a_text(book: Functieboek, i: int) -> Functieboek:
    return task(book, i, "bewaakt de werk- zaamheden van derden")


@plant("code-dubbel")
def code_of_another_function(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, code=book.functies[sibling(book, i)].code)


@plant("onderdeel-dubbel")
def task_twice(book: Functieboek, i: int) -> Functieboek:
    again = book.functies[i].resultaatgebieden[1].taken[2]
    return with_more(book, "functies", i, "resultaatgebieden", 1, "taken", item=again)


@plant("competentie-onvolledig")
def competence_without_definition(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, "competenties", 0, definitie=None)


@plant("competentie-onvolledig")
def competence_without_indicators(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, "competenties", 0, gedragsindicatoren=())
