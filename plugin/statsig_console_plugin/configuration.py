"""Configuration: a provider's settings, from Pulumi's configuration or the arguments of an explicit provider, as the engine reads them.

Pulumi passes settings as texts, structured ones as JSON text; those of an explicit provider may also be values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

from pulumi.output import Unknown

from statsig_console.declaring.casing import camel
from statsig_console.declaring.shapes import is_known
from statsig_console.errors import InputError, Problem
from statsig_console.stack.settings import NAMESPACE, Settings
from statsig_console.values import json_text, nearest, whole, wholes

from .schema import NAME
from .settings import SECRETS, ProviderSettings

KNOWN = tuple(camel(name) for name in get_type_hints(ProviderSettings))
HIDDEN = tuple(camel(name) for name in SECRETS)
OF_PULUMI = ("version", "pluginDownloadURL", "__internal")
"""The keys that Pulumi itself adds to a provider's settings."""

_NAMED = re.compile(rf"(?<!\")\b{NAMESPACE}:(?=[a-z])")


class Configuration:
    """The settings of one provider."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = {name: value for name, value in values.items() if name not in OF_PULUMI and value is not None}

    def setting(self, name: str) -> str | None:
        """A setting as text, by the engine's name for it; None if it is not set."""
        value = self.values.get(name.removeprefix(f"{NAMESPACE}:"))
        match value:
            case None | str():
                return value
            case bool():
                return "true" if value else "false"
            case int() | float():
                return str(whole(value))
            case _:
                return json_text(wholes(value))

    @property
    def is_known(self) -> bool:
        """Whether all settings are known: none waits for another resource."""
        return all(is_known(each) and not isinstance(each, Unknown) for each in self.values.values())

    def problems(self) -> list[Problem]:
        """The mistakes in the settings. While some are unknown, only their names are checked."""
        unknown = [Problem(name, f"is no setting of the provider{meant(name, KNOWN)}") for name in self.values if name not in KNOWN]
        if unknown or not self.is_known:
            return unknown
        try:
            Settings.read(self.setting)
        except InputError as error:
            return [Problem("", in_namespace(str(error)))]
        return []


def meant(name: str, known: Sequence[str]) -> str:
    """The end of a sentence about an unknown name: a suggestion of a similar one, if there is one."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else "."


def in_namespace(text: str) -> str:
    """A sentence with the plugin's namespace before the settings that it names; keys of values, in double quotes, stay."""
    return _NAMED.sub(f"{NAME}:", text)
