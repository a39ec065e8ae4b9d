"""Pages of lines drawn from a seed: every way to space, kern, raise, slant and cut text, in all combinations."""

from __future__ import annotations

import random

WORDS = [
    "adviseert", "over", "beleid", "en", "is", "van", "het", "WET", "HR21", "in-", "(mbo)", "2,5", "I", "II", "A/B",
    "taken,", "zo.", "•", "–", "café", "één", "aan-", "de", "a", "o", "fi", "ffi",
]  # fmt: skip
KERNS = (-30, 20, -120, 80, -350, -600, -3000, 100)
_CODES = {"\\": "\\\\", "(": "\\(", ")": "\\)"}


def content(seed: int, rows: int = 20) -> str:
    """The content stream of a page in the fonts F1 to F3."""
    rng = random.Random(seed)
    return "".join(_line(rng, 780 - 26 * row) for row in range(rows))


def _line(rng: random.Random, y: int) -> str:
    size = rng.choice([8, 9, 10, 11, 11, 12, 16])
    matrix = rng.choice([*["1 0 0 1"] * 8, ".85 0 0 1", "1 0 .25 1"])
    spaced = False
    out = f"q BT /F{rng.choice([1, 1, 1, 2, 3])} {size} Tf {matrix} {rng.choice([20, 40, 60])} {y} Tm "
    for _ in range(rng.randint(1, 4)):
        change, now = _change(rng, size)
        spaced = spaced if now is None else now
        out += change + _show(rng, kerned=not spaced)
        if rng.random() < 0.1:
            out += f"{rng.choice([420, 460])} 0 Td "
    return out + "ET Q\n"


def _change(rng: random.Random, size: float) -> tuple[str, bool | None]:
    """Change spacing, rise or font, or nothing; and tell whether the letters stand far apart, if that changed."""
    kind = rng.random()
    if kind < 0.15:
        spacing = rng.choice([0, 0.3, 1.1, 2.6])
        return f"{spacing} Tc ", spacing > 1
    if kind < 0.25:
        return f"{rng.choice([0, -0.7, 1, 4])} Tw ", None
    if kind < 0.32:
        return f"{rng.choice([70, 100, 115])} Tz ", None
    if kind < 0.4:
        return f"{rng.choice([0, 2, -1])} Ts ", None
    if kind < 0.5:
        return f"/F{rng.choice([1, 2, 3])} {rng.choice([size, size, size * 0.7])} Tf ", None
    return "", None


def _show(rng: random.Random, *, kerned: bool) -> str:
    """Show a few words: in one string, or in pieces with kerning between them (not in letters set far apart)."""
    text = rng.choice([" ", " ", " ", "  ", ""]).join(rng.choice(WORDS) for _ in range(rng.randint(1, 4)))
    text = rng.choice(["", "", " "]) + text + rng.choice(["", "", " "])
    if not kerned or rng.random() < 0.6:
        out = f"({_written(text)}) Tj "
    else:
        pieces = []
        while text:
            cut = rng.randint(1, 5)
            pieces.append(f"({_written(text[:cut])})")
            text = text[cut:]
            pieces += [str(rng.choice(KERNS))] if rng.random() < 0.6 else []
        out = f"[{' '.join(pieces)}] TJ "
    return out + ("( ) Tj " if rng.random() < 0.12 else "")


def _written(text: str) -> str:
    """A string of a content stream."""
    return "".join(_CODES.get(char, char) for char in text)
