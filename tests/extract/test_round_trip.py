"""What is written in a format is read back: every block, every bold word, every character accounted for."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from pipeline.extract.html import read_html
from pipeline.extract.markdown import read_markdown
from pipeline.extract.plain import read_plain
from pipeline.extract.word import read_word
from tests.extract.outline import accounted, outline
from tests.extract.writing import Head, Part, as_docx, as_html, as_markdown, as_plain, books, expected

_slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(books())
@settings(max_examples=80, deadline=None)
def test_markdown_comes_back(parts: list[Part]) -> None:
    """Markdown with tables of tabs gives the blocks that were written."""
    document = read_markdown(as_markdown(parts))

    assert outline(document.blocks) == expected(parts, "-")


@given(books())
@settings(max_examples=80, deadline=None)
def test_html_comes_back(parts: list[Part]) -> None:
    """A web page gives the blocks that were written, and accounts for each character."""
    document = read_html(as_html(parts).encode())

    assert outline(document.blocks) == expected(parts, "•")
    assert accounted(document) == document.source_chars


@given(books())
@_slow
def test_word_comes_back(parts: list[Part]) -> None:
    """A Word file gives the blocks that were written, and accounts for each character."""
    document = read_word(as_docx(parts))

    plain_heads = [re.sub(r"[_*]", "", line) if re.match(r"h\d", line) else line for line in outline(document.blocks)]
    assert plain_heads == expected(parts, "•")
    assert accounted(document) == document.source_chars


@given(books(tables=False, plain=True))
@settings(max_examples=60, deadline=None)
def test_plain_text_comes_back(parts: list[Part]) -> None:
    """Plain text gives its titles, items and paragraphs."""
    document = read_plain(as_plain(parts))

    flat = [replace(part, level=1) if isinstance(part, Head) else part for part in parts]
    wanted = [line.upper().replace("H1", "h1", 1) if line.startswith("h1") else line for line in expected(flat, "•")]
    assert outline(document.blocks) == wanted
    assert accounted(document) == document.source_chars
