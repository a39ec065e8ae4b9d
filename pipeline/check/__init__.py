"""Stage check: what is wrong or doubtful in the book.

``check(book, …)`` runs every rule; ``rules()`` lists them.
"""

from pipeline.check.registry import Rule, rules
from pipeline.check.run import check

__all__ = ["Rule", "check", "rules"]
