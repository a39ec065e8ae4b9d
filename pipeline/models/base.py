"""What all models of the contract share: strict, frozen, nothing unknown, and the place a value comes from."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

Kader = tuple[float, float, float, float]
"""A box on a page: x0, top, x1, bottom, in PDF points from the top left, rounded to 0.1."""


class Model(BaseModel):
    """Base of all models: strict types, immutable, and no unknown keys."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        ser_json_inf_nan="null",
    )


class _Sparse(Model):
    """A model whose empty fields are left out of the JSON."""

    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None and value not in ((), [])}


class Vervolg(Model):
    """A further box of an item that runs over a column or page break."""

    pagina: int = Field(ge=1, description="page of the file, 1 for the first")
    kader: Kader


class Herkomst(_Sparse):
    """Where an item starts in the source: page and box, or the line of a source without pages."""

    pagina: int | None = Field(default=None, ge=1, description="page of the file, 1 for the first")
    kader: Kader | None = Field(default=None, description="x0, top, x1, bottom in PDF points from the top left")
    vervolg: tuple[Vervolg, ...] = Field(default=(), description="further boxes, in reading order")
    regel: int | None = Field(default=None, ge=1, description="line or paragraph number where the source has no pages")


class Bron(Model):
    """The file that was read."""

    bestand: str = Field(description="file name without folder")
    sha256: str = Field(description="SHA-256 of the file, hexadecimal")
    mediatype: str
    paginas: int | None = Field(default=None, description="number of pages; null for a source without pages")
