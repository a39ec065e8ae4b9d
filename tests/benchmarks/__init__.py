"""Measurements of time, memory and what is kept, beside plain pdfplumber and other readers; run by ``make bench``."""
