"""What all models of the contract share: strict, frozen, nothing unknown, and the place a value comes from."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo
from pydantic_core import SchemaSerializer, SchemaValidator

# No plugin of pydantic that happens to be installed gets to see the models; looking for one takes milliseconds, too.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

Kader = tuple[float, float, float, float]
"""A box on a page: x0, top, x1, bottom, in PDF points from the top left, rounded to 0.1."""


_STRICT = ConfigDict(
    strict=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, ser_json_inf_nan="null"
)


class Model(BaseModel):
    """Base of all models: strict types, immutable, and no unknown keys."""

    model_config = ConfigDict(**_STRICT, frozen=True)


class Small:
    """Base of what a book has by the ten thousand: as strict and immutable as a ``Model``, at a sixth of its memory.

    A pydantic dataclass with slots, made by ``small``, with the methods of a model that are used of it.
    """

    __slots__ = ()
    __pydantic_serializer__: ClassVar[SchemaSerializer]
    __pydantic_validator__: ClassVar[SchemaValidator]
    model_fields: ClassVar[dict[str, FieldInfo]]

    def model_dump(self, *, mode: str = "python") -> dict[str, Any]:
        """Return the values by name, as a model does."""
        values: dict[str, Any] = self.__pydantic_serializer__.to_python(self, mode=mode)
        return values

    def model_dump_json(self) -> str:
        """Return the values as JSON."""
        return self.__pydantic_serializer__.to_json(self).decode()

    def model_copy(self, *, update: dict[str, Any] | None = None) -> Self:
        """Return the same with other values."""
        return replace(self, **(update or {}))  # type: ignore[type-var]  # what ``small`` made is a dataclass

    @classmethod
    def model_validate_json(cls, data: str | bytes) -> Self:
        """Read the values from JSON.

        Raises:
            ValidationError: they are not of this kind.
        """
        made: Self = cls.__pydantic_validator__.validate_json(data)
        return made


S = TypeVar("S", bound=Small)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def small(kind: type[S]) -> type[S]:
    """Make a class of fields a ``Small``."""
    for value in vars(kind).values():
        if isinstance(value, FieldInfo):
            value.kw_only = True  # else pydantic tells the others of the class after it
    made = cast(type[S], dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)(kind))
    made.model_fields = made.__pydantic_fields__  # type: ignore[attr-defined]  # set by pydantic
    return made


@small
class Vervolg(Small):
    """A further box of an item that runs over a column or page break."""

    pagina: int = Field(ge=1, description="page of the file, 1 for the first")
    kader: Kader


@small
class Herkomst(Small):
    """Where an item starts in the source: page and box, or the line of a source without pages."""

    pagina: int | None = Field(default=None, ge=1, description="page of the file, 1 for the first")
    kader: Kader | None = Field(default=None, description="x0, top, x1, bottom in PDF points from the top left")
    vervolg: tuple[Vervolg, ...] = Field(default=(), description="further boxes, in reading order")
    regel: int | None = Field(default=None, ge=1, description="line or paragraph number where the source has no pages")

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave what is empty out of the JSON."""
        return {key: value for key, value in handler(self).items() if value is not None and value not in ((), [])}


class Bron(Model):
    """The file that was read."""

    bestand: str = Field(description="file name without folder")
    sha256: str = Field(description="SHA-256 of the file, hexadecimal")
    mediatype: str
    paginas: int | None = Field(default=None, description="number of pages; null for a source without pages")
