"""Pages whose text lies on its side without /Rotate: turned upright for the layout, each word keeping its true box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from pipeline.extract.document import Box
from pipeline.extract.pdf.page import Angle, PageContent, Rule, Word

_SHARE = 0.7
"""A page lies on its side when this share of its characters does."""


def upright(page: PageContent) -> tuple[PageContent, list[Word]]:
    """Turn a page that lies on its side.

    Returns:
        The page with upright words (their ``shown`` holds the true box) and turned rules, and the words that stood
        upright on the page already (its header and footer); the page itself and no words where it needs no turning.
    """
    if not any([word.angle for word in page.words]):  # noqa: C419 - a list is faster, and nearly every page comes here
        return page, []
    chars: Counter[Angle] = Counter()
    for word in page.words:
        chars[word.angle] += len(word.text)
    if not chars or chars[0] > (1 - _SHARE) * chars.total():
        return page, []
    angle = max(chars, key=lambda a: chars[a])
    if angle == 0 or chars[angle] < _SHARE * chars.total():
        return page, []
    turn = _turn(angle, page.width, page.height)
    words = tuple(_turned(w, angle, turn) for w in page.words if w.angle != 0)
    rules = tuple(_turned_rule(r, turn) for r in page.rules)
    sideways = angle in (90, 270)
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    return replace(page, words=words, rules=rules, width=width, height=height), [w for w in page.words if w.angle == 0]


def _turn(angle: Angle, width: float, height: float) -> Callable[[Box], Box]:
    """The change of coordinates that makes text of this angle upright (y downwards)."""

    def turn(box: Box) -> Box:
        x0, top, x1, bottom = box
        if angle == 90:
            return (height - bottom, x0, height - top, x1)
        if angle == 270:
            return (top, width - x1, bottom, width - x0)
        return (width - x1, height - bottom, width - x0, height - top)

    return turn


def _turned(word: Word, angle: Angle, turn: Callable[[Box], Box]) -> Word:
    box = (word.x0, word.top, word.x1, word.bottom)
    x0, top, x1, bottom = turn(box)
    own = cast(Angle, (word.angle - angle) % 360)
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom, angle=own, shown=box)


def _turned_rule(rule: Rule, turn: Callable[[Box], Box]) -> Rule:
    x0, top, x1, bottom = turn((rule.x0, rule.top, rule.x1, rule.bottom))
    return replace(rule, x0=x0, top=top, x1=x1, bottom=bottom)
