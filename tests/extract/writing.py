"""Random books of blocks, and writers that put them in Markdown, HTML, Word and plain text: to be read back equal."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

_LETTERS = "abcdefghijklmnprstuvwzéëïöüè"
_words = st.text(_LETTERS, min_size=2, max_size=9)
_odd = st.sampled_from(
    ["R&D", "<tekst>", "a*b*c", "snake_case", "50%", "en/of", "`code`", "[haak]", "1.000", "C#", "~", "\\n", "&amp;"]
)


@dataclass(frozen=True)
class Text:
    """Words, each with whether it is bold; the first starts with a capital and the last ends with a full stop."""

    words: tuple[tuple[str, bool], ...]

    def shown(self) -> str:
        """As tests.extract.outline shows it."""
        out, bold = "", False
        for index, (word, on) in enumerate(self.words):
            space = " " if index else ""
            if on and not bold:
                out += space + "**" + word
            elif bold and not on:
                out += "**" + space + word
            else:
                out += space + word
            bold = on
        return out + ("**" if bold else "")


@dataclass(frozen=True)
class Head:
    level: int
    text: Text


@dataclass(frozen=True)
class Para:
    text: Text


@dataclass(frozen=True)
class Item:
    level: int
    text: Text


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[tuple[Para | Item, ...], ...], ...]


Part = Head | Para | Item | Grid


@st.composite
def texts(draw: st.DrawFn, *, plain: bool = False) -> Text:
    """A text of a few words; an odd word is never bold, since Markdown's asterisks need letters beside them."""
    count = draw(st.integers(2, 7))
    words: list[tuple[str, bool]] = []
    for index in range(count):
        odd = not plain and index not in {0, count - 1} and draw(st.integers(0, 5)) == 0
        word = draw(_odd if odd else _words)
        words.append((word, not odd and not plain and draw(st.booleans())))
    first, bold = words[0]
    words[0] = (first.capitalize() if first[0] not in "o" else "Ab" + first, bold)
    words.append(("einde.", False))
    return Text(tuple(words))


@st.composite
def books(draw: st.DrawFn, *, tables: bool = True, plain: bool = False) -> list[Part]:
    """A list of parts as a book has them: no two tables together, items never deeper than one below the item before."""
    parts: list[Part] = [Head(1, draw(texts(plain=True)))]
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["head", "para", "items", "grid"] if tables else ["head", "para", "items"]))
        if kind == "head":
            parts.append(Head(draw(st.integers(1, 4)), draw(texts(plain=True))))
        elif kind == "para":
            parts.append(Para(draw(texts(plain=plain))))
        elif kind == "items":
            level = -1
            for _ in range(draw(st.integers(1, 4))):
                level = draw(st.integers(0, min(level + 1, 2)))
                parts.append(Item(level, draw(texts(plain=plain))))
            parts.append(Para(draw(texts(plain=plain))))
        elif not isinstance(parts[-1], Grid):
            rows, columns = draw(st.integers(1, 3)), draw(st.integers(2, 3))
            cell = st.one_of(
                st.just(()),
                texts(plain=plain).map(lambda text: (Para(text),)),
                st.lists(texts(plain=plain).map(lambda text: Item(0, text)), min_size=1, max_size=3).map(tuple),
            )
            first = ((Para(draw(texts(plain=plain))),),)
            grid = [tuple(draw(cell) for _ in range(columns)) for _ in range(rows)]
            grid[0] = (*first, *grid[0][1:])
            parts.append(Grid(tuple(grid)))
            parts.append(Para(draw(texts(plain=plain))))
    return parts


def expected(parts: list[Part], bullet: str, *, head: int = 0) -> list[str]:
    """The outline of a book; ``head`` is the number of head rows that the format gives each table."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Head):
            out.append(f"h{part.level} {part.text.shown()}")
        elif isinstance(part, Para):
            out.append(f"p {part.text.shown()}")
        elif isinstance(part, Item):
            out.append(f"{'  ' * part.level}{bullet} {part.text.shown()}")
        else:
            out.append(f"table {len(part.rows)}x{len(part.rows[0])} head {head}")
            for r, row in enumerate(part.rows):
                for c, cell in enumerate(row):
                    out.extend(f"[{r},{c}] {line}" for line in expected(list(cell), "•"))
    return out


def _markdown_text(text: Text) -> str:
    out = re.sub(r"(?<!\\)([\\`*_{}\[\]()#+!|<>&~])", r"\\\1", Text(tuple((w, False) for w, _ in text.words)).shown())
    words = out.split(" ")
    return Text(tuple((word, bold) for word, (_, bold) in zip(words, text.words, strict=True))).shown()


def as_markdown(parts: list[Part]) -> str:
    """Write Markdown; tables as lines with tabs, their lists in HTML, as an OCR program does."""
    out: list[str] = []
    before: Part | None = None
    for part in parts:
        if not (isinstance(part, Item) and isinstance(before, Item)):
            out.append("")
        if isinstance(part, Head):
            out.append("#" * part.level + " " + _markdown_text(part.text))
        elif isinstance(part, Para):
            out.append(_markdown_text(part.text))
        elif isinstance(part, Item):
            out.append("  " * part.level + "- " + _markdown_text(part.text))
        else:
            out.extend("\t".join(_markdown_cell(cell) for cell in row) for row in part.rows)
        before = part
    return "\n".join(out) + "\n"


def _markdown_cell(cell: tuple[Para | Item, ...]) -> str:
    if cell and isinstance(cell[0], Item):
        return "<ul>" + " ".join(f"<li>{_html_text(item.text)}</li>" for item in cell) + "</ul>"
    return "".join(_markdown_text(part.text) for part in cell)


def _html_text(text: Text) -> str:
    out, bold = "", False
    for index, (word, on) in enumerate(text.words):
        out += "</b>" if bold and not on else ""
        out += (" " if index else "") + ("<b>" if on and not bold else "") + html.escape(word)
        bold = on
    return out + ("</b>" if bold else "")


def as_html(parts: list[Part]) -> str:
    """Write a web page with nested lists and tables."""
    out = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Boek</title></head><body>"]
    level = -1
    for part in parts:
        wanted = part.level if isinstance(part, Item) else -1
        while level > wanted:
            out.append("</li></ul>")
            level -= 1
        if isinstance(part, Item):
            if level == wanted:
                out.append("</li>")
            while level < wanted:
                out.append("<ul>")
                level += 1
            out.append(f"<li>{_html_text(part.text)}")
        elif isinstance(part, Head):
            out.append(f"<h{part.level}>{_html_text(part.text)}</h{part.level}>")
        elif isinstance(part, Para):
            out.append(f"<p>{_html_text(part.text)}</p>")
        else:
            out.append(_html_table(part))
    while level >= 0:
        out.append("</li></ul>")
        level -= 1
    return "\n".join([*out, "</body></html>"])


def _html_table(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            items = [f"<li>{_html_text(part.text)}</li>" for part in cell if isinstance(part, Item)]
            paras = [_html_text(part.text) for part in cell if isinstance(part, Para)]
            cells.append("<td>" + ("<ul>" + "".join(items) + "</ul>" if items else "".join(paras)) + "</td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def _runs(paragraph: Any, text: Text) -> None:
    for index, (word, bold) in enumerate(text.words):
        joined = index and bold == text.words[index - 1][1]
        if index and not joined:
            paragraph.add_run(" ")
        paragraph.add_run((" " if joined else "") + word).bold = bold or None


def as_docx(parts: list[Part]) -> bytes:
    """Write a Word file with python-docx: heading styles, list styles, tables."""
    import docx

    document = docx.Document()
    for part in parts:
        if isinstance(part, Grid):
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for r, row in enumerate(part.rows):
                for c, cell in enumerate(row):
                    target = table.cell(r, c)
                    for index, inner in enumerate(cell):
                        paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
                        if isinstance(inner, Item):
                            paragraph.style = document.styles["List Bullet"]
                        _runs(paragraph, inner.text)
        elif isinstance(part, Head):
            _runs(document.add_paragraph(style=f"Heading {part.level}"), part.text)
        elif isinstance(part, Item):
            style = "List Bullet" if part.level == 0 else f"List Bullet {part.level + 1}"
            _runs(document.add_paragraph(style=style), part.text)
        else:
            _runs(document.add_paragraph(), part.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_plain(parts: list[Part]) -> str:
    """Write plain text: titles in capitals, items with a bullet."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Head):
            out += ["", " ".join(word for word, _ in part.text.words).upper(), ""]
        elif isinstance(part, Item):
            out.append("   " * part.level + "•  " + " ".join(word for word, _ in part.text.words))
        elif isinstance(part, Para):
            out += ["", " ".join(word for word, _ in part.text.words)]
    return "\n".join(out) + "\n"
