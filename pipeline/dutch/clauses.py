"""Which clause each word belongs to, and whether the reader is the subject of that clause.

Dutch word order does the work of a parser here.  In a main clause whose subject is left out the finite verb comes
right after the conjunction ("… en heeft oog voor …"); in a subordinate clause it comes last ("… en oog heeft voor …").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.dutch import verbs
from pipeline.dutch.antecedents import means_other
from pipeline.dutch.sentence import STRONG_STOPS, Sentence, Unclear
from pipeline.dutch.words import words

Kind = Literal["hoofdzin", "bijzin", "te"]


@dataclass(slots=True)
class Clause:
    """A clause as it is being read."""

    kind: Kind
    reader: bool
    """The reader is its subject."""
    finite: bool = False
    plural: bool = False
    done: bool = False
    """Its verb has been read; what follows may belong to the clause around it."""


@dataclass(slots=True)
class Clauses:
    """What the walk found, by place in the document."""

    of: dict[int, Clause] = field(default_factory=dict)
    first_verbs: list[int] = field(default_factory=list)
    """Finite verbs of the main clause that stand first: their subject is the reader."""
    after_subject: set[int] = field(default_factory=set)
    """Finite verbs right after a pronoun for the reader in a coordinated main clause."""

    def reader_is_subject(self, index: int) -> bool:
        """Whether the reader is the subject where this word stands."""
        clause = self.of.get(index)
        return clause is not None and clause.reader

    def region_start(self, index: int, default: int) -> int:
        """The last first verb before a word: what stands in between are the objects that may act or own."""
        return max((verb for verb in self.first_verbs if verb < index), default=default)


def walk(sentence: Sentence, begin: int, *, reader: bool, mentions: bool, verb: int | None = None) -> Clauses:
    """Read the words from ``begin`` on and tell the clause of each.

    Args:
        sentence: the sentence.
        begin: the first word to read.
        verb: the finite verb that opens the sentence, where the reader is its subject.
        reader: the reader is the subject of the main clause.
        mentions: "de medewerker" means the reader in this sentence.

    Raises:
        Unclear: a verb that differs for "je" may belong to two clauses.
    """
    walked = _Walk(sentence, mentions, Clause("hoofdzin", reader, finite=True))
    if verb is not None:
        walked.found.first_verbs.append(verb)
    return walked.run(begin)


class _Walk:
    """The walk: a stack of open clauses, the main clause at the bottom."""

    def __init__(self, sentence: Sentence, mentions: bool, main: Clause) -> None:
        self.sentence, self.mentions = sentence, mentions
        self.stack = [main]
        self.found = Clauses()

    def run(self, begin: int) -> Clauses:
        """Go through the words."""
        sentence = self.sentence
        for index in range(sentence.start, begin):
            self.found.of[index] = self.stack[0]
        index = begin
        while index < sentence.end:
            word = sentence.word(index)
            if word in STRONG_STOPS:
                del self.stack[1:]
                self._coordinate(index + 1)
            elif word == "," or word in words().nevenschikkend:
                self._boundary(index)
            self.found.of[index] = self.stack[-1]
            if self._opens_clause(index):
                self.stack.append(Clause("bijzin", self._reader_in(index)))
                self.found.of[index] = self.stack[-1]
            elif word == "om" and self._infinitive_ahead(index):
                self.stack.append(Clause("te", self.stack[-1].reader))
            else:
                self._verb(index)
            index += 1
        return self.found

    def _verb(self, index: int) -> None:
        """Note a finite verb in a subordinate clause, or the end of an infinitive clause."""
        top, word = self.stack[-1], self.sentence.word(index)
        if top.kind == "bijzin":
            before = self.sentence.before_me(index)
            if (
                (verbs.is_joined_third_person(word) and before not in words().lidwoorden)
                or word in verbs.IRREGULAR
                or word in ("moet", "mag", "wordt")
            ):
                top.finite = top.done = True
            elif verbs.is_infinitive(word) and before != "te" and word not in ("eisen", "vragen", "plannen", "wensen"):
                top.finite = top.done = top.plural = True
        elif top.kind == "te" and verbs.is_infinitive(word) and self.sentence.before_me(index) == "te":
            top.done = True

    def _boundary(self, index: int) -> None:
        """At a comma or a conjunction: close clauses whose verb has been read, and look for a first verb."""
        sentence = self.sentence
        target = index + 1
        while sentence.word(target) in words().nevenschikkend | {","}:
            target += 1
        if self._reader_subject_at(target):
            return
        verb = target
        while sentence.word(verb) in words().bijwoorden and verb - target < 3:
            verb += 1
        if sentence.third(target):
            self._coordinate(target)
        elif verb > target and verbs.is_third_person(sentence.word(verb)) and self.stack[-1].kind == "hoofdzin":
            self._coordinate(verb)
        elif sentence.word(index) == "," and self.stack[-1].done and target == index + 1:
            self.stack.pop() if len(self.stack) > 1 else None

    def _reader_subject_at(self, index: int) -> bool:
        """Start a main clause of the reader's own: "… en hij/zij is …"."""
        labels = ("SUBJECT", "ROLE") if self.mentions else ("SUBJECT",)
        end = self.sentence.span_at(index, *labels)
        if not end or self.stack[-1].kind != "hoofdzin" or not self.sentence.third(end):
            return False
        self.found.after_subject.add(end)
        return True

    def _coordinate(self, index: int) -> None:
        """A finite verb comes first: decide whose it is and close what it ends."""
        sentence, top = self.sentence, self.stack[-1]
        if not sentence.third(index) and sentence.word(index) not in verbs.IRREGULAR:
            return
        if top.kind == "bijzin" and not top.finite:
            return
        if top.kind == "bijzin" and not top.plural and not top.reader and self._could_end_clause(index):
            passive = sentence.word(index + 1) in {"worden", "zijn"}
            if sentence.word(index) in verbs.IRREGULAR and not passive:
                raise Unclear(f"van wie “{sentence.doc[index].text}” gezegd wordt, is niet zeker")
            return
        del self.stack[1:]
        self.found.first_verbs.append(index)

    def _could_end_clause(self, index: int) -> bool:
        """Whether the verb could as well close the subordinate clause: "die is vastgesteld en wordt uitgevoerd"."""
        following, after = self.sentence.word(index + 1), self.sentence.word(index + 2)
        ends = after in {"", ".", ",", ";", ")"} or after in words().voorzetsels | words().nevenschikkend
        if following in words().persoonlijk:
            return False
        participle = following.startswith(("ge", "be", "ver", "ont", "her", "over", "onder")) and following.endswith(
            ("d", "t", "en")
        )
        return not self.sentence.is_word(index + 1) or (ends and (participle or verbs.is_infinitive(following)))

    def _opens_clause(self, index: int) -> bool:
        """Whether a subordinate clause starts here; "als", "of" and "dat" do so only with a verb at the end."""
        sentence, word = self.sentence, self.sentence.word(index)
        if word == "of":
            return self._question(index)
        if word not in words().onderschikkend or sentence.stock_phrase(index):
            return False
        if word in {"tot", "sinds", "als"}:
            return self._finite_ahead(index, {",", "en", "of"})
        if word in {"dat", "die", "wat", "hoe"}:
            return self._finite_ahead(index, set())
        return sentence.is_word(index + 1)

    def _question(self, index: int) -> bool:
        """ "of" opens a question after a verb, its particle or "de vraag", or where a finite verb closes the clause."""
        before = self.sentence.before_me(index)
        asks = verbs.is_third_person(before) or before in words().deeltjes | {",", "weten", "nagaan", "zich", "vraag"}
        return (asks or self._closes_with_verb(index)) and self._finite_ahead(index, set())

    def _closes_with_verb(self, index: int) -> bool:
        """Whether a finite verb stands last before the next stop, and no clause of its own opens before it."""
        last = index
        while last + 1 < self.sentence.end and self.sentence.is_word(last + 1):
            last += 1
            if self.sentence.word(last) in words().onderschikkend:
                return False
        return self.sentence.word(last) in {*verbs.IRREGULAR, "zijn", "hebben", "worden", "wordt", "kunnen", "moet"}

    def _finite_ahead(self, index: int, stops: set[str]) -> bool:
        """Whether a finite verb comes before the next strong stop (or one of ``stops``)."""
        for k in range(index + 1, self.sentence.end):
            word = self.sentence.word(k)
            if word in STRONG_STOPS | stops:
                return False
            if word in verbs.IRREGULAR or verbs.is_joined_third_person(word):
                return True
            if verbs.is_infinitive(word) and self.sentence.word(k - 1) != "te":
                return True
        return False

    def _infinitive_ahead(self, index: int) -> bool:
        """Whether "om" is followed by "te" with an infinitive before the next strong stop."""
        for k in range(index + 1, self.sentence.end - 1):
            if self.sentence.word(k) in STRONG_STOPS:
                return False
            if self.sentence.word(k) == "te" and verbs.is_infinitive(self.sentence.word(k + 1)):
                return True
        return False

    def _reader_in(self, index: int) -> bool:
        """Whether the subject of the subordinate clause that opens here is a pronoun (or role) for the reader."""
        labels = ("SUBJECT", "ROLE", "SITUATION_ROLE") if self.mentions else ("SUBJECT",)
        for k in range(index + 1, self.sentence.end):
            word = self.sentence.word(k)
            if end := self.sentence.span_at(k, *labels):
                if self.sentence.word(end) in {"of", "en", "en/of", ","}:
                    raise Unclear("het onderwerp van de bijzin is meer dan de lezer alleen")
                since = self.found.region_start(k, self.sentence.first_word())
                role = not self.sentence.span_at(k, "SUBJECT")
                return role or not means_other(self.sentence, k, since, self.sentence.doc[k:end].text)
            stop = word in STRONG_STOPS or word == "," or word in words().onderschikkend
            if stop or verbs.is_joined_third_person(word) or word in verbs.IRREGULAR:
                return False
        return False
