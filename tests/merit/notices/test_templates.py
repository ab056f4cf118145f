"""Word templates that a unit supplies: what works, what is refused and why, and what an attack comes to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2 import UndefinedError
from jinja2.sandbox import SecurityError

from xianfeng.merit.notices.exports import sample_template
from xianfeng.merit.notices.sandbox.environment import Environment
from xianfeng.merit.notices.sandbox.packages import MOST_OF_A_PART
from xianfeng.merit.notices.sandbox.refusals import Refused
from xianfeng.merit.notices.sandbox.rendering import render
from xianfeng.merit.notices.word import SAMPLE, TemplateRefused, check_template, render_template

ROWS = [{"name": "=HYPERLINK(1)", "band": "红旗"}, {"name": "{{ title }}<w:br/>", "band": ""}]
WORDS = {"title": "公示", "rows": ROWS}


def document(*lines: str, head: str = "", change: Callable[[Any], None] | None = None) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if head:
        made.sections[0].header.paragraphs[0].text = head
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_placeholders_loops_and_conditions_are_filled_in_and_words_stay_words() -> None:
    template = document(
        "{{ title }}", "{%p for row in rows %}",
        "{{ loop.index }} {{ row.name }}{% if row.band %} {{ row.band }}{% endif %}", "{%p endfor %}",
        "{{ rows|length }}", head="{{ title }}",
    )  # fmt: skip
    made = render(template, WORDS)
    assert texts(made) == ["公示", "1 =HYPERLINK(1) 红旗", "2 {{ title }}<w:br/>", "2"]
    assert docx.Document(io.BytesIO(made)).sections[0].header.paragraphs[0].text == "公示"


ATTACKS = (
    "{{ title.__class__.__mro__[1].__subclasses__() }}",
    "{{ title['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ rows.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ self }}",
    "{{ namespace(x=1) }}",
    "{{ loop.__class__ }}",
    "{{ joiner() }}",
    "{{ config }}",
    "{{ title.format }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ title.upper() }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for a in rows %}{% for b in rows %}{% for c in rows %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 2 ** 100000000 }}",
    "{{ title ~ title }}",
    "{% set x = title %}",
    "{% with x = title %}{{ x }}{% endwith %}",
    "{% macro m() %}{% endmacro %}",
    "{% call title() %}{% endcall %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends title %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ title|center(1000000000) }}",
    "{{ title|pprint }}",
    "{{ rows.append(1) }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_and_nothing_of_it_runs(attack: str) -> None:
    with pytest.raises((Refused, UndefinedError, SecurityError)):
        Environment().from_string(attack).render(WORDS)


@pytest.mark.parametrize("where", ["body", "head", "property"])
def test_an_attacking_template_is_refused_wherever_it_stands(where: str) -> None:
    attack = ATTACKS[0]
    contents = {
        "body": lambda: document(attack),
        "head": lambda: document("x", head=attack),
        "property": lambda: document(
            "x", change=lambda made: setattr(made.core_properties, "subject", attack)
        ),
    }
    with pytest.raises(Refused) as refused:
        render(contents[where](), WORDS)
    assert all(problem.zh and problem.en for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("line", "named"),
    [("{{ titel }}", "titel"), ("{% for row in rows %}{{ row.phone }}{% endfor %}", "phone"), ("{{ title", "{{ title")],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_placeholder(line: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        render(document(line), WORDS)
    assert named in refused.value.problems[0].zh
    assert named in refused.value.problems[0].en


# ---- what is in the package


def with_part(name: str, content: bytes, template: bytes | None = None) -> bytes:
    out = io.BytesIO(document("{{ title }}") if template is None else template)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def replaced(name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document("{{ title }}"))) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            text = source.read(part)
            target.writestr(part, change(text.decode()).encode() if part == name else text)
    return out.getvalue()


def field(made: Any, instruction: str, pieces: int) -> None:
    """Write a field into a document, its instruction spread over some runs."""
    paragraph = made.add_paragraph()
    size = -(-len(instruction) // pieces)
    parts = [instruction[at : at + size] for at in range(0, len(instruction), size)]
    for kind, words in (("begin", ""), *(("", part) for part in parts), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = words or None
        run._r.append(element)


def link(text: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    added = (
        f'<Relationship Id="rId99" Type="{kind}" Target="http://example.org/a.dotm" TargetMode="External"/>'
    )
    return text.replace("</Relationships>", f"{added}</Relationships>")


def _many() -> bytes:
    out = io.BytesIO(document("{{ title }}"))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(250):
            archive.writestr(f"word/part{number}.xml", "<a/>")
    return out.getvalue()


PACKAGES: dict[str, Callable[[], bytes]] = {
    "macros": lambda: with_part("word/vbaProject.bin", b"x"),
    "an embedded file": lambda: with_part("word/embeddings/a.xml", b"<a/>"),
    "a control": lambda: with_part("word/activeX/activeX1.xml", b"<a/>"),
    "a part of a macro document": lambda: replaced(
        "[Content_Types].xml", lambda text: text.replace("document.main+xml", "document.macroEnabled.main+xml")
    ),
    "a link outside": lambda: replaced("word/_rels/document.xml.rels", link),
    "a bomb": lambda: with_part("word/big.xml", b" " * (MOST_OF_A_PART + 1)),
    "entities": lambda: replaced(
        "word/document.xml", lambda text: text.replace("<w:document", '<!DOCTYPE a [<!ENTITY a "b">]><w:document', 1)
    ),
    "too many parts": _many,
    "no archive": lambda: b"PK\x03\x04 nothing",
    "nothing": lambda: b"",
    "a spreadsheet": lambda: with_part("a.xml", b"<a/>", b""),
    "dde": lambda: document("x", change=lambda made: field(made, 'DDEAUTO c:\\windows\\cmd.exe "/k calc"', 1)),
    "dde in pieces": lambda: document("x", change=lambda made: field(made, "DDE excel", 3)),
    "a picture from elsewhere": lambda: document(
        "x", change=lambda made: field(made, "INCLUDEPICTURE http://example.org/a.png", 2)
    ),
    "a placeholder in a field": lambda: document("x", change=lambda made: field(made, "{{ title }}", 1)),
}  # fmt: skip


@pytest.mark.parametrize("what", PACKAGES)
def test_a_dangerous_or_broken_package_is_refused(what: str) -> None:
    with pytest.raises(Refused) as refused:
        render(PACKAGES[what](), WORDS)
    assert refused.value.problems


def test_page_numbers_are_allowed() -> None:
    made = render(document("{{ title }}", change=lambda made: field(made, " PAGE ", 2)), WORDS)
    assert texts(made)[0] == "公示"


# ---- in its own process


def test_the_process_renders_and_says_what_is_wrong() -> None:
    assert "公示" in texts(render_template(document("{{ title }}"), WORDS))[0]
    with pytest.raises(TemplateRefused) as refused:
        check_template(document("{{ titel }}"))
    assert "titel" in refused.value.problems[0]


def test_a_template_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xianfeng.merit.notices.word.SECONDS", 0.01)
    with pytest.raises(TemplateRefused):
        check_template(document("{{ title }}"))


def test_the_template_to_begin_with_works() -> None:
    made = texts(render(sample_template(), SAMPLE))
    assert made[0] == SAMPLE["title"]
    assert sum("示例" in line for line in made) >= 3
