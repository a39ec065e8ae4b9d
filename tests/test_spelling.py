"""What was decided about words is kept in one place, and never tells one command what another's own words said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.spelling import speller_of
from pipeline.workspace import Workspace


def test_a_verdict_is_kept_for_the_next_run(workspace: Workspace) -> None:
    """In the cache of the workspace; nothing is written when nothing was asked."""
    with speller_of(workspace):
        pass
    assert workspace.cache_root is not None
    path = workspace.cache_root / "spelling-nl.json"
    assert not path.exists()
    with speller_of(workspace) as speller:
        assert speller.known("adviseur")
    assert path.is_file()
    with speller_of(workspace) as again:
        assert again.verdicts.known == {"adviseur": True}
        assert not again.verdicts.changed


def test_own_words_have_verdicts_of_their_own(workspace: Workspace) -> None:
    """A compound that rests on the organisation's words is unknown to who does not have them; case does not matter."""
    word = "Zaakgerichtqq-adviseur"
    with speller_of(workspace, ["zaakgerichtqq"]) as speller:
        assert speller.known(word)
    with speller_of(workspace) as other:
        assert word not in other.verdicts.known
    with speller_of(workspace, ["Zaakgerichtqq"]) as again:
        assert again.verdicts.known[word]


def test_a_run_that_failed_keeps_nothing(workspace: Workspace) -> None:
    """Half of the verdicts would do no harm, but nobody relies on it."""
    assert workspace.cache_root is not None
    with pytest.raises(ValueError, match="x"), speller_of(workspace) as speller:
        speller.known("adviseur")
        raise ValueError("x")
    assert not list(workspace.cache_root.glob("spelling*"))


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """There is a file where its folder should be."""
    (tmp_path / "bestand").write_text("x")
    monkeypatch.setenv("FUNCTIEBOEK_CACHE", str(tmp_path / "bestand"))
    with speller_of(workspace) as speller:
        assert speller.known("adviseur")
