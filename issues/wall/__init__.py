"""The wall as a read model: everything one glance needs, in a fixed number of queries, no HTML.

Nothing here is stored. `build_wall(at)` asks; `values` is what it answers; the view draws it.
"""

from issues.wall.board import build_wall
from issues.wall.values import Wall

__all__ = ["Wall", "build_wall"]
