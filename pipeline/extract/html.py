"""Read web pages: the text of the page itself, apart from the menus and banners of the site around it."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import html as lxml_html

from pipeline.errors import LimitExceededError, SourceUnreadableError
from pipeline.extract.characters import count
from pipeline.extract.continuation import join_tables
from pipeline.extract.document import Document, Remark
from pipeline.extract.encoding import decode
from pipeline.extract.html_blocks import Walk
from pipeline.extract.html_style import BODY_SIZE, SKIPPED, Look, style_rules
from pipeline.extract.items import computed_markers, levels_from_one
from pipeline.extract.page_marks import without_page_marks
from pipeline.extract.text import words_of

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_UNPRINTED = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript|head|svg|math|iframe|object|title)\b.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_MAIN_SHARE = 0.5
"""A part marked as the main content counts as such only when it holds this share of the text."""
_LOST_SHARE = 0.02
"""More than this share of the characters missing after parsing means that the page was cut off."""


def read_html(data: bytes) -> Document:
    """Read a web page.

    ``Line.number`` is the line of the HTML source.  Menus, banners and footers of the site are furniture; what the page
    hides is not read and is told.

    Raises:
        SourceUnreadableError: there is no page in it.
        LimitExceededError: elements nest deeper than any page does.
    """
    match = _DECLARED.search(data[:2048])
    decoded = decode(data, match[1].decode("ascii") if match else None)
    root = _parsed(decoded.text)
    _mark_chrome(root)
    css = "\n".join(element.text_content() for element in root.iter("style"))
    walk = Walk(rules=style_rules(css))
    walk.element(root, Look(size=BODY_SIZE))
    walk.flush()
    blocks, marks = without_page_marks(walk.blocks)
    blocks, heads = join_tables(levels_from_one(blocks))
    lines = [line for block in blocks for line in block.all_lines()]
    title = root.findtext(".//title")
    return Document(
        blocks=tuple(blocks),
        furniture=(*walk.furniture, *marks, *heads),
        mediatype="text/html",
        source_chars=_parsed_chars(root) - count("".join(walk.hidden_chars)) + computed_markers(blocks),
        words=words_of(lines),
        metadata={"title": " ".join(title.split())} if title and title.strip() else {},
        remarks=(*decoded.remarks, *_remarks(decoded.text, root, walk)),
    )


def _parsed(text: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except Exception as error:  # lxml raises several kinds for a page without elements
        raise SourceUnreadableError(
            "Deze webpagina is niet te lezen; zij is leeg of beschadigd.",
            "Open de pagina in een browser en bewaar haar opnieuw, als webpagina of als PDF.",
        ) from error
    too_much = next((entry for entry in parser.error_log if re.search(r"depth|huge", entry.message, re.I)), None)
    if too_much:
        raise LimitExceededError(
            f"De webpagina nestelt elementen te diep of bevat een te groot stuk tekst (regel {too_much.line}).",
            "Open de pagina in een browser, bewaar haar als PDF en lees die.",
        )
    return root


def _parsed_chars(root: Any) -> int:
    """Count the characters of the tree, without the elements that hold no text for readers."""
    total = 0
    stack = [root]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element.tag not in SKIPPED:
            total += count(element.text or "") + sum(count(child.tail or "") for child in element)
            stack.extend(element)
    return total


def _remarks(source: str, root: Any, walk: Walk) -> list[Remark]:
    remarks = []
    hidden = count("".join(walk.hidden_chars))
    if hidden:
        remarks.append(
            Remark("verborgen-tekst", f"De webpagina verbergt {hidden} tekens; die zijn niet gelezen.", weight="info")
        )
    raw = count(html.unescape(re.sub(r"<[^>]*>", " ", _UNPRINTED.sub(" ", source))))
    missing = raw - _parsed_chars(root)
    if missing > max(50, _LOST_SHARE * raw):
        remarks.append(
            Remark(
                "tekst-ontbreekt",
                f"Van de webpagina zijn {missing} van de {raw} tekens niet gelezen; zij is beschadigd of onvolledig.",
                weight="fout",
            )
        )
    return remarks


def _mark_chrome(root: Any) -> None:
    """Mark what stands around the main content of the page, so that the walk keeps it apart."""
    body = root.find("body")
    if body is None:
        return
    mains = body.xpath(".//main | .//*[@role='main']")
    whole = count(body.text_content())
    if len(mains) == 1 and count(mains[0].text_content()) >= _MAIN_SHARE * whole:
        _mark_around(mains[0], body)
        return
    for element in body.iter("header", "footer"):
        inside = any(ancestor.tag in {"article", "section", "main", "table"} for ancestor in element.iterancestors())
        titled = element.xpath(".//h1 | .//h2")
        if not inside and not titled and count(element.text_content()) < 0.2 * whole:
            element.set("data-chrome", element.tag)


def _mark_around(main: Any, body: Any) -> None:
    element = main
    while element is not body and element is not None:
        for sibling in element.itersiblings(preceding=True):
            if isinstance(sibling.tag, str):
                sibling.set("data-chrome", "header")
        for sibling in element.itersiblings():
            if isinstance(sibling.tag, str):
                sibling.set("data-chrome", "footer")
        element = element.getparent()
