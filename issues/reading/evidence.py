"""Everything the tone rules look at for one target, gathered once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from issues.reading.cues import ATTITUDE, CRITICISM, FAILURE, HARM, LAW, UNREST, Cue
from issues.reading.direction import Balance, Directed, direct, speaks, undirected
from issues.reading.nature import ADVERTORIAL, OPINION, RELEASE
from issues.reading.text import LEAD, TITLE, Text
from issues.reading.values import Span

DENIAL = re.compile(
    r"\b(?:bantah|membantah|dibantah|bantahan|tepis|menepis|ditepis|sangkal|menyangkal|tampik"
    r"|menampik|tangkis|klarifikasi|luruskan|meluruskan|buka suara|angkat bicara|fitnah|tidak benar"
    r"|tak benar|sesuai regulasi|sesuai aturan|sesuai prosedur)\b",
    re.IGNORECASE,
)
ALLEGATION = re.compile(
    r"\b(?:dituding|tuding|tudingan|menuding|dituduh|tuduh|tuduhan|menuduh|diduga|dugaan|disebut"
    r"|disebut-sebut|siluman|isu|rumor|kabar|dilaporkan|disorot|dikritik|kritik)\b",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\b(?:tetapi|tapi|namun|meski(?:pun)?|walau(?:pun)?|sekaligus|kendati)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Evidence:
    """One article as seen from one target: our government, or one of its officials."""

    text: Text
    cues: tuple[Cue, ...]
    nature: str
    spans: tuple[Span, ...]
    event: Balance
    # Places of the others of our side; empty when the target is the government as a whole.
    rivals: tuple[Span, ...] = ()
    whole: bool = True

    @cached_property
    def towards(self) -> Balance:
        """What is said about the target."""
        return direct(self.text, self.cues, self.spans, self.rivals)

    @cached_property
    def upfront(self) -> Balance:
        """What headline and lead say about the target (R2)."""
        return self.towards.within((TITLE, LEAD))

    @property
    def title(self) -> str:
        """The headline."""
        return self.text.raw[: self.text.title_end]

    @cached_property
    def in_title(self) -> bool:
        """Whether the headline names the target."""
        return any(start < self.text.title_end for start, _ in self.spans)

    @cached_property
    def in_lead(self) -> bool:
        """Whether headline or lead names the target."""
        return any(start < self.text.lead_end for start, _ in self.spans)

    @cached_property
    def speaks(self) -> bool:
        """Whether the target is a source of the article."""
        return speaks(self.text, self.spans)

    @cached_property
    def after_colon(self) -> bool:
        """Whether the headline quotes the target: "Gubernur: …"."""
        return any(self.title[end : end + 2] == ": " for _, end in self.spans)

    @cached_property
    def answers(self) -> bool:
        """Whether the target stands last in the headline, after what somebody else did."""
        return any(start > 3 and ", " in self.title[:start] for start, _ in self.spans)

    @property
    def own_text(self) -> bool:
        """Whether the target's own press office or purse is behind the text."""
        return self.nature in (RELEASE, ADVERTORIAL)

    @property
    def opinion(self) -> bool:
        """Whether the text is a column."""
        return self.nature == OPINION

    @cached_property
    def bad_event(self) -> bool:
        """Whether what happened is bad news, whoever is to blame."""
        return self.event.bad >= 1.5 and self.event.lean < -0.2

    @cached_property
    def blame_share(self) -> float:
        """How much of the bad news is fault and complaint rather than harm and crime."""
        return _share(self.event.cues, (CRITICISM, ATTITUDE, UNREST, FAILURE), (HARM, LAW))


def gather(
    text: Text,
    cues: tuple[Cue, ...],
    nature: str,
    spans: Sequence[Span],
    rivals: Sequence[Span] = (),
) -> Evidence:
    """Return the evidence for our government, or for one official beside its `rivals`."""
    whole = tuple(spans) == tuple(rivals) or not rivals
    return Evidence(text, cues, nature, tuple(spans), undirected(cues), tuple(rivals), whole)


def _share(cues: Sequence[Directed], some: tuple[str, ...], others: tuple[str, ...]) -> float:
    bad = [directed.cue.kind for directed in cues if directed.weight < 0]
    ours, theirs = sum(kind in some for kind in bad), sum(kind in others for kind in bad)
    return ours / (ours + theirs) if ours + theirs else 0.0
