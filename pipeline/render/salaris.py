"""Salary amounts for a vacancy, from a dated table that the user supplies; none is built in as truth.

The file is a CSV with the columns ``schaal;periodiek;bedrag;geldig_van;geldig_tot;bron``: one row a step, amounts in
euro gross a month at 36 hours.  ``geldig_tot`` may be empty (still valid).
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import pairwise

from pipeline.errors import DataInvalidError

COLUMNS = ("schaal", "periodiek", "bedrag", "geldig_van", "geldig_tot", "bron")
FULL_WEEK = Decimal(36)
"""Hours of a full week in the Cao Gemeenten (art. 1.1)."""


@dataclass(frozen=True, slots=True)
class Trede:
    """One row: a step of a scale in a period."""

    schaal: str
    periodiek: int
    bedrag: Decimal
    van: datetime.date
    tot: datetime.date | None
    bron: str
    regel: int


@dataclass(frozen=True, slots=True)
class Loon:
    """The pay range of a scale, from the table that covers a date, or the newest one before it."""

    schaal: str
    laagste: Decimal
    hoogste: Decimal
    van: datetime.date
    tot: datetime.date | None
    bron: str
    verouderd: bool
    """The table does not cover the date of the vacancy: the document must say so."""

    def bij(self, uren: float) -> tuple[Decimal, Decimal]:
        """The range at a number of hours a week: amount times hours over 36, rounded to whole euros."""
        share = Decimal(str(uren)) / FULL_WEEK
        return _euros(self.laagste * share), _euros(self.hoogste * share)


@dataclass(frozen=True, slots=True)
class Salaristabel:
    """A checked table."""

    treden: tuple[Trede, ...]

    def loon(self, schaal: object, op: datetime.date) -> Loon | None:
        """Return the range of a scale on a date; outdated if no period covers it, None if the scale is not there."""
        mine = [trede for trede in self.treden if trede.schaal == scale_key(schaal)]
        covering = [t for t in mine if t.van <= op and (t.tot is None or op <= t.tot)]
        earlier = [t for t in mine if t.van <= op]
        pool = covering or earlier or mine
        if not pool:
            return None
        start = max(t.van for t in pool)
        steps = [t for t in pool if t.van == start]
        amounts = [t.bedrag for t in steps]
        return Loon(steps[0].schaal, min(amounts), max(amounts), start, steps[0].tot, steps[0].bron, not covering)


def scale_key(schaal: object) -> str:
    """Write a scale in one way: "10A" for 10a, "11" for 11 or " 11 "."""
    return str(schaal).strip().upper()


def euro(amount: Decimal) -> str:
    """Write an amount as Dutch readers know it: € 3.526 (with cents only where there are any)."""
    whole = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return f"€ {whole.removesuffix(',00')}"


def read_salary_table(data: bytes, name: str) -> Salaristabel:
    """Read and check a salary table: columns, amounts, dates, steps rising without a gap, scales rising.

    Raises:
        DataInvalidError: all faults at once, each with its row.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what Excel writes in the Netherlands
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    first = next((line for line in lines if line.strip()), "")
    reader = csv.DictReader(io.StringIO("\n".join(lines).replace("\0", "")), delimiter=";" if ";" in first else ",")
    head = [column.strip().lower() for column in reader.fieldnames or []]
    if missing := [column for column in COLUMNS if column not in head]:
        raise DataInvalidError(
            f"{name}: de kolom {', '.join(missing)} ontbreekt.", f"De eerste rij moet zijn: {';'.join(COLUMNS)}"
        )
    reader.fieldnames = head
    skipped = text.splitlines().index(first) + 1 if first else 1
    faults: list[str] = []
    try:
        steps = [step for number, row in enumerate(reader, skipped + 1) if (step := _step(row, number, faults))]
    except csv.Error as error:
        raise DataInvalidError(f"{name} is geen leesbare CSV: {error}.", "Sla het opnieuw op als CSV.") from error
    faults += _order_faults(steps)
    if faults or not steps:
        shown = "\n".join(f"  - {fault}" for fault in faults[:20]) or "  - er staat geen enkele rij in"
        raise DataInvalidError(f"{name} klopt niet:\n{shown}\n", "Verbeter de tabel en probeer opnieuw.")
    return Salaristabel(tuple(steps))


def _step(row: dict[str, str | None], number: int, faults: list[str]) -> Trede | None:
    values = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    if not any(values.values()):
        return None
    try:
        step = Trede(
            schaal=scale_key(values["schaal"]),
            periodiek=_whole(values["periodiek"]),
            bedrag=_amount(values["bedrag"]),
            van=_date(values["geldig_van"]),
            tot=_date(values["geldig_tot"]) if values["geldig_tot"] else None,
            bron=values["bron"],
            regel=number,
        )
    except ValueError as error:
        faults.append(f"rij {number}: {error}")
        return None
    for wrong, message in (
        (not re.fullmatch(r"\d{1,2}[A-Z]?|[A-Z]", step.schaal), f"“{values['schaal']}” is geen schaal"),
        (not step.bron, "de bron ontbreekt (waar staat deze tabel?)"),
        (step.tot is not None and step.tot < step.van, "geldig_tot ligt voor geldig_van"),
        (step.periodiek < 0, "een periodiek is 0 of hoger"),
    ):
        if wrong:
            faults.append(f"rij {number}: {message}")
    return step


def _order_faults(steps: list[Trede]) -> list[str]:
    """Within a scale and period the steps count on from 0 and rise; the scales of a period rise with their number."""
    faults: list[str] = []
    groups: dict[tuple[datetime.date, str], list[Trede]] = defaultdict(list)
    for step in steps:
        groups[(step.van, step.schaal)].append(step)
    for (_, scale), rows in groups.items():
        ordered = sorted(rows, key=lambda step: step.periodiek)
        numbers = [step.periodiek for step in ordered]
        only_range = len(numbers) == 2 and numbers[0] == 0 < numbers[1]  # the lowest and the highest amount
        if numbers != list(range(len(ordered))) and not only_range:
            faults.append(f"schaal {scale}: de periodieken lopen niet door van 0 tot en met {numbers[-1]}")
        for low, high in pairwise(ordered):
            if high.bedrag <= low.bedrag:
                faults.append(
                    f"rij {high.regel}: schaal {scale} periodiek {high.periodiek} is niet hoger dan de vorige"
                )
    for start in sorted({start for start, _ in groups}):
        scales = sorted((scale for van, scale in groups if van == start and scale[0].isdigit()), key=_scale_order)
        for low_name, high_name in pairwise(scales):
            floor = min(step.bedrag for step in groups[(start, low_name)])
            if min(step.bedrag for step in groups[(start, high_name)]) < floor:
                faults.append(f"schaal {high_name} begint lager dan schaal {low_name}")
    return faults


def _scale_order(scale: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", scale)), re.sub(r"\d", "", scale)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,2}", text):
        raise ValueError(f"“{text}” is geen periodiek (0, 1, 2 …)")
    return int(text)


def _amount(text: str) -> Decimal:
    """Read 3526, 3.526, 3526,50 or € 3.526,50.

    Raises:
        ValueError: it is no amount above zero.
    """
    plain = re.sub(r"[€\s\u00a0]", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", plain) or "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{text}” is geen bedrag") from None
    if not amount.is_finite() or not 0 < amount < 100_000:
        raise ValueError(f"“{text}” is geen bedrag per maand")
    return amount


def _date(text: str) -> datetime.date:
    """Read 2020-07-01 or 01-07-2020.

    Raises:
        ValueError: it is no date.
    """
    if found := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text):
        day, month, year = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(f"“{text}” is geen datum, zoals 2020-07-01")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” is geen bestaande datum") from None


def _euros(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
