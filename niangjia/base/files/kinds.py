"""What a file is, told by its first bytes; a name or a header proves nothing."""

from __future__ import annotations

from niangjia.kernel.text import clean

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
HEIC = "image/heic"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES = (JPEG, PNG, WEBP)
ENDINGS = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf", XLSX: ".xlsx"}
NAMES = {JPEG: "JPG", PNG: "PNG", WEBP: "WebP", PDF: "PDF", XLSX: "XLSX"}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
LONGEST_NAME = 60
_UNWELCOME = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def media_type_of(content: bytes) -> str | None:
    """The media type by signature; None for everything we do not know."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    if content.startswith(b"%PDF-"):
        return PDF
    return XLSX if content.startswith(b"PK\x03\x04") else None


def clean_filename(name: str, media_type: str) -> str:
    """A name to show and to save under: no path, no control or markup characters, the ending its contents have."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    printable = "".join(
        c for c in clean(stem) if c.isprintable() and not 0x202A <= ord(c) <= 0x202E and not 0x2066 <= ord(c) <= 0x2069
    )
    stem = printable.translate(_UNWELCOME).strip(" .=@+-")[:LONGEST_NAME]
    return (stem or "file") + ENDINGS[media_type]
