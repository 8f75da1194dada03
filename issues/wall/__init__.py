"""The wall as a read model: everything one glance needs, in a fixed number of queries, no HTML.

Nothing here is stored. `build_wall(at)` asks, `build_meeting(at, issue)` asks about one issue;
`values` is what they answer; the view draws it.
"""

from issues.wall.board import build_wall
from issues.wall.meeting import build_meeting
from issues.wall.modes import BadMode, Mode
from issues.wall.values import Meeting, Wall

__all__ = ["BadMode", "Meeting", "Mode", "Wall", "build_meeting", "build_wall"]
