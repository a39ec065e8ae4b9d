#!/usr/bin/env python3
"""Compare a wijzigingen.json with the true list of changes.

    python score_diff.py TRUTH WIJZIGINGEN.json [--json] [--min 1.0] [--toon 10]

A change matches on (soort, onderdeel, functie, oud, nieuw) after NFC and white-space collapse.  Where the contract leaves
the spelling of a value open, both spellings are accepted (see `value`): a level may be "B" or "visie, niveau B (...)", an
"Onderwerp: omschrijving" may be given whole, or as the part after the colon alone, or as the part before it.
A truth entry with "optioneel": true is a consequence of another change (the matrix cell of a renamed function, the indicators
under a changed level, ...): reporting it is neither right nor wrong.  Changes of running text (onderdeel hoofdstuk) are not scored.  "alternatieven" lists other accepted
(soort, onderdeel, functie) for the same change, "groep"/"optie" other ways to tell it (a task split in two), and
"oud_uit"/"nieuw_uit" a set of texts between which any change is optional.  Also: accuracy of gewicht and niveaubepalend on the matched changes (an entry
whose truth is null is not counted).  Exit 0 when F1 >= --min.  Standard library only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata


def text(x):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(x))).strip()


def number(s):
    m = re.findall(r"\d+(?:[.,]\d+)?", s)
    return float(m[-1].replace(",", ".")) if m else None


def value(onderdeel, v):
    """The set of accepted spellings of a value; None stays None."""
    if v is None or v == "":
        return None
    if isinstance(v, dict):
        a = v.get("naam") or v.get("onderwerp")
        z = v.get("omschrijving")
        v = v.get("tekst") or (f"{a}: {z}" if a and z else a) or v.get("waarde") or json.dumps(v, sort_keys=True)
    if isinstance(v, bool):
        return frozenset({str(v)})
    if isinstance(v, (int, float)):
        return frozenset({f"{float(v):g}"})
    s = text(v)
    out = {s}
    if onderdeel in ("schaal", "formatie", "punten", "cluster"):
        x = number(s)
        if x is not None:
            out.add(f"{x:g}")
            if onderdeel != "cluster":
                out.discard(s)
    if onderdeel == "niveau":
        m = re.search(r"\bniveau ([A-D])\b", s) or re.match(r"^([A-D])(?:\b|$)", s)
        if m:
            out = {m.group(1)}
    if onderdeel == "competentie":
        out = {re.split(r", niveau | \(|: ", s)[0].lower()}
    if onderdeel in ("kennis", "vaardigheid", "kritische_werksituatie", "resultaatgebied"):
        s2 = (
            re.sub(r"^(Resultaatgebied\s+)?\d+[.:]?\s+", "", s)
            if onderdeel in ("kritische_werksituatie", "resultaatgebied")
            else s
        )
        s2 = re.sub(r"^Resultaatgebied \d+: ", "", s2)
        out.add(s2)
        a, sep, z = s2.partition(": ")
        if sep:
            out |= {a, z}
    if onderdeel == "matrixcel":
        out.add(re.sub(r"\s+\d+$", "", s))
    return frozenset(out)


def norm(w):
    o = w.get("onderdeel")
    s = w.get("soort")
    if s == "hernoemd" and o == "naam":
        o = "functie"
    f = w.get("functie")
    keys = [(s, o, f)] + [
        (a.get("soort", s), a.get("onderdeel", o), a.get("functie", f)) for a in w.get("alternatieven", [])
    ]
    return keys, w.get("oud"), w.get("nieuw")


def same(o, a, b):
    va, vb = value(o, a), value(o, b)
    if va is None or vb is None:
        return va is None and vb is None
    return bool(va & vb)


def matches(t, w):
    keys, oud, nieuw = norm(t)
    wk = norm(w)[0][0]
    if "oud_uit" in t:  # a wildcard: any change of this onderdeel between these texts
        if wk[1:] not in [k[1:] for k in keys]:
            return False
        return all(
            w.get(side) in (None, "") or any(same(wk[1], x, w[side]) for x in t[side + "_uit"])
            for side in ("oud", "nieuw")
        )
    if wk not in keys:
        return False
    ok = any(same(o, oud, w.get("oud")) and same(o, nieuw, w.get("nieuw")) for o in {k[1] for k in keys})
    if ok and wk[1] in ("kennis", "vaardigheid", "kritische_werksituatie") and oud and nieuw:
        return True
    return ok


def score(truth, found):
    T, W = (
        truth.get("wijzigingen") or [],
        [
            w
            for w in found.get("wijzigingen") or []
            if isinstance(w, dict) and w.get("optie", 1) == 1 and w.get("onderdeel") != "hoofdstuk"
        ],
    )
    # a change that may be told in more than one way ("groep"): keep the "optie" that fits what was found best
    for g in {t["groep"] for t in T if t.get("groep")}:
        opts = {}
        for t in T:
            if t.get("groep") == g:
                opts.setdefault(t["optie"], []).append(t)
        best = max(opts, key=lambda o: (sum(any(matches(t, w) for w in W) for t in opts[o]) / len(opts[o]), -o))
        T = [t for t in T if t.get("groep") != g or t["optie"] == best]
    used, pairs, missing = set(), [], []
    order = sorted(range(len(T)), key=lambda k: bool(T[k].get("optioneel")))  # required ones choose first
    hit = {}
    for k in order:
        for j, w in enumerate(W):
            if j not in used and matches(T[k], w):
                used.add(j)
                hit[k] = j
                break
    req = [k for k in range(len(T)) if not T[k].get("optioneel")]
    for k in req:
        (pairs.append((T[k], W[hit[k]])) if k in hit else missing.append(T[k]))
    extra = [w for j, w in enumerate(W) if j not in used]
    # an optional entry may be reported more than once (in the table and in the description)
    opt = [t for t in T if t.get("optioneel")]
    extra = [w for w in extra if not any(matches(t, w) for t in opt)]
    tp, fn, fp = len(pairs), len(missing), len(extra)

    def acc(key):
        rel = [(t, w) for t, w in pairs if t.get(key) is not None]
        bad = [(t, w) for t, w in rel if t.get(key) != w.get(key)]
        return {
            "goed": len(rel) - len(bad),
            "van": len(rel),
            "accuratesse": round(1 - len(bad) / len(rel), 6) if rel else 1.0,
        }, bad

    g, gbad = acc("gewicht")
    nb, nbad = acc("niveaubepalend")
    return {
        "precision": round(tp / (tp + fp), 6) if tp + fp else 1.0,
        "recall": round(tp / (tp + fn), 6) if tp + fn else 1.0,
        "f1": round(2 * tp / (2 * tp + fp + fn), 6) if tp + fp + fn else 1.0,
        "tp": tp,
        "fn": fn,
        "fp": fp,
        "optioneel_gemeld": sum(1 for k in hit if T[k].get("optioneel")),
        "gewicht": g,
        "niveaubepalend": nb,
        "gemist": missing,
        "teveel": extra,
        "gewicht_fout": [t for t, _ in gbad],
        "niveaubepalend_fout": [t for t, _ in nbad],
    }


def brief(w):
    return (
        f"{w.get('soort')} {w.get('onderdeel')} [{w.get('functie')}] {text(w.get('oud'))[:110]!r} -> {text(w.get('nieuw'))[:110]!r}"
        f" ({w.get('gewicht')}, niveaubepalend={w.get('niveaubepalend')})"
    )


def main(argv=None):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("truth")
    ap.add_argument("wijzigingen")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--min", type=float, default=1.0)
    ap.add_argument("--toon", type=int, default=10)
    a = ap.parse_args(argv)
    with open(a.truth, encoding="utf-8") as f:
        truth = json.load(f)
    try:
        with open(a.wijzigingen, encoding="utf-8") as f:
            found = json.load(f)
        if not isinstance(found, dict):
            raise ValueError("not a JSON object")
    except (OSError, ValueError) as e:
        print(f"cannot read {a.wijzigingen}: {e}", file=sys.stderr)
        return 2
    r = score(truth, found)
    ok = r["f1"] >= a.min
    if a.json:
        print(json.dumps({**r, "min": a.min, "geslaagd": ok}, ensure_ascii=False, indent=1))
    else:
        print(
            f"precision {r['precision']:.4f}  recall {r['recall']:.4f}  F1 {r['f1']:.4f}   goed {r['tp']}  gemist {r['fn']}  teveel {r['fp']}"
            f"  optioneel gemeld {r['optioneel_gemeld']}"
        )
        for k in ("gewicht", "niveaubepalend"):
            print(f"{k}: {r[k]['goed']} van {r[k]['van']} goed ({r[k]['accuratesse']:.4f})")
        for k in ("gemist", "teveel", "gewicht_fout", "niveaubepalend_fout"):
            if r[k]:
                print(f"\n{k} ({len(r[k])}), de eerste {min(a.toon, len(r[k]))}:")
                for w in r[k][: a.toon]:
                    print("  " + brief(w))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
