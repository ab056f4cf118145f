"""The columns of the register that a file may fill, by the names people give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xianfeng.engine.text import Text
from xianfeng.people.members.models import Member


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code (a field of Member, or where the member belongs), its title, other names, a hint.

    `choices` are the codes it may hold, each with the words for it: the Chinese and the English one first.
    """

    code: str
    title: Text
    names: tuple[str, ...]
    hint: Text
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


KINDS = {
    Member.Kind.FULL.value: ("正式党员", "full member", "正式", "full"),
    Member.Kind.PROBATIONARY.value: ("预备党员", "probationary member", "预备", "probationary"),
}
CATEGORIES = {
    Member.Category.IN_SERVICE.value: (
        "在职", "in service", "在岗", "在职党员", "在岗党员", "在岗职工", "在职职工", "in_service",
    ),
    Member.Category.RETIRED.value: (
        "离退休", "retired", "退休", "离休", "离退休党员", "退休党员", "离休党员", "离退休人员",
    ),
    Member.Category.RURAL.value: ("农村", "rural", "农民", "农村党员", "农民党员", "务农"),
    Member.Category.STUDENT.value: ("学生", "student", "学生党员", "在校学生"),
    Member.Category.FLEXIBLE.value: (
        "灵活就业", "flexible employment", "灵活就业党员", "新就业群体", "自由职业", "flexible",
    ),
}  # fmt: skip
_A_DATE = Text("例如2010-07-01，也可只写到月", "such as 2010-07-01; the month is enough")

COLUMNS = (
    Column(
        "name", Text("姓名", "name"),
        ("党员姓名", "名字", "full name", "member name"),
        Text("全名", "the full name"), required=True,
    ),
    Column(
        "staff_no", Text("员工号", "staff number"),
        ("工号", "员工编号", "职工号", "职工编号", "人员编号", "党员编号", "编号", "staff no", "staff no.", "employee number", "employee no", "id"),
        Text("每人一个，不重复；不是证件号码", "one for each person; no number of a document"), required=True,
    ),
    Column(
        "branch", Text("所在党支部", "party branch"),
        ("党支部", "支部", "所在支部", "支部名称", "党支部名称", "所属支部", "所属党支部", "所在党组织", "党组织", "branch"),
        Text("党支部的名称或代码", "name or code of the party branch"),
    ),
    Column(
        "group", Text("党小组", "party group"),
        ("小组", "所在小组", "所在党小组", "所属党小组", "党小组名称", "group"),
        Text("党小组的名称或代码；没有就不填", "name or code of the party group; empty without one"),
    ),
    Column(
        "joined_on", Text("入党时间", "joined the party on"),
        ("入党日期", "加入党组织日期", "加入党组织时间", "入党年月", "入党年月日", "加入中国共产党时间", "joined on", "joined"),
        _A_DATE,
    ),
    Column(
        "full_on", Text("转正时间", "full member since"),
        ("转正日期", "转为正式党员日期", "转为正式党员时间", "转正年月", "full on", "full since"),
        _A_DATE,
    ),
    Column(
        "kind", Text("人员类别", "kind of membership"),
        ("党员类别", "党员类型", "党员性质", "kind"),
        Text("正式党员或预备党员", "full member or probationary member"), choices=KINDS,
    ),
    Column(
        "category", Text("在职情况", "category"),
        ("在岗情况", "人员身份", "身份类别", "就业状态", "职工类别", "在职状态"),
        Text("在职、离退休、农村、学生或灵活就业", "in service, retired, rural, student or flexible employment"),
        choices=CATEGORIES,
    ),
    Column(
        "work_post", Text("岗位", "work post"),
        ("职务", "工作岗位", "岗位名称", "职务职称", "行政职务", "岗位职务", "post", "job", "job title"),
        Text("现在的工作岗位", "the present post at work"),
    ),
    Column(
        "work_phone", Text("办公电话", "work phone"),
        ("工作电话", "单位电话", "座机", "办公室电话", "office phone", "work telephone"),
        Text("办公电话，不写私人号码", "the work phone, no private number"),
    ),
    Column(
        "work_email", Text("工作邮箱", "work e-mail"),
        ("办公邮箱", "单位邮箱", "企业邮箱", "work email", "work e-mail address", "office e-mail"),
        Text("工作邮箱", "the work e-mail address"),
    ),
    Column(
        "team", Text("班组", "team"),
        ("团队", "所在班组", "班组名称", "小队", "所在小队", "crew"),
        Text("本党支部名下的班组", "a team that the branch keeps"),
    ),
)  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
FIELDS = tuple(column.code for column in COLUMNS if column.code not in ("branch", "group", "team"))
"""Columns that are fields of Member by the same name."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that is never read: how it is called, and the parts of titles that speak of it."""

    title: Text
    parts: tuple[str, ...]
    names: tuple[str, ...] = ()


NEVER = (
    Topic(Text("民族", "ethnicity"), ("民族", "族别", "ethnic", "nationality")),
    Topic(
        Text("证件号码", "number of an identity document"),
        ("身份证", "身份号码", "证件号", "证件编号", "护照", "社保号", "idnumber", "idcard", "identity", "identification", "passport"),
        ("idno", "idno."),
    ),
    Topic(
        Text("住址", "home address"),
        ("住址", "住所", "居住", "家庭地址", "通讯地址", "通信地址", "联系地址", "户籍", "户口", "homeaddress", "mailingaddress", "residen"),
        ("地址", "address"),
    ),
    Topic(Text("籍贯", "native place"), ("籍贯", "出生地", "祖籍", "nativeplace", "birthplace", "placeofbirth", "hometown")),
    Topic(Text("宗教", "religion"), ("宗教", "信仰", "教派", "relig", "belief")),
    Topic(
        Text("家庭", "family"),
        ("家庭", "家属", "亲属", "配偶", "子女", "父母", "父亲", "母亲", "爱人", "丈夫", "妻子", "社会关系", "婚姻", "婚否", "生育", "家风",
         "famil", "spouse", "child", "parent", "relative", "marital", "household"),
    ),
    Topic(
        Text("健康", "health"),
        ("健康", "疾病", "病史", "病情", "患病", "残疾", "血型", "体检", "身体状况", "医疗", "health", "illness", "disease", "disab", "medical", "bloodtype"),
    ),
    Topic(
        Text("收入", "income"),
        ("收入", "工资", "薪", "奖金", "银行", "存款", "income", "salary", "wage", "bank"),
    ),
    Topic(
        Text("私人电话和账号", "private phone and accounts"),
        ("手机", "移动电话", "私人电话", "家庭电话", "住宅电话", "微信", "mobile", "cellphone", "homephone", "privatephone", "wechat"),
        ("qq", "qq号"),
    ),
    Topic(Text("出生和性别", "birth and sex"), ("出生", "生日", "年龄", "性别", "birth"), ("age", "sex", "gender")),
    Topic(Text("他人的言行", "what others said or did"), ("举报", "线索", "信访", "维稳", "思想动态", "informant", "petition")),
)  # fmt: skip
"""What no page asks for, no table holds and no import reads (personal data beyond the purpose)."""
