"""Scripts for Hypothesis: sound in every field, or sound as a whole, degenerate values included."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, hypot

from hypothesis import assume
from hypothesis import strategies as st

from scene_stager.script.amounts import with_amounts
from scene_stager.script.field import Rule, rules_of
from scene_stager.script.framing import Framing
from scene_stager.script.lens import Lens
from scene_stager.script.lens_clock import has_own_clock, own_duration_s
from scene_stager.script.lighting import Lighting
from scene_stager.script.rig import Rig
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.staging import Staging, try_move
from scene_stager.script.stations import goes_along, size_distance_m
from scene_stager.script.subject import Subject
from scene_stager.script.validate import validate
from scene_stager.shot.lighting.styles import STYLES
from scene_stager.shot.rigs import rigs

RATES = ((24, 1), (25, 1), (30, 1), (24000, 1001), (30000, 1001), (12, 1), (60, 1))
LONGEST_S = 60.0  # longer shots are drawn out, not harder
MOVES_ALONG = ("lead", "follow")
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True)
COURTYARD = ((0.9, 0.8, 0.7), *((0.1 * k, -0.05, 0.02 * k) for k in range(-4, 4)))
STROLL = ((0.0, 0.0, 0.0, 0.0), (2.0, 1.0, -2.0, 0.25), (4.0, 2.0, -3.0, 0.0))
TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


def value_of(rule: Rule) -> st.SearchStrategy[object]:
    """Any value that one field may hold, its bounds drawn as often as its middle."""
    plain: dict[str, Callable[[], st.SearchStrategy[object]]] = {
        "number": lambda: st.floats(rule.low, rule.high, exclude_min=rule.above),
        "whole": lambda: st.integers(int(rule.low), int(rule.high)),
        "word": lambda: st.sampled_from(rule.words()),
        "switch": st.booleans,
        "rate": lambda: st.sampled_from(RATES),
        "text": lambda: TITLES,
        "table": lambda: st.just(()) | st.just(STROLL if rule.shape[1] == 4 else COURTYARD),
    }
    found = plain[rule.kind]()
    return st.none() | found if rule.optional else found


def slot_of(kind: type, **fixed: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Any slot that is sound field by field; what its fields make together may be nonsense."""
    drawn = {name: value_of(rule) for name, rule in rules_of(kind).items()}
    if kind is Subject:
        drawn["selector"] = st.sampled_from(["role:hero", "tag:pilot", "name:Maana*"])
        drawn["mesh"] = st.sampled_from(["", "0123456789abcdef" * 4])
    return st.builds(kind, **{**drawn, **fixed})


def scripts_sound_by_field() -> st.SearchStrategy[SceneScript]:
    """Any script whose fields each keep their own rule."""
    header = {name: value_of(rule) for name, rule in rules_of(SceneScript).items()}
    slots = {name: slot_of(slot) for name, slot in SLOTS.items()}
    return st.builds(SceneScript, **{**header, "name": NAMES, **slots})


@st.composite
def valid_scripts(draw: st.DrawFn, rig: str | None = None) -> SceneScript:
    """Any script without a mistake: every rig, every move it makes, down to moves of no length."""
    rig = rig or draw(st.sampled_from(sorted(rigs())))
    move = draw(st.sampled_from(rigs()[rig].moves))
    script = SceneScript(
        name=draw(NAMES),
        title=draw(TITLES),
        fps=draw(st.sampled_from(RATES)),
        start_frame=draw(st.integers(-1000, 1000)),
        seed=draw(st.integers(0, 2**32 - 1)),
        subject=draw(_subjects(rig, move)),
        framing=draw(_framings()),
        rig=Rig(rig=rig, move=move),
        lens=draw(_lenses(move)),
        **draw(_dressings()),
    )
    script = _hung(draw(_placed(script)))
    script = draw(_timed(script))
    mistakes = validate(script)
    assume(not mistakes)
    return script


@st.composite
def _subjects(draw: st.DrawFn, rig: str, move: str) -> Subject:
    kind = draw(st.sampled_from(["person", "person", "bust", "product", "vehicle", "building"]))
    moving = move in MOVES_ALONG or draw(st.integers(0, 4)) == 0
    if not moving:
        return Subject(kind=kind, selector="tag:pilot")
    fastest = min(
        [axis.speed.hard for axis in rigs()[rig].axes if axis.name in ("travel", "tip")] or [3.0]
    )
    return Subject(
        motion=draw(st.sampled_from(["walk", "run"])),
        speed_m_s=draw(st.floats(0.01, fastest)),
        heading_deg=draw(st.sampled_from([0.0, 90.0, -180.0]) | st.floats(-180, 180)),
    )


@st.composite
def _framings(draw: st.DrawFn) -> Framing:
    elevation = st.sampled_from([0.0, -5.0, 45.0, 80.0]) | st.floats(-10, 80)
    raised = draw(st.booleans())
    return Framing(
        size=draw(st.sampled_from(["wide", "full", "medium", "close_up", "extreme_wide"])),
        angle="eye_level" if raised else draw(st.sampled_from(["eye_level", "low", "high"])),
        elevation_deg=draw(elevation) if raised else None,
        azimuth_deg=draw(st.none() | st.sampled_from([180.0, -90.0]) | st.floats(-180, 180)),
        placement=draw(st.sampled_from(["center", "left_third", "upper_right", "lower_third"])),
        roll_deg=draw(st.sampled_from([0.0, 12.0, -90.0])),
    )


@st.composite
def _lenses(draw: st.DrawFn, move: str) -> Lens:
    focal = draw(st.sampled_from([12.0, 18.0, 35.0, 50.0, 100.0, 300.0]) | st.floats(10, 400))
    zooms = ["none", "none", "zoom"] + (["dolly_zoom"] if move in ("push_in", "pull_out") else [])
    zoom = draw(st.sampled_from(zooms))
    return Lens(
        focal_length_mm=focal,
        zoom=zoom,
        to_focal_length_mm=draw(st.floats(10, 400)) if zoom == "zoom" else None,
        format=draw(st.sampled_from(["super35", "full_frame", "super16", "imax65"])),
        f_number=draw(st.floats(0.7, 64)),
        focus=draw(st.sampled_from(["follow", "follow", "fixed"])),
    )


@st.composite
def _dressings(draw: st.DrawFn) -> dict[str, object]:
    """Lighting, air and film, sound by field and between fields."""
    rim_mode = draw(value_of(rules_of(SLOTS["lighting"])["rim_mode"]))
    lit = {"rim_stops": st.none()} if rim_mode == "none" else {}
    lighting = draw(
        slot_of(
            SLOTS["lighting"],
            style=st.sampled_from(["three_point", "low_key", "sun", "top_softbox"]),
            rim_mode=st.just(rim_mode),
            practicals=st.sampled_from([None, "candle", "bulb"]),
            practical_count=st.none() | st.integers(1, 3),
            **lit,
        )
    )
    stock = draw(slot_of(SLOTS["stock"], exposure=st.just("auto"), locked_ev=st.none()))
    return {"lighting": lighting, "atmosphere": draw(slot_of(SLOTS["atmosphere"])), "stock": stock}


def _hung(script: SceneScript) -> SceneScript:
    """The same with a key that stands over the floor, and says only what its kind can."""
    lit = script.lighting
    if lit.style == "sun":
        frame = "world" if lit.frame == "rig" else lit.frame
        lit = replace(lit, frame=frame, key_distance_m=None, key_along_m=None, key_beam_deg=None)
        lit = replace(lit, key_field_deg=None)
    elif lit.frame != "world" or not script.subject.moves:
        lit = replace(lit, key_along_m=None)
    if lit.practicals is None:
        lit = replace(lit, practical_elevation_deg=None, practical_distance_m=None)
        lit = replace(lit, practical_azimuth_deg=None)
    if lit.key_elevation_deg is not None:
        lit = replace(lit, key_elevation_deg=abs(lit.key_elevation_deg))
    lit = replace(lit, link="classic")  # a key that rides needs a mesh beside the script
    return replace(script, lighting=_beamed(lit))


def _beamed(lit: Lighting) -> Lighting:
    """Spots only where there is such a light, and fields wider than their beams."""
    if (lit.rim_mode or STYLES[lit.style].rim_mode) == "none":
        lit = replace(lit, rim_beam_deg=None)
    if lit.key_field_deg is not None and lit.key_field_deg <= (lit.key_beam_deg or 180.0):
        lit = replace(lit, key_field_deg=None)
    if lit.rim_field_deg is not None and lit.rim_field_deg <= (lit.rim_beam_deg or 180.0):
        lit = replace(lit, rim_field_deg=None)
    return lit


@st.composite
def _placed(draw: st.DrawFn, script: SceneScript) -> SceneScript:
    """Amounts for the move: the usual ones, or drawn ones that may be nothing at all."""
    rig = script.rig
    away_m = min(max(size_distance_m(script), 0.05), 5000.0)
    share = draw(st.sampled_from([0.0, 1e-9, 0.5]) | st.floats(0, 1))
    travelled = {"travel_m": share * away_m}
    amounts: dict[str, object] = {}
    if rig.move in ("push_in", "pull_out", "rise", "descend", "track_left", "track_right"):
        amounts = travelled if draw(st.booleans()) else {}
    if rig.move == "flyover":
        high_m = draw(st.floats(0.1, 0.6)) * away_m + script.subject.actual_focus_height_m
        script = replace(
            script, framing=replace(script.framing, angle="eye_level", elevation_deg=None)
        )
        amounts = {"from_height_m": high_m, "travel_m": 0.7 * share * away_m}
    if rig.move == "orbit":
        amounts = {"orbit_deg": draw(st.sampled_from([0.0, 360.0, -90.0]) | st.floats(-400, 400))}
    if rig.move.startswith(("pan", "tilt")):
        amounts = {f"{rig.move[: rig.move.index('_')]}_deg": 40.0 * share}
    if rig.move == "reveal":
        amounts = {"from_distance_m": hypot(away_m, away_m * share)}
    if goes_along(script) or script.lens.zoom == "dolly_zoom":
        amounts = {}
    make: Callable[..., Rig] = replace
    return with_amounts(replace(script, rig=make(rig, **amounts)))


@st.composite
def _timed(draw: st.DrawFn, script: SceneScript) -> SceneScript:
    """A time to begin, a pace or a duration, and a shot that is long enough, sometimes just so."""
    start_s = draw(st.sampled_from([0.0, 0.5]) | st.floats(0, 5))
    pace = draw(st.sampled_from(["slow", "normal", "brisk"]))
    imperfection = draw(st.sampled_from([0.0, 1.0, 4.0]))
    rig = replace(script.rig, start_s=start_s, pace=pace, imperfection=imperfection)
    if goes_along(script) or rig.move == "hold":
        script = replace(script, rig=rig)
        if not has_own_clock(script):
            return replace(script, frame_count=draw(st.integers(1, 240)))
        return _lasting(script, start_s + own_duration_s(script))

    staged = try_move(_lasting(replace(script, rig=rig), 4000.0))
    assume(isinstance(staged, Staging))
    duration_s = staged.move.curve.duration_s
    assume(duration_s < LONGEST_S)
    if duration_s > 0 and draw(st.booleans()):
        duration_s *= draw(st.sampled_from([1.0, 1.3]))
        rig = replace(rig, duration_s=duration_s)
    tail_s = draw(st.sampled_from([0.0, 1.0]))
    return _lasting(replace(script, rig=rig), start_s + duration_s + tail_s)


def _lasting(script: SceneScript, seconds: float) -> SceneScript:
    top, bottom = script.fps
    return replace(script, frame_count=min(ceil(seconds * top / bottom) + 1, 200_000))
