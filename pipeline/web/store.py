"""What people decide in the workplace, in SQLite under ``.functieboek``: sign-offs of changes and drafts of vacancies.

WAL with full synchronisation: what was answered "saved" is on the disk, also when the process is killed right after.
A sign-off belongs to a pair of editions and to the content of the change (``Wijziging.sleutel``), so it survives a new
reading.  Each carries a version; who signs over somebody else's newer one is told so instead of winning silently.
One that is changed or withdrawn stays among the events, so that the page can tell how a judgment came about.
Its line in the logboek follows the commit; a crash between the two is made good at the next start or sign-off, and the
mark that each event carries keeps it from being written twice.
"""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import DataInvalidError, UsageError
from pipeline.logboek import Logboek

_MARK = "kenmerk"
"""Under which an event carries what tells it from all others."""
Oordeel = Literal["akkoord", "vraag", "niet akkoord"]
OORDELEN: tuple[Oordeel, ...] = ("akkoord", "vraag", "niet akkoord")
WITHDRAWN = "ingetrokken"
"""What stands in the place of a decision that was taken back: the change is open again."""
EXPLAINED = frozenset({"vraag", "niet akkoord"})
"""Decisions that say nothing to others without a note."""
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """create table akkoorden (
            paar text not null, sleutel text not null, oordeel text not null, naam text not null,
            notitie text not null, tijd text not null, versie integer not null,
            primary key (paar, sleutel))""",
        """create table gebeurtenissen (
            id integer primary key, tijd text not null, gegevens text not null, gelogd integer not null default 0)""",
        """create table concepten (
            boek text not null, functie text not null, waarden text not null, primary key (boek, functie))""",
    ),
    (
        "alter table concepten add column titel text not null default ''",
        "alter table concepten add column tijd text not null default ''",
        "alter table concepten add column versie integer not null default 1",
    ),
    (
        "alter table concepten rename to concepten_2",
        """create table concepten (
            boek text not null, functie text not null, nummer integer not null, waarden text not null,
            titel text not null, tijd text not null, versie integer not null,
            primary key (boek, functie, nummer))""",
        """insert into concepten (boek, functie, nummer, waarden, titel, tijd, versie)
            select boek, functie, 1, waarden, titel, tijd, versie from concepten_2""",
        "drop table concepten_2",
    ),
)
"""Statements by schema version: entry 0 brings an empty file to version 1.  Add, never change."""


@dataclass(frozen=True, slots=True)
class Akkoord:
    """What somebody decided about a change."""

    sleutel: str
    oordeel: str
    naam: str
    notitie: str
    tijd: str
    versie: int


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """One step in how a decision came about; also what was overruled or withdrawn since."""

    sleutel: str
    oordeel: str
    naam: str
    notitie: str
    tijd: str


class IncompleteError(DataInvalidError):
    """Something is missing without which a decision is none."""


class OvertakenError(UsageError):
    """Somebody else decided in the meantime, so this decision was not kept."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A vacancy that was begun."""

    boek: str
    functie: str
    titel: str
    """What the function is called; empty in a draft of an older version of the program."""
    waarden: dict[str, str]
    tijd: str
    """When it was last kept, in UTC; empty where that is not known."""
    versie: int
    """Counts what was kept, throwing away included; 0 where nothing ever was."""
    nummer: int = 1
    """Which of the vacancies of this function, counted from 1."""

    @property
    def naam(self) -> str:
        """What the vacancy itself is called."""
        return self.waarden.get("vacature.functienaam") or self.titel or self.functie


class Store:
    """The database of a workspace."""

    def __init__(self, path: Path, logbook: Path | None) -> None:
        """Open or make the file and bring its schema up to date.

        Raises:
            DataInvalidError: the file was made by a newer version of the program.
        """
        self.path, self._logbook = path, logbook
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._database() as database:
            database.enable_wal()
            version = int(database.execute("pragma user_version").fetchone()[0])
            if version > len(MIGRATIONS):
                raise DataInvalidError(
                    f"{path.name} is gemaakt door een nieuwere versie van dit programma.", "Werk het programma bij."
                )
            for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
                with database.conn:
                    database.conn.execute("begin immediate")
                    for statement in statements:
                        database.conn.execute(statement)
                    database.conn.execute(f"pragma user_version = {number}")
        self.log()

    @contextmanager
    def _database(self) -> Iterator[Any]:
        import sqlite3

        from sqlite_utils import Database

        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            connection.execute("pragma synchronous = full")
            yield Database(connection)
        finally:
            connection.close()

    def signoffs(self, paar: str) -> dict[str, Akkoord]:
        """Return what was decided about a pair of editions and stands, by change."""
        return {key: one for key, one in self._rows(paar).items() if one.oordeel != WITHDRAWN}

    def versions(self, paar: str) -> dict[str, int]:
        """Return the version that the next decision about a change has to know, also where one was withdrawn."""
        return {key: one.versie for key, one in self._rows(paar).items()}

    def _rows(self, paar: str) -> dict[str, Akkoord]:
        query = "select sleutel, oordeel, naam, notitie, tijd, versie from akkoorden where paar = ?"
        with self._database() as database:
            return {row[0]: Akkoord(*row) for row in database.execute(query, [paar]).fetchall()}

    def history(self, paar: str) -> dict[str, list[Gebeurtenis]]:
        """Return all that was ever decided about a pair of editions, by change, the oldest first."""
        with self._database() as database:
            rows = database.execute("select tijd, gegevens from gebeurtenissen order by id").fetchall()
        found: dict[str, list[Gebeurtenis]] = {}
        for moment, data in rows:
            event = json.loads(data)
            if event.get("paar") == paar:
                key = event["wijziging"]
                one = Gebeurtenis(key, event["oordeel"], event["naam"], event["notitie"], moment)
                found.setdefault(key, []).append(one)
        return found

    def sign(
        self,
        paar: str,
        sleutel: str,
        *,
        oordeel: str,
        naam: str,
        notitie: str,
        versie: int,
        tijd: datetime.datetime,
        over: str = "",
    ) -> None:
        """Keep a decision, or that one was withdrawn.

        Args:
            paar: the two editions.
            sleutel: the change.
            oordeel: one of OORDELEN, or WITHDRAWN.
            naam: who decides.
            notitie: why, or what the question is.
            versie: the version that the person saw; 0 where there was none.
            tijd: when.
            over: what the change is about, for who reads the logboek.

        Raises:
            IncompleteError: no such decision, no name, or a note that is missing.
            OvertakenError: somebody else decided in the meantime.
        """
        _refuse_incomplete(oordeel, naam, notitie)
        moment = tijd.astimezone(datetime.UTC).replace(microsecond=0).isoformat()
        row = Akkoord(sleutel, oordeel, naam.strip(), notitie.strip(), moment, versie + 1)
        with self._database() as database, database.conn as connection:
            connection.execute("begin immediate")
            query = "select naam, oordeel, versie from akkoorden where paar = ? and sleutel = ?"
            now = connection.execute(query, [paar, sleutel]).fetchone() or ("", WITHDRAWN, 0)
            if now[2] != versie:
                raise _overtaken(now[0], now[1])
            if oordeel == WITHDRAWN == now[1]:
                raise IncompleteError("Er is hier geen oordeel om in te trekken.", "Geef een oordeel.")
            connection.execute("insert or replace into akkoorden values (?, ?, ?, ?, ?, ?, ?)", [paar, *astuple(row)])
            connection.execute(
                "insert into gebeurtenissen (tijd, gegevens) values (?, ?)", [moment, _event(paar, row, over)]
            )
        self.log()

    def log(self) -> None:
        """Write in the logboek what was decided and does not stand there yet."""
        if self._logbook is None:
            return
        logbook = Logboek(self._logbook)
        with self._database() as database:
            for key, moment, data in database.execute(
                "select id, tijd, gegevens from gebeurtenissen where gelogd = 0 order by id"
            ).fetchall():
                with database.conn as connection:
                    connection.execute("begin immediate")
                    query = "update gebeurtenissen set gelogd = 1 where id = ? and gelogd = 0"
                    if connection.execute(query, [key]).rowcount:
                        _write_once(logbook, moment, json.loads(data))

    def draft(self, boek: str, functie: str, nummer: int = 1) -> Concept:
        """Return what was filled in for a vacancy; no values where it was not begun or was thrown away."""
        with self._database() as database:
            rows = database.execute(
                f"{_DRAFT} where boek = ? and functie = ? and nummer = ?", [boek, functie, nummer]
            ).fetchall()
        return _concept(rows[0]) if rows else Concept(boek, functie, "", {}, "", 0, nummer)

    def free_number(self, boek: str, functie: str) -> int:
        """Return the number of a vacancy of a function that was never kept, not even to be thrown away."""
        query = "select max(nummer) from concepten where boek = ? and functie = ?"
        with self._database() as database:
            return int(database.execute(query, [boek, functie]).fetchone()[0] or 0) + 1

    def keep_draft(
        self,
        boek: str,
        functie: str,
        waarden: Mapping[str, str],
        *,
        nummer: int = 1,
        titel: str = "",
        versie: int,
        tijd: datetime.datetime,
    ) -> Concept:
        """Keep what was filled in for a vacancy; without values it is thrown away.

        A vacancy that was thrown away keeps its version, so that a tab that still shows it does not bring it back.

        Args:
            boek: the edition.
            functie: the function.
            waarden: what was filled in, by field.
            nummer: which of the vacancies of that function.
            titel: what the function is called.
            versie: the version that the person saw; 0 where there was none.
            tijd: when.

        Raises:
            UsageError: it was kept elsewhere in the meantime.
        """
        moment = tijd.astimezone(datetime.UTC).replace(microsecond=0).isoformat()
        kept = Concept(boek, functie, titel, dict(waarden), moment, versie + 1, nummer)
        with self._database() as database, database.conn as connection:
            connection.execute("begin immediate")
            query = "select versie from concepten where boek = ? and functie = ? and nummer = ?"
            now = connection.execute(query, [boek, functie, nummer]).fetchone() or (0,)
            if now[0] != versie:
                raise UsageError(
                    "Deze vacature is intussen ergens anders gewijzigd, bijvoorbeeld in een ander tabblad. "
                    "Wat u hier invulde, is niet bewaard.",
                    "Bekijk eerst wat daar is bewaard.",
                )
            connection.execute(
                "insert or replace into concepten (boek, functie, nummer, waarden, titel, tijd, versie) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                [boek, functie, nummer, json.dumps(kept.waarden, ensure_ascii=False), titel, moment, kept.versie],
            )
        return kept

    def drafts(self) -> list[Concept]:
        """Return the vacancies that were begun, the last kept first."""
        with self._database() as database:
            rows = database.execute(f"{_DRAFT} order by tijd desc, boek, functie, nummer").fetchall()
        return [draft for draft in map(_concept, rows) if draft.waarden]


def _event(paar: str, row: Akkoord, over: str) -> str:
    """What the logboek will tell of a decision, as it is kept until then; a mark tells it from all others."""
    event = {"paar": paar, "wijziging": row.sleutel, "oordeel": row.oordeel, "naam": row.naam, "notitie": row.notitie}
    event |= {"over": over} if over else {}
    return json.dumps({**event, _MARK: secrets.token_hex(8)}, ensure_ascii=False)


def _refuse_incomplete(oordeel: str, naam: str, notitie: str) -> None:
    if oordeel not in (*OORDELEN, WITHDRAWN):
        raise IncompleteError("Kies akkoord, vraag of niet akkoord.", "Kies een oordeel.")
    if not naam.strip():
        raise IncompleteError("Bij een oordeel hoort een naam.", "Vul uw naam in.")
    if oordeel in EXPLAINED and not notitie.strip():
        raise IncompleteError(
            f"Bij “{oordeel}” hoort een notitie.", "Schrijf op wat uw vraag is, of waarom u het niet eens bent."
        )


def _overtaken(naam: str, oordeel: str) -> OvertakenError:
    did = f"trok {naam} het oordeel in" if oordeel == WITHDRAWN else f"gaf {naam} het oordeel “{oordeel}”"
    return OvertakenError(
        f"Intussen {did}; het uwe is niet bewaard.", "Bekijk het en geef zo nodig opnieuw uw oordeel."
    )


_DRAFT = "select boek, functie, titel, waarden, tijd, versie, nummer from concepten"


def _concept(row: Sequence[Any]) -> Concept:
    return Concept(row[0], row[1], row[2], json.loads(row[3]), row[4], row[5], row[6])


def _write_once(logbook: Logboek, moment: str, event: dict[str, str]) -> None:
    """Write an event, unless a process that was killed right after writing it already did."""
    if _MARK in event and logbook.holds(_MARK, event[_MARK]):
        return
    who = event.pop("naam")
    logbook.add("oordeel", tijd=datetime.datetime.fromisoformat(moment), wie=who, gegevens=event)
