"""Tell who says the words between two marks: by the verb behind them or the colon before."""

import re

from issues.reading.naming import naming_at, speech
from issues.reading.phrases import lower
from issues.reading.quotation import BLANK, Piece
from issues.reading.speaking import Speakers, Told, untold
from issues.reading.subjects import subject_before
from issues.reading.text import Text
from issues.reading.values import quote

# Fewer words between marks without a verb of saying are a term or a name.
FEWEST_WORDS = 4
# Who speaks stands within so many characters of what he says.
NEAR = 400

_TAG = re.compile(r"[\s,.–—-]*(?P<verb>[^\W\d_]{3,16})\b(?:\s+(?:lagi|pula|singkat|juga)\b)?\s*")
_ENDING = re.compile(r"[.,!?…]['’]?$")


class Attribution:
    """Reads around the pieces of an article; `masked` is its text with all of them blanked."""

    def __init__(self, text: Text, masked: str, who: Speakers) -> None:
        self.plain = text.plain
        self.masked = masked
        self.who = who

    def told(self, piece: Piece, head: int) -> Told | None:
        """Return who says a piece in a sentence that begins at `head`; None when nobody does."""
        return self.behind(piece) or self._before(piece, head)

    def behind(self, piece: Piece) -> Told | None:
        """Read “…,” ujar X and “…,” ujarnya."""
        tag = _TAG.match(self.masked, piece.outer_end)
        if tag is None:
            return None
        verb = lower(tag["verb"])
        root = verb.removesuffix("nya")
        trusted = verb in speech("tags") or root in speech("tags")
        comma = self._has_comma(piece, tag)
        if not (trusted or self._can_be_tag(piece, tag)) or not (comma or tag["verb"].islower()):
            return None
        sureness = 0.95 if trusted else 0.75
        if root != verb:
            return self.who.by_pronoun(tag["verb"], sureness, piece.outer_start)
        return self._named(tag, sureness) or (untold(verb) if trusted and comma else None)

    def _named(self, tag: re.Match[str], sureness: float) -> Told | None:
        """Return whom a verb of saying is followed by."""
        end = self.line_end(tag.end())
        naming = naming_at(self.masked, tag.end(), end, self.who.known)
        if naming is None:
            return None
        verb = lower(tag["verb"])
        if self.who.points_back(naming):
            return self.who.by_pronoun(f"{verb} {naming.words}", sureness, tag.start())
        reason = f"{quote([verb])} diikuti penutur {quote([naming.words])}"
        return Told(self.who.speaker(naming), verb, sureness, reason)

    def _has_comma(self, piece: Piece, tag: re.Match[str]) -> bool:
        inner = self.plain[piece.start : piece.end].rstrip()
        return inner[-1:] in (",", "!", "?") or "," in tag[0]

    def _can_be_tag(self, piece: Piece, tag: re.Match[str]) -> bool:
        """Return whether an unlisted verb stands where only a verb of saying can."""
        inner = self.plain[piece.start : piece.end].rstrip()
        between = self.masked[tag.start() : tag.start("verb")]
        if inner[-1:] not in (",", "!", "?") or "." in between or not tag["verb"].islower():
            return False
        following = self.masked[tag.end() : tag.end() + 1]
        verb = tag["verb"]
        return verb not in speech("stops") and (verb.endswith("nya") or following.isupper())

    def _before(self, piece: Piece, head: int) -> Told | None:
        """Read X merendah: “…” and X: “…”."""
        head = max(head, piece.outer_start - NEAR)
        before = self.masked[head : piece.outer_start].rstrip()
        if not before.endswith(":"):
            return None
        naming = subject_before(self.masked, head, head + len(before) - 1, self.who.known)
        if naming is None:
            return untold()
        if self.who.points_back(naming):
            return self.who.by_pronoun(naming.words, 0.85, piece.outer_start)
        reason = f"titik dua sesudah {quote([naming.words])}"
        return Told(self.who.speaker(naming), "", 0.85, reason)

    def is_spoken(self, piece: Piece, head: int, follows: bool) -> bool:
        """Return whether words without a verb of saying are speech, not a term or a title.

        `follows` says that somebody spoke before in the same paragraph.
        """
        near = max(head, piece.outer_start - NEAR)
        before = self.masked[near : piece.outer_start].strip(f"{BLANK} \n")
        if follows:
            return not before or before.endswith(",")
        if before or not piece.closed:
            return not before
        rest = self.masked[piece.outer_end : self.line_end(piece.outer_end)][:NEAR]
        alone = not rest.strip(f"{BLANK} \n.)")
        words = self.plain[piece.start : piece.end].strip()
        return alone or bool(_ENDING.search(words) and len(words.split()) >= FEWEST_WORDS)

    def line_end(self, at: int) -> int:
        """Return where the paragraph of a position ends, or what is near it."""
        end = self.masked.find("\n", at, at + NEAR)
        return min(len(self.masked), at + NEAR) if end < 0 else end
