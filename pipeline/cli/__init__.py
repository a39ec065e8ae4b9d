"""The command line: reads arguments, calls a stage, prints; holds no logic of its own."""
