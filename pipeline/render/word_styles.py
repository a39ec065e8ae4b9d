"""The styles, lists and settings of our Word documents, as WordprocessingML.

Sizes are in half points, distances in twentieths of a point, as the format has them.  Element order inside a style is
that of the schema; strict validators refuse another.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.models.huisstijl import Huisstijl

_TEXT = "262626"
_QUIET = "595959"


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style: what differs from Normal."""

    id: str
    name: str
    based_on: str = "Standaard"
    following: str = ""
    before: int = 0
    after: int = 120
    size: int = 0
    bold: bool = False
    colour: str = ""
    font: str = ""
    outline: int | None = None
    numbering: tuple[int, int] | None = None
    keep_next: bool = False
    extra: str = ""
    priority: int = 1

    def xml(self) -> str:
        """The style as XML, its elements in the order of the schema."""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        paragraph = "<w:keepNext/><w:keepLines/>" if self.keep_next else ""
        if self.numbering:
            number, level = self.numbering
            paragraph += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph += self.extra + f'<w:spacing w:before="{self.before}" w:after="{self.after}"/>'
        if self.numbering:
            paragraph += "<w:contextualSpacing/>"
        if self.outline is not None:
            paragraph += f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{_custom(self.name)}><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{following}<w:uiPriority w:val="{self.priority}"/><w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr>"
            f"{_run(font=self.font, bold=self.bold, colour=self.colour, size=self.size)}</w:style>"
        )


_BUILT_IN = frozenset(
    [
        *("Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "heading 4", "header", "footer"),
        *("List Bullet", "List Bullet 2", "List Number", "caption", "Table Grid", "Strong", "Hyperlink"),
        *("annotation text", "annotation reference"),
    ]
)
"""Names that Word knows and shows in the user's language."""


def _custom(name: str) -> str:
    return "" if name in _BUILT_IN else ' w:customStyle="1"'


def _run(
    *, font: str = "", bold: bool = False, colour: str = "", size: int = 0, strike: bool = False, end: str = ""
) -> str:
    """Run properties in the order of the schema; ``end`` is XML that comes last."""
    inner = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>' if font else ""
    inner += "<w:b/><w:bCs/>" if bold else ""
    inner += "<w:strike/>" if strike else ""
    inner += f'<w:color w:val="{colour}"/>' if colour else ""
    inner += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:rPr>{inner}{end}</w:rPr>" if inner or end else ""


def _character(style_id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id}"{_custom(name)}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Standaardalinea-lettertype"/><w:uiPriority w:val="22"/><w:qFormat/>{run}</w:style>'
    )


def _heading(
    style: Huisstijl, style_id: str, name: str, *, size: int, around: tuple[int, int], level: int | None
) -> _Style:
    """A title or heading in the house style, kept with what follows; ``level`` counts from 0, None for no level."""
    return _Style(
        *(style_id, name),
        following="Standaard",
        before=around[0],
        after=around[1],
        size=size,
        bold=True,
        colour=style.kleur,
        font=style.lettertype_koppen or style.lettertype,
        outline=level,
        keep_next=True,
        priority=9,
    )


def _paragraph_styles(style: Huisstijl) -> list[_Style]:
    rule = (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{style.kleur_accent}"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/>'
    )
    right_tab = '<w:tabs><w:tab w:val="right" w:pos="9298"/></w:tabs>'
    return [
        _heading(style, "Titel", "Title", size=48, around=(0, 60), level=None),
        _Style("Ondertitel", "Subtitle", following="Standaard", size=22, colour=_QUIET, after=200, priority=11),
        _heading(style, "Kop1", "heading 1", size=30, around=(320, 100), level=0),
        _heading(style, "Kop2", "heading 2", size=25, around=(240, 80), level=1),
        _heading(style, "Kop3", "heading 3", size=22, around=(180, 60), level=2),
        _heading(style, "Kop4", "heading 4", size=21, around=(140, 40), level=3),
        _Style("Lijstopsomteken", "List Bullet", numbering=(1, 0), after=60, priority=36),
        _Style("Lijstopsomteken2", "List Bullet 2", numbering=(1, 1), after=60, priority=36),
        _Style("Lijstnummering", "List Number", numbering=(2, 0), after=60, priority=36),
        _Style("Koptekst", "header", size=18, colour=_QUIET, after=0, extra=right_tab, priority=99),
        _Style("Voettekst", "footer", size=18, colour=_QUIET, after=0, extra=right_tab, priority=99),
        _Style("Bijschrift", "caption", size=18, colour=_QUIET, after=120, priority=35),
        _Style("Klein", "Klein", size=18, colour=_QUIET, after=60, priority=30),
        _Style("Kader", "Kader", after=120, extra=rule, priority=30),
        _Style("Tekstopmerking", "annotation text", size=20, after=0, priority=99),
    ]


def _table_styles(style: Huisstijl) -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>' for side in sides)
    rows = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>' for side in ("bottom", "insideH")
    )
    tight = '<w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
    head = (
        f'<w:tblStylePr w:type="firstRow">{_run(bold=True, colour="FFFFFF")}<w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{style.kleur}"/></w:tcPr></w:tblStylePr>'
    )
    plain = '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    return (
        f'<w:style w:type="table" w:default="1" w:styleId="Standaardtabel">{plain}<w:tblPr><w:tblInd w:w="0" '
        'w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" '
        'w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Tabelraster"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="Standaardtabel"/><w:uiPriority w:val="39"/>{tight}<w:tblPr><w:tblBorders>{grid}'
        f"</w:tblBorders>{margins}</w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="Tabel"><w:name w:val="Tabel"/>'
        f'<w:basedOn w:val="Standaardtabel"/><w:uiPriority w:val="40"/>{tight}<w:tblPr><w:tblBorders>{rows}'
        f"</w:tblBorders>{margins}</w:tblPr>{head}</w:style>"
    )


def styles(names: str, style: Huisstijl) -> str:
    """The styles part in the house style; Dutch is the language of all text that says no other."""
    font = style.lettertype
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" '
        f'w:cs="{font}"/><w:color w:val="{_TEXT}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    base = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Standaardalinea-lettertype">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="Geenlijst"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    underlined = '<w:u w:val="single"/>'
    shaded = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'
    characters = "".join(
        _character(*character)
        for character in (
            ("Niveaubepalend", "Niveaubepalend", _run(bold=True)),
            ("Zwaar", "Strong", _run(bold=True)),
            ("Toegevoegd", "Toegevoegd", _run(colour="1B5E20", end=underlined)),
            ("Vervallen", "Vervallen", _run(colour="9B1C1C", strike=True)),
            ("Invullen", "In te vullen", _run(bold=True, colour="7A3E00", end=shaded)),
            ("Hyperlink", "Hyperlink", _run(colour=style.kleur_accent, end=underlined)),
            ("Verwijzingopmerking", "annotation reference", _run(size=16)),
        )
    )
    paragraphs = "".join(kind.xml() for kind in _paragraph_styles(style))
    return f"<w:styles {names}>{defaults}{base}{paragraphs}{characters}{_table_styles(style)}</w:styles>"


def numbering(names: str) -> str:
    """Two lists: bullets (two levels) and numbers."""

    def level(number: int, form: str, text: str, left: int) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="357"/></w:pPr></w:lvl>'
        )

    bullets = level(0, "bullet", "•", 357) + level(1, "bullet", "–", 714)
    numbers = level(0, "decimal", "%1.", 357) + level(1, "lowerLetter", "%2.", 714)
    return (
        f'<w:numbering {names}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{bullets}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{numbers}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">'
        '<w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def settings(names: str) -> str:
    """Settings of a current Word (no compatibility mode), with Dutch number signs."""
    return (
        f'<w:settings {names}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def font_table(names: str, style: Huisstijl) -> str:
    """The fonts that the document names."""
    fonts = dict.fromkeys([style.lettertype, style.lettertype_koppen or style.lettertype])
    return f"<w:fonts {names}>" + "".join(f'<w:font w:name="{font}"/>' for font in fonts) + "</w:fonts>"


def theme(style: Huisstijl) -> str:
    """The colours and fonts that Word offers to who edits the document: those of the house style."""
    colours = {
        "dk1": _TEXT,
        "lt1": "FFFFFF",
        "dk2": style.kleur,
        "lt2": "F2F5F8",
        "accent1": style.kleur,
        "accent2": style.kleur_accent,
        "accent3": "595959",
        "accent4": "7A3E00",
        "accent5": "1B5E20",
        "accent6": "9B1C1C",
        "hlink": style.kleur_accent,
        "folHlink": style.kleur,
    }
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())

    def fonts(kind: str, font: str) -> str:
        return f'<a:{kind}><a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Huisstijl"><a:themeElements>'
        f'<a:clrScheme name="Huisstijl">{scheme}</a:clrScheme><a:fontScheme name="Huisstijl">'
        f"{fonts('majorFont', style.lettertype_koppen or style.lettertype)}{fonts('minorFont', style.lettertype)}"
        f'</a:fontScheme><a:fmtScheme name="Huisstijl"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
