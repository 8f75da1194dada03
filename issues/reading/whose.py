"""Decide whose a title is that stands without a known name; a step of `officials`."""

from issues.reading.scene import Scene
from issues.reading.text import TITLE
from issues.reading.titles import PLACED, STRANGE, UNKNOWN, Title
from issues.reading.values import quote


def is_told_by_name(title: Title, scene: Scene) -> bool:
    """Return whether the name behind the title settles it.

    Who never held the office by the pack may be newly in it: there the title counts by itself.
    """
    return any(
        tenure.office in title.offices
        for name in scene.names
        if name.title is title
        for tenure in scene.knowledge.tenures_of(name.person)
    )


def _unfilled(title: Title, scene: Scene) -> tuple[str | None, str]:
    """Return the office of a title with a name nobody knows, where the pack has no holder.

    Only the one region the article discusses can be meant, and no other may be named.
    """
    known = scene.knowledge
    regions = scene.regencies or {known.home}
    near = [o for o in title.offices if known.office[o].region in regions]
    if len(near) != 1 or known.holder(near[0], scene.at) or not scene.home_words:
        return None, "nama yang tidak dikenal"
    if known.elsewhere.all(scene.masked):
        return None, "daerah lain disebut juga"
    return near[0], "pejabatnya belum tercatat, daerahnya satu-satunya yang dibahas"


def whose_title(title: Title, scene: Scene) -> tuple[str | None, str]:
    """Return the office a title means, and why; None when it is nobody of ours."""
    if title.standing == PLACED:
        return title.offices[0], "jabatan dan wilayahnya disebut"
    if title.standing == UNKNOWN:
        return _unfilled(title, scene)
    home = [o for o in title.offices if scene.knowledge.office[o].region == scene.knowledge.home]
    regional = [o for o in title.offices if o not in home]
    last = _last_placed(title, scene)
    if last and last.offices[0] in regional:
        return last.offices[0], "wilayahnya disebut di bagian lain"
    if home:
        ours, why = is_our_bare_governor(title, scene)
        return (home[0], why) if ours else (None, why)
    near = [o for o in regional if scene.knowledge.office[o].region in scene.regencies]
    if len(near) == 1 and not _strangers(title, scene):
        return near[0], "satu-satunya daerah yang dibahas"
    return None, "wilayahnya tidak jelas"


def is_our_bare_governor(title: Title, scene: Scene) -> tuple[bool, str]:
    """Decide whether "Gubernur" without a province is ours, and say why.

    The rule (also for Wakil Gubernur, Sekda and heads of provincial agencies):
    - ours, if the last title like it with a province or a name belonged to us (in a headline:
      the first one of the body);
    - not ours, if that one belonged to another province or to a name we do not know;
    - else ours, if the article names our province, one of our leaders or one of our regencies;
    - else not ours: the word alone says nothing.
    """
    last = _last_qualified(title, scene)
    if last is not None:
        return last, "sama dengan yang disebut lengkap" if last else "gubernur daerah lain"
    if scene.home_words:
        return True, f"artikel menyebut {quote(scene.home_words[:2])}"
    return False, "tidak ada penanda daerah kita"


def _last_qualified(title: Title, scene: Scene) -> bool | None:
    """Return whether the nearest title with a region or name is ours; None if there is none."""
    named = {n.title: bool(scene.knowledge.held_by(n.person, scene.at)) for n in scene.names}
    known = [
        (other.start, named.get(other, other.standing == PLACED))
        for other in scene.titles
        if set(other.offices) & set(title.offices)
        and (other.standing in (PLACED, *STRANGE) or named.get(other))
    ]
    before = [ours for start, ours in known if start < title.start]
    if before and scene.text.zone_at(title.start) != TITLE:
        return before[-1]
    after = [ours for start, ours in known if start > title.start]
    known_after = before or after
    return known_after[0] if known_after else None


def _last_placed(title: Title, scene: Scene) -> Title | None:
    like = [
        other
        for other in scene.titles
        if other.standing == PLACED and set(other.offices) <= set(title.offices)
    ]
    before = [other for other in like if other.start < title.start]
    return before[-1] if before else (like[0] if like else None)


def _strangers(title: Title, scene: Scene) -> bool:
    return any(
        other.standing in STRANGE and set(other.offices) & set(title.offices)
        for other in scene.titles
    )
