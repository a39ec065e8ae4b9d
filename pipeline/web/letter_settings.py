"""What the letters need and only the organisation knows, as a form; it is kept in functieboek.toml."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import FunctieboekError
from pipeline.instellen import Sleutel, Waarde, change_settings
from pipeline.models.instellingen import Brieven, Instellingen, Organisatie
from pipeline.plaatsing import SOORTEN, parse_date
from pipeline.web.forms import Veld, fields_of
from pipeline.web.site import Site, follow, path, render, text_of

CHOICES = ("boek", "was", "soort", "datum")
"""What was chosen for the upload; it comes back there afterwards."""
_NAME = "organisatie.naam"


def _fields() -> list[Veld]:
    name = [field for field in fields_of("organisatie", Organisatie) if field.naam == _NAME]
    return [*name, *fields_of("brieven", Brieven)]


def missing(soort: str, datum: str, settings: Instellingen) -> set[str]:
    """Return which settings a kind of letter still needs on a day; of all letters where no kind was chosen."""
    from pipeline.brieven.brief import missing_settings

    day = parse_date(datum)
    if soort not in SOORTEN or day is None:
        return set()
    return {f"{section}.{key}" for section, key in missing_settings(soort, day, settings)}


def show(site: Site, request: Request) -> Response:
    """Show the settings as they are, with what is still needed marked."""
    chosen = {key: request.query_params.get(key, "")[:200] for key in CHOICES}
    settings = site.space.settings()
    return _page(request, chosen, {field.naam: _shown(settings, field) for field in _fields()}, settings)


def _shown(settings: Instellingen, field: Veld) -> str:
    section, _, key = field.naam.partition(".")
    value: Any = getattr(getattr(settings, section), key)
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None or value is False else str(value)


def _page(
    request: Request, chosen: dict[str, str], values: dict[str, str], settings: Instellingen, fout: str = ""
) -> Response:
    return render(
        request,
        "plaatsing_gegevens.html.j2",
        400 if fout else 200,
        velden=_fields(),
        waarden=values,
        nodig=missing(chosen["soort"], chosen["datum"], settings),
        keuze=chosen,
        fout=fout,
    )


def keep(site: Site, request: Request, form: FormData) -> Response:
    """Keep what was filled in, when it is right as a whole, and go back to the upload."""
    chosen = {key: text_of(form, key, 200) for key in CHOICES}
    values = {field.naam: text_of(form, field.naam) for field in _fields()}
    try:
        with site.writing:
            change_settings(site.space, dict(_value(field, values[field.naam]) for field in _fields()))
    except FunctieboekError as error:
        return _page(request, chosen, values, site.space.settings(), site.told(error.melding))
    return follow(path("plaatsing", **chosen, bewaard="ja"))


def _value(field: Veld, text: str) -> tuple[Sleutel, Waarde | None]:
    """Read a field as TOML would have given it; what cannot be read stays text, for the model to refuse."""
    section, _, key = field.naam.partition(".")
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    value: Waarde | None = " ".join(lines) or None
    if field.soort == "vink":
        value = bool(text) or None
    elif field.soort == "lijst":
        value = lines or None
    elif field.soort == "getal" and text.isascii() and text.isdigit():
        value = int(text)
    return (section, key), value
