"""Measure a reading against the truth: strict with the scorer of the reference books, soft, and the running text."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.extract.reading import read
from pipeline.models.base import Bron
from pipeline.normalize.book import Reading, normalize
from pipeline.workspace import sha256_of
from tests.support import REFERENCE

Dict = dict[str, Any]
WITHOUT_PAGES = frozenset({"pagina"})


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = _scorer()


def read_file(path: Path, engine: str = "pdfium", password: str | None = None) -> Reading:
    """Read a source through the real pipeline."""
    document = read(path, engine=engine, password=password)
    bron = Bron(bestand=path.name, sha256=sha256_of(path), mediatype=document.mediatype, paginas=document.pages)
    return normalize(document, bron)


def as_json(reading: Reading) -> Dict:
    """The book as functieboek.json holds it."""
    data: Dict = json.loads(reading.book.model_dump_json(by_alias=True))
    return data


def soft(book: Dict) -> Dict:
    """The book with every text in lower case, without accents, punctuation and spaces; ids and numbers stay."""

    def fold(value: Any, key: str = "") -> Any:
        if isinstance(value, str) and key not in {"id", "functie", "bestand"}:
            plain = unicodedata.normalize("NFKD", value).casefold()
            return re.sub(r"[\W_]", "", "".join(c for c in plain if not unicodedata.combining(c)))
        if isinstance(value, list):
            return [fold(item, key) for item in value]
        if isinstance(value, dict):
            return {k: fold(v, k) for k, v in value.items()}
        return value

    return dict(fold(copy.deepcopy(book)))


def _running_text(book: Dict) -> list[str]:
    out = []
    for chapter in book.get("hoofdstukken") or []:
        out.append(chapter["titel"] or "")
        out += [alinea["tekst"] for alinea in chapter["alineas"]]
    return out


@dataclass
class Measured:
    """The scores of one book in one layout or format."""

    name: str
    strict: Dict
    soft: Dict
    accounted: float
    running_text: float
    """Share of the paragraphs and headings of running text that came back, in order."""
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Strict micro-F1 over all fields."""
        return float(self.strict["totaal"]["f1"])

    @property
    def soft_f1(self) -> float:
        """The same where case, punctuation and spaces may differ."""
        return float(self.soft["totaal"]["f1"])


def measure(name: str, truth: Dict, found: Dict, *, pages: bool = False) -> Measured:
    """Score what was found; pages are left out where the truth does not know them."""
    zonder = set() if pages else WITHOUT_PAGES
    strict = SCORER.score(truth, found, zonder, 1000)
    want, have = _running_text(truth), _running_text(found)
    wanted = [SCORER.n(text) for text in want]
    matched = len(SCORER.lcs(wanted, [SCORER.n(text) for text in have]))
    account = found.get("verantwoording") or {}
    wrong = [
        f"{kind} [{m.get('waar') or ''}] {m['golden']!r} -> {m['gevonden']!r}"
        for kind, score in strict["soorten"].items()
        for m in score["verschillen"]
    ]
    return Measured(
        name=name,
        strict=strict,
        soft=SCORER.score(soft(truth), soft(found), zonder, 0),
        accounted=account.get("aandeel", 0.0),
        running_text=matched / len(want) if want else 1.0,
        wrong=wrong,
    )
