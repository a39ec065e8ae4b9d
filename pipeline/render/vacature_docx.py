"""A composed vacancy as a Word document, with the sources as comments when asked."""

from __future__ import annotations

import copy
import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.models.huisstijl import Huisstijl
from pipeline.render.huisstijl import apply_house_style
from pipeline.render.vacature_model import IN_TE_VULLEN, Blok, Bron, Onderdeel, Vacaturetekst, Zin
from pipeline.render.word import Picture, Rich, check_package, document_bytes, render_template

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

NAAM = "Het sjabloon vacature.docx"


def vacature_docx(
    vacature: Vacaturetekst,
    sjabloon: bytes,
    *,
    huisstijl: Huisstijl | None = None,
    logo: bytes | None = None,
    datum: datetime.date | None = None,
    bron: bool = False,
) -> bytes:
    """Fill the template with a vacancy and return the bytes of the document.

    Args:
        vacature: the composed text.
        sjabloon: the template as HR edits it.
        huisstijl: colours and font for what is still standard in the template.
        logo: picture for ``{{ logo }}``.
        datum: date of the document properties.
        bron: put each sentence's source in a comment.

    Raises:
        TemplateFaultyError: the template has unknown or broken tags, or loses text.
        DataInvalidError: a text holds characters that a Word document cannot hold.
    """
    style = huisstijl or Huisstijl()
    check_package(sjabloon, NAAM)
    data = render_template(
        apply_house_style(sjabloon, style),
        context(vacature, style, logo),
        titel=f"Vacature {vacature.titel}",
        naam=NAAM,
        auteur=vacature.organisatie,
        onderwerp=f"Vacature {vacature.titel} bij {vacature.organisatie}",
        datum=datum,
        verplicht=(vacature.titel,),
    )
    return with_comments(data, vacature) if bron else data


def context(vacature: Vacaturetekst, style: Huisstijl, logo: bytes | None) -> dict[str, Any]:
    """The names that a vacancy template may use (``functieboek sjabloon velden`` lists them)."""
    sections: dict[str, dict[str, Any] | None] = {
        "concept_punten" if section.naam == "concept" else section.naam: _section(section)
        for section in vacature.onderdelen
    }
    names = ("intro", "organisatie", "taken", "profiel", "aanbod", "procedure", "klein", "concept_punten")
    picture = (
        Picture(logo, style.logo_beschrijving or f"Logo {vacature.organisatie}", style.logo_breedte_cm)
        if logo
        else None
    )
    return {
        "titel": vacature.titel,
        "organisatienaam": vacature.organisatie,
        "feiten": rich(vacature.feitenregel),
        "feitenlijst": [{"naam": feit.naam, "waarde": rich(feit.waarde)} for feit in vacature.feiten],
        "concept": vacature.concept,
        "logo": picture,
        "onderdelen": [_section(section) for section in vacature.onderdelen],
        **{name: sections.get(name) for name in names},
    }


def _section(section: Onderdeel) -> dict[str, Any]:
    return {"kop": section.kop, "blokken": [_block(blok) for blok in section.blokken]}


def _block(blok: Blok) -> dict[str, Any]:
    return {
        "kop": blok.kop,
        "alinea": _line(blok.zinnen) if blok.zinnen else None,
        "punten": [_line(punt) for punt in blok.punten],
    }


def _line(zinnen: tuple[Zin, ...]) -> Rich:
    """Sentences as one line, their leads bold."""
    text, leads = "", []
    for zin in zinnen:
        text += " " if text else ""
        if zin.aanhef:
            leads.append((len(text), len(text) + len(zin.aanhef)))
        text += zin.geheel
    return rich(text, leads)


def rich(text: str, leads: list[tuple[int, int]] | None = None) -> Rich:
    """Mark leads as strong and gaps as to be filled in."""
    marks = [(begin, end, "Zwaar") for begin, end in leads or ()]
    marks += [(found.start(), found.end(), "Invullen") for found in IN_TE_VULLEN.finditer(text)]
    marks.sort()
    return Rich(text, tuple((begin, end) for begin, end, _ in marks), styles=tuple(style for _, _, style in marks))


def with_comments(data: bytes, vacature: Vacaturetekst) -> bytes:
    """Put the source of each sentence in a comment beside it.

    A sentence that the template shows nowhere gets none; comments carry no date, so that the bytes stay the same.
    """
    from docx import Document as open_document
    from docx.oxml.ns import qn

    document = open_document(io.BytesIO(data))
    wanted = [(zin.geheel, zin) for _, zin in vacature.zinnen()]
    for paragraph in _paragraphs(document):
        at = 0
        while wanted and (found := paragraph.text.find(wanted[0][0], at)) >= 0:
            text, zin = wanted.pop(0)
            runs = _runs_between(paragraph, found, found + len(text))
            at = found + len(text)
            if runs:
                note = document.add_comment(runs, text=source_note(zin), author="Functieboek", initials="FB")
                note._comment_elm.attrib.pop(qn("w:date"), None)
    _own_comment_styles(document)
    return document_bytes(document)


def _own_comment_styles(document: Document) -> None:
    """python-docx names the comment styles in English by id; ours (and Word's in Dutch) have other ids."""
    from docx.oxml.ns import qn

    ids = {style.name: style.style_id for style in document.styles}
    wanted = {"CommentReference": ids.get("annotation reference"), "CommentText": ids.get("annotation text")}
    comments = document.part._comments_part.element
    for root in (document.element, comments):
        for node in [*root.iter(qn("w:rStyle"), qn("w:pStyle"))]:
            value = node.get(qn("w:val"))
            if wanted.get(value):
                node.set(qn("w:val"), wanted[value])
            elif value in wanted:
                node.getparent().remove(node)


def source_note(zin: Zin) -> str:
    """Say in Dutch where a sentence comes from and what was done to it."""
    return " ".join(dict.fromkeys(note_of(bron) for bron in zin.bronnen))


def note_of(bron: Bron) -> str:
    """Say of one source what it is and what was done with it."""
    if bron.soort == "sjabloon":
        return f"Vaste zin van uw organisatie ({bron.omschrijving})."
    if bron.soort == "gegevens":
        return f"Door u ingevuld: {bron.omschrijving}."
    said = f" In het boek: “{bron.tekst}”." if bron.tekst else ""
    return f"{bron.plek()} ({bron.regel}).{said}"


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def _runs_between(paragraph: Paragraph, begin: int, end: int) -> list[Run]:
    """The runs of a stretch of text; a run that sticks out is cut in two."""
    for edge in (begin, end):
        at = 0
        for run in paragraph.runs:
            length = len(run.text)
            if at < edge < at + length:
                _cut(run, edge - at)
                break
            at += length
    at, inside = 0, []
    for run in paragraph.runs:
        if begin <= at and at + len(run.text) <= end and run.text:
            inside.append(run)
        at += len(run.text)
    return inside


def _cut(run: Run, offset: int) -> None:
    """Cut a run at an offset of its text; the second half keeps the looks of the first."""
    from docx.text.run import Run as NewRun

    text = run.text
    second = copy.deepcopy(run._r)
    run._r.addnext(second)
    run.text, NewRun(second, run._parent).text = text[:offset], text[offset:]
