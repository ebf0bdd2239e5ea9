"""Small USD scenes as text, written by hand and not by the product."""

LIVING, INERT = ["living"], ["inert"]


def prim(name, *, kind="Xform", colour=None, life=None, inside="", more=""):
    """A prim that may have a display colour and labels of the taxonomy `life`."""
    head, body = "", more
    if life is not None:
        head = '(\n    prepend apiSchemas = ["SemanticsLabelsAPI:life"]\n)\n'
        words = ", ".join(f'"{word}"' for word in life)
        body += f"    token[] semantics:labels:life = [{words}]\n"
    if colour is not None:
        body += f"    color3f[] primvars:displayColor = [{tuple(colour)}]\n"
    return f'def {kind} "{name}" {head}{{\n{body}{inside}}}\n'


def ball(name, **said):
    return prim(name, kind="Sphere", **said)


def lamp(name, colour=(1, 1, 1), *, samples="", more=""):
    keyed = f"    color3f inputs:color.timeSamples = {{{samples}}}\n" if samples else ""
    still = "" if samples else f"    color3f inputs:color = {tuple(colour)}\n"
    return f'def SphereLight "{name}" {{\n{still}{keyed}{more}}}\n'


def material(name, colour="", *, texture="", shader="UsdPreviewSurface"):
    """A material with a plain colour, or with a texture that is asked for by coordinates."""
    fed = (
        f"color3f inputs:diffuseColor.connect = </{name}/image.outputs:rgb>"
        if texture
        else f"color3f inputs:diffuseColor = {colour}"
    )
    image = (
        f"""    def Shader "image" {{
        uniform token info:id = "UsdUVTexture"
        asset inputs:file = @{texture}@
        float3 outputs:rgb
    }}
"""
        if texture
        else ""
    )
    return f"""def Material "{name}" {{
    token outputs:surface.connect = </{name}/surface.outputs:surface>
    def Shader "surface" {{
        uniform token info:id = "{shader}"
        {fed}
        token outputs:surface
    }}
{image}}}
"""


def plate(name, bound, *, life, uv):
    """A square of one face, bound to a material, that looks at a part of its texture."""
    return f"""def Mesh "{name}" (
    prepend apiSchemas = ["MaterialBindingAPI", "SemanticsLabelsAPI:life"]
)
{{
    rel material:binding = </{bound}>
    token[] semantics:labels:life = ["{life}"]
    int[] faceVertexCounts = [4]
    int[] faceVertexIndices = [0, 1, 2, 3]
    point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    texCoord2f[] primvars:st = {uv} (
        interpolation = "faceVarying"
    )
}}
"""


def write(folder, *prims, name="scene.usda", head=""):
    file = folder / name
    file.write_text("#usda 1.0\n" + head + "".join(prims), encoding="utf-8")
    return file
