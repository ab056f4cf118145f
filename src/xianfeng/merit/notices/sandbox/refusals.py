"""What is wrong with a template, in both languages, all of it at once where that is possible."""

from __future__ import annotations

from collections.abc import Iterable

from xianfeng.engine.text import Text, shown


class Refused(Exception):
    """Raised with everything that is wrong with a template."""

    def __init__(self, problems: Iterable[Text]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.en for problem in self.problems))


def about(problem: Text, *what: str) -> Text:
    """Return a problem with what it is about in the place of {0}, {1}: fit for a message."""
    names = [shown(each) for each in what]
    return Text(problem.zh.format(*names), problem.en.format(*names))


NO_WORD_FILE = Text(
    "这不是Word文档（.docx），或者文件已损坏。", "This is not a Word document (.docx), or it is damaged."
)
TOO_LARGE = Text("文件太大，最多{0}MB。", "The file is too large; at most {0} MB.")
INFLATES_TOO_MUCH = Text(
    "“{0}”展开后太大，可能是有问题的压缩文件。", "“{0}” becomes too large when unpacked."
)
TOO_MANY_PARTS = Text("文件内的部件太多，最多{0}个。", "The file has too many parts; at most {0}.")
PART_NOT_ALLOWED = Text(
    "含有“{0}”。模板里只能有文字、样式和图片，请去掉宏、嵌入的文件和控件。",
    "It contains “{0}”. A template has text, styles and pictures only: no macros, embedded files or controls.",
)
POINTS_OUTSIDE = Text(
    "“{0}”引用了文件以外的内容（{1}），请去掉链接。",
    "“{0}” refers to something outside the file ({1}); remove the link.",
)
FIELD_NOT_ALLOWED = Text(
    "含有域“{0}”。模板里只能用页码、总页数。", "It contains the field “{0}”. Only page numbers are allowed."
)
NOT_AS_WORD_WRITES = Text("“{0}”的格式不对。", "“{0}” is not written as Word writes it.")
NOT_A_PLACEHOLDER = Text(
    "“{0}”不能用。模板里只能写占位符、if和for。",
    "“{0}” cannot be used. A template has placeholders, if and for only.",
)
UNKNOWN_PLACEHOLDER = Text("没有“{0}”这个占位符。", "There is no placeholder “{0}”.")
WRONG_SYNTAX = Text(
    "占位符写得不完整：{0}（“{1}”附近）。", "A placeholder is not complete: {0} (near “{1}”)."
)
NESTED_TOO_DEEP = Text("循环套得太多，最多{0}层。", "Loops stand too deep in one another; at most {0}.")
TOOK_TOO_LONG = Text(
    "生成时间太长或用的内存太多，已停下。请把模板改简单些。",
    "It took too long or too much memory and was stopped. Simplify the template.",
)
