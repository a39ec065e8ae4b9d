"""Accept or reject all revisions of a Word document: by LibreOffice, and by the letter of the standard."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(source As String, target As String, command As String)
 Dim opening(0) As New com.sun.star.beans.PropertyValue
 opening(0).Name = "Hidden" : opening(0).Value = True
 doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
 dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
 dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
 Dim saving(0) As New com.sun.star.beans.PropertyValue
 saving(0).Name = "FilterName" : saving(0).Value = "MS Word 2007 XML"
 doc.storeToURL(target, saving())
 doc.close(True)
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""


class Office:
    """LibreOffice with a profile of its own, in which a macro accepts or rejects."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        assert program
        self._program, self._folder = program, folder
        self._profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
        self._run("--terminate_after_init")  # the first start makes the profile, and would overwrite the macro
        library = folder / "profiel" / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        (library / "Module1.xba").write_text(_MACRO, encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")

    def settle(self, document: bytes, *, accept: bool) -> bytes:
        """Return the document with all revisions accepted or rejected."""
        source, target = self._folder / "in.docx", self._folder / ("aan.docx" if accept else "af.docx")
        source.write_bytes(document)
        command = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
        self._run(f'macro:///Standard.Module1.Settle("{source.as_uri()}","{target.as_uri()}","{command}")')
        return target.read_bytes()

    def _run(self, argument: str) -> None:
        subprocess.run(
            [self._program, self._profile, "--headless", "--norestore", argument],
            check=True, capture_output=True, timeout=150,
        )  # fmt: skip


def settle_by_the_standard(document: bytes, *, accept: bool) -> list[list[tuple[str, bool]]]:
    """Return the paragraphs, as stretches with their bold, after accepting or rejecting (ECMA-376, 17.13.5).

    A revised paragraph mark that goes joins the paragraph with the one after it.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert body is not None
    goes = "del" if accept else "ins"
    out: list[list[tuple[str, bool]]] = [[]]
    for paragraph in body.findall(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            if run.getparent().tag != f"{W}{goes}":
                text = "".join(node.text or "" for node in run.iter(f"{W}t", f"{W}delText"))
                out[-1].append((text, run.find(f"{W}rPr/{W}rStyle") is not None))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{goes}") is None:
            out.append([])
    return out[:-1]
