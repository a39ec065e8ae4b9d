"""Write a script as Markdown, and as a web page the way the regulation bank shows one."""

from __future__ import annotations

import html
from pathlib import Path

from tests.layouts.layout import Layout
from tests.layouts.script import CellText, Element, Fields, Grid, Heading, Item, NewPage, Paragraph, Script, Span, Toc

LEVELS = {"titel": 1, "deel": 1, "hoofdstuk": 2, "functie": 2, "profiel": 2, "sectie": 3, "reeks": 4, "label": 4,
          "gebied": 4, "competentie": 4, "niveau": 5, "vraag": 4}  # fmt: skip


def md_spans(spans: tuple[Span, ...]) -> str:
    """Bold and italic as CommonMark; the signs stand against the letters."""
    out = ""
    for span in spans:
        inner = span.text.strip()
        lead, tail = span.text[: len(span.text) - len(span.text.lstrip())], span.text[len(span.text.rstrip()) :]
        mark = "**" if span.bold else ""
        out += f"{lead}{mark}{inner}{mark}{tail}" if inner else span.text
    return out


def md_cell(cell: CellText) -> str:
    """A cell as one line, lists as HTML as OCR tools write them."""
    items = [b for b in cell.blocks if isinstance(b, Item)]
    if items:
        rows = "".join(f"<li>{bold_html(i.spans)}</li>" for i in items)
        return f"<ul>{rows}</ul>"
    return " ".join(md_spans(b.spans) for b in cell.blocks)


def bold_html(spans: tuple[Span, ...]) -> str:
    """Spans as HTML."""
    return "".join(
        f"<b>{html.escape(s.text, quote=False)}</b>" if s.bold else html.escape(s.text, quote=False) for s in spans
    )


def md_element(e: Element, layout: Layout) -> str:
    """One element as Markdown."""
    if isinstance(e, Heading):
        level = LEVELS.get(e.role)
        return f"{'#' * level} {e.text}" if level else e.text
    if isinstance(e, Paragraph):
        return md_spans(e.spans)
    if isinstance(e, Item):
        return f"{f'{e.number}.' if e.number else '-'} {md_spans(e.spans)}"
    if isinstance(e, Fields):
        if layout.header == "table":
            first, *rest = e.rows
            rows = [f"| {first[0]} | {first[1]} |", "|---|---|", *(f"| {k} | {v} |" for k, v in rest)]
            return "\n".join(rows)
        return "\n\n".join(f"**{k}:** {v}".rstrip() for k, v in e.rows)
    if isinstance(e, Grid):
        rows = []
        for row in (*e.head, *e.rows):
            cells = [text for cell in row for text in (md_cell(cell), *[""] * (cell.span - 1))]
            rows.append("| " + " | ".join(cells) + " |")
        rows.insert(1, "|" + "---|" * len(e.widths))
        return "\n".join(rows)
    if isinstance(e, Toc):
        return e.title + "\n\n" + "\n".join(f"{text}\t{3 + i}" for i, (_, text) in enumerate(e.entries))
    assert isinstance(e, NewPage)
    return ""


def write_markdown(script: Script, layout: Layout, target: Path) -> None:
    """Write the script as Markdown."""
    parts: list[str] = []
    for before, e in zip([None, *script.elements], script.elements, strict=False):
        text = md_element(e, layout)
        if not text:
            continue
        joined = isinstance(e, Item) and isinstance(before, Item)
        parts.append(("\n" if joined else "\n\n") + text)
    target.write_text("".join(parts).strip() + "\n", encoding="utf-8")


def html_cell(cell: CellText, tag: str) -> str:
    """A cell: paragraphs, or a list."""
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    if any(isinstance(b, Item) for b in cell.blocks):
        inner = "<ul>" + "".join(f"<li>{bold_html(b.spans)}</li>" for b in cell.blocks) + "</ul>"
    else:
        inner = "".join(f"<p>{bold_html(b.spans)}</p>" for b in cell.blocks)
    return f"<{tag}{span}>{inner}</{tag}>"


def html_element(e: Element, layout: Layout) -> str:
    """One element as HTML; an item is a <li> of its own list, closed by write_html."""
    if isinstance(e, Heading):
        level = LEVELS.get(e.role)
        text = html.escape(e.text, quote=False)
        return f"<h{level}>{text}</h{level}>" if level else f"<p>{text}</p>"
    if isinstance(e, Paragraph):
        return f"<p>{bold_html(e.spans)}</p>"
    if isinstance(e, Item):
        # the regulation bank writes the sign as text of its own element
        sign = '<span class="li-nr">•</span> ' if layout.bullet == "bank" and not e.number else ""
        return f"<li>{sign}{bold_html(e.spans)}</li>"
    if isinstance(e, Fields):
        if layout.header == "lines":
            return "".join(f"<p><strong>{k}:</strong> {html.escape(v, quote=False)}</p>" for k, v in e.rows)
        colon = "<td>:</td>" if layout.header == "colon-cells" else ""
        return (
            "<table>"
            + "".join(f"<tr><td>{k}</td>{colon}<td>{html.escape(v, quote=False)}</td></tr>" for k, v in e.rows)
            + "</table>"
        )
    if isinstance(e, Grid):
        head = "".join("<tr>" + "".join(html_cell(c, "th") for c in row) + "</tr>" for row in e.head)
        rows = "".join("<tr>" + "".join(html_cell(c, "td") for c in row) + "</tr>" for row in e.rows)
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    if isinstance(e, Toc):
        rows = "".join(
            f'<li><a href="#k{i}">{html.escape(t, quote=False)}</a></li>' for i, (_, t) in enumerate(e.entries)
        )
        return f"<nav><p>{html.escape(e.title)}</p><ul>{rows}</ul></nav>"
    assert isinstance(e, NewPage)
    return ""


def write_html(script: Script, layout: Layout, target: Path) -> None:
    """Write the script as a web page."""
    parts, open_list = [], ""
    for e in script.elements:
        wanted = "" if not isinstance(e, Item) else "ol" if e.number else "ul"
        if open_list and (wanted != open_list or (isinstance(e, Item) and e.number == 1)):
            parts.append(f"</{open_list}>")
            open_list = ""
        if wanted and not open_list:
            parts.append(f"<{wanted}>")
            open_list = wanted
        parts.append(html_element(e, layout))
    if open_list:
        parts.append(f"</{open_list}>")
    title = html.escape(script.running_title)
    page = f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
    target.write_text(page + "\n".join(p for p in parts if p) + "\n</body></html>\n", encoding="utf-8")
