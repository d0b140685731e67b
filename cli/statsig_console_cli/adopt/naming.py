"""Names: a Python identifier for each object, the same in code, import file and stack.

A name comes from what the object is called; of several that come to the same, each but the first gets
a number. Names that an earlier run has given stay, whatever has come since.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from .catalogue import Entry, Way, catalogue
from .objects import Adopted

_LONGEST = 60


def names_for(objects: Iterable[Adopted], given: Mapping[str, str], wished: Mapping[str, str] | None = None) -> dict[str, str]:
    """The identifier of each object, by ``Kind ID``; `given` are those of an earlier run, `wished` those that it has elsewhere."""
    names: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    waiting: list[tuple[str, Adopted]] = []
    for each in sorted(objects, key=lambda each: (each.kind.label, each.seen.id)):
        key, label = key_of(each), each.kind.label
        name = given.get(key)
        if name and is_free(name, taken.setdefault(label, set(reserved(catalogue()[label])))):
            names[key] = name
            taken[label].add(name)
        else:
            waiting.append((key, each))
    for key, each in waiting:
        entry = catalogue()[each.kind.label]
        wanted = (wished or {}).get(key) or identifier(called(each), entry.stem)
        names[key] = numbered(wanted, taken.setdefault(entry.label, set(reserved(entry))))
        taken[entry.label].add(names[key])
    return names


def key_of(object_: Adopted) -> str:
    """What tells an object apart from all others of the project."""
    return f"{object_.kind.label} {object_.seen.id}"


def called(object_: Adopted) -> str:
    """What an object's variable is called after: what people have chosen for its ID, else its name or description."""
    entry, kind = catalogue()[object_.kind.label], object_.kind
    if entry.way is Way.ALWAYS:
        return f"{object_.seen.id} {entry.stem.rpartition('_')[2]}" if kind.naming else entry.stem
    free = [name for name in kind.naming if not getattr(kind.by_name[name].shape, "choices", ())]
    return " ".join(str(object_.state.get(name) or "") for name in free) or object_.title


def identifier(text: str, stem: str) -> str:
    """A valid identifier out of any text; `stem` stands in for what has no letters, and before digits."""
    plain = unicodedata.normalize("NFKD", text).replace("ß", "ss")
    words = re.sub(r"[^a-z0-9]+", "_", "".join(each for each in plain if not unicodedata.combining(each)).lower()).strip("_")
    name = words[:_LONGEST].rstrip("_")
    if not name:
        return stem
    return name if name[0].isalpha() else f"{stem}_{name}"


def numbered(name: str, taken: Collection[str]) -> str:
    """A name that is not taken: itself, with an underscore where it is a word of Python or a module's name, or with a number."""
    free = name if is_free(name, taken) else f"{name}_" if is_word(name) and is_free(f"{name}_", taken) else None
    number = 2
    while free is None:
        free = f"{name}_{number}" if is_free(f"{name}_{number}", taken) else None
        number += 1
    return free


def is_word(name: str) -> bool:
    """Whether a name has a meaning already."""
    return keyword.iskeyword(name) or hasattr(builtins, name) or name in modules()


def is_free(name: str, taken: Collection[str]) -> bool:
    """Whether a variable may have a name."""
    return name.isidentifier() and not keyword.iskeyword(name) and name not in taken


def reserved(entry: Entry) -> set[str]:
    """The names that no variable of a module may hide: modules, and what Python has built in."""
    return (modules() | {each for each in dir(builtins) if each.islower()}) - {entry.module}


def modules() -> set[str]:
    """The names that code may import."""
    return {each.module for each in catalogue().values()} | {"statsig", "pulumi"}
