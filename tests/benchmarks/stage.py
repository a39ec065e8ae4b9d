"""The reading stage in process: a file to a Document, or only to words and lines; prints the seconds it took."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main(what: str, path: str) -> None:
    """Read a file; ``what`` is "document" or "woorden"."""
    from pipeline.extract.pdf.engine import open_pdf
    from pipeline.extract.reading import read
    from pipeline.limits_child import collect_less

    collect_less()  # as the child process does in which a book is read
    start = time.perf_counter(), time.process_time()
    if what == "document":
        count = len(read(Path(path)).blocks)
    else:
        source = open_pdf(Path(path))
        count = sum(len(page.words) for page in source.read())
        source.close()
    print(count, time.perf_counter() - start[0], time.process_time() - start[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
