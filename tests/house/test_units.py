"""Dimensional names wear their unit: fields of the script's slots, arguments of the mathematics."""

import ast
from pathlib import Path

from tests.house.sources import CORE, arguments_of, no, our_files, public_functions, tree_of
from tests.house.test_docstrings import mathematical_files

UNITS = (  # the last few are kinds of plain number
    *("m", "mm", "um", "nm", "m2", "m3", "per_m", "m_s", "m_s2", "m_s3"),
    *("deg", "deg_s", "deg_s2", "deg_s3", "rad", "rad_s", "sr", "per_sr"),
    *("s", "hz", "fps", "per_s", "per_s2", "per_s3", "k", "kelvin"),
    *("stops", "ev", "lx", "lx_s", "cd", "cd_m2", "nit", "lm", "w", "w_m2", "w_sr"),
    *("px", "kg", "n", "n_m", "mired", "per_stop", "share", "factor", "density"),
    *("gain", "phase"),
)

# Names of plain numbers, listed once, each with what it is.
DIMENSIONLESS = {
    "f_number": "focal length over aperture",
    "squeeze": "width seen over width on the sensor",
    "frame_aspect": "width over height",
    "exposure_index": "film speed, ISO",
    "imperfection": "share of the rig's own unrest",
    "readability": "contrast to keep, 0 to 1",
    "g": "mean cosine of scattering",
    "clear_g": "mean cosine of scattering where the air is thin",
    "thick_g": "the same where it is thick",
    "thickening": "density at phase 1 over that at phase 0",
    "turbulence": "RMS of the wind over its mean",
    "turbidity": "how much hazier the sky is than pure air, 1 is pure",
    "damping": "share of critical damping",
    "q": "centre frequency over bandwidth",
    "slope": "exponent of a power law",
    "depth": "share that a modulation takes away",
    "sharpness": "exponent of a sensitivity band",
    "contrast": "factor on the slope of a curve",
    "log_h_grey": "log10 of exposure",
    "strength": "share of an effect, 0 is none",
    "grain": "share of an effect, 0 is none",
    "halation": "share of an effect, 0 is none",
    "flicker": "share of an effect, 0 is none",
    "negative_grey": "optical density",
    "beta_0": "count of components, a mean of several",
    "beta_1": "count of holes, a mean of several",
    "white_level": "linear light at which the medium clips, 1 is display white",
    "rank": "how likely the subject is; only the order means anything",
    "rms_granularity": "1000 times the standard deviation of density",
}
# Names of numbers in any unit: the caller's own, or the one said beside them.
ANY_UNIT = {"speed", "acceleration", "jerk", "level", "intensity"}
ANY_UNIT |= {"low", "high", "least", "start", "per_unit", "within"}
# Data whose unit is said beside it: a class with a field `unit`, and these.
UNIT_SAID_BESIDE = {"Limit": "per second, squared and cubed, of its axis's unit"}


def naked_fields(file: Path) -> list[str]:
    """Fields of the file's dataclasses that hold numbers and do not say in which unit."""
    return [
        f"{file.parent.name}/{file.name}:{line.lineno} {node.name}.{name}"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
        for name, line in _numbers_without_unit(node)
    ]


def _numbers_without_unit(node: ast.ClassDef) -> list[tuple[str, ast.AnnAssign]]:
    lines = [line for line in node.body if isinstance(line, ast.AnnAssign)]
    named = [(line.target.id, line) for line in lines if isinstance(line.target, ast.Name)]
    if node.name in UNIT_SAID_BESIDE or "unit" in dict(named):
        return []
    return [(n, line) for n, line in named if _is_number(line.annotation) and not says_its_unit(n)]


def naked_arguments(file: Path) -> list[str]:
    return [
        f"{file.parent.name}/{file.name}:{function.lineno} {function.name}({arg.arg})"
        for function in public_functions(tree_of(file))
        for arg in arguments_of(function)
        if _is_number(arg.annotation) and not says_its_unit(arg.arg)
    ]


def _is_number(hint: ast.expr | None) -> bool:
    return hint is not None and ast.unparse(hint) in {"float", "float | None", "Optional[float]"}


def says_its_unit(name: str) -> bool:
    ends_in_unit = any(name.lower().endswith(f"_{unit}") or name == unit for unit in UNITS)
    return ends_in_unit or name.lower() in {*DIMENSIONLESS, *ANY_UNIT}


def test_fields_of_the_script_say_their_unit():
    files = list(our_files(CORE / "script", ".py")) if (CORE / "script").is_dir() else []
    no(
        [line for file in files for line in naked_fields(file)],
        "a dimensional name ends in its unit (_m, _deg, _s): rename it, or list it as plain",
    )


def test_numbers_of_the_mathematics_say_their_unit():
    files = mathematical_files()
    no(
        [line for f in files for line in (*naked_fields(f), *naked_arguments(f))],
        "a dimensional name ends in its unit (_m, _deg, _s): rename it, or list it as plain",
    )


def test_sees_a_naked_field_and_a_naked_argument(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(
        "class Lens:\n    focal_length: float = 35\n    focus_m: float | None = None\n"
        "class Peak:\n    most: float\n    unit: str\n"
        "def fov(width: float, focal_mm: float, count: int): ...\n"
    )
    assert [line.split()[-1] for line in naked_fields(file)] == ["Lens.focal_length"]
    assert [line.split()[-1] for line in naked_arguments(file)] == ["fov(width)"]


def test_a_name_that_only_ends_in_the_letter_of_a_unit_is_naked():
    assert [says_its_unit(name) for name in ("zoom", "focus_m", "lengths", "aim_deg_s")] == [
        False,
        True,
        False,
        True,
    ]
