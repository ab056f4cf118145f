"""What the fields of the register may hold. All problems of a row at once, by field; no database is asked.

Nothing is kept by which the state knows a person: a value that looks like an identity number is refused
wherever it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import DOCUMENT_LENGTH, Member
from xianfeng.people.members.pinyin import CHARACTER

EARLIEST = date(1921, 7, 1)
LIKE_AN_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{6}[\s-]?\d{8}[\s-]?\d{3}[\dXx](?![\dA-Za-z])")
NAME = re.compile(r"[^\W\d_]+(?:[· ][^\W\d_]+)*")
STAFF_NO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
PHONE = re.compile(r"\+?[0-9(][0-9 ()-]*[0-9]")
TEXTS = {
    "name": 40,
    "staff_no": 30,
    "work_post": 60,
    "work_phone": 30,
    "work_email": 254,
    "document": DOCUMENT_LENGTH,
}
"""The text fields and the most letters that each holds."""
CHOICES: Mapping[str, Any] = {"kind": Member.Kind, "category": Member.Category, "duties": Member.Duties}

Values = Mapping[str, Any]
Check = Callable[[Any, Values], Iterator[Any]]


def tidy(values: Values) -> dict[str, Any]:
    """Return the values with texts trimmed, full-width letters made usual, staff numbers in capitals.

    In names each kind of dot becomes the same one, and blanks between Chinese characters go.
    """
    return {
        field: _tidied(field, value) if isinstance(value, str) else value for field, value in values.items()
    }


def _tidied(field: str, text: str) -> str:
    text = unicodedata.normalize("NFKC", text) if field != "document" else text
    text = " ".join(text.split())
    if field == "staff_no":
        return text.upper()
    if field == "name":
        text = re.sub(r"\s*[•‧・∙⋅．.]\s*", "·", text)
        text = re.sub(rf"(?<={CHARACTER.pattern}) (?={CHARACTER.pattern})", "", text)  # 张 华
    return text


def problems(values: Values, today: date) -> dict[str, list[Any]]:
    """Return what is wrong with tidied values, by field; fields that are not there are not asked for."""
    found: dict[str, list[Any]] = {}
    for field, value in values.items():
        wrong = list(_wrong(field, value, values, today))
        if wrong:
            found[field] = wrong
    return found


def _wrong(field: str, value: Any, values: Values, today: date) -> Iterator[Any]:
    if field in TEXTS:
        yield from _wrong_text(field, value, values)
    elif field in CHOICES and value not in CHOICES[field].values:
        yield _("“%(value)s” is not one of the choices.") % {"value": value}
    elif field in ("joined_on", "full_on", "on", "from_on"):
        yield from _wrong_day(field, value, values, today)


def _wrong_text(field: str, text: str, values: Values) -> Iterator[Any]:
    if LIKE_AN_IDENTITY_NUMBER.search(unicodedata.normalize("NFKC", text)):
        yield _("This looks like an identity card number. Such numbers are not kept here; leave it out.")
    elif len(text) > TEXTS[field]:
        yield _("At most %(most)s characters; there are %(count)s.") % {
            "most": TEXTS[field],
            "count": len(text),
        }
    elif field in OF_A_TEXT:
        yield from OF_A_TEXT[field](text, values)


def _wrong_name(text: str, values: Values) -> Iterator[Any]:
    if len(text) < 2:
        yield _("A name has at least 2 characters.")
    elif not NAME.fullmatch(text):
        yield _("A name has letters or Chinese characters only, and a dot between its parts.")


def _wrong_staff_no(text: str, values: Values) -> Iterator[Any]:
    if not text:
        yield _("Enter the staff number.")
    elif not STAFF_NO.fullmatch(text):
        yield _("A staff number has letters, digits, hyphens and underscores only.")


def _wrong_phone(text: str, values: Values) -> Iterator[Any]:
    digits = sum(letter.isdigit() for letter in text)
    if text and (not PHONE.fullmatch(text) or not 5 <= digits <= 20):
        yield _("Enter a phone number in digits, such as 0990-6801234.")


def _wrong_email(text: str, values: Values) -> Iterator[Any]:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            yield _("Enter an e-mail address, such as name@example.org.")


def _wrong_document(text: str, values: Values) -> Iterator[Any]:
    if len(text) < 2:
        yield _("Enter the number of the document.")


OF_A_TEXT: Mapping[str, Check] = {
    "name": _wrong_name,
    "staff_no": _wrong_staff_no,
    "work_phone": _wrong_phone,
    "work_email": _wrong_email,
    "document": _wrong_document,
}


def _wrong_day(field: str, day: date | None, values: Values, today: date) -> Iterator[Any]:
    joined = values.get("joined_on")
    if day is None:
        if field != "full_on":
            yield _("Enter the day.")
    elif day > today:
        yield _("This day has not come yet.")
    elif day < EARLIEST:
        yield _("This day lies too far back.")
    elif field != "joined_on" and joined and day < joined:
        yield _("This is before the day of joining, %(day)s.") % {"day": date_format(joined)}
    elif field == "full_on" and values.get("kind") == Member.Kind.PROBATIONARY:
        yield _("A probationary member is not a full member yet; leave this empty.")
