"""Which reader a file gets, by its content; and what is said of files that cannot be read."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import (
    FunctieboekError,
    LimitExceededError,
    NotAFunctieboekError,
    PasswordNeededError,
    SourceUnreadableError,
)
from pipeline.extract.kinds import OLE_MAGIC, Kind, kind_of
from pipeline.extract.reading import looks_like_markdown, read
from tests.extract.outline import outline
from tests.extract.word_files import p, word_file


def zipped(*names: str, **contents: bytes) -> bytes:
    """A zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
        for name, content in contents.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("boek.pdf", b"%PDF-1.7\n", Kind.PDF),
        ("boek.txt", b"\xef\xbb\xbf\n rommel %PDF-1.4", Kind.PDF),
        ("boek.doc", word_file(p("x")), Kind.WORD),
        ("boek", b"<!DOCTYPE html><html><body>x", Kind.HTML),
        ("boek.txt", b"\n <HTML lang='nl'>", Kind.HTML),
        ("boek.html", b"<div><p>tekst</p></div>", Kind.HTML),
        ("boek.html", "<!doctype html>".encode("utf-16"), Kind.HTML),
        ("boek.md", b"# Kop met <html> erin", Kind.MARKDOWN),
        ("boek.txt", b"gewone tekst", Kind.TEXT),
        ("boek", b"BMW en andere woorden", Kind.TEXT),
    ],
)
def test_the_kind_is_found_by_content(name: str, data: bytes, kind: Kind) -> None:
    """The extension decides only between kinds of text."""
    assert kind_of(data, Path(name)) is kind


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("oud.doc", OLE_MAGIC + b"\0" * 100 + "WordDocument".encode("utf-16-le"), "oude versie van Word"),
        ("oud.xls", OLE_MAGIC + b"\0" * 100 + "Workbook".encode("utf-16-le"), "ouder programma"),
        ("boek.odt", zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        ("boek.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        ("boek.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        ("boek.epub", zipped("META-INF/container.xml"), "e-boek"),
        ("boek.zip", zipped("functieboek.pdf"), "archief"),
        ("boek.gz", b"\x1f\x8b\x08\x00", "archief"),
        ("boek.rtf", b"{\\rtf1\\ansi", "RTF"),
        ("scan.png", b"\x89PNG\r\n\x1a\n", "afbeelding"),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "afbeelding"),
        ("scan.tif", b"II*\x00\x08", "afbeelding"),
        ("scan.heic", b"\x00\x00\x00\x18ftypheic", "afbeelding"),
        ("scan.webp", b"RIFF\x00\x00\x00\x00WEBP", "afbeelding"),
        ("boek.ps", b"%!PS-Adobe", "PostScript"),
        ("boek.mht", b"MIME-Version: 1.0\r\n", "webarchief"),
        ("boek.json", b'{"schema": "functieboek/1"}', "JSON"),
        ("boek.xml", b"<?xml version='1.0'?><boek/>", "XML"),
        ("boek.docx", b"gewone tekst", "geen Word-bestand"),
        ("boek.pdf", b"gewone tekst", "geen PDF"),
        ("boek.docx", b"PK\x03\x04 kapot", "beschadigd"),
        ("boek.txt", bytes(range(256)) * 10, "geen leesbare tekst"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """The message names the kind, and the advice the next step."""
    source = tmp_path / name
    source.write_bytes(data)

    with pytest.raises(SourceUnreadableError, match=says) as caught:
        read(source)
    assert caught.value.advies


def test_an_encrypted_word_file_asks_for_a_password(tmp_path: Path) -> None:
    """Word's own encryption is an old container around the file."""
    source = tmp_path / "geheim.docx"
    source.write_bytes(OLE_MAGIC + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(PasswordNeededError, match="wachtwoord"):
        read(source)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """Missing, a folder, empty, a name that cannot be."""
    empty = tmp_path / "leeg.pdf"
    empty.touch()
    for path, says in (
        (tmp_path / "weg.pdf", "bestaat niet"),
        (tmp_path, "is een map"),
        (empty, "leeg"),
        (Path("nul\0.pdf"), "niet worden gelezen"),
    ):
        with pytest.raises(SourceUnreadableError, match=says):
            read(path)


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_rights(tmp_path: Path) -> None:
    """No rights is no traceback."""
    source = tmp_path / "dicht.txt"
    source.write_text("tekst")
    source.chmod(0)

    with pytest.raises(SourceUnreadableError, match="mag niet"):
        read(source)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A sparse file of 201 MB is refused without reading it."""
    source = tmp_path / "groot.pdf"
    with source.open("wb") as file:
        file.truncate(201_000_000)

    with pytest.raises(LimitExceededError, match="201 MB"):
        read(source)


@pytest.mark.parametrize(
    ("name", "data"),
    [("leeg.txt", b" \n\n\t\n"), ("leeg.docx", word_file(p())), ("leeg.html", b"<html><body></body></html>")],
)
def test_a_file_without_text_is_no_book(tmp_path: Path, name: str, data: bytes) -> None:
    """What can be read but says nothing is an error, not an empty result."""
    source = tmp_path / name
    source.write_bytes(data)

    with pytest.raises(NotAFunctieboekError, match="geen tekst"):
        read(source)


def test_progress_counts_a_source_without_pages_as_one(tmp_path: Path) -> None:
    """The caller sees that it is done."""
    source = tmp_path / "boek.md"
    source.write_text("# Kop\n\nTekst.")
    told: list[tuple[int, int]] = []

    document = read(source, on_page=lambda page, pages: told.append((page, pages)))

    assert told == [(1, 1)]
    assert (document.pages, document.mediatype) == (None, "text/markdown")


def test_text_is_read_as_what_it_looks_like(tmp_path: Path) -> None:
    """Markdown in a .txt is Markdown; a .md without any mark of it is plain text."""
    marked, bare = tmp_path / "boek.txt", tmp_path / "boek.md"
    marked.write_text("## Kop\n\n- **een**\n")
    bare.write_text("Functienaam        Regisseur\nCode               N03\n")

    assert outline(read(marked).blocks) == ["h1 Kop", "- **een**"]
    assert outline(read(bare).blocks)[0] == "table 2x2 head 0"
    assert read(bare).mediatype == "text/markdown"


@pytest.mark.parametrize(
    "text", ["# Kop", "een **vet** woord", "een *schuin* woord", "| a | b |\n|---|---|\n", "<b>x</b>"]
)
def test_marks_of_markdown(text: str) -> None:
    """Any one of them is enough."""
    assert looks_like_markdown(text)


@pytest.mark.parametrize("text", ["#1 van de lijst", "5 * 3 * 2", "- een\n- twee", "a | b", "a < b > c"])
def test_plain_text_is_no_markdown(text: str) -> None:
    """Signs that plain text uses as well prove nothing."""
    assert not looks_like_markdown(text)


def test_every_error_is_dutch_and_has_advice(tmp_path: Path) -> None:
    """No message without a next step, whatever bytes come in."""
    for number, data in enumerate([b"PK\x03\x04", OLE_MAGIC, b"\x89PNG", b"{\\rtf", b"\x00\x01"]):
        source = tmp_path / f"bron{number}"
        source.write_bytes(data)
        with pytest.raises(FunctieboekError) as caught:
            read(source)
        assert str(caught.value).endswith(".")
        assert caught.value.advies
