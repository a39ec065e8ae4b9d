"""Files made to break a reader end in one of our errors, quickly, or are read; nothing else escapes."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FunctieboekError, LimitExceededError, SourceUnreadableError
from pipeline.extract.html import read_html
from pipeline.extract.markdown import read_markdown
from pipeline.extract.plain import read_plain
from pipeline.extract.reading import read
from pipeline.extract.word import read_word
from tests.extract.outline import accounted, outline
from tests.extract.word_files import NS, p, word_file
from tests.support import REFERENCE


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the block takes more time of the processor (the clock on the wall also counts what others do)."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """A part that unpacks to more than any text is a limit, not a full memory."""
    bomb = word_file(p("x"), extra={"word/media/bomb.bin": b"\0" * 1000})
    out = io.BytesIO(bomb)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/huge.xml", b" " * 101_000_000)

    with within(5), pytest.raises(LimitExceededError, match="zip-bom"):
        read_word(out.getvalue())


def test_too_many_members_are_refused() -> None:
    """A zip of a hundred thousand empty files is no Word file."""
    out = io.BytesIO(word_file(p("x")))
    with zipfile.ZipFile(out, "a") as package:
        for number in range(5_001):
            package.writestr(f"word/part{number}.xml", b"")

    with within(10), pytest.raises(LimitExceededError, match="onderdelen"):
        read_word(out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(encoding: str) -> None:
    """A document type has no place in a Word file, in whatever encoding."""
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]>'
    xml += f"<w:document {NS}><w:body>{p('&j;')}</w:body></w:document>"
    source = word_file(p("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as package, zipfile.ZipFile(out, "w") as bad:
        for name in package.namelist():
            bad.writestr(name, xml.encode(encoding) if name == "word/document.xml" else package.read(name))

    with within(2), pytest.raises(SourceUnreadableError, match="documenttype"):
        read_word(out.getvalue())


def test_word_nested_ten_thousand_deep_is_refused() -> None:
    """The parser stops at its depth limit, and that is our error."""
    body = "<w:sdt><w:sdtContent>" * 10_000 + p("x") + "</w:sdtContent></w:sdt>" * 10_000

    with within(2), pytest.raises(SourceUnreadableError, match="beschadigd"):
        read_word(word_file(body))


def test_html_nested_ten_thousand_deep_is_refused() -> None:
    """No page nests so deep; half a page is no result."""
    with within(2), pytest.raises(LimitExceededError, match="diep"):
        read_html(("<div>" * 10_000 + "tekst" + "</div>" * 10_000).encode())


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_markdown_nested_ten_thousand_deep_is_refused(mark: str) -> None:
    """Quotes in quotes and lists in lists end at a limit."""
    with within(5), pytest.raises(LimitExceededError, match="nestelt"):
        read_markdown("# Kop\n\n" + mark * 10_000 + "tekst")


@pytest.mark.parametrize("name", ["groot.txt", "groot.md", "groot.html"])
def test_a_line_of_fifty_megabytes_is_refused(tmp_path: Path, name: str) -> None:
    """Text files have a size that no book reaches."""
    source = tmp_path / name
    source.write_bytes(b"<html><body>" * name.endswith("html") + b"a " * 25_000_000)

    with within(5), pytest.raises(LimitExceededError):
        read(source)


def test_a_line_of_two_megabytes_is_refused(tmp_path: Path) -> None:
    """Below the size of the file, one line has its own limit."""
    source = tmp_path / "regel.md"
    source.write_text("# Kop\n" + "woord " * 400_000)

    with within(5), pytest.raises(LimitExceededError, match="Regel 2"):
        read(source)


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 20_000,
        "**a" * 15_000,
        "[" * 30_000,
        "[a](" * 20_000,
        "`" * 30_000,
        "<b>" * 20_000,
        "&" * 50_000,
        "a|" * 4_000 + "\n" + "-|" * 4_000 + "\n" + "b|" * 4_000,
        "\t" * 50_000 + "x",
        "x\t" * 5_000,
        "- " * 50,
        "# " * 20_000,
        "~~" * 20_000,
        "![" * 20_000,
        "_a_" * 20_000,
        "\\" * 50_000,
        "<" * 50_000,
        "</" * 30_000,
        "<!--" * 20_000,
        "1. " * 5_000,
    ],
    ids=lambda text: text[:6].strip(),
)
def test_markdown_that_is_slow_elsewhere_is_quick_here(text: str) -> None:
    """Repeated openings that never close take no quadratic time worth the name."""
    with within(15), suppress(FunctieboekError):
        read_markdown("# Kop\n\n" + text)


@pytest.mark.parametrize("span", ["rowspan", "colspan"])
def test_a_cell_that_spans_a_million_columns_takes_no_memory(span: str) -> None:
    """Spans are cut to what a table can have."""
    page = f"<table><tr><td {span}='99999999'>a</td><td>b</td></tr><tr><td>c</td></tr></table>"

    with within(2):
        assert "[0,0" in outline(read_html(page.encode()).blocks)[1]


def test_many_wide_cells_end_at_a_limit() -> None:
    """A small page cannot ask for a grid of millions of places."""
    row = "<tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 50 + "</tr>"
    page = f"<table>{row}{'<tr></tr>' * 2000}</table>"

    with within(10), pytest.raises(LimitExceededError, match="cellen"):
        read_html(page.encode())


def test_a_damaged_word_file_gives_our_error_or_text() -> None:
    """Whatever byte is changed or cut off, only our own errors come out."""
    whole = word_file(p("Een regel tekst.") * 30, styles="", numbering="", footnotes="")
    chance = random.Random(1)
    outcomes = set()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = data[: chance.randrange(len(data))] if chance.random() < 0.3 else data
        try:
            read_word(bytes(cut))
            outcomes.add("read")
        except FunctieboekError as error:
            outcomes.add(type(error).__name__)
    assert outcomes >= {"read", "SourceUnreadableError"}


def test_xml_that_is_changed_inside_the_zip_gives_our_error_or_text() -> None:
    """Random changes in the XML itself, past the checksum of the zip."""
    table = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc></w:tr></w:tbl>"
    xml = f"<w:document {NS}><w:body>{p('Een regel tekst.') * 5}{table}</w:body></w:document>"
    source = word_file(p("x"))
    chance = random.Random(2)
    for _ in range(100):
        changed = list(xml)
        for _ in range(chance.randint(1, 5)):
            changed[chance.randrange(len(changed))] = chance.choice("<>/\"'w:&= pt")
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(source)) as package, zipfile.ZipFile(out, "w") as bad:
            for name in package.namelist():
                bad.writestr(name, "".join(changed) if name == "word/document.xml" else package.read(name))
        with suppress(FunctieboekError):
            read_word(out.getvalue())


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_by_the_text_readers(text: str) -> None:
    """Markdown, plain text and HTML readers take any text, and raise only our errors."""
    for reader in (read_markdown, read_plain, lambda source: read_html(source.encode("utf-8", errors="replace"))):
        with suppress(FunctieboekError):
            reader(text)


_MARKS = (
    "-_ *_ 1._ #_ >_ \t | ** * <ul><li> </li> <b> tekst ___ --- • <table> <td> </td> ``` : a)_ &nbsp; </table> <br>"
)
_marks = st.lists(st.sampled_from([*_MARKS.replace("_", "\u2002").split(" "), " ", "\n", "\n\n"]), max_size=40)


@given(_marks)
@settings(max_examples=300, deadline=None)
def test_any_mix_of_marks_is_read(marks: list[str]) -> None:
    """Marks in any order raise nothing but our errors, and a web page loses no character of them."""
    text = "".join(marks).replace("\u2002", " ")
    for reader in (read_markdown, read_plain):
        with suppress(FunctieboekError):
            reader(text)
    with suppress(FunctieboekError):
        page = read_html(text.encode())
        assert accounted(page) == page.source_chars


_TAGS = (
    "<ul> <ol> <li> </li> </ul> <p> </p> <b> </b> <table> <tr> <td> <th> </td> </tr> </table> <caption> <dl> <dt> <dd> "
    "<div> </div> <nav> </nav> <h2> </h2> <form> <thead> <tfoot> <pre> </pre> <main> <header> <footer> <section> "
    "<button> <span> tekst • 1."
)


@given(st.lists(st.sampled_from(_TAGS.split()), max_size=50))
@settings(max_examples=300, deadline=None)
def test_no_soup_of_tags_loses_text(tags: list[str]) -> None:
    """However tags are opened and closed, each character is in a block or is furniture."""
    with suppress(FunctieboekError):
        page = read_html(" ".join(tags).encode())
        assert accounted(page) == page.source_chars


def test_a_cut_off_reference_file_is_damaged(tmp_path: Path) -> None:
    """Half a Word file says that it is not whole."""
    source = tmp_path / "half.docx"
    data = (REFERENCE / "ommen-2018.docx").read_bytes()
    source.write_bytes(data[: len(data) // 2])

    with pytest.raises(SourceUnreadableError, match="beschadigd"):
        read(source)
