"""The folders of a workspace: finding it, its editions in order, its settings, its sources."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from pipeline.errors import DataInvalidError, SourceUnreadableError, UsageError
from pipeline.models.functieboek import Functieboek
from pipeline.models.io import to_json
from pipeline.workspace import BOOK_FILE, Edition, Workspace, atomic_write, sha256_of, standard_templates
from tests.support import load_golden


def put(space: Workspace, name: str, book: Functieboek) -> Edition:
    atomic_write(space.extracted / name / BOOK_FILE, to_json(book))
    return space.edition(name)


def test_found_from_a_folder_inside_it(workspace: Workspace) -> None:
    inside = workspace.root / "sources" / "diep"
    inside.mkdir()
    assert Workspace.find(inside) == workspace
    assert workspace.is_prepared


def test_any_folder_serves_where_there_is_none(tmp_path: Path) -> None:
    space = Workspace.find(tmp_path)
    assert space.root == tmp_path
    assert not space.is_prepared
    assert space.editions() == []


def test_a_workspace_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="functieboek init"):
        Workspace.at(tmp_path / "nergens")


def test_editions_stand_in_order_of_date_then_name(workspace: Workspace) -> None:
    golden = load_golden("ommen-2018")
    for name, year in (("c", 2021), ("b", 2018), ("a", 2021), ("zonder", None)):
        date = datetime.date(year, 5, 1) if year else None
        put(workspace, name, golden.model_copy(update={"peildatum": date}))
    assert [edition.name for edition in workspace.editions()] == ["zonder", "b", "a", "c"]


def test_the_head_of_a_book_tells_what_it_is(workspace: Workspace) -> None:
    golden = load_golden("ommen-2018")
    edition = put(workspace, "ommen", golden)
    assert (edition.titel, edition.peildatum, edition.sha256) == (golden.titel, golden.peildatum, golden.bron.sha256)
    assert edition.book() == golden
    assert edition.bevindingen().bevindingen == ()


@pytest.mark.parametrize("content", [b"", b"{", b'{"titel": "x", "ti', b"\xff\xfe", b"[]", b'{"a":1}'])
def test_a_damaged_book_does_not_hide_the_others(workspace: Workspace, content: bytes) -> None:
    put(workspace, "heel", load_golden("ommen-2018"))
    atomic_write(workspace.extracted / "stuk" / BOOK_FILE, content)
    assert {edition.name for edition in workspace.editions()} == {"heel", "stuk"}
    with pytest.raises(DataInvalidError, match="functieboek inlezen"):
        workspace.book("stuk")


def test_an_unknown_edition_lists_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="functieboek inlezen"):
        workspace.book("niets")
    put(workspace, "ommen", load_golden("ommen-2018"))
    with pytest.raises(UsageError, match="Wel ingelezen: ommen"):
        workspace.book("niets")


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "c:x", ".verborgen", "a\0b"])
def test_names_do_not_lead_out_of_the_workspace(workspace: Workspace, name: str) -> None:
    with pytest.raises(UsageError):
        workspace.edition_folder(name)


def test_settings_have_defaults_and_are_read_once(workspace: Workspace) -> None:
    assert workspace.settings().lezen.max_paginas == 3000
    workspace.settings_file.write_text("[lezen]\nmax_paginas = 10\n", encoding="utf-8")
    assert workspace.settings().lezen.max_paginas == 3000
    assert Workspace(workspace.root).settings().lezen.max_paginas == 10


def test_own_templates_go_before_the_standard_ones(workspace: Workspace) -> None:
    name = sorted(path.name for path in standard_templates().iterdir() if path.is_file() and path.name[0] != ".")[0]
    assert workspace.template(name) == standard_templates() / name
    (workspace.templates / name).write_bytes(b"eigen")
    assert workspace.template(name) == workspace.templates / name
    with pytest.raises(UsageError, match="bestaat niet"):
        workspace.template("geen.docx")


def test_the_source_of_a_book_is_found_by_its_content(workspace: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "elders.pdf"
    outside.write_bytes(b"inhoud")
    digest = sha256_of(outside)
    assert workspace.source_of(digest, "elders.pdf") is None
    workspace.remember_source(digest, outside)
    assert workspace.source_of(digest, "elders.pdf") == outside
    inside = workspace.sources / "andere-naam.pdf"
    inside.write_bytes(b"inhoud")
    outside.write_bytes(b"nu iets anders")
    assert workspace.source_of(digest, "elders.pdf") == inside


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError, match="bestaat niet"):
        sha256_of(tmp_path / "weg.pdf")
    with pytest.raises(SourceUnreadableError, match="is een map"):
        sha256_of(tmp_path)


def test_head_is_read_from_files_of_other_programs_too(workspace: Workspace) -> None:
    data = json.loads(to_json(load_golden("ommen-2018")))
    atomic_write(workspace.extracted / "compact" / BOOK_FILE, json.dumps(data, separators=(",", ":")))
    assert workspace.edition("compact").titel == data["titel"]
