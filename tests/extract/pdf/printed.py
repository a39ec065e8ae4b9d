"""Small PDFs that print text the hard ways, for the tests of the engines; made on the spot, so no file of others."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]

FAMILY = {False: "Helvetica", True: "Helvetica-Bold"}


def page(path: Path, *draws: Draw, size: tuple[float, float] = A4) -> Path:
    """Print one page for each of the functions, which draw on it."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def changed(path: Path, change: Callable[[pikepdf.Pdf], None]) -> Path:
    """Change a PDF in place with pikepdf."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)
    return path


def plain(canvas: Canvas) -> None:
    """Three lines in two styles."""
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 720, "adviseert over meerdere onderwerpen en")
    canvas.drawString(72, 704, "is verantwoordelijk voor beleids-")
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(72, 688, "ontwikkeling")


def turned(canvas: Canvas) -> None:
    """The same words in the four reading directions."""
    for angle, x, y in ((0, 100, 700), (90, 300, 300), (180, 400, 600), (270, 200, 500)):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(0, 0, "Strategisch II")
        canvas.restoreState()


def doubled(canvas: Canvas) -> None:
    """Bold as some producers make it: the whole line, a word, and each glyph, printed again a little further."""
    canvas.setFont("Helvetica", 11)
    for shift in (0, 0.4):
        canvas.drawString(72 + shift, 700, "hele regel dubbel")
    canvas.drawString(72, 680, "gewoon")
    x = 72.0
    for char in "teken":
        canvas.drawString(x, 660, char)
        canvas.drawString(x + 0.3, 660, char)
        x += canvas.stringWidth(char, "Helvetica", 11)
    canvas.drawString(72, 640, "later nog eens")
    for line in range(8):
        canvas.drawString(72, 600 - 14 * line, f"regel {line}")
    canvas.drawString(72.4, 640, "later nog eens")


def stroked(canvas: Canvas) -> None:
    """Bold by filling and stroking the glyphs (text rendering mode 2)."""
    text = canvas.beginText(72, 700)
    text.setFont("Helvetica", 11)
    text.textOut("gewoon ")
    text.setTextRenderMode(2)
    text.textOut("meerdere complexe")
    text.setTextRenderMode(0)
    text.textOut(" taken")
    canvas.drawText(text)


def spaced(canvas: Canvas) -> None:
    """Words without printed spaces, letter-spaced capitals, text that is condensed, and a superscript."""
    canvas.setFont("Helvetica", 11)
    x = 72.0
    for word in ("woorden", "zonder", "spaties"):
        canvas.drawString(x, 720, word)
        x += canvas.stringWidth(word, "Helvetica", 11) + 3
    for x, char in zip(range(72, 200, 6), "letters", strict=False):
        canvas.drawString(x, 700, char)
    text = canvas.beginText(72, 680)
    text.setFont("Helvetica", 11)
    text.setCharSpace(1.2)
    text.textLine("GESPATIEERD OPSCHRIFT")
    text.setCharSpace(0)
    text.setHorizScale(70)
    text.textLine("versmalde tekst hier")
    text.setHorizScale(100)
    text.textOut("oppervlakte in m")
    text.setFont("Helvetica", 7)
    text.setRise(4)
    text.textOut("2")
    text.setRise(0)
    text.setFont("Helvetica", 11)
    text.textOut(" vloer")
    canvas.drawText(text)


def lined(canvas: Canvas) -> None:
    """A ruled table of lines, one of thin filled areas, shading, a frame and a slanting line."""
    canvas.grid([72, 172, 272, 372], [600, 640, 680, 720])
    for y in (500, 530, 560):
        canvas.rect(72, y, 200, 0.5, stroke=0, fill=1)
    for x in (72, 172, 272):
        canvas.rect(x, 500, 0.5, 60, stroke=0, fill=1)
    canvas.setFillGray(0.9)
    canvas.rect(72, 420, 200, 30, stroke=0, fill=1)
    canvas.rect(72, 350, 200, 30, stroke=1, fill=0)
    canvas.line(72, 300, 172, 340)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(80, 690, "schaal")
    canvas.drawString(180, 690, "functie")


def in_forms(canvas: Canvas) -> None:
    """Text and lines inside a form inside a form, each moved and scaled."""
    canvas.beginForm("binnen")
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(0, 0, "tekst in een formulier")
    canvas.line(0, -4, 100, -4)
    canvas.endForm()
    canvas.beginForm("buiten")
    canvas.translate(20, 30)
    canvas.scale(1.2, 1.2)
    canvas.doForm("binnen")
    canvas.endForm()
    canvas.translate(50, 400)
    canvas.scale(1.5, 1.5)
    canvas.doForm("buiten")


def symbols(canvas: Canvas) -> None:
    """Bullets of symbol fonts, a dash, accents and quotation marks."""
    canvas.setFont("Symbol", 11)
    canvas.drawString(72, 700, "\u2022")
    canvas.setFont("ZapfDingbats", 11)
    canvas.drawString(72, 680, "\u25a0")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(90, 700, "coördinatie – één “café” voor 5")
    canvas.drawString(90, 680, "Medewerker & secretariaat")


def out_of_order(canvas: Canvas) -> None:
    """Parts of one line printed from right to left."""
    canvas.setFont("Helvetica", 11)
    for x, word in ((250, "rechts"), (160, "midden"), (72, "links")):
        canvas.drawString(x, 700, word)


def picture(canvas: Canvas) -> None:
    """A page that is one image: a scan."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)


HARD: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (plain, turned, doubled, stroked, spaced, lined, in_forms, symbols, out_of_order, picture)
}


def as_bytes(*draws: Draw) -> bytes:
    """Give the bytes of a PDF with these pages."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


HTML = """<!doctype html><html lang=nl><meta charset=utf-8><style>
table { border-collapse: collapse } td, th { border: 1px solid #888; padding: 4px } body { font: 11pt sans-serif }
.r { writing-mode: vertical-rl; transform: rotate(180deg) } @page { size: A4; margin: 2cm }</style>
<h1>FUNCTIEBESCHRIJVING ADVISEUR II</h1>
<p>Functiereeks <b>Beleid</b>: het adviseren over <i>complexe</i> officiële efficiënte affaires, flexibel.</p>
<ul><li>adviseert over <b>meerdere complexe en brede</b> beleids&shy;terreinen en voert werk&shy;zaamheden uit die zo
lang zijn dat een regel wordt afge&shy;broken met een zacht afbreek&shy;streepje beleids&shy;effecten&shy;rapportage
<li>tweede taak – met streep en “aanhalings­tekens”</ul>
<table><tr><th>Schaal<th class=r>Strategisch I<th class=r>Tactisch</tr><tr><td>12<td>Adviseur II<br>719<td></tr>
<tr><td colspan=2>samen<td><ul><li>een</li><li>twee</li></ul></tr></table><p>m<sup>2</sup></p></html>"""

TEX = r"""\documentclass[a4paper]{article}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}
\begin{document}\section*{FUNCTIEBESCHRIJVING ADVISEUR II}Functiereeks \textbf{Beleid}: het adviseren over
\textit{complexe} officiële efficiënte affaires, flexibel. AVATAR. Een lange alinea met beleidseffectenrapportages en
verantwoordelijkheidstoedeling, zodat er regels worden afgebroken met streepjes aan het regeleinde, door TeX.
\begin{itemize}\item adviseert over \textbf{meerdere complexe en brede} beleidsterreinen\item tweede taak -- met
streep\end{itemize}\begin{tabular}{|l|p{4cm}|c|}\hline Schaal & Strategisch I & x\\\hline 12 & Adviseur II & \\\hline
\end{tabular} voetnoot\footnote{Een noot.} \textsc{Kapitaal} \large groter\end{document}"""


def by_chromium(folder: Path) -> None:
    """Print a page of HTML."""
    (folder / "a.html").write_text(HTML, encoding="utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", "--print-to-pdf=a.pdf", "a.html"],
        cwd=folder, capture_output=True, check=True, timeout=120,
    )  # fmt: skip


def by_libreoffice(folder: Path) -> None:
    """Export a page of HTML."""
    (folder / "a.html").write_text(HTML, encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "pdf", "a.html"],
        cwd=folder, capture_output=True, check=True, timeout=120,
    )  # fmt: skip


def by_pdflatex(folder: Path) -> None:
    """Set a page with TeX."""
    (folder / "a.tex").write_text(TEX, encoding="utf-8")
    subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "a.tex"], cwd=folder, capture_output=True, check=False, timeout=120
    )
