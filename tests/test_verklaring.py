"""The run statement."""

from __future__ import annotations

import hashlib
import json

from pipeline.models.io import to_json
from pipeline.verklaring import Grondstof, library_versions, statement


def test_statement_has_the_shape_of_in_toto_v1() -> None:
    """The four keys and their types are those of the specification."""
    made = statement(
        "vergelijken",
        inputs=[Grondstof.of("bron oud", "a.pdf", b"a")],
        outputs={"b.json": b"2", "a.json": b"1"},
        instellingen={"auteur": "HR"},
        tellingen={"wijzigingen": 3},
        regels={"vergelijken": "1"},
    )
    data = json.loads(to_json(made))
    assert list(data) == ["_type", "subject", "predicateType", "predicate"]
    assert data["_type"] == "https://in-toto.io/Statement/v1"
    assert data["subject"] == [
        {"name": "a.json", "digest": {"sha256": hashlib.sha256(b"1").hexdigest()}},
        {"name": "b.json", "digest": {"sha256": hashlib.sha256(b"2").hexdigest()}},
    ]
    assert data["predicate"]["invoer"][0]["digest"] == {"sha256": hashlib.sha256(b"a").hexdigest()}
    assert data["predicate"]["tellingen"] == {"wijzigingen": 3}


def test_same_run_gives_the_same_bytes() -> None:
    """No moment, no machine: only what went in and came out."""
    one, two = (statement("x", inputs=(), outputs={"a": b"1"}, bibliotheken=("scipy", "rapidfuzz")) for _ in range(2))
    assert to_json(one) == to_json(two)


def test_library_that_is_not_installed_is_left_out() -> None:
    assert list(library_versions(["pydantic", "bestaat-niet-echt"])) == ["pydantic"]
