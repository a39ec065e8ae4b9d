"""Read Dutch functieboeken into validated data, check and compare them, and make Word documents from them.

The packages are the stages, in the order in which data flows: ``extract`` (file to blocks), ``normalize`` (blocks to a
validated book), ``check`` (findings), ``diff`` (changes) and ``render`` (documents).  ``docs/rondleiding.md`` walks
through them.
"""

__version__ = "0.1.0"
