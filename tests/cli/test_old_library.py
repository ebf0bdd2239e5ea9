"""A library whose matches are told in other metrics than today's says how it is made anew."""

from scene_stager.cli import main
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary, Entry


def test_a_library_of_old_matches_says_how_it_is_made_anew(tmp_path, capsys):
    file = tmp_path / "shelf.sqlite"
    shelf = CalibrationLibrary(file)
    for name, numbers in (("of_another_year", 3), ("of_today", 23)):
        shelf.add(Entry(name, tuple(map(float, range(numbers))), {"key_azimuth_deg": 10.0}))
    assert main(["library", str(file)]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "--rebuild" in line]
    assert said == [
        "1 of 2 are an older Scene Stager's and not used: match their stills again, then say "
        f"scene-stager library {file} --rebuild DIR"
    ]
