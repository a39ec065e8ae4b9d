"""Bytes into text: which encoding a text file is in, decided by evidence and told when it is a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.errors import SourceUnreadableError
from pipeline.extract.document import Remark

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("cp1252", "mac-roman", "cp850")
_COMMON = frozenset("éëèïöüáóí’‘“”–€•")
_DUTCH = frozenset("áàâäãåéèêëíìîïóòôöúùûüçñÁÀÂÄÉÈÊËÍÎÏÓÖÚÜÇÑ‘’“”„–—…•·€§°½²³±×\u00a0")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DOUBLE = re.compile("Ã[\u0080-\u00bf]|â€[\u0090-\u00ff™œžš˜”“¢¦]")
_RUBBISH = (
    "Dit bestand bevat geen leesbare tekst; het is beschadigd of van een andere soort dan de naam zegt.",
    "Bewaar het functieboek als PDF of als Word-document (.docx) en lees dat.",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what was uncertain in reading its bytes."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Turn the bytes of a text file into text.

    The order of evidence: a byte order mark, valid UTF-8, the encoding that the file itself declares, UTF-16 by its
    zero bytes, UTF-8 with a rare damaged byte, and last the old encoding that gives the most Dutch letters.

    Raises:
        SourceUnreadableError: no encoding makes text of it.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared and _known(declared):
        try:
            return _checked(data.decode(declared), declared)
        except (UnicodeDecodeError, SourceUnreadableError):
            pass
    sixteen = _utf16(data)
    if sixteen:
        return sixteen
    return _mostly_utf8(data) or _guessed(data)


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return _checked(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return _checked(text, encoding, _damage(text))


def _checked(text: str, encoding: str, remark: Remark | None = None) -> Decoded:
    """Refuse what is no text; note what looks like text that was encoded twice."""
    text = text.removeprefix("\ufeff")
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    letters = sum(char.isalpha() for char in text[:200_000])
    visible = sum(not char.isspace() for char in text[:200_000])
    if strange > max(3, len(text) // 100) or (visible > 200 and letters < visible * 0.3):
        raise SourceUnreadableError(*_RUBBISH)
    remarks = [remark] if remark else []
    doubled = len(_DOUBLE.findall(text))
    if doubled > 2:
        remarks.append(
            Remark(
                "tekencodering",
                f"Op {doubled} plaatsen lijkt de tekst verkeerd opgeslagen (zoals 'Ã«' in plaats van 'ë'); zij is "
                "gelezen zoals zij er staat.",
                weight="waarschuwing",
            )
        )
    return Decoded(text, encoding, tuple(remarks))


def _damage(text: str) -> Remark:
    return Remark(
        "tekencodering",
        f"{text.count(chr(0xFFFD))} teken(s) in het bestand zijn beschadigd en niet te lezen.",
        weight="waarschuwing",
    )


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: nearly every other byte is zero."""
    sample = data[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(sample) >= 8 and zeros.count(0) > 0.6 * len(zeros):
            return _strict(data, encoding)
    return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which a byte was damaged here and there: far more whole letters than broken ones."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(ord(char) > 127 for char in text) - broken
    return _checked(text, "utf-8", _damage(text)) if whole > 4 * broken and broken * 200 < len(text) else None


def _guessed(data: bytes) -> Decoded:
    best: tuple[int, str, str] | None = None
    for encoding in _GUESSES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = sum(3 if char in _COMMON else 0 if char in _DUTCH else -2 for char in text if ord(char) > 127)
        if best is None or score > best[0]:
            best = (score, encoding, text)
    if best is None or best[0] < 0:
        raise SourceUnreadableError(*_RUBBISH)
    remark = Remark(
        "tekencodering",
        f"Het bestand zegt niet hoe zijn letters zijn opgeslagen; het is gelezen als {best[1]}. Controleer de ë en é.",
    )
    return _checked(best[2], best[1], remark)
