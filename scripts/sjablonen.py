"""Write the standard Word template for vacancies: ``python scripts/sjablonen.py``."""

from __future__ import annotations

from pathlib import Path

from pipeline.render.vacature_sjabloon import build_template

if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "templates" / "vacature.docx"
    target.write_bytes(build_template())
    print(target)
