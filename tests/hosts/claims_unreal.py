"""What is claimed of Unreal: claim, evidence, source, test, and rows of docs/unreal.md."""

from tests.hosts.kinds_of_evidence import DOUBLE, KEPT, RECALLED, SOURCE

_SEQUENCE, _EDITOR, _SKY = (f"test_unreal_{one}.py::test_" for one in ("sequence", "editor", "sky"))
_LIT = "test_unreal_lights_and_film.py::test_"
_STUB_5_6 = "unreal-stub 0.3 (5.6)"

UNREAL = (
    (
        "components of spawnables are bound and keyed",
        SOURCE,
        "LevelSequence.cpp 5.3, 5.4, FindOrAddBinding: an object without a world gets no binding",
        f"{_SEQUENCE}camera_and_lights_stand_in_the_level_or_in_the_sequence",
    ),
    (
        "no key between frames is lost, over the top and straight down",
        SOURCE,
        "MovieSceneScriptingChannel.h 5.3, 5.4, AddKeyInChannel: SubFrame is not looked at",
        KEPT,
    ),
    (
        "the last frame is played, every frame is on a tick",
        SOURCE,
        "UMovieSceneSequenceExtensions: playback ends are exclusive",
        f"{_SEQUENCE}every_frame_is_a_whole_number_of_ticks_and_the_end_is_exclusive",
        ("clock",),
    ),
    (
        "Sequencer shows the whole shot",
        DOUBLE,
        f"{_STUB_5_6}: view and work range in seconds",
        f"{_SEQUENCE}sequencer_shows_the_whole_shot_and_a_little_beside_it",
        ("clock",),
    ),
    (
        "places, turns, lens, focus, stop and candelas are the Take's at every frame",
        DOUBLE,
        f"{_STUB_5_6}: names of properties; FRotationMatrix: what a rotator is",
        f"{_SEQUENCE}every_scenario_reads_back_at_every_frame",
        ("camera", "shutter, exposure index"),
    ),
    (
        "cameras look where they look on the stage",
        SOURCE,
        "FRotationMatrix: forward, right and up of roll, pitch and yaw",
        "test_unreal_axes.py::test_5000_drawn_cameras_look_where_they_look_on_the_stage",
        ("camera",),
    ),
    (
        "a lens that is moved above 0 shows more of the right and the top",
        RECALLED,
        "FMinimalViewInfo, CalculateProjectionMatrix: so for the window's offset (source); that "
        "Filmback.SensorHorizontalOffset, from about 5.5, becomes it with its sign",
        "test_contract.py::test_keeps_what_every_host_promises",
        ("camera",),
    ),
    (
        "lamps give their candelas at their size",
        SOURCE,
        "candelas of a RectLight are those straight ahead",
        f"{_LIT}lamps_are_in_candelas_as_large_as_they_are_and_reach_their_target",
        ("disk and rectangle", "sphere, spot", "sun"),
    ),
    (
        "half of a spot's light is at its beam angle, a tenth at its field angle",
        RECALLED,
        "the square of a straight line in the cosine",
        f"{_LIT}a_spot_has_a_cone_with_an_edge",
        ("cone of a spot",),
    ),
    (
        "film exposes and balances, its colours are a lookup table",
        RECALLED,
        "manual exposure brings 2^EV100 nits out at 1 (source); the strip behind the tone curve",
        f"{_LIT}the_film_exposes_and_balances_the_camera",
        ("film",),
    ),
    (
        "a clear sky and nine rows of surroundings light as they should",
        SOURCE,
        "where a picture in latitude and longitude looks; how it is scaled is recalled",
        f"{_SKY}surroundings_in_nine_rows_light_every_side_as_the_closed_form_says",
        ("sky",),
    ),
    (
        "fog leaves exp(-fog_per_m) after a metre",
        SOURCE,
        "HeightFogCommon: exp(-(ln 2)^2 density / 1000 per centimetre)",
        f"{_SEQUENCE}the_fog_thins_where_the_subject_would_fade",
        ("fog",),
    ),
    (
        "the wind blows along +x of its source",
        RECALLED,
        "its unit is from memory",
        "test_unreal_axes.py::test_the_wind_blows_along_plus_x",
        ("wind",),
    ),
    (
        "what is missing is an actor with label and folder, and goes when its target comes",
        DOUBLE,
        _STUB_5_6,
        f"{_EDITOR}a_stand_in_goes_when_its_target_has_come",
        ("target, rig, subject, missing targets",),
    ),
    (
        "a command line leaves sequence, pictures and level on disk",
        SOURCE,
        "PythonScriptCommandlet.cpp 5.3: runs a script and returns; opens no level, saves nothing",
        f"{_EDITOR}a_command_line_opens_a_level_and_leaves_everything_on_disk",
    ),
    (
        "an editor without panels says so, and no half-made one stays",
        SOURCE,
        "EditorUtilityLibrary.h 5.3 has no AddSourceWidget; the 5.6 stub has",
        f"{_EDITOR}unreal_5_3_makes_no_panels_and_doctor_knows",
    ),
    (
        "scenario, presets, rig and stock are lists in the dialog",
        SOURCE,
        "PropertyEditorUtils.cpp 5.3 or 5.4, GetPropertyOptions: strings from a function",
        f"{_EDITOR}the_dialog_has_lists_of_what_there_is_and_a_field_for_words_of_your_own",
    ),
    (
        "a camera of the artist's is keyed when asked for, and given back when not",
        DOUBLE,
        f"{_STUB_5_6}: get_attach_parent_actor, lookat_tracking_settings",
        "test_unreal_own_camera.py"
        "::test_the_artists_camera_moves_as_one_of_the_bakes_own_would_and_is_cut_to",
    ),
    (
        "several shots play one after another in a master sequence",
        SOURCE,
        "MovieSceneSubSection.cpp, OuterToInnerTransform: a section begins where playback does",
        "test_unreal_reel.py::test_each_frame_of_the_master_is_the_right_frame_of_the_right_shot",
    ),
    (
        "a render job has the shot's frames, gate and shutter, as EXR or ProRes",
        SOURCE,
        "MoviePipelinePrimaryConfig.cpp: [Inclusive, Exclusive); MoviePipelineQueue.cpp; Epic's "
        "Python pages of the classes",
        "test_unreal_render_queue.py::test_every_frame_of_the_shot_is_rendered_once_and_no_other",
    ),
)
