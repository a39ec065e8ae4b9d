"""``functieboek init`` and ``functieboek schema``: an empty workspace, and the form of the data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from pipeline.atomic import atomic_write, not_writable
from pipeline.cli import common
from pipeline.workspace import FOLDERS, Workspace, standard_templates


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek init                  in de map waarin u staat
  functieboek init functieboeken    in een nieuwe map
"""
)
@click.argument("map_", metavar="[MAP]", required=False, type=click.Path(path_type=Path), default=Path())
def init(map_: Path) -> None:
    """Maak een lege werkmap met standaardsjablonen en een toegelichte functieboek.toml.

    Wat er al staat, blijft staan: u kunt de opdracht gerust nog eens geven om ontbrekende sjablonen terug te halen.
    """
    made = prepare(map_.absolute())
    common.say(f"De werkmap {map_.absolute()} staat klaar.")
    for name in made:
        common.say(f"  nieuw: {name}")
    common.say("Zet functieboeken in sources/ en geef: functieboek uitvoeren")


def prepare(root: Path) -> list[str]:
    """Make what is missing of a workspace and return the names of what was made.

    Raises:
        OutputNotWritableError: the folder cannot be made or written.
    """
    made: list[str] = []
    try:
        for name in FOLDERS:
            if not (root / name).is_dir():
                (root / name).mkdir(parents=True)
                made.append(f"{name}/")
        made += _copy_templates(root / "templates")
    except OSError as error:
        raise not_writable(root, error) from error
    space = Workspace(root)
    if not space.settings_file.exists():
        from pipeline.models.instellingen import example

        atomic_write(space.settings_file, example())
        made.append(space.settings_file.name)
    return made


def _copy_templates(target: Path) -> list[str]:
    standard = standard_templates()
    if not standard.is_dir() or standard.resolve() == target.resolve():
        return []
    made = []
    for source in sorted(path for path in standard.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = source.relative_to(standard)
        if not (target / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target / name)
            made.append(f"templates/{name.as_posix()}")
    return made


SCHEMAS = ("functieboek", "bevindingen", "wijzigingen")


@click.command(
    epilog="""\b
Voorbeelden:
  functieboek schema
  functieboek schema bevindingen > bevindingen.schema.json
"""
)
@click.argument("soort", type=click.Choice(SCHEMAS), default="functieboek")
def schema(soort: str) -> None:
    """Toon het JSON Schema van functieboek.json, bevindingen.json of wijzigingen.json."""
    click.echo(schema_text(soort), nl=False)


def schema_text(soort: str) -> str:
    """Return the JSON Schema of one of the three files as text; ``docs/schema/`` holds the same."""
    from pipeline.models.base import Model
    from pipeline.models.bevindingen import Bevindingen
    from pipeline.models.functieboek import Functieboek
    from pipeline.models.wijzigingen import Wijzigingen

    models: dict[str, type[Model]] = {
        "functieboek": Functieboek,
        "bevindingen": Bevindingen,
        "wijzigingen": Wijzigingen,
    }
    data = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | models[soort].model_json_schema(
        mode="serialization"
    )
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
