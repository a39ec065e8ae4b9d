"""Addresses of pages: made of ids, each escaped."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def path(*parts: object, **query: object) -> str:
    """Make an address of ids; each is escaped.

    >>> path("boek", "a b/c", item=3)
    '/boek/a%20b%2Fc?item=3'
    """
    text = "/" + "/".join(quote(str(part), safe="") for part in parts)
    given = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{text}?{urlencode(given)}" if given else text
