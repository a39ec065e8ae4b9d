"""Whether the judgments that the workplace keeps are those that the logboek tells of.

The database can be opened by anyone with the right program; the logboek is a chain.  So the chain decides, and what
differs from it was changed outside the program.  Knows the tables of ``pipeline.web.store``, and only reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.logboek import Breuk, Regel

_FIELDS = ("paar", "wijziging", "oordeel", "notitie")
_NONE = ""
"""The mark of a line that carries none."""
Change = tuple[str, str]
"""The pair of editions and the key of the change."""


def compare_judgments(database: Path, lines: Sequence[Regel]) -> tuple[int, tuple[Breuk, ...]]:
    """Hold the judgments in the database against those in the logboek, last one per change and all steps.

    Args:
        database: ``werkplek.db`` of the workspace; it is only read.
        lines: the lines of the logboek.

    Returns:
        How many changes are judged as the logboek says, and what differs.
    """
    logged = [line for line in lines if line.handeling == "oordeel"]
    if not database.is_file():
        told = f"De oordelen van de werkplek zijn er niet meer; het logboek noemt er {len(logged)}."
        return 0, ((Breuk("oordeel", None, told),) if logged else ())
    try:
        standing, events = _stored(database)
    except Exception as error:  # whatever sqlite or a changed value makes of it: it is not what the program wrote
        return 0, (Breuk("oordeel", None, f"{database.name} is niet te lezen ({type(error).__name__})."),)
    expected = {_change(line.gegevens): _Said.of_line(line) for line in logged}
    steps = {str(line.gegevens.get("kenmerk")): _Said.of_line(line) for line in logged}
    # Of these the line is still to come, since the program was killed right before it.
    waiting = [event for event in events if not event["gelogd"]]
    expected |= {_change(event): _Said.of_event(event) for event in waiting}
    marks = {str(event.get("kenmerk")) for event in events}
    gone = [_change(line.gegevens) for line in logged if line.gegevens.get("kenmerk", _NONE) not in {*marks, _NONE}]
    wrong = {key: _course(key) for key in gone}
    wrong |= _differing_steps(steps, [event for event in events if event["gelogd"]])
    wrong |= _differing(expected, standing)
    faults = tuple(Breuk("oordeel", expected[key].regel if key in expected else None, told)
                   for key, told in sorted(wrong.items()))  # fmt: skip
    return len(set(expected) - set(wrong)), faults


class _Said:
    """Who said what about a change, and when; the line of the logboek that tells it."""

    def __init__(self, values: Iterable[Any], regel: int | None = None) -> None:
        self.values = tuple(str(value or "").strip() for value in values)
        self.regel = regel

    @classmethod
    def of_line(cls, line: Regel) -> _Said:
        told = line.gegevens
        return cls((told.get("oordeel"), line.wie, told.get("notitie"), line.tijd.isoformat()), line.nummer)

    @classmethod
    def of_event(cls, event: Mapping[str, Any]) -> _Said:
        return cls((event.get("oordeel"), event.get("naam"), event.get("notitie"), event["tijd"]))

    @property
    def text(self) -> str:
        return f"“{self.values[0]}” door {self.values[1]}" + (f" ({self.values[2]})" if self.values[2] else "")


def _change(values: Mapping[str, Any]) -> Change:
    return str(values.get("paar")), str(values.get("wijziging"))


def _stored(database: Path) -> tuple[dict[Change, _Said], list[dict[str, Any]]]:
    """Read what stands and all steps, without so much as making a file beside the database where that can be helped."""
    import sqlite3

    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
        rows = connection.execute("select paar, sleutel, oordeel, naam, notitie, tijd from akkoorden").fetchall()
        steps = connection.execute("select tijd, gelogd, gegevens from gebeurtenissen order by id").fetchall()
    standing = {(str(row[0]), str(row[1])): _Said(row[2:]) for row in rows}
    return standing, [{**json.loads(data), "tijd": moment, "gelogd": done} for moment, done, data in steps]


def _differing(expected: Mapping[Change, _Said], standing: Mapping[Change, _Said]) -> dict[Change, str]:
    wrong = {}
    for pair, key in expected.keys() | standing.keys():
        said, found = expected.get((pair, key)), standing.get((pair, key))
        if said and not found:
            wrong[pair, key] = f"{pair}, {key}: het oordeel {said.text} is uit de werkplek verdwenen."
        elif found and not said:
            wrong[pair, key] = f"{pair}, {key}: de werkplek zegt {found.text}; het logboek kent dat oordeel niet."
        elif said and found and said.values != found.values:
            what = f"de werkplek zegt {found.text}; het logboek zegt {said.text}"
            same = "de tijd van het oordeel is niet die van het logboek"
            wrong[pair, key] = f"{pair}, {key}: {what if found.values[:3] != said.values[:3] else same}."
    return wrong


def _differing_steps(steps: Mapping[str, _Said], events: Sequence[Mapping[str, Any]]) -> dict[Change, str]:
    """The history that the page shows must be that of the logboek too; steps are told apart by their mark."""
    wrong = {}
    for event in events:
        said = steps.get(str(event.get("kenmerk")))
        marked = "kenmerk" in event  # those of the first version of the program carry none
        if marked and (said is None or said.values != _Said.of_event(event).values):
            wrong[_change(event)] = _course(_change(event))
    return wrong


def _course(change: Change) -> str:
    return f"{change[0]}, {change[1]}: het verloop in de werkplek is niet dat van het logboek."
