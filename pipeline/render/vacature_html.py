"""A composed vacancy as HTML: a clean fragment for a web site, and a page that shows the source of each sentence."""

from __future__ import annotations

import re
from html import escape

from pipeline.render.vacature_docx import source_note
from pipeline.render.vacature_model import IN_TE_VULLEN, Onderdeel, Vacaturetekst, Zin

_ADDRESS = re.compile(r"https?://[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STYLE = """
body{font:1.05rem/1.6 Calibri,Carlito,"Segoe UI",sans-serif;color:#262626;background:#fff;margin:0}
main{max-width:44rem;margin:0 auto;padding:2rem 1.2rem 4rem}
h1{color:#1f3a5f;margin:0 0 .3rem;font-size:2rem}h2{color:#1f3a5f;margin:2rem 0 .5rem;font-size:1.35rem}
h3{color:#1f3a5f;margin:1.2rem 0 .2rem;font-size:1.1rem}p{margin:.4rem 0}li{margin:.3rem 0}
.feiten{color:#4d4d4d;margin:0 0 1.2rem}mark{background:#fff2cc;color:#5c2f00;padding:0 .15em}
.concept,.uitleg{background:#f2f5f8;border-left:.3rem solid #2e6e8e;padding:.6rem 1rem;margin:1rem 0}
.zin{position:relative;border-bottom:1px dotted #8a8a8a}
.zin:hover,.zin:focus{background:#eaf2f7;outline:2px solid #2e6e8e;outline-offset:1px}
.zin .bron{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
.zin:hover .bron,.zin:focus .bron{left:0;top:1.7em;width:min(30rem,80vw);height:auto;z-index:2;background:#1f3a5f;
color:#fff;padding:.5rem .7rem;font-size:.88rem;line-height:1.4;border-radius:.3rem}
@media print{.zin{border:0}.uitleg,.zin .bron{display:none}}
""".strip()


def vacature_fragment(vacature: Vacaturetekst, kop: int = 2) -> str:
    """Write the vacancy as an HTML fragment for a web site: headings, paragraphs and lists; no scripts, no styles.

    Args:
        vacature: the composed text.
        kop: level of the section headings; the title is one higher and left out at 1, where the page has its own.
    """
    lines = [f"<p>{_text(vacature.feitenregel)}</p>"]
    for section in vacature.onderdelen:
        lines += _section(section, kop, sources=False)
    return "\n".join(lines) + "\n"


def vacature_pagina(vacature: Vacaturetekst) -> str:
    """Write the vacancy as a page of its own, each sentence with its source on hover and on focus."""
    title = escape(vacature.titel)
    lines = [
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Vacature {title} – {escape(vacature.organisatie)}</title>",
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>",
        f'<h1>{title}</h1>\n<p class="feiten">{_text(vacature.feitenregel)}</p>',
    ]
    if vacature.concept:
        lines.append('<p class="concept"><strong>Concept: nog niet publiceren.</strong> Vul in wat gemarkeerd is.</p>')
    lines.append(
        '<p class="uitleg">Wijs een zin aan, of ga er met de Tab-toets naartoe, om te zien waar hij vandaan komt. '
        "De tekst voor uw website staat in het bestand dat eindigt op .fragment.html.</p>"
    )
    for section in vacature.onderdelen:
        lines += _section(section, 2, sources=True)
    return "\n".join(lines) + "\n</main>\n</body>\n</html>\n"


def _section(section: Onderdeel, kop: int, *, sources: bool) -> list[str]:
    lines = [f"<h{kop}>{_text(section.kop)}</h{kop}>"] if section.kop else []
    for block in section.blokken:
        if block.kop:
            lines.append(f"<h{kop + 1}>{_text(block.kop)}</h{kop + 1}>")
        if block.zinnen:
            lines.append(f"<p>{_sentences(block.zinnen, sources)}</p>")
        if block.punten:
            items = "\n".join(f"<li>{_sentences(punt, sources)}</li>" for punt in block.punten)
            lines.append(f"<ul>\n{items}\n</ul>")
    return lines


def _sentences(zinnen: tuple[Zin, ...], sources: bool) -> str:
    return " ".join(_with_source(zin) if sources else _sentence(zin) for zin in zinnen)


def _sentence(zin: Zin) -> str:
    lead = f"<strong>{escape(zin.aanhef)}</strong>: " if zin.aanhef else ""
    return lead + _text(zin.tekst)


def _with_source(zin: Zin) -> str:
    note = escape(source_note(zin))
    return f'<span class="zin" tabindex="0">{_sentence(zin)}<span class="bron" role="note"> Bron: {note}</span></span>'


def _text(text: str) -> str:
    """Escape, mark what is still to be filled in, and link web and mail addresses."""
    safe = IN_TE_VULLEN.sub(lambda found: f"<mark>{found.group()}</mark>", escape(text))
    return _ADDRESS.sub(_link, safe)


def _link(found: re.Match[str]) -> str:
    address = found.group().rstrip(".,;")
    target = address if address.startswith("http") else f"mailto:{address}"
    return f'<a href="{target}">{address}</a>{found.group()[len(address) :]}'
