"""Print a script as a Word document, and with LibreOffice as a PDF made from it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from tests.layouts.browser import logo
from tests.layouts.hyphens import with_soft_hyphens
from tests.layouts.layout import Layout
from tests.layouts.script import CellText, Element, Fields, Grid, Heading, Item, NewPage, Paragraph, Script, Span, Toc

FONTS = {
    "serif": "Liberation Serif",
    "sans": "Liberation Sans",
    "condensed": "Liberation Sans Narrow",
    "dejavu": "DejaVu Sans",
    "carlito": "Carlito",
}
LEVELS = {"deel": 1, "hoofdstuk": 2, "functie": 2, "profiel": 2, "sectie": 3, "titel": 0}
BULLETS = {"symbol": ("\uf0b7", "Symbol"), "wingdings": ("\uf0a7", "Wingdings")}
PAGES = {"A4": (Mm(210), Mm(297)), "Letter": (Mm(215.9), Mm(279.4)), "A4-landscape": (Mm(297), Mm(210))}


def element(tag: str, **attributes: str) -> Any:
    """An OOXML element, its attributes in the w namespace."""
    out = OxmlElement(tag)
    for key, value in attributes.items():
        out.set(qn(f"w:{key}"), value)
    return out


class Writer:
    """Fills a Word document with the elements of a script."""

    def __init__(self, script: Script, layout: Layout) -> None:
        self.s = script
        self.o = layout
        self.d = Document()
        self.marks = 0
        self.fresh = False
        self.set_up()

    def set_up(self) -> None:
        o, section = self.o, self.d.sections[0]
        self.sheet(section, landscape=False)
        normal = self.d.styles["Normal"]
        normal.font.name, normal.font.size = FONTS[o.font], Pt(o.size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[o.font])
        normal.element.rPr.append(element("w:lang", val="nl-NL"))
        normal.paragraph_format.space_after = Pt(1 if o.tight else 5)
        self.bullets = self.numbering(*BULLETS.get(o.bullet, (o.bullet or "", FONTS[o.font])))
        self.running(section)

    def sheet(self, section: Any, *, landscape: bool) -> None:
        width, height = PAGES[self.o.page]
        if landscape and width < height:
            width, height = height, width
            section.orientation = WD_ORIENT.LANDSCAPE
        elif not landscape:
            section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin, section.bottom_margin = Mm(25), Mm(22)
        self.width = width - Mm(44)

    def numbering(self, sign: str, font: str) -> int:
        """A bullet list definition of our own; the sign may be empty."""
        part = self.d.part.numbering_part.element
        abstract = element("w:abstractNum", abstractNumId="90")
        level = element("w:lvl", ilvl="0")
        indent = 360 if self.o.bullet else 240
        for child in (
            element("w:start", val="1"),
            element("w:numFmt", val="bullet"),
            element("w:lvlText", val=sign),
            element("w:lvlJc", val="left"),
        ):
            level.append(child)
        ppr, rpr = element("w:pPr"), element("w:rPr")
        ppr.append(element("w:ind", left=str(indent), hanging=str(indent)))
        rpr.append(element("w:rFonts", ascii=font, hAnsi=font, hint="default"))
        level.extend([ppr, rpr])
        abstract.append(level)
        part.insert(0, abstract)
        num = element("w:num", numId="90")
        num.append(element("w:abstractNumId", val="90"))
        part.append(num)
        return 90

    def ordered(self) -> int:
        """A fresh "1." list."""
        self.lists = getattr(self, "lists", 200) + 1
        part = self.d.part.numbering_part.element
        abstract = element("w:abstractNum", abstractNumId=str(self.lists))
        level = element("w:lvl", ilvl="0")
        for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "%1."), ("w:lvlJc", "left")):
            level.append(element(tag, val=value))
        ppr = element("w:pPr")
        ppr.append(element("w:ind", left="360", hanging="360"))
        level.append(ppr)
        abstract.append(level)
        part.insert(0, abstract)
        num = element("w:num", numId=str(self.lists))
        num.append(element("w:abstractNumId", val=str(self.lists)))
        part.append(num)
        return self.lists

    # running headers and footers -------------------------------------------------------------------------------------

    def running(self, section: Any) -> None:
        o, title = self.o, self.s.running_title
        if o.running == "none":
            return
        section.different_first_page_header_footer = o.title_page
        if o.running == "logo":
            section.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()), width=Mm(9))
        head = section.header.paragraphs[0]
        head.add_run(("\t\t" if o.running in {"simple", "logo"} else "") + title)
        foot = section.footer.paragraphs[0]
        if o.running == "page-of":
            foot.add_run("Pagina ")
            self.fld(foot, "PAGE")
            foot.add_run(" van ")
            self.fld(foot, "NUMPAGES")
        else:
            foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.fld(foot, "PAGE")
        if o.running == "chapter":
            head.add_run("\t\t")
            self.fld(head, 'STYLEREF "Heading 2"')
        if o.running == "alternating":
            self.d.settings.odd_and_even_pages_header_footer = True
            section.even_page_header.paragraphs[0].add_run("\t\tFuncties en profielen")
            self.fld(section.even_page_footer.paragraphs[0], "PAGE")

    def fld(self, paragraph: Any, code: str) -> None:
        field = element("w:fldSimple", instr=code)
        run = element("w:r")
        text = element("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)

    # elements --------------------------------------------------------------------------------------------------------

    def write(self) -> None:
        for e in self.s.elements:
            self.element(e)

    def element(self, e: Element) -> None:
        if isinstance(e, NewPage):
            self.fresh = True
            return
        if isinstance(e, Heading):
            self.heading(e)
        elif isinstance(e, Paragraph):
            p = self.new()
            self.spans(p, e.spans)
            if self.o.justify:
                p.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        elif isinstance(e, Item):
            self.item(self.new(), e)
        elif isinstance(e, Fields):
            self.fields(e)
        elif isinstance(e, Grid):
            self.grid(e)
        else:
            self.toc(e)

    def new(self, style: str | None = None) -> Any:
        p = self.d.add_paragraph(style=style)
        if self.fresh:
            p.paragraph_format.page_break_before = True
            self.fresh = False
        return p

    def spans(self, p: Any, spans: tuple[Span, ...], *, bold: bool = False) -> None:
        for span in spans:
            run = p.add_run(with_soft_hyphens(span.text) if self.o.hyphens == "soft" else span.text)
            run.bold = True if (span.bold or bold) and not self.o.no_bold else None
            run.italic = True if span.italic else None

    def item(self, p: Any, e: Item) -> None:
        if e.number:
            self.current = self.ordered() if e.number == 1 else self.current
        if not e.number and not self.o.bullet:
            p.paragraph_format.left_indent, p.paragraph_format.first_line_indent = Pt(12), Pt(-12)
        else:
            number = element("w:numPr")
            number.append(element("w:ilvl", val="0"))
            number.append(element("w:numId", val=str(self.current if e.number else self.bullets)))
            p._p.get_or_add_pPr().append(number)
        self.spans(p, e.spans)
        p.paragraph_format.space_after = Pt(1 if self.o.tight else 3)

    def heading(self, e: Heading) -> None:
        o, level = self.o, LEVELS.get(e.role)
        p = self.new(f"Heading {level}" if level else None)
        run = p.add_run(with_soft_hyphens(e.text) if o.hyphens == "soft" else e.text)
        font = run.font
        factors = {"titel": 2.4, "organisatie": 1.3, "ondertitel": 1.4, "deel": 1.6, "hoofdstuk": 1.35, "functie": 1.35,
                   "profiel": 1.35, "sectie": 1.18}  # fmt: skip
        factor = factors.get(e.role, 1.0)
        if o.headings == "bold" and e.role not in {"titel", "organisatie", "ondertitel"}:
            factor = 1.0
        font.size, font.name = Pt(round(o.size * factor, 1)), FONTS[o.font]
        font.bold = (
            not o.no_bold
            and (e.role not in {"organisatie", "ondertitel", "versie", "niveau"})
            and o.headings != "underline"
        )
        font.italic = e.role in {"ondertitel", "niveau"} and not o.no_bold
        font.underline = (
            True
            if o.headings == "underline" and e.role not in {"titel", "organisatie", "ondertitel", "versie"}
            else None
        )
        font.color.rgb = RGBColor(0x1F, 0x5C, 0x99) if o.headings == "colour" and factor > 1 else RGBColor(0, 0, 0)
        if o.headings == "spacing" and factor > 1.1:
            run._r.get_or_add_rPr().append(element("w:spacing", val="40"))
        p.paragraph_format.space_before = Pt(4 if o.tight else 9)
        p.paragraph_format.space_after = Pt(3)
        p.paragraph_format.keep_with_next = True
        if e.role == "titel":
            p.paragraph_format.space_before = Pt(90)
        if e.toc:
            self.bookmark(p)

    def bookmark(self, p: Any) -> None:
        self.marks += 1
        start = element("w:bookmarkStart", id=str(self.marks), name=f"kop{self.marks}")
        p._p.insert(1 if p._p.pPr is not None else 0, start)
        p._p.append(element("w:bookmarkEnd", id=str(self.marks)))

    def fields(self, e: Fields) -> None:
        o = self.o
        if o.header == "lines":
            for key, value in e.rows:
                self.spans(self.new(), (Span(f"{key}:", True), Span(f" {value}" if value else "")))
        elif o.header == "two-lines":
            for key, value in e.rows:
                p = self.new()
                p.add_run(key).font.size = Pt(o.size - 1)
                p.paragraph_format.space_after = Pt(0)
                if value:
                    self.spans(self.new(), (Span(value),))
        else:
            colon = o.header == "colon-cells"
            rows = [[key, ":", value] if colon else [key, value] for key, value in e.rows]
            self.spacer()
            table = self.d.add_table(len(rows), len(rows[0]), "Table Grid" if o.rules == "full" else None)
            table.autofit = False
            for row, texts in zip(table.rows, rows, strict=True):
                for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                    self.spans(cell.paragraphs[0], (Span(text, i == 0),))
                    cell.width = table.columns[i].width = Cm((4.5, 0.8, 9.5)[i]) if colon else Cm((4.5, 10.3)[i])
            self.d.add_paragraph().paragraph_format.space_after = Pt(0)

    def spacer(self) -> None:
        """A page break before a table needs a paragraph to stand on."""
        if self.fresh:
            self.new().paragraph_format.space_after = Pt(0)

    # tables ----------------------------------------------------------------------------------------------------------

    def grid(self, e: Grid) -> None:
        if e.landscape:
            self.sheet(self.d.add_section(WD_SECTION.NEW_PAGE), landscape=True)
            self.fresh = False
        self.spacer()
        o = self.o
        table = self.d.add_table(0, len(e.widths), "Table Grid" if o.rules == "full" else None)
        table.autofit = False
        for column, width in zip(table.columns, e.widths, strict=True):
            column.width = int(width * self.width)
        for number, row in enumerate((*e.head, *e.rows)):
            self.row(table, row, e, number)
        if e.landscape:
            self.sheet(self.d.add_section(WD_SECTION.NEW_PAGE), landscape=False)
            self.fresh = False
        else:
            self.d.add_paragraph().paragraph_format.space_after = Pt(0)

    def row(self, table: Any, row: tuple[CellText, ...], e: Grid, number: int) -> None:
        o = self.o
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        if number < len(e.head) and o.repeat_heads:
            properties.append(element("w:tblHeader"))
        if not o.rows_break:
            properties.append(element("w:cantSplit"))
        rotated = any(cell.rotated for cell in row)
        if rotated:
            longest = max(len(b.spans[0].text) for cell in row for b in cell.blocks)
            properties.append(element("w:trHeight", val=str(int(longest * o.size * 8) + 200), hRule="exact"))
        at = 0
        for cell in row:
            target = made.cells[at]
            if cell.span > 1:
                target = target.merge(made.cells[at + cell.span - 1])
            target.width = int(sum(e.widths[at : at + cell.span]) * self.width)
            at += cell.span
            self.cell(target, cell, e.kind, number)

    def cell(self, target: Any, cell: CellText, kind: str, number: int) -> None:
        o = self.o
        for i, block in enumerate(cell.blocks):
            p = target.paragraphs[0] if i == 0 else target.add_paragraph()
            if isinstance(block, Item):
                self.item(p, block)
            else:
                self.spans(p, block.spans, bold=cell.bold)
                p.paragraph_format.space_after = Pt(0)
            if cell.centre:
                p.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in p.runs:
                run.font.size = Pt(round(o.size * (0.72 if kind == "matrix" else 0.9), 1))
        properties = target._tc.get_or_add_tcPr()
        if o.rules == "shaded" and number % 2 == 0:
            properties.append(element("w:shd", val="clear", color="auto", fill="DCE6F1"))
        if o.rules == "horizontal":
            borders = element("w:tcBorders")
            borders.append(element("w:bottom", val="single", sz="4", color="333333"))
            properties.append(borders)
        if cell.rotated:
            properties.append(element("w:textDirection", val="btLr"))

    def toc(self, e: Toc) -> None:
        self.spans(self.new(), (Span(e.title, True),))
        for number, (level, text) in enumerate(e.entries, 1):
            p = self.new()
            p.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            p.paragraph_format.left_indent = Pt(12 * (level - 1))
            p.paragraph_format.space_after = Pt(0)
            p.add_run(f"{text}\t")
            self.fld(p, f"PAGEREF kop{number} \\h")
        self.fresh = True


def build(script: Script, layout: Layout, target: Path) -> None:
    """Write the .docx."""
    writer = Writer(script, layout)
    writer.write()
    writer.d.save(str(target))


def convert(sources: list[Path], folder: Path, *, tagged: bool) -> None:
    """Let LibreOffice make PDFs of several documents in one run."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    assert soffice
    options = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", options,
             "--outdir", str(folder), *map(str, sources)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
