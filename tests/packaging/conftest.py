"""What every archive that people install is tried with; a module says PACKAGER = its builder."""

import zipfile

import pytest


@pytest.fixture(scope="module")
def archive(request, tmp_path_factory):
    """The archive, built once."""
    (made,) = request.module.PACKAGER.build(tmp_path_factory.mktemp("dist"))
    return made


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory):
    """The folder into which a person unpacked it."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(archive) as source:
        source.extractall(folder)
    return folder
