"""JSON of the models: indented, in the order of the model, characters as they are, as Python would write it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.base import Herkomst
from pipeline.models.functieboek import Kenmerk
from pipeline.models.io import to_json

numbers = st.floats(0, 9999, allow_nan=False).map(lambda value: round(value, 1))


@given(st.text(), st.tuples(numbers, numbers, numbers, numbers), st.integers(1, 9999))
def test_json_is_what_python_writes(text: str, box: tuple[float, float, float, float], page: int) -> None:
    """Whatever the text: accents, quotation marks, control characters, characters outside the basic plane."""
    text = text.encode("utf-8", "ignore").decode()
    model = Kenmerk(tekst=text, herkomst=Herkomst(pagina=page, kader=box))

    written = to_json(model)

    assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
    assert json.loads(written)["tekst"] == text
    assert json.loads(written)["herkomst"] == {"pagina": page, "kader": list(box)}
