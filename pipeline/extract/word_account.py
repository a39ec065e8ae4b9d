"""Count the characters that a Word file prints, straight from its XML, so that a loss in the reader shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.extract.characters import count
from pipeline.extract.word_package import DIAGRAM, DRAWING, MATH, MC, RELATION, Parts, W
from pipeline.extract.word_styles import Styles, attribute, is_on
from pipeline.extract.word_text import characters_of

_TEXT = frozenset({W + "t", W + "noBreakHyphen", W + "sym", MATH + "t"})
_GONE = (W + "del", W + "moveFrom", MC + "Fallback", W + "rt")


def source_chars(parts: Parts, styles: Styles) -> int:
    """Count the visible characters of body, headers, footers and notes: what is printed, as far as tags alone tell."""
    hidden = {style.id for style in styles.by_id.values() if styles.switch(style.id, style.kind, "vanish")}
    notes = [tree for tree in (parts.footnotes, parts.endnotes) if tree is not None]
    referred = _referred(parts.body)
    total = 0
    for tree in (parts.body, *parts.headers, *parts.footers):
        total += sum(count(text) for text in _texts(tree, hidden))
    for tree in notes:
        for note in tree:
            if (note.tag, attribute(note, "id")) in referred and attribute(note, "type") in {None, "normal"}:
                total += sum(count(text) for text in _texts(note, hidden))
    shown = {node.get(RELATION + "dm") for node in parts.body.iter(DIAGRAM + "relIds")}
    for name, diagram in parts.diagrams.items():
        if name in shown:
            total += sum(count(node.text or "") for node in diagram.iter(DRAWING + "t"))
    return total


def _referred(body: Any) -> set[tuple[str, str | None]]:
    return {
        (W + kind, attribute(node, "id"))
        for kind in ("footnote", "endnote")
        for node in body.iter(f"{W}{kind}Reference")
    }


def _texts(tree: Any, hidden: set[str]) -> Iterator[str]:
    for node in tree.iter(*_TEXT):
        if not _is_gone(node, tree, hidden):
            yield node.text or "" if node.tag == MATH + "t" else characters_of(node)


def _is_gone(node: Any, tree: Any, hidden: set[str]) -> bool:
    for ancestor in node.iterancestors():
        tag = ancestor.tag
        if ancestor is tree:
            return False
        if tag == MC + "Fallback" and _without_choice(ancestor):
            continue
        if tag in _GONE:
            return True
        if tag == W + "r" and _run_hidden(ancestor, hidden):
            return True
        if tag == W + "tr" and ancestor.find(f"{W}trPr/{W}del") is not None:
            return True
    return False


def _without_choice(fallback: Any) -> bool:
    return not any(len(branch) for branch in fallback.getparent().iterchildren(MC + "Choice"))


def _run_hidden(run: Any, hidden: set[str]) -> bool:
    properties = run.find(W + "rPr")
    direct = is_on(properties, "vanish")
    if direct is not None:
        return direct
    character = attribute(properties.find(W + "rStyle")) if properties is not None else None
    paragraph = next(run.iterancestors(W + "p"), None)
    style = attribute(paragraph.find(f"{W}pPr/{W}pStyle")) if paragraph is not None else None
    return (character in hidden) != (style in hidden)
