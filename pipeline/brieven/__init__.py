"""Placement letters: an employee file and a book become checked letters; nothing here touches the disk."""
