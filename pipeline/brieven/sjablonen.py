"""The standard Word templates of the letters, built by this script and then edited by HR in Word.

``scripts/sjablonen.py`` writes them to ``templates/``; a test holds the two together.  The law-dependent sentences come
from ``bewoording.toml`` by regime, so that one template serves both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.render.word import add_table, base_document, document_bytes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BRIEF = {
    "voornemen": "brief-voornemen.docx",
    "definitief": "brief-definitief.docx",
    "niet-geplaatst": "brief-niet-geplaatst.docx",
    "addendum": "addendum.docx",
}
BIJLAGE = "bijlage-functie.docx"


def templates() -> dict[str, bytes]:
    """The standard templates by file name."""
    made = {BRIEF[soort]: _letter(soort) for soort in ("voornemen", "definitief", "niet-geplaatst")}
    return {**made, BRIEF["addendum"]: _addendum(), BIJLAGE: _annex()}


def _letter(soort: str) -> bytes:
    document = _document("Plaatsingsbrief")
    _head(document)
    document.add_paragraph("{{ aanhef }},")
    _each(document, "opening")
    if soort != "niet-geplaatst":
        document.add_paragraph("Uw functie", style="Heading 2")
        _position(document)
        _each(document, "positie_toelichting", below_table=True)
    document.add_paragraph(
        "Waarom deze plaatsing" if soort != "niet-geplaatst" else "Waarom u nog niet geplaatst bent", style="Heading 2"
    )
    _each(document, "redenen")
    _section(document, "zekerheid", "Uw salaris en afspraken")
    _section(document, "zienswijze", "Uw zienswijze")
    kop = "Bent u het hier niet mee eens?" if soort != "voornemen" else "Uw reactie"
    _section(document, "rechtsmiddel", kop, with_next=True)  # else the greeting could stand on a page of its own
    _each(document, "vragen", with_next=True)
    _signature(document)
    document.add_paragraph("{%p if bijlagen %}")
    document.add_paragraph("Bijlagen", style="Heading 2")
    document.add_paragraph("{%p for bijlage in bijlagen %}")
    document.add_paragraph("{{ bijlage }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
    return document_bytes(document)


def _addendum() -> bytes:
    document = _document("Addendum")
    _head(document)
    _each(document, "opening")
    document.add_paragraph("Wat verandert", style="Heading 2")
    _position(document)
    _each(document, "positie_toelichting", below_table=True)
    _section(document, "zekerheid", "Salaris en afspraken")
    document.add_paragraph("Ondertekening", style="Heading 2")
    document.add_paragraph("Voor akkoord, in tweevoud opgemaakt.").paragraph_format.keep_with_next = True
    table = add_table(
        document,
        ["Werkgever", "Werknemer"],
        [
            ["{{ organisatie }}", "{{ naam }}"],
            ["{{ ondertekenaar }}, {{ ondertekenaar_functie }}", "Personeelsnummer {{ personeelsnummer }}"],
            ["Plaats en datum: ", "Plaats en datum: "],
            ["Handtekening:\n\n\n", "Handtekening:\n\n\n"],
        ],
        (8.0, 8.0),
    )
    for row in table.rows[:-1]:  # the signatures stay together on one page
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return document_bytes(document)


def _annex() -> bytes:
    document = _document("Functiebeschrijving en competentieprofiel")
    document.add_paragraph("Bijlage: {{ functie }}", style="Heading 1")
    document.add_paragraph("{{ bron }}", style="Klein")
    document.add_paragraph("{%p for deel in delen %}")
    document.add_paragraph("{{ deel.kop }}", style="Heading 2")
    document.add_paragraph("{%p for alinea in deel.alineas %}")
    document.add_paragraph("{{ alinea }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for punt in deel.punten %}")
    document.add_paragraph("{{ punt }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for onderdeel in deel.onderdelen %}")
    document.add_paragraph("{{ onderdeel.kop }}", style="Heading 3")
    document.add_paragraph("{%p for alinea in onderdeel.alineas %}")
    document.add_paragraph("{{ alinea }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for punt in onderdeel.punten %}")
    document.add_paragraph("{{ punt }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    return document_bytes(document)


def _document(titel: str) -> Document:
    """An empty document whose footer has the page number only: a bundle has no total that holds for every letter."""
    document = base_document(titel=titel, voettekst="")
    runs = document.sections[0].footer.paragraphs[0].runs
    ends = [i for i, run in enumerate(runs) if "end" in run._element.xpath("./w:fldChar/@w:fldCharType")]
    for run in runs[ends[0] + 1 :]:
        run._element.getparent().remove(run._element)
    return document


def _head(document: Document) -> None:
    """Letterhead, addressee, place and date, reference and subject."""
    document.add_paragraph("{%p if logo %}")
    document.add_paragraph("{{ logo }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ afzender }}", style="Klein")
    _spaced(document.add_paragraph("{{ geadresseerde }}"), before=30, after=30)  # where a window envelope shows it
    document.add_paragraph("{{ plaats_en_datum }}\nKenmerk: {{ kenmerk }}")
    document.add_paragraph("Onderwerp: {{ onderwerp }}", style="Heading 1")


def _spaced(paragraph: Paragraph, *, before: float, after: float) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)


def _position(document: Document) -> None:
    table = add_table(
        document,
        ["", "Nu", "Vanaf {{ ingangsdatum }}"],
        [
            ["{%tr for regel in positie %}", "", ""],
            ["{{ regel.naam }}", "{{ regel.was }}", "{{ regel.wordt }}"],
            ["{%tr endfor %}", "", ""],
        ],
        (4.0, 6.0, 6.0),
    )
    table.rows[0].cells[0].paragraphs[0].add_run("Onderdeel")


def _each(document: Document, name: str, *, below_table: bool = False, with_next: bool = False) -> None:
    document.add_paragraph(f"{{%p for alinea in {name} %}}")
    paragraph = document.add_paragraph("{{ alinea }}")
    if below_table:
        _spaced(paragraph, before=6, after=6)
    paragraph.paragraph_format.keep_with_next = with_next or None
    document.add_paragraph("{%p endfor %}")


def _section(document: Document, name: str, kop: str, *, with_next: bool = False) -> None:
    document.add_paragraph(f"{{%p if {name} %}}")
    document.add_paragraph(kop, style="Heading 2")
    _each(document, name, with_next=with_next)
    document.add_paragraph("{%p endif %}")


def _signature(document: Document) -> None:
    document.add_paragraph("Met vriendelijke groet,").paragraph_format.keep_with_next = True
    document.add_paragraph("{{ mandaat }},").paragraph_format.keep_with_next = True
    paragraph = document.add_paragraph("\n\n\n{{ ondertekenaar }}\n{{ ondertekenaar_functie }}")
    paragraph.paragraph_format.keep_together = True
