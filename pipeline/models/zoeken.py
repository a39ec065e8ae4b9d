"""Finding what the user means by a name: exact, by id, then an unambiguous part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pipeline.errors import UsageError
from pipeline.models.functieboek import slug

T = TypeVar("T")


def find_named(
    items: Iterable[T], text: str, names: Callable[[T], Sequence[str | None]], *, what: str = "functie"
) -> T:
    """Return the one item that ``text`` names.

    An exact name or id wins over a part of one ("Adviseur" is a function, and also a part of "Adviseur II"); spelling
    of capitals, accents, "&" and punctuation does not matter.

    Raises:
        UsageError: nothing has that name (the message tells what looks like it), or several have it (it lists them).
    """
    every = [(item, [slug(name) for name in names(item) if name]) for item in items]
    wanted = slug(text)
    for matches in (_exact, _whole_words, _part):
        found = [item for item, slugs in every if any(matches(wanted, one) for one in slugs)]
        if len(found) == 1:
            return found[0]
        if found and matches is _exact:
            return found[0]
        if found:
            choices = ", ".join(_label(item, names) for item in found)
            raise UsageError(f"'{text}' past op meer dan één {what}: {choices}.", "Geef de hele naam.")
    raise _unknown(text, every, names, what)


def _exact(wanted: str, one: str) -> bool:
    return wanted == one


def _whole_words(wanted: str, one: str) -> bool:
    return bool(wanted) and f"-{wanted}-" in f"-{one}-"


def _part(wanted: str, one: str) -> bool:
    return bool(wanted) and wanted in one


def _label(item: T, names: Callable[[T], Sequence[str | None]]) -> str:
    return next((name for name in names(item) if name), "?")


def _unknown(
    text: str, every: Sequence[tuple[T, list[str]]], names: Callable[[T], Sequence[str | None]], what: str
) -> UsageError:
    from difflib import get_close_matches

    labels = {one: _label(item, names) for item, slugs in every for one in slugs}
    close = dict.fromkeys(labels[one] for one in get_close_matches(slug(text), labels, n=3, cutoff=0.5))
    known = close or dict.fromkeys(labels.values())
    hint = "Bedoelt u" if close else "Er zijn"
    return UsageError(f"Er is geen {what} '{text}'.", f"{hint}: {', '.join(known)}." if known else "")
