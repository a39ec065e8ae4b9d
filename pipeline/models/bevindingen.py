"""Findings: what is wrong or doubtful in the book, or in the reading of it (schema ``bevindingen/1``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.models.base import Bron, Herkomst, Model

Ernst = Literal["fout", "waarschuwing", "info"]
Betreft = Literal["boek", "lezen"]


class Bevinding(Model):
    """One finding, in a Dutch sentence that HR understands without the code."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="stable, kebab-case, one per kind of finding")
    ernst: Ernst
    betreft: Betreft = Field(description="boek: the book is wrong or doubtful; lezen: the reading is")
    status: Literal["open", "aanvaard"] = "open"
    reden: str | None = Field(default=None, description="why it was accepted")
    functie: str | None = Field(default=None, description="id of the function; null for the whole book")
    melding: str
    advies: str | None = Field(default=None, description="what HR can do about it")
    citaten: tuple[str, ...] = Field(default=(), description="what stands at each place of herkomst, in the same order")
    onderdelen: tuple[str, ...] = Field(
        default=(), description="the part of the book that each place of herkomst is in, in the same order"
    )
    sleutel: str | None = Field(
        default=None, description="stable over readings as long as the texts involved do not change"
    )
    herkomst: tuple[Herkomst, ...] = Field(default=(), description="every place involved")


class Bevindingen(Model):
    """All findings of one book."""

    schema_: Literal["bevindingen/1"] = Field(default="bevindingen/1", alias="schema")
    bron: Bron
    bevindingen: tuple[Bevinding, ...] = ()

    @property
    def gecontroleerd(self) -> bool:
        """Whether the rules ran over the book: only they give findings a key, the reading does not."""
        return any(item.sleutel for item in self.bevindingen)
