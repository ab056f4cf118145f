from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from tools import messages, strings

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Save")
_("Hello " "there, %(name)s")
ngettext("One member", "%(count)s members", 2)
pgettext("month", "May")
"""
TEMPLATE = """
{% extends "x.html" %}
<c-panel title="{% translate "Members" %}">{{ _("Today") }}</c-panel>
{% translate "May" context "verb" %}
{% blocktranslate trimmed with name=person.name %}
  {{ name }} is
  here
{% endblocktranslate %}
{% blocktranslate count number=things|length %}One thing{% plural %}{{ number }} things{% endblocktranslate %}
{% translate "100% done" %}
"""
WORDS = {
    "Save": "保存", "Hello there, %(name)s": "%(name)s，您好", "One member": "%(count)s名党员", "May": "五月",
    "Members": "党员", "Today": "今天", "%(name)s is here": "%(name)s在这里", "One thing": "%(number)s件事",
    "100%% done": "完成100%%",
}  # fmt: skip
Change = Callable[[polib.POEntry], None]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one app whose catalogue is complete."""
    app = tmp_path / "app"
    (app / "templates" / "app").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "views.py").write_text(PYTHON)
    (app / "templates" / "app" / "page.html").write_text(TEMPLATE)
    messages.update(tmp_path)
    for entry in opened(tmp_path):
        fill(entry)
    return tmp_path


class opened:
    """The entries of the app's catalogue; saved when the loop is over."""

    def __init__(self, package: Path) -> None:
        self.path = messages.catalogue(package / "app")
        self.file = polib.pofile(str(self.path))

    def __iter__(self):
        yield from self.file
        self.file.save(str(self.path))


def fill(entry: polib.POEntry) -> None:
    words = WORDS[entry.msgid] if entry.msgctxt != "verb" else "可以"
    if entry.msgid_plural:
        entry.msgstr_plural = {0: words}
    else:
        entry.msgstr = words


def change(package: Path, msgid: str, how: Change) -> None:
    for entry in opened(package):
        if entry.msgid == msgid:
            how(entry)


def test_every_string_of_modules_and_templates_is_found(package: Path) -> None:
    found = {(m.context, m.msgid, m.plural) for m in messages.messages_of(package)[package / "app"]}
    assert found == {
        ("", "Save", ""),
        ("", "Hello there, %(name)s", ""),
        ("", "One member", "%(count)s members"),
        ("month", "May", ""),
        ("", "Members", ""),
        ("", "Today", ""),
        ("verb", "May", ""),
        ("", "%(name)s is here", ""),
        ("", "One thing", "%(number)s things"),
        ("", "100%% done", ""),
    }


def test_a_complete_catalogue_passes(package: Path) -> None:
    assert messages.check(package) == []


@pytest.mark.parametrize(
    ("msgid", "how", "says"),
    [
        ("Save", lambda entry: setattr(entry, "msgstr", ""), "missing"),
        ("Save", lambda entry: entry.flags.append("fuzzy"), "fuzzy"),
        ("Save", lambda entry: setattr(entry, "obsolete", True), "left over"),
        ("One thing", lambda entry: setattr(entry, "msgstr_plural", {0: ""}), "missing"),
        ("One thing", lambda entry: setattr(entry, "msgstr_plural", {0: "一件事"}), "placeholders"),
        ("One thing", lambda entry: setattr(entry, "msgid_plural", "many"), "plural"),
        ("Hello there, %(name)s", lambda entry: setattr(entry, "msgstr", "您好"), "placeholders"),
        ("Hello there, %(name)s", lambda entry: setattr(entry, "msgstr", "%(nam)s，您好"), "placeholders"),
        ("Today", lambda entry: setattr(entry, "msgstr", "今天%(x)s"), "placeholders"),
    ],
)
def test_what_is_wrong_with_one_string_is_named(package: Path, msgid: str, how: Change, says: str) -> None:
    change(package, msgid, how)
    (complaint,) = messages.check(package)
    assert says in complaint
    assert repr(msgid) in complaint
    assert "django.po" in complaint


def test_a_string_that_is_in_no_catalogue_is_named_with_its_file(package: Path) -> None:
    (package / "app" / "late.py").write_text(
        "from django.utils.translation import gettext\ngettext('Late')\n"
    )
    (complaint,) = messages.check(package)
    assert complaint.startswith("app/late.py: missing")


def test_a_string_that_is_used_no_more_is_left_over(package: Path) -> None:
    (package / "app" / "views.py").write_text("")
    assert sum("left over" in complaint for complaint in messages.check(package)) == 4


def test_two_apps_may_not_translate_a_string_differently(package: Path) -> None:
    other = package / "other"
    other.mkdir()
    (other / "apps.py").write_text("from django.utils.translation import gettext as _\n_('Save')\n")
    messages.update(package)
    file = polib.pofile(str(messages.catalogue(other)))
    file[0].msgstr = "存起来"
    file.save()
    (complaint,) = messages.check(package)
    assert "differently" in complaint


@pytest.mark.parametrize("call", ["_(name)", '_(f"{name}")', '_("a" + name)', 'ngettext("a", b, 1)'])
def test_words_that_are_not_written_out_are_refused(call: str) -> None:
    source = f"from django.utils.translation import gettext as _, ngettext\n\n{call}\n"
    with pytest.raises(ValueError, match=r"views\.py:3"):
        list(strings.in_python(source, "views.py"))


def test_update_adds_what_is_missing_empty_and_drops_what_is_left_over(package: Path) -> None:
    (package / "app" / "views.py").write_text(PYTHON.replace("Save", "Keep"))
    messages.update(package)
    entries = {entry.msgid: entry for entry in opened(package)}
    assert "Save" not in entries
    assert entries["Keep"].msgstr == ""
    assert entries["Today"].msgstr == "今天"


def test_update_leaves_what_is_right_untouched(package: Path) -> None:
    assert messages.update(package) == []


def test_strings_outside_of_apps_belong_to_the_site(tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "x.py").write_text(
        "from django.utils.translation import gettext\ngettext('Late')\n"
    )
    assert list(messages.messages_of(tmp_path)) == [tmp_path / "site"]


def compiled(package: Path, language: str) -> gettext.GNUTranslations:
    with messages.catalogue(package / "app", language, ".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_simplified_catalogue_is_compiled(package: Path) -> None:
    messages.build(package)
    made = compiled(package, "zh_Hans")
    assert made.gettext("Hello there, %(name)s") == "%(name)s，您好"
    assert made.ngettext("One member", "%(count)s members", 3) == "%(count)s名党员"
    assert made.pgettext("month", "May") == "五月"


def test_the_traditional_one_is_derived_from_it(package: Path) -> None:
    messages.build(package)
    made = compiled(package, "zh_Hant")
    assert made.gettext("Members") == "黨員"
    assert made.ngettext("One member", "%(count)s members", 3) == "%(count)s名黨員"


def test_what_the_conversion_gets_wrong_can_be_overridden(package: Path) -> None:
    overrides = polib.POFile()
    overrides.metadata = messages.HEADER
    overrides.append(polib.POEntry(msgid="Save", msgstr="儲存"))
    path = messages.catalogue(package / "app", "zh_Hant").with_name("overrides.po")
    path.parent.mkdir(parents=True)
    overrides.save(str(path))
    messages.build(package)
    assert compiled(package, "zh_Hant").gettext("Save") == "儲存"


def test_only_what_was_edited_is_compiled_again(package: Path) -> None:
    assert len(messages.build(package)) == 2
    assert messages.build(package) == []
    change(package, "Save", lambda entry: setattr(entry, "msgstr", "存"))
    assert len(messages.build(package)) == 2
    assert compiled(package, "zh_Hans").gettext("Save") == "存"
