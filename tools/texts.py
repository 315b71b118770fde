"""Bring the English texts up to date: every Chinese msgid of code and templates into the .po, the .po into the .mo.

``make texts`` (or ``.venv/bin/python tools/texts.py``) adds what is new with an empty translation, drops what
nobody says any more, and names what still lacks English. The .mo is kept in the repository: the product needs no
gettext tools. ``tests/house/test_languages.py`` proves that both files are complete.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "niangjia"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
METADATA = {
    "Project-Id-Version": "niangjia",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# How many of a call's first arguments are texts, and whether the first of them is a context.
CALLS = {
    **dict.fromkeys(("_", "N_", "phrase", "words", "gettext", "gettext_lazy", "gettext_noop"), (1, False)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (2, False)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (2, True)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (3, True)),
}
_IN_TEMPLATE = re.compile(r"\b((?:np|n|p)?gettext|_)\((?=u?[\"'])")
_LITERAL = re.compile(r"""\s*,?\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)
_HAN = re.compile("[\u4e00-\u9fff]")
_PERCENT_FIELD = re.compile(r"%(?:\(\w+\))?[sd]")
_BRACE_FIELD = re.compile(r"\{\w*(?:[.!:][^{}]*)?\}")


class Text(NamedTuple):
    """One msgid as gettext looks it up."""

    msgid: str
    plural: str = ""
    context: str | None = None


def _text(parts: list[str], has_context: bool) -> Text:
    context, words = (parts[0], parts[1:]) if has_context else (None, parts)
    return Text(words[0], words[1] if len(words) > 1 else "", context)


def called(node: ast.AST) -> str:
    """The name a call is made by: ``_`` of ``_(…)``, ``gettext`` of ``translation.gettext(…)``; "" for the rest."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def in_code(source: str) -> Iterator[Text]:
    """The texts of a Python module; a call with a variable says nothing, its text is marked elsewhere."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or called(node) not in CALLS:
            continue
        wanted, has_context = CALLS[called(node)]
        parts = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) == wanted and texts[0]:
            yield _text(texts, has_context)


def in_refusals(source: str) -> Iterator[Text]:
    """The words that a refusal names (``raise BadDetail(field="学年")``): pages translate them with the refusal."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        for keyword in node.exc.keywords:
            value = keyword.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and _HAN.search(value.value):
                yield Text(value.value)


def in_template(source: str) -> Iterator[Text]:
    """The texts of a template, as Django's own reader of templates gives them to xgettext."""
    code = templatize(source)
    for found in _IN_TEMPLATE.finditer(code):
        wanted, has_context = CALLS[found[1]]
        parts, at = [], found.end()
        while len(parts) < wanted and (literal := _LITERAL.match(code, at)):
            parts.append(ast.literal_eval(literal[1]))
            at = literal.end()
        if len(parts) == wanted:
            yield _text(parts, has_context)


def sources(package: Path = PACKAGE) -> Iterator[tuple[Path, Iterable[Text]]]:
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py" and path.parent.name != "migrations":
            source = path.read_text(encoding="utf-8")
            yield path, (*in_code(source), *in_refusals(source))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield path, in_template(path.read_text(encoding="utf-8"))


def collect(package: Path = PACKAGE) -> dict[Text, list[str]]:
    """Every text and the files that say it. One msgid said with and without a plural is one entry, with the plural."""
    found: dict[Text, list[str]] = {}
    for path, texts in sources(package):
        for text in texts:
            places = found.setdefault(text, [])
            if (place := path.relative_to(ROOT).as_posix()) not in places:
                places.append(place)
    with_plural = {(text.msgid, text.context): text for text in found if text.plural}
    for text in [text for text in found if not text.plural and (text.msgid, text.context) in with_plural]:
        richer = with_plural[text.msgid, text.context]
        found[richer] = sorted({*found[richer], *found.pop(text)})
    return found


def flags(text: Text) -> list[str]:
    words = text.msgid + text.plural
    if _PERCENT_FIELD.search(words):
        return ["python-format"]
    return ["python-brace-format"] if _BRACE_FIELD.search(words) else []


def key(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural, entry.msgctxt)


def translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgstr_plural else bool(entry.msgstr)


def renewed(found: dict[Text, list[str]], known: polib.POFile) -> polib.POFile:
    """The .po of exactly these texts; what was translated before stays; a text that gains a plural is new."""
    before = {key(entry): entry for entry in known if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = METADATA
    for text in sorted(found, key=lambda each: (each.msgid, each.plural, each.context or "")):
        old = before.get(text)
        entry = polib.POEntry(
            msgid=text.msgid, msgctxt=text.context, msgid_plural=text.plural, flags=flags(text),
            occurrences=[(place, "") for place in found[text]], tcomment=old.tcomment if old else "",
        )  # fmt: skip
        if text.plural:
            entry.msgstr_plural = old.msgstr_plural if old else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        fresh.append(entry)
    return fresh


def compiled(po: polib.POFile) -> bytes:
    """The .mo of what is translated; an empty translation would be shown as nothing."""
    full = polib.POFile()
    full.metadata = METADATA
    full.extend(entry for entry in po if translated(entry))
    binary: bytes = full.to_binary()
    return binary


def main() -> int:
    found = collect()
    known = polib.pofile(str(PO)) if PO.exists() else polib.POFile()
    po = renewed(found, known)
    PO.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(PO))
    MO.write_bytes(compiled(po))
    missing = [entry.msgid for entry in po if not translated(entry)]
    for msgid in missing:
        sys.stdout.write(f"no English yet: {msgid!r}\n")
    sys.stdout.write(f"{len(po)} texts, {len(missing)} without English\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
