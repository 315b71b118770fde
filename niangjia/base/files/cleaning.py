"""Making uploads harmless: pictures are drawn anew without what phones write into them, documents that act are refused."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from niangjia.base.errors import PdfActive, PictureBroken, PictureTooLarge, SheetActive
from niangjia.base.files.kinds import JPEG, PDF, PNG, WEBP

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4096
QUALITY = 88
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

MOST_INFLATED = 32 << 20
HEAD_BYTES = 400  # how far before its stream an object's dictionary is looked for
MOST_UNZIPPED = 200 << 20
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# Long names are looked for everywhere; short ones ("/XFA") turn up in compressed pictures by chance, so outside streams only.
_PDF_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|Encrypt)(?![A-Za-z0-9])"
)
_PDF_ACTIVE_SHORT = re.compile(rb"/(?:JS|XFA|GoToR|GoToE)(?![A-Za-z0-9])")
_PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PDF_BODY = re.compile(rb"(?<!end)stream\r?\n.*?endstream", re.DOTALL)
_SHEET_FOREIGN = (
    "vbaproject",
    "activex",
    "externallinks/",
    "embeddings/",
    "oleobject",
    "macrosheets/",
    "dialogsheets/",
    "connections.xml",
)


def clean_picture(content: bytes, media_type: str, *, longest_side: int = LONGEST_SIDE) -> bytes:
    """The same picture in the same format, upright, at most ``longest_side`` px a side, without EXIF, GPS, comments or trailing bytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[FORMATS[media_type]]) as seen:
                seen.verify()
            with Image.open(BytesIO(content), formats=[FORMATS[media_type]]) as image:
                return _drawn(image, media_type, longest_side)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureTooLarge(megapixels=_megapixels(content), limit=MOST_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, zlib.error):
        raise PictureBroken from None


def _drawn(image: Image.Image, media_type: str, longest_side: int) -> bytes:
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest_side, longest_side))
    clear = upright.has_transparency_data and media_type != JPEG
    bare = upright.convert("RGBA" if clear else "RGB")
    fresh = Image.frombytes(bare.mode, bare.size, bare.tobytes())  # pixels only: nothing else can come along
    out = BytesIO()
    options = {"optimize": True} if media_type == PNG else {"quality": QUALITY}
    fresh.save(out, FORMATS[media_type], **options)
    return out.getvalue()


def _megapixels(content: bytes) -> str:
    """For the message only; the size stands in the header."""
    for match in re.finditer(rb"IHDR(.{4})(.{4})", content[:64], re.DOTALL):
        return str(int.from_bytes(match[1], "big") * int.from_bytes(match[2], "big") // 1_000_000)
    return f"{MOST_PIXELS // 1_000_000}+"


def check_document(content: bytes, media_type: str) -> None:
    """Refuse a PDF or workbook that runs, carries or fetches something."""
    if media_type == PDF:
        if _pdf_acts(content):
            raise PdfActive
    elif not _plain_workbook(content):
        raise SheetActive


def _pdf_acts(content: bytes) -> bool:
    """Looks at names as written, with their escapes undone ("/J#53"), and inside compressed object streams."""
    if _PDF_ACTIVE.search(_unescaped(content)) or _PDF_ACTIVE_SHORT.search(_unescaped(_PDF_BODY.sub(b"", content))):
        return True
    return any(
        _PDF_ACTIVE.search(body) or _PDF_ACTIVE_SHORT.search(body) for body in map(_unescaped, _object_streams(content))
    )


def _unescaped(content: bytes) -> bytes:
    return _PDF_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), content)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The objects that PDF 1.5 packs together. One that we cannot look into counts as hiding something."""
    budget = MOST_INFLATED
    for match in _PDF_STREAM.finditer(content):
        head = _unescaped(content[max(0, match.start() - HEAD_BYTES) : match.start()])
        head = head[head.rfind(b"obj") :]
        if b"/ObjStm" not in head or b"/Filter" not in head:
            continue
        try:
            body = zlib.decompressobj().decompress(content[match.end() :], budget)
        except zlib.error:
            raise PdfActive from None
        yield body
        budget -= len(body)
        if budget <= 0:
            raise PdfActive


def _plain_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            infos = book.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    names = [info.filename.lower() for info in infos]
    if sum(info.file_size for info in infos) > MOST_UNZIPPED or any(info.flag_bits & 1 for info in infos):
        return False
    if not {"[content_types].xml", "xl/workbook.xml"} <= set(names):
        return False
    return not any(
        foreign in name or ".." in name or name.startswith("/") for name in names for foreign in _SHEET_FOREIGN
    )
