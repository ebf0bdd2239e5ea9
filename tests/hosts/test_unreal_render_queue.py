"""A job in the Movie Render Queue: which frames and files, when the shutter is open, refusals."""

import numpy as np
import pytest

from scene_stager.errors import HostError, InputError
from tests.hosts.doubles.surface import Refused
from tests.hosts.doubles.unreal import MADE, WORLD, install, movie_render, new_world
from tests.hosts.promises import SHOT, a_take
from tests.hosts.unreal_bench import every_actor, tracks_of
from tests.hosts.unreal_renders import exposures, queue_is_on, rendered
from tests.hosts.usd_takes import baked

install()
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import (  # noqa: E402
    bake as baking,
)
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal import (  # noqa: E402
    choices,
    commands,
    doctor,
    render_queue,
)
from unreal_plugin.SceneStager.Content.Python.scene_stager_unreal.wishes import (  # noqa: E402
    RenderWishes,
    UnrealWishes,
)

PATH = f"/Game/SceneStager/{SHOT}"


@pytest.fixture(autouse=True)
def world():
    commands._CHOSEN.clear()
    return new_world()


def a_bake(take=None, save=False, **render):
    report = baking.bake_take(
        take or a_take(), UnrealWishes(save=save, render=RenderWishes(**render))
    )
    (job,) = WORLD.jobs
    return job, report


def camera_tracks():
    (camera,) = [a for a in every_actor() if type(a) is MADE["CineCameraActor"]]
    return tracks_of(camera)


@pytest.mark.parametrize("name", ["hero_dolly_push_in", "crane_reveal"])
def test_every_frame_of_the_shot_is_rendered_once_and_no_other(name):
    queue_is_on()
    take = baked(name)
    take = take.slice_frames(take.start_frame + 3, take.start_frame + 20)
    job, _ = a_bake(take)
    frames = range(take.start_frame, take.start_frame + take.frame_count)
    done = rendered(job)
    assert done.frames == tuple(frames)
    assert done.files == tuple(f"{name}.{frame:04d}.exr" for frame in frames)
    assert done.fps == take.fps
    gate = take.entity("camera").facts
    assert done.size[0] == 1920
    assert done.size[1] % 2 == 0
    assert done.size[0] / done.size[1] == pytest.approx(
        gate.sensor_width_mm / gate.sensor_height_mm, rel=2e-3
    )


def test_some_of_the_frames_with_the_last_one_included():
    queue_is_on()
    take = a_take()
    first = take.start_frame
    job, _ = a_bake(take, frames=(first + 1, first + 2), width_px=1001)
    done = rendered(job)
    assert done.frames == (first + 1, first + 2)
    assert done.size[0] == 1000


def test_a_frame_is_blended_from_the_time_that_the_shots_shutter_is_open_about_it():
    queue_is_on()
    take = baked("hero_dolly_push_in")
    job, _ = a_bake(take, motion_samples=5)
    found = exposures(job, camera_tracks())
    (degrees,) = zip(*take.channel("camera.shutter_deg").rows(), strict=True)
    frames = np.arange(take.frame_count) + take.start_frame
    half = np.array(degrees) / 720.0
    assert found.shape == (take.frame_count, 6)
    np.testing.assert_allclose(found[:, 0], frames - half, atol=1e-6)
    np.testing.assert_allclose(found[:, -1], frames + half, atol=1e-6)


def test_prores_is_one_film_where_its_plug_in_is_and_takes_the_place_of_exr():
    queue_is_on(movie_render.PRORES)
    a_bake()
    job, _ = a_bake(format="ProRes")
    assert rendered(job).files == (f"{SHOT}.mov",)
    job, _ = a_bake(format="EXR")
    assert rendered(job).files[0].endswith(".exr")


def test_a_second_bake_renews_the_job_that_waits_and_keeps_what_an_artist_added():
    queue_is_on()
    job, _ = a_bake()
    theirs = job.get_configuration().find_or_add_setting_by_class(movie_render.AntiAliasing)
    theirs.set_editor_property("engine_warm_up_count", 64)
    again, _ = a_bake(motion_samples=3)
    assert again is job
    assert theirs.get_editor_property("engine_warm_up_count") == 64
    assert theirs.get_editor_property("temporal_sample_count") == 3
    job.set_consumed(True)  # rendered; what comes now is another
    baking.bake_take(a_take(), UnrealWishes(render=RenderWishes()))
    assert len(WORLD.jobs) == 2


def test_jobs_of_the_artists_are_left_alone():
    queue_is_on()
    queue = MADE["MoviePipelineQueueSubsystem"]().get_queue()
    theirs = queue.allocate_new_job(MADE["MoviePipelineExecutorJob"])
    theirs.set_editor_property("sequence", MADE["SoftObjectPath"](f"{PATH}.{SHOT}"))
    baking.bake_take(a_take(), UnrealWishes(render=RenderWishes()))
    assert WORLD.jobs[0] is theirs
    assert len(WORLD.jobs) == 2
    assert len(theirs.get_configuration().get_user_settings()) == 1


@pytest.mark.parametrize(
    ("plugins", "wishes", "said"),
    [
        (set(), {}, "EXR needs Unreal's plug-in MovieRenderPipeline, which is off here"),
        (
            {movie_render.QUEUE},
            {"format": "ProRes"},
            "ProRes needs Unreal's plug-in AppleProResMedia",
        ),
        (
            {movie_render.QUEUE},
            {"format": "DPX"},
            "render: found 'DPX', expected EXR or ProRes",
        ),
        ({movie_render.QUEUE}, {"motion_samples": 0}, "motion samples: found 0"),
        ({movie_render.QUEUE}, {"width_px": 10**9}, "width in pixels: found 1000000000"),
        ({movie_render.QUEUE}, {"frames": (9, 2)}, "the first one first"),
        ({movie_render.QUEUE}, {"folder": "renders"}, "the folder: found renders"),
    ],
)
def test_what_cannot_be_queued_is_refused_in_one_line_before_anything_is_baked(
    plugins, wishes, said
):
    queue_is_on()
    WORLD.plugins = plugins
    before = dict(WORLD.assets)
    with pytest.raises((HostError, InputError), match=said) as refusal:
        a_bake(**wishes)
    assert "\n" not in str(refusal.value)
    assert (WORLD.assets, WORLD.actors, WORLD.jobs) == (before, [], [])


def test_a_level_without_a_name_and_a_queue_at_work_are_refused():
    queue_is_on()
    WORLD.rendering = True
    with pytest.raises(HostError, match="the Movie Render Queue is at work"):
        a_bake()
    WORLD.rendering, WORLD.level = False, ""
    with pytest.raises(HostError, match=r"this level has no name.*Save Current Level As"):
        a_bake()
    assert WORLD.jobs == []


def test_a_job_that_cannot_be_finished_is_taken_out_again_and_the_shot_stays(monkeypatch):
    queue_is_on()
    monkeypatch.setattr(render_queue, "_configure", lambda *all_of_it: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        a_bake()
    assert WORLD.jobs == []
    assert PATH in WORLD.assets


def test_what_a_command_line_renders_with_is_saved_beside_the_shot(tmp_path):
    queue_is_on()
    file = tmp_path / "shot.take.json"
    file.write_text(a_take().to_json(), encoding="utf-8")
    for _ in range(2):  # the second time renews it
        report = commands.play_file(
            str(file), level="/Game/Maps/Stage", render=commands.RenderWishes("EXR", "/renders")
        )
        kept = WORLD.assets[f"{PATH}_Render"]
        output = kept.find_setting_by_class(movie_render.Output)
        assert output.get_editor_property("output_directory").path == "/renders"
        assert f"{PATH}_Render" in WORLD.saved
    assert report.warnings[-1].endswith(
        f"/Game/Maps/Stage -game -LevelSequence={PATH}.{SHOT} "
        f"-MoviePipelineConfig={PATH}_Render.{SHOT}_Render"
    )


def test_a_configuration_of_the_artists_is_not_taken():
    queue_is_on()
    WORLD.assets[f"{PATH}_Render"] = theirs = MADE["MoviePipelinePrimaryConfig"]()
    _, report = a_bake(save=True)
    assert "is there already and is not ours" in report.warnings[-1]
    assert WORLD.assets[f"{PATH}_Render"] is theirs


def test_several_shots_are_queued_as_their_master_if_their_gates_are_one():
    queue_is_on()
    baking.bake_take(a_take())
    master = commands.assemble([PATH, PATH], "cut")
    commands.queue(master, RenderWishes("EXR"))
    (job,) = WORLD.jobs
    assert len(rendered(job).frames) == 2 * a_take().frame_count
    WORLD.metadata(WORLD.assets[PATH])[render_queue.GATE] = "24.89x18.66"
    WORLD.assets["/Game/Other"] = twin = MADE["LevelSequence"]()
    twin._rate = WORLD.assets[PATH]._rate
    WORLD.metadata(twin)[render_queue.GATE] = "36.0x24.0"
    commands.assemble([PATH, "/Game/Other"], "cut")
    with pytest.raises(HostError, match="says nothing of one camera's gate"):
        commands.queue(master)


def test_the_menu_queues_what_sequencer_shows():
    queue_is_on()
    baking.bake_take(a_take())

    def act(thing):
        thing.set_editor_property("render", "EXR")
        return True

    WORLD.answer = act
    commands.queue_open()
    assert "Sequencer shows no Level Sequence" in WORLD.dialogs[-1]
    WORLD.open_sequence = WORLD.assets[PATH]
    commands.queue_open()
    assert WORLD.dialogs[-1] == f"{PATH} is in the Movie Render Queue as EXR"
    assert len(WORLD.jobs) == 1
    WORLD.answer = lambda thing: thing.set_editor_property("render", "Not Queued") or True
    commands.queue_open()
    assert "choose EXR or ProRes in Render" in WORLD.dialogs[-1]


def test_the_dialogs_fields_are_the_jobs():
    chosen = choices.new_choices()
    assert choices.render_wishes(chosen) is None
    chosen.set_editor_property("render", "ProRes")
    chosen.set_editor_property("render_folder", MADE["DirectoryPath"]("/renders"))
    chosen.set_editor_property("motion_samples", 3)
    assert choices.render_wishes(chosen) == RenderWishes("ProRes", "/renders", 3)


def test_doctor_names_the_plug_in_that_is_off():
    said = doctor.report()
    assert any("no EXR" in one and one.endswith("plug-in MovieRenderPipeline") for one in said)
    queue_is_on()
    said = doctor.report()
    assert "ok: EXR from the Movie Render Queue" in said
    assert any("no ProRes" in one and one.endswith("plug-in AppleProResMedia") for one in said)


def test_the_double_refuses_what_unreal_does():
    unreal = install()
    assert not hasattr(unreal, "MoviePipelineQueueSubsystem")
    queue_is_on()
    assert not hasattr(unreal, "MoviePipelineAppleProResOutput")
    queue = unreal.get_editor_subsystem(unreal.MoviePipelineQueueSubsystem).get_queue()
    with pytest.raises(Refused, match="Job Type"):
        queue.allocate_new_job()
    job = queue.allocate_new_job(unreal.MoviePipelineExecutorJob)
    assert rendered(job) is None  # no pass, no format, no shot
    config = job.get_configuration()
    with pytest.raises(RuntimeError, match="abstract"):
        config.find_or_add_setting_by_class(unreal.MoviePipelineOutputBase)
    with pytest.raises(Refused, match="Failed to find property 'resolution'"):
        config.find_setting_by_class(unreal.MoviePipelineOutputSetting).set_editor_property(
            "resolution", unreal.IntPoint(1, 1)
        )
    export = unreal.MoviePipelineEditorLibrary.export_config_to_asset
    assert export(config, "renders", "mine", False) is None
    export(config, "/Game/Shots", "mine", False)  # the trap: into the folder above
    assert "/Game/mine" in WORLD.assets
