"""The check table of a settlement as a workbook. Every cell is a text; nothing in it can run as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.assessments.effects import Moved
from xianfeng.merit.assessments.models import Result, Settlement
from xianfeng.merit.assessments.showing import Row, rows_of
from xianfeng.merit.assessments.words import reason_words
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.scope import operation
from xianfeng.site.tables import plain, write_texts


@operation
def export_results(
    actor: Actor,
    settlement: Settlement,
    scheme: Scheme,
    results: Sequence[Result],
    moved: Sequence[Moved],
    *,
    by: str,
) -> bytes:
    """Return the results of a version as a workbook, people by surname, and record that it left."""
    period = settlement.period
    title = f"{period.unit.name} {words_of(Period.parse(period.code))} {_version(settlement)}"
    content = _workbook(_tables(settlement, scheme, results, moved), title, by)
    record(
        actor, "assessments.export", period, period.unit_id, period=period.code, version=settlement.version,
        number=len(results),
    )  # fmt: skip
    return content


def _version(settlement: Settlement) -> str:
    return _("version %(number)s") % {"number": settlement.version}


Table = tuple[str, list[list[str]]]


def _tables(
    settlement: Settlement, scheme: Scheme, results: Sequence[Result], moved: Sequence[Moved]
) -> Iterator[Table]:
    rows = rows_of(scheme, results)
    yield _("Results"), [_heads(scheme), *(_line(scheme, row) for row in rows)]
    if moved:
        heads = [
            _("Name"),
            _("What"),
            _("Before and after"),
            _("Total before"),
            _("Total after"),
            _("Reason"),
            _("Document number"),
        ]
        yield _("Adjusted by hand"), [heads, *(_moved(each) for each in moved)]
    yield (
        _("About this table"),
        [
            [_("Digest of the results"), settlement.results_digest],
            [_("Digest of the inputs"), settlement.inputs_digest],
            [_("Computed"), timezone.localtime(settlement.settled_at).isoformat(" ", "minutes")],
        ],
    )


def _heads(scheme: Scheme) -> list[str]:
    parts = [said(part.title) for part in scheme.components.values()]
    adjusted = [said(scheme.adjust.title)] if scheme.adjust and scheme.adjust.title else []
    return [_("Name"), _("Staff number"), *parts, *adjusted, _("Total"), _("Grade"), _("Remark")]


def _line(scheme: Scheme, row: Row) -> list[str]:
    result = row.result
    adjusted = [row.adjusted] if scheme.adjust and scheme.adjust.title else []
    return [
        result.member.name, result.member.staff_no, *(_amount(score.value) for score in row.scores), *adjusted,
        _amount(result.score), said(row.grade.title) if row.grade else "", _remark(scheme, row),
    ]  # fmt: skip


def _remark(scheme: Scheme, row: Row) -> str:
    reasons = " ".join(said(reason_words(reason, scheme)) for reason in row.result.reasons)
    return reasons if row.result.score is not None else f"{row.status} {reasons}".strip()


def _moved(moved: Moved) -> list[str]:
    return [
        moved.member.name, said(moved.what), moved.change, _amount(moved.before), _amount(moved.after), moved.reason,
        moved.document,
    ]  # fmt: skip


def _amount(value: int | None) -> str:
    return "" if value is None else show(value)


def _workbook(tables: Iterable[Table], title: str, by: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        for name, rows in tables:
            sheet = book.add_worksheet(name)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(rows[0]), 14)
            sheet.set_header(f"&L{plain(title)}")
            sheet.set_footer(f"&L{plain(_footer(by))}&R&P / &N")
            write_texts(sheet, rows)
    return out.getvalue()


def _footer(by: str) -> str:
    return _("Taken out by %(by)s on %(day)s") % {"by": by, "day": timezone.localdate().isoformat()}
