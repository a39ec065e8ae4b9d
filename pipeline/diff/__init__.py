"""What changed between two functieboeken: matching apart from comparing, weighing apart from both.

``compare`` gives the list of changes, ``apply`` rebuilds the new book from the old one and that list, ``was_wordt``
says what became of each function.  All are pure functions of their arguments.
"""
