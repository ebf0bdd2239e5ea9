"""What is in this folder runs inside Blender; elsewhere it is not even read."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("bpy") is not None else ["test_*.py"]
