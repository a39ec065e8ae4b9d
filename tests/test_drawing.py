"""Pages of a source are drawn in a limited child, whatever the source does to it."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.drawing import Draughtsman, PageUndrawableError, limits_of
from pipeline.errors import LimitExceededError, PasswordNeededError, SourceUnreadableError
from pipeline.limits import Limits, Worker
from pipeline.models.base import Herkomst, Vervolg
from pipeline.models.functieboek import Functieboek
from pipeline.models.instellingen import Lezen
from pipeline.render.page_images import PageImages
from pipeline.vergelijking import Kant, Keuzes, vergelijk
from pipeline.workspace import Workspace
from tests.support import SOURCES
from tests.web.conftest import put_edition

BOOK = SOURCES / "ommen-2018.pdf"
PLACE = Herkomst(
    pagina=24, kader=(70.0, 100.0, 300.0, 140.0), vervolg=(Vervolg(pagina=25, kader=(70.0, 80.0, 300.0, 95.0)),)
)
AREA = (24, (60.0, 90.0, 400.0, 150.0))


def test_the_child_gives_the_same_pictures() -> None:
    """Byte for byte those that drawing here would give, with all that is known of them."""
    with PageImages(BOOK.read_bytes(), "boek.pdf", dpi=110) as images, Draughtsman() as drawer:
        assert drawer.places(BOOK, "boek.pdf", PLACE, "oud", below=40.0) == images.of(
            PLACE, tint="oud", snug=True, below=40.0
        )
        assert drawer.places(BOOK, "boek.pdf", Herkomst(pagina=500, kader=PLACE.kader), "oud") == ()


def test_the_child_cuts_the_same_areas() -> None:
    """A page that the source does not have is left out."""
    with PageImages(BOOK.read_bytes(), BOOK.name) as images, Draughtsman() as drawer:
        assert drawer.cuttings(BOOK, [AREA, (500, AREA[1])]) == {AREA: images.cut(24, [AREA[1]])[0]}


def test_a_source_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """Gone, no PDF: the words are those of reading."""
    (tmp_path / "kapot.pdf").write_bytes(b"%PDF-1.7 niets")
    with Draughtsman() as drawer:
        with pytest.raises(SourceUnreadableError, match=r"kapot\.pdf kan niet als pdf"):
            drawer.look(tmp_path / "kapot.pdf", "kapot.pdf")
        with pytest.raises(SourceUnreadableError, match=r"weg\.pdf"):
            drawer.look(tmp_path / "weg.pdf", "weg.pdf")
        drawer.look(BOOK, BOOK.name)  # the next file finds a new child


def test_drawing_may_ask_what_reading_may() -> None:
    """The limits of [lezen] hold here too."""
    asked = limits_of(Lezen(max_geheugen=512, seconden_per_pagina=5.0, seconden_totaal=60.0))
    assert asked == Limits(memory=512 * 2**20, silence=5.0, total=60.0)
    with Draughtsman(Limits(silence=0.001)) as drawer, pytest.raises(LimitExceededError):
        drawer.look(BOOK, BOOK.name)


def _compared(monkeypatch: pytest.MonkeyPatch, book: Functieboek, error: Exception, source: Path) -> tuple[str, ...]:
    """Compare two editions while drawing a place always fails so; what the user is told."""
    run = Worker.run

    def failing(self: Worker, function: str, argument: object, **more: object) -> object:
        if function.endswith(":places"):
            raise error
        return run(self, function, argument, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "run", failing)
    first, second, *rest = book.functies
    changed = tuple(one.model_copy(update={"module": "Coördinatie"}) for one in (first, second))
    new = book.model_copy(update={"functies": (*changed, *rest)})
    sides = [Kant(naam="boek", boek=one, bevindingen=(), json=b"{}", bron=source) for one in (book, new)]
    made = vergelijk(*sides, Keuzes(auteur="HR", datum=datetime.date(2021, 1, 1)), known=bool)
    assert b"data:image/png" not in made.bestanden["wijzigingen.html"]
    return made.meldingen


def test_a_source_that_ends_the_child_is_asked_no_more(
    monkeypatch: pytest.MonkeyPatch, ommen_2018: Functieboek
) -> None:
    """One child for each place of a hostile book would take an hour; the report is there, and says what is missing."""
    told = _compared(monkeypatch, ommen_2018, LimitExceededError("te veel gevraagd."), BOOK)
    assert told == ("Het rapport heeft niet alle uitsneden van ommen-2018.pdf: te veel gevraagd.",)


def test_a_place_that_cannot_be_drawn_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch, ommen_2018: Functieboek
) -> None:
    """Each is told by itself."""
    told = _compared(monkeypatch, ommen_2018, PageUndrawableError("Bladzijde 3 kan niet."), BOOK)
    assert told == ("Bladzijde 3 kan niet.",) * 2


def test_a_protected_source_gives_no_pictures(monkeypatch: pytest.MonkeyPatch, ommen_2018: Functieboek) -> None:
    """The password was not kept; the report says why it has none."""
    monkeypatch.setattr(Draughtsman, "look", lambda *_: (_ for _ in ()).throw(PasswordNeededError("Beveiligd.")))
    told = _compared(monkeypatch, ommen_2018, AssertionError("not asked"), BOOK)
    assert told == ("Het rapport heeft geen uitsneden van ommen-2018.pdf: Beveiligd.",) * 2


@pytest.mark.parametrize("command", [["controleren", "ommen-2018"], ["vergelijken", "ommen-2018", "ommen-2021"]])
def test_the_command_itself_loads_nothing_that_draws(
    command: list[str],
    workspace: Workspace,
    ommen_2018: Functieboek,
    ommen_2021: Functieboek,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PDFium and its pictures are the child's; the report has its cuttings all the same."""
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(workspace.root / "cache"))
    for book in (ommen_2018, ommen_2021):
        name = book.bron.bestand
        put_edition(workspace, name.removesuffix(".pdf"), book, None)
        shutil.copy(SOURCES / name, workspace.sources / name)
    workspace.settings_file.write_text("[controleren]\nspelling = false\n", encoding="utf-8")
    code = (
        f"import sys; from pipeline.cli.main import run; code = run({command!r});"
        "print(code, *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=workspace.root, capture_output=True, text=True, check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    assert {name.partition(".")[0] for name in modules} & {"pypdfium2", "pypdfium2_raw", "PIL"} == set()
    [report] = workspace.output.rglob("*.html")
    assert report.read_bytes().count(b"data:image/png") > 20
