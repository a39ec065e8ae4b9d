"""Models to JSON text and back, the same bytes for the same model on every machine."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.errors import DataInvalidError, SourceUnreadableError
from pipeline.models.base import Model

M = TypeVar("M", bound=Model)


def to_json(model: Model) -> str:
    """Return the model as indented JSON with a final newline; key order is the model's, characters stay as they are."""
    return model.model_dump_json(indent=1) + "\n"


def to_json_bytes(model: Model) -> bytes:
    """Return what ``to_json`` gives, in UTF-8: without making the text of a large book first."""
    return model.__pydantic_serializer__.to_json(model, indent=1) + b"\n"


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
