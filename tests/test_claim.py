"""A claim is held by one at a time, and ends with the process that holds it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.claim import Claim, claimed

_HOLDS = """
import sys
from pathlib import Path
from pipeline.claim import Claim
claim = Claim.take(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_second_claim_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    """Also within one process; afterwards no file is left."""
    path = tmp_path / "werk.slot"
    with claimed(path) as first, claimed(path) as second:
        assert (first, second) == (True, False)
        assert path.exists()  # the refused one did not remove it
    assert not path.exists()
    with claimed(path) as again:
        assert again


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    """While it lives it does; its file may stay, the claim does not."""
    path = tmp_path / "werk.slot"
    command = [sys.executable, "-c", _HOLDS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        assert Claim.take(path) is None
        process.kill()
        process.wait()
        with claimed(path) as mine:
            assert mine
    assert not path.exists()


def test_of_many_who_take_and_release_never_two_hold_it(tmp_path: Path) -> None:
    """The file is removed at each release: nobody may hold a claim on a removed one."""
    path, inside, most = tmp_path / "werk.slot", [0], [0]

    def work(_: int) -> int:
        taken = 0
        for _ in range(300):
            with claimed(path) as mine:
                if mine:
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    taken += 1
                    inside[0] -= 1
        return taken

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) > 0
    assert most[0] == 1
