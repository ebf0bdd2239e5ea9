"""The Movie Render Queue, which comes with plug-ins: while one is off its classes are not there.

`WORLD.plugins` says which are on. Each rule has its place in Epic's source.
"""

from pathlib import Path

from tests.hosts.doubles.surface import Refused, stands_for, surface_of
from tests.hosts.doubles.unreal.base import MADE, WORLD, Enum, Object, structure
from tests.hosts.doubles.unreal.base import SURFACE as ENGINE

SURFACE = surface_of(Path(__file__).with_suffix(".pyi"))
QUEUE, PRORES = "MovieRenderPipeline", "AppleProResMedia"
PLUGIN_OF = {name: QUEUE for name in SURFACE._cuts if name != "EditorSubsystem"}
PLUGIN_OF["MoviePipelineAppleProResOutput"] = PRORES
ABSTRACT = {"Setting", "RenderPass", "OutputBase", "VideoOutputBase"}  # UCLASS(Abstract)
# What a struct begins with, of MoviePipelineOutputSetting.cpp's constructor.
OUTPUT = {
    "file_name_format": "{sequence_name}.{frame_number}",
    "zero_pad_frame_numbers": 4,
    "override_existing_output": True,
    "output_frame_step": 1,
}

structure("SoftObjectPath", "path_string")
structure("DirectoryPath", "path")
structure("IntPoint", "x", "y")


class Engine:
    """Unreal's own surface, and that of the plug-ins that are on."""

    name = ENGINE.name

    def knows(self, name):
        return ENGINE.knows(name) or name in PLUGIN_OF

    def item(self, name):
        plugin = PLUGIN_OF.get(name)
        if plugin is None:
            return ENGINE.item(name)
        if plugin not in WORLD.plugins:
            raise AttributeError(f"module 'unreal' has no attribute {name!r}: {plugin} is off")
        return SURFACE.item(name)


def plugin_class(made):
    """A double of a class of these plug-ins."""
    made = stands_for(SURFACE, made.__name__, ENGINE.item("Object"))(made)
    MADE[made.__name__] = made
    return made


def setting(name, base, **begins):
    """A setting with nothing of its own but its properties, and what those begin with."""

    def prepare(self):
        Object._prepare(self)
        self._values.update(begins)

    return plugin_class(type(name, (base,), {"_prepare": prepare}))


Setting = setting("MoviePipelineSetting", Object)
RenderPass = setting("MoviePipelineRenderPass", Setting)
OutputBase = setting("MoviePipelineOutputBase", Setting)
Video = setting("MoviePipelineVideoOutputBase", OutputBase)
setting("MoviePipelineAppleProResOutput", Video)
setting("MoviePipelineImageSequenceOutput_EXR", OutputBase, multilayer=True)
setting("MoviePipelineDeferredPassBase", RenderPass)
AntiAliasing = setting(
    "MoviePipelineAntiAliasingSetting", Setting, spatial_sample_count=1, temporal_sample_count=1
)
MADE["MoviePipelineShutterTiming"] = type(
    "MoviePipelineShutterTiming",
    (),
    {
        name: Enum("MoviePipelineShutterTiming", name)
        for name in SURFACE.item("MoviePipelineShutterTiming").values
    },
)
Camera = setting("MoviePipelineCameraSetting", Setting)
Output = setting("MoviePipelineOutputSetting", Setting, **OUTPUT)


@plugin_class
class MoviePipelineConfigBase(Object):
    """Settings, one of a class."""

    def __init__(self, outer=None, name="None"):
        super().__init__(outer, name)
        # UMoviePipelinePrimaryConfig's constructor: "Always add at least the output settings
        # block"; there is no pass and no format in it.
        self._settings = [Output()]

    def find_setting_by_class(self, class_, include_disabled_settings=False):
        return next((one for one in self._settings if isinstance(one, class_)), None)

    def find_or_add_setting_by_class(self, class_, include_disabled_settings=False):
        """MoviePipelineConfigBase.h: NewObject of the class, which an abstract one has none of."""
        found = self.find_setting_by_class(class_)
        if found is None:
            if class_.__name__.replace("MoviePipeline", "") in ABSTRACT:
                raise RuntimeError(f"{class_.__name__} is abstract")
            found = class_()
            self._settings.append(found)
        return found

    def get_user_settings(self):
        return list(self._settings)

    def remove_setting(self, setting):
        self._settings.remove(setting)


@plugin_class
class MoviePipelinePrimaryConfig(MoviePipelineConfigBase):
    """What a job is rendered with."""


@plugin_class
class MoviePipelineExecutorShot(Object):
    """A camera's part of a job."""


@plugin_class
class MoviePipelineExecutorJob(Object):
    """A job. MoviePipelineQueue.cpp, PostEditChangeProperty: where the property `sequence` is set
    as the editor sets it, the job looks for the shots inside; SetSequence: of a path with no Level
    Sequence it finds none, and says nothing."""

    def __init__(self, outer=None, name="None"):
        super().__init__(outer, name)
        self._config, self._consumed, self._shots = MoviePipelinePrimaryConfig(), False, []

    def set_editor_property(self, name, value, notify_mode=None):
        super().set_editor_property(name, value)
        if name == "sequence":
            self._shots = [asset_at(value)] if asset_at(value) in WORLD.sequences().values() else []

    def get_editor_property(self, name):
        if name == "shot_info":
            return [MoviePipelineExecutorShot() for _ in self._shots]
        return super().get_editor_property(name)

    def get_configuration(self):
        return self._config

    def is_consumed(self):
        return self._consumed

    def set_consumed(self, consumed):
        self._consumed = consumed


@plugin_class
class MoviePipelineQueue(Object):
    """Jobs, as long as the editor runs: UMoviePipelineQueueSubsystem has it as a transient."""

    def get_jobs(self):
        return list(WORLD.jobs)

    def allocate_new_job(self, job_type=None):
        """MoviePipelineQueue.cpp, AllocateNewJob: "Failed to specify a Job Type" is an error."""
        if job_type is None:
            raise Refused("allocate_new_job: Failed to specify a Job Type")
        WORLD.jobs.append(job_type())
        return WORLD.jobs[-1]

    def delete_job(self, job):
        WORLD.jobs.remove(job)


@plugin_class
class MoviePipelineQueueSubsystem(Object):
    """Who has the queue."""

    def get_queue(self):
        return MoviePipelineQueue()

    def is_rendering(self):
        return WORLD.rendering


@plugin_class
class MoviePipelineEditorLibrary(Object):
    """What the queue's window does."""

    @classmethod
    def export_config_to_asset(cls, config, package_path, file_name, save_asset):
        """MoviePipelineEditorBlueprintLibrary.cpp: the asset goes into GetLongPackagePath of the
        path, which is the folder that the path itself is in; nothing is given where that is none.
        """
        folder = package_path.rpartition("/")[0]
        if not folder.startswith("/Game"):
            return None
        made = MoviePipelinePrimaryConfig()
        made._settings = list(config._settings)
        WORLD.assets[f"{folder}/{file_name}"] = made
        return made, MADE["Text"]("")


def asset_at(soft_path):
    """What a SoftObjectPath leads to, by the whole name of an asset: /Game/Folder/Name.Name."""
    package, _, name = soft_path._values.get("path_string", "").partition(".")
    return WORLD.assets.get(package) if name == package.rpartition("/")[2] else None
