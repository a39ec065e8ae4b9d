"""Print a script with reportlab: an untagged PDF as a report generator or a DTP program writes it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Table,
    TableStyle,
)
from reportlab.platypus import (
    Paragraph as Rich,
)
from reportlab.platypus.tableofcontents import TableOfContents

from tests.layouts.browser import logo
from tests.layouts.hyphens import SOFT, with_soft_hyphens
from tests.layouts.layout import Layout
from tests.layouts.script import CellText, Element, Fields, Grid, Heading, Item, NewPage, Paragraph, Script, Span, Toc

BUILT_IN = {
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
}
FILES = {
    "condensed": ("liberation/LiberationSansNarrow-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    "carlito": ("crosextra/Carlito-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic")),
    "dejavu": ("dejavu/DejaVuSansCondensed{}.ttf", ("", "-Bold", "-Oblique", "-BoldOblique")),
}
FACTORS = {"titel": 2.4, "organisatie": 1.3, "ondertitel": 1.4, "deel": 1.6, "hoofdstuk": 1.35, "functie": 1.35,
           "profiel": 1.35, "sectie": 1.18}  # fmt: skip
BULLETS = {"symbol": ("\u00b7", "Symbol"), "wingdings": ("n", "ZapfDingbats")}


def fonts(name: str) -> tuple[str, str, str, str]:
    """Names of the four styles of a font; built in where the system has no file of it."""
    if name in BUILT_IN:
        return BUILT_IN[name]
    pattern, styles = FILES[name]
    files = [Path("/usr/share/fonts/truetype") / pattern.format(style) for style in styles]
    if not all(path.exists() for path in files):
        return BUILT_IN["sans"]
    names = tuple(f"{name}{i}" for i in range(4))
    for alias, path in zip(names, files, strict=True):
        pdfmetrics.registerFont(TTFont(alias, str(path)))
    pdfmetrics.registerFontFamily(names[0], *names)
    return names  # type: ignore[return-value]


def breakable(text: str) -> str:
    """Soft hyphens, but none in a text with a hyphen, slash or ampersand: reportlab loses those of a word it moves."""
    return text if set(text) & set("-/&") else with_soft_hyphens(text)


class Turned(Flowable):
    """A line of text that reads from bottom to top."""

    def __init__(self, text: str, font: str, size: float) -> None:
        super().__init__()
        self.text, self.font, self.fontsize = text, font, size

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.fontsize * 1.2, pdfmetrics.stringWidth(self.text, self.font, self.fontsize)

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont(self.font, self.fontsize)
        self.canv.drawString(0, -self.fontsize, self.text)


class Stroked(Rich):
    """A paragraph printed with an outline: the bold of a font that has none."""

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setLineWidth(0.35)
        self.canv._code.append("2 Tr")
        super().draw()
        self.canv._code.append("0 Tr")
        self.canv.restoreState()


class Book(BaseDocTemplate):
    """Tells the table of contents where the headings came."""

    def afterFlowable(self, flowable: Flowable) -> None:
        level = getattr(flowable, "toc_level", None)
        if level is not None:
            self.notify("TOCEntry", (level - 1, escape(flowable.toc_text), self.page))


class Writer:
    """Makes the flowables of a script."""

    def __init__(self, script: Script, layout: Layout) -> None:
        self.s = script
        self.o = layout
        self.regular, self.bold, self.italic, self.bold_italic = fonts(layout.font)
        self.size = {"A4": A4, "Letter": LETTER, "A4-landscape": landscape(A4)}[layout.page]
        self.levels = {text: level for e in script.elements if isinstance(e, Toc) for level, text in e.entries}
        self.chapter = ""

    def style(self, name: str, **more: Any) -> ParagraphStyle:
        o = self.o
        options = {
            "fontName": self.regular,
            "fontSize": o.size,
            "leading": o.size * 1.28,
            "spaceAfter": 1 if o.tight else 5,
            "alignment": TA_JUSTIFY if o.justify else 0,
            **more,
        }
        return ParagraphStyle(name, **options)

    def hyphenated(self, markup: str, style: ParagraphStyle, **more: Any) -> Rich:
        """A paragraph that breaks words at its soft hyphens, if it has any."""
        style.embeddedHyphenation = int(SOFT in markup)
        return Rich(markup, style, **more)

    def markup(self, spans: tuple[Span, ...], *, in_cell: bool = False) -> str:
        out = ""
        for span in spans:
            text = escape(breakable(span.text) if self.o.hyphens == "soft" or in_cell else span.text)
            if len(spans) > 1:
                text = text.replace(SOFT, "")  # reportlab breaks words only in text of one style
            text = f"<b>{text}</b>" if span.bold and not self.o.no_bold else text
            out += f"<i>{text}</i>" if span.italic else text
        return out

    # elements --------------------------------------------------------------------------------------------------------

    def flow(self) -> list[Flowable]:
        out: list[Flowable] = []
        template = "columns" if self.o.columns > 1 else "plain"
        for i, e in enumerate(self.s.elements):
            if isinstance(e, NewPage):
                if i + 1 < len(self.s.elements):
                    wide = self.next_is_table(i)
                    out += [NextPageTemplate("plain" if wide else template), PageBreak()]
                continue
            if isinstance(e, Grid) and e.landscape and self.o.turn == "landscape-table":
                out += [NextPageTemplate("wide"), PageBreak()]
            out += self.element(e)
        return out

    def next_is_table(self, index: int) -> bool:
        """Whether the page that starts here holds a table: those go over the full width."""
        for e in self.s.elements[index + 1 :]:
            if isinstance(e, NewPage):
                return False
            if isinstance(e, Grid):
                return True
        return False

    def element(self, e: Element) -> list[Flowable]:
        if isinstance(e, Heading):
            return self.heading(e)
        if isinstance(e, Paragraph):
            return [self.rich(e.spans, self.style("p"))]
        if isinstance(e, Item):
            return [self.item(e)]
        if isinstance(e, Fields):
            return self.fields(e)
        if isinstance(e, Grid):
            return [self.grid(e)]
        assert isinstance(e, Toc)
        return self.toc(e)

    def rich(self, spans: tuple[Span, ...], style: ParagraphStyle, **more: Any) -> Rich:
        kind = Stroked if self.o.fake_bold and all(span.bold for span in spans) else Rich
        if kind is Stroked:
            spans = tuple(Span(s.text, False, s.italic) for s in spans)
        markup = self.markup(spans)
        style.embeddedHyphenation = int(SOFT in markup)
        return kind(markup, style, **more)

    def heading(self, e: Heading) -> list[Flowable]:
        o = self.o
        factor = FACTORS.get(e.role, 1.0)
        if o.headings == "bold" and e.role not in {"titel", "organisatie", "ondertitel"}:
            factor = 1.0
        heavy = (
            not o.no_bold
            and e.role not in {"organisatie", "ondertitel", "versie", "niveau"}
            and o.headings != "underline"
        )
        size = round(o.size * factor, 1)
        style = self.style(
            e.role,
            fontSize=size,
            leading=size * 1.22,
            spaceBefore=110 if e.role == "titel" and o.title_page else 4 if o.tight else 9,
            spaceAfter=3,
            alignment=0,
            keepWithNext=1,
            textColor=colors.HexColor("#1f5c99") if o.headings == "colour" and factor > 1 else colors.black,
        )
        italic = e.role in {"ondertitel", "niveau"} and not o.no_bold
        plain_front = {"titel", "organisatie", "ondertitel", "versie"}
        spans = (Span(e.text, heavy, italic),)
        if o.headings == "underline" and e.role not in plain_front:
            out = Rich(f"<u>{self.markup(spans)}</u>", style)
        else:
            out = self.rich(spans, style)
        if e.toc:
            out.toc_level, out.toc_text = self.levels.get(e.text, 1), e.text
        out.chapter = e.text
        return [out]

    def item(self, e: Item, size: float | None = None) -> Rich:
        size = size or self.o.size
        sign, font = BULLETS.get(self.o.bullet, (self.o.bullet, self.regular))
        if e.number:
            sign, font = f"{e.number}.", self.regular
        gap = 1 if self.o.tight else 3
        if not sign:
            style = self.style(
                "item", leftIndent=12, firstLineIndent=-12, spaceAfter=gap, fontSize=size, leading=size * 1.28
            )
            return self.rich(e.spans, style)
        style = self.style(
            "item", leftIndent=16, bulletIndent=2, bulletFontName=font, bulletFontSize=size, spaceAfter=gap,
            fontSize=size, leading=size * 1.28,
        )  # fmt: skip
        return self.rich(e.spans, style, bulletText=sign)

    def fields(self, e: Fields) -> list[Flowable]:
        o = self.o
        if o.header == "lines":
            style = self.style("field", spaceAfter=2)
            return [Rich(self.markup((Span(f"{k}:", True), Span(f" {v}"))), style) for k, v in e.rows]
        if o.header == "two-lines":
            small, out = self.style("small", fontSize=o.size - 1, spaceAfter=0, leading=o.size * 1.2), []
            for k, v in e.rows:
                out.append(Rich(escape(k), small))
                if v:
                    out.append(Rich(escape(v), self.style("value", spaceAfter=2)))
            return out
        style = self.style("cell", spaceAfter=0)
        colon = o.header == "colon-cells"
        rows = []
        for k, v in e.rows:
            value = self.style("value", spaceAfter=0)
            row = [Rich(self.markup((Span(k, True),)), style), self.hyphenated(escape(breakable(v)), value)]
            if colon:
                row.insert(1, Rich(":", style))
            rows.append(row)
        widths = [45 * mm, 6 * mm, 80 * mm] if colon else [45 * mm, 86 * mm]
        if o.columns > 1:
            widths = [38 * mm, 5 * mm, 34 * mm] if colon else [38 * mm, 39 * mm]
        table = Table(rows, widths, hAlign="LEFT", spaceAfter=6)
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *self.rules(len(rows), 0)]))
        return [table]

    def rules(self, rows: int, heads: int) -> list[tuple[Any, ...]]:
        grey = colors.HexColor("#333333")
        if self.o.rules == "full":
            return [("GRID", (0, 0), (-1, -1), 0.5, grey)]
        if self.o.rules == "horizontal":
            return [("LINEBELOW", (0, 0), (-1, -1), 0.5, grey), ("LINEABOVE", (0, 0), (-1, 0), 0.8, grey)]
        if self.o.rules == "shaded":
            return [("ROWBACKGROUNDS", (0, heads), (-1, -1), [colors.HexColor("#e3ecf5"), colors.white])]
        return []

    def cell(self, cell: CellText, size: float) -> list[Flowable] | str:
        out: list[Flowable] = []
        for block in cell.blocks:
            if isinstance(block, Item):
                out.append(self.item(block, size))
            elif cell.rotated:
                out.append(Turned(block.spans[0].text, self.regular if self.o.no_bold else self.bold, size))
            else:
                style = self.style("cell", fontSize=size, leading=size * 1.2, spaceAfter=0, splitLongWords=1)
                style.alignment = TA_CENTER if cell.centre else 0
                spans = tuple(Span(s.text, s.bold or cell.bold) for s in block.spans)
                out.append(self.hyphenated(self.markup(spans, in_cell=True), style))
        return out or ""

    def grid(self, e: Grid) -> Table:
        width = (max(self.size) if e.landscape else self.size[0]) - 44 * mm
        size = self.o.size * (0.62 if e.kind == "matrix" and self.o.matrix != "list" else 0.9)
        rows, styles = [], []
        for number, row in enumerate((*e.head, *e.rows)):
            cells: list[Any] = []
            for cell in row:
                if cell.span > 1:
                    styles.append(("SPAN", (len(cells), number), (len(cells) + cell.span - 1, number)))
                cells += [self.cell(cell, size), *[""] * (cell.span - 1)]
            rows.append(cells)
        heads = len(e.head)
        table = Table(
            rows, [w * width for w in e.widths], repeatRows=heads if self.o.repeat_heads else 0,
            splitInRow=1 if self.o.rows_break and not self.o.repeat_heads else 0,
        )  # fmt: skip
        pad = [("LEFTPADDING", (0, 0), (-1, -1), 2 if e.kind == "matrix" else 4)]
        pad += [("RIGHTPADDING", (0, 0), (-1, -1), 2 if e.kind == "matrix" else 4)]
        table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *pad, *self.rules(len(rows), heads), *styles]))
        return table

    def toc(self, e: Toc) -> list[Flowable]:
        toc = TableOfContents(dotsMinLevel=0)
        toc.levelStyles = [self.style(f"toc{i}", leftIndent=12 * i, spaceAfter=1, alignment=0) for i in range(2)]
        return [
            Rich(escape(e.title), self.style("h", fontSize=self.o.size * 1.5, leading=self.o.size * 2)),
            toc,
            PageBreak(),
        ]

    # pages -----------------------------------------------------------------------------------------------------------

    def furniture(self, canvas: Any, document: Any) -> None:
        o, (width, height) = self.o, canvas._pagesize
        if o.turn == "rotate-flag":
            canvas.translate(self.size[1], 0)  # drawn sideways on a landscape sheet; /Rotate sets it upright again
            canvas.rotate(90)
            width, height = self.size
        page = canvas.getPageNumber()
        if o.running == "none" or (page == 1 and o.title_page):
            return
        canvas.setFont(self.regular, 8)
        title = self.s.running_title
        even = o.running == "alternating" and page % 2 == 0
        if even:
            canvas.drawString(22 * mm, height - 14 * mm, title)
            canvas.drawString(22 * mm, 11 * mm, str(page))
        else:
            canvas.drawRightString(
                width - 22 * mm, height - 14 * mm, "Functies" if o.running == "alternating" else title
            )
            text = f"Pagina {page} van {self.total}" if o.running == "page-of" else str(page)
            canvas.drawRightString(width - 22 * mm, 11 * mm, text)
        if o.running == "chapter":
            canvas.drawString(22 * mm, height - 14 * mm, f"Hoofdstuk {1 + page // 7}")
        if o.running == "logo":
            canvas.drawImage(ImageReader(io.BytesIO(logo())), 22 * mm, height - 18 * mm, 9 * mm, 9 * mm)

    def templates(self) -> list[PageTemplate]:
        width, height = self.size
        inner = (width - 44 * mm, height - 45 * mm)
        sheet = (height, width) if self.o.turn == "rotate-flag" else self.size
        plain = Frame(22 * mm, 20 * mm, *inner, id="plain", leftPadding=0, rightPadding=0)
        gutter = 8 * mm
        half = (inner[0] - gutter) / 2
        pair = [
            Frame(22 * mm + i * (half + gutter), 20 * mm, half, inner[1], id=f"c{i}", leftPadding=0, rightPadding=0)
            for i in range(2)
        ]
        turned = landscape(self.size)
        wide = Frame(
            22 * mm, 20 * mm, turned[0] - 44 * mm, turned[1] - 45 * mm, id="wide", leftPadding=0, rightPadding=0
        )
        make = self.furniture
        return [
            PageTemplate("plain", [plain], onPage=make, pagesize=sheet),
            PageTemplate("columns", pair, onPage=make, pagesize=sheet),
            PageTemplate("wide", [wide], onPage=make, pagesize=turned),
        ]


def write(script: Script, layout: Layout, target: Path) -> None:
    """Print the script."""
    writer = Writer(script, layout)
    writer.total = 99
    for _ in range(2 if layout.running == "page-of" else 1):
        document = Book(str(target), title=script.running_title, invariant=1)
        document.addPageTemplates(writer.templates())
        document.multiBuild(writer.flow())
        writer.total = document.page
    if layout.turn == "rotate-flag":
        with pikepdf.open(target, allow_overwriting_input=True) as pdf:
            for page in pdf.pages:
                page.rotate(90, relative=False)
            pdf.save(target)
