# SPDX-License-Identifier: Apache-2.0
"""What a person looks at after a bake: the contact sheet, the animatic, the report page."""

from pathlib import Path

from scene_stager.cli._show import frame_progress
from scene_stager.moks.take import Take
from scene_stager.pictures.write import encode_picture, write_picture
from scene_stager.preview.animatic import animatic_webp
from scene_stager.preview.bake_report import BakeReport
from scene_stager.preview.contact_sheet import contact_sheet, key_frames, picture_size_px
from scene_stager.preview.pictures import picture
from scene_stager.preview.shot_report import report_page

HERO_PX = 1180  # the picture at the top of the report, as wide as its page
WEBP_QUALITY = 86


def draw_previews(desk: Path, take: Take, report: BakeReport, *, quiet: bool) -> list[Path]:
    """Write `preview.png`, `preview.webp` and `report.html` to a folder and return them."""
    sheet, moving, page = (desk / name for name in ("preview.png", "preview.webp", "report.html"))
    width_px, height_px = picture_size_px(take)
    picked = key_frames(take)
    with frame_progress("Drawing", len(picked) + take.frame_count, quiet) as advance:
        pictures = []
        for index in picked:
            pictures.append(picture(take, index, width_px, height_px))
            advance()
        write_picture(sheet, contact_sheet(take, report, pictures))
        moving.write_bytes(animatic_webp(take, on_frame=advance))

    hero = picture(take, picked[len(picked) * 5 // 8], HERO_PX, HERO_PX * height_px // width_px)
    shown = encode_picture(hero, ".webp", quality=WEBP_QUALITY)
    page.write_text(report_page(take, report, shown), encoding="utf-8", newline="\n")
    return [sheet, moving, page]
