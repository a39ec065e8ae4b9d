"""Ways to plant one error in a clean book, each with the code of the finding that must follow."""

from __future__ import annotations

from tests.check import plants_of_book, plants_of_text  # noqa: F401 - they register their plants
from tests.check.planting import PLANTS, cell

__all__ = ["PLANTS", "cell"]
