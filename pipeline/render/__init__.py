"""Data and templates to documents: Word, HTML, XLSX and JSON-LD, one module a product."""
