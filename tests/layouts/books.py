"""Invented books in the contract's shape, the same for the same seed, and the reference books as they stand."""

from __future__ import annotations

import random
import re
from typing import Any

from pipeline.models.functieboek import slug
from tests.layouts import words as w
from tests.layouts.recipes import RECIPES, Recipe, drawn
from tests.support import golden_dict

Dict = dict[str, Any]
ROMAN = ("I", "II", "III", "IV", "V")


class Maker:
    """Makes one book; every choice comes from one seeded generator."""

    def __init__(self, recipe: Recipe) -> None:
        self.r = recipe
        self.rng = random.Random(recipe.seed)
        self.niveaunamen: dict[tuple[str, str], str] = {}
        self.definities: dict[str, str] = {}
        self.indicatoren: dict[tuple[str, str], list[str]] = {}

    def book(self) -> Dict:
        """The whole book; herkomst is empty, as a source without a place would give."""
        functies = [self.functie(naam, groep) for naam, groep in self.namen()]
        kort = (organisatie := self.rng.choice(w.ORGANISATIES)).split(" ", 1)[1]
        versie, peildatum = self.rng.choice(w.VERSIES)
        modules = [self.module(naam) for naam in ("Coördinatie", "Projectleiding")[: self.r.modules]]
        tabel = self.beschikbaar(functies)
        return {
            "titel": self.rng.choice(w.TITELS).format(kort=kort),
            "ondertitel": self.rng.choice(w.ONDERTITELS),
            "organisatie": organisatie,
            "versie": versie,
            "peildatum": peildatum,
            "bron": {},
            "clusters": [
                {"naam": naam, "fte": self.rng.choice((4.5, 13.0, 27.75, 8.0, 102.4))}
                for naam in self.rng.sample(w.CLUSTERS, self.rng.randint(2, 4))
            ],
            "organisatiecompetenties": [c.lower() for c in self.rng.sample(w.COMPETENTIES, 3)],
            "hoofdstukken": self.hoofdstukken(),
            "functiematrix": self.matrix(functies),
            "beschikbare_functies": tabel,
            "totaal_formatie": round(sum(row["formatie"] or 0 for row in tabel), 2),
            "functies": [{k: v for k, v in f.items() if k != "_groep"} for f in functies],
            "modules": modules,
            "profielen": [self.profiel(f) for f in functies] + [self.moduleprofiel(m) for m in modules[:1]],
        }

    # names -----------------------------------------------------------------------------------------------------------

    def namen(self) -> list[tuple[str, str]]:
        """Names with the groep they stand in, several levels of a family together."""
        families = list(w.FAMILIES)
        self.rng.shuffle(families)
        out: list[tuple[str, str]] = []
        for familie, groep in families:
            levels = {
                "romeins": ROMAN,
                "cijfers": ("1", "2", "3", "4"),
                "letters": ("A", "B", "C"),
                "geen": ("",),
            }[self.r.niveaus]
            first = self.rng.randint(0, 1)
            count = 1 if "/" in familie else self.rng.randint(1, min(3, len(levels)))
            for level in levels[first : first + count] or levels[:1]:
                single = "/" in familie or not level
                out.append((familie if single else f"{familie} {level}", groep))
        order = [groep for _, _, groepen in w.REEKSEN for groep in groepen]
        kept = out[: self.r.functies]
        return sorted(kept, key=lambda item: order.index(item[1]))

    @staticmethod
    def reeks_van(groep: str) -> str:
        return next(reeks for reeks, _, groepen in w.REEKSEN if groep in groepen)

    # texts -----------------------------------------------------------------------------------------------------------

    def clause(self) -> str:
        object_ = self.rng.choice(w.DINGEN)
        if self.rng.random() < 0.3:
            object_ += self.rng.choice((" en ", ", ", " of ")) + self.rng.choice(w.DINGEN)
        text = self.rng.choice(w.WERKWOORDEN).format(o=object_)
        return f"{text} {self.rng.choice(w.BEPALINGEN)}" if self.rng.random() < 0.45 else text

    def taak(self) -> str:
        """A task of three words to the longest allowed, with its closing sign."""
        target = self.rng.choice((3, 5, 7, 9, 12, 15, 18, 24, 35))
        text = self.clause()
        if target == 3:
            text = self.rng.choice(("geeft educatie", "past werkinstructies toe", "verwijst bezoekers door", "beheert"))
            text = "beheert de agenda" if text == "beheert" else text
        while len(text.split()) < target - 3:
            join = self.rng.choice(w.VOEGWOORDEN)
            text += join + self.clause() + (")" if "(" in join else "")
        text = " ".join(text.split()[:38])
        if text.count("(") != text.count(")"):
            text = text.replace("(", "").replace(")", "")
        text = re.sub(r"(\s+(en|en/of|alsmede|of|de|het|van|voor|in|met|waarbij|medewerker))*[ ;,]*$", "", text)
        if self.r.hoofdletters:
            text = text[0].upper() + text[1:]
        return text + self.r.slotteken

    def unieke(self, make: Any, count: int) -> list[str]:
        out: list[str] = []
        while len(out) < count:
            text = make()
            if text not in out:
                out.append(text)
        return out

    def zin(self) -> str:
        text = self.clause()
        return text[0].upper() + text[1:] + "."

    def alinea(self, count: int) -> str:
        return " ".join(self.rng.sample(w.INLEIDING, count))

    def kenmerk(self) -> Dict:
        """A kenmerk with nought to three bold stretches; now and then half a word or the whole line is bold."""
        tekst = self.taak()
        spans = [m.span() for m in re.finditer(r"\S+", tekst)]
        posities: list[list[int]] = []
        roll = self.rng.random()
        if roll < 0.08:
            posities = [[0, len(tekst)]]
        elif roll < 0.85:
            at = self.rng.randint(0, 2)
            for _ in range(self.rng.randint(1, 3)):
                last = at + self.rng.randint(0, 2)
                if last >= len(spans):
                    break
                begin, end = spans[at][0], spans[last][1]
                while tekst[end - 1] in ",;.)" and end - begin > 1:
                    end -= 1
                while tekst[begin] in "(":
                    begin += 1
                if self.rng.random() < 0.15 and end - begin > 6:
                    end = begin + (end - begin) // 2 if " " not in tekst[begin:end] else end
                posities.append([begin, end])
                at = last + self.rng.randint(2, 4)
        posities = [[b, e] for b, e in posities if tekst[b:e].strip() == tekst[b:e] and e > b]
        return {"tekst": tekst, "nadruk": [tekst[b:e] for b, e in posities], "nadruk_posities": posities}

    # parts of the book -----------------------------------------------------------------------------------------------

    def competentie(self, naam: str | None = None) -> Dict:
        naam = naam or self.rng.choice(w.COMPETENTIES)
        niveau = self.rng.choice(self.r.competentieniveaus)
        key = (naam, niveau)
        self.niveaunamen.setdefault(key, self.rng.choice(w.NIVEAUNAMEN))
        return {"naam": naam, "niveau": niveau, "niveaunaam": self.niveaunamen[key]}

    def functie(self, naam: str, groep: str) -> Dict:
        reeks, over, _ = next(r for r in w.REEKSEN if groep in r[2])
        namen = self.rng.sample(w.COMPETENTIES, self.rng.randint(3, 6))
        gebieden = self.rng.sample(
            (
                "Advies",
                "Beleid en regie",
                "Uitvoering",
                "Relatiebeheer",
                "Beheer & onderhoud",
                "Informatie/voorlichting",
            ),
            self.rng.randint(1, 5),
        )
        return {
            "id": slug(naam),
            "naam": naam,
            "code": f"N{self.rng.randint(1, 8):02}.{self.rng.randint(1, 4):02}.{self.rng.randint(1, 9):02}"
            if self.r.codes
            else None,
            "normfunctie": f"Medewerker {groep.lower()} {self.rng.choice(ROMAN)}" if self.r.normfuncties else None,
            "peildatum": "2022-01-01" if self.r.normfuncties else None,
            "functiereeks": {"naam": reeks, "omschrijving": f"{over}."},
            "functiegroep": {"naam": groep, "omschrijving": self.alinea(self.rng.randint(1, 3))},
            "kenmerken": [self.kenmerk() for _ in range(self.rng.randint(1, 6))],
            "competenties": [self.competentie(n) for n in namen],
            "resultaatgebieden": [
                {
                    "nummer": i,
                    "naam": gebied,
                    "taken": [{"tekst": t} for t in self.unieke(self.taak, self.rng.randint(1, 7))],
                }
                for i, gebied in enumerate(gebieden, 1)
            ],
            "module": self.rng.choice((None, None, "Geen", "Coördinatie")),
            "_groep": groep,
        }

    def module(self, naam: str) -> Dict:
        return {
            "id": slug(naam),
            "naam": naam,
            "taken": [{"tekst": t} for t in self.unieke(self.taak, 4)],
            "competenties": [self.competentie(n) for n in self.rng.sample(w.COMPETENTIES, 2)],
        }

    def profielcompetentie(self, item: Dict) -> Dict:
        naam, niveau = item["naam"], item["niveau"]
        self.definities.setdefault(naam, " ".join(self.zin() for _ in range(self.rng.randint(1, 2))))
        self.indicatoren.setdefault((naam, niveau), self.unieke(self.zin, self.rng.randint(2, 6)))
        return {
            "naam": naam,
            "toelichting": self.rng.choice(w.TOELICHTINGEN) if self.rng.random() < 0.25 else None,
            "definitie": self.definities[naam],
            "niveau": niveau,
            "niveaunaam": item["niveaunaam"],
            "gedragsindicatoren": [{"tekst": t} for t in self.indicatoren[naam, niveau]],
        }

    def profiel(self, functie: Dict) -> Dict:
        return {
            "functie": functie["id"],
            "titel": f"Competentieprofiel {functie['naam']}",
            "kritische_werksituaties": [
                {
                    "nummer": i,
                    "naam": naam,
                    "omschrijving": f"{self.clause()}, wat vraagt om {self.rng.choice(w.DINGEN)}.",
                }
                for i, naam in enumerate(self.rng.sample(w.WERKSITUATIES, self.rng.randint(2, 5)), 1)
            ],
            "competenties": [self.profielcompetentie(c) for c in functie["competenties"]],
            "kennis": [
                {"onderwerp": o, "omschrijving": f"de medewerker {self.clause()}."}
                for o in self.rng.sample(w.KENNISVELDEN, self.rng.randint(2, 5))
            ],
            "vaardigheden": [
                {
                    "onderwerp": o,
                    "omschrijving": f"de medewerker kan {self.rng.choice(w.DINGEN)} aanpassen aan de situatie.",
                }
                for o in self.rng.sample(w.VAARDIGHEDEN, self.rng.randint(1, 3))
            ],
            "opleiding": self.opleiding(),
        }

    def moduleprofiel(self, module: Dict) -> Dict:
        return {
            "functie": f"module:{module['id']}",
            "titel": f"Competentieprofiel {module['naam']}module",
            "kritische_werksituaties": [],
            "competenties": [self.profielcompetentie(c) for c in module["competenties"]],
            "kennis": [],
            "vaardigheden": [],
            "opleiding": None,
        }

    def opleiding(self) -> Dict:
        minimaal, extra, idealiter = self.rng.choice(
            (
                ("WO", "", None),
                ("HBO", "", "post-HBO of WO"),
                ("HBO", "", None),
                ("MBO", " niveau 4", "HBO"),
                ("MBO", " niveau 2", None),
                ("VMBO", "", None),
            )
        )
        tekst = f"Minimaal {minimaal}{extra}" + (f", idealiter {idealiter}" if idealiter else "")
        richtingen = self.rng.sample(w.RICHTINGEN, self.rng.randint(0, 5))
        if richtingen:
            tekst += f", bijvoorbeeld op het gebied van {', '.join(richtingen)}"
        return {
            "tekst": tekst + self.rng.choice(("", ".")),
            "minimaal": minimaal,
            "minimaal_niveau": int(extra[-1]) if extra else None,
            "idealiter": idealiter,
            "richtingen": richtingen,
        }

    # tables ----------------------------------------------------------------------------------------------------------

    def schaal(self, index: int, total: int) -> int | str:
        whole = 15 - round(10 * index / max(total, 1))
        return f"{whole}A" if self.r.tussenschalen and index % 3 == 1 else whole

    def afgekort(self, naam: str) -> str:
        for lang, kort in w.AFKORTINGEN:
            if self.rng.random() < 0.7:
                naam = naam.replace(lang, kort)
        return naam

    def matrix(self, functies: list[Dict]) -> list[Dict]:
        """A cell for each function, and some for functions that the book does not describe."""
        cells = []
        for i, f in enumerate(functies):
            schaal = self.schaal(i, len(functies))
            cells.append((schaal, f["_groep"], self.afgekort(f["naam"]), f["id"]))
        leeg = [g for _, _, groepen in w.REEKSEN for g in groepen if g not in {f["_groep"] for f in functies}]
        for groep in leeg[:2]:
            cells.append((self.rng.randint(5, 12), groep, f"Specialist {groep.lower()}", None))
        out = []
        for schaal, groep, naam, functie in cells:
            waarde = float(str(schaal).rstrip("A")) + (0.5 if str(schaal).endswith("A") else 0)
            out.append(
                {
                    "schaal": schaal,
                    "functiereeks": self.reeks_van(groep),
                    "functiegroep": groep,
                    "naam": naam,
                    "punten": int(waarde * 60 + 20),
                    "functie": functie,
                }
            )
        return out

    def beschikbaar(self, functies: list[Dict]) -> list[Dict]:
        rows = []
        namen = self.rng.sample(w.LOKALE_NAMEN, min(len(w.LOKALE_NAMEN), len(functies)))
        for i, (f, naam) in enumerate(zip(functies, namen, strict=False)):
            rows.append(
                {
                    "naam": naam,
                    "normfunctie": f["naam"],
                    "functie": f["id"],
                    "kenmerken": f["kenmerken"],
                    "schaal": self.schaal(i, len(functies)),
                    "formatie": self.rng.choice((1.0, 0.89, 4.5, 12.0, 2.67, None)),
                }
            )
        return rows

    # running text ----------------------------------------------------------------------------------------------------

    def hoofdstukken(self) -> list[Dict]:
        out = []
        for titel in self.rng.sample(w.HOOFDSTUKTITELS, self.rng.randint(2, 4)):
            alineas = [{"soort": "alinea", "tekst": self.alinea(self.rng.randint(2, 5))} for _ in range(2)]
            if self.rng.random() < 0.6:
                alineas += [
                    {"soort": "opsomming", "tekst": t} for t in self.rng.sample(w.PUNTEN_LOPEND, self.rng.randint(2, 4))
                ]
                alineas.append({"soort": "alinea", "tekst": self.alinea(2)})
            out.append({"nummer": None, "titel": titel, "niveau": 1, "alineas": alineas})
        return out


def invented(name: str) -> Dict:
    """The invented book of this name; "geloot-N" is drawn from seed N."""
    if name.startswith("geloot-"):
        return Maker(drawn(int(name.split("-")[1]))).book()
    return Maker(RECIPES[name]).book()


def reference(name: str) -> Dict:
    """A golden as a book to print: its places emptied, its bold by position, and a little running text."""
    book = golden_dict(name)
    for owner in [*book["functies"], *book["beschikbare_functies"]]:
        for kenmerk in owner["kenmerken"]:
            start, posities = 0, []
            for stretch in kenmerk["nadruk"]:
                begin = kenmerk["tekst"].index(stretch, start)
                start = begin + len(stretch)
                posities.append([begin, start])
            kenmerk["nadruk_posities"] = posities
    book["hoofdstukken"] = Maker(Recipe(seed=5)).hoofdstukken()
    book["bron"] = {}
    return book


def load(name: str) -> Dict:
    """A book by name: an invented one, or a reference book ("ommen-2018")."""
    return reference(name) if name.startswith("ommen-") else invented(name)
