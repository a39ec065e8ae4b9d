"""What can be wrong with a PDF ends in our own errors, in Dutch, with advice; a bad page does not end the book."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import FunctieboekError, PasswordNeededError, SourceUnreadableError, UsageError
from pipeline.extract.pdf.engine import ENGINES, open_pdf
from tests.extract.pdf.printed import HARD, as_bytes, by_chromium, changed, page
from tests.support import SOURCES

both = pytest.mark.parametrize("engine", ENGINES)


def texts(path: Path, engine: str, password: str | None = None) -> list[str]:
    """Read all words of a PDF."""
    source = open_pdf(path, password, engine)
    try:
        return [word.text for content in source.read() for word in content.words]
    finally:
        source.close()


def encrypted(path: Path, user: str, revision: int) -> Path:
    """Print a page and encrypt the file."""
    page(path, HARD["plain"])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="baas", user=user, R=revision, aes=revision > 4,
                                                     metadata=revision > 4))  # fmt: skip
    return path


@both
@pytest.mark.parametrize("revision", [3, 4, 6])
def test_an_empty_user_password_opens_silently(tmp_path: Path, engine: str, revision: int) -> None:
    """Many books forbid only copying: anyone may open them."""
    assert "adviseert" in texts(encrypted(tmp_path / "a.pdf", "", revision), engine)


@both
@pytest.mark.parametrize("revision", [3, 6])
@pytest.mark.parametrize("given", [None, "mis"])
def test_a_password_is_asked_for(tmp_path: Path, engine: str, revision: int, given: str | None) -> None:
    """Without it, or with a wrong one, the message says so and what to do."""
    path = encrypted(tmp_path / "a.pdf", "geheim", revision)

    with pytest.raises(PasswordNeededError, match=r"a\.pdf.*--wachtwoord") as caught:
        texts(path, engine, given)

    assert ("klopt niet" in str(caught.value)) == (given is not None)


@both
@pytest.mark.parametrize("revision", [3, 6])
@pytest.mark.parametrize("given", ["geheim", "baas"])
def test_the_right_password_opens_it(tmp_path: Path, engine: str, revision: int, given: str) -> None:
    """The reader's password or the owner's."""
    assert "ontwikkeling" in texts(encrypted(tmp_path / "a.pdf", "geheim", revision), engine, given)


@both
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is leeg"),
        (b"PK\x03\x04 een zip", "geen PDF"),
        (b"%PDF-1.7\n", "beschadigd"),
        (b"%PDF-1.7\n%%EOF\n" + b"\0" * 5000, "beschadigd"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, engine: str, content: bytes, said: str) -> None:
    """The message names the file and what is wrong with it."""
    path = tmp_path / "boek.pdf"
    path.write_bytes(content)

    with pytest.raises(SourceUnreadableError, match=rf"boek\.pdf.*{said}") as caught:
        texts(path, engine)

    assert caught.value.advies


@both
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, engine: str) -> None:
    """Each with its own message."""
    with pytest.raises(SourceUnreadableError, match="bestaat niet"):
        open_pdf(tmp_path / "weg.pdf", engine=engine)
    with pytest.raises(SourceUnreadableError, match=r"map en geen bestand|kan niet worden gelezen"):
        open_pdf(tmp_path, engine=engine)


def test_an_engine_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """The message names those that are."""
    path = page(tmp_path / "a.pdf", HARD["plain"])

    with pytest.raises(UsageError, match="pdfium, pdfplumber"):
        open_pdf(path, engine="mupdf")


@both
def test_only_our_errors_leave_a_damaged_file(tmp_path: Path, engine: str) -> None:
    """Cut off or with bytes changed: it is read, in part, or refused; nothing else escapes."""
    whole = as_bytes(*HARD.values())
    chance = random.Random(7)
    path = tmp_path / "stuk.pdf"
    outcomes = {"read": 0, "refused": 0}
    for round_ in range(60):
        damaged = bytearray(whole)
        if round_ % 3 == 0:
            damaged = damaged[: chance.randrange(20, len(whole))]
        else:
            for _ in range(chance.choice([1, 20, 400])):
                damaged[chance.randrange(10, len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            texts(path, engine)
            outcomes["read"] += 1
        except FunctieboekError:
            outcomes["refused"] += 1
    assert outcomes["read"]


@both
def test_a_page_that_cannot_be_read_does_not_end_the_book(tmp_path: Path, engine: str) -> None:
    """It is empty, or says what happened; the pages after it are read."""
    path = page(tmp_path / "a.pdf", HARD["plain"], HARD["lined"], HARD["symbols"])

    def break_second(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].MediaBox = pikepdf.Name("/Stuk")
        pdf.pages[1].Resources = pikepdf.Array([1, 2])
        pdf.pages[1].Contents = pikepdf.Dictionary()

    changed(path, break_second)
    source = open_pdf(path, engine=engine)

    contents = list(source.read())

    assert [content.number for content in contents] == [1, 2, 3]
    assert contents[1].words == ()
    assert "Medewerker" in [word.text for word in contents[2].words]


@both
def test_pages_can_be_read_in_part(tmp_path: Path, engine: str) -> None:
    """From a page to a page, both included; beyond the end there is nothing."""
    source = open_pdf(page(tmp_path / "a.pdf", *[HARD["plain"]] * 5), engine=engine)

    assert [content.number for content in source.read(2, 3)] == [2, 3]
    assert [content.number for content in source.read(4)] == [4, 5]
    assert [content.number for content in source.read(4, 9)] == [4, 5]


@both
def test_what_the_file_says_of_itself_is_kept(tmp_path: Path, engine: str) -> None:
    """Title and author are witnesses."""

    def name_it(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Functieboek"
        pdf.docinfo["/Author"] = "Gemeente Één"

    source = open_pdf(changed(page(tmp_path / "a.pdf", HARD["plain"]), name_it), engine=engine)

    assert (source.metadata["Title"], source.metadata["Author"]) == ("Functieboek", "Gemeente Één")


def without_meaning(pdf: pikepdf.Pdf) -> None:
    """Take from all fonts the table that says which characters their glyphs are."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


@both
def test_glyphs_without_a_meaning_are_counted(tmp_path: Path, engine: str) -> None:
    """They are not passed off as text: PDFium would give the number of the glyph."""
    path = tmp_path / "a.pdf"
    with pikepdf.open(SOURCES / "ommen-2018.pdf") as book, pikepdf.new() as one:
        one.pages.append(book.pages[23])
        one.save(path)
    source = open_pdf(changed(path, without_meaning), engine=engine)

    content = next(iter(source.read()))

    assert content.unreadable > 0.8 * content.chars > 0


def test_a_page_that_means_nothing_to_pdfium_is_read_with_pdfplumber(tmp_path: Path) -> None:
    """pdfminer looks inside the font; the page says who read it."""
    if not shutil.which("chromium"):
        pytest.skip("chromium is not installed")
    by_chromium(tmp_path)
    path = changed(tmp_path / "a.pdf", without_meaning)
    source = open_pdf(path)

    content = next(iter(source.read()))

    assert {"FUNCTIEBESCHRIJVING", "meerdere", "officiële"} <= {word.text for word in content.words}
    assert "pdfplumber" in content.notes[0]
    assert content.unreadable == 0
