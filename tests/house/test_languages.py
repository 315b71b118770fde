"""Chinese is what the code says, English is complete: nobody meets half a page in the other language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import polib
import pytest

from tests.architecture.sources import PACKAGE, files, name, tree
from tools.texts import CALLS, MO, PO, Text, called, collect, compiled, in_code, in_refusals, in_template, key, renewed

HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff]+")
FIELD = re.compile(r"%\(\w+\)[-+0-9.]*[a-z]|%%|\{\w*(?:[.!:][^{}]*)?\}")
WEB = PACKAGE / "web"
# Names, and what people write into the boxes of a workbook: an English text must quote them as they are.
AS_THEY_ARE = {
    "娘家", "是", "否", "有", "无", "男", "女", "合格", "不合格", "专科", "本科", "高中", "市", "县", "镇街", "基层",
    "居民身份证", "港澳台居民居住证", "外国人永久居留身份证", "护照", "地方总工会", "地方工会", "产业工会", "企业工会",
    "机关事业单位工会", "联合工会", "新就业形态联合工会",
}  # fmt: skip
OWN_NAME = {"中文"}  # a language is named in itself
GALLERY = re.compile(r"/(?:gallery\w*\.html|(?:gallery|samples\w*)\.py)$")  # the demo's parts, with sample texts
# Chinese that is read or compared, never shown: the headers of workbooks, answers typed in, ends of names.
READ_ONLY = {
    "niangjia/web/console/workbooks.py": "姓名|职工姓名|会员姓名|学生姓名|工会名称|工会全称|名称|缴费单位|缴费单位名称|单位名称",
    "niangjia/web/console/case_page.py": "元",
    "niangjia/web/console/definition_pages.py": "是|否",
    "niangjia/web/public/objecting.py": "手机",
    "niangjia/web/templatetags/nj.py": "一二三四五六日",
    "niangjia/web/worker/words.py": "工会委员会|委员会",
}
TAGS = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}|\{%\s*translate\b.*?%\}|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def po() -> polib.POFile:
    return polib.pofile(str(PO))


@pytest.fixture(scope="module")
def said() -> dict[Text, list[str]]:
    return collect()


def english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def fields(text: str) -> list[str]:
    return sorted(set(FIELD.findall(text)))


def test_every_text_of_code_and_templates_is_in_english(po: polib.POFile, said: dict[Text, list[str]]) -> None:
    spoken = {key(entry) for entry in po if all(english(entry))}
    assert {text.msgid: places for text, places in said.items() if text not in spoken} == {}, (
        "make texts, then translate"
    )


def test_nothing_is_translated_that_nobody_says(po: polib.POFile, said: dict[Text, list[str]]) -> None:
    assert [entry.msgid for entry in po if key(entry) not in said] == []


def test_nothing_is_fuzzy_or_obsolete(po: polib.POFile) -> None:
    assert [entry.msgid for entry in po if entry.fuzzy or entry.obsolete] == []


def test_both_sides_name_the_same_fields(po: polib.POFile) -> None:
    wrong = {entry.msgid: text for entry in po for text in english(entry) if fields(text) != fields(entry.msgid)}
    assert wrong == {}


def test_lines_break_in_the_same_number(po: polib.POFile) -> None:
    wrong = [entry.msgid for entry in po for text in english(entry) if text.count("\n") != entry.msgid.count("\n")]
    assert wrong == []


def test_english_is_english(po: polib.POFile) -> None:
    wrong = {
        entry.msgid: text
        for entry in po
        for text in english(entry)
        if set(HAN.findall(text)) - AS_THEY_ARE or re.search("[，。；：？！“”]", text.replace("“", "").replace("”", ""))
    }
    assert wrong == {}


def test_english_cannot_break_a_page(po: polib.POFile) -> None:
    """Templates put texts into attributes as they are: no straight quotes, no markup that the Chinese does not have."""
    markup = re.compile(r'"|</?\w+>|[<>&]')
    wrong = {
        entry.msgid: text
        for entry in po
        for text in english(entry)
        if sorted(markup.findall(text)) != sorted(markup.findall(entry.msgid))
    }
    assert wrong == {}


def test_what_is_said_is_chinese(said: dict[Text, list[str]]) -> None:
    """An English msgid would be shown to Chinese readers as it is."""
    wordy = re.compile("[A-Za-z]{2,}")
    wrong = {
        text.msgid: places
        for text, places in said.items()
        if wordy.search(FIELD.sub("", text.msgid)) and not HAN.search(text.msgid)
    }
    assert wrong == {}


def test_the_compiled_file_is_that_of_the_texts(po: polib.POFile) -> None:
    assert compiled(po) == MO.read_bytes(), "make texts"


def test_templates_say_nothing_outside_translation() -> None:
    wrong = [
        f"{name(path)}: {word}"
        for path in files(".html", under=WEB)
        if not GALLERY.search(path.as_posix())
        for word in HAN.findall(TAGS.sub(" ", path.read_text(encoding="utf-8")))
        if word not in OWN_NAME
    ]
    assert wrong == []


def test_pages_say_nothing_outside_translation() -> None:
    wrong = [
        f"{name(path)}:{line}: {text}"
        for path in files(".py", under=WEB)
        if not GALLERY.search(path.as_posix())
        for line, text in untranslated(tree(path))
        if not re.fullmatch(READ_ONLY.get(name(path), "-"), text)
    ]
    assert wrong == []


def untranslated(module: ast.AST) -> Iterator[tuple[int, str]]:
    """Chinese constants that no call marks, no choice of language guards and no name calls Chinese ("zh")."""
    for node in ast.iter_child_nodes(module):
        if called(node) in CALLS or chooses_language(node) or is_docstring(node):
            continue
        if isinstance(node, ast.keyword) and node.arg == "zh":
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value):
            yield node.lineno, node.value
        yield from untranslated(node)


def chooses_language(node: ast.AST) -> bool:
    """``… if chinese() else …``: both languages are written there."""
    return isinstance(node, ast.IfExp) and "chinese" in ast.unparse(node.test)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_a_text_is_found_however_it_is_written() -> None:
    code = '_("一"); N_("二" "三"); ngettext("%(n)s 件", "%(n)s 件们", n); pgettext("门", "开"); _(four); _(f"{five}")'
    assert set(in_code(code)) == {Text("一"), Text("二三"), Text("%(n)s 件", "%(n)s 件们"), Text("开", context="门")}
    assert list(in_refusals('raise BadDetail(field="学年", n=1)')) == [Text("学年")]
    page = """{% translate "一" %}<c-x t="{% translate '二' as t %}" />{{ _("三") }}{# {% translate "不算" %} #}
    {% blocktranslate count n=m %}{{ n }} 件{% plural %}{{ n }} 件们{% endblocktranslate %}{% translate "开" context "门" %}"""
    wanted = {Text("一"), Text("二"), Text("三"), Text("%(n)s 件", "%(n)s 件们"), Text("开", context="门")}
    assert set(in_template(page)) == wanted


def test_chinese_outside_a_call_is_seen() -> None:
    code = '"说明"\na = "甲"\nb = _("乙")\nc = "丙" if chinese() else "c"\nd = f(zh="丁", en="d")\ne = f"戊{a}"'
    assert [text for _line, text in untranslated(ast.parse(code))] == ["甲", "戊"]


def test_what_is_new_waits_for_english_and_what_is_old_goes() -> None:
    known = polib.POFile()
    known.extend([polib.POEntry(msgid="旧", msgstr="old"), polib.POEntry(msgid="在", msgstr="here")])
    po = renewed({Text("在"): ["a.py"], Text("新 {n}"): ["b.py"]}, known)
    found = [(entry.msgid, entry.msgstr, entry.flags) for entry in po]
    assert found == [("在", "here", []), ("新 {n}", "", ["python-brace-format"])]


def test_what_has_no_english_yet_is_left_out_of_the_compiled_file() -> None:
    po = renewed({Text("在"): ["a.py"], Text("新"): ["b.py"]}, polib.POFile())
    po[0].msgstr = "here"
    assert [text.encode() in compiled(po) for text in ("在", "here", "新")] == [True, True, False]
