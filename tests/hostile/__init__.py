"""Damaged and evil files, and what the program answers to them."""
