"""JSON Pointers (RFC 6901) into a functieboek as plain data."""

from __future__ import annotations

from typing import Any

from pipeline.errors import DataInvalidError


def join(*parts: str | int) -> str:
    """Make a pointer of a pointer (or nothing) and further keys and positions.

    >>> join("/functies", 3, "naam"), join("", "a/b")
    ('/functies/3/naam', '/a~1b')
    """
    head, rest = (str(parts[0]), parts[1:]) if parts and str(parts[0]).startswith("/") else ("", parts)
    return head + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in rest if part != "")


def split(pad: str) -> list[str]:
    """Cut a pointer in its keys.

    Raises:
        DataInvalidError: it does not begin with a slash.
    """
    if pad == "":
        return []
    if not pad.startswith("/"):
        raise DataInvalidError(
            f"“{pad}” is geen geldig pad in een functieboek.", "Een pad begint met een schuine streep."
        )
    return [part.replace("~1", "/").replace("~0", "~") for part in pad[1:].split("/")]


def resolve(data: Any, pad: str) -> Any:
    """Return what stands at a pointer.

    Raises:
        DataInvalidError: nothing stands there.
    """
    for key in split(pad):
        data = step(data, key, pad)
    return data


def step(data: Any, key: str, pad: str) -> Any:
    """Go one key down.

    Raises:
        DataInvalidError: there is no such key; ``pad`` is the whole pointer, for the message.
    """
    try:
        return data[int(key)] if isinstance(data, list) else data[key]
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise DataInvalidError(
            f"Op het pad {pad} staat niets in dit functieboek.",
            "Gebruik de wijzigingen bij de editie waarvoor ze gelden.",
        ) from error
