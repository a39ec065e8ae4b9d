"""Print a script with Chromium: HTML and CSS to PDF."""

from __future__ import annotations

import base64
import html
import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import pypdfium2

from tests.layouts.hyphens import with_soft_hyphens
from tests.layouts.layout import Layout
from tests.layouts.script import (
    CellText,
    Element,
    Fields,
    Grid,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Script,
    Span,
    Toc,
)

FONTS = {
    "serif": "'Liberation Serif'",
    "sans": "'Liberation Sans'",
    "condensed": "'Liberation Sans Narrow'",
    "dejavu": "'DejaVu Sans'",
    "carlito": "'Carlito'",
}
TAGS = {
    "organisatie": "p", "titel": "h1", "ondertitel": "p", "versie": "p", "deel": "h1", "hoofdstuk": "h2", "functie": "h2",
    "profiel": "h2", "sectie": "h3", "label": "h4", "reeks": "h4", "gebied": "h4", "competentie": "h4", "niveau": "h5",
    "vraag": "h4",
}  # fmt: skip


def logo() -> bytes:
    """A small PNG: a blue square."""
    rows = b"".join(b"\x00" + b"\x1f\x4e\x79" * 24 for _ in range(24))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Page:
    """Writes the HTML of a script in a layout."""

    def __init__(self, script: Script, layout: Layout, pages: dict[str, int] | None = None) -> None:
        self.s = script
        self.o = layout
        self.pages = pages or {}

    def text(self, text: str) -> str:
        return html.escape(with_soft_hyphens(text) if self.o.hyphens == "soft" else text, quote=False)

    def spans(self, spans: tuple[Span, ...]) -> str:
        out = ""
        for span in spans:
            piece = self.text(span.text)
            piece = f"<b>{piece}</b>" if span.bold else piece
            out += f"<i>{piece}</i>" if span.italic else piece
        return out

    def html(self) -> str:
        body = self.body()
        return (
            f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{html.escape(self.s.running_title)}</title>\
<style>{self.css()}</style></head><body>{body}</body></html>'
        )

    def blocks(self, elements: list[Element] | tuple[Element, ...]) -> str:
        return "\n".join(self.block(element) for element in elements)

    def body(self) -> str:
        """The elements, those between page breaks, wide tables and contents set in columns if the layout has them."""
        out, run, front = [], [], self.o.title_page
        for element in [*self.s.elements, NewPage()]:
            if not isinstance(element, NewPage | Grid | Toc):
                run.append(self.block(element))
                continue
            if run:
                columns = self.o.columns > 1 and not front
                out.append(f'<div class="columns">{"".join(run)}</div>' if columns else "".join(run))
                run, front = [], False
            out.append('<div class="newpage"></div>' if isinstance(element, NewPage) else self.block(element))
        return "\n".join(out[:-1])

    def block(self, e: Element) -> str:
        if isinstance(e, Heading):
            tag = TAGS[e.role]
            return f'<{tag} class="{e.role}">{self.text(e.text)}</{tag}>'
        if isinstance(e, Paragraph):
            return f"<p>{self.spans(e.spans)}</p>"
        if isinstance(e, Item):
            marker = f"{e.number}." if e.number else self.o.bullet
            if not marker:
                return f'<div class="hanging">{self.spans(e.spans)}</div>'
            return f'<div class="item"><span class="marker">{marker}</span><div class="text">{self.spans(e.spans)}</div></div>'
        if isinstance(e, Fields):
            return self.fields(e)
        if isinstance(e, Grid):
            return self.grid(e)
        assert isinstance(e, Toc)
        return self.toc(e)

    def fields(self, e: Fields) -> str:
        if self.o.header == "lines":
            return "".join(f'<p class="field"><b>{self.text(k)}:</b> {self.text(v)}</p>' for k, v in e.rows)
        if self.o.header == "two-lines":
            return "".join(
                f'<p class="fieldlabel">{self.text(k)}</p>' + (f'<p class="fieldvalue">{self.text(v)}</p>' if v else "")
                for k, v in e.rows
            )
        colon = "<td>:</td>" if self.o.header == "colon-cells" else ""
        rows = "".join(f"<tr><td><b>{self.text(k)}</b></td>{colon}<td>{self.text(v)}</td></tr>" for k, v in e.rows)
        return f'<table class="fields"><tbody>{rows}</tbody></table>'

    def cell(self, cell: CellText, tag: str) -> str:
        inner = self.blocks(cell.blocks)
        if cell.rotated:
            inner = f'<div class="turned">{inner}</div>'
        style = ' class="centre"' if cell.centre else ""
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        return f"<{tag}{span}{style}>{'<b>' if cell.bold and tag == 'td' else ''}{inner}{'</b>' if cell.bold and tag == 'td' else ''}</{tag}>"

    def grid(self, e: Grid) -> str:
        columns = "".join(f'<col style="width:{width * 100:.2f}%">' for width in e.widths)
        head = "".join("<tr>" + "".join(self.cell(c, "th") for c in row) + "</tr>" for row in e.head)
        rows = "".join("<tr>" + "".join(self.cell(c, "td") for c in row) + "</tr>" for row in e.rows)
        turned = " wide" if e.landscape else ""
        return f'<table class="grid {e.kind}{turned}"><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{rows}</tbody></table>'

    def toc(self, e: Toc) -> str:
        rows = "".join(
            f'<div class="tocline level{level}"><span>{self.text(text)}</span><span class="dots"></span>'
            f"<span>{self.pages.get(text, 1)}</span></div>"
            for level, text in e.entries
        )
        return f'<h1 class="toc">{html.escape(e.title)}</h1>{rows}<div class="newpage"></div>'

    def css(self) -> str:
        return "\n".join((self.page_css(), self.text_css(), self.heading_css(), self.table_css(), self.item_css(), ""))

    def page_css(self) -> str:
        o, title = self.o, self.s.running_title.replace('"', "")
        size = {"A4": "A4", "Letter": "letter", "A4-landscape": "A4 landscape"}[o.page]
        boxes = {
            "none": "",
            "simple": f'@page{{@top-right{{content:"{title}"}}@bottom-center{{content:counter(page)}}}}',
            "alternating": f'@page:left{{@top-left{{content:"{title}"}}@bottom-left{{content:counter(page)}}}}'
            '@page:right{@top-right{content:"Functies en profielen"}@bottom-right{content:counter(page)}}',
            "page-of": f'@page{{@bottom-left{{content:"{title}"}}'
            '@bottom-right{content:"Pagina " counter(page) " van " counter(pages)}}',
            "logo": f"@page{{@top-left{{content:url(data:image/png;base64,{base64.b64encode(logo()).decode()})}}"
            f'@top-right{{content:"{title}"}}@bottom-right{{content:"| " counter(page)}}}}',
        }
        boxes["chapter"] = boxes["page-of"]
        wide = "@page wide{size:A4 landscape}" if o.turn == "landscape-table" else ""
        return (
            f"@page{{size:{size};margin:22mm 20mm 20mm 22mm;font:8pt {FONTS[o.font]};color:#555}}{boxes[o.running]}{wide}"
            ".newpage{break-before:page} table.wide{page:wide} @page:first{@top-left{content:none}@top-right{content:none}"
            "@bottom-left{content:none}@bottom-right{content:none}@bottom-center{content:none}}"
        )

    def text_css(self) -> str:
        o = self.o
        align = "text-align:justify;" if o.justify else ""
        gap = 1 if o.tight else 5
        # a soft hyphen inside a ligature has no right text in any PDF of Chromium
        ligatures = "font-variant-ligatures:none" if o.hyphens == "soft" else ""
        columns = f".columns{{column-count:{o.columns};column-gap:9mm;column-fill:auto}}" if o.columns > 1 else ""
        return (
            f"body{{font:{o.size}pt/1.32 {FONTS[o.font]};margin:0;{align}hyphens:manual;{ligatures}}} {columns}"
            f"p{{margin:0 0 {gap}pt}} b{{font-weight:{'normal' if o.no_bold else 'bold'}}}"
            ".field{margin:0 0 2pt} .fieldlabel{margin:4pt 0 0;color:#444;font-size:85%} .fieldvalue{margin:0 0 2pt}"
            ".tocline{display:flex} .tocline.level2{margin-left:8mm} .dots{flex:1;overflow:hidden;white-space:nowrap}"
            f".dots::after{{content:' {'.' * 250}'}}"
        )

    def heading_css(self) -> str:
        o = self.o
        base = f"h1,h2,h3,h4,h5,.organisatie,.titel,.ondertitel,.versie{{break-after:avoid;margin:{4 if o.tight else 9}pt 0 3pt;text-align:left}}"
        weight = "normal" if o.no_bold else "bold"
        sizes = {"h1": 1.6, "h2": 1.35, "h3": 1.18, "h4": 1.0, "h5": 1.0}
        rules = []
        for tag, usual in sizes.items():
            factor = 1.0 if o.headings == "bold" else usual
            extra = {
                "size": f"font-weight:{weight}" if factor < 1.1 else "font-weight:normal",
                "bold": f"font-weight:{weight}",
                "colour": f"color:#1f5c99;font-weight:{'normal' if tag == 'h5' else weight}",
                "number": f"font-weight:{weight}",
                "underline": "font-weight:normal;text-decoration:underline",
                "spacing": f"font-weight:{weight if tag in ('h4', 'h5') else 'normal'};letter-spacing:{1.5 if tag in ('h1', 'h2', 'h3') else 0}pt",
            }[o.headings]
            rules.append(f"{tag}{{font-size:{factor * o.size:.1f}pt;{extra}}}")
        front = (
            f".titel{{font-size:{o.size * 2.4:.1f}pt;margin-top:40mm}} .organisatie{{font-size:{o.size * 1.3:.1f}pt}}"
            f".ondertitel{{font-size:{o.size * 1.4:.1f}pt;font-style:italic}} h5{{font-style:{'normal' if o.no_bold else 'italic'}}}"
        )
        return base + "".join(rules) + front

    def table_css(self) -> str:
        o = self.o
        lines = {
            "full": "td,th{border:0.6pt solid #333}",
            "horizontal": "td,th{border-bottom:0.6pt solid #333} thead tr{border-top:1pt solid #333}",
            "none": "td,th{border:none}",
            "shaded": "tbody tr:nth-child(odd){background:#e3ecf5} th{background:#1f5c99;color:#fff}",
        }[o.rules]
        return (
            "table{border-collapse:collapse;width:100%;margin:4pt 0 8pt} td,th{vertical-align:top;padding:2pt 4pt;text-align:left}"
            f"{lines} td p,th p{{margin:0}} .centre{{text-align:center}} table.grid{{font-size:92%}} table.matrix{{font-size:{85 if o.matrix == 'list' else 70}%;table-layout:fixed}}"
            f"table.fields{{width:auto}} .turned{{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}}"
            f"thead{{display:{'table-header-group' if o.repeat_heads else 'table-row-group'}}}"
            f"tr{{break-inside:{'auto' if o.rows_break else 'avoid'}}} table.matrix td{{overflow-wrap:anywhere}}"
            f"th{{font-weight:{'normal' if o.no_bold else 'bold'}}}"
        )

    def item_css(self) -> str:
        gap = 1.5 if self.o.tight else 3
        return (
            f".item{{position:relative;padding-left:14pt;margin:0 0 {gap}pt}} .item .marker{{position:absolute;left:0}}"
            f".hanging{{padding-left:12pt;text-indent:-12pt;margin:0 0 {gap}pt}}"
        )


def print_html(source: str, target: Path, tagged: bool = True) -> None:
    """Let Chromium print HTML to a PDF."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "book.html"
        page.write_text(source, encoding="utf-8")
        options = [] if tagged else ["--disable-pdf-tagging"]
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", *options,
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def pages_of(pdf: Path, headings: list[str]) -> dict[str, int]:
    """The last page on which each heading stands (the table of contents comes before it)."""
    out = {}
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        text = re.sub(r"[\s\u00ad]", "", document[number].get_textpage().get_text_range()).replace("￾", "")
        for heading in headings:
            if re.sub(r"\s", "", heading) in text:
                out[heading] = number + 1
    document.close()
    return out


def write(script: Script, layout: Layout, target: Path) -> None:
    """Print the script; with a table of contents twice, the second time with the pages of the first."""
    print_html(Page(script, layout).html(), target, layout.tagged)
    toc = next((e for e in script.elements if isinstance(e, Toc)), None)
    if toc:
        pages = pages_of(target, [text for _, text in toc.entries])
        print_html(Page(script, layout, pages).html(), target, layout.tagged)
