"""Changing functieboek.toml for the user: what he wrote himself stays, remarks and order included.

What the workplace calls for the settings of the letters, words that are right, and an acceptance that is withdrawn.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.errors import DataInvalidError, UsageError
from pipeline.workspace import Workspace, atomic_write, read_bytes

if TYPE_CHECKING:
    from pydantic import JsonValue
    from tomlkit import TOMLDocument

Waarde = str | int | bool | list[str]
Sleutel = tuple[str, str]
"""Section and key."""


def change_settings(space: Workspace, values: Mapping[Sleutel, Waarde | None]) -> None:
    """Write settings; None takes a key away.  Nothing is written when the whole would not be right.

    Raises:
        DataInvalidError: the file is no TOML, or a value is wrong; the message lists all faults, one a line.
        OutputNotWritableError: the disk is full, or there are no rights.
    """
    from pipeline.models.instellingen import read_settings

    path = space.settings_file
    before = read_bytes(path) if path.is_file() else b""
    read_settings(before, path.name)
    document = _document(before.decode("utf-8-sig"), path.name)
    for (section, key), value in values.items():
        _set(document, section, key, value)
    text = document.as_string()
    read_settings(text.encode(), path.name)
    if text.encode() == before:
        return
    atomic_write(path, text)
    if space.is_prepared:
        _log(space, "instellen", {"sleutels": [f"{section}.{key}" for section, key in values]})


def _document(text: str, name: str) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:  # what Python reads and this library does not
        raise DataInvalidError(
            f"{name} kan hier niet worden gewijzigd.", "Wijzig het in een tekstverwerker."
        ) from error


def _set(document: TOMLDocument, section: str, key: str, value: Waarde | None) -> None:
    import tomlkit

    if section not in document:
        if value is None:
            return
        document[section] = tomlkit.table()
    table = document[section]
    assert isinstance(table, dict)  # the settings were just found right
    if value is None:
        table.pop(key, None)
    elif table.get(key) != value:
        table[key] = value


def _log(space: Workspace, what: str, facts: Mapping[str, JsonValue], who: str | None = None) -> None:
    """Which settings were changed; what they say stands in the file."""
    from pipeline.logboek import Logboek

    Logboek(space.logbook).add(what, tijd=datetime.datetime.now(datetime.UTC), wie=who, gegevens=facts)


def withdraw_acceptance(space: Workspace, key: str, who: str) -> None:
    """Take the acceptance of a finding out of functieboek.toml.

    Raises:
        UsageError: it is not accepted there.
        OutputNotWritableError: the disk is full, or there are no rights.
    """
    path = space.settings_file
    document = _document(read_bytes(path).decode("utf-8-sig") if path.is_file() else "", path.name)
    items = document.get("aanvaard", [])
    at = next((place for place, item in enumerate(items) if item.get("sleutel") == key), None)
    if at is None:
        raise UsageError("Deze bevinding is niet aanvaard in functieboek.toml.", "Controleer het boek opnieuw.")
    del items[at]
    if not items:
        del document["aanvaard"]
    atomic_write(path, document.as_string())
    if space.is_prepared:
        _log(space, "aanvaarding ingetrokken", {"sleutel": key}, who)
