"""Group heads of a table without lines: over which columns each stands."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.pdf.lines import TextLine


def share_out_columns(found: Sequence[TextLine], middles: Sequence[float]) -> list[tuple[TextLine, int, int]]:
    """Share the columns out over the group heads, so that each head stands best over the middle or start of its own.

    Args:
        found: the group heads, from left to right.
        middles: the middle of each column.

    Returns:
        Each head with its first column and the one behind its last; nothing when there are more heads than columns.
    """
    n, k = len(middles), len(found)
    if k > n:
        return []
    infinite = float("inf")

    def cost(j: int, a: int, b: int) -> float:
        head = found[j]
        centred = abs((head.x0 + head.x1) / 2 - (middles[a] + middles[b - 1]) / 2)
        return min(centred, abs(head.x0 - middles[a]) + 4)

    best = [[infinite] * (n + 1) for _ in range(k + 1)]
    back = [[0] * (n + 1) for _ in range(k + 1)]
    best[0][0] = 0.0
    for j in range(k):
        for b in range(j + 1, n + 1):
            for a in range(j, b):
                value = best[j][a] + cost(j, a, b)
                if value < best[j + 1][b]:
                    best[j + 1][b], back[j + 1][b] = value, a
    out: list[tuple[TextLine, int, int]] = []
    b = n
    for j in range(k, 0, -1):
        a = back[j][b]
        out.append((found[j - 1], a, b))
        b = a
    return out[::-1]
