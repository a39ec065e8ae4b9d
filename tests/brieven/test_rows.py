"""Bad rows and files: each its own clear message, all at once, and never a letter."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from pipeline.brieven.bestand import read_sheet
from pipeline.brieven.controles import total
from pipeline.brieven.rijen import read_rows
from pipeline.brieven.voorbeeld import example_workbook
from pipeline.errors import DataInvalidError, FunctieboekError, LimitExceededError
from pipeline.models.functieboek import slug
from tests.brieven.support import DATUMS, employees, one, table

BAD_CELLS: list[tuple[dict[str, str], str, str]] = [
    ({"personeelsnummer": ""}, "personeelsnummer", "ontbreekt"),
    ({"personeelsnummer": "../7"}, "personeelsnummer", "heeft niet de vorm"),
    ({"personeelsnummer": "1" * 21}, "personeelsnummer", "te lang (hoogstens 20"),
    ({"personeelsnummer": "bundel-01"}, "personeelsnummer", "kan geen bestandsnaam zijn; kies een ander nummer"),
    ({"personeelsnummer": "CON"}, "personeelsnummer", "kan geen bestandsnaam zijn"),
    ({"voorletters": ""}, "voorletters", "ontbreekt"),
    ({"voorletters": "A" * 31}, "voorletters", "te lang"),
    ({"achternaam": ""}, "achternaam", "ontbreekt"),
    ({"achternaam": "B\x02akker"}, "achternaam", "onzichtbaar stuurteken"),
    ({"aanhef": "x" * 61}, "aanhef", "te lang"),
    ({"adres": ""}, "adres", "ontbreekt"),
    ({"postcode": ""}, "postcode", "ontbreekt"),
    ({"postcode": "0123 AB"}, "postcode", "heeft niet de vorm"),
    ({"postcode": "1234"}, "postcode", "heeft niet de vorm"),
    ({"plaats": ""}, "plaats", "ontbreekt"),
    ({"was_functie": ""}, "was_functie", "ontbreekt"),
    ({"was_schaal": ""}, "was_schaal", "ontbreekt"),
    ({"was_schaal": "elf"}, "was_schaal", "moet een salarisschaal zijn"),
    ({"was_schaal": "0"}, "was_schaal", "moet een salarisschaal zijn"),
    ({"was_schaal": "10C"}, "was_schaal", "moet een salarisschaal zijn"),
    ({"was_periodiek": "8,5"}, "was_periodiek", "moet een geheel getal zijn"),
    ({"was_periodiek": "-1"}, "was_periodiek", "moet minstens 0 zijn"),
    ({"was_periodiek": "31"}, "was_periodiek", "mag hoogstens 30 zijn"),
    ({"was_bedrag": "veel"}, "was_bedrag", "moet een getal zijn; er staat “veel”"),
    ({"was_bedrag": "0"}, "was_bedrag", "groter zijn dan 0"),
    ({"was_bedrag": "99.999,00"}, "was_bedrag", "kleiner zijn dan 50000"),
    ({"was_bedrag": "1.23.4"}, "was_bedrag", "moet een getal zijn"),
    ({"was_eenheid": ""}, "was_eenheid", "ontbreekt"),
    ({"was_uren": ""}, "was_uren", "ontbreekt"),
    ({"was_uren": "41"}, "was_uren", "mag hoogstens 40"),
    ({"was_uren": "0"}, "was_uren", "groter zijn dan 0"),
    ({"was_uren": "vijf"}, "was_uren", "moet een getal zijn"),
    ({"wordt_functie": ""}, "wordt_functie", "verplicht bij plaatsingsgrond passend"),
    ({"wordt_functie": "Tovenaar"}, "wordt_functie", "“Tovenaar” staat niet in het functieboek; kies een naam"),
    ({"wordt_functie": "Strategisch beleidsadviser"}, "wordt_functie", "bedoelt u “Strategisch beleidsadviseur”?"),
    ({"wordt_normfunctie": "Adviseur IV"}, "wordt_normfunctie", "noemt als normfunctie “Medewerker Ontwikkeling I”"),
    ({"wordt_schaal": ""}, "wordt_schaal", "ontbreekt; verplicht"),
    ({"wordt_schaal": "13"}, "wordt_schaal", "het boek geeft Strategisch beleidsadviseur schaal 12"),
    ({"wordt_schaal": "A1"}, "wordt_schaal", "moet een salarisschaal zijn"),
    ({"wordt_periodiek": "zes"}, "wordt_periodiek", "moet een getal zijn"),
    ({"wordt_eenheid": ""}, "wordt_eenheid", "ontbreekt; verplicht"),
    ({"wordt_uren": ""}, "wordt_uren", "ontbreekt; verplicht"),
    ({"wordt_uren": "80"}, "wordt_uren", "mag hoogstens 40"),
    ({"coordinatiemodule": "misschien"}, "coordinatiemodule", "moet ja of nee zijn; er staat “misschien”"),
    ({"plaatsingsgrond": ""}, "plaatsingsgrond", "ontbreekt"),
    ({"plaatsingsgrond": "zin"}, "plaatsingsgrond", "moet een van deze zijn"),
    ({"plaatsingsgrond": "herplaatsing"}, "wordt_functie", "moet leeg zijn bij plaatsingsgrond herplaatsing"),
    ({"motivering": ""}, "motivering", "verplicht bij plaatsingsgrond passend"),
    ({"motivering": "x" * 10_001}, "motivering", "te lang"),
    ({"garantie": "eeuwig"}, "garantie", "moet een van deze zijn"),
    ({"was_schaal": "13"}, "garantie", "van schaal 13 naar 12 zonder garantie"),
    ({"ingangsdatum": ""}, "ingangsdatum", "ontbreekt"),
    ({"ingangsdatum": "31-2-2026"}, "ingangsdatum", "moet een datum zijn, zoals 31-12-2025; er staat “31-2-2026”"),
    ({"ingangsdatum": "binnenkort"}, "ingangsdatum", "er staat “binnenkort”"),
    ({"ingangsdatum": "1-5-2026"}, "ingangsdatum", "1-5-2026 ligt vóór de datum van de brief (12-5-2026)"),
    ({"zienswijze_ontvangen": "1-6-2026", "zienswijze_reactie": "r"}, "zienswijze_ontvangen", "ligt na de datum"),
    (
        {"zienswijze_ontvangen": "20-4-2026"},
        "zienswijze_reactie",
        "een definitieve brief zonder antwoord daarop kan niet",
    ),
    ({"zienswijze_reactie": "Wij antwoorden."}, "zienswijze_ontvangen", "geen datum van de zienswijze"),
    ({"regime": "oud"}, "regime", "moet een van deze zijn"),
    ({"regime": "awb"}, "regime", "regime awb past niet bij een brief van 12-5-2026"),
]


@pytest.mark.parametrize(
    ("changes", "column", "message"), BAD_CELLS, ids=[f"{c}-{i}" for i, (_, c, _) in enumerate(BAD_CELLS)]
)
def test_a_bad_cell_is_told_with_its_place_and_blocks(
    check: Callable[..., Any], changes: dict[str, str], column: str, message: str
) -> None:
    found = check(one(1, **changes))
    faults = [f for f in found.fouten if f.zwaarte == "fout"]
    assert found.blokkeert
    assert [(f.rij, f.kolom) for f in faults] == [(2, column)]
    assert message in faults[0].melding
    assert f"blad CSV, rij 2, kolom {column}: " in faults[0].tekst("CSV")


def _sheet(*rows: tuple[Any, ...], name: str = "medewerkers") -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    return buffer.getvalue()


BAD_FILES: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "is leeg (0 bytes)"),
    ("pdf", lambda: b"%PDF-1.7\n...", "is een PDF en geen tabel"),
    (
        "old-excel",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        "met een wachtwoord beveiligd Excel-bestand",
    ),
    ("broken-zip", lambda: b"PK\x03\x04" + b"x" * 50, "is beschadigd"),
    ("no-workbook", lambda: _zip({"a.txt": b"a"}), "is geen leesbare Excel-werkmap"),
    ("zip-bomb", _bomb, "uitgepakt groter dan 100 MB"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "is geen tekst en geen Excel-werkmap"),
    ("prose", lambda: b"Beste collega,\nhierbij de lijst.\n", "is geen tabel"),
    ("open-quote", lambda: b'a;b;c\n"1;2;3\n', "een aanhalingsteken is niet gesloten"),
    ("no-heads", lambda: b"1;;\n;;\n", "geen koprij"),
    ("empty-sheet", _sheet, "bevat geen blad met een koprij"),
    ("too-many", lambda: b"a;b;c\n" + b"1;2;3\n" * 20_001, "meer dan 20000 rijen"),
]


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(("make", "message"), [(m, t) for _, m, t in BAD_FILES], ids=[name for name, _, _ in BAD_FILES])
def test_a_bad_file_is_refused_with_its_reason(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(FunctieboekError) as caught:
        read_sheet(make(), "lijst.xlsx")
    assert isinstance(caught.value, DataInvalidError | LimitExceededError)
    assert message in caught.value.melding
    assert caught.value.melding.startswith(("lijst.xlsx", "Blad "))


def test_each_kind_has_its_own_message() -> None:
    """At least sixty kinds of bad rows and files in the tables above."""
    assert len(BAD_CELLS) + len(BAD_FILES) >= 60
    assert len({(column, message) for _, column, message in BAD_CELLS}) >= 55
    assert len({message for _, _, message in BAD_FILES}) == len(BAD_FILES)


@pytest.mark.parametrize("head", ["BSN", "bsn-nummer", "Burgerservicenummer", "sofinummer", "BSN medewerker"])
def test_a_citizen_service_number_is_refused_and_not_copied(check: Callable[..., Any], head: str) -> None:
    rows = [{**row, head: "123456782"} for row in employees()[:2]]
    found = check(table(rows))
    assert [f.melding for f in found.fouten if "dataminimalisatie, AVG" in f.melding]
    assert found.blokkeert
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(found.marked())).get_sheet_by_index(0).to_python()
    assert "123456782" not in str(sheet)
    assert "(weggelaten)" in sheet[1]


def test_columns_missing_twice_and_unknown(check: Callable[..., Any]) -> None:
    row = employees()[1]
    without = {key: value for key, value in row.items() if key != "achternaam"}
    assert [f.tekst("CSV") for f in check(table([without])).fouten] == [
        "blad CSV, rij 1, kolom achternaam: deze verplichte kolom ontbreekt"
    ]
    twice = check(table([{**row, "Persnr": "1"}]))
    assert "kolom personeelsnummer staat er twee keer" in twice.fouten[0].melding
    unknown = check(table([{**row, "Schoenmaat": "43"}]))
    assert not unknown.blokkeert
    assert [f.zwaarte for f in unknown.fouten] == ["waarschuwing"]


def test_all_faults_come_at_once_and_stand_in_the_marked_copy(check: Callable[..., Any]) -> None:
    rows = employees()[:3]
    rows[0]["postcode"], rows[0]["was_uren"], rows[2]["ingangsdatum"] = "x", "99", "ooit"
    found = check(table(rows))
    assert {(f.rij, f.kolom) for f in found.fouten} == {(2, "was_uren"), (2, "postcode"), (4, "ingangsdatum")}
    with zipfile.ZipFile(io.BytesIO(found.marked())) as package:
        comments = package.read("xl/comments1.xml").decode()
    assert comments.count("<comment ") == 3
    assert "moet een datum zijn" in comments


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"was_uren": "99,5"}, "mag hoogstens 40 zijn; er staat “99,5” (bijvoorbeeld: 36)"),
        ({"achternaam": ""}, "ontbreekt (bijvoorbeeld: Vries)"),
        ({"garantie": "alles"}, "moet een van deze zijn: “geen”, “salaris”, “salarisperspectief” of “functieschaal”"),
        ({"wordt_functie": "Beleidsadviseur strategie"}, "bedoelt u “Beleidsadviseur”?"),
    ],
)
def test_messages_are_written_as_a_dutch_spreadsheet_is(
    check: Callable[..., Any], cells: dict[str, str], told: str
) -> None:
    assert told in check(one(1, **cells)).fouten[0].melding


def test_a_faulty_cell_hides_no_fault_of_the_rest(check: Callable[..., Any]) -> None:
    """Of other rows, nor of its own row; what is missing beside it is not guessed at."""
    rows = employees()[:4]
    rows[0]["postcode"] = "x"
    rows[1]["wordt_functie"] = "Tovenaar"
    rows[2] |= {"postcode": "y", "wordt_schaal": "3"}
    rows[3] |= {"postcode": "z", "wordt_schaal": ""}
    found = check(table(rows))
    assert [(f.rij, f.kolom) for f in found.fouten] == [
        (2, "postcode"), (3, "wordt_functie"), (4, "postcode"), (4, "wordt_schaal"), (5, "postcode"),
    ]  # fmt: skip
    assert sum(line.medewerkers for line in found.balans) == 0
    assert len(found.gelezen.half) == 3


def test_the_balance_adds_up_and_guesses_nothing(check: Callable[..., Any]) -> None:
    whole = total(check(table(employees())).balans)
    assert whole.medewerkers > 30
    assert whole.ruimte == pytest.approx(whole.formatie - whole.geplaatst, abs=0.01)
    pool = check(one(1, wordt_functie="Zweminstructeur", wordt_normfunctie="", wordt_schaal="6", garantie="salaris"))
    assert (total(pool.balans).medewerkers, total(pool.balans).ruimte) == (1, None)


def test_checks_over_the_whole(check: Callable[..., Any]) -> None:
    rows = employees()
    twice = check(table([rows[1], {**rows[2], "personeelsnummer": rows[1]["personeelsnummer"]}]))
    assert "staat ook in rij 2" in twice.fouten[0].melding
    same = check(table([rows[1], {**rows[1], "personeelsnummer": "9"}]))
    assert [(f.kolom, f.zwaarte) for f in same.fouten] == [("achternaam", "waarschuwing")]
    crowd = check(
        table(
            [
                rows[0],
                {**rows[1], "wordt_functie": rows[0]["wordt_functie"], "wordt_normfunctie": "", "wordt_schaal": "14"},
            ]
        )
    )
    assert "Gemeentesecretaris: 1,89 fte geplaatst (2 medewerkers), het boek heeft 1 fte" in crowd.fouten[0].melding
    pool = check(one(1, wordt_functie="Zweminstructeur", wordt_normfunctie="", wordt_schaal="6", garantie="salaris"))
    assert any("het boek noemt geen formatie" in f.melding for f in pool.fouten)
    assert not pool.blokkeert


def test_doubts_are_warnings(check: Callable[..., Any]) -> None:
    def doubts(data: bytes, **how: Any) -> list[str]:
        found = check(data, **how)
        assert not found.blokkeert
        return [f.melding for f in found.fouten]

    assert doubts(one(1)) == []
    assert any("valt op zaterdag" in m for m in doubts(one(1, ingangsdatum="13-6-2026")))
    assert any("garantie terwijl de schaal niet daalt" in m for m in doubts(one(1, garantie="salaris")))
    assert any("geen cluster" in m for m in doubts(one(1, wordt_eenheid="Buitenland")))
    assert any("meer dan 36 uur" in m for m in doubts(one(1, was_uren="38")))
    assert any("Koningsdag" in m for m in doubts(one(1), datum=datetime.date(2026, 4, 27)))
    changed = doubts(one(3), gewijzigd={"strategisch-beleidsadviseur": "schaal “11” werd “12”"})
    assert changed == ["functievolger, maar de functie is gewijzigd: schaal “11” werd “12”"]
    unknown = doubts(one(3), vorige=frozenset({"iets-anders"}))
    assert len(unknown) == 1
    assert "staat niet in het vorige boek" in unknown[0]
    assert doubts(one(3), vorige=frozenset({slug(employees()[3]["was_functie"])})) == []
    assert doubts(one(1), vorige=frozenset()) == []  # no functievolger
    annex = doubts(one(1), open_fouten={"medewerker-ontwikkeling-i": 2})
    assert len(annex) == 1
    assert "2 open bevindingen met gewicht fout" in annex[0]
    assert doubts(one(1), soort="addendum", open_fouten={"medewerker-ontwikkeling-i": 2}) == []
    late = doubts(one(1, ingangsdatum="1-2-2020"), datum=datetime.date(2019, 12, 2))
    assert any("de plaatsing gaat in onder wnra" in m for m in late)


def test_a_norm_function_names_the_one_available_function_that_has_it(check: Callable[..., Any]) -> None:
    for name in ("Medewerker Ontwikkeling I", "medewerker-ontwikkeling-i"):
        found = check(one(1, wordt_functie=name, wordt_normfunctie=""))
        assert found.fouten == ()
        assert [line.functie for line in found.balans if line.medewerkers] == ["Strategisch beleidsadviseur"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_common_csv_is_read(separator: str, encoding: str) -> None:
    rows = [{**row, "was_bedrag": "4.450,50", "achternaam": "Çelik-Müller"} for row in employees()[:2]]
    data = table(rows, separator).decode().encode(encoding, "replace")
    found = read_rows(read_sheet(data, "x.csv"))
    assert found.fouten == ()
    assert {r.medewerker.was_bedrag for r in found.rijen} == {4450.5}
    assert {r.medewerker.achternaam for r in found.rijen} == {"Çelik-Müller"}


@pytest.mark.parametrize("written", ["1-6-2026", "01/06/2026", "2026-06-01", "1 juni 2026", "1 jun 2026", "1.6.2026"])
def test_dutch_dates(written: str) -> None:
    found = read_rows(read_sheet(one(1, ingangsdatum=written), "x.csv"))
    assert found.rijen[0].medewerker.ingangsdatum == datetime.date(2026, 6, 1)


def test_a_workbook_in_another_order_with_other_headings() -> None:
    row = {**employees()[1], "ingangsdatum": datetime.datetime(2026, 6, 1), "was_uren": 36, "was_bedrag": 2953.5}
    names = {"personeelsnummer": "Pers.nr.", "plaats": "Woonplaats", "was_functie": "Huidige functie"}
    heads = [names.get(key, key.replace("_", " ").title()) for key in reversed(row)]
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet("Medewerkers")
    sheet.write_row(2, 1, heads)
    sheet.write_row(3, 1, list(reversed(row.values())))
    book.close()
    found = read_rows(read_sheet(buffer.getvalue(), "x.xlsx"))
    assert [f.tekst(found.blad.naam) for f in found.fouten] == []
    assert found.rijen[0].nummer == 4
    assert found.rijen[0].medewerker.ingangsdatum == datetime.date(2026, 6, 1)
    assert found.rijen[0].medewerker.plaats == "Fictiedorp"


def test_the_example_workbook_passes_its_own_checks(check: Callable[..., Any], book: Any) -> None:
    data = example_workbook(book)
    for soort in ("voornemen", "niet-geplaatst"):
        assert [f.melding for f in check(data, soort=soort, naam="v.xlsx").fouten] == []
    assert [f.melding for f in read_rows(read_sheet(example_workbook(), "v.xlsx")).fouten] == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") >= 8
    assert "functies!$A$1:$A$16" in sheet


def test_the_fictitious_file_is_marked_as_such_and_fits(check: Callable[..., Any]) -> None:
    from tests.brieven.support import EMPLOYEES

    data = EMPLOYEES.read_bytes()
    assert data.startswith(b"Fictieve gegevens")
    found = check(data)
    assert (found.fouten, len(found.gelezen.rijen)) == ((), 45)
    assert found.gelezen.rijen[0].nummer == 3
    assert DATUMS["wnra"] < found.gelezen.rijen[0].medewerker.ingangsdatum
