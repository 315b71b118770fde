"""Uploads: judged by contents, cleaned, sealed on disk, given only to those who may see."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from niangjia.base import files, journal
from niangjia.base.actor import Actor
from niangjia.base.crypto import sm3_hex
from niangjia.base.errors import (
    BadFile,
    CannotUnseal,
    FileEmpty,
    FileKindRefused,
    FileTooBig,
    HeicRefused,
    PdfActive,
    PictureBroken,
    PictureTooLarge,
    SheetActive,
)
from niangjia.base.files import vault
from niangjia.base.files.kinds import clean_filename
from niangjia.base.models import StoredFile
from niangjia.base.rotation import rotate
from niangjia.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
LIN = Actor(UUID(int=1), "林晓梅")
OFFICER = Actor(UUID(int=7), "鼓楼区总工会")
STRANGER = Actor(UUID(int=8), "陈")


@pytest.fixture(autouse=True)
def own_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")


@pytest.fixture(autouse=True)
def guard() -> Iterator[None]:
    guards = files.file_guards()
    guards["test.proof"] = files.FileGuard("test.proof", lambda actor, file: actor.id in (file.owner_id, OFFICER.id))
    yield
    del guards["test.proof"]


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, (200, 30, 30, 0)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def phone_picture() -> bytes:
    """Turned by 90°, with camera, place and time in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (26.0, 4.0, 30.0)
    return picture(exif=exif, comment=b"secret comment") + b"trailing <script>"


def pdf(*objects: bytes) -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        + b"\n".join(objects)
        + b"\ntrailer <</Root 1 0 R>>\n%%EOF"
    )


def object_stream(content: bytes, head: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    return b"5 0 obj <<" + head + b">>\nstream\n" + zlib.compress(content) + b"\nendstream\nendobj"


def workbook(*extra: str, main: str = "xl/workbook.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name in ("[Content_Types].xml", main, *extra):
            book.writestr(name, "<x/>")
    return out.getvalue()


def keep(content: bytes, name: str = "证明.jpg", by: Actor = LIN, **options: object) -> StoredFile:
    return files.store(by=by, owner_id=LIN.id, purpose="test.proof", upload=ContentFile(content, name), **options)  # type: ignore[arg-type]  # tests


def seen(file: StoredFile, by: Actor = LIN) -> bytes:
    return files.open_for(by=by, file_id=file.id).content()


def test_a_phones_picture_is_kept_upright_and_says_nothing_about_place_or_phone() -> None:
    file = keep(phone_picture())
    content = seen(file)
    image = Image.open(BytesIO(content))
    assert image.size == (40, 60)
    assert not image.getexif()
    for trace in (b"PhoneMaker", b"secret comment", b"<script>", b"Exif"):
        assert trace not in content
    assert (file.media_type, file.bytes, file.digest) == ("image/jpeg", len(content), sm3_hex(content))


def test_a_pngs_texts_go_and_its_transparency_stays() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "PhoneMaker")
    content = seen(keep(picture("PNG", mode="RGBA", pnginfo=info)))
    assert b"PhoneMaker" not in content
    assert Image.open(BytesIO(content)).mode == "RGBA"


def test_a_large_picture_is_made_smaller_and_webp_is_taken() -> None:
    assert max(Image.open(BytesIO(seen(keep(picture("WEBP", size=(5000, 100)))))).size) == 4096


@pytest.mark.parametrize(
    "content, refusal",
    [
        (b"", FileEmpty),
        (b"MZ\x90\x00 a program", FileKindRefused),
        (b"<svg onload=alert(1)>", FileKindRefused),
        (b"<html>", FileKindRefused),
        (b"GIF89a\x01\x00\x01\x00", FileKindRefused),
        (workbook(), FileKindRefused),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", HeicRefused),
        (picture()[:-200], PictureBroken),
        (b"\xff\xd8\xff\xe0 not a picture", PictureBroken),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, PictureBroken),
        (pdf(b"3 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"), PdfActive),
        (pdf(b"3 0 obj <</S /J#61va#53cript>> endobj"), PdfActive),
        (pdf(b"3 0 obj <</S /Launch /F (cmd.exe)>> endobj"), PdfActive),
        (pdf(b"3 0 obj <</EmbeddedFiles 4 0 R>> endobj"), PdfActive),
        (pdf(b"trailer <</Encrypt 9 0 R>>"), PdfActive),
        (pdf(object_stream(b"3 0 <</S /JavaScript>>")), PdfActive),
        (pdf(b"5 0 obj <</Type /ObjStm /Filter /LZWDecode>>\nstream\nabc\nendstream"), PdfActive),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_harmful_or_broken_files_are_refused_and_leave_nothing(content: bytes, refusal: type[BadFile]) -> None:
    with pytest.raises(refusal) as refused:
        keep(content)
    assert "{" not in str(refused.value)
    assert not StoredFile.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_a_plain_pdf_is_taken_although_its_pictures_contain_short_names_by_chance() -> None:
    content = pdf(
        b"6 0 obj <</Length 9>>\nstream\n\x01/JS \x02/XFA \nendstream\nendobj", object_stream(b"3 0 <</Type /Page>>")
    )
    file = keep(content, "在学证明.PDF")
    assert (file.name, file.media_type, seen(file)) == ("在学证明.pdf", "application/pdf", content)


def test_a_workbook_is_taken_where_it_is_asked_for_and_not_with_macros() -> None:
    assert keep(workbook(), "名册.xlsx", accept=[files.XLSX]).name == "名册.xlsx"
    for bad in (
        workbook("xl/vbaProject.bin"),
        workbook("xl/externalLinks/a.xml"),
        workbook(main="word/document.xml"),
        b"PK\x03\x04broken",
    ):
        with pytest.raises(SheetActive):
            keep(bad, "名册.xlsx", accept=[files.XLSX])


def test_size_is_counted_not_believed() -> None:
    upload = ContentFile(pdf(b" " * 2000), "a.pdf")
    upload.size = 1
    with pytest.raises(FileTooBig, match="1 MB"):
        keep(b"%PDF-" + b" " * (1 << 20), "a.pdf", most_bytes=1 << 20)
    with pytest.raises(FileTooBig):
        files.store(by=LIN, owner_id=LIN.id, purpose="test.proof", upload=upload, most_bytes=1000)


def test_a_picture_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = bytearray(picture("PNG"))
    bomb[16:24] = (30_000).to_bytes(4, "big") * 2
    bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    with pytest.raises(PictureTooLarge, match="900"):
        keep(bytes(bomb))


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\林\\证明.png.exe", "证明.png.jpg"),
        ("=cmd|' /C calc'!A0.jpg", "C calc'!A0.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("<img src=x>.jpg", "_img src=x_.jpg"),
        ("", "file.jpg"),
        ("a" * 300 + ".jpg", "a" * 60 + ".jpg"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_filename(given, files.JPEG) == kept


def test_the_disk_holds_nothing_readable_outside_the_web_root() -> None:
    content = pdf(b"3 0 obj (350102199206176837) endobj" * 5000)
    file = keep(content, "a.pdf")
    (path,) = (p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file())
    assert path == settings.MEDIA_ROOT / file.id.hex[-2:] / str(file.id)
    assert b"350102199206176837" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert len(content) > 2 * vault.CHUNK
    rotate()
    assert seen(file) == content


@pytest.mark.parametrize("change", ["flip", "cut", "swap"])
def test_changed_contents_do_not_open(change: str) -> None:
    file = keep(pdf(b" " * (3 * vault.CHUNK)), "a.pdf")
    path = vault.place(file.id)
    sealed, size = bytearray(path.read_bytes()), vault.CHUNK + vault.TAG
    if change == "flip":
        sealed[-1] ^= 1
    elif change == "cut":
        del sealed[vault.HEAD + 2 * size :]
    else:
        first, second = slice(vault.HEAD, vault.HEAD + size), slice(vault.HEAD + size, vault.HEAD + 2 * size)
        sealed[first], sealed[second] = sealed[second], sealed[first]
    path.write_bytes(sealed)
    with pytest.raises(CannotUnseal):
        seen(file)


def test_a_file_does_not_open_as_another() -> None:
    one, two = keep(picture()), keep(picture(size=(61, 41)))
    vault.place(one.id).replace(vault.place(two.id))
    with pytest.raises(CannotUnseal):
        seen(two)


def test_only_those_the_guard_lets_see_get_it_and_others_learn_nothing() -> None:
    file = keep(picture())
    assert seen(file, by=OFFICER)
    for by, file_id in ((STRANGER, file.id), (LIN, UUID(int=99))):
        with pytest.raises(NotFound) as refused:
            files.open_for(by=by, file_id=file_id)
        assert str(refused.value) == str(NotFound())


def test_a_purpose_without_a_guard_is_seen_by_nobody() -> None:
    file = files.store(by=LIN, owner_id=LIN.id, purpose="test.unknown", upload=ContentFile(picture(), "a.jpg"))
    with pytest.raises(NotFound):
        files.open_for(by=LIN, file_id=file.id)


def test_looks_of_others_are_in_the_owners_journal() -> None:
    file = keep(picture())
    seen(file, by=LIN)
    seen(file, by=OFFICER)
    (look,) = journal.looks_at(LIN.id)
    assert (look.actor_id, look.about_id, look.details) == (OFFICER.id, file.id, {"what": "test.proof"})


def test_browsers_may_do_nothing_with_it_but_show_or_save() -> None:
    shown = files.open_for(by=LIN, file_id=keep(picture()).id).headers
    assert shown["Content-Disposition"].startswith("inline; filename*=UTF-8''%E8%AF%81%E6%98%8E.jpg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["Cache-Control"] == "private, no-store"
    saved = files.open_for(by=LIN, file_id=keep(pdf(), "a.pdf").id).headers
    assert saved["Content-Disposition"].startswith("attachment")
    assert (
        files.open_for(by=LIN, file_id=keep(picture()).id, download=True)
        .headers["Content-Disposition"]
        .startswith("attachment")
    )


def test_an_erased_file_is_gone_and_its_row_says_when(django_capture_on_commit_callbacks: object) -> None:
    file = keep(picture())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        files.erase(by=LIN, file_id=file.id, reason="本人要求删除")
    assert not vault.place(file.id).exists()
    assert StoredFile.objects.get(id=file.id).erased_at
    for again in (lambda: files.erase(by=LIN, file_id=file.id, reason="x"), lambda: seen(file)):
        with pytest.raises(NotFound):
            again()


def test_contents_without_a_row_are_swept_after_a_day() -> None:
    kept, orphan = keep(picture()), UUID(int=42)
    vault.write(orphan, b"rolled back")
    assert files.sweep_orphans() == 0
    assert files.sweep_orphans(older_than_s=-1) == 1
    assert not vault.place(orphan).exists()
    assert seen(kept)
