"""The English catalogue: whole, compiled, in step with templates and code, and spoken by pages.

The product's own words are Indonesian; `make messages` collects them. What is written here reads
them again without GNU gettext, so that a word without its English fails by name.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
APPS = ("commandcenter", "issues", "monitoring")
FOLDER = ROOT / "commandcenter" / "locale" / "en" / "LC_MESSAGES"
# How many of the first arguments are words (context, one, many), by the name of the function.
ARGUMENTS = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:,\s*{LITERAL})*)")
PLACES = re.compile(r"%\(\w+\)[a-z]|%%s|%[sd]")


@dataclass(frozen=True)
class Entry:
    """One entry of the catalogue: context and words, and what stands for them in English."""

    context: str
    one: str
    many: str
    english: tuple[str, ...]
    fuzzy: bool

    @property
    def key(self) -> str:
        """Return the words under which the compiled catalogue keeps the entry."""
        return f"{self.context}\x04{self.one}" if self.context else self.one


@cache
def written() -> tuple[Entry, ...]:
    """Read the .po file; its first entry, the head, is left out."""
    blocks = (FOLDER / "django.po").read_text().strip().split("\n\n")
    return tuple(_entry(block) for block in blocks[1:])


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    flags, name = "", ""
    for line in block.splitlines():
        if line.startswith("#"):
            flags += line
            continue
        if not line.startswith('"'):
            name, line = line.split(" ", 1)
        fields[name] = fields.get(name, "") + ast.literal_eval(line)
    english = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
    many = fields.get("msgid_plural", "")
    return Entry(fields.get("msgctxt", ""), fields["msgid"], many, english, "fuzzy" in flags)


@cache
def compiled() -> GNUTranslations:
    """Read the .mo file as the product does."""
    with (FOLDER / "django.mo").open("rb") as file:
        return GNUTranslations(file)


def _said(function: str, words: list[str]) -> tuple[str, str]:
    """Return context and first words of a call."""
    context = words.pop(0) if "p" in function.removesuffix("gettext") else ""
    return context, words[0]


def in_templates() -> Iterator[tuple[str, str]]:
    """Yield context and words of everything the templates translate."""
    for path in (ROOT / "templates").rglob("*.html"):
        for function, words in CALL.findall(templatize(path.read_text())):
            yield _said(function, list(ast.literal_eval(f"({words},)")))


def in_code() -> Iterator[tuple[str, str]]:
    """Yield context and words of everything the code translates, whatever it calls gettext."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            yield from _in_module(ast.parse(path.read_text()))


def _in_module(module: ast.Module) -> Iterator[tuple[str, str]]:
    nodes = list(ast.walk(module))
    functions = {
        name.asname or name.name: name.name.removesuffix("_lazy")
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = functions.get(node.func.id, "")
            if function in ARGUMENTS:
                words = [ast.literal_eval(word) for word in node.args[: ARGUMENTS[function]]]
                yield _said(function, words)


@cache
def spoken() -> frozenset[tuple[str, str]]:
    """Return context and words of everything that can be translated."""
    return frozenset((*in_templates(), *in_code()))


def test_everything_the_product_says_has_its_english():
    missing = spoken() - {(entry.context, entry.one) for entry in written()}
    assert not missing, "run `make messages` and translate what is new"


def test_nothing_is_translated_that_nobody_says():
    gone = {(entry.context, entry.one) for entry in written()} - spoken()
    assert not gone, "run `make messages`"


def test_no_translation_is_empty_or_a_guess():
    assert not [entry.one for entry in written() if entry.fuzzy or not all(entry.english)]


def test_one_and_many_are_told_apart_where_the_words_ask_for_it():
    assert not [entry.one for entry in written() if len(entry.english) != 1 + bool(entry.many)]


def test_translations_keep_the_places_for_values_and_the_spaces_at_either_end():
    wrong = [
        f"{entry.one} → {said}"
        for entry in written()
        for said in entry.english
        if _frame(said) != _frame(entry.one)
    ]
    assert not wrong


def _frame(words: str) -> tuple[list[str], bool, bool]:
    return sorted(PLACES.findall(words)), words[:1] == " ", words[-1:] == " "


def test_translations_carry_no_markup():
    assert not [said for entry in written() for said in entry.english if re.search(r"</?\w", said)]


def test_the_compiled_catalogue_is_the_written_one():
    kept = {key: words for key, words in compiled()._catalog.items() if key}
    expected = {
        (entry.key, form) if entry.many else entry.key: said
        for entry in written()
        for form, said in enumerate(entry.english)
    }
    assert kept == expected, "run `make messages`"


def test_the_catalogue_names_no_machine_and_no_person():
    text = (FOLDER / "django.po").read_text()
    assert not re.search(r"@|Last-Translator|X-Generator|^#: ", text, re.MULTILINE)
    assert str(ROOT) not in text
