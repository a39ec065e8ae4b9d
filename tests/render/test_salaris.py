"""Salary tables: checked, dated, and never believed past their date."""

from __future__ import annotations

import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataInvalidError
from pipeline.render.salaris import euro, read_salary_table
from tests.support import ROOT

HEAD = "schaal;periodiek;bedrag;geldig_van;geldig_tot;bron\n"


def table(*rows: str) -> bytes:
    """A table of these rows."""
    return (HEAD + "\n".join(rows) + "\n").encode()


def test_range_and_part_time() -> None:
    """The range of the scale on a date, and by hours over 36."""
    found = read_salary_table(
        table(
            "11;0;3526;2020-07-01;2020-09-30;cao", "11;1;3600;2020-07-01;2020-09-30;cao", "11;2;5118;2020-07-01;;cao"
        ),
        "t",
    ).loon(11, datetime.date(2020, 8, 1))

    assert found is not None
    assert not found.verouderd
    assert (Decimal(3134), Decimal(4549)) == found.bij(32)
    assert (Decimal(3526), Decimal(5118)) == found.bij(36)


def test_the_period_that_covers_the_date_counts() -> None:
    """Of two periods the one in force; after both, the newest and outdated; before both, the first and outdated."""
    read = read_salary_table(
        table(
            *(f"7;{step};{2000 + step};2024-01-01;2024-12-31;oud" for step in range(3)),
            *(f"7;{step};{3000 + step};2025-01-01;2025-12-31;nieuw" for step in range(3)),
        ),
        "t",
    )
    on = {year: read.loon(7, datetime.date(year, 6, 1)) for year in (2023, 2024, 2025, 2026)}

    assert [(one.verouderd, int(one.laagste)) for one in on.values() if one] == [
        (True, 3000),
        (False, 2000),
        (False, 3000),
        (True, 3000),
    ]
    assert read.loon(8, datetime.date(2025, 1, 1)) is None


def test_scales_between() -> None:
    """10a and 10A are one scale, and stand between 10 and 11."""
    read = read_salary_table(
        table("10;0;1;2020-01-01;;b", "10;1;9;2020-01-01;;b", "10a;0;2;2020-01-01;;b", "10a;1;10;2020-01-01;;b"), "t"
    )

    assert read.loon("10A", datetime.date(2021, 1, 1)) is not None


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["9;0;3520;2020-01-01;;b", "9;1;2800;2020-01-01;;b", "9;2;2900;2020-01-01;;b"], "niet hoger dan de vorige"),
        (["9;0;2700;2020-01-01;;b", "9;1;2800;2020-01-01;;b", "9;3;2900;2020-01-01;;b"], "lopen niet door"),
        (
            ["9;0;3520;2020-01-01;;b", "9;1;3600;2020-01-01;;b", "10;0;2943;2020-01-01;;b", "10;1;3000;2020-01-01;;b"],
            "begint lager",
        ),
        (["hoog;0;1;2020-01-01;;b"], "is geen schaal"),
        (["9;nul;1;2020-01-01;;b"], "is geen periodiek"),
        (["9;0;veel;2020-01-01;;b"], "is geen bedrag"),
        (["9;0;NaN;2020-01-01;;b"], "is geen bedrag"),
        (["9;0;-5;2020-01-01;;b"], "is geen bedrag"),
        (["9;0;1;gisteren;;b"], "is geen datum"),
        (["9;0;1;2020-02-30;;b"], "geen bestaande datum"),
        (["9;0;1;2020-01-01;2019-01-01;b"], "geldig_tot ligt voor"),
        (["9;0;1;2020-01-01;;"], "de bron ontbreekt"),
        ([], "geen enkele rij"),
    ],
)
def test_faults_are_told_by_row(rows: list[str], message: str) -> None:
    """Each kind of fault is named; rows are counted as the user sees them."""
    with pytest.raises(DataInvalidError, match=message):
        read_salary_table(table(*rows), "tabel.csv")


def test_all_faults_at_once() -> None:
    """Two faulty rows are two lines of one message, with the rows as they are numbered in the file."""
    with pytest.raises(DataInvalidError) as caught:
        read_salary_table(b"# toelichting\n" + table("9;0;x;2020-01-01;;b", "9;1;y;2020-01-01;;b"), "t")

    assert "rij 3" in str(caught.value)
    assert "rij 4" in str(caught.value)


def test_missing_column() -> None:
    """A table without source or dates is refused before its rows are read."""
    with pytest.raises(DataInvalidError, match="bron ontbreekt"):
        read_salary_table(b"schaal;periodiek;bedrag;geldig_van;geldig_tot\n1;0;5;2020-01-01;\n", "t")


def test_ways_to_write_amounts_and_dates() -> None:
    """Excel in the Netherlands writes € 3.526,00 and 01-07-2020, in a code page of its own."""
    data = (HEAD + "11;0;€ 3.526,00;01-07-2020;;caf\u00e9\n11;1;5118,50;1-7-2020;;b\n").encode("cp1252")
    found = read_salary_table(data, "t").loon(11, datetime.date(2021, 1, 1))

    assert found is not None
    assert (Decimal("3526.00"), Decimal("5118.50")) == (found.laagste, found.hoogste)


def test_shipped_example_is_outdated_and_right() -> None:
    """The example holds the scales of 1 July 2020 and can be used for no later date without saying so."""
    read = read_salary_table((ROOT / "templates" / "salaristabel-voorbeeld.csv").read_bytes(), "voorbeeld")
    then, now = (read.loon("11A", datetime.date(*day)) for day in ((2020, 8, 1), (2026, 12, 1)))

    assert then is not None
    assert now is not None
    assert (Decimal(3881), Decimal(5464), False, True) == (then.laagste, then.hoogste, then.verouderd, now.verouderd)
    assert len({step.schaal for step in read.treden}) == 20


def test_euro() -> None:
    """Amounts as Dutch readers know them."""
    assert [euro(Decimal(one)) for one in ("3526", "999", "1234.5")] == ["€ 3.526", "€ 999", "€ 1.234,50"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but our own error comes out of a damaged file."""
    with contextlib.suppress(DataInvalidError):
        read_salary_table(data, "t")
