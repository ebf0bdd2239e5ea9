"""What is claimed of Maya: claim, evidence, source, test, and rows of docs/maya.md."""

from tests.hosts.kinds_of_evidence import DOUBLE, KEPT, READER, RECALLED, SOURCE

_ASCII, _AIR, _LIGHTS = (f"test_maya_{one}.py::test_" for one in ("ascii", "air", "lights"))
_SCENE = "test_maya_scene.py::test_"
_MAYA_STUBS = "maya-stubs 0.4.2"

MAYA = (
    (
        "camera and lens are the Take's at every frame",
        DOUBLE,
        f"{_MAYA_STUBS}; inches, centimetres and radians by Autodesk's reference",
        f"{_SCENE}camera_and_lens_of_a_scenario_at_every_frame",
        ("camera",),
    ),
    (
        "no key between frames is lost, over the top and straight down",
        DOUBLE,
        "Autodesk, rotateOrder and MFnAnimCurve.addKeys",
        KEPT,
        ("turns",),
    ),
    (
        "keys go in bulk, through a command that Maya can undo",
        SOURCE,
        "Autodesk, loadPlugin: a plug-in in Python is found by its name with .py",
        f"{_SCENE}one_call_for_a_curve_and_one_command_for_a_part",
    ),
    (
        "the owner's check starts where maya.cmds is still empty",
        SOURCE,
        "Autodesk, Installing modules; pymel#413: commands come with standalone.initialize",
        "test_maya_smoke.py::test_the_owners_check_starts_where_maya_is_not_started_yet",
    ),
    (
        "Arnold has lights and air, depth of field and shutter where it looks for them",
        SOURCE,
        "arnold-usd, read_camera.cpp: aperture_size = focal length / (2 f-number)",
        f"{_ASCII}with_arnold_lens_shutter_lights_and_air_are_where_arnold_looks_for_them",
        ("camera", "disk, rectangle", "sphere, spot, sun", "air"),
    ),
    (
        "with Arnold lights are in its units",
        RECALLED,
        "what Arnold makes of them was never rendered",
        f"{_LIGHTS}with_arnold_lights_are_in_its_units_and_the_air_is_its_atmosphere",
        ("levels, Arnold", "disk, rectangle", "sky"),
    ),
    (
        "native lights are in terms of the light that the film asks for",
        RECALLED,
        "what native lights make of them was never rendered",
        f"{_LIGHTS}native_lights_are_in_terms_of_the_light_that_is_asked_for",
        ("levels, native", "sphere, spot, sun", "sky"),
    ),
    (
        "half of a spot's light is at its beam angle, a tenth at its field angle",
        RECALLED,
        "a straight line in the angle",
        "test_contract.py::test_keeps_what_every_host_promises",
        ("cone of a spot",),
    ),
    (
        "it is said of which lights Arnold's air shows no beams",
        SOURCE,
        "Arnold, Atmosphere Volume: not with distant or skylights",
        f"{_AIR}it_is_said_of_which_lights_arnolds_air_shows_no_beams",
        ("air",),
    ),
    (
        "the film's look is a view of colour management, and can be taken back",
        RECALLED,
        "the flags of colour management are from documentation",
        "test_maya_interface.py::test_the_film_look_is_an_ocio_view_and_can_be_taken_back",
        ("film",),
    ),
    (
        "stand-ins are in a group, and go when their targets come",
        DOUBLE,
        _MAYA_STUBS,
        f"{_SCENE}stand_ins_are_in_a_group_and_rebind_drops_them",
        ("target, rig, subject, missing targets",),
    ),
    (
        "a camera of the artist's is keyed when asked for, and given back as it was",
        DOUBLE,
        "Autodesk, nodes camera and transform: what else would move the picture",
        "test_maya_own_camera.py::test_a_bake_that_no_longer_asks_for_it_gives_it_back_as_it_was",
    ),
    (
        "a shot stands in its namespace; what came with a reference is left alone",
        SOURCE,
        "Autodesk, namespace: names are looked up from the root, new ones made in the current",
        "test_maya_namespaces.py::test_everything_that_a_bake_makes_stands_in_the_namespace",
    ),
    (
        "the module's shelf does not double",
        SOURCE,
        "Autodesk, MAYA_SHELF_PATH: a shelf with the same name in a later folder is ignored",
        "test_maya_interface.py"
        "::test_the_shelf_is_found_once_by_each_maya_and_made_by_nothing_else",
    ),
    (
        "of shot.ma: rates are those that Maya has a unit for",
        SOURCE,
        f"Autodesk, MTime: the units of {_MAYA_STUBS}",
        f"{_ASCII}rates_are_those_that_maya_has_a_unit_for_and_no_others",
    ),
    (
        "of shot.ma: a shot opened from it is baked over",
        DOUBLE,
        "scenes that Maya saved: rename -uid after createNode",
        "test_maya_files.py::test_a_shot_opened_from_its_file_is_baked_over",
    ),
    (
        "of shot.ma: somebody else's parser reads the same keys",
        READER,
        "maya-scenefile-parser and MayReader, where they are installed",
        f"{_ASCII}a_parser_of_somebody_elses_reads_the_same_keys",
    ),
)
