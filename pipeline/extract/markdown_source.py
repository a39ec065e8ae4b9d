"""The raw lines of a Markdown file: which are tables of tabs or HTML, and how many characters are text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.characters import count
from pipeline.extract.markers import split_marker

_PAGE = re.compile(r"^(?P<title>[^\t]*\S)\t+\s*(?P<page>\d{1,4})\s*$")
MIN_CONTENTS = 3
"""Lines with a tab and a page number that make a table of contents; fewer may be a label and its value."""
_RULE_CELL = re.compile(r"^\s*:?-{3,}:?\s*$")
_LONE_BULLET = re.compile(r"^ {0,3}-[ \t]*$")
_ESCAPED_BULLET = re.compile(r"^ {0,3}\\-[ \t]*$")
_PLAIN_START = re.compile(r"^ {0,3}(?![-*+](?:\s|$)|[>|#]|\d+[.)])\S")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_HTML_TABLE = re.compile(r"^\s*<table\b", re.IGNORECASE)
_HTML_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of Markdown (or of HTML) that starts at a line."""

    first: int
    text: str
    html: bool = False


@dataclass(frozen=True, slots=True)
class TableLines:
    """Lines with tabs that form a table: the line number and the cells of each row."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class ContentsLines:
    """The lines of a table of contents, with their numbers."""

    lines: tuple[tuple[int, str], ...]


def lines_of(text: str) -> list[str]:
    """The lines of a text, as an editor numbers them (a form feed or other separator ends no line)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def pieces_of(text: str) -> Iterator[Piece | TableLines | ContentsLines]:
    """Divide a file into Markdown, HTML tables, tables of tabs and tables of contents, in order."""
    lines = lines_of(text)
    start = index = 0
    fenced = False
    while index < len(lines):
        fenced ^= bool(_FENCE.match(lines[index]))
        found = None if fenced else _special(lines, index)
        if found is None:
            index += 1
            continue
        piece, end = found
        if start < index:
            yield Piece(start + 1, "\n".join(lines[start:index]))
        yield piece
        start = index = end
    if start < len(lines):
        yield Piece(start + 1, "\n".join(lines[start:]))


def special_lines(lines: list[str], index: int) -> TableLines | ContentsLines | None:
    """The table of tabs or of contents that starts at a line, or None."""
    found = _special(lines, index)
    return found[0] if found and not isinstance(found[0], Piece) else None


def with_lone_bullets(text: str) -> str:
    """Keep a bullet without text from being read as the line under a title ("Tekst" / "-")."""
    lines = text.split("\n")
    out: list[str] = []
    for line in lines:
        lone = _LONE_BULLET.match(line) and out and (_PLAIN_START.match(out[-1]) or _ESCAPED_BULLET.match(out[-1]))
        out.append(line.replace("-", "\\-", 1) if lone else line)
    return "\n".join(out)


def _special(lines: list[str], index: int) -> tuple[Piece | TableLines | ContentsLines, int] | None:
    """What starts at a line and is no Markdown, and the line after its last."""
    end = _contents_end(lines, index)
    if end:
        return ContentsLines(tuple((at + 1, lines[at]) for at in range(index, end))), end
    end = _tab_table_end(lines, index)
    if end:
        return _tab_rows(lines, index, end), end
    end = _html_table_end(lines, index)
    if end:
        return Piece(index + 1, "\n".join(lines[index:end]), html=True), end
    end = _bar_table_end(lines, index)
    if end:
        return Piece(index + 1, "\n".join(line.strip() for line in lines[index:end])), end
    return None


def _contents_end(lines: list[str], index: int) -> int | None:
    """The line after the last of a table of contents that starts here: titles with a tab and a rising page number."""
    end, page = index, 0
    while end < len(lines) and (match := _PAGE.match(lines[end])) and int(match["page"]) >= page:
        end, page = end + 1, int(match["page"])
    return end if end - index >= MIN_CONTENTS else None


def _is_tab_row(line: str) -> bool:
    return "\t" in line.rstrip(" ") and bool(line.strip("\t ")) and not _only_indented(line)


def _only_indented(line: str) -> bool:
    """Whether the tabs only indent the line, or stand behind a list marker."""
    return bool(re.match(r"^\s*(?:[-*+•]|\d+[.)])?\t*[^\t]*$", line))


def _is_further_row(line: str, width: int) -> bool:
    """Whether a line goes on in a table of so many columns: there a tab at the start is an empty cell."""
    return "\t" in line and len(_cells(line)) == width and not split_marker(line)[0]


def _tab_table_end(lines: list[str], index: int) -> int | None:
    """The line after the last row of a table of tabs that starts here, or None."""
    if "\t" not in lines[index]:
        return None
    width = len(_cells(lines[index]))
    end = index + 1
    while end < len(lines) and (_is_tab_row(lines[end]) or _is_further_row(lines[end], width)):
        if len(_cells(lines[end])) != width:
            break
        end += 1
    starts = _is_tab_row(lines[index]) or _is_further_row(lines[index], width)
    return end if starts and any(_is_tab_row(line) for line in lines[index:end]) else None


def _cells(line: str) -> tuple[str, ...]:
    return tuple(line.split("\t"))


def _tab_rows(lines: list[str], index: int, end: int) -> TableLines:
    rows = [(number + 1, _cells(lines[number])) for number in range(index, end)]
    head = 0
    if len(rows) > 1 and all(_RULE_CELL.match(cell) for cell in rows[1][1]):
        head = 1
        del rows[1]
    return TableLines(tuple(rows), head)


def _html_table_end(lines: list[str], index: int) -> int | None:
    """The line after an HTML table that starts here (CommonMark would end it at a blank line), or None."""
    if not _HTML_TABLE.match(lines[index]):
        return None
    for end in range(index, len(lines)):
        if _HTML_TABLE_END.search(lines[end]):
            return end + 1
    return None


def _bar_table_end(lines: list[str], index: int) -> int | None:
    """The line after a table of bars that starts here, or None; it may stand right under text or above it."""
    if not _bar_head(lines, index):
        return None
    end = index + 2
    while end < len(lines) and "|" in lines[end] and not _bar_head(lines, end):
        end += 1
    return end


def _bar_head(lines: list[str], index: int) -> bool:
    """Whether a line is the head of a table of bars: bars, and below it a line of bars and dashes."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return "|" in lines[index] and not is_rule(lines[index]) and "|" in following and is_rule(following)


def source_chars(text: str) -> int:
    """Count the characters of a Markdown text that are text and no mark-up.

    Plain rules on lines, apart from the parser, so that what the parser loses is missed.  List markers count as text.
    """
    total = 0
    lines = lines_of(text)
    barred = _lines_of_bars(lines)
    for index, line in enumerate(lines):
        if is_rule(line):
            continue
        total += count(_text_of(line, bars=index in barred)) + line.rstrip().endswith(
            "\u00ad"
        )  # which prints as a hyphen there
    return total


def is_rule(line: str) -> bool:
    """Whether a line only draws: a rule, the line under a title or a table head, a fence."""
    bare = re.sub(r"[\s|]", "", line)
    return bool(
        re.fullmatch(r"\s*([-*_]\s*){3,}", line)
        or re.fullmatch(r"\s*=+\s*", line)
        or (("---" in bare or ("|" in line and "-" in bare)) and re.fullmatch(r"[:-]+", bare))
        or _FENCE.match(line)
    )


def _lines_of_bars(lines: list[str]) -> set[int]:
    """The lines of tables whose cells are parted by bars: those around a line of bars and dashes."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if "|" in line and is_rule(line) and index:
            end = _bar_table_end(lines, index - 1) or index
            found.update(range(index - 1, end))
    return found


def _text_of(line: str, *, bars: bool) -> str:
    """One line without mark-up."""
    line = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>" if "-->" in line else r"</?[a-zA-Z][^<>]*>", "", line)
    line = re.sub(r"^((?:\s*>)*)\s*#{1,6}(?=\s|$)(.*?)(?:\s#+\s*)?$", r"\2", line)
    line = re.sub(r"^(?:\s*>)+", "", line)
    marker = re.match(r"^\s*[-*+](?=\s|$)", line)
    lead, body = (marker.group(), line[marker.end() :]) if marker else ("", line)
    body = re.sub(r"!\[[^\[\]]*\]\([^()]*\)", "", body)
    body = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", body)
    body = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: f"&#{ord(m[1])};", body)
    if bars:
        body = body.replace("|", "")
    body = re.sub(r"\*+(?=\S)|(?<=\S)\*+|~~|`|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])", "", body)
    return lead + html.unescape(body)
