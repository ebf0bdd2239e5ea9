"""The level and the content browser: actors with their components, assets, subsystems."""

from tests.hosts.doubles.unreal.base import MADE, WORLD, Object, double, enum, kind, structure

for _name in (
    *("ComponentMobility", "LightUnits", "SkyLightSourceType", "CameraFocusMethod"),
    *("AutoExposureMethod", "TextureMipGenSettings", "TextureCompressionSettings"),
):
    enum(_name)

Vector = structure("Vector", "x", "y", "z")
structure("Vector4", "x", "y", "z", "w")
structure("Rotator", "roll", "pitch", "yaw")
structure("LinearColor", "r", "g", "b", "a")
structure("CameraFilmbackSettings")
structure("CameraLensSettings")
structure("PlateCropSettings")
structure("CameraFocusSettings")
structure("PostProcessSettings")
structure("CameraLookatTrackingSettings")

SceneComponent = kind("SceneComponent")
kind("CineCameraComponent", SceneComponent)
LightBase = kind("LightComponentBase", SceneComponent)
Lamp = kind("LightComponent", LightBase)
Local = kind("LocalLightComponent", Lamp)
PointLamp = kind("PointLightComponent", Local)
kind("SpotLightComponent", PointLamp)
kind("RectLightComponent", Local)
kind("DirectionalLightComponent", Lamp)
kind("SkyLightComponent", LightBase)
kind("ExponentialHeightFogComponent", SceneComponent)
kind("WindDirectionalSourceComponent", SceneComponent)
kind("Texture", __deepcopy__=lambda self, memo: self)  # an asset: undo does not copy it
kind("Texture2D", MADE["Texture"])
kind("TextureCube", MADE["Texture"])


@double()
class World(Object):
    """A level. MoviePipelineEditorBlueprintLibrary.cpp, CreateJobFromSequence: one that was never
    saved is at "/Temp/Untitled"."""

    def get_path_name(self):
        path = WORLD.level or "/Temp/Untitled_1"
        return f"{path}.{path.rpartition('/')[2]}"


@double()
class Actor(Object):
    """An actor: label, folder, tags, components."""

    _parts: tuple[str, ...] = ("SceneComponent",)

    def __init__(self, outer=None, name="None") -> None:
        super().__init__(outer, name)
        self._components = [MADE[part]() for part in self._parts]
        for component in self._components:
            component._owner = self
        self._values["root_component"] = self._components[0]
        self._label, self._folder, self._carrier = self._name, "None", None

    def get_actor_label(self, create_if_none=True):
        return self._label

    def set_actor_label(self, new_actor_label, mark_dirty=True):
        WORLD.touch()
        self._label = new_actor_label

    def get_folder_path(self):
        return MADE["Name"](self._folder)

    def set_folder_path(self, new_folder_path):
        WORLD.touch()
        self._folder = str(new_folder_path)

    def get_attach_parent_actor(self):
        return self._carrier

    def get_component_by_class(self, component_class=None):
        return next((c for c in self._components if isinstance(c, component_class)), None)


def _camera_component(self):
    return self._components[1]


_ACTORS = {
    "TargetPoint": ("SceneComponent",),
    "PointLight": ("PointLightComponent",),
    "SpotLight": ("SpotLightComponent",),
    "RectLight": ("RectLightComponent",),
    "DirectionalLight": ("DirectionalLightComponent",),
    "SkyLight": ("SkyLightComponent",),
    "ExponentialHeightFog": ("ExponentialHeightFogComponent",),
    "WindDirectionalSource": ("WindDirectionalSourceComponent",),
}
for _name, _parts in _ACTORS.items():
    kind(_name, Actor, _parts=_parts)
kind(
    "CineCameraActor",
    Actor,
    _parts=("SceneComponent", "CineCameraComponent"),
    get_cine_camera_component=_camera_component,
)


@double()
class EditorActorSubsystem(Object):
    """Who makes and destroys actors."""

    def get_all_level_actors(self):
        return list(WORLD.actors)

    def spawn_actor_from_class(self, actor_class, location, rotation=None, transient=False):
        WORLD.touch()
        made = actor_class()
        made._components[0]._values["relative_location"] = location.copy()
        WORLD.actors.append(made)
        return made

    def set_selected_level_actors(self, actors_to_select):
        WORLD.selected = list(actors_to_select)

    def destroy_actor(self, actor_to_destroy):
        WORLD.touch()
        WORLD.actors.remove(actor_to_destroy)
        return True


@double()
class UnrealEditorSubsystem(Object):
    """Who knows the level."""

    def get_editor_world(self):
        return MADE["World"]()


@double()
class LevelEditorSubsystem(Object):
    """Who opens and saves levels. A commandlet has none open; a new one has no name."""

    def load_level(self, asset_path):
        """What was not saved of the level before is gone."""
        if asset_path not in WORLD.assets:
            return False
        WORLD.level, WORLD.actors[:] = asset_path, WORLD.levels.get(asset_path, [])
        return True

    def new_level(self, asset_path, is_partitioned_world=False):
        WORLD.assets[asset_path] = MADE["World"]()
        WORLD.level, WORLD.actors[:] = asset_path, []
        return True

    def save_current_level(self):
        WORLD.saved += [WORLD.level] if WORLD.level else []
        WORLD.levels[WORLD.level] = list(WORLD.actors)
        return bool(WORLD.level)


@double()
class EditorAssetLibrary:
    """The content browser. Tags of assets are not part of undo, and neither are assets."""

    @classmethod
    def does_asset_exist(cls, asset_path):
        return asset_path in WORLD.assets

    @classmethod
    def load_asset(cls, asset_path):
        return WORLD.assets.get(asset_path)

    @classmethod
    def get_metadata_tag(cls, object, tag):
        return WORLD.metadata(object).get(str(tag), "")

    @classmethod
    def set_metadata_tag(cls, object, tag, value):
        WORLD.metadata(object)[str(tag)] = value

    @classmethod
    def remove_metadata_tag(cls, object, tag):
        WORLD.metadata(object).pop(str(tag), None)

    @classmethod
    def delete_loaded_asset(cls, asset_to_delete):
        for path in [p for p, one in WORLD.assets.items() if one is asset_to_delete]:
            del WORLD.assets[path]
            WORLD.asset_tags.pop(path, None)
        return True

    @classmethod
    def delete_asset(cls, asset_path_to_delete):
        del WORLD.assets[asset_path_to_delete]
        WORLD.asset_tags.pop(asset_path_to_delete, None)
        return True

    @classmethod
    def list_assets(cls, directory_path, recursive=True, include_folder=False):
        mine = [path for path in WORLD.assets if path.startswith(f"{directory_path}/")]
        return [f"{path}.{path.rpartition('/')[2]}" for path in mine]

    @classmethod
    def save_asset(cls, asset_to_save, only_if_is_dirty=True):
        if asset_to_save not in WORLD.assets:
            raise ValueError(f"{asset_to_save} is no asset")
        WORLD.saved.append(asset_to_save)
        return True

    @classmethod
    def save_loaded_asset(cls, asset_to_save, only_if_is_dirty=True):
        return True


def _metadata(world, thing) -> dict:
    path = next(path for path, one in world.assets.items() if one is thing)
    return world.asset_tags.setdefault(path, {})


type(WORLD).metadata = _metadata


@double()
class AssetTools(Object):
    """Who makes and imports assets."""

    def create_asset(self, asset_name, package_path, asset_class, factory, calling_context="None"):
        WORLD.touch()
        path = f"{package_path}/{asset_name}"
        if path in WORLD.assets:
            return None
        WORLD.assets[path] = asset_class()
        return WORLD.assets[path]

    def import_asset_tasks(self, import_tasks):
        for task in import_tasks:
            folder, name = (
                task.get_editor_property(f"destination_{one}") for one in ("path", "name")
            )
            file = task.get_editor_property("filename")
            with open(file, "rb") as picture:
                WORLD.files[f"{folder}/{name}"] = picture.read()
            around = file.endswith(".hdr")  # Unreal takes such a picture for a cubemap
            WORLD.assets[f"{folder}/{name}"] = MADE["TextureCube" if around else "Texture2D"]()


kind("AssetImportTask")


@double()
class AssetToolsHelpers:
    """The way to AssetTools."""

    @classmethod
    def get_asset_tools(cls):
        return AssetTools()
