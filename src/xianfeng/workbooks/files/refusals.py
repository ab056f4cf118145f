"""Why a whole file is not read at all: each reason with what to do."""

from __future__ import annotations

from xianfeng.engine.text import Text, shown

_SAVE_AS = Text("请用表格软件打开，另存为.xlsx", "Open it in a spreadsheet program and save it as .xlsx")
_SAVE_ANEW = Text(
    "请用表格软件打开，另存为新的.xlsx", "Open it in a spreadsheet program and save it as a new .xlsx"
)
_SMALLER = Text("请只保留需要的工作表后另存，或改用CSV", "Keep only the sheets that are needed, or use CSV")


class Refused(Exception):
    """Raised when a file is not read; what is wrong with it and what to do."""

    def __init__(self, what: Text, fix: Text) -> None:
        self.what, self.fix = what, fix
        super().__init__(what.en)


def not_a_workbook() -> Refused:
    return Refused(Text("不是.xlsx工作簿", "this is not an .xlsx workbook"), _SAVE_AS)


def empty_file() -> Refused:
    return Refused(Text("文件是空的", "the file is empty"), Text("请选另一个文件", "Choose another file"))


def locked_or_old() -> Refused:
    what = Text("文件有密码，或是旧的.xls格式", "the file has a password, or is an old .xls file")
    fix = Text("请去掉密码，另存为.xlsx", "Remove the password and save it as .xlsx")
    return Refused(what, fix)


def damaged(part: str = "") -> Refused:
    name = shown(part)
    where = Text(f"（{name}）", f" ({name})") if part else Text("", "")
    what = Text("工作簿已损坏{where}", "the workbook is damaged{where}").fill(where=where)
    return Refused(what, _SAVE_ANEW)


def too_large(megabytes: int) -> Refused:
    what = Text(f"内容超过{megabytes}MB", f"it holds more than {megabytes} MB")
    return Refused(what, _SMALLER)


def too_many_parts(most: int) -> Refused:
    return Refused(Text(f"组成部分超过{most}个", f"it has more than {most} parts"), _SMALLER)


def swollen(part: str) -> Refused:
    name = shown(part)
    what = Text(f"{name}压缩得异常，可能是有害文件", f"{name} is compressed beyond reason and may be harmful")
    return Refused(what, _SAVE_ANEW)


def has_dtd(part: str) -> Refused:
    name = shown(part)
    what = Text(
        f"{name}含有不允许的文档类型声明", f"{name} has a document type declaration, which is not allowed"
    )
    return Refused(what, _SAVE_ANEW)


def too_intricate(part: str) -> Refused:
    name = shown(part)
    what = Text(f"{name}的结构异常，可能是有害文件", f"{name} is built beyond reason and may be harmful")
    return Refused(what, _SAVE_ANEW)


def not_readable() -> Refused:
    what = Text("读不到这个文件或文件夹", "there is no readable file or folder of this name")
    return Refused(what, Text("请检查路径和权限", "Check the path and the permissions"))


def no_tables() -> Refused:
    what = Text("文件夹里没有CSV或Parquet表", "the folder holds no CSV or Parquet tables")
    fix = Text("请放入党员.csv、事实.csv等", "Put in members.csv, facts.csv and so on")
    return Refused(what, fix)


def not_encoded() -> Refused:
    what = Text("文字编码既不是UTF-8也不是GB18030", "the text is neither UTF-8 nor GB18030")
    return Refused(what, Text("请另存为“CSV UTF-8”", 'Save it as "CSV UTF-8"'))


def not_csv(line: int) -> Refused:
    what = Text(
        f"第{line}行附近的引号或内容不合CSV格式", f"near line {line} quotes or contents are not proper CSV"
    )
    fix = Text(
        "请用表格软件打开，另存为“CSV UTF-8”", 'Open it in a spreadsheet program and save it as "CSV UTF-8"'
    )
    return Refused(what, fix)


def not_parquet() -> Refused:
    what = Text(
        "不是Parquet文件，或已损坏，或含有读不了的值",
        "this is not a Parquet file, or it is damaged, or it holds values that cannot be read",
    )
    fix = Text("请重新导出，时间不带时区", "Export it again, times without a zone")
    return Refused(what, fix)
