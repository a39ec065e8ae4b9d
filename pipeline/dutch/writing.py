"""A converted sentence in words again: with "Je" in front, with "je" after the verb, or without it."""

from __future__ import annotations

import re

from pipeline.dutch import verbs
from pipeline.dutch.second_person import Part
from pipeline.dutch.sentence import Sentence

_LINKS = frozenset({",", "en", "of", "en/of"})


def written(sentence: Sentence) -> Part | None:
    """Write the sentence in its forms; None where nothing of it is left (a bullet on its own)."""
    text = _capital(_tidy(_assemble(sentence, {}, lead="je ")))
    if not text:
        return None
    if sentence.subject is None or sentence.subject[1] != _verb_place(sentence):
        return Part(closed(text))
    inverted = _inverted(sentence)
    bare = _open(_assemble(sentence, {}, lead=""))
    return Part(closed(text), inverted=_open(inverted) if inverted else None, bare=bare)


def _verb_place(sentence: Sentence) -> int:
    """The opening verb; a prefix in brackets or an adverb before it makes the other forms unsafe."""
    return sentence.reader_verbs[0] if sentence.reader_verbs else -1


def _inverted(sentence: Sentence) -> str | None:
    """ "bewaakt en bevordert de samenhang" as "bewaak en bevorder je de samenhang"; each group of verbs gets one je."""
    changes: dict[int, str] = {}
    for number, index in enumerate(sentence.reader_verbs):
        form = verbs.before_je(sentence.word(index))
        if form is None:
            return None
        following = sentence.reader_verbs[number + 1] if number + 1 < len(sentence.reader_verbs) else -1
        grouped = following == index + 2 and sentence.word(index + 1) in _LINKS
        changes[index] = form if grouped else f"{form} je"
    return _assemble(sentence, changes, lead="")


def _assemble(sentence: Sentence, changes: dict[int, str], lead: str) -> str:
    """Join the words with their edits; ``changes`` wins over an edit, ``lead`` comes where the subject belongs."""
    pieces: list[str] = []
    index = sentence.start
    while index < sentence.end:
        if sentence.subject and index == sentence.subject[0]:
            pieces.append(lead)
        space = sentence.doc[index].whitespace_
        if index in changes:
            pieces.append(changes[index] + space)
            index += 1
        elif index in sentence.edits:
            end, new = sentence.edits[index]
            pieces.append(new + (sentence.doc[end - 1].whitespace_ if new else ""))
            index = max(end, index + 1)
        else:
            word = sentence.doc[index].text
            opening = sentence.subject is not None and index == sentence.reader_verbs[0]
            pieces.append((word.lower() if opening else word) + space)
            index += 1
    return "".join(pieces)


def _tidy(text: str) -> str:
    return re.sub(r"\s+([.,;:!?])", r"\1", text.strip())


def _open(text: str) -> str:
    """Without the full stop, ready to stand inside a sentence; an abbreviation keeps its own."""
    text = _tidy(text)
    return text if re.search(r"\b\w\.\w\.$", text) else text.rstrip(" .;,")


def _capital(text: str) -> str:
    return re.sub(r"^([^\w]*)(\w)", lambda match: match.group(1) + match.group(2).upper(), text)


def closed(text: str) -> str:
    """End with one full stop (an abbreviation's own counts)."""
    text = re.sub(r"(?<!\.)\.\.$", ".", text.rstrip(" ;,"))
    return text if re.search(r"[.!?…][\"'’”»)]?$", text) else f"{text}."
