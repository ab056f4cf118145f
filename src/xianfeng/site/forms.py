"""How forms are drawn: our field template, errors above the field, the value kept."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms from the site's templates."""
