"""The rule book 考核细则: what members read, written from the scheme itself.

marks: where a number comes from · reading, phrases: a rule as a sentence · chapters, parts, scoring,
outcomes: the chapters · build: the whole book as blocks · markdown, word: the blocks as a file.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language, Text


def write_book(scheme: Scheme, path: Path, language: Language) -> None:
    """Write the rule book as Markdown or Word, by the file's name. Raises InvalidInput for another name."""
    from xianfeng.rulebook.build import rule_book
    from xianfeng.rulebook.markdown import as_markdown
    from xianfeng.rulebook.word import write_word

    kind = path.suffix.lower()
    if kind == ".md":
        path.write_text(as_markdown(rule_book(scheme), language), "utf-8")
    elif kind == ".docx":
        write_word(rule_book(scheme), path, language, datetime.combine(scheme.version, time()))
    else:
        what = Text("考核细则不能写成这种文件", "a rule book cannot be written as such a file")
        fix = Text("文件名以.md或.docx结尾", "end the file's name in .md or .docx")
        raise InvalidInput([Problem(Named.of(path.suffix or path.name), what, fix)])
