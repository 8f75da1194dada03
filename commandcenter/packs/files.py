"""Pure: read the YAML files of a pack, keeping the line of every value for error messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml

Place = tuple[str | int, ...]


class PackError(Exception):
    """The pack cannot be used; the message names file, line and what is expected."""


@dataclass(frozen=True)
class YamlFile:
    """One parsed file: its data, and the line on which each value stands."""

    path: Path
    data: dict[str, Any]
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def error(self, place: Place, words: str) -> PackError:
        """Return an error that names this file and the line of `place`."""
        return PackError(f"{self.path}:{self.line_of(place)}: {words}")


def read_yaml(path: Path, substitutes: dict[str, str]) -> YamlFile:
    """Parse one file; `${NAME}` is replaced from `substitutes` before parsing.

    Raises PackError for a file that is missing, is not YAML, does not hold a mapping, or says a
    key twice.
    """
    try:
        text = Template(path.read_text(encoding="utf-8")).safe_substitute(substitutes)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except FileNotFoundError as error:
        raise PackError(f"{path}: berkas tidak ada") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(f"{path}:{line}: bukan YAML yang sah: {error.problem}") from error
    if not isinstance(data, dict):
        raise PackError(f"{path}:1: isi berkas harus berupa pasangan kunci dan nilai")
    lines: dict[Place, int] = {}
    doubled = list(_note_lines(node, (), lines))
    file = YamlFile(path, data, lines)
    if doubled:
        said = [str(file.error(place, f"{place[-1]!r} tertulis dua kali")) for place in doubled]
        raise PackError("\n".join(said))
    return file


def _note_lines(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Iterator[Place]:
    """Write the line of a node and of everything inside it into `lines`; yield keys given twice.

    YAML itself lets the last of two equal keys win, without a word.
    """
    if place in lines:
        yield place
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _note_lines(value, (*place, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _note_lines(value, (*place, position), lines)
