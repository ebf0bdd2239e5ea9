# SPDX-License-Identifier: Apache-2.0
"""What a person looks at after a bake: the contact sheet, the report page, the animatic."""

from pathlib import Path

from scene_stager.cli._show import frame_progress, say
from scene_stager.errors import MissingPartError
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.moks.take import Take
from scene_stager.pictures.movie import encoder, film
from scene_stager.pictures.write import encode_picture, write_picture
from scene_stager.preview.animatic import animatic_size_px, animatic_webp
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.contact_sheet import contact_sheet, key_frames, picture_size_px
from scene_stager.preview.pictures import picture
from scene_stager.preview.shot_report import report_page

HERO_PX = 1180  # the picture at the top of the report, as wide as its page
WEBP_QUALITY = 86


def draw_sheet(
    desk: Path, take: Take, report: BakeReport, *, quiet: bool, mesh: Mesh | None = None
) -> list[Path]:
    """Write `preview.png` and `report.html` to a folder and return them."""
    sheet, page = desk / "preview.png", desk / "report.html"
    width_px, height_px = picture_size_px(take)
    picked = key_frames(take)
    with frame_progress("Drawing the sheet", len(picked) + 1, quiet) as advance:
        pictures = []
        for index in picked:
            pictures.append(picture(take, index, width_px, height_px))
            advance()
        write_picture(sheet, contact_sheet(take, report, pictures, mesh))
        best = picked[len(picked) * 5 // 8]
        hero = picture(take, best, HERO_PX, HERO_PX * height_px // width_px)
        advance()
    shown = encode_picture(hero, ".webp", quality=WEBP_QUALITY)
    page.write_text(report_page(take, report, shown, mesh), encoding="utf-8", newline="\n")
    return [sheet, page]


def draw_animatic(desk: Path, take: Take, _: BakeReport, *, quiet: bool) -> list[Path]:
    """Write `preview.webp` to a folder, and `preview.mp4` where there is an encoder."""
    moving, movie = desk / "preview.webp", desk / "preview.mp4"
    with frame_progress("Drawing the animatic", take.frame_count, quiet) as advance:
        if encoder() is None:
            moving.write_bytes(animatic_webp(take, on_frame=advance))
            return [moving]
        marks = f"plan {take.plan_hash} take {take.digest}"
        try:
            with film(movie, animatic_size_px(take), take.fps, marks) as reel:
                moving.write_bytes(animatic_webp(take, on_frame=advance, film=reel))
        except MissingPartError as error:
            say(str(error))
    return [file for file in (moving, movie) if file.exists()]
