"""Units in a tree of any depth, their changes, and teams of employees."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet, subtree


class UnitQuerySet(ScopedQuerySet, MP_NodeQuerySet):  # type: ignore[misc]
    """Units through a scope."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the units at or below those where one of the roles (any without) is held, and one's own."""
        own = [] if roles else [pk for pk in (scope.branch_id, scope.group_id) if pk]
        return self._scoped(self.filter(subtree("path", scope.paths(*roles)) | models.Q(pk__in=own)))

    def standing(self) -> Self:
        """Return the units that have not been dissolved."""
        return self.filter(dissolved_on=None)

    def directly_below(self, unit: Unit) -> Self:
        """Return the units one level below a unit, those dissolved too."""
        return self.filter(subtree("path", (unit.path,)), depth=unit.depth + 1)


def is_everything(paths: tuple[str, ...]) -> bool:
    """Return whether the paths cover every tree there is, so that no row needs to be asked where it belongs.

    An installation usually has one tree; who looks at all of it waits as long in a company as in a branch.
    """
    tops = [path for path in paths if len(path) == Unit.steplen]
    return bool(tops) and not Unit.objects.unscoped().filter(depth=1).exclude(path__in=tops).exists()


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Treebeard's manager, in order of the tree."""

    def get_queryset(self) -> Any:
        return UnitQuerySet(self.model, using=self._db, hints=self._hints).order_by("path")


class Unit(MP_Node):  # type: ignore[misc]
    """A party organisation. Dissolved units stay, with their day; names they had are in `UnitChange`."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("party committee")
        GENERAL_BRANCH = "general_branch", _("general branch")
        BRANCH = "branch", _("party branch")
        GROUP = "group", _("party group")

    class Sector(models.TextChoices):
        OFFICE = "office", pgettext_lazy("sector", "office")
        PRODUCTION = "production", _("production")
        VILLAGE = "village", _("village")
        COMMUNITY = "community", _("community")
        RETIRED = "retired", _("retired")
        FLOATING = "floating", _("floating members")
        JOINT = "joint", _("joint")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(pgettext_lazy("of a unit", "name"), max_length=80)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, default=Sector.PRODUCTION)
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(_("term of office in years"), default=3)

    objects = UnitManager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["depth", "path"], name="units_of_a_level")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dissolved_on=None) | models.Q(dissolved_on__gte=models.F("founded_on")),
                name="unit_days",
            ),
            models.CheckConstraint(condition=models.Q(term_years__range=(1, 5)), name="unit_term"),
        ]
        verbose_name = _("party organisation")
        verbose_name_plural = _("party organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def is_branch(self) -> bool:
        return bool(self.kind == self.Kind.BRANCH)

    @property
    def paths_above(self) -> list[str]:
        """Return the paths of the units above, from the top down."""
        return [self.path[:end] for end in range(self.steplen, len(self.path), self.steplen)]


class UnitChange(models.Model):
    """What happened to a unit, on which day and by which document: its history.

    `other` is the unit above for `FOUNDED` and `MOVED` (empty at the top), the unit that took it in for
    `MERGED` and the unit it came from for `SPLIT`; of these two both names of that day are kept.
    """

    class Kind(models.TextChoices):
        FOUNDED = "founded", _("founded")
        RENAMED = "renamed", _("renamed")
        MOVED = "moved", _("moved under another unit")
        MERGED = "merged", _("merged into another unit")
        SPLIT = "split", _("split off from another unit")
        DISSOLVED = "dissolved", _("dissolved")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="changes", verbose_name=_("party organisation")
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    on = models.DateField(_("on"))
    document = models.CharField(_("document number"), max_length=60, blank=True)
    old_name = models.CharField(_("name before"), max_length=80, blank=True)
    new_name = models.CharField(_("name after"), max_length=80, blank=True)
    other = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other unit")
    )

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        verbose_name = _("change of a unit")
        verbose_name_plural = _("changes of units")


class AdoptionQuerySet(ScopedQuerySet):
    """Adoptions through the unit that adopted; of a unit's own line also those above."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        return self._scoped(self.filter(subtree("unit__path", scope.paths(*roles))))

    def in_force(self, unit: Unit, on: Any) -> Self:
        """Return those that hold for a unit on a day, the one that counts first: the nearest unit's latest."""
        line = self.filter(unit__path__in=[unit.path, *unit.paths_above], from_on__lte=on)
        return self._scoped(line.order_by("-unit__path", "-from_on"))


class Adoption(models.Model):
    """From a day on a unit, and all below it without one of their own, goes by a method (a scheme's code)."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="adoptions", verbose_name=_("party organisation")
    )
    scheme = models.CharField(_("method"), max_length=40)
    from_on = models.DateField(_("from"))

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path", "-from_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="one_adoption_a_day"),
        ]
        verbose_name = _("adoption of a method")
        verbose_name_plural = _("adoptions of methods")


class TeamQuerySet(ScopedQuerySet):
    """Teams through the unit that keeps them."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        own = models.Q(unit__in=[] if roles else [pk for pk in (scope.branch_id,) if pk])
        return self._scoped(self.filter(subtree("unit__path", scope.paths(*roles)) | own))

    def standing(self) -> Self:
        """Return the teams that have not been dissolved."""
        return self.filter(dissolved_on=None)


class Team(models.Model):
    """A crew of employees: the audience of its branch's notices, and where employee raters come from.

    Only a number of employees is kept, no names: raters get slips.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams", verbose_name=_("kept by"))
    name = models.CharField(pgettext_lazy("of a unit", "name"), max_length=60)
    employees = models.PositiveIntegerField(_("employees who are not members"), default=0)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(dissolved_on=None), name="team_once_a_unit"
            )
        ]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name
