"""A functieboek of a few lines in Markdown, for tests in which the reading itself is not the subject."""

from __future__ import annotations

from pathlib import Path

_FUNCTION = """
## FUNCTIEBESCHRIJVING {upper}

**Naam functie** : {name}

### Functiereeks Beleid:

Het adviseren over en uitvoeren van beleid.

### Functiegroep Advies:

Advisering vanuit een vakgebied.

### Overwegende functiekenmerken:

- adviseert op **meerdere** vakgebieden
- zorgt voor afstemming van {subject}

### Competenties:

- analytisch vermogen, niveau A (achterhalen)

## Generieke taken

### Resultaatgebied 1: Advies

- adviseert over {subject}
- stelt rapportages op
"""


def minibook(*names: str, organisation: str = "Gemeente Testdam", date: str = "1 mei 2024") -> str:
    """Return the text of a book with these functions."""
    head = f"# Functieboek\n\n{organisation}\n\nVersie {date}\n"
    return head + "".join(
        _FUNCTION.format(name=name, upper=name.upper(), subject=f"vraagstuk {number}")
        for number, name in enumerate(names or ("Adviseur I", "Adviseur II"), 1)
    )


def write_minibook(path: Path, *names: str, **facts: str) -> Path:
    """Write such a book as a Markdown file and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(minibook(*names, **facts), encoding="utf-8")
    return path
