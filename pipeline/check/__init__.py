"""Functieboek to findings: one small function a rule, registered under its code."""
