"""The seam towards members: what units tell while they change, since they know nothing of who is in them.

Each is sent inside the transaction of the change, after the units themselves have changed and before the
audit entry. A receiver writes what follows for its own records, with the same actor, day and document; what
it cannot accept it refuses with ValidationError, and the whole change is undone. Receivers are connected in
`AppConfig.ready`. `above` and `old_above` are None at the top.

`unit_founded`    actor, unit, above, on, document
    A new unit stands, also one that split off. To do: one at the top (`above` is None) is in nobody's sight
    yet, so the administrator who founded it looks after it.
`unit_moved`      actor, unit, old_above, above, on, document
    The unit stands under `above` from `on` on. To do: the branch of the members of a group that now
    belongs to another branch.
`unit_merged`     actor, unit, into, on, document
    Sent after the units below `unit` have been moved, each with its own `unit_moved`. To do: whoever still
    belongs directly to `unit` belongs to `into` from `on` on; offices and appointments held in `unit` end
    the day before.
`unit_dissolved`  actor, unit, on, document
    Nobody belongs to the unit any more; that has been checked. To do: offices and appointments held in it
    end the day before.
`team_dissolved`  actor, team, on
    To do: members who worked in the team are in none.
"""

from __future__ import annotations

from django.dispatch import Signal

unit_founded = Signal()
unit_moved = Signal()
unit_merged = Signal()
unit_dissolved = Signal()
team_dissolved = Signal()
