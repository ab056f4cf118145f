"""A template and words become a document."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateError

from xianfeng.merit.notices.sandbox import refusals
from xianfeng.merit.notices.sandbox.environment import Environment
from xianfeng.merit.notices.sandbox.packages import inspect
from xianfeng.merit.notices.sandbox.refusals import Refused

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"(?:attribute )?'([^']+)'(?: is undefined| of |$)")


def render(content: bytes, words: Mapping[str, Any]) -> bytes:
    """Return the document with the words in it. Raises Refused.

    What comes out is inspected as what came in was: nothing in the words can have become a field or a link.
    """
    inspect(content)
    rendered = _rendered(content, plain(words))
    inspect(rendered)
    return rendered


def _rendered(content: bytes, words: Any) -> bytes:
    try:
        template = DocxTemplate(io.BytesIO(content))
        template.render(words, jinja_env=Environment())
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()
    except UndefinedError as error:
        raise Refused([refusals.about(refusals.UNKNOWN_PLACEHOLDER, _quoted(str(error)))]) from None
    except TemplateSyntaxError as error:
        near = " ".join(str(line).strip() for line in getattr(error, "docx_context", ()) if str(line).strip())
        raise Refused([refusals.about(refusals.WRONG_SYNTAX, error.message or "", near)]) from None
    except TemplateError as error:
        raise Refused([refusals.about(refusals.NOT_A_PLACEHOLDER, _quoted(str(error)))]) from None
    except (KeyError, ValueError, AttributeError, TypeError):
        raise Refused([refusals.NO_WORD_FILE]) from None


def _quoted(message: str) -> str:
    """Return the name about which jinja2 complains."""
    found = _NAMED.search(message)
    return found[1] if found else message


def plain(value: Any) -> Any:
    """Return words without control characters, which XML cannot hold and templates would take for line breaks."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return _CONTROL.sub(" ", value) if isinstance(value, str) else value
