"""A Document as short lines of text, so that a test can say what it expects and show what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.extract.document import Block, Document, Line, visible


def styled(line: Line) -> str:
    """A line with **bold** and _italic_ shown, the spaces outside the signs."""
    out = ""
    for run in line.runs:
        text = run.text.strip()
        shown = f"_{text}_" if run.italic and text else text
        shown = f"**{shown}**" if run.bold and text else shown
        out += run.text.replace(text, shown) if text else run.text
    return out


def outline(blocks: Iterable[Block]) -> list[str]:
    """Each block as a line: "h2 Title", "p Text", "• item" (indented by its level), "[r,c] …" for a cell."""
    out: list[str] = []
    for block in blocks:
        text = " / ".join(styled(line) for line in block.lines)
        if block.kind == "heading":
            out.append(f"h{block.level} {text}")
        elif block.kind == "paragraph":
            out.append(f"p {text}")
        elif block.kind == "item":
            out.append(f"{'  ' * block.level}{block.marker} {text}".rstrip())
        elif block.table:
            table = block.table
            out.append(f"table {table.rows}x{table.columns} head {table.header_rows}")
            for cell in table.cells:
                span = f" {cell.row_span}x{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else ""
                out.extend(f"[{cell.row},{cell.column}{span}] {line}" for line in outline(cell.blocks))
    return out


def numbers(blocks: Iterable[Block]) -> list[int | None]:
    """The line number of each block's first line."""
    return [next((line.number for line in block.all_lines()), None) for block in blocks]


def _markers(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.marker
        for cell in block.table.cells if block.table else ():
            yield from _markers(cell.blocks)


def accounted(document: Document) -> int:
    """The visible characters in blocks, markers and furniture, to hold against the source's count."""
    lines = [line for block in document.blocks for line in block.all_lines()]
    lines += [item.line for item in document.furniture]
    return sum(visible(line.text) for line in lines) + sum(map(visible, _markers(document.blocks)))
