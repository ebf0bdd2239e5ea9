# SPDX-License-Identifier: Apache-2.0
"""How every page of ours looks: on a screen by day and by night, and on paper; who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

DAY = (
    "--paper:#fbf9f4;--plate:#fffdf9;--ink:#1d1b18;--soft:#57524a;--muted:#6e685e;--rule:#e3ded4;"
    "--accent:#b4552d;--fine:#3f6b46;--view:#f1e6d6;--path:#b4552d;"
    "--line-1:#bf4e1c;--line-2:#1f78b4;--line-3:#3a3733;--line-4:#b8860b;--line-5:#a0578c;"
    "--working:#f0e4c8;--hard:#e9c9bb;--sharp:#e4ecec;--held:#e6efe4"
)
NIGHT = (
    "--paper:#141311;--plate:#191816;--ink:#ece6da;--soft:#bdb5a7;--muted:#979082;--rule:#2e2c28;"
    "--accent:#e08a4f;--fine:#9cc3a0;--view:#2e2922;--path:#e08a4f;"
    "--line-1:#e08a4f;--line-2:#6cb8ea;--line-3:#e8e2d6;--line-4:#e9d45a;--line-5:#d58fc0;"
    "--working:#3a3322;--hard:#44291f;--sharp:#20302f;--held:#22301f"
)

SCREEN = """
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
 font:14px/1.55 "Avenir Next",Avenir,"Segoe UI","Helvetica Neue",Arial,sans-serif}
main{max-width:1180px;margin:0 auto;padding:44px 32px 72px}
h1{font-size:36px;line-height:1.15;font-weight:600;letter-spacing:-.018em;margin:0}
h2{font-size:12px;font-weight:600;letter-spacing:.12em;text-transform:uppercase;color:var(--muted);
 margin:44px 0 14px;padding-top:12px;border-top:1px solid var(--rule)}
.logline{font-size:17px;color:var(--soft);margin:8px 0 26px;max-width:44em}
.card{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:14px 24px;margin:0}
.card dt{font-size:11px;color:var(--muted);letter-spacing:.04em}
.card dd{margin:0;font-weight:500;overflow-wrap:anywhere}
.hero{width:100%;border-radius:3px;display:block;margin:0 0 22px}
.pick{position:absolute;opacity:0;pointer-events:none}
.readers{display:flex;flex-wrap:wrap;gap:4px 28px;border-bottom:1px solid var(--rule);
 position:sticky;top:0;background:var(--paper);padding-top:6px;z-index:1}
.readers label{padding:10px 2px 9px;cursor:pointer;color:var(--muted);font-weight:500;
 border-bottom:2px solid transparent;margin-bottom:-1px}
.readers label:hover{color:var(--ink)}
.lead{font-size:15px;color:var(--soft);margin:20px 0 0;max-width:52em}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:26px 30px}
.grid svg,.map svg{width:100%;height:auto;display:block}
svg text{font-family:inherit}
.map{background:var(--plate);border:1px solid var(--rule)}
.fine{color:var(--fine);margin:0}
.warnings{padding:0;margin:0;list-style:none}
.warnings li{border-left:3px solid var(--accent);padding:4px 0 4px 12px;margin:0 0 6px}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th{font-size:11px;color:var(--muted);font-weight:500;text-align:left;white-space:nowrap}
th,td{padding:5px 26px 5px 0;border-bottom:1px solid var(--rule)}
td.n,th.n{text-align:right;white-space:nowrap}
.mark{font:11px/1.6 ui-monospace,Menlo,Consolas,monospace;color:var(--muted);overflow-wrap:anywhere}
.quiet{color:var(--muted);max-width:52em}
figure{margin:0}
@media (max-width:560px){main{padding:24px 16px}h1{font-size:27px}.readers{gap:2px 18px}
 .grid{grid-template-columns:1fr}}
"""

PRINT = """
@media print{@page{size:A4;margin:12mm}:root{--paper:#fff;--plate:#fff}
body{font-size:11px}main{padding:0}
 .hero{max-height:88mm;object-fit:cover}h2{margin-top:24px;break-after:avoid}
 .grid{grid-template-columns:repeat(2,1fr);gap:14px 20px}figure,tr,.map{break-inside:avoid}
 .map{max-width:150mm}.readers{position:static;border:0}.readers label{display:none;padding:0}
 *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def style(readers: Iterable[str]) -> str:
    """The style sheet: day's colours on paper and where a reader has asked for no night."""
    return (
        f":root{{{DAY};color-scheme:light dark}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{NIGHT}}}}}"
        f"{SCREEN}{PRINT}{''.join(map(_switch, readers))}"
    )


def reader_buttons(names: Mapping[str, str]) -> list[str]:
    """The switch between readers, the first one picked; keys move it, paper keeps who is picked.

    It stands before the sections, as their sibling: what shows follows from the style alone.
    """
    buttons = [
        f'<input class="pick" type="radio" name="reader" id="reader-{reader}"{checked}>'
        for reader, checked in zip(names, (" checked", *("",) * len(names)), strict=False)
    ]
    labels = (f'<label for="reader-{reader}">{name}</label>' for reader, name in names.items())
    return [*buttons, f'<nav class="readers" aria-label="Read as">{"".join(labels)}</nav>']


def _switch(reader: str) -> str:
    """What shows, and how its name looks, while a reader is picked; no script is needed for it."""
    picked = f"#reader-{reader}:checked~"
    name = f"nav label[for=reader-{reader}]"
    return (
        f"{picked}section:not(.{reader}),{picked}.lead:not(.{reader}){{display:none}}"
        f"{picked}{name}{{color:var(--ink);border-color:var(--accent)}}"
        f"#reader-{reader}:focus-visible~{name}{{outline:2px solid var(--accent)}}"
        f"@media print{{{picked}{name}{{display:block}}}}"
    )
