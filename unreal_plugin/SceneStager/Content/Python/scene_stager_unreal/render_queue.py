# SPDX-License-Identifier: Apache-2.0
"""A job in the Movie Render Queue: a Level Sequence as EXR or ProRes, framed and blurred as shot.

What makes one comes with Unreal's plug-in MovieRenderPipeline, ProRes with AppleProResMedia; where
a plug-in is off, its classes are not there. The queue itself lives as long as the editor does; what
is saved is the job's configuration, which a command line renders with.
"""

from __future__ import annotations

from typing import Any, cast

import unreal

from scene_stager.errors import HostError, InputError, Mistake

from .saving import whole_path
from .wishes import RenderWishes

queueing: Any = unreal  # as far as it comes from plug-ins, of which no stub knows

QUEUE = "MoviePipelineQueueSubsystem"
QUEUE_PLUGIN = "MovieRenderPipeline"
FORMATS = {
    "EXR": ("MoviePipelineImageSequenceOutput_EXR", QUEUE_PLUGIN),
    "ProRes": ("MoviePipelineAppleProResOutput", "AppleProResMedia"),
}
OURS = "SceneStager.sequence="  # what a job's user_data begins with, when it is one of ours
GATE = "SceneStagerGate"  # metadata of a sequence: width and height of the camera's gate, in mm
CONFIG, CONFIG_WORD = "SceneStagerRender", "_Render"
NAMELESS = "/Temp/"  # where a level is that was never saved
FILE_NAMES = "{sequence_name}.{frame_number}"  # a video leaves the number out by itself
MOST_SAMPLES, WIDEST_PX = 1024, 16384  # house limits; beyond is a slip of the hand


def lacking(format_name: str) -> str:
    """The plug-in that a job of this format wants for; empty when all is there."""
    needs = ((QUEUE, QUEUE_PLUGIN), FORMATS[format_name])
    return next((plugin for name, plugin in needs if not hasattr(unreal, name)), "")


def refuse(wishes: RenderWishes) -> None:
    """InputError or HostError where such a job cannot be: asked before anything is baked."""
    if wishes.format not in FORMATS:
        raise InputError(Mistake("render", repr(wishes.format), " or ".join(FORMATS)))
    for where, found, most in (
        ("motion samples", wishes.motion_samples, MOST_SAMPLES),
        ("width in pixels", wishes.width_px, WIDEST_PX),
    ):
        if not 1 <= found <= most:
            raise InputError(Mistake(f"render: {where}", str(found), f"1 to {most}"))
    if wishes.frames is not None and wishes.frames[0] > wishes.frames[1]:
        first, last = wishes.frames
        raise InputError(Mistake("render: frames", f"{first} to {last}", "the first one first"))
    if wishes.folder and not wishes.folder.startswith("{"):  # else one of Unreal's own tokens
        whole_path(wishes.folder, "render: the folder")
    plugin = lacking(wishes.format)
    if plugin:
        raise HostError(
            f"render: {wishes.format} needs Unreal's plug-in {plugin}, which is off here; "
            "turn it on in Edit > Plugins and start the editor again, or bake without"
        )
    if _subsystem().is_rendering():
        raise HostError("render: the Movie Render Queue is at work; wait until it is done")
    _level()


def enqueue(path: str, wishes: RenderWishes) -> Any:
    """Put a Level Sequence into the queue, or renew the job that waits for it there; the job.

    What an artist has added to such a job stays; the format that is not asked for goes.
    """
    refuse(wishes)
    sequence = _sequence(path)
    width_px, height_px = picture_px(path, wishes.width_px)
    queue, mark = _subsystem().get_queue(), f"{OURS}{path}"
    waiting = [job for job in queue.get_jobs() if _of(job) == mark and not job.is_consumed()]
    job = waiting[0] if waiting else queue.allocate_new_job(queueing.MoviePipelineExecutorJob)
    try:
        # The property, not the attribute: only this makes the job look for the shots inside.
        for name, value in (
            ("job_name", path.rpartition("/")[2]),
            ("map", unreal.SoftObjectPath(_level())),
            ("sequence", unreal.SoftObjectPath(sequence.get_path_name())),
            ("user_data", mark),
        ):
            job.set_editor_property(name, value)
        _configure(job.get_configuration(), wishes, (width_px, height_px))
    except BaseException:
        if not waiting:
            queue.delete_job(job)
        raise
    return job


def keep(job: Any, path: str) -> str:
    """Save a job's configuration beside its sequence; what a command line renders it with."""
    library, target = unreal.EditorAssetLibrary, path + CONFIG_WORD
    folder, _, name = target.rpartition("/")
    if library.does_asset_exist(target):
        if not str(library.get_metadata_tag(library.load_asset(target), CONFIG)):
            raise HostError(f"render: {target} is there already and is not ours; rename it")
        library.delete_asset(target)
    # Unreal takes the folder that the path is in: ExportConfigToAsset, GetLongPackagePath.
    made = queueing.MoviePipelineEditorLibrary.export_config_to_asset(
        job.get_configuration(), f"{folder}/{name}", name, False
    )
    if made is None:
        raise HostError(f"render: Unreal would not make {target}")
    library.set_metadata_tag(made[0], CONFIG, "1")
    if not library.save_asset(target):
        raise HostError(f"render: {target} was not saved")
    level = _level().partition(".")[0]
    return f"{level} -game -LevelSequence={_whole(path)} -MoviePipelineConfig={_whole(target)}"


def drop(job: Any) -> None:
    """Take a job out of the queue."""
    _subsystem().get_queue().delete_job(job)


def _configure(config: Any, wishes: RenderWishes, size_px: tuple[int, int]) -> None:
    """What there is to say of the picture: size, names, range, exposure time, format."""
    for name, (kind, _) in FORMATS.items():
        found = getattr(unreal, kind, None)
        old = found and config.find_setting_by_class(found)
        if old and name != wishes.format:
            config.remove_setting(old)
    config.find_or_add_setting_by_class(getattr(unreal, FORMATS[wishes.format][0]))
    config.find_or_add_setting_by_class(queueing.MoviePipelineDeferredPassBase)
    first, last = wishes.frames or (0, 0)
    output: dict[str, object] = {
        "output_resolution": unreal.IntPoint(*size_px),
        "file_name_format": FILE_NAMES,
        "zero_pad_frame_numbers": 4,
        "use_custom_frame_rate": False,  # the sequence's own, which is exact
        "use_custom_playback_range": wishes.frames is not None,
        "custom_start_frame": first,
        "custom_end_frame": last + 1,  # exclusive
    }
    if wishes.folder:
        output["output_directory"] = unreal.DirectoryPath(wishes.folder)
    centre = queueing.MoviePipelineShutterTiming.FRAME_CENTER
    for kind, values in (
        ("MoviePipelineOutputSetting", output),
        ("MoviePipelineAntiAliasingSetting", {"temporal_sample_count": wishes.motion_samples}),
        # How long it is open is the camera's MotionBlurAmount, which the bake has keyed.
        ("MoviePipelineCameraSetting", {"shutter_timing": centre}),
    ):
        setting = config.find_or_add_setting_by_class(getattr(unreal, kind))
        for name, value in values.items():
            setting.set_editor_property(name, value)


def picture_px(path: str, width_px: int) -> tuple[int, int]:
    """Width and height in pixels, both even, as the gate of the shot's camera is."""
    sequence = _sequence(path)
    width, _, height = str(unreal.EditorAssetLibrary.get_metadata_tag(sequence, GATE)).partition(
        "x"
    )
    try:
        ratio = float(height) / float(width)
    except (ValueError, ZeroDivisionError):
        raise HostError(
            f"render: {path} says nothing of one camera's gate: bake it again; of several shots "
            "with different gates, queue each by itself"
        ) from None
    return 2 * max(1, round(width_px / 2)), 2 * max(1, round(width_px * ratio / 2))


def _sequence(path: str) -> unreal.LevelSequence:
    library = unreal.EditorAssetLibrary
    found = library.load_asset(path) if library.does_asset_exist(path) else None
    if not isinstance(found, unreal.LevelSequence):
        raise HostError(f"render: {path} is no Level Sequence; bake the shot first")
    return found


def _level() -> str:
    """The level that is open, by the name of its asset."""
    editor = cast(
        unreal.UnrealEditorSubsystem, unreal.get_editor_subsystem(unreal.UnrealEditorSubsystem)
    )
    path = str(editor.get_editor_world().get_path_name())
    if path.startswith(NAMELESS):
        raise HostError(
            "render: this level has no name, and a queue renders what can be opened again; "
            "use File > Save Current Level As first"
        )
    return path


def _subsystem() -> Any:
    return unreal.get_editor_subsystem(getattr(unreal, QUEUE))


def _of(job: Any) -> str:
    return str(job.get_editor_property("user_data"))


def _whole(path: str) -> str:
    return f"{path}.{path.rpartition('/')[2]}"
