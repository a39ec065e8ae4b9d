"""Read a PDF with one of the other readers, and print what it makes of it; run with the interpreter of the peers."""

from __future__ import annotations

import sys
from collections.abc import Callable


def plain_pdfplumber(path: str) -> str:
    """Text and tables of every page, as its documentation shows."""
    import pdfplumber

    out = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            out.append(page.extract_text() or "")
            out += [_table(rows) for rows in page.extract_tables()]
            page.close()
    return "\n".join(out)


def _table(rows: list[list[str | None]]) -> str:
    return "\n".join("| " + " | ".join((cell or "").replace("\n", " ") for cell in row) + " |" for row in rows)


def markitdown(path: str) -> str:
    """Markdown by Microsoft's MarkItDown."""
    from markitdown import MarkItDown

    return MarkItDown(enable_plugins=False).convert(path).text_content


def kreuzberg(path: str) -> str:
    """Markdown by kreuzberg."""
    from kreuzberg import ExtractionConfig, extract_file_sync

    result = extract_file_sync(path, config=ExtractionConfig(output_format="markdown"))
    return str(result.content)


def unstructured(path: str) -> str:
    """Elements by unstructured, without a layout model ("fast"); a list item becomes one of Markdown.

    Offline it gives nothing: it fetches a language model the first time.
    """
    from unstructured.partition.pdf import partition_pdf

    marks = {"ListItem": "- ", "Title": "# "}
    return "\n".join(
        marks.get(type(element).__name__, "") + str(element) for element in partition_pdf(path, strategy="fast")
    )


def docling_parse(path: str) -> str:
    """Lines by docling's own parser, the part of docling that needs no model."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser().load(path)
    return "\n".join(
        cell.text for _, page in document.iterate_pages() for cell in page.iterate_cells(TextCellUnit.LINE)
    )


def docling_native(path: str) -> str:
    """Markdown by docling without its models, which come from a hub."""
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter, NativePdfFormatOption

    converter = DocumentConverter(format_options={InputFormat.PDF: NativePdfFormatOption()})
    return str(converter.convert(path).document.export_to_markdown())


def pypdf(path: str) -> str:
    """Text by pypdf."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


PEERS: dict[str, Callable[[str], str]] = {
    "pdfplumber, tekst en tabellen": plain_pdfplumber,
    "markitdown": markitdown,
    "kreuzberg": kreuzberg,
    "docling-parse": docling_parse,
    "pypdf": pypdf,
}
LARGE_PEERS: dict[str, Callable[[str], str]] = {"docling, native": docling_native, "unstructured, fast": unstructured}
"""Those that ask gigabytes to install."""


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print((PEERS | LARGE_PEERS)[sys.argv[1]](sys.argv[2]))
