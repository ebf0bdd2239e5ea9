"""Scenes that somebody made to harm: bounded before they are composed, and kept in their folder."""

import time

import pytest

from scene_stager.errors import InputError
from scene_stager.provenance.law.scene_file import open_scene
from tests.provenance.law.scenes import ball, prim, write

pxr = pytest.importorskip("pxr")


def arcs(name, said, inside=""):
    return f'def "{name}" (\n    {said}\n)\n{{\n{inside}}}\n'


def laughing(generations):
    """Each prim is two of the next: two to the power of so many from a few lines."""
    for k in range(generations):
        again = f"references = </L{k + 1}>"
        yield prim(f"L{k}", inside=arcs("a", again) + arcs("b", again))
    yield prim(f"L{generations}")


HOSTILE = {
    "deep": (['over "a" {\n' * 200_000 + "}\n" * 200_000], "nested over 256 deep"),
    "deep data": (["(\ncustomLayerData = {" + "dictionary a = {" * 9000], "nested over 256"),
    "laughing": (list(laughing(40)), "over 500000 prims"),
    "a chain": (
        [arcs(f"L{k}", f"references = </L{k + 1}>") for k in range(2000)],
        "references in each other",
    ),
    "no text": (["def {{{"], "nothing that USD can read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_scene_that_is_too_much_is_refused_in_one_quick_line(tmp_path, name, capfd):
    prims, said = HOSTILE[name]
    file = write(tmp_path, *prims)
    started_s = time.perf_counter()
    with pytest.raises(InputError, match=said) as caught:
        open_scene(file)
    assert time.perf_counter() - started_s < 10.0  # other work is done here beside
    assert len(str(caught.value).splitlines()) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"hello", "no USD"), (b"PK\x03\x04abcdefgh", "Unpack it first"), (b"", "an empty file")],
)
def test_what_is_no_scene_is_told_in_one_line(tmp_path, data, said):
    file = tmp_path / "scene.usda"
    file.write_bytes(data)
    with pytest.raises(InputError, match=said):
        open_scene(file)


def test_a_brace_in_a_string_does_not_hide_the_depth(tmp_path):
    hidden = 'over "}}}}" {\n' * 300
    with pytest.raises(InputError, match="nested over 256"):
        open_scene(write(tmp_path, hidden))


def scene_with_neighbours(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    head = '(\n    defaultPrim = "o"\n)\n'
    write(tmp_path, prim("o", inside=ball("secret")), name="outside.usda", head=head)
    write(inside, prim("o", inside=ball("fine")), name="near.usda", head=head)
    (inside / "link.usda").symlink_to(tmp_path / "outside.usda")
    return inside


@pytest.mark.parametrize(
    "said",
    [
        "references = @../outside.usda@",
        "payload = @../outside.usda@",
        "references = @./link.usda@",
        "references = @near/../../outside.usda@",
        "references = @http://a.b/c.usda@",
        "references = @/etc/passwd@",
        "references = @pack.usdz[outside.usda]@",
    ],
)
def test_a_layer_outside_of_the_folder_is_not_opened_and_that_is_told(tmp_path, said):
    inside = scene_with_neighbours(tmp_path)
    scene = open_scene(write(inside, arcs("x", said)))
    assert not scene.stage.GetPrimAtPath("/x/secret")
    assert len(scene.left_out) == 1
    assert "is not opened" in scene.left_out[0]
    opened = {path.name for path in scene.layers}
    assert opened == {"scene.usda"}


def test_layers_in_the_folder_are_composed_also_in_variants_and_sublayers(tmp_path):
    inside = scene_with_neighbours(tmp_path)
    choice = '    variants = {\n        string v = "a"\n    }\n    prepend variantSets = "v"'
    body = '    variantSet "v" = {\n"a" (\nreferences = @near.usda@\n) {\n}\n    }\n'
    scene = open_scene(
        write(inside, arcs("x", choice, body), head="(\n    subLayers = [@./near.usda@]\n)\n")
    )
    assert scene.stage.GetPrimAtPath("/x/fine")
    assert scene.stage.GetPrimAtPath("/o/fine")
    assert scene.left_out == []


@pytest.mark.parametrize("named", ['`"${X}"`', '`"../outside.usda"`'])
def test_a_name_that_is_worked_out_from_variables_is_not_opened(tmp_path, named):
    from pxr import Sdf

    inside = scene_with_neighbours(tmp_path)
    head = '(\n    expressionVariables = {\n        string X = "../outside.usda"\n    }\n'
    scene = open_scene(
        write(
            inside,
            *(arcs("x", f"references = @{named}@"), arcs("y", f"payload = @{named}@")),
            head=f"{head}    subLayers = [@{named}@]\n)\n",
        )
    )
    assert scene.left_out
    assert not any(one.GetName() == "secret" for one in scene.stage.TraverseAll())
    assert not any("outside" in one.identifier for one in Sdf.Layer.GetLoadedLayers())


@pytest.mark.parametrize("in_a_variant", [False, True])
def test_value_clips_are_taken_out(tmp_path, in_a_variant):
    inside = scene_with_neighbours(tmp_path)
    clips = (
        "clips = {\n        dictionary default = {\n            asset[] assetPaths = "
        '[@../outside.usda@]\n            string primPath = "/o"\n        }\n    }'
    )
    text = arcs("x", clips)
    if in_a_variant:
        choice = '    variants = {\n        string v = "a"\n    }\n    prepend variantSets = "v"'
        text = arcs("x", choice, f'    variantSet "v" = {{\n"a" (\n{clips}\n) {{\n}}\n    }}\n')
    scene = open_scene(write(inside, text))
    assert not scene.stage.GetPrimAtPath("/x").HasAuthoredMetadata("clips")
    assert scene.left_out


def test_a_scene_of_many_prims_is_opened(tmp_path):
    scene = open_scene(write(tmp_path, *(prim(f"p{k}") for k in range(3000))))
    assert sum(1 for _ in scene.stage.TraverseAll()) == 3000
