"""What can be wrong with a PDF as its engine sees it; ``engine`` turns it into an error for the user."""

from __future__ import annotations

from typing import Literal


class PdfProblem(Exception):
    """An engine knows why it cannot read the file, or a page of it."""

    def __init__(self, kind: Literal["password", "damaged", "protected"]) -> None:
        """Keep the kind: a password is needed, the file is damaged, or its protection is of an unknown sort."""
        self.kind = kind
        super().__init__(kind)
