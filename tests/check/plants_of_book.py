"""Errors between the parts of a book and between its functions."""

from __future__ import annotations

from pipeline.models.functieboek import Functieboek, Kenmerk
from tests.check.clean_book import at, changed, with_more, without
from tests.check.planting import add_row, level_of, plant, sibling

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
