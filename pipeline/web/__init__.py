"""The workplace in the browser: pages over the same stages that the command line calls."""
