# SPDX-License-Identifier: Apache-2.0
"""The endings of file names that people and programs know, without the dot, in small letters.

The standard library's own table of media types, without what the machine adds to it, and what
film people use. An ending that is also an English word is in it all the same: "fox.so" is a file.
"""

from mimetypes import MimeTypes

FILM = frozenset(
    word
    for line in (
        "3ds 3mf 7z abc aces aep ai arw ass avi avif bat bgeo bin blend blend1 braw bz2 c4d cc",
        "clf cmd com cpp cr2 cr3 csp ctl cube dae dds dll dmg dng dpx drp dylib edl exe exr fbx",
        "flac gif glb gltf gz hda hdr heic hip hiplc hipnc hlsl ies ini iso jar jpeg jpg js json",
        "jxl jxr ktx lnk lua ma mat max mb md mel mkv mov mp3 mp4 msi mtl mtlx mxf nef nk npy npz",
        "obj ocio ogg ogv osl otio pdf pem php pkl ply png ps1 psb psd pth py pyc pyd pyw pyx qoi",
        "r3d rar rat rb rgbe rs safetensors sbsar sh so spi1d spi3d spp sqlite stl svg swf tar",
        "tbz tga tgz tif tiff toml ts ttf tx txt uasset uexp umap uplugin usd usda usdc usdz vbs",
        "3mfz aae afdesign afphoto aif aiff ape apk app appimage avb bash cab caf cin cine",
        "ckpt clip comfy dcr deb dylib eps fcpxml feather ffx fish fla fountain gguf gizmo",
        "gltfx gma h5 hdf5 ifc indd ino jar jsonl jsx kdbx kra krita lock lwo lws lxo lz4",
        "lzma m2ts m3u8 m4a m4v mcc mjs mpeg mpg mra msgpack mts mud nrw ogm onnx orf parquet",
        "pef pfx pickle pl plist procreate prproj psm1 pt pth raf rpm rw2 sbs sbsx scn sgi",
        "sketch skp spm spsm sqlite3 srw tcl tflite torrent tsv unity unitypackage vrm wasm",
        "webmanifest x3d x3f xlsx zbp zbr zpac zpr zprj zsh ztl ztool",
        "vdb vmdk vob vrm wav webm webp wmv woff xml xmp xz yaml yml zip zst",
    )
    for word in line.split()
)

_TABLE = MimeTypes(filenames=())

ENDINGS = frozenset(
    {
        *FILM,
        *(ending.lstrip(".").casefold() for types in _TABLE.types_map for ending in types),
        *(ending.lstrip(".").casefold() for ending in _TABLE.encodings_map),
    }
)
