"""One row of a ballot: who rates, which item, and a score or a grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.polls import WHOLE
from xianfeng.engine.scheme import RATERS, Component, Item, Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import RATERS as RATER_WORDS
from xianfeng.engine.words import RATERS_IN_SHORT
from xianfeng.workbooks.checking.choices import Choices
from xianfeng.workbooks.checking.rows import Row

RATER_KIND = Text("方式", "rater kind")
ITEM = Text("项目", "item")
GRADE = Text("等次", "grade")
_NO_SUCH_RATERS = Text("本办法没有“{kind}”", 'the scheme has no "{kind}"')
_NO_ITEMS = Text(
    "“{component}”只评一个总分，不分项目", '"{component}" is one score for the whole, without items'
)
_EMPTY_IT = Text("请留空", "Leave it empty")
_BY_ITEM = Text(
    "“{component}”要逐项评，没有写项目", '"{component}" is answered item by item; no item is written'
)
_WRITE_ITEM = Text("请写上项目", "Write the item")
_NOT_THEIRS = Text("“{item}”不用于此人的类别", '"{item}" is not for this member\'s variant')
_DELETE = Text("请删去这一行，或改正被评人的类别", "Delete this row, or correct the ratee's variant")
_NEITHER = Text("得分和等次都没有写", "neither a score nor a grade is written")
_BOTH = Text("得分和等次都写了", "both a score and a grade are written")
_EITHER = Text("请写其中一个", "Write one of them")
_NO_GRADES = Text("“{component}”不用等次", '"{component}" takes no grades')
_SCORE = Text("请写得分", "Write a score")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item, '' for the whole: points in hundredths, or the code of a grade."""

    item: str
    value: int | str


class Answers:
    """Reads answers by what the scheme asks of each kind of rater."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._components = {c.raters: c for c in scheme.components.values() if c.raters}
        titles = {code: RATER_WORDS[code] for code in RATERS}
        own = {code: component.title for code, component in self._components.items() if code}
        self._kinds = Choices(RATER_KIND, titles, (own, RATERS_IN_SHORT))
        self._items: dict[str, Choices] = {}
        self._grades: dict[str, Choices] = {}
        self._of: dict[tuple[str, str], dict[str, Item]] = {}

    def component(self, row: Row) -> Component | None:
        """Return the component that the row's kind of rater rates."""
        kind = row.choice("rater_kind", self._kinds)
        if kind is None:
            return None
        if kind not in self._components:
            titles = joined([RATER_WORDS[code] for code in self._components if code])
            fix = Text("可以写：{kinds}", "Write one of: {kinds}").fill(kinds=titles)
            row.problem("rater_kind", _NO_SUCH_RATERS.fill(kind=RATER_WORDS[kind]), fix)
        return self._components.get(kind)

    def items(self, component: Component, variant: str) -> Mapping[str, Item]:
        """Return the items that are for the variant; none where the whole is rated."""
        key = (component.code, variant)
        if key not in self._of:
            sheet = self._scheme.sheet_of(component)
            self._of[key] = {item.code: item for _, item in sheet.items_for(variant)} if sheet else {}
        return self._of[key]

    def answer(self, row: Row, component: Component, items: Mapping[str, Item]) -> Answer | None:
        """Return the answer in a row; None when anything about it is wrong."""
        item = self._item(row, component, items)
        most = FULL if not item else items[item].points or 0
        value = self._value(row, component, most if item is not None else FULL)
        return Answer(item, value) if item is not None and value is not None else None

    def _item(self, row: Row, component: Component, items: Mapping[str, Item]) -> str | None:
        if component.sheet is None:
            if not row.gives("item"):
                return WHOLE
            row.problem("item", _NO_ITEMS.fill(component=component.title), _EMPTY_IT)
            return None
        if not row.gives("item"):
            row.problem("item", _BY_ITEM.fill(component=component.title), _WRITE_ITEM)
            return None
        choices = self._choices(component)
        code = row.choice("item", choices)
        if code is not None and code not in items:
            row.problem("item", _NOT_THEIRS.fill(item=choices.titles[code]), _DELETE)
            return None
        return code

    def _choices(self, component: Component) -> Choices:
        if component.code not in self._items:
            sheet = self._scheme.sheet_of(component)
            sections = sheet.sections.values() if sheet else ()
            titles = {item.code: item.title for section in sections for item in section.items.values()}
            self._items[component.code] = Choices(ITEM, titles)
        return self._items[component.code]

    def _value(self, row: Row, component: Component, most: int) -> int | str | None:
        scored, graded = row.gives("score"), row.gives("grade")
        if scored and graded:
            row.problem("grade", _BOTH, _EITHER)
        elif not scored and not graded:
            row.problem("score", _NEITHER, _EITHER if component.grades else _SCORE)
        elif graded:
            return self._grade(row, component)
        else:
            return self._score(row, most)
        return None

    def _score(self, row: Row, most: int) -> int | None:
        score = row.amount("score", 0)
        if score is not None and score > most:
            what = Text(f"{show(score)}高于这一项的满分", f"{show(score)} is above what the item is worth")
            row.problem("score", what, Text(f"最高{show(most)}", f"At most {show(most)}"))
            return None
        return score

    def _grade(self, row: Row, component: Component) -> str | None:
        if not component.grades:
            row.problem("grade", _NO_GRADES.fill(component=component.title), _SCORE)
            return None
        if component.code not in self._grades:
            titles = {code: component.grade_titles.get(code, Text.same(code)) for code in component.grades}
            self._grades[component.code] = Choices(GRADE, titles)
        return row.choice("grade", self._grades[component.code])
