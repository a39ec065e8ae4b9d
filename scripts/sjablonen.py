"""Write the standard Word templates: ``python scripts/sjablonen.py``."""

from __future__ import annotations

from pathlib import Path

from pipeline.brieven.sjablonen import templates
from pipeline.render.vacature_sjabloon import build_template

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent.parent / "templates"
    for name, data in {"vacature.docx": build_template(), **templates()}.items():
        (folder / name).write_bytes(data)
        print(folder / name)
