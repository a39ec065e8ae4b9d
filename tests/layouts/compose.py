"""Compose a script: the book in the wording, order and completeness of a layout, and its truth."""

from __future__ import annotations

import copy
from typing import Any

from tests.layouts.layout import Layout
from tests.layouts.script import (
    CellText,
    Fields,
    Grid,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Role,
    Script,
    Toc,
    emphasised,
    plain,
)
from tests.layouts.words import REEKSEN

Dict = dict[str, Any]


class Composer:
    """Writes one book in one layout."""

    def __init__(self, book: Dict, layout: Layout) -> None:
        self.b = copy.deepcopy(book)
        self.o = layout
        self.l = layout.labels
        self.out: list[Any] = []
        self.chapter = 0

    def script(self) -> Script:
        """The whole book."""
        o, b = self.o, self.b
        self.only_what_is_printed()
        self.title()
        if o.toc:
            self.out.append(Toc(self.l.toc))
        self.running_text()
        if o.matrix != "none":
            self.matrix()
        if o.establishment == "before":
            self.establishment()
        self.descriptions()
        if o.establishment == "after":
            self.establishment()
        self.modules()
        if o.profiles == "annex" and b["profielen"]:
            self.heading("deel", self.l.bijlage, toc=True)
            for profiel in b["profielen"]:
                self.profile(profiel)
        if o.establishment == "end":
            self.establishment()
        return Script(self.tidied(), b, b["titel"])

    def tidied(self) -> list[Any]:
        """The elements with the table of contents filled, and one page break where there were more."""
        out: list[Any] = []
        for element in self.with_toc():
            if isinstance(element, NewPage) and (not out or isinstance(out[-1], NewPage | Toc)):
                continue
            out.append(element)
        return out

    def with_toc(self) -> list[Any]:
        levels = {"deel": 1, "hoofdstuk": 1, "functie": 2, "profiel": 2}
        entries = tuple((levels.get(e.role, 1), e.text) for e in self.out if isinstance(e, Heading) and e.toc)
        return [Toc(e.title, entries) if isinstance(e, Toc) else e for e in self.out]

    # what the layout cannot show -------------------------------------------------------------------------------------

    def only_what_is_printed(self) -> None:
        o, b = self.o, self.b
        if o.matrix == "none":
            b["functiematrix"] = []
        if o.establishment == "none":
            b["beschikbare_functies"], b["totaal_formatie"] = [], None
        if o.profiles == "none":
            b["profielen"] = []
        if not o.modules:
            b["modules"] = []
            b["profielen"] = [p for p in b["profielen"] if not p["functie"].startswith("module:")]
        if not o.running_text:
            b["hoofdstukken"], b["organisatiecompetenties"] = [], []
        if not o.running_text or not o.clusters:
            b["clusters"] = []
        if not o.title_page:
            b["ondertitel"] = b["versie"] = b["peildatum"] = None
        for functie in b["functies"]:
            self.function_as_printed(functie)
        self.establishment_as_printed()
        for competentie in self.all_competences():
            if "{niveaunaam}" not in self.l.competentie:
                competentie["niveaunaam"] = None

    def function_as_printed(self, functie: Dict) -> None:
        if not self.o.competences:
            functie["competenties"] = []
        if self.o.series != "label":
            functie["functiereeks"]["omschrijving"] = functie["functiegroep"]["omschrijving"] = None
        for kenmerk in functie["kenmerken"]:
            self.without_bold(kenmerk)

    def establishment_as_printed(self) -> None:
        kept = self.o.columns_of_table
        for row in self.b["beschikbare_functies"]:
            if 1 not in kept:
                row["naam"] = next(f["naam"] for f in self.b["functies"] if f["id"] == row["functie"])
                row["normfunctie"] = None
            if 2 not in kept:
                row["kenmerken"] = []
            if 3 not in kept:
                row["schaal"] = None
            if 4 not in kept:
                row["formatie"] = None
            for kenmerk in row["kenmerken"]:
                self.without_bold(kenmerk)
        if 4 not in kept:
            self.b["totaal_formatie"] = None

    def without_bold(self, kenmerk: Dict) -> None:
        if self.o.no_bold:
            kenmerk["nadruk"] = kenmerk["nadruk_posities"] = []

    def all_competences(self) -> list[Dict]:
        return [c for owner in [*self.b["functies"], *self.b["modules"]] for c in owner["competenties"]]

    # pieces ----------------------------------------------------------------------------------------------------------

    def heading(self, role: Role, text: str, *, toc: bool = False) -> None:
        if self.o.headings == "number" and role in {"deel", "hoofdstuk"}:
            self.chapter += 1
            self.sub = 0
            text = f"{self.chapter} {text}"
        elif self.o.headings == "number" and role in {"functie", "profiel"}:
            self.sub += 1
            text = f"{self.chapter}.{self.sub} {text}"
        self.out.append(Heading(role, self.case(role, text), toc))

    def case(self, role: str, text: str) -> str:
        return text.upper() if self.o.capitals and role in {"deel", "functie", "profiel", "sectie", "label"} else text

    def label(self, text: str) -> None:
        if text:
            self.heading("label", text)

    def paragraph(self, text: str, *, italic: bool = False) -> None:
        self.out.append(Paragraph(plain(text, italic=italic)))

    def items(self, texts: list[str], *, numbered: bool = False) -> None:
        for i, text in enumerate(texts, 1):
            self.out.append(Item(plain(text), i if numbered else None, last=i == len(texts)))

    # front -----------------------------------------------------------------------------------------------------------

    def title(self) -> None:
        b = self.b
        self.out.append(Heading("organisatie", b["organisatie"]))
        self.out.append(Heading("titel", b["titel"]))
        for role in ("ondertitel", "versie"):
            if b[role]:
                self.out.append(Heading(role, b[role]))
        if self.o.title_page:
            self.out.append(NewPage())

    def running_text(self) -> None:
        b, o = self.b, self.o
        for hoofdstuk in b["hoofdstukken"]:
            self.heading("hoofdstuk", hoofdstuk["titel"], toc=True)
            hoofdstuk["titel"] = self.printed_title(hoofdstuk)
            for alinea in hoofdstuk["alineas"]:
                if alinea["soort"] == "opsomming":
                    self.out.append(Item(plain(alinea["tekst"])))
                else:
                    self.paragraph(alinea["tekst"])
        if o.running_text and b["organisatiecompetenties"]:
            self.heading("hoofdstuk", "Competenties van de organisatie", toc=True)
            self.paragraph("Naast de competenties van elke functie kennen wij organisatiebrede competenties. Dit zijn:")
            self.items(b["organisatiecompetenties"])
        for cluster in b["clusters"]:
            fte = f"{cluster['fte']:g}".replace(".", ",")
            self.heading("hoofdstuk", f"Cluster {cluster['naam']} (ca {fte} FTE)", toc=True)
            self.paragraph(
                "In dit cluster werken collega's samen aan opgaven voor onze inwoners. De verdeling is richtinggevend."
            )

    def printed_title(self, hoofdstuk: Dict) -> str:
        if self.o.headings == "number":
            hoofdstuk["nummer"] = str(self.chapter)
        return str(hoofdstuk["titel"])

    # descriptions ----------------------------------------------------------------------------------------------------

    def descriptions(self) -> None:
        if self.o.columns > 1:
            self.out.append(NewPage())
        self.heading("deel", self.l.normfuncties, toc=True)
        profielen = {p["functie"]: p for p in self.b["profielen"]}
        for i, functie in enumerate(self.b["functies"]):
            if self.o.page_per_function and i:
                self.out.append(NewPage())
            self.description(functie)
            if self.o.profiles == "each" and functie["id"] in profielen:
                self.profile(profielen[functie["id"]])

    def description(self, f: Dict) -> None:
        text = self.l.functie.format(naam=f["naam"], NAAM=f["naam"].upper())
        self.heading("functie", text, toc="aam}" in self.l.functie.lower())
        rows = [(self.l.naam, f["naam"])]
        if f.get("normfunctie"):
            rows.append((self.l.normfunctie, f["normfunctie"]))
        rows.append((self.l.code, f["code"] or ""))
        if f.get("peildatum"):
            rows.append(("Peildatum", "-".join(reversed(f["peildatum"].split("-")))))
        if self.o.series == "fields":
            rows += [("Functiereeks", f["functiereeks"]["naam"]), ("Functiegroep", f["functiegroep"]["naam"])]
        self.out.append(Fields(tuple(rows)))
        if self.o.series != "fields":
            for key, label in (("functiereeks", self.l.reeks), ("functiegroep", self.l.groep)):
                self.heading("reeks", label.format(naam=f[key]["naam"]))
                if f[key]["omschrijving"]:
                    self.paragraph(f[key]["omschrijving"], italic=self.o.italic_kenmerken)
        self.label(self.l.kenmerken)
        for kenmerk in f["kenmerken"]:
            self.out.append(Item(emphasised(kenmerk, bold=not self.o.no_bold, italic=self.o.italic_kenmerken)))
        self.competences(f)
        self.heading("sectie", self.l.taken)
        for gebied in f["resultaatgebieden"]:
            self.heading("gebied", self.l.gebied.format(**gebied))
            self.items([t["tekst"] for t in gebied["taken"]], numbered=self.o.task_numbers)
        self.heading("sectie", self.l.module)
        if f["module"]:
            self.paragraph(f["module"])

    def competences(self, owner: Dict) -> None:
        if owner["competenties"]:
            self.label(self.l.competenties)
            self.items([self.l.competentie.format(**c) for c in owner["competenties"]])

    def modules(self) -> None:
        for i, module in enumerate(self.b["modules"], 1):
            self.out.append(NewPage())
            self.heading("deel", self.l.modules, toc=True)
            self.out.append(Fields(((self.l.modulenaam, module["naam"]),)))
            self.heading("sectie", self.l.moduletaken)
            self.heading("gebied", f"{i}. {module['naam']}")
            self.items([t["tekst"] for t in module["taken"]])
            self.competences(module)
            own = [p for p in self.b["profielen"] if p["functie"] == f"module:{module['id']}"]
            if self.o.profiles == "each" and own:
                self.profile(own[0])

    # profiles --------------------------------------------------------------------------------------------------------

    def profile(self, p: Dict) -> None:
        if self.o.page_per_function:
            self.out.append(NewPage())
        is_module = p["functie"].startswith("module:")
        naam = self.profile_name(p)
        text = self.l.profiel.format(naam=naam, NAAM=naam.upper())
        self.heading("profiel", text, toc=True)
        p["titel"] = self.case("profiel", text)
        if p["kritische_werksituaties"]:
            self.heading("sectie", self.l.werksituaties)
            self.items([f"{s['naam']}: {s['omschrijving']}" for s in p["kritische_werksituaties"]], numbered=True)
        self.heading("sectie", self.l.modulecompetenties if is_module else self.l.profielcompetenties)
        for c in p["competenties"]:
            self.profile_competence(c)
        if p["kennis"] or p["vaardigheden"]:
            self.heading("sectie", self.l.vakkennis)
            if self.l.vraag_kennis:
                self.heading("vraag", self.l.vraag_kennis)
        for key in ("kennis", "vaardigheden"):
            if p[key]:
                self.label(getattr(self.l, key))
                self.items([f"{k['onderwerp']}: {k['omschrijving']}" for k in p[key]])
        if p["opleiding"]:
            self.heading("vraag", self.l.opleiding)
            self.paragraph(p["opleiding"]["tekst"])

    def profile_name(self, p: Dict) -> str:
        if p["functie"].startswith("module:"):
            return next(m["naam"] for m in self.b["modules"] if f"module:{m['id']}" == p["functie"]) + "module"
        return str(next(f["naam"] for f in self.b["functies"] if f["id"] == p["functie"]))

    def profile_competence(self, c: Dict) -> None:
        self.heading("competentie", c["naam"] + (f" ({c['toelichting']})" if c["toelichting"] else ""))
        if c["definitie"] is not None:
            self.paragraph(self.l.definitie + c["definitie"])
        self.heading("niveau", self.l.niveau.format(**c))
        self.label(self.l.indicatoren)
        self.items([g["tekst"] for g in c["gedragsindicatoren"]])

    # tables ----------------------------------------------------------------------------------------------------------

    def establishment(self) -> None:
        o = self.o
        self.out.append(NewPage())
        self.heading("deel", self.l.beschikbaar, toc=True)
        heads = [CellText((Paragraph(plain(self.l.kolommen[i])),), bold=True) for i in o.columns_of_table]
        rows = [self.row(row) for row in self.b["beschikbare_functies"]]
        if self.b["totaal_formatie"] is not None and len(o.columns_of_table) > 2:
            total = f"{self.b['totaal_formatie']:.2f}".replace(".", ",")
            rows.append(self.total_row(total))
        shares = (0.19, 0.19, 0.38, 0.11, 0.13)
        widths = [shares[i] for i in o.columns_of_table]
        grid = Grid("beschikbaar", (tuple(heads),), tuple(rows), tuple(x / sum(widths) for x in widths))
        self.out.append(grid)

    def total_row(self, total: str) -> tuple[CellText, ...]:
        cells = [CellText() for _ in self.o.columns_of_table]
        at = self.o.columns_of_table.index(4)
        cells[at] = CellText((Paragraph(plain(total)),), bold=True, centre=True)
        cells[at - 1 if at else at + 1] = CellText((Paragraph(plain(self.l.totaal)),), bold=True)
        return tuple(cells)

    def row(self, row: Dict) -> tuple[CellText, ...]:
        formatie = row["formatie"] or ""
        if isinstance(formatie, float):  # a test may print what is no number
            formatie = f"{formatie:.2f}".replace(".", ",")
        values = [
            row["naam"],
            row["normfunctie"] or "",
            "",
            "" if row["schaal"] is None else str(row["schaal"]),
            formatie,
        ]
        cells = []
        for i in self.o.columns_of_table:
            if i == 2:
                bold = not self.o.no_bold
                cells.append(CellText(tuple(Item(emphasised(k, bold=bold)) for k in row["kenmerken"])))
            else:
                blocks = (Paragraph(plain(values[i])),) if values[i] else ()
                cells.append(CellText(blocks, centre=i > 2))
        return tuple(cells)

    def matrix(self) -> None:
        self.heading("hoofdstuk", self.l.matrix, toc=True)
        grid = self.matrix_list() if self.o.matrix == "list" else self.matrix_grid()
        self.out.append(grid)
        self.out.append(NewPage())

    def groups(self) -> list[tuple[str, str]]:
        """Every groep that the book uses, and an empty one beside it, in the order of the reeksen."""
        used = [(c["functiereeks"], c["functiegroep"]) for c in self.b["functiematrix"]]
        known = [(reeks, groep) for reeks, _, groepen in REEKSEN for groep in groepen]
        if not set(used) <= set(known):
            order = list(dict.fromkeys(reeks for reeks, _ in used))
            return sorted(dict.fromkeys(used), key=lambda pair: order.index(pair[0]))
        reeksen = {reeks for reeks, _ in used}
        return [pair for pair in known if pair in used or (pair[0] in reeksen and self.o.matrix == "rotated")]

    def matrix_grid(self) -> Grid:
        cells, pairs = self.b["functiematrix"], self.groups()
        reeksen = list(dict.fromkeys(reeks for reeks, _ in pairs))
        top = [CellText()] + [
            CellText((Paragraph(plain(r)),), span=sum(1 for p in pairs if p[0] == r), bold=True, centre=True)
            for r in reeksen
        ]
        rotated = self.o.matrix == "rotated"
        second = [CellText((Paragraph(plain("Schaal")),), bold=True)] + [
            CellText((Paragraph(plain(groep)),), rotated=rotated, bold=True) for _, groep in pairs
        ]
        scales = sorted({str(c["schaal"]) for c in cells}, key=lambda s: (-int(s.rstrip("A")), not s.endswith("A")))
        rows = []
        for scale in scales:
            row = [CellText((Paragraph(plain(scale)),), bold=True, centre=True)]
            for pair in pairs:
                here = [
                    c for c in cells if str(c["schaal"]) == scale and (c["functiereeks"], c["functiegroep"]) == pair
                ]
                row.append(CellText(tuple(Paragraph(plain(f"{c['naam']} {c['punten']}")) for c in here)))
            rows.append(tuple(row))
        filled = {(c["functiereeks"], c["functiegroep"]) for c in cells}
        weights = [0.5] + [1.4 if p in filled else 0.45 for p in pairs]
        weights[0] = max(0.5, 0.06 * sum(weights))  # wide enough for the word above it
        widths = tuple(x / sum(weights) for x in weights)
        return Grid(
            "matrix", (tuple(top), tuple(second)), tuple(rows), widths, landscape=self.o.turn == "landscape-table"
        )

    def matrix_list(self) -> Grid:
        heads = ("Schaal", "Functiereeks", "Functiegroep", "Functie", "Punten")
        keys = ("schaal", "functiereeks", "functiegroep", "naam", "punten")
        rows = tuple(tuple(CellText((Paragraph(plain(str(c[k]))),)) for k in keys) for c in self.b["functiematrix"])
        head = tuple(CellText((Paragraph(plain(h)),), bold=True) for h in heads)
        return Grid("matrix", (head,), rows, (0.1, 0.2, 0.25, 0.35, 0.1))
