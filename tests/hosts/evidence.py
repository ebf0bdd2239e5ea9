"""What is claimed of hosts that were not here, and what each claim stands on; docs/hosts.md has it.

`source` is the vendor's own source or page, `by` is the test that holds the claim. A claim whose
only evidence is a double says so; what an owner's report would add is in REPORTS.
"""

from dataclasses import dataclass

SOURCE, DOUBLE, READER = "source line, kept by a double", "double", "independent reader"


@dataclass(frozen=True)
class Claim:
    """One claim of one host."""

    host: str
    claim: str
    evidence: str
    source: str
    by: str


@dataclass(frozen=True)
class ReportReceived:
    """What an owner's check_in_maya.py or check_in_unreal.py said: see docs/verify_a_host.md."""

    host: str
    version: str
    date: str
    verdict: str
    take_digests: str


REPORTS: tuple[ReportReceived, ...] = ()

SEQUENCE, EDITOR = "tests/hosts/test_unreal_sequence.py", "tests/hosts/test_unreal_editor.py"
ASCII, AIR = "tests/hosts/test_maya_ascii.py", "tests/hosts/test_maya_air.py"
CLAIMS = (
    Claim(
        "Unreal",
        "components of spawnables are bound and keyed",
        SOURCE,
        "LevelSequence.cpp 5.3, 5.4, FindOrAddBinding: an object without a world gets no binding",
        f"{SEQUENCE}::test_camera_and_lights_stand_in_the_level_or_in_the_sequence",
    ),
    Claim(
        "Unreal",
        "no key between frames is lost",
        SOURCE,
        "MovieSceneScriptingChannel.h 5.3, 5.4, AddKeyInChannel: SubFrame is not looked at",
        f"{SEQUENCE}::test_turns_between_frames_are_keyed_where_a_pole_asks_for_them",
    ),
    Claim(
        "Unreal",
        "the last frame is played",
        SOURCE,
        "UMovieSceneSequenceExtensions: playback ends are exclusive",
        f"{SEQUENCE}::test_every_frame_is_a_whole_number_of_ticks_and_the_end_is_exclusive",
    ),
    Claim(
        "Unreal",
        "Sequencer shows the whole shot",
        DOUBLE,
        "unreal-stub 5.6: view and work range in seconds",
        f"{SEQUENCE}::test_sequencer_shows_the_whole_shot_and_a_little_beside_it",
    ),
    Claim(
        "Unreal",
        "a command line leaves sequence, pictures and level on disk",
        SOURCE,
        "PythonScriptCommandlet.cpp 5.3: runs a script and returns; opens no level, saves nothing",
        f"{EDITOR}::test_a_command_line_opens_a_level_and_leaves_everything_on_disk",
    ),
    Claim(
        "Unreal",
        "an editor without panels says so, and no half-made one stays",
        SOURCE,
        "EditorUtilityLibrary.h 5.3 has no AddSourceWidget; the 5.6 stub has",
        f"{EDITOR}::test_unreal_5_3_makes_no_panels_and_doctor_knows",
    ),
    Claim(
        "Unreal",
        "scenario, presets, rig and stock are lists in the dialog",
        SOURCE,
        "PropertyEditorUtils.cpp 5.3 or 5.4, GetPropertyOptions: strings from a function",
        f"{EDITOR}::test_the_dialog_has_lists_of_what_there_is_and_a_field_for_words_of_your_own",
    ),
    Claim(
        "Unreal",
        "a camera of the artist's is keyed when asked for, and given back when not",
        DOUBLE,
        "unreal-stub 5.6: get_attach_parent_actor, lookat_tracking_settings",
        "tests/hosts/test_unreal_own_camera.py"
        "::test_the_artists_camera_moves_as_one_of_the_bakes_own_would_and_is_cut_to",
    ),
    Claim(
        "Unreal",
        "several shots play one after another in a master sequence",
        SOURCE,
        "MovieSceneSubSection.cpp, OuterToInnerTransform: a section begins where playback does",
        "tests/hosts/test_unreal_reel.py"
        "::test_each_frame_of_the_master_is_the_right_frame_of_the_right_shot",
    ),
    Claim(
        "Unreal",
        "a render job has the shot's frames, gate and shutter, as EXR or ProRes",
        SOURCE,
        "MoviePipelinePrimaryConfig.cpp: [Inclusive, Exclusive); MoviePipelineQueue.cpp; Epic's "
        "Python pages of the classes",
        "tests/hosts/test_unreal_render_queue.py"
        "::test_every_frame_of_the_shot_is_rendered_once_and_no_other",
    ),
    Claim(
        "Maya",
        "keys go in bulk, through a command that Maya can undo",
        SOURCE,
        "Autodesk, loadPlugin: a plug-in in Python is found by its name with .py",
        "tests/hosts/test_maya_interface.py::test_the_plug_in_registers_and_lets_go_of_its_command",
    ),
    Claim(
        "Maya",
        "the owner's check starts where maya.cmds is still empty",
        SOURCE,
        "Autodesk, Installing modules; pymel#413: commands come with standalone.initialize",
        "tests/hosts/test_maya_smoke.py"
        "::test_the_owners_check_starts_where_maya_is_not_started_yet",
    ),
    Claim(
        "Maya",
        "Arnold has depth of field and shutter",
        SOURCE,
        "arnold-usd, read_camera.cpp: aperture_size = focal length / (2 f-number)",
        f"{ASCII}::test_with_arnold_lens_shutter_lights_and_air_are_where_arnold_looks_for_them",
    ),
    Claim(
        "Maya",
        "it is said of which lights Arnold's air shows no beams",
        SOURCE,
        "Arnold, Atmosphere Volume: not with distant or skylights",
        f"{AIR}::test_it_is_said_of_which_lights_arnolds_air_shows_no_beams",
    ),
    Claim(
        "Maya ASCII",
        "rates are those that Maya has a unit for",
        SOURCE,
        "Autodesk, MTime: the units of maya-stubs 0.4.2",
        f"{ASCII}::test_rates_are_those_that_maya_has_a_unit_for_and_no_others",
    ),
    Claim(
        "Maya ASCII",
        "a shot opened from shot.ma is baked over",
        DOUBLE,
        "scenes that Maya saved: rename -uid after createNode",
        "tests/hosts/test_maya_files.py::test_a_shot_opened_from_its_file_is_baked_over",
    ),
    Claim(
        "Nuke, Houdini, After Effects",
        "a point of the set lands on the same pixel, within 0.01",
        READER,
        "Foundry, Blender and Adobe's clipboard by public readers; usd-core's camera as the judge",
        "tests/hosts/test_camera_files.py"
        "::test_a_point_of_the_set_lands_on_the_pixel_where_usd_has_it",
    ),
)
