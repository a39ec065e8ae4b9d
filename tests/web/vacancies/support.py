"""What the tests of the composer share: the form as it is sent, and what a page carries."""

from __future__ import annotations

import html
import re

from tests.render.vacatures import FULL
from tests.web.conftest import OWN

DATA = {**OWN, "accept": "application/json"}


def fields(text: str = FULL) -> dict[str, str]:
    """The facts of a vacature.toml as the form sends them."""
    import tomllib

    found = {}
    for section, keys in tomllib.loads(text).items():
        for key, value in keys.items():
            plain = (
                "\n".join(value)
                if isinstance(value, list)
                else ("ja" if value else "")
                if value in (True, False)
                else value
            )
            found[f"{section}.{key}"] = str(plain)
    return found


def version(page: str) -> str:
    """The version that a page carries."""
    found = re.search(r'name="versie" value="(\d+)"', page)
    assert found
    return found[1]


def listed(page: str) -> tuple[list[str], list[str]]:
    """The tasks that are told, and the others, by key."""
    above, below = page.split('class="keuzelijst over"')
    keys = re.compile(r'name="taken.vertel" value="([^"]*)"')
    return [html.unescape(one) for one in keys.findall(above)], [html.unescape(one) for one in keys.findall(below)]
