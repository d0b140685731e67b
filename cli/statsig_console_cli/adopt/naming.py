"""Names: an identifier for each object, the same in code, import file and stack.

A name comes from what people call the object; where several objects would have the same name, each but
the first gets a number. Names from an earlier run stay, whatever objects are new.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from .catalogue import Entry, Way, catalogue
from .objects import Adopted

_LONGEST = 60


@dataclass(frozen=True)
class Words:
    """How a language names objects: how it spells a name, which names have a meaning already, and which no variable may hide.

    `in_one_space`: objects of all kinds are in one file, where no two have the same name.
    """

    spelt: Callable[[str], str]
    taken: Callable[[str], bool]
    reserved: Callable[[Entry], set[str]]
    in_one_space: bool = False

    def space(self, entry: Entry) -> str:
        """The namespace of a kind's objects."""
        return "" if self.in_one_space else entry.label


def names_for(
    objects: Iterable[Adopted], given: Mapping[str, str], wished: Mapping[str, str] | None = None, words: Words | None = None
) -> dict[str, str]:
    """The identifier of each object, by ``Kind ID``; `given` are those of an earlier run, `wished` those that Terraform has.

    `words` are those of the program's language, by default Python.
    """
    words = words or PYTHON
    names: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    waiting: list[tuple[str, Adopted]] = []
    for each in sorted(objects, key=lambda each: (each.kind.label, each.seen.id)):
        key, entry = key_of(each), catalogue()[each.kind.label]
        name, used = given.get(key), taken.setdefault(words.space(entry), set())
        if name and is_free(name, used | words.reserved(entry), words):
            names[key] = name
            used.add(words.spelt(name))
        else:
            waiting.append((key, each))
    for key, each in waiting:
        entry = catalogue()[each.kind.label]
        wanted, used = (wished or {}).get(key) or identifier(called(each), entry.stem), taken[words.space(entry)]
        if words.in_one_space and not is_free(wanted, used, words):
            wanted = f"{entry.stem}_{wanted}"
        names[key] = numbered(wanted, used | words.reserved(entry), words)
        used.add(words.spelt(names[key]))
    return names


def key_of(object_: Adopted) -> str:
    """The key of an object, ``Kind ID``, which no other object of the project has."""
    return f"{object_.kind.label} {object_.seen.id}"


def called(object_: Adopted) -> str:
    """The text that an object's variable is named after: the parts of its ID that people choose, or else its name or description."""
    entry, kind = catalogue()[object_.kind.label], object_.kind
    if entry.way is Way.ALWAYS:
        return f"{object_.seen.id} {entry.stem.rpartition('_')[2]}" if kind.naming else entry.stem
    free = [name for name in kind.naming if not getattr(kind.by_name[name].shape, "choices", ())]
    return " ".join(str(object_.state.get(name) or "") for name in free) or object_.title


def identifier(text: str, stem: str) -> str:
    """A valid identifier out of any text; `stem` stands in for a text without letters, and before digits."""
    plain = unicodedata.normalize("NFKD", text).replace("ß", "ss")
    words = re.sub(r"[^a-z0-9]+", "_", "".join(each for each in plain if not unicodedata.combining(each)).lower()).strip("_")
    name = words[:_LONGEST].rstrip("_")
    if not name:
        return stem
    return name if name[0].isalpha() else f"{stem}_{name}"


def numbered(name: str, taken: Collection[str], words: Words) -> str:
    """A name that is free: itself, with an underscore if it is a word of the language or a module, or with a number."""
    free = name if is_free(name, taken, words) else f"{name}_" if words.taken(name) and is_free(f"{name}_", taken, words) else None
    number = 2
    while free is None:
        free = f"{name}_{number}" if is_free(f"{name}_{number}", taken, words) else None
        number += 1
    return free


def is_free(name: str, taken: Collection[str], words: Words) -> bool:
    """Whether a variable may have a name."""
    return name.isidentifier() and not keyword.iskeyword(name) and words.spelt(name) not in taken


def is_word(name: str) -> bool:
    """Whether a name has a meaning already in Python."""
    return keyword.iskeyword(name) or hasattr(builtins, name) or name in modules()


def reserved(entry: Entry) -> set[str]:
    """The names that no variable of a Python module may hide: modules, and the builtins of Python."""
    return (modules() | {each for each in dir(builtins) if each.islower()}) - {entry.module}


def modules() -> set[str]:
    """The names that code may import."""
    return {each.module for each in catalogue().values()} | {"statsig", "pulumi"}


PYTHON = Words(str, is_word, reserved)
