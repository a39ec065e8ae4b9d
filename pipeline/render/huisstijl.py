"""The organisation's colours and font in a template that still has the standard ones."""

from __future__ import annotations

import io
import zipfile

from pipeline.models.huisstijl import Huisstijl

_PARTS = ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml")


def apply_house_style(template: bytes, stijl: Huisstijl) -> bytes:
    """Put the organisation's font and colours where a template has the standard ones.

    What HR gave another look in Word keeps it: only values that are still those of the standard template change.
    """
    standard = Huisstijl()
    changes = {
        f'"{standard.lettertype}"': f'"{stijl.lettertype}"',
        f'"{standard.kleur}"': f'"{stijl.kleur}"',
        f'"{standard.kleur_accent}"': f'"{stijl.kleur_accent}"',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in _PARTS:
                text = content.decode("utf-8")
                for old, new in changes.items():
                    text = text.replace(old, new)
                content = text.encode("utf-8")
            target.writestr(name, content)
    return out.getvalue()
