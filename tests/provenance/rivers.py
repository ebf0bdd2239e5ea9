"""Rivers made by hand: one that has everything, one of strangers' words, one that is long."""

import hashlib
from dataclasses import replace

from scene_stager.pictures.write import encode_picture
from scene_stager.provenance.page.river import (
    AWAITED,
    BROKEN,
    COLUMNS,
    EXPECTED,
    GAP,
    REMEMBERED,
    Edge,
    LawSaid,
    Resemblance,
    River,
    Stop,
    Support,
)
from scene_stager.whole_file import write_whole
from tests.provenance.pictures import scene


def own(name):
    return hashlib.sha256(name.encode()).hexdigest()


def stop(name, stage, day, **said):
    when = f"2026-10-{day:02}" if day else ""
    words = {"subject": "The dry-dock", "domain": "The Vigil", "environment": "the harbour"}
    words["record"] = '{"schema":"scene_stager.record","version":1}'
    return Stop(
        own(name), file=f"dock/{name}.png", kind="PNG", stage=stage, when=when, **words | said
    )


def edge(child, parent, role, evidence="record", **said):
    return Edge(own(child), own(parent), role, evidence, **said)


def dock():
    """Five stages, two ways back, a gap, something awaited, a broken record and a broken law."""
    law = LawSaid(
        "red only on what is living", "final frame", "broken", "3 % of the frame, on the hull"
    )
    stops = (
        stop("sketch", "S1", 1, is_root=True, hand="A. Wright"),
        stop("reference", "S2", 2, state=REMEMBERED),
        stop("sculpt", "S3", 4),
        stop("dusk", "S4", 6, signature="ours"),
        stop("alarm", "S4", 7, laws=(law,)),
        stop("relief", "S5", 8),
        stop("sketch_again", "S1", 9),
        stop("sculpt_again", "S3", 10, state=BROKEN),
        Stop(own("plate"), GAP),
        stop("next", "S5", 12, state=EXPECTED),
    )
    kept = Support("silhouette", 0.83, "their silhouettes share 83%")
    edges = (
        edge("reference", "sketch", "sketch"),
        edge(
            "sculpt",
            "reference",
            "reference",
            support=(kept,),
        ),
        edge("sculpt", "plate", "plate"),
        edge("dusk", "sculpt", "geometry", "signed"),
        edge("alarm", "dusk", "source", "operator", said_by="A. Wright, 2026-10-07"),
        edge("relief", "dusk", "still"),
        edge("sketch_again", "relief", "source"),
        edge("sculpt_again", "sketch_again", "sketch"),
        edge("sculpt_again", "dusk", "reference"),
        edge("next", "dusk", "still", AWAITED),
    )
    alike = (Resemblance(own("sculpt"), own("alarm"), "19 of 256 bits apart, near-certain"),)
    return River("dock", "The dry-dock", "The Vigil", stops, edges, alike)


def long(count, name="long"):
    """One after the other, each from the one before and the one five before."""
    stops = tuple(
        replace(
            stop(f"{name}{k}", COLUMNS[1 + k % 5], 0), when=f"2026-{1 + k // 28:02}-{1 + k % 28:02}"
        )
        for k in range(count)
    )
    edges = tuple(
        edge(f"{name}{k}", f"{name}{k - back}", "source")
        for k in range(count)
        for back in (1, 5)
        if k >= back
    )
    return River(name, name.title(), "The Vigil", stops, edges)


def with_pictures(river, site):
    """The same river with a picture for each stop that has a file."""

    def pictured(number, one):
        if not one.is_whole:
            return one
        names = [f"{side}/{one.own[:24]}.webp" for side in ("small", "large")]
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(site / name, encode_picture(scene(number % 6, 36, 64), ".webp"))
        return replace(one, small=names[0], large=names[1])

    return replace(river, stops=tuple(pictured(k, one) for k, one in enumerate(river.stops)))


FIRED = "FIRED"
HOOK = f"document.title='{FIRED}'"
HOSTILE = (
    f'"><img src=x onerror="{HOOK}">',
    f"<script>{HOOK}</script>",
    f"</script><script>{HOOK}</script>",
    f'" autofocus onfocus="{HOOK}" x="',
    f"' onmouseover='{HOOK}' x='",
    f"<svg/onload={HOOK}>",
    f"javascript:{HOOK}",
    f"</style><script>{HOOK}</script>",
    f"-->]]><iframe srcdoc=\"<script>parent.{HOOK}</script>\">",
    f"\u2028\u2029\u202e{{{{constructor.constructor(\"{HOOK}\")()}}}}",
)  # fmt: skip
WORDS_OF_A_STOP = (
    *(
        "file",
        "kind",
        "subject",
        "environment",
        "domain",
        "stage",
        "origin",
        "when",
        "hand",
        "tool",
    ),
    *("licence", "source_type", "plan_hash", "prompt_hash", "signature", "record"),
)


def hostile():
    """Every field that anybody else could have written, in every spelling of a break-in."""
    stops = tuple(
        Stop(
            own(f"bad{k}"),
            **dict.fromkeys(WORDS_OF_A_STOP, bad),
            laws=(LawSaid(bad, bad, "broken", bad),),
        )
        for k, bad in enumerate(HOSTILE)
    )
    edges = tuple(
        edge(f"bad{k + 1}", f"bad{k}", bad, bad, kind=bad, said_by=bad, support=_supports(bad))
        for k, bad in enumerate(HOSTILE[:-1])
    )
    alike = tuple(Resemblance(own("bad0"), own("bad1"), bad) for bad in HOSTILE)
    return River("bad", HOSTILE[0], HOSTILE[1], stops, edges, alike, refused=edges)


def _supports(words):
    return (Support(words, 0.5, words),)
