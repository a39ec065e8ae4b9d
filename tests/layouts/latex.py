"""Print a script with LaTeX: ligatures, justified text, and a producer that knows no bullets of Word."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.layouts.hyphens import SOFT, with_soft_hyphens
from tests.layouts.layout import Layout
from tests.layouts.script import CellText, Element, Fields, Grid, Heading, Item, NewPage, Paragraph, Script, Span, Toc

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "€": r"\texteuro{}", SOFT: r"\-", "–": "--", "’": "'", "'": r"\textquotesingle{}",
}  # fmt: skip
_SIZES = {
    "titel": r"\Huge", "organisatie": r"\large", "ondertitel": r"\large", "deel": r"\LARGE", "hoofdstuk": r"\Large",
    "functie": r"\Large", "profiel": r"\Large", "sectie": r"\large",
}  # fmt: skip
_BULLETS = {"•": r"\textbullet", "–": "--", "-": "-", "▪": r"$\blacksquare$", "symbol": r"$\bullet$", "": ""}


class Writer:
    """Writes the LaTeX source of a script."""

    def __init__(self, script: Script, layout: Layout) -> None:
        self.s = script
        self.o = layout

    def text(self, text: str) -> str:
        text = with_soft_hyphens(text) if self.o.hyphens == "soft" else text
        text = "".join(_SPECIAL.get(char, char) for char in text)
        return re.sub(r"(?<=\S)/(?=\S)", r"\\slash{}", text)

    def spans(self, spans: tuple[Span, ...]) -> str:
        out = ""
        for span in spans:
            piece = self.text(span.text)
            piece = rf"\textbf{{{piece}}}" if span.bold and not self.o.no_bold else piece
            out += rf"\textit{{{piece}}}" if span.italic else piece
        return out

    def source(self) -> str:
        o = self.o
        paper = {"A4": "a4paper", "Letter": "letterpaper", "A4-landscape": "a4paper,landscape"}[o.page]
        family = {
            "serif": r"\usepackage{lmodern}",
            "sans": r"\usepackage{lmodern}\renewcommand{\familydefault}{\sfdefault}",
        }
        head = rf"""\documentclass[{10 if o.size < 11 else 12}pt,{paper},{"twoside" if o.running == "alternating" else "oneside"}]{{article}}
\usepackage[T1]{{fontenc}}\usepackage[utf8]{{inputenc}}{family.get(o.font, family["serif"])}
\usepackage{{textcomp,amssymb,xcolor,colortbl,longtable,array,fancyhdr,rotating,pdflscape,multicol}}
\usepackage[{paper},margin=24mm]{{geometry}}
\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{{2 if o.tight else 5}pt}}\sloppy\emergencystretch=2em
\pagestyle{{fancy}}\fancyhf{{}}\renewcommand{{\headrulewidth}}{{{0.4 if o.running == "chapter" else 0}pt}}
{self.running()}
\begin{{document}}
"""
        return head + "\n".join(self.element(e) for e in self.s.elements) + "\n\\end{document}\n"

    def running(self) -> str:
        title = self.text(self.s.running_title)
        return {
            "none": "",
            "alternating": rf"\fancyhead[LE]{{{title}}}\fancyhead[RO]{{Functies}}\fancyfoot[LE,RO]{{\thepage}}",
            "chapter": rf"\fancyhead[L]{{{title}}}\fancyhead[R]{{\slshape\rightmark}}\fancyfoot[C]{{\thepage}}",
        }.get(self.o.running, rf"\fancyhead[R]{{{title}}}\fancyfoot[R]{{Pagina \thepage}}")

    def element(self, e: Element) -> str:
        if isinstance(e, NewPage):
            return "\\clearpage\n"
        if isinstance(e, Heading):
            return self.heading(e)
        if isinstance(e, Paragraph):
            return self.spans(e.spans) + "\n\n"
        if isinstance(e, Item):
            return self.item(e)
        if isinstance(e, Fields):
            return self.fields(e)
        if isinstance(e, Grid):
            return self.grid(e)
        assert isinstance(e, Toc)
        return rf"{{\Large {self.text(e.title)}\par}}\makeatletter\@starttoc{{toc}}\makeatother\clearpage" + "\n"

    def heading(self, e: Heading) -> str:
        o = self.o
        front = e.role in {"titel", "organisatie", "ondertitel", "versie"}
        size = "" if o.headings == "bold" and not front else _SIZES.get(e.role, "")
        heavy = (
            not o.no_bold
            and o.headings != "underline"
            and e.role not in {"organisatie", "ondertitel", "versie", "niveau"}
        )
        text = self.text(e.text)
        text = rf"\textbf{{{text}}}" if heavy else text
        text = rf"\underline{{{text}}}" if o.headings == "underline" and not front else text
        text = rf"\textcolor[rgb]{{.12,.36,.6}}{{{text}}}" if o.headings == "colour" and size else text
        text = rf"\textit{{{text}}}" if e.role in {"ondertitel", "niveau"} else text
        space = r"\vspace*{40mm}" if e.role == "titel" and o.title_page else r"\vspace{3pt}"
        level = "section" if e.role in {"deel", "hoofdstuk"} else "subsection"
        mark = (
            rf"\addcontentsline{{toc}}{{{level}}}{{{self.text(e.text)}}}\markright{{{self.text(e.text)}}}"
            if e.toc
            else ""
        )
        return rf"{space}{{\raggedright\hyphenpenalty=10000{size} {text}\par}}{mark}\nopagebreak" + "\n\n"

    def item(self, e: Item, inside: bool = False) -> str:
        sign = f"{e.number}." if e.number else _BULLETS.get(self.o.bullet, r"\textbullet")
        width = "1.3em"
        label = rf"\makebox[{width}][l]{{{sign}}}" if sign else rf"\hspace*{{-{width}}}"
        end = r"\par" if inside else "\\par\n"
        hang = rf"\hangindent={width}\hangafter=1 " if sign else rf"\hangindent={width}\hangafter=1\noindent "
        return rf"{{{hang}{label if sign else ''}{self.spans(e.spans)}{end}}}"

    def fields(self, e: Fields) -> str:
        o = self.o
        if o.header == "lines":
            return "".join(rf"\textbf{{{self.text(k)}:}} {self.text(v)}" + "\n\n" for k, v in e.rows)
        if o.header == "two-lines":
            return "".join(rf"{{\small {self.text(k)}\par}}{self.text(v)}" + "\n\n" for k, v in e.rows)
        line = r"\hline" if o.rules in {"full", "horizontal"} else ""
        bars = "|" if o.rules == "full" else ""
        columns = f"{bars}p{{45mm}}{bars}p{{90mm}}{bars}"
        rows = "".join(rf"\textbf{{{self.text(k)}}} & {self.text(v)} \\ {line}" + "\n" for k, v in e.rows)
        return rf"\begin{{tabular}}{{{columns}}}{line}" + f"\n{rows}\\end{{tabular}}\n\n"

    def cell(self, cell: CellText) -> str:
        parts = []
        for block in cell.blocks:
            if isinstance(block, Item):
                parts.append(self.item(block, inside=True))
            else:
                piece = self.spans(block.spans)
                piece = rf"\textbf{{{piece}}}" if cell.bold and not self.o.no_bold else piece
                parts.append(rf"\rotatebox{{90}}{{{piece}}}" if cell.rotated else piece)
        return r"\raggedright\arraybackslash\hspace{0pt}" + r"\par ".join(parts) if parts else ""

    def grid(self, e: Grid) -> str:
        o = self.o
        line = r"\hline" if o.rules in {"full", "horizontal"} else ""
        bars = "|" if o.rules == "full" else ""
        usable = 1 - 0.03 * len(e.widths) if len(e.widths) < 8 else 0.8
        columns = bars + "".join(f"p{{{w * usable:.4f}\\linewidth}}{bars}" for w in e.widths)

        def row(cells: tuple[CellText, ...]) -> str:
            out = [
                rf"\multicolumn{{{c.span}}}{{{bars}c{bars}}}{{{self.cell(c)}}}" if c.span > 1 else self.cell(c)
                for c in cells
            ]
            return " & ".join(out) + rf" \\ {line}" + "\n"

        head = "".join(row(r) for r in e.head)
        body = ""
        for number, cells in enumerate(e.rows):
            shade = r"\rowcolor[rgb]{.89,.93,.97}" if o.rules == "shaded" and number % 2 else ""
            body += shade + row(cells)
        size = r"\tiny" if e.kind == "matrix" and o.matrix == "rotated" else r"\small"
        repeat = r"\endhead" if o.repeat_heads else r"\endfirsthead\endhead"
        table = (
            rf"{{{size}\setlength{{\tabcolsep}}{{3pt}}\begin{{longtable}}{{{columns}}}{line}"
            + f"\n{head}{repeat}\n{body}\\end{{longtable}}}}\n"
        )
        return rf"\begin{{landscape}}{table}\end{{landscape}}" + "\n" if e.landscape else table


def write(script: Script, layout: Layout, target: Path) -> None:
    """Print the script."""
    pdflatex = shutil.which("pdflatex")
    assert pdflatex
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "book.tex").write_text(Writer(script, layout).source(), encoding="utf-8")
        for _ in range(2):
            result = subprocess.run(
                [pdflatex, "-interaction=nonstopmode", "book.tex"],
                cwd=folder,
                capture_output=True,
                timeout=120,
                check=False,
            )
        made = Path(folder, "book.pdf")
        assert made.exists(), result.stdout.decode("latin-1")[-2000:]
        shutil.copy(made, target)
