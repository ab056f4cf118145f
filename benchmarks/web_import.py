"""How long an import of 29,136 members takes: python -m benchmarks.web_import [--rounds N].

Beside it, in the same run and process, its bare parse and bulk_create of the same rows. The import is all of
it: inspecting and reading the file, keeping the draft, the dry run, and doing it, which plans once more.
`measure` needs Django's settings and a migrated database and leaves the database as it was.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

MEMBERS, BRANCHES = 29_136, 968
WANTED = 3.0
"""An import may take so many times its bare parse and bulk_create."""
ON = date(2026, 1, 1)
HEAD = (
    "姓名", "员工号", "所在党支部", "入党时间", "转正时间", "人员类别", "岗位", "办公电话", "工作邮箱", "民族", "身份证号",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文辉建国玉兰秀志红波宁飞鹏浩宇佳欣怡"


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of an import, and of its bare parse and bulk_create of the same rows."""

    whole: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.whole / self.bare


def measure(rounds: int = 3) -> Measured:
    """Return the quickest of several rounds of each, taken in turns."""
    content, found = _workbook(), []
    with _undone():
        contenders = _contenders(content)
        found = [[_timed(run) for run in contenders] for _ in range(rounds)]
    whole, bare = zip(*found, strict=True)
    return Measured(min(whole), min(bare))


def _contenders(content: bytes) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return the import, and the bare parse and bulk_create of the rows that it writes."""
    company = _company()
    with _undone():
        _import(content, *company)
        rows = _written()
    return lambda: _import(content, *company), lambda: _bare(content, rows)


def _import(content: bytes, unit: Any, actor: Any, scope: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from xianfeng.people.members.importing.applying import run_import
    from xianfeng.people.members.importing.drafts import keep_draft, make_plan
    from xianfeng.people.members.importing.models import ImportDraft
    from xianfeng.people.members.importing.reading import read_upload

    read = read_upload(SimpleUploadedFile("members.xlsx", content), timezone.localdate())
    draft = ImportDraft.objects.get(pk=keep_draft(actor, unit, read, ON).pk)
    plan, _register = make_plan(draft, scope)
    outcome = run_import(actor, draft, scope, plan.digest)
    assert outcome.is_done
    assert outcome.plan.counts["added"] == MEMBERS


def _bare(content: bytes, rows: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    from python_calamine import CalamineWorkbook

    from xianfeng.people.members.models import Affiliation, Member

    parsed = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    members = Member.objects.bulk_create(Member(**row) for row in rows[0])
    belonging = zip(members, rows[1], strict=True)
    Affiliation.objects.bulk_create(Affiliation(member_id=member.pk, **row) for member, row in belonging)
    assert len(parsed) - 1 == len(members) == MEMBERS


def _written() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the fields of the members and affiliations that the import wrote."""
    from xianfeng.people.members.models import Affiliation, Member

    members = Member.objects.filter(staff_no__startswith="BENCH").order_by("id").values()
    belonging = Affiliation.objects.filter(member__staff_no__startswith="BENCH").order_by("member").values()
    return [_without(row, "id") for row in members], [_without(row, "id", "member_id") for row in belonging]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _company() -> tuple[Any, Any, Any]:
    """Make a committee with its branches and an officer; return the committee, the officer and her scope."""
    from django.utils import timezone

    from xianfeng.people.accounts.access import scope_of
    from xianfeng.people.accounts.models import Appointment, User
    from xianfeng.people.audit.operations import Actor
    from xianfeng.people.organizations.models import Unit
    from xianfeng.people.organizations.roles import Role

    since = {"founded_on": date(1950, 7, 1)}
    top = Unit.objects.add_root({"kind": "committee", "code": "BENCH", "name": "天河党委", **since})
    for at in range(1, BRANCHES + 1):
        fields = {"kind": "branch", "code": f"BENCH{at}", "name": f"第{at}党支部", **since}
        Unit.objects.add_child(top, fields)
        top.numchild = at
    officer = User.objects.create(username="BENCH", name="officer")
    Appointment.objects.create(user=officer, role=Role.OFFICER, unit=top, from_on=since["founded_on"])
    return top, Actor(officer.pk), scope_of(officer, timezone.localdate())


def _people() -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the workbook; no two names are the same."""
    for at in range(MEMBERS):
        name = SURNAMES[at % 40] + GIVEN[at // 40 % 41] + GIVEN[at // 1640 % 41]
        number, joined = f"BENCH{at:06}", date(1970 + at % 50, 1 + at % 12, 1 + at % 28)
        belongs = (f"第{at % BRANCHES + 1}党支部", joined, joined.replace(year=joined.year + 1), "正式党员")
        contact = ("采油工", f"0990-{6_000_000 + at}", f"{number.lower()}@example.org")
        yield name, number, *belongs, *contact, "某族", f"65020319900101{at % 9000 + 1000}"


def _workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet("党员"), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate((HEAD, *_people())):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                else:
                    sheet.write_string(number, at, value)
    return out.getvalue()


class _Undo(Exception):
    """Raised to undo what was only measured."""


@contextmanager
def _undone() -> Iterator[None]:
    from django.db import transaction

    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


def _timed(run: Callable[[], None]) -> float:
    gc.collect()
    with _undone():
        began = time.perf_counter()
        run()
        return time.perf_counter() - began
    raise AssertionError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XIANFENG_DATA": folder, "DJANGO_SETTINGS_MODULE": "xianfeng.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        found = measure(options.rounds)
    print(f"import of {MEMBERS:,} rows: {found.whole:.2f} s; bare parse and bulk_create: {found.bare:.2f} s")
    print(f"ratio {found.ratio:.2f}, at most {WANTED:g} wanted")


if __name__ == "__main__":
    main()
