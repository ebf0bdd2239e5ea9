"""What the plug-ins MovieRenderPipeline and AppleProResMedia bring into Unreal's Python: as much of
it as the double has. unreal-stub has none of it.

Written down from Epic's Python pages of those classes (5.5 or later: jobs have graph variables
there) and, for ProRes, from MoviePipelineAppleProResOutput.h. Unreal 5.3 and 5.4 have the same
names but for `exact_match`, which nothing here uses (MoviePipelineConfigBase.h).
"""

class EditorSubsystem: ...

class MoviePipelineQueueSubsystem(EditorSubsystem):
    def get_queue(self): ...
    def is_rendering(self) -> bool: ...

class MoviePipelineQueue:
    def get_jobs(self): ...
    def allocate_new_job(self, job_type=None): ...
    def delete_job(self, job): ...

class MoviePipelineExecutorJob:
    """
    - ``author`` (str):  [Read-Write]
    - ``comment`` (str):  [Read-Write]
    - ``job_name`` (str):  [Read-Write]
    - ``map`` (SoftObjectPath):  [Read-Write]
    - ``sequence`` (SoftObjectPath):  [Read-Write]
    - ``shot_info`` (Array[MoviePipelineExecutorShot]):  [Read-Write]
    - ``user_data`` (str):  [Read-Write]
    """

    author: str
    comment: str
    job_name: str
    map: object
    sequence: object
    user_data: str
    def get_configuration(self): ...
    def is_consumed(self) -> bool: ...
    def set_consumed(self, consumed: bool) -> None: ...

class MoviePipelineExecutorShot: ...

class MoviePipelineConfigBase:
    def find_setting_by_class(self, class_, include_disabled_settings: bool = False): ...
    def find_or_add_setting_by_class(self, class_, include_disabled_settings: bool = False): ...
    def get_user_settings(self): ...
    def remove_setting(self, setting) -> None: ...

class MoviePipelinePrimaryConfig(MoviePipelineConfigBase): ...
class MoviePipelineSetting: ...

class MoviePipelineOutputSetting(MoviePipelineSetting):
    """
    - ``custom_end_frame`` (int32):  [Read-Write]
    - ``custom_start_frame`` (int32):  [Read-Write]
    - ``file_name_format`` (str):  [Read-Write]
    - ``handle_frame_count`` (int32):  [Read-Write]
    - ``output_directory`` (DirectoryPath):  [Read-Write]
    - ``output_frame_rate`` (FrameRate):  [Read-Write]
    - ``output_frame_step`` (int32):  [Read-Write]
    - ``output_resolution`` (IntPoint):  [Read-Write]
    - ``override_existing_output`` (bool):  [Read-Write]
    - ``use_custom_frame_rate`` (bool):  [Read-Write]
    - ``use_custom_playback_range`` (bool):  [Read-Write]
    - ``zero_pad_frame_numbers`` (int32):  [Read-Write]
    """

class MoviePipelineAntiAliasingSetting(MoviePipelineSetting):
    """
    - ``engine_warm_up_count`` (int32):  [Read-Write]
    - ``render_warm_up_count`` (int32):  [Read-Write]
    - ``spatial_sample_count`` (int32):  [Read-Write]
    - ``temporal_sample_count`` (int32):  [Read-Write]
    """

class MoviePipelineShutterTiming:
    FRAME_OPEN: object
    FRAME_CENTER: object
    FRAME_CLOSE: object

class MoviePipelineCameraSetting(MoviePipelineSetting):
    """
    - ``shutter_timing`` (MoviePipelineShutterTiming):  [Read-Write]
    """

class MoviePipelineRenderPass(MoviePipelineSetting): ...
class MoviePipelineDeferredPassBase(MoviePipelineRenderPass): ...
class MoviePipelineOutputBase(MoviePipelineSetting): ...

class MoviePipelineImageSequenceOutput_EXR(MoviePipelineOutputBase):
    """
    - ``multilayer`` (bool):  [Read-Write]
    """

class MoviePipelineVideoOutputBase(MoviePipelineOutputBase): ...

class MoviePipelineAppleProResOutput(MoviePipelineVideoOutputBase):
    """
    - ``write_alpha`` (bool):  [Read-Write]
    """

class MoviePipelineEditorLibrary:
    @classmethod
    def export_config_to_asset(
        cls, config, package_path: str, file_name: str, save_asset: bool
    ): ...
