"""How a sentence opens decides what it needs: a verb, "de medewerker", a fronted phrase, or a subject of its own."""

from __future__ import annotations

from pipeline.dutch import verbs
from pipeline.dutch.clauses import Clauses, walk
from pipeline.dutch.reader import replace_mentions
from pipeline.dutch.sentence import OPENING_MARKS, STRONG_STOPS, Sentence, Unclear
from pipeline.dutch.words import words

_LABELS = ("SUBJECT", "ROLE")


def convert_sentence(sentence: Sentence, *, follows_reader: bool) -> bool:
    """Fill the sentence's edits so that it speaks to the reader; return whether it does.

    Raises:
        Unclear: no rule covers it confidently.
    """
    first = sentence.first_word()
    if first >= sentence.end:
        if sentence.start == 0:
            raise Unclear("er staat geen tekst")
        return follows_reader
    _drop_marks(sentence, first)
    if sentence.word(first) in {"je", "jij", "jouw"}:
        return True
    if sentence.word(first) in {"zij", "ze"} and sentence.third(first + 1):
        raise Unclear("wie “zij” is, staat niet in de zin")
    if sentence.word(first) == "u" and sentence.third(first + 1):
        return _subject_first(sentence, first, first + 1)
    if sentence.span_at(first, *_LABELS):
        return _subject_first(sentence, first, sentence.span_at(first, *_LABELS))
    if _without_person(sentence, first):
        return _about_the_work(sentence, first, follows_reader)
    if sentence.third(first):
        return _verb_first(sentence, first, first)
    if prefixed := _prefixed_verb(sentence, first):
        return _verb_first(sentence, first, prefixed)
    if verb := _inverted(sentence, first):
        return _fronted(sentence, verb)
    if (right := _misspelt(sentence, first)) is not None:
        sentence.corrections.append((sentence.doc[first].text, right))
        sentence.low[first] = right
        sentence.replace(first, first + 1, right)
        return _verb_first(sentence, first, first)
    if _own_subject(sentence, first):
        return _situation(sentence, first)
    raise Unclear("de zin begint niet met een werkwoord")


def _drop_marks(sentence: Sentence, first: int) -> None:
    """A bullet that glued two statements together goes; quotes and brackets stay."""
    for index in range(sentence.start, first):
        if sentence.word(index) in STRONG_STOPS | {"•", "*", "·"}:
            sentence.replace(index, index + 1, "")
        elif sentence.doc[index].text not in OPENING_MARKS:
            raise Unclear("de zin begint met een onbekend teken")


def _verb_first(sentence: Sentence, place: int, verb: int) -> bool:
    """ "adviseert over …": put "Je" in front."""
    start = place
    while start > sentence.start and sentence.doc[start - 1].text in OPENING_MARKS and start - 1 not in sentence.edits:
        start -= 1
    sentence.subject = (start, start)
    return _reader_sentence(sentence, verb, mentions=False)


def _subject_first(sentence: Sentence, first: int, verb: int) -> bool:
    """ "de medewerker weet …": the subject becomes "Je"."""
    while sentence.word(verb) in words().bijwoorden and verb < first + 4:
        verb += 1
    right = sentence.word(verb)
    if not verbs.is_third_person(right):
        closed = words().nevenschikkend | words().onderschikkend | words().voorzetsels | words().lidwoorden | {","}
        corrected = verbs.corrected(right) if right not in closed else None
        if corrected is None:
            raise Unclear("na het onderwerp staat geen bekend werkwoord")
        sentence.corrections.append((sentence.doc[verb].text, corrected))
        sentence.replace(verb, verb + 1, corrected)
        right = corrected
    if right == "wordt" and _passive_of_things(sentence):
        raise Unclear("de zin gaat over het werk en niet over de lezer")
    end = sentence.span_at(first, *_LABELS) or first + 1
    sentence.replace(first, end, "")
    sentence.subject = (first, end)
    sentence.low[verb] = right
    return _reader_sentence(sentence, verb, mentions=True)


def _reader_sentence(sentence: Sentence, verb: int, *, mentions: bool) -> bool:
    if sentence.word(verb) == "wordt" and not mentions and _passive_of_things(sentence):
        raise Unclear("de zin gaat over het werk en niet over de lezer")
    _correct_second_verbs(sentence, verb)
    sentence.role_is_reader = mentions
    clauses = walk(sentence, verb + 1, reader=True, mentions=mentions, verb=verb)
    _finite_verbs(sentence, clauses, verb)
    replace_mentions(sentence, clauses, mentions=mentions, situation=False)
    sentence.reader_verbs = tuple(sorted({*clauses.first_verbs, verb} - clauses.after_subject))
    return True


def _finite_verbs(sentence: Sentence, clauses: Clauses, begin: int) -> None:
    """Give the five verbs that differ their second person where the reader is the subject.

    Raises:
        Unclear: one of them stands where no rule tells whose it is.
    """
    for index in range(begin, sentence.end):
        word = sentence.word(index)
        if word not in verbs.IRREGULAR or index in sentence.edits or sentence.word(index - 1) in {"de", "het", "een"}:
            continue
        clause = clauses.of[index]
        if (
            index in clauses.first_verbs
            or index in clauses.after_subject
            or (clause.kind == "bijzin" and clause.reader)
        ):
            sentence.replace(index, index + 1, verbs.second_person(word))
        elif clause.kind != "bijzin" and not sentence.span_at(index + 1, *_LABELS):
            raise Unclear(f"van wie “{sentence.doc[index].text}” gezegd wordt, is niet zeker")


def _correct_second_verbs(sentence: Sentence, verb: int) -> None:
    """ "bewaakt en verbeterd": a second verb with -d for -t, right after the first or after a comma."""
    for index in range(verb + 2, sentence.end):
        word = sentence.word(index)
        linked = sentence.word(index - 1) in {"en", ",", "of", "en/of"} and sentence.third(index - 2)
        if linked and word.endswith("d") and not word.startswith("ge") and not verbs.is_third_person(word):
            right = verbs.corrected(word)
            if right and right.endswith("t") and sentence.word(index + 1) in words().lidwoorden:
                sentence.corrections.append((sentence.doc[index].text, right))
                sentence.replace(index, index + 1, right)
                sentence.low[index] = right


def _prefixed_verb(sentence: Sentence, first: int) -> int | None:
    """ "(mede)ontwikkelt": the verb after a prefix in brackets, when nothing separates the two."""
    closing = first + 1
    bracketed = first > sentence.start and sentence.word(first - 1) == "(" and sentence.word(closing) == ")"
    glued = bracketed and not sentence.doc[first].whitespace_ and not sentence.doc[closing].whitespace_
    return closing + 1 if glued and sentence.third(closing + 1) else None


def _inverted(sentence: Sentence, first: int) -> int | None:
    """The verb of "In discussies weet hij/zij …": a finite verb with its subject right after it."""
    clause_open = False
    for index in range(first, sentence.end):
        word = sentence.word(index)
        if word in STRONG_STOPS:
            return None
        if word in words().onderschikkend and word not in {"als", "die", "dat"} and not sentence.stock_phrase(index):
            clause_open = True
        elif word == ",":
            clause_open = False
        subject = sentence.span_at(index + 1, *_LABELS)
        if index > first and subject and not clause_open and (sentence.third(index) or word in verbs.IRREGULAR):
            return index
    return None


def _fronted(sentence: Sentence, verb: int) -> bool:
    """ "In discussies weet hij/zij …": no extra "Je", the verb loses its -t."""
    form = verbs.before_je(sentence.word(verb))
    if form is None:
        raise Unclear(f"de vorm van “{sentence.doc[verb].text}” voor “je” is niet bekend")
    end = sentence.span_at(verb + 1, *_LABELS)
    sentence.replace(verb, verb + 1, form)
    sentence.replace(verb + 1, end, "je")
    sentence.role_is_reader = True
    clauses = walk(sentence, sentence.start, reader=True, mentions=True)
    clauses.first_verbs.append(verb)
    _finite_verbs(sentence, clauses, verb + 2)
    replace_mentions(sentence, clauses, mentions=True, situation=False)
    return True


def _misspelt(sentence: Sentence, first: int) -> str | None:
    """The verb that a misspelt opening must be, when what follows shows that a verb was meant."""
    word = sentence.word(first)
    closed = words().voorzetsels | words().lidwoorden | words().bijwoorden | words().onderschikkend
    if word in closed or (word.startswith("ge") and word.endswith("d")) or not word.isalpha():
        return None
    right = verbs.corrected(word)
    if right is None:
        return None
    after = sentence.word(first + 1)
    article = after in words().lidwoorden or sentence.span_at(first + 1, "REFLEXIVE", "POSSESSIVE") > 0
    if word in words().naamwoord_stam:
        return right if article else None
    noun = after.isalpha() and after not in words().voorzetsels
    plural = (
        noun and (after.endswith("en") or (after.endswith("s") and len(after) > 4)) and not verbs.is_infinitive(after)
    )
    second = any(
        sentence.word(k) in {"en", ",", "of"} and sentence.third(k + 1) for k in range(first + 1, sentence.end - 1)
    )
    slip = not word.endswith("d") and not right.startswith(word)
    adverb = after in words().bijwoorden
    return right if article or plural or adverb or second or (slip and after not in words().voorzetsels) else None


def _without_person(sentence: Sentence, first: int) -> bool:
    """Whether the sentence opens on the work: "betreft …", "bestaat uit …", "is van toepassing …"."""
    if sentence.word(first) == "betreft":
        return True
    opening = " ".join(sentence.word(k) for k in range(first, min(first + 6, sentence.end)))
    nature = sentence.word(first) in {"is", "heeft"} and "van aard" in " ".join(sentence.low[first : sentence.end])[:60]
    direct = nature and not any(sentence.word(k) in words().onderschikkend for k in range(first, sentence.end))
    return direct or any(opening == e or opening.startswith(f"{e} ") for e in words().zonder_persoon)


def _about_the_work(sentence: Sentence, first: int, follows_reader: bool) -> bool:
    """ "betreft …" as a whole statement is "Het gaat om …"; the rest is for the recruiter.

    Raises:
        Unclear: always, but for "betreft" on its own.
    """
    if sentence.word(first) != "betreft" or follows_reader or not sentence.is_word(first + 1):
        raise Unclear("de zin gaat over het werk en niet over de lezer")
    sentence.replace(first, first + 1, "het gaat om")
    return False


def _passive_of_things(sentence: Sentence) -> bool:
    return any(sentence.word(k) in words().lijdend_zonder_persoon for k in range(sentence.start, sentence.end))


def _own_subject(sentence: Sentence, first: int) -> bool:
    """Whether the sentence is whole, with a subject of its own: a noun phrase and then a finite verb."""
    open_clause = False
    for index in range(first + 1, sentence.end):
        word = sentence.word(index)
        finite = _finite(sentence, index)
        if open_clause:
            open_clause = not (finite or verbs.is_joined_third_person(word) or verbs.is_infinitive(word))
        elif word in words().onderschikkend and word not in {"als", "dat"}:
            open_clause = True
        elif finite:
            return True
    return False


def _finite(sentence: Sentence, index: int) -> bool:
    """Whether a finite verb stands here, in a sentence that begins with its subject or a fronted phrase."""
    if sentence.plural_verb(index):
        return True
    word = sentence.word(index)
    before = sentence.word(index - 2 if sentence.before_me(index) == "," else index - 1)
    if (
        before
        in words().lidwoorden - {"die", "dat", "alle", "deze", "dit"} | words().voorzetsels | words().nevenschikkend
    ):
        return False
    adjective = before.endswith("e") and word in words().naamwoord_op_t
    return (word in verbs.IRREGULAR or sentence.third(index) or word in {"moet", "mag"}) and not adjective


def _situation(sentence: Sentence, first: int) -> bool:
    """A sentence about the work with a subject of its own: "de medewerker" in it becomes je, jou or je …"."""
    sentence.role_is_reader = True
    clauses = walk(sentence, first, reader=False, mentions=True)
    for index in range(first, sentence.end):
        clause = clauses.of[index]
        if sentence.word(index) in verbs.IRREGULAR and clause.kind == "bijzin" and clause.reader:
            sentence.replace(index, index + 1, verbs.second_person(sentence.word(index)))
    before = len(sentence.edits)
    replace_mentions(sentence, clauses, mentions=True, situation=True)
    return len(sentence.edits) > before
