"""``python -m pipeline.cli`` is the program too, for where the script is not on the path."""

from pipeline.cli.main import main

if __name__ == "__main__":
    main()
