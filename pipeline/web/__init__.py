"""The workplace in the browser: calls the same stages as the command line."""
