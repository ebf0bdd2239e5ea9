"""What Unreal would render of a job, by the rules of its published source; nothing of the plug-in.

MoviePipelinePrimaryConfig.cpp, GetEffectivePlaybackRange: "[Inclusive, Exclusive)", and the rate is
the sequence's display rate unless another is asked for. MoviePipelineMasterConfig.cpp: "Must
specify at least one Input Buffer", "at least one Output Container". MoviePipelineVideoOutputBase:
"Strip any frame number tags so we don't get one video file per frame". MoviePipeline.cpp, metrics
of a shot's frames: the share of a frame that the shutter is open is the camera's MotionBlurAmount,
and "engine default" 0.5 where nobody overrides it; each sample covers an equal part of it.
"""

from dataclasses import dataclass

import numpy as np

from tests.hosts.doubles.unreal import MADE, WORLD, movie_render


@dataclass(frozen=True)
class Rendered:
    """Frames of a job, the files that they are in, and the picture's size."""

    frames: tuple[int, ...]
    files: tuple[str, ...]
    size: tuple[int, int]
    fps: tuple[int, int]


def rendered(job):
    """What comes of a job; nothing where Unreal would refuse it or would find nothing to do."""
    settings = job.get_configuration().get_user_settings()
    outputs = [one for one in settings if isinstance(one, movie_render.OutputBase)]
    passes = [one for one in settings if isinstance(one, movie_render.RenderPass)]
    level = movie_render.asset_at(job.get_editor_property("map"))
    if not (outputs and passes and level and job._shots):
        return None
    (output,) = [one for one in settings if isinstance(one, movie_render.Output)]
    say = output.get_editor_property
    (sequence,) = job._shots
    first, end = sequence.get_playback_start(), sequence.get_playback_end()
    if say("use_custom_playback_range"):
        first, end = say("custom_start_frame"), say("custom_end_frame")
    rate = say("output_frame_rate") if say("use_custom_frame_rate") else sequence.get_display_rate()
    name = job.get_editor_property("sequence")._values["path_string"].rpartition(".")[2]
    frames = tuple(range(first, end, say("output_frame_step")))
    files = [f for one in outputs for f in _files(one, say, name, frames)]
    size = say("output_resolution")
    return Rendered(frames, tuple(files), (size.x, size.y), (rate.numerator, rate.denominator))


def _files(kind, say, name, frames):
    form = say("file_name_format").replace("{sequence_name}", name)
    if isinstance(kind, movie_render.Video):
        return [form.replace(".{frame_number}", "") + ".mov"]
    digits = say("zero_pad_frame_numbers")
    return [form.replace("{frame_number}", f"{frame:0{digits}d}") + ".exr" for frame in frames]


def exposures(job, camera_tracks):
    """When the samples of every frame begin and the last ends, in frames: (frames, samples + 1)."""
    find = job.get_configuration().find_setting_by_class
    timing = find(movie_render.Camera).get_editor_property("shutter_timing")
    samples = find(movie_render.AntiAliasing).get_editor_property("temporal_sample_count")
    (sequence,) = job._shots
    per = sequence._ticks_per_frame()
    frames = np.arange(sequence.get_playback_start(), sequence.get_playback_end())
    blur = [t for t in camera_tracks if t._path == "PostProcessSettings.MotionBlurAmount"]
    share = np.full(len(frames), 0.5)
    if blur:
        keys = blur[0]._sections[0]._channels[0]._keys
        ticks = sorted(keys)
        share = np.interp(frames * per, ticks, [keys[tick][0] for tick in ticks])
    before = {"FRAME_OPEN": 0.0, "FRAME_CENTER": 0.5, "FRAME_CLOSE": 1.0}[timing._name]
    return frames[:, None] + share[:, None] * (np.linspace(0.0, 1.0, samples + 1) - before)


def queue_is_on(*more):
    """The plug-in of the queue is on, and a level with a name is open."""
    WORLD.plugins |= {movie_render.QUEUE, *more}
    WORLD.level = "/Game/Maps/Stage"
    WORLD.assets[WORLD.level] = MADE["World"]()
