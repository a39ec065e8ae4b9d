"""The summary of many books: it fits the screen, and its files hold everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.leesverslag import COLUMNS, _shortened, _table, _total, _wrapped, share_text
from pipeline.errors import ExitCode
from pipeline.intake import Outcome

FOUND = {
    "paginas": 1234, "functies": 250, "profielen": 250, "beschikbare_functies": 300, "matrixcellen": 400, "modules": 2,
    "aandeel": 0.99996, "bevindingen": 12,
}  # fmt: skip


def outcomes(name: str) -> list[Outcome]:
    read = Outcome(name, f"{name}.pdf", "gelezen", gevonden=FOUND, seconden=12.345)
    refused = Outcome("x", "x.pdf", "geweigerd", reden="x.pdf is leeg.", code=ExitCode.SOURCE_UNREADABLE)
    return [read, refused, Outcome("y", "y.pdf", "ongewijzigd", gevonden=FOUND)]


def printed_width(head: list[str], rows: list[list[str]]) -> int:
    return sum(max(len(row[i]) for row in [head, *rows]) + 2 for i in range(len(head))) - 2


@given(name=st.text("abc-", min_size=1, max_size=90), width=st.integers(80, 200))
def test_the_table_fits_the_screen_and_keeps_what_matters_most(name: str, width: int) -> None:
    head, rows = _table(outcomes(name), width)
    assert printed_width(head, rows) <= width
    assert {"boek", "status", "pagina's", "verantwoord", "seconden"} <= set(head)


def test_where_no_one_looks_the_table_has_every_column_and_whole_names() -> None:
    head, rows = _table(outcomes("n" * 90), None)
    assert head == [heading for _, heading in COLUMNS]
    assert rows[0][:3] == ["n" * 90, "gelezen", "1234"]
    assert rows[1][1:4] == ["geweigerd", "", ""]
    assert rows[0][-1] == "12,35" or rows[0][-1] == "12,34"


def test_a_long_name_keeps_its_begin_and_its_end() -> None:
    assert _shortened("functieboek-gemeente-voorbeeld-2024") == "functieboek-…beeld-2024"[:12] + "…rbeeld-2024"
    assert _shortened("functieboek-2024") == "functieboek-2024"


def test_the_total_tells_what_was_not_read_again_and_refused() -> None:
    text = _total(outcomes("a"), 1, 3.14)
    assert text == (
        "2 van 3 boeken gelezen (1 niet veranderd, niet opnieuw gelezen), 1 geweigerd: 2468 pagina's in 3,1 seconden."
    )


def test_a_reason_is_broken_between_words_on_a_screen_only() -> None:
    reason = "Geweigerd: x.pdf: " + "heel lang verhaal " * 8
    assert max(map(len, _wrapped(reason, 40).splitlines())) <= 40
    assert _wrapped(reason, None) == reason


@pytest.mark.parametrize(("share", "text"), [(1.0, "100,0 %"), (0.99999, "99,9 %"), (None, ""), (0.58, "58,0 %")])
def test_a_share_is_never_rounded_up(share: float | None, text: str) -> None:
    assert share_text(share) == text
