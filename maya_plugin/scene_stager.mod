+ MAYAVERSION:2023 scene_stager 0.1.0 ./scene_stager
scripts: scripts
plug-ins: plug-ins
icons: icons
MAYA_SHELF_PATH +:= shelves

+ MAYAVERSION:2024 scene_stager 0.1.0 ./scene_stager
scripts: scripts
plug-ins: plug-ins
icons: icons
MAYA_SHELF_PATH +:= shelves

+ MAYAVERSION:2025 scene_stager 0.1.0 ./scene_stager
scripts: scripts
plug-ins: plug-ins
icons: icons
MAYA_SHELF_PATH +:= shelves

+ MAYAVERSION:2026 scene_stager 0.1.0 ./scene_stager
scripts: scripts
plug-ins: plug-ins
icons: icons
MAYA_SHELF_PATH +:= shelves

+ MAYAVERSION:2027 scene_stager 0.1.0 ./scene_stager
scripts: scripts
plug-ins: plug-ins
icons: icons
MAYA_SHELF_PATH +:= shelves
