"""Validation errors of pydantic in Dutch: which key, what stands there, what was expected, with an example.

Used for every file that a user fills in: settings, vacancy facts, employee rows, corrections.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

_EXPECTED = {
    "missing": "ontbreekt",
    "string_type": "moet tekst zijn (tussen aanhalingstekens)",
    "string_too_short": "is te kort (minstens {min_length} tekens)",
    "string_too_long": "is te lang (hoogstens {max_length} tekens)",
    "string_pattern_mismatch": "heeft niet de vorm die gevraagd is",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "float_type": "moet een getal zijn",
    "float_parsing": "moet een getal zijn",
    "decimal_parsing": "moet een getal zijn",
    "decimal_type": "moet een getal zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "date_type": "moet een datum zijn, zoals 2024-05-31",
    "date_parsing": "moet een datum zijn, zoals 2024-05-31",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2024-05-31",
    "date_from_datetime_inexact": "moet een datum zonder tijd zijn, zoals 2024-05-31",
    "datetime_parsing": "moet een datum met tijd zijn, zoals 2024-05-31T09:00:00",
    "list_type": "moet een lijst zijn: [ … ]",
    "tuple_type": "moet een lijst zijn: [ … ]",
    "dict_type": "moet een groep van waarden zijn",
    "model_type": "moet een groep van waarden zijn",
    "model_attributes_type": "moet een groep van waarden zijn",
    "too_short": "bevat te weinig (minstens {min_length})",
    "too_long": "bevat te veel (hoogstens {max_length})",
    "greater_than": "moet groter zijn dan {gt}",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than": "moet kleiner zijn dan {lt}",
    "less_than_equal": "mag hoogstens {le} zijn",
    "finite_number": "moet een eindig getal zijn",
    "none_required": "moet leeg blijven",
}


def dutch_errors(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """Return one Dutch sentence for each fault: key, what is wrong, what stands there, an example where one is known.

    Args:
        model: the model that was asked; its fields give the known keys and (``examples=[…]``) the examples.
    """
    return [_sentence(dict(item), model) for item in error.errors()]


def _sentence(item: Mapping[str, Any], model: type[BaseModel]) -> str:
    loc = tuple(item["loc"])
    key = dotted(loc) or "(het geheel)"
    if item["type"] == "extra_forbidden":
        return _unknown_key(key, loc, model)
    text = f"{key}: {_what(item)}"
    if item["type"] != "missing" and isinstance(item["input"], str | int | float | bool):
        text += f"; er staat {shorten(item['input'])}"
    example = _example(loc, model)
    return f"{text}. Voorbeeld: {key} = {example}" if example else f"{text}."


def _what(item: Mapping[str, Any]) -> str:
    context = item.get("ctx", {})
    if item["type"] in {"literal_error", "enum"}:
        return f"moet een van deze zijn: {str(context['expected']).replace(' or ', ' of ')}"
    if item["type"] in {"value_error", "assertion_error"}:  # raised by our own validators, in Dutch
        return str(context.get("error", item["msg"])).rstrip(".")
    wording = _EXPECTED.get(item["type"])
    whole = {key: int(v) if isinstance(v, float) and v.is_integer() else v for key, v in context.items()}
    return wording.format(**whole) if wording else f"heeft geen geldige waarde ({item['type']})"


def _unknown_key(key: str, loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    known = list(_model_at(loc[:-1], model).model_fields)
    close = get_close_matches(str(loc[-1]), known, n=1, cutoff=0.6)
    hint = f"Bedoelt u {close[0]}?" if close else f"Bekend zijn: {', '.join(known)}."
    return f"{key}: deze sleutel bestaat niet. {hint}"


def dotted(loc: tuple[int | str, ...]) -> str:
    """Write a place as ``a.b[2].c``, counting list items from 1 as a reader does."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def shorten(value: object, limit: int = 60) -> str:
    """Quote a value in a message, cut off after a whole word where it is long.

    >>> shorten("een lange zin met woorden", 15)
    '“een lange …”'
    """
    text = str(value).replace("\n", " ")
    if len(text) <= limit:
        return f"“{text}”"
    words = text[: limit - 1].rpartition(" ")[0]
    return f"“{words} …”" if words else f"“{text[: limit - 1]}…”"


def _field_at(loc: tuple[int | str, ...], model: type[BaseModel]) -> FieldInfo | None:
    """Follow the place through the models; None where it leaves them (a dictionary of free keys)."""
    field: FieldInfo | None = None
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int):
            continue
        if current is None or part not in current.model_fields:
            return None
        field = current.model_fields[part]
        current = _nested_model(field.annotation)
    return field


def _model_at(loc: tuple[int | str, ...], model: type[BaseModel]) -> type[BaseModel]:
    field = _field_at(loc, model)
    return (_nested_model(field.annotation) if field else None) or model


def _nested_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _nested_model(argument):
            return found
    return None


def _example(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    field = _field_at(loc, model)
    return str(field.examples[0]) if field and field.examples else ""


_TOML = {
    "Invalid value": "achter het =-teken staat iets dat geen waarde is; tekst hoort tussen aanhalingstekens",
    "Expected '=' after": "hier hoort een =-teken",
    "Expected newline": "hier hoort de regel op te houden",
    "Unterminated string": "een aanhalingsteken is niet gesloten",
    "Expected '\"'": "een aanhalingsteken is niet gesloten",
    "Unescaped": "een \\ in tekst hoort dubbel, of zet de tekst tussen enkele aanhalingstekens",
    "Illegal character": "hier staat een teken dat niet mag, of een aanhalingsteken is niet gesloten",
    "Unclosed array": "een lijst is niet gesloten met ]",
    "Invalid statement": "hier hoort een naam, of een kop tussen [ en ]",
    "Invalid initial character for a key": "hier hoort een naam",
    "Expected ']'": "een kop is niet gesloten met ]",
    "Cannot overwrite": "deze naam staat er twee keer",
    "Cannot declare": "deze kop staat er twee keer",
}
"""What the reader of TOML says, by how it begins, in Dutch."""


def dutch_toml(error: tomllib.TOMLDecodeError) -> str:
    """Say where a TOML file is wrong and what is, for somebody who never heard of TOML."""
    told = str(error)
    place = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)", told)
    where = f"regel {place[1]}, teken {place[2]}" if place and place[1] else "aan het eind"
    what = next(
        (dutch for english, dutch in _TOML.items() if told.startswith(english)), "dit kan zo niet worden gelezen"
    )
    return f"{where}: {what}"
