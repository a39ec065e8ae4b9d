"""Ways to plant one error in a clean book, each with the code of the finding that must follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.models.functieboek import Alinea, Functieboek, Kenmerk, Matrixcel, Tekst
from tests.check.clean_book import at, changed, with_more, without

Plant = Callable[[Functieboek, int], Functieboek]
"""Takes the clean book and the number of a function; the error stands there."""
PLANTS: dict[str, tuple[str, Plant]] = {}
"""By name: the code, and the plant."""


def plant(code: str) -> Callable[[Plant], Plant]:
    """Register a plant under the name of its function."""

    def register(function: Plant) -> Plant:
        PLANTS[f"{code}: {function.__name__}"] = (code, function)
        return function

    return register


def task(book: Functieboek, i: int, text: str) -> Functieboek:
    """Replace the first task of a function."""
    return changed(book, "functies", i, "resultaatgebieden", 0, "taken", 0, tekst=text)


def level_of(book: Functieboek, i: int) -> int:
    """The level of a function: 0 for I."""
    return ("I", "II", "III", "IV").index(book.functies[i].naam.split()[-1])


def sibling(book: Functieboek, i: int) -> int:
    """Another function than this one."""
    return (i + 1) % len(book.functies)


def add_row(book: Functieboek, i: int, **values: Any) -> Functieboek:
    """Add a copy of a row without FTE."""
    row = book.beschikbare_functies[i].model_copy(update={"formatie": 0.0, **values})
    return with_more(book, "beschikbare_functies", item=row)


# between the parts


@plant("normfunctie-onbekend")
def norm_function_that_is_not_described(book: Functieboek, i: int) -> Functieboek:
    return add_row(book, i, naam="Vreemde", functie=None, normfunctie="Adviseur ruimtevaart I", kenmerken=())


@plant("normfunctie-onbekend")
def row_without_norm_function(book: Functieboek, i: int) -> Functieboek:
    return add_row(book, i, naam="Vreemde", functie=None, normfunctie=None, kenmerken=())


@plant("schaal-wijkt-af")
def scale_of_a_row(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "beschikbare_functies", i, schaal=7)


@plant("schaal-verschilt")
def two_scales_without_matrix(book: Functieboek, i: int) -> Functieboek:
    return add_row(changed(book, functiematrix=()), i, naam="Vreemde", schaal=7)


@plant("beschrijving-zonder-rij")
def description_that_no_row_uses(book: Functieboek, i: int) -> Functieboek:
    spare = add_row(book, sibling(book, i), naam="Vreemde", formatie=1.0)
    return without(spare, "beschikbare_functies", i)


@plant("formatie-ontbreekt")
def row_without_fte(book: Functieboek, i: int) -> Functieboek:
    empty = changed(book, "beschikbare_functies", i, formatie=None)
    return changed(empty, "beschikbare_functies", sibling(book, i), formatie=2.0)


@plant("totaal-klopt-niet")
def row_with_more_fte(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "beschikbare_functies", i, formatie=1.5)


@plant("clusters-tellen-anders-op")
def larger_cluster(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "clusters", i % 2, fte=(book.clusters[i % 2].fte or 0.0) + 0.5)


@plant("rij-dubbel")
def row_twice(book: Functieboek, i: int) -> Functieboek:
    return add_row(book, i)


@plant("matrix-zonder-beschrijving")
def cell_of_nothing(book: Functieboek, i: int) -> Functieboek:
    cell = book.functiematrix[i].model_copy(update={"naam": "Adv. ruimtevaart", "functie": None})
    return with_more(book, "functiematrix", item=cell)


@plant("beschrijving-zonder-matrix")
def no_cell(book: Functieboek, i: int) -> Functieboek:
    return without(book, "functiematrix", i)


@plant("matrixkolom-wijkt-af")
def other_series_in_the_matrix(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functiematrix", i, functiereeks="Beheer")


@plant("matrixkolom-wijkt-af")
def other_group_in_the_matrix(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functiematrix", i, functiegroep="Toezicht")


@plant("matrixcel-dubbel")
def two_cells(book: Functieboek, i: int) -> Functieboek:
    lowest = next(n for n in range(i, len(book.functies)) if level_of(book, n) == 2)
    cell = book.functiematrix[lowest].model_copy(update={"schaal": 6, "punten": 260})
    return with_more(book, "functiematrix", item=cell)


@plant("afkorting-past-niet")
def odd_abbreviation(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functiematrix", i, naam=book.functiematrix[i].naam.replace("Adv.", "Adq."))


@plant("functie-dubbel")
def described_twice(book: Functieboek, i: int) -> Functieboek:
    again = book.functies[i].model_copy(update={"id": book.functies[i].id + "-2", "herkomst": at(400)})
    return with_more(book, "functies", item=again)


@plant("naam-varieert")
def other_name_in_the_table(book: Functieboek, i: int) -> Functieboek:
    name = book.functies[i].naam.replace("Adviseur", "Beleidsmedewerker")
    return changed(book, "beschikbare_functies", i, normfunctie=name)


@plant("naam-varieert")
def other_name_in_the_profile(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, titel="COMPETENTIEPROFIEL HOOFD RUIMTEVAART")


@plant("competenties-wijken-af")
def other_level(book: Functieboek, i: int) -> Functieboek:
    niveau = "B" if book.functies[i].competenties[0].niveau != "B" else "C"
    return changed(book, "functies", i, "competenties", 0, niveau=niveau)


@plant("competenties-wijken-af")
def competence_missing_in_the_profile(book: Functieboek, i: int) -> Functieboek:
    return without(book, "profielen", i, "competenties", 1)


@plant("competenties-wijken-af")
def competence_missing_in_the_description(book: Functieboek, i: int) -> Functieboek:
    return without(book, "functies", i, "competenties", 2)


@plant("beschrijving-zonder-profiel")
def no_profile(book: Functieboek, i: int) -> Functieboek:
    return without(book, "profielen", i)


@plant("profiel-zonder-beschrijving")
def profile_of_nothing(book: Functieboek, i: int) -> Functieboek:
    profile = book.profielen[i].model_copy(update={"functie": None, "titel": "COMPETENTIEPROFIEL HOOFD RUIMTEVAART"})
    return with_more(book, "profielen", item=profile)


@plant("profiel-dubbel")
def profile_twice(book: Functieboek, i: int) -> Functieboek:
    return with_more(book, "profielen", item=book.profielen[i].model_copy(update={"herkomst": at(400)}))


@plant("competentie-dubbel")
def competence_twice_in_the_profile(book: Functieboek, i: int) -> Functieboek:
    return with_more(book, "profielen", i, "competenties", item=book.profielen[i].competenties[0])


@plant("profiel-onvolledig")
def no_education(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, opleiding=None)


@plant("profiel-onvolledig")
def no_knowledge_and_skills(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, kennis=(), vaardigheden=())


@plant("beschrijving-onvolledig")
def no_result_areas(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, resultaatgebieden=())


@plant("beschrijving-onvolledig")
def result_area_without_tasks(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, "resultaatgebieden", 1, taken=())


@plant("beschrijving-mist-onderdeel")
def no_features(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, kenmerken=())


@plant("beschrijving-mist-onderdeel")
def no_competences(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, competenties=())


@plant("code-ontbreekt")
def no_code(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, code=None)


@plant("module-niet-gebruikt")
def nobody_has_the_module(book: Functieboek, i: int) -> Functieboek:
    return changed(changed(book, "functies", 0, module=None), hoofdstukken=())


@plant("module-onbekend")
def module_that_is_not_described(book: Functieboek, i: int) -> Functieboek:
    i = max(i, 1)  # the first has the module that there is
    return changed(book, "functies", i, module="Projectleiding")


@plant("nummering-onderbroken")
def result_area_skipped(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, "resultaatgebieden", 1, nummer=3)


@plant("nummering-onderbroken")
def situation_counted_twice(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "profielen", i, "kritische_werksituaties", 1, nummer=1)


@plant("tekst-noemt-andere-formatie")
def text_with_other_fte(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "hoofdstukken", 0, "alineas", 0, tekst=f"De organisatie telt {11 + i % 3} FTE.")


@plant("tekst-noemt-andere-module")
def text_with_more_coordinators(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "hoofdstukken", 0, "alineas", 1, tekst="Er zijn drie functies met coördinerende taken.")


@plant("organisatiecompetentie-zonder-profiel")
def competence_that_nobody_has(book: Functieboek, i: int) -> Functieboek:
    return changed(book, organisatiecompetenties=("samenwerken", "ondernemingszin"))


@plant("opleiding-daalt")
def less_schooling_at_the_top(book: Functieboek, i: int) -> Functieboek:
    top = next(n for n in range(i, -1, -1) if level_of(book, n) == 0)
    text = "Minimaal MBO niveau 2 op het gebied van bestuurskunde."
    return changed(book, "profielen", top, "opleiding", tekst=text, minimaal="MBO", minimaal_niveau=2)


@plant("kenmerken-wijken-af")
def other_words_in_the_table(book: Functieboek, i: int) -> Functieboek:
    text = book.beschikbare_functies[i].kenmerken[0].tekst.replace("adviseert over", "beslist over")
    return changed(book, "beschikbare_functies", i, "kenmerken", 0, tekst=text)


@plant("kenmerken-wijken-af")
def feature_missing_in_the_table(book: Functieboek, i: int) -> Functieboek:
    return without(book, "beschikbare_functies", i, "kenmerken", 1)


@plant("kenmerken-wijken-af")
def feature_extra_in_the_table(book: Functieboek, i: int) -> Functieboek:
    extra = Kenmerk(tekst="geeft leiding aan een afdeling", herkomst=at(7))
    return with_more(book, "beschikbare_functies", i, "kenmerken", item=extra)


@plant("nadruk-wijkt-af")
def other_bold_in_the_table(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "beschikbare_functies", i, "kenmerken", 0, nadruk=("adviseert",), nadruk_posities=((0, 9),))


@plant("kenmerken-niet-vergeleken")
def table_in_its_own_words(book: Functieboek, i: int) -> Functieboek:
    for number, row in enumerate(book.beschikbare_functies):
        own = Kenmerk(tekst=f"is het vaste gezicht voor {row.naam.split()[-1]}", herkomst=at(7))
        book = changed(book, "beschikbare_functies", number, kenmerken=(own,))
    return book


@plant("matrixkolom-wijkt-af")
def other_naming_in_the_whole_matrix(book: Functieboek, i: int) -> Functieboek:
    for number in range(len(book.functiematrix)):
        book = changed(book, "functiematrix", number, functiereeks="Advies en ontwikkeling")
    return book


# between the functions


@plant("definitie-verschilt")
def other_definition(book: Functieboek, i: int) -> Functieboek:
    text = book.profielen[i].competenties[0].definitie or ""
    return changed(book, "profielen", i, "competenties", 0, definitie=f"{text} Leert van fouten.")


@plant("reeks-verschilt")
def other_series_text(book: Functieboek, i: int) -> Functieboek:
    text = "Het voorbereiden en toetsen van beleid."
    return changed(book, "functies", i, "functiereeks", omschrijving=text)


@plant("groep-verschilt")
def other_group_text(book: Functieboek, i: int) -> Functieboek:
    text = (book.functies[i].functiegroep.omschrijving or "").replace("advies", "onderwijs")
    return changed(book, "functies", i, "functiegroep", omschrijving=text)


@plant("indicatoren-wijken-af")
def indicator_missing(book: Functieboek, i: int) -> Functieboek:
    return without(book, "profielen", i, "competenties", 0, "gedragsindicatoren", 1)


@plant("indicatoren-wijken-af")
def indicator_of_another_competence(book: Functieboek, i: int) -> Functieboek:
    other = book.profielen[i].competenties[1].gedragsindicatoren[0]
    return with_more(book, "profielen", i, "competenties", 0, "gedragsindicatoren", item=other)


@plant("definitie-verschilt")
def a_definition_for_each_profile(book: Functieboek, i: int) -> Functieboek:
    words = ("boeken", "bomen", "bruggen", "dieren", "huizen", "kaarten", "lampen", "paarden", "tafels")
    for number in range(9):
        for at_, competence in enumerate(book.profielen[number].competenties):
            if competence.naam == "Samenwerken":
                text = f"Werkt samen aan {words[number]}."
                book = changed(book, "profielen", number, "competenties", at_, definitie=text)
    return book


@plant("niveaunaam-verschilt")
def other_level_name(book: Functieboek, i: int) -> Functieboek:
    return changed(book, "functies", i, "competenties", 0, niveaunaam="beslissen")


@plant("taken-gelijk")
def tasks_of_the_level_above(book: Functieboek, i: int) -> Functieboek:
    i = i if level_of(book, i) else i + 1
    return changed(book, "functies", i, resultaatgebieden=book.functies[i - 1].resultaatgebieden)


@plant("punten-gelijk-andere-schaal")
def points_of_the_scale_above(book: Functieboek, i: int) -> Functieboek:
    i = i if level_of(book, i) else i + 1
    return changed(book, "functiematrix", i, punten=book.functiematrix[i - 1].punten)


@plant("punten-niet-oplopend")
def more_points_than_the_scale_above(book: Functieboek, i: int) -> Functieboek:
    i = i if level_of(book, i) else i + 1
    return changed(book, "functiematrix", i, punten=990)


@plant("schaal-niet-bij-niveau")
def levels_swapped(book: Functieboek, i: int) -> Functieboek:
    i = i if level_of(book, i) else i + 1
    one, other = book.functiematrix[i - 1], book.functiematrix[i]
    for number, cell in ((i - 1, other), (i, one)):
        book = changed(book, "functiematrix", number, schaal=cell.schaal, punten=cell.punten)
        book = changed(book, "beschikbare_functies", number, schaal=cell.schaal)
    first, second = book.profielen[i - 1].opleiding, book.profielen[i].opleiding
    return changed(changed(book, "profielen", i - 1, opleiding=second), "profielen", i, opleiding=first)


@plant("kenmerk-niet-bij-niveau")
def features_swapped(book: Functieboek, i: int) -> Functieboek:
    i = i if level_of(book, i) else i + 1
    one, other = book.functies[i - 1].kenmerken, book.functies[i].kenmerken
    for number, features in ((i - 1, other), (i, one)):
        book = changed(book, "functies", number, kenmerken=features)
        book = changed(book, "beschikbare_functies", number, kenmerken=features)
    return book


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


def cell(book: Functieboek, i: int) -> Matrixcel:
    """The matrix cell of a function."""
    return book.functiematrix[i]
