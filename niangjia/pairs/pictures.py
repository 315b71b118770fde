"""A photograph as one viewer gets it: drawn anew, small, with her name and the moment all over it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from niangjia.base import clock
from niangjia.base.actor import Actor
from niangjia.base.files import vault
from niangjia.kernel.errors import NotFound
from niangjia.pairs.access import guest_in_time, other_at
from niangjia.people import api as people

LONGEST_SIDE, QUALITY = 900, 78
INK, SHADE = (255, 255, 255, 110), (0, 0, 0, 90)
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "SourceHanSansSC-Regular.otf",
         "wqy-microhei.ttc", "wqy-zenhei.ttc", "PingFang.ttc", "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc")  # fmt: skip


def picture_for(*, by: Actor, pool_id: UUID, guest_id: UUID) -> bytes:
    """JPEG of another of her meeting, or of her own; nothing of it is kept. That she looked around stands in the journal already.

    :raises NotFound: not to be seen by her, or without a picture. WindowOver:
    """
    me = guest_in_time(by.id, pool_id)
    shown = me if me.id == guest_id else other_at(me, guest_id)
    if shown.photo_id is None or (shown is not me and me.looked_at is None):
        raise NotFound
    viewer = people.people(person_ids=[by.id])[by.id]
    moment = f"{timezone.localtime(clock.now()):%Y-%m-%d %H:%M}"
    content = b"".join(vault.read(shown.photo_id))
    return watermarked(content, f"{viewer.name} {moment}", plain=f"{viewer.phone_masked[-4:]} {moment}")


def watermarked(content: bytes, text: str, *, plain: str) -> bytes:
    """The picture as JPEG with ``text`` across it in rows; ``plain``, without Chinese, where this machine has no font for it."""
    with Image.open(BytesIO(content)) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        base = image.convert("RGBA")
    file = chinese_font()
    size = max(base.width // 26, 14)
    font = ImageFont.truetype(file, size) if file else ImageFont.load_default(size)
    out = BytesIO()
    Image.alpha_composite(base, _veil(base.size, text if file else plain, font, size)).convert("RGB").save(
        out, "JPEG", quality=QUALITY
    )
    return out.getvalue()


def _veil(
    box: tuple[int, int], text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, size: int
) -> Image.Image:
    """The text again and again, aslant, over all of the box: no corner can be cut out without it."""
    side = int((box[0] ** 2 + box[1] ** 2) ** 0.5) + 2 * size
    sheet = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen, width = ImageDraw.Draw(sheet), int(font.getlength(text)) + 3 * size
    for row, top in enumerate(range(0, side, 5 * size)):
        for left in range(-(row % 2) * width // 2, side, width):
            pen.text((left + 1, top + 1), text, font=font, fill=SHADE)
            pen.text((left, top), text, font=font, fill=INK)
    turned = sheet.rotate(24)
    left, top = (side - box[0]) // 2, (side - box[1]) // 2
    return turned.crop((left, top, left + box[0], top + box[1]))


@cache
def chinese_font() -> str:
    """The file of a font that has Chinese; "" when this machine has none. Looked for once a process."""
    folders = [Path(folder).expanduser() for folder in FOLDERS]
    found = {path.name: path for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[cf]")}
    return next((str(found[name]) for name in FONTS if name in found), "")
