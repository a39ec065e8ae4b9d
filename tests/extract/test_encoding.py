"""Bytes into text: the right encoding by evidence, and a remark where it was a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceUnreadableError
from pipeline.extract.encoding import decode

TEXT = "De medewerker coördineert financiën; hij is één van de coördinatoren – met ‘eigen’ reële ideeën.\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_each_encoding_is_found(encoding: str) -> None:
    """With a byte order mark, without one, and the old Windows encoding."""
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_old_mac_and_dos_files_are_found_by_their_letters() -> None:
    """The encoding that makes Dutch letters wins."""
    text = "De coördinator is één van de reële ideeën.\n" * 5

    assert decode(text.encode("mac-roman")).text == text
    assert decode(text.encode("cp850")).text == text


def test_a_guess_is_told() -> None:
    """UTF-8 proves itself; an old encoding is told."""
    assert decode(TEXT.encode()).remarks == ()
    assert [remark.code for remark in decode(TEXT.encode("cp1252")).remarks] == ["tekencodering"]


def test_the_declared_encoding_goes_before_a_guess() -> None:
    """A page that says what it is, is believed when that works."""
    assert decode("één".encode("iso-8859-15"), "iso-8859-15").encoding == "iso-8859-15"
    assert decode("één".encode("cp1252"), "bestaat-niet").text == "één"


def test_a_damaged_byte_does_not_spoil_the_rest() -> None:
    """UTF-8 with one broken byte is UTF-8, and the damage is told."""
    damaged = TEXT.encode().replace(b"hij", b"h\xffj", 1)
    decoded = decode(damaged)

    assert decoded.text.count("\ufffd") == 1
    assert "coördineert" in decoded.text
    assert decoded.remarks[0].weight == "waarschuwing"


def test_text_that_was_encoded_twice_is_told_and_left() -> None:
    """Reading never repairs content."""
    decoded = decode(TEXT.encode().decode("cp1252").encode())

    assert "coÃ¶rdineert" in decoded.text
    assert [remark.code for remark in decoded.remarks] == ["tekencodering"]


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 20, b"\x00" * 500, b"\x01\x02\x03\x04" * 100, b"\xff\xfe" + b"\x00\xd8" * 300],
    ids=["alles", "nullen", "stuurtekens", "halve-paren"],
)
def test_rubbish_is_refused(data: bytes) -> None:
    """Bytes that are no text in any encoding."""
    with pytest.raises(SourceUnreadableError, match="geen leesbare tekst"):
        decode(data)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co"))))
def test_utf8_comes_back(text: str) -> None:
    """Any text in UTF-8 is that text, but for a byte order mark; what holds no letters at all may be refused."""
    try:
        assert decode(text.encode()).text == text.removeprefix("\ufeff").removeprefix("\ufeff")
    except SourceUnreadableError:
        assert sum(char.isalpha() for char in text) < 0.3 * len(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_our_error(data: bytes) -> None:
    """Nothing else escapes."""
    try:
        decode(data)
    except SourceUnreadableError as error:
        assert error.advies
