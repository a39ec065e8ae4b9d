#!/usr/bin/env python3
"""Compare a functieboek.json with a golden.

    python score.py GOLDEN FUNCTIEBOEK.json [--json] [--min 1.0] [--zonder pagina,nadruk] [--toon 10]

Per kind of field: precision, recall and F1 under exact match (after NFC and white-space collapse).  Lists are compared in
order, per parent (longest common subsequence), so an item that is out of place counts as one missing and one extra.
`pagina` is scored only on items whose text matched.  Exit 0 when the total micro-F1 >= --min.  Standard library only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import OrderedDict

KINDS = [
    "metadata",
    "clusters",
    "functiematrix",
    "beschikbare_functies",
    "functies",
    "naam",
    "functiereeks",
    "functiegroep",
    "kenmerken",
    "nadruk",
    "competenties",
    "resultaatgebieden",
    "taken",
    "modules",
    "profielen",
    "kritische_werksituaties",
    "profielcompetenties",
    "definities",
    "gedragsindicatoren",
    "kennis",
    "vaardigheden",
    "opleiding",
    "pagina",
]


def n(x):
    if isinstance(x, str):
        return re.sub(r"\s+", " ", unicodedata.normalize("NFC", x)).strip()
    if isinstance(x, bool) or x is None:
        return x
    if isinstance(x, (int, float)):
        return float(x)
    if isinstance(x, (list, tuple)):
        return tuple(n(y) for y in x)
    if isinstance(x, dict):
        return tuple(sorted((k, n(v)) for k, v in x.items()))
    return x


def L(o, k):
    v = o.get(k) if isinstance(o, dict) else None
    if not isinstance(v, list):
        return []
    return v if k in ("organisatiecompetenties", "nadruk", "richtingen") else [x for x in v if isinstance(x, dict)]


def D(o, k):
    v = o.get(k) if isinstance(o, dict) else None
    return v if isinstance(v, dict) else {}


def place(o):
    h = D(o, "herkomst")
    return (
        ("pagina", h["pagina"])
        if h.get("pagina") is not None
        else ("regel", h["regel"])
        if h.get("regel") is not None
        else None
    )


def unique(keys):
    seen, out = {}, []
    for k in keys:
        seen[k] = seen.get(k, 0) + 1
        out.append(k if seen[k] == 1 else f"{k}#{seen[k]}")
    return out


def flatten(b):
    """{kind: {parent: [(value, place)]}}"""
    out = {k: OrderedDict() for k in KINDS}

    def put(kind, parent, value, where=None):
        out[kind].setdefault(parent, []).append((n(value), where))

    for k in ("titel", "ondertitel", "organisatie", "versie", "peildatum", "totaal_formatie"):
        if b.get(k) is not None:
            put("metadata", k, (k, b[k]))
    if D(b, "bron").get("paginas") is not None:
        put("metadata", "paginas", ("bron.paginas", b["bron"]["paginas"]))
    for c in L(b, "organisatiecompetenties"):
        put("metadata", "organisatiecompetenties", ("organisatiecompetentie", c))
    for c in L(b, "clusters"):
        put("clusters", "", (c.get("naam"), c.get("fte")), place(c))
    # one column sorts before another only by the source: compare the matrix as a set
    cells = [
        (tuple(m.get(k) for k in ("schaal", "functiereeks", "functiegroep", "naam", "punten", "functie")), place(m))
        for m in L(b, "functiematrix")
    ]
    for v, where in sorted(cells, key=lambda c: str(n(c[0]))):
        put("functiematrix", "", v, where)
    rows = L(b, "beschikbare_functies")
    for r, key in zip(rows, unique([str(n(r.get("naam"))) for r in rows])):
        put(
            "beschikbare_functies",
            "",
            tuple(r.get(k) for k in ("naam", "normfunctie", "functie", "schaal", "formatie")),
            place(r),
        )
        for k in L(r, "kenmerken"):
            put("kenmerken", "tabel: " + key, k.get("tekst"), place(k))
            for s in L(k, "nadruk"):
                put("nadruk", "tabel: " + key, s)
    fs = L(b, "functies")
    for f, key in zip(fs, unique([str(f.get("id")) for f in fs])):
        put("functies", "", f.get("id"), place(f))
        put("naam", key, ("naam", f.get("naam")))
        for k in ("code", "module"):
            if f.get(k):
                put("naam", key, (k, f[k]))
        for k in ("functiereeks", "functiegroep"):
            for s in ("naam", "omschrijving"):
                if D(f, k).get(s) is not None:
                    put(k, key, (s, D(f, k)[s]))
        for k in L(f, "kenmerken"):
            put("kenmerken", key, k.get("tekst"), place(k))
            for s in L(k, "nadruk"):
                put("nadruk", key, s)
        for c in L(f, "competenties"):
            put("competenties", key, (c.get("naam"), c.get("niveau"), c.get("niveaunaam")), place(c))
        for r in L(f, "resultaatgebieden"):
            put("resultaatgebieden", key, (r.get("nummer"), r.get("naam")), place(r))
            for t in L(r, "taken"):
                put("taken", key, (r.get("nummer"), t.get("tekst")), place(t))
    for m in L(b, "modules"):
        key = f"module:{m.get('id')}"
        put("modules", "", (m.get("id"), m.get("naam")), place(m))
        for t in L(m, "taken"):
            put("taken", key, (None, t.get("tekst")), place(t))
        for c in L(m, "competenties"):
            put("competenties", key, (c.get("naam"), c.get("niveau"), c.get("niveaunaam")), place(c))
    ps = L(b, "profielen")
    for p, key in zip(ps, unique([str(p.get("functie")) for p in ps])):
        put("profielen", "", (p.get("functie"), p.get("titel")), place(p))
        for w in L(p, "kritische_werksituaties"):
            put("kritische_werksituaties", key, (w.get("nummer"), w.get("naam"), w.get("omschrijving")), place(w))
        for c in L(p, "competenties"):
            put(
                "profielcompetenties",
                key,
                (c.get("naam"), c.get("toelichting"), c.get("niveau"), c.get("niveaunaam")),
                place(c),
            )
            if c.get("definitie") is not None:
                put("definities", key, c["definitie"])
            for g in L(c, "gedragsindicatoren"):
                put("gedragsindicatoren", key, (c.get("naam"), g.get("tekst")), place(g))
        for kind in ("kennis", "vaardigheden"):
            for o in L(p, kind):
                put(kind, key, (o.get("onderwerp"), o.get("omschrijving")), place(o))
        o = D(p, "opleiding")
        for k in ("tekst", "minimaal", "minimaal_niveau", "idealiter"):
            if o.get(k) is not None:
                put("opleiding", key, (k, o[k]))
        for r in L(o, "richtingen"):
            put("opleiding", key, ("richting", r))
    return out


def lcs(a, b):
    """Pairs (i, j) of a longest common subsequence."""
    pre = 0
    while pre < len(a) and pre < len(b) and a[pre] == b[pre]:
        pre += 1
    pairs = [(k, k) for k in range(pre)]
    a2, b2 = a[pre:], b[pre:]
    m, q = len(a2), len(b2)
    if not m or not q:
        return pairs
    t = [[0] * (q + 1) for _ in range(m + 1)]
    for i in range(m - 1, -1, -1):
        for j in range(q - 1, -1, -1):
            t[i][j] = t[i + 1][j + 1] + 1 if a2[i] == b2[j] else max(t[i + 1][j], t[i][j + 1])
    i = j = 0
    while i < m and j < q:
        if a2[i] == b2[j]:
            pairs.append((pre + i, pre + j))
            i, j = i + 1, j + 1
        elif t[i + 1][j] >= t[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def show(v):
    if isinstance(v, tuple):
        return " | ".join("" if x is None else show(x) for x in v)
    return f"{v:g}" if isinstance(v, float) else str(v)


def prf(tp, fn, fp):
    p = tp / (tp + fp) if tp + fp else 1.0
    r = tp / (tp + fn) if tp + fn else 1.0
    return {
        "precision": round(p, 6),
        "recall": round(r, 6),
        "f1": round(2 * tp / (2 * tp + fp + fn), 6) if tp + fp + fn else 1.0,
        "tp": tp,
        "fn": fn,
        "fp": fp,
    }


def score(golden, found, zonder=(), toon=10):
    G, F = flatten(golden), flatten(found)
    if "pagina" in zonder:  # a source without pages has no page count either
        for side in (G, F):
            side["metadata"].pop("paginas", None)
    res, total = OrderedDict(), [0, 0, 0]
    pag, pag_mis = [0, 0, 0], []
    for kind in KINDS:
        if kind == "pagina" or kind in zonder:
            continue
        tp = fn = fp = 0
        mis = []
        for parent in list(G[kind]) + [p for p in F[kind] if p not in G[kind]]:
            a, b = G[kind].get(parent, []), F[kind].get(parent, [])
            pairs = lcs([x for x, _ in a], [x for x, _ in b])
            tp += len(pairs)
            fn += len(a) - len(pairs)
            fp += len(b) - len(pairs)
            for i, j in pairs:
                pg, pf = a[i][1], b[j][1]
                if pg is None:
                    continue
                if pg == pf:
                    pag[0] += 1
                else:
                    pag[1] += 1
                    pag[2] += pf is not None
                    pag_mis.append(
                        {
                            "waar": f"{kind} {parent}".strip(),
                            "golden": f"{show(a[i][0])[:90]} -> {pg}",
                            "gevonden": str(pf),
                        }
                    )
            mi, mj = {i for i, _ in pairs}, {j for _, j in pairs}
            wrong_g = [x for k, (x, _) in enumerate(a) if k not in mi]
            wrong_f = [x for k, (x, _) in enumerate(b) if k not in mj]
            for k in range(max(len(wrong_g), len(wrong_f))):
                mis.append(
                    {
                        "waar": parent,
                        "golden": show(wrong_g[k]) if k < len(wrong_g) else None,
                        "gevonden": show(wrong_f[k]) if k < len(wrong_f) else None,
                    }
                )
        if not (tp or fn or fp):
            continue
        res[kind] = {**prf(tp, fn, fp), "verschillen": mis[:toon], "verschillen_totaal": len(mis)}
        total = [total[0] + tp, total[1] + fn, total[2] + fp]
    if "pagina" not in zonder and sum(pag):
        res["pagina"] = {**prf(*pag), "verschillen": pag_mis[:toon], "verschillen_totaal": len(pag_mis)}
        total = [x + y for x, y in zip(total, pag)]
    return {"totaal": prf(*total), "soorten": res}


def main(argv=None):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("golden")
    ap.add_argument("functieboek")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--min", type=float, default=1.0)
    ap.add_argument("--zonder", default="", help="kinds to leave out, comma separated: " + ",".join(KINDS))
    ap.add_argument("--toon", type=int, default=10, help="mismatches shown per kind")
    a = ap.parse_args(argv)
    with open(a.golden, encoding="utf-8") as f:
        golden = json.load(f)
    try:
        with open(a.functieboek, encoding="utf-8") as f:
            found = json.load(f)
        if not isinstance(found, dict):
            raise ValueError("not a JSON object")
    except (OSError, ValueError) as e:
        print(f"cannot read {a.functieboek}: {e}", file=sys.stderr)
        return 2
    zonder = {z for z in a.zonder.split(",") if z}
    if zonder - set(KINDS):
        ap.error(f"unknown kinds: {', '.join(sorted(zonder - set(KINDS)))}")
    r = score(golden, found, zonder, a.toon)
    ok = r["totaal"]["f1"] >= a.min
    if a.json:
        print(json.dumps({**r, "min": a.min, "geslaagd": ok}, ensure_ascii=False, indent=1))
    else:
        print(f"{'soort':26}{'P':>8}{'R':>8}{'F1':>8}{'goed':>7}{'mist':>6}{'teveel':>7}")
        for k, v in r["soorten"].items():
            print(f"{k:26}{v['precision']:8.4f}{v['recall']:8.4f}{v['f1']:8.4f}{v['tp']:7}{v['fn']:6}{v['fp']:7}")
        t = r["totaal"]
        print(
            f"{'TOTAAL (micro)':26}{t['precision']:8.4f}{t['recall']:8.4f}{t['f1']:8.4f}{t['tp']:7}{t['fn']:6}{t['fp']:7}"
        )
        for k, v in r["soorten"].items():
            if v["verschillen"]:
                print(f"\n{k}: {v['verschillen_totaal']} verschillen, de eerste {len(v['verschillen'])}:")
                for m in v["verschillen"]:
                    print(f"  [{m['waar']}]\n    golden  : {m['golden']}\n    gevonden: {m['gevonden']}")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
