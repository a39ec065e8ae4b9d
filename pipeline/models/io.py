"""Models to JSON text and back, the same bytes for the same model on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.errors import DataInvalidError, SourceUnreadableError
from pipeline.models.base import Model, Small

M = TypeVar("M", bound=Model)


def to_json(model: Model | Small) -> str:
    """Return the model as indented JSON with a final newline; key order is the model's, characters stay as they are."""
    return json_of(model).decode() + "\n"


def json_of(model: Model | Small) -> bytes:
    """Return the model as indented JSON in UTF-8, without a final newline."""
    return model.__pydantic_serializer__.to_json(model, indent=1)


def json_parts(model: Model, **lists: Iterable[Model | bytes]) -> Iterator[bytes]:
    """Give what ``to_json`` gives, in UTF-8 and in parts: of a large book, no more than one function at a time.

    Args:
        model: the model; its fields that are named in ``lists`` must be empty.
        lists: what stands in those fields, in the order of the model: as models, or as ``json_of`` gave them.
    """
    rest = json_of(model) + b"\n"
    for name, items in lists.items():
        empty = f'\n "{name}": []'.encode()  # a line break in a text is written as \n: no text can look like this
        before, _, rest = rest.partition(empty)
        yield before + empty[:-1]
        opening = b"\n  "
        for item in items:
            text = item if isinstance(item, bytes) else json_of(item)
            yield opening + text.replace(b"\n", b"\n  ")
            opening = b",\n  "
        yield b"]" if opening == b"\n  " else b"\n ]"
    yield rest


def from_json(kind: type[M], path: Path) -> M:
    """Read a model from a JSON file.

    Raises:
        SourceUnreadableError: the file cannot be opened.
        DataInvalidError: it is not JSON, or not of this kind; the message names the first wrong field.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadableError(
            f"{path.name} kan niet worden geopend.", "Controleer de naam en de rechten."
        ) from error
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/" + "/".join(str(part) for part in first["loc"])
        raise DataInvalidError(
            f"{path.name} is geen geldig {kind.__name__.lower()}-bestand: bij {where}: {first['msg']}.",
            "Maak het opnieuw met `functieboek inlezen`.",
        ) from error
