"""The settings: defaults, faults told in Dutch with key and example, and a commented example that is valid."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from pipeline.errors import DataInvalidError
from pipeline.intake import MAX_MEGABYTE, limits_of
from pipeline.limits import Limits
from pipeline.models.instellingen import Instellingen, Lezen, example, read_settings


def faults(text: str) -> str:
    with pytest.raises(DataInvalidError) as caught:
        read_settings(text.encode(), "functieboek.toml")
    return str(caught.value)


def test_an_empty_file_gives_the_defaults() -> None:
    assert read_settings(b"", "x") == Instellingen()
    assert read_settings(b"\xef\xbb\xbf[lezen]\n", "x") == Instellingen()


def test_all_faults_are_told_at_once_with_key_and_example() -> None:
    message = faults('[lezen]\nmax_paginas = "veel"\nengien = "pdfium"\nengine = "acrobat"\n[orgaan]\nx = 1\n')
    assert (
        "lezen.max_paginas: moet een geheel getal zijn; er staat “veel”. Voorbeeld: lezen.max_paginas = 3000" in message
    )
    assert "lezen.engien: deze sleutel bestaat niet. Bedoelt u engine?" in message
    assert "lezen.engine: moet een van deze zijn: 'pdfium' of 'pdfplumber'" in message
    assert "orgaan: deze sleutel bestaat niet." in message


def test_what_is_no_toml_or_no_text_is_told_with_its_line() -> None:
    assert "geen geldige TOML" in faults("[lezen\n")
    assert "regel 2, teken 8: achter het =-teken staat iets dat geen waarde is" in faults("[brieven]\nplan = Het\n")
    with pytest.raises(DataInvalidError, match="geen UTF-8"):
        read_settings(b"\xff\xfe\x00", "x")


def test_the_example_is_valid_as_it_stands_and_with_every_comment_taken_away() -> None:
    text = example()
    assert read_settings(text.encode(), "x") == Instellingen()
    without = re.sub(r"(?m)^#(?=[a-z_]+ = (?!…))", "", text)
    assert without != text
    read_settings(without.encode(), "x")


def test_every_key_of_the_example_is_explained() -> None:
    lines = example().splitlines()
    for before, line in pairwise(lines):
        if re.match(r"#[a-z_]+ = ", line):
            assert before.startswith("# "), line
            assert "…" not in line, line


def test_limits_without_settings_are_the_defaults_of_the_model() -> None:
    """The parent does not load the models; its own defaults must be theirs."""
    model = Lezen()
    assert limits_of({}) == Limits(
        memory=model.max_geheugen * 2**20, silence=model.seconden_per_pagina, total=model.seconden_totaal
    )
    assert model.max_megabyte == MAX_MEGABYTE
    assert limits_of({"max_geheugen": 512, "seconden_per_pagina": "x"}) == Limits(memory=512 * 2**20)
