"""The recap as a read model: one period about the leadership, in a fixed number of queries.

Nothing here is stored. `periods` says which hours an edition covers, `compose_recap` asks,
`values` is what it answers; `text` and `pdf` write it down, the view draws it.
"""

from issues.recaps.compose import compose_recap
from issues.recaps.values import Recap

__all__ = ["Recap", "compose_recap"]
