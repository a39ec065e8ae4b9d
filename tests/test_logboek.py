"""The audit trail: what it shows, and what it cannot."""

from __future__ import annotations

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputNotWritableError, UsageError
from pipeline.logboek import START, Bestand, Logboek, bestand, canonical

NOON = datetime.datetime(2026, 3, 1, 12, 0, 0, 999, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))


@pytest.fixture
def logboek(tmp_path: Path) -> Logboek:
    made = Logboek(tmp_path / "logboek.jsonl")
    for number in range(5):
        (tmp_path / f"uit{number}.json").write_bytes(b"%d" % number)
        made.add(
            "vergelijken", tijd=NOON, uitvoer=[Bestand.of(f"uit{number}.json", b"%d" % number)], gegevens={"n": number}
        )
    return made


def lines_of(logboek: Logboek) -> list[bytes]:
    return logboek.path.read_bytes().splitlines(keepends=True)


def chain_faults(logboek: Logboek, **kwargs: str) -> list[int | None]:
    return [b.regel for b in logboek.verify(**kwargs).breuken if b.soort == "keten"]


def test_untouched_chain_verifies_with_its_outputs(logboek: Logboek) -> None:
    controle = logboek.verify()
    assert controle.breuken == ()
    assert controle.gecontroleerd == 5
    assert controle.regels[0].vorige == START
    assert controle.kop == controle.regels[-1].hash
    assert controle.regels[0].tijd.isoformat() == "2026-03-01T11:00:00+00:00"


def test_same_runs_give_the_same_bytes(logboek: Logboek, tmp_path: Path) -> None:
    other = Logboek(tmp_path / "b" / "logboek.jsonl")
    for number in range(5):
        other.add(
            "vergelijken", tijd=NOON, uitvoer=[Bestand.of(f"uit{number}.json", b"%d" % number)], gegevens={"n": number}
        )
    assert other.path.read_bytes() == logboek.path.read_bytes()


@pytest.mark.parametrize("victim", range(5))
def test_changed_line_is_named(logboek: Logboek, victim: int) -> None:
    lines = lines_of(logboek)
    lines[victim] = lines[victim].replace(b'"vergelijken"', b'"inlezen"')
    logboek.path.write_bytes(b"".join(lines))
    assert chain_faults(logboek) == [victim + 1]


@pytest.mark.parametrize("victim", range(4))
def test_changed_line_with_a_mended_hash_breaks_the_next(logboek: Logboek, victim: int) -> None:
    from pipeline.logboek import line_hash

    lines = lines_of(logboek)
    data = json.loads(lines[victim])
    data["handeling"] = "inlezen"
    data["hash"] = line_hash(data)
    lines[victim] = canonical(data) + b"\n"
    logboek.path.write_bytes(b"".join(lines))
    assert chain_faults(logboek) == [victim + 2]


def test_removed_swapped_and_doubled_lines_show(logboek: Logboek) -> None:
    lines = lines_of(logboek)
    for broken in (lines[:2] + lines[3:], [lines[1], lines[0], *lines[2:]], [*lines[:2], lines[1], *lines[2:]]):
        logboek.path.write_bytes(b"".join(broken))
        assert chain_faults(logboek)


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ([3], "Tussen regel 3 en 4 ontbreekt een regel (nummer 4)."),
        ([1, 2], "Tussen regel 1 en 2 ontbreken 2 regels (nummer 2 tot en met 3)."),
        ([0], "Vóór de eerste regel ontbreekt een regel (nummer 1)."),
    ],
)
def test_removed_lines_are_told_once_and_where(logboek: Logboek, without: list[int], told: str) -> None:
    lines = lines_of(logboek)
    logboek.path.write_bytes(b"".join(line for at, line in enumerate(lines) if at not in without))
    assert [one.melding for one in logboek.verify().breuken if one.soort == "keten"] == [told]
    logboek.add("controleren", tijd=NOON)
    assert len(chain_faults(logboek)) == 1


def test_the_beginning_of_a_noted_hash_is_enough(logboek: Logboek) -> None:
    kop = logboek.lines()[2].hash
    for noted in (kop, kop[:12], f"{kop[:12]}…", f" {kop[:8].upper()}... "):
        assert chain_faults(logboek, kop=noted) == []
    other = ("0" if kop[0] != "0" else "1") + kop[1:12]
    assert chain_faults(logboek, kop=other) == [None]
    for wrong in (kop[:7], "…", "zaak-2026-01"):
        with pytest.raises(UsageError, match="minstens de eerste 8 tekens"):
            logboek.verify(kop=wrong)


def test_cut_tail_shows_only_against_a_noted_hash(logboek: Logboek) -> None:
    kop = logboek.verify().kop
    logboek.path.write_bytes(b"".join(lines_of(logboek)[:-1]))
    assert chain_faults(logboek) == []
    assert chain_faults(logboek, kop=kop) == [None]


def test_spacing_that_changes_no_value_still_shows(logboek: Logboek) -> None:
    lines = lines_of(logboek)
    lines[1] = json.dumps(json.loads(lines[1])).encode() + b"\n"
    logboek.path.write_bytes(b"".join(lines))
    assert chain_faults(logboek) == [2]


def test_torn_line_stays_visible_and_the_chain_goes_on(logboek: Logboek) -> None:
    with logboek.path.open("ab") as file:
        file.write(b'{"schema":"logboek/1","nummer":6')
    line = logboek.add("controleren", tijd=NOON)
    assert line.nummer == 6
    assert chain_faults(logboek) == [6]
    assert [r.nummer for r in logboek.lines()] == [1, 2, 3, 4, 5, 6]


def test_a_line_is_found_by_what_it_holds_but_not_a_torn_one(logboek: Logboek) -> None:
    """By a value of its own, not by a text that looks like it."""
    now = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)
    assert not Logboek(logboek.path.with_name("weg.jsonl")).holds("kenmerk", "a1")
    logboek.add("oordeel", tijd=now, gegevens={"notitie": '"kenmerk":"b2"', "kenmerk": "a1"})
    assert logboek.holds("kenmerk", "a1")
    assert not logboek.holds("kenmerk", "b2")
    logboek.add("oordeel", tijd=now, gegevens={"kenmerk": "c3"})
    logboek.path.write_bytes(logboek.path.read_bytes()[:-80])
    assert not logboek.holds("kenmerk", "c3")


def test_changed_and_missing_outputs_are_named_but_removed_ones_are_not(logboek: Logboek, tmp_path: Path) -> None:
    (tmp_path / "uit0.json").write_text("anders")
    (tmp_path / "uit1.json").unlink()
    (tmp_path / "uit2.json").unlink()
    logboek.add("opschonen", tijd=NOON, verwijderd=["uit2.json"])
    meldingen = [b.melding for b in logboek.verify().breuken]
    assert len(meldingen) == 2
    assert "uit0.json" in meldingen[0] and "veranderd" in meldingen[0]
    assert "uit1.json" in meldingen[1] and "niet meer" in meldingen[1]


def test_only_the_latest_run_decides_about_a_file(logboek: Logboek, tmp_path: Path) -> None:
    (tmp_path / "uit0.json").write_bytes(b"nieuw")
    logboek.add("vergelijken", tijd=NOON, uitvoer=[Bestand.of("uit0.json", b"nieuw")])
    assert logboek.verify().breuken == ()


def test_file_outside_the_workspace_is_counted_not_opened(logboek: Logboek, tmp_path: Path) -> None:
    elsewhere = bestand(tmp_path.parent / "elders.json", b"x", tmp_path)
    assert (elsewhere.naam, elsewhere.buiten) == ("elders.json", True)
    assert bestand(tmp_path / "a" / "b.json", b"x", tmp_path).naam == "a/b.json"
    logboek.add("vergelijken", tijd=NOON, uitvoer=[elsewhere])
    assert logboek.verify().buiten == 1
    logboek.add("vergelijken", tijd=NOON, uitvoer=[Bestand.of("../elders.json", b"x")])
    assert "buiten de werkmap" in logboek.verify().breuken[0].melding


def test_writers_side_by_side_make_one_chain(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Logboek(tmp_path / "l.jsonl").add("x", tijd=NOON, gegevens={"n": n}), range(40)))
    controle = Logboek(tmp_path / "l.jsonl").verify()
    assert controle.breuken == () and len(controle.regels) == 40


def test_missing_file_is_an_empty_logboek_and_a_folder_in_its_place_an_error(tmp_path: Path) -> None:
    assert Logboek(tmp_path / "geen.jsonl").verify().regels == ()
    with pytest.raises(OutputNotWritableError):
        Logboek(tmp_path).add("x", tijd=NOON)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_canonical_form_says_the_same_and_does_not_depend_on_order(value: object) -> None:
    text = canonical(value)  # type: ignore[arg-type]
    assert json.loads(text) == value
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == text


def test_canonical_form_sorts_by_utf16_as_the_rfc_says_and_takes_no_fractions() -> None:
    assert canonical({"\U0001f600": 1, "\ufb01": 2}) == '{"\U0001f600":1,"\ufb01":2}'.encode()
    assert canonical('a\n\x01"\\/') == b'"a\\n\\u0001\\"\\\\/"'
    with pytest.raises(TypeError):
        canonical({"a": 1.5})
