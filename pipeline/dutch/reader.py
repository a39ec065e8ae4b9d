"""What means the reader: pronouns, "zich", "de eigen …" and mentions of "de medewerker", and what they become.

A pronoun is only taken for the reader where no other person could be meant.  Where one is named, the verb decides: who
"begeleidt de stagiair bij zijn opdracht" helps with the trainee's work.  Where neither settles it, the statement is
left to the recruiter.
"""

from __future__ import annotations

from pipeline.dutch import verbs
from pipeline.dutch.antecedents import acts_on_object, means_other
from pipeline.dutch.clauses import Clauses
from pipeline.dutch.sentence import Sentence, Unclear, is_plural_person
from pipeline.dutch.words import words

_FROM = frozenset({"vanuit", "binnen", "krachtens"})
"""Prepositions of the ground one stands on: whatever follows "adviseert het bestuur vanuit zijn …" is the reader's."""


def replace_mentions(sentence: Sentence, clauses: Clauses, *, mentions: bool, situation: bool) -> None:
    """Put "je" for everything in the sentence that means the reader.

    Args:
        sentence: the sentence; its edits grow.
        clauses: whose clause each word stands in.
        mentions: "de medewerker" is the reader here (not an object of the reader's work).
        situation: the sentence has another subject and tells of the reader's situation.

    Raises:
        Unclear: a pronoun may mean the reader or another person.
    """
    for index in sorted(sentence.spans):
        if not sentence.start <= index < sentence.end or _covered(sentence, index):
            continue
        label, end = sentence.spans[index]
        if label == "SUBJECT":
            _subject(sentence, clauses, index, end, situation)
        elif label == "OBJECT":
            _object(sentence, clauses, index, end, situation)
        elif label == "POSSESSIVE":
            _possessive(sentence, clauses, index, end, situation)
        elif label == "REFLEXIVE":
            _reflexive(sentence, clauses, index, end)
        elif label == "OWN" and not situation:
            _own(sentence, clauses, index, end)
        elif mentions and (label == "ROLE" or (label == "SITUATION_ROLE" and situation)):
            _mention(sentence, clauses, index, end)


def _covered(sentence: Sentence, index: int) -> bool:
    return any(start <= index < end for start, (end, _) in sentence.edits.items())


def _double(sentence: Sentence, index: int, end: int) -> bool:
    """Whether both genders are named, so that a person and no thing is meant."""
    return end - index > 1 or "/" in sentence.word(index) or "(" in sentence.word(index)


def _means_other(sentence: Sentence, clauses: Clauses, index: int, what: str) -> bool:
    return means_other(sentence, index, clauses.region_start(index, sentence.first_word()), what)


def _subject(sentence: Sentence, clauses: Clauses, index: int, end: int, situation: bool) -> None:
    """ "hij/zij" as subject; the verb before it loses its -t."""
    if situation and not sentence.edits and not clauses.reader_is_subject(index):
        raise Unclear(f"wie “{sentence.doc[index:end].text}” is, staat niet in de zin")
    if _means_other(sentence, clauses, index, sentence.doc[index:end].text):
        return
    sentence.replace(index, end, "je")
    _invert(sentence, index - 1)


def _invert(sentence: Sentence, verb: int) -> None:
    """Give the verb right before "je" its form there."""
    word = sentence.word(verb)
    if not verbs.is_third_person(word) and word not in verbs.IRREGULAR:
        return
    form = verbs.before_je(word)
    if form is None:
        raise Unclear(f"de vorm van “{word}” voor “je” is niet bekend")
    sentence.replace(verb, verb + 1, form)


def _object(sentence: Sentence, clauses: Clauses, index: int, end: int, situation: bool) -> None:
    if situation and not _double(sentence, index, end):
        return
    if not _means_other(sentence, clauses, index, sentence.doc[index:end].text):
        sentence.replace(index, end, "je")


def _possessive(sentence: Sentence, clauses: Clauses, index: int, end: int, situation: bool) -> None:
    """ "zijn/haar" and a possessive "zijn"; "haar" alone belongs to a body or woman named before."""
    double = _double(sentence, index, end)
    if not double and not _is_possessive(sentence, index):
        return
    if not double and situation and not clauses.reader_is_subject(index):
        return
    clause, opener = clauses.of[index], sentence.before_me(index)
    leads = opener in words().voorzetsels or opener in {"dat", "omdat", "zodat", "of", "hoe", "als", "wanneer"}
    if not double and clause.kind == "bijzin" and not clause.reader and not leads:
        return
    if _owned_by_neighbour(sentence, index):
        return
    text = sentence.doc[index:end].text
    since = clauses.region_start(index, sentence.first_word())
    own_ground = sentence.word(end) in words().eigen_terrein and text.lower() != "haar"
    if own_ground and (sentence.before_me(index) in _FROM or sentence.owner_before(index, since) is None):
        sentence.replace(index, end, "je")
        return
    owner = next((k for k in range(index - 1, sentence.first_word() - 1, -1) if sentence.is_body(k)), None)
    if text.lower() == "haar":
        if owner is None and sentence.person_before(index, sentence.first_word()) is None:
            raise Unclear("van wie “haar” is, staat niet in de zin")
        return
    if not double and owner is not None and owner > since:
        if acts_on_object(sentence, since):
            return
        raise Unclear(f"“{text}” kan ook op “{sentence.doc[owner].text}” slaan")
    if not _means_other(sentence, clauses, index, text):
        sentence.replace(index, end, "je")


def _is_possessive(sentence: Sentence, index: int) -> bool:
    """Whether "zijn" is a possessive and no verb: something that can be owned follows."""
    if sentence.word(index) != "zijn":
        return True
    before, after = sentence.before_me(index), sentence.word(index + 1)
    verbal = words().voorzetsels | words().nevenschikkend | words().bijwoorden | words().deeltjes
    if not sentence.is_word(index + 1) or after in verbal | {"te"}:
        return False
    if after in words().lidwoorden - {"eigen", "beide", "diverse", "verschillende", "twee", "drie"}:
        return False
    participle = after.startswith("ge") and after.endswith(("d", "t", "en")) and len(after) > 4
    if (
        participle
        or before == "te"
        or (verbs.is_infinitive(before) and before.endswith(("kunnen", "moeten", "zullen")))
    ):
        return False
    openers = {",", "(", "al", "dan", "als", "zich", "dat", "omdat", "zodat", "hoe", "wanneer"}
    leads = before in words().voorzetsels | words().nevenschikkend | words().bijwoorden | openers
    return (
        leads
        or verbs.is_third_person(before)
        or before in verbs.IRREGULAR
        or before.endswith("t")
        or index == sentence.first_word()
    )


def _owned_by_neighbour(sentence: Sentence, index: int) -> bool:
    """ "de gemeente en haar organen", "de klant met zijn vraag": the owner stands right before the link."""
    if sentence.before_me(index) not in {"en", "of", "met", "inclusief", "plus"}:
        return False
    owner = index - 2
    noun = sentence.word(owner)
    article = sentence.word(owner - 1) in {"de", "het", "een", "elke", "iedere", "deze", "die", "dit", "dat"}
    return sentence.is_person(owner) or sentence.is_body(owner) or (article and not verbs.is_infinitive(noun))


def _reflexive(sentence: Sentence, clauses: Clauses, index: int, end: int) -> None:
    """ "zich" and "zichzelf" where the reader acts."""
    if not clauses.reader_is_subject(index) or _others_act(sentence, clauses, index):
        return
    if sentence.before_me(index) == "er" and sentence.word(index) == "zich":
        sentence.replace(index - 1, end, "je er")
        return
    sentence.replace(index, end, "jezelf" if sentence.word(index) == "zichzelf" else "je")


def _others_act(sentence: Sentence, clauses: Clauses, index: int) -> bool:
    """Whether an object of the verb does the acting: "stimuleert medewerkers om zich te ontwikkelen"."""
    since = clauses.region_start(index, sentence.first_word())
    if not acts_on_object(sentence, since):
        return False
    infinitive = any(
        sentence.word(k) in {"te", "om"} or verbs.is_infinitive(sentence.word(k))
        for k in range(since + 1, sentence.end)
    )
    direct = any(_direct_person(sentence, k) for k in range(since + 1, index))
    return infinitive and direct


def _direct_person(sentence: Sentence, index: int) -> bool:
    """Whether a person or body is named here as an object, with no preposition before its article and adjectives."""
    if not (sentence.is_person(index) or sentence.is_body(index) or is_plural_person(sentence.word(index))):
        return False
    k = index - 1
    while k > sentence.start and (sentence.word(k) in words().lidwoorden or sentence.word(k).endswith("e")):
        k -= 1
    return sentence.word(k) not in words().voorzetsels - {"bij", "in", "aan"} or sentence.word(k) == ""


def _own(sentence: Sentence, clauses: Clauses, index: int, end: int) -> None:
    """ "de eigen …" becomes "je eigen …" unless another owner is an object of the verb; leaving it is never wrong."""
    since = clauses.region_start(index, sentence.first_word())
    owner = sentence.owner_before(index, since)
    if owner is not None and (acts_on_object(sentence, since) or _direct_person(sentence, owner)):
        return
    if sentence.word(index - 1) in {"van"} and owner == index - 2:
        return
    sentence.replace(index, end, "je eigen")


def _mention(sentence: Sentence, clauses: Clauses, index: int, end: int) -> None:
    """ "de medewerker": je as subject, jou after a preposition, and "de houding van de medewerker" is "je houding"."""
    before = sentence.before_me(index)
    if before == "van" and (first := _noun_phrase(sentence, index - 1)) is not None:
        sentence.replace(first, first + 1, "je")
        sentence.replace(index - 1, end, "")
    elif before in words().voorzetsels:
        sentence.replace(index, end, "jou")
    else:
        sentence.replace(index, end, "je")
        if clauses.of[index].kind != "bijzin":
            _invert(sentence, index - 1)


def _noun_phrase(sentence: Sentence, index: int) -> int | None:
    """The article of the noun phrase that ends right before ``index``, adjectives in between, or None."""
    k = index - 2
    while k >= sentence.start and sentence.word(k).endswith("e") and sentence.word(k) not in {"de", "deze"}:
        k -= 1
    plain = sentence.is_word(index - 1) and not verbs.is_third_person(sentence.word(index - 1))
    return k if plain and k >= sentence.start and sentence.word(k) in {"de", "het"} else None
