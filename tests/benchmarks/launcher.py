"""Starts one command and tells what it used.

A process that is forked inherits the peak memory of its parent until it runs its own program.  This one is small (it
imports nothing of ours), so that what it tells of its child is the child's own.
"""

import json
import os
import subprocess
import sys
import time

if __name__ == "__main__":
    answer, *command = sys.argv[1:]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    unit = 1024 if sys.platform == "linux" else 1024 * 1024  # kilobytes on Linux, bytes on macOS
    with open(answer, "w", encoding="utf-8") as file:  # noqa: PTH123  # pathlib would double the size of this process
        json.dump([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit], file)
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)  # as a shell tells of a signal
