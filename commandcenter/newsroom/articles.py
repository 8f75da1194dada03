"""The written articles of the sample newsroom: Markdown files read into checked, frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from commandcenter.newsroom.outlets import BY_KEY

FENCE = "---"


class ArticleError(ValueError):
    """One or more article files are wrong; the message has a line `file:line: field: why` each."""


def _known_outlet(key: str) -> str:
    if key not in BY_KEY:
        raise ValueError(f"unknown outlet {key!r}")
    return key


def _quoted_clock(value: object) -> time:
    """Unquoted, YAML reads 12:30 as the number 750; only the written form is accepted."""
    if not isinstance(value, str) or len(value) != 5:
        raise ValueError('must be a quoted local clock time such as "07:40"')
    return time.fromisoformat(value)


Kind = Literal["berita", "rilis", "opini", "advertorial", "foto"]
Tone = Literal["pos", "neu", "neg"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
OutletKey = Annotated[str, AfterValidator(_known_outlet)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^\d\d(\.\d\d){0,2}$")]
Office = Annotated[str, StringConstraints(pattern=r"^[a-z]+(@\d\d\.\d\d)?$")]
Clock = Annotated[time, BeforeValidator(_quoted_clock)]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Another outlet that prints the same text, `after` minutes later, perhaps shortened."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    outlet: OutletKey
    after: Annotated[int, Field(ge=0)]
    title: Text | None = None
    paragraphs: Annotated[int, Field(ge=1)] | None = None


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What a careful analyst would say of the article; data for evaluations, never served."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    story: Text
    issue: Text | None
    topic: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")] | None
    regions: tuple[RegionCode, ...]
    officials: tuple[Office, ...]
    event: Tone
    tone: dict[Office, Tone] = field(hash=False)
    government: Literal["pos", "neu", "neg", "na"]


@dataclass(frozen=True, kw_only=True)
class Article:
    """One distinct text. It comes out at `day` and `time`, or `live` minutes after the opening.

    `key` is the file's name without its ending.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    key: str
    title: Text
    outlet: OutletKey
    section: Text
    kind: Kind
    author: Text
    expect: Expectation
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    caption: Text | None = None
    copies: tuple[Copy, ...] = ()
    day: Annotated[int, Field(ge=-30, le=0)] | None = None
    time: Clock | None = None
    live: Annotated[int, Field(ge=0)] | None = None

    def __post_init__(self) -> None:
        """Refuses a text without exactly one way of coming out, or printed twice by one outlet."""
        dated = self.day is not None and self.time is not None
        if dated == (self.live is not None) or (self.day is None) != (self.time is None):
            raise ValueError("needs either day and time, or live")
        printers = [self.outlet, *(copy.outlet for copy in self.copies)]
        if len(set(printers)) != len(printers):
            raise ValueError("copies: an outlet prints the same text twice")


_ARTICLE = TypeAdapter(Article)


def load(folder: Path) -> tuple[Article, ...]:
    """All articles of the folder by file name; raises ArticleError naming every fault in them."""
    articles: list[Article] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            articles.append(read(path))
        except ArticleError as error:
            faults.append(str(error))
    if not articles and not faults:
        faults.append(f"{folder}: no article files (*.md) in this folder")
    if faults:
        raise ArticleError("\n".join(faults))
    return tuple(articles)


def read(path: Path) -> Article:
    """One article file; raises ArticleError with one line per fault."""
    front, body, offset = _split(path)
    node = _compose(path, front, offset)
    fields = {**_mapping(path, front), "key": path.stem, "paragraphs": paragraphs(body)}
    try:
        return _ARTICLE.validate_python(fields)
    except ValidationError as error:
        faults = (_fault(path, node, offset, one) for one in error.errors())
        raise ArticleError("\n".join(faults)) from error


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a body: blocks between blank lines, their own line breaks folded."""
    blocks = (" ".join(block.split()) for block in body.replace("\r\n", "\n").split("\n\n"))
    return tuple(block for block in blocks if block)


def _split(path: Path) -> tuple[str, str, int]:
    """Front matter, body, and the number of the line before the front matter."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    fences = [number for number, line in enumerate(lines) if line.strip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise ArticleError(f"{path.name}:1: front matter must stand between two lines ---")
    start, end = fences[:2]
    return "\n".join(lines[start + 1 : end]), "\n".join(lines[end + 1 :]), start + 1


def _compose(path: Path, front: str, offset: int) -> yaml.Node | None:
    try:
        return yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise ArticleError(f"{path.name}:{offset + line + 1}: {error.problem}") from error


def _mapping(path: Path, front: str) -> dict[str, Any]:
    fields = yaml.safe_load(front)
    if not isinstance(fields, dict):
        raise ArticleError(f"{path.name}:1: front matter must be a mapping of fields")
    return fields


def _fault(path: Path, node: yaml.Node | None, offset: int, error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"]) or "article"
    line = offset + _line(node, iter(error["loc"])) + 1
    return f"{path.name}:{line}: {field}: {error['msg']}"


def _line(node: yaml.Node | None, location: Iterator[str | int]) -> int:
    """Zero-based line of the deepest part of the location that the front matter really has."""
    line = node.start_mark.line if node else 0
    for part in location:
        node, found = _child(node, part)
        if node is None:
            break
        line = found
    return line


def _child(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line
    return None, 0
