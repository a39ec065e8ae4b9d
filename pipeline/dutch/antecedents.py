"""Who a pronoun can mean: the reader, or another person or body that the sentence names."""

from __future__ import annotations

from functools import cache

from pipeline.dutch.sentence import Sentence, Unclear
from pipeline.dutch.words import words


@cache
def _with_particle() -> dict[str, tuple[str, ...]]:
    """Verbs that pass an act on to their object only with a certain word: stelt … in staat, staat … bij."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in sorted(words().met_deeltje):
        verb, _, particle = entry.partition(" ")
        found[verb] = (*found.get(verb, ()), particle)
    return found


def acts_on_object(sentence: Sentence, verb: int) -> bool:
    """Whether what follows a verb belongs to, or is done by, its object: "begeleidt de stagiair bij zijn werk"."""
    word = sentence.word(verb)
    if word not in words().objectwerkwoorden:
        return False
    rest = f" {' '.join(sentence.low[verb : sentence.end])} "
    particles = _with_particle().get(word)
    return particles is None or any(f" {particle} " in rest for particle in particles)


def means_other(sentence: Sentence, index: int, since: int, what: str) -> bool:
    """Whether a pronoun at ``index`` means a person named after the verb at ``since`` and not the reader.

    Raises:
        Unclear: someone else is named, there or earlier, and the verb does not tell.
    """
    other = sentence.person_before(index, sentence.first_word())
    if other is None:
        return False
    if other > since and acts_on_object(sentence, since):
        return True
    raise Unclear(f"“{what}” kan ook op “{sentence.doc[other].text}” slaan")
