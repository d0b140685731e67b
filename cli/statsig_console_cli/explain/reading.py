"""Reading: what a preview plans, and what it read from the console, out of the JSON that Pulumi prints.

`pulumi preview` and `pulumi refresh --preview-only` print one of two forms:

- the summary that ``--json`` prints, which is one object. For a refresh it has the changes where Pulumi could compare inputs;
- the events that it prints instead, a line each, when ``PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1`` is set. They have all changes.

Secrets are masked in both. Unknown values are a fixed UUID there, and `pulumi.output.Unknown` here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi.output import UNKNOWN as LATER
from pulumi.runtime.rpc import UNKNOWN

from statsig_console.declaring.casing import names_of
from statsig_console.declaring.kinds import Kind, kind_typed
from statsig_console.errors import InputError
from statsig_console.stack.settings import NAMESPACE
from statsig_console.state_keys import PLUGIN_TYPE, is_secret, own, type_in
from statsig_console.values import json_text, root
from statsig_console_cli.stored import in_form, is_of_plugin

SECRET = "[secret]"
"""Stands in for a secret."""

PLANNED = {"create", "update", "replace", "delete", "import"}
STREAMING = "PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1"
_COLOUR = re.compile(r"<\{%.*?%\}>")
_EMPTY = re.compile(r"(?:update|preview|refresh) failed")
_PROBLEM = re.compile(r"\S+ resource '(?P<name>.+?)' has a problem: (?P<reason>.+)", re.DOTALL)

Values = dict[str, Any]


@dataclass(frozen=True)
class State:
    """A resource in state."""

    id: str = ""
    inputs: Values = field(default_factory=dict[str, Any])
    outputs: Values = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Step:
    """What Pulumi would do to a resource: from the state `before` to the program's inputs `after`.

    `because` names the properties that replace it. `reported` names the inputs that Pulumi found changed, where it compared them.
    """

    op: str
    urn: str
    before: State | None = None
    after: Values | None = None
    because: tuple[str, ...] = ()
    reported: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return name_in(self.urn)

    @property
    def kind(self) -> Kind | None:
        """The kind of the resource; None for resources of other providers, and for kinds that only a newer package has."""
        return kind_in(self.urn)


@dataclass(frozen=True)
class Look:
    """What a refresh saw: the recorded state and the state in the console now, None if the object is gone.

    `reported` names the inputs that Pulumi found changed; it masks the values of secret ones.
    """

    urn: str
    before: State
    now: State | None
    reported: frozenset[str] = frozenset()


@dataclass
class Preview:
    """A preview: its steps in order, its looks by URN, its errors, if it failed, and the stack's `config`, secrets masked.

    Findings of mandatory policies are among the `errors`, those of others in `advice`; a summary has no findings.
    `blind`: the preview found changes that its JSON does not show.
    """

    steps: list[Step] = field(default_factory=list[Step])
    looks: dict[str, Look] = field(default_factory=dict[str, Look])
    errors: list[str] = field(default_factory=list[str])
    advice: list[str] = field(default_factory=list[str])
    config: Values = field(default_factory=dict[str, Any])
    stack: str = ""
    blind: bool = False


def read_preview(text: str) -> Preview:
    """The preview in a text.

    Raises:
        InputError: the text is no preview.
    """
    wrong = InputError("This is no preview: give what `pulumi preview --json` or `pulumi refresh --preview-only --json` prints.")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and ({"steps", "changeSummary", "diagnostics"} & whole.keys()):
        return _from_summary(whole)
    try:
        events = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        raise wrong from None
    if not events or not all(isinstance(event, dict) and "sequence" in event for event in events):
        raise wrong
    return _from_events(events)


def name_in(urn: str) -> str:
    """The resource's name in the program."""
    return urn.split("::", 3)[-1]


def kind_in(urn: str) -> Kind | None:
    """The kind of a resource of either provider."""
    return kind_typed(type_in(urn))


def namespace_in(urn: str) -> str:
    """The namespace of the settings of the provider that serves a resource."""
    return PLUGIN_TYPE.partition(":")[0] if type_in(urn).startswith(PLUGIN_TYPE) else NAMESPACE


def _from_summary(document: Mapping[str, Any]) -> Preview:
    preview = Preview(errors=_errors(document.get("diagnostics") or []), config=document.get("config") or {})
    entries = document.get("steps") or []
    refreshed = {entry["urn"]: _state(entry["urn"], entry.get("oldState")) for entry in entries if entry["op"] == "refresh"}
    rest = [entry for entry in entries if entry["op"] != "refresh"]
    # A refresh alone has one entry for each resource; a preview that refreshes has the plan's entries as well.
    found = {entry["op"] if entry["urn"] not in refreshed else "planned" for entry in rest if entry["op"] != "delete"}
    alone = bool(refreshed) and found <= {"update"}
    for entry in entries:
        preview.stack = preview.stack or _stack_of(entry["urn"])
    for entry in rest:
        urn = entry["urn"]
        before = _state(urn, entry.get("oldState"))
        if alone:
            preview.looks[urn] = Look(urn, before or State(), _state(urn, entry.get("newState")), _roots(urn, entry.get("detailedDiff")))
            continue
        if (known := refreshed.get(urn)) is not None:
            preview.looks[urn] = Look(urn, known, before)
            # Only the events tell whether a secret was changed in the console or in the program.
            shown = before.outputs if before else {}
            preview.blind |= any(is_masked(shown.get(name)) for name in _roots(urn, entry.get("detailedDiff")))
        _plan(preview, entry["op"], urn, before, entry.get("newState"), entry.get("replaceReasons"), entry.get("detailedDiff"))
    updates = (document.get("changeSummary") or {}).get("update") or 0
    preview.blind |= alone and updates > sum(entry["op"] == "update" for entry in rest)
    return _to_the_reason(preview)


def _from_events(events: Iterable[Mapping[str, Any]]) -> Preview:
    preview = Preview()
    looking: dict[str, State] = {}
    for event in events:
        preview.config |= event.get("preludeEvent", {}).get("config") or {}
        if "diagnosticEvent" in event:
            preview.errors += _errors([event["diagnosticEvent"]])
        if "policyEvent" in event:
            _judge(preview, event["policyEvent"])
        about = (event.get("resourcePreEvent") or event.get("resOutputsEvent") or {}).get("metadata")
        if not about:
            continue
        urn, op = about["urn"], about["op"]
        preview.stack = preview.stack or _stack_of(urn)
        if "resourcePreEvent" in event:
            if op == "refresh":
                looking[urn] = _state(urn, about.get("old")) or State()
            else:
                _plan(preview, op, urn, _state(urn, about.get("old")), about.get("new"), about.get("keys"), about.get("detailedDiff"))
        elif urn in looking:
            preview.looks[urn] = Look(urn, looking.pop(urn), _state(urn, about.get("new")), _roots(urn, about.get("detailedDiff")))
    return _to_the_reason(preview)


def _to_the_reason(preview: Preview) -> Preview:
    """The preview without errors that only say that it failed, if others say why."""
    reasons = [error for error in preview.errors if not _EMPTY.fullmatch(error)]
    preview.errors = reasons or ["it does not say why, a policy perhaps: see the log"] * bool(preview.errors)
    return preview


def _plan(preview: Preview, op: str, urn: str, before: State | None, after: Any, because: Any, detail: Any) -> None:
    if op in PLANNED and "::pulumi:" not in urn:
        inputs = None if op == "delete" else (_state(urn, after) or State()).inputs
        reasons = tuple(_property(urn, each) for each in because or ())
        preview.steps.append(Step(op, urn, before, inputs, reasons, _roots(urn, detail)))


def _roots(urn: str, detail: Any) -> frozenset[str]:
    """The properties that paths begin with."""
    return frozenset(_property(urn, root(path)) for path in detail or ())


def _property(urn: str, name: str) -> str:
    """The engine's name of a property."""
    kind = kind_in(urn)
    return names_of(kind).get(name, name) if kind and type_in(urn).startswith(PLUGIN_TYPE) else name


def _judge(preview: Preview, found: Mapping[str, Any]) -> None:
    """Records a policy's finding: it is the last line of the message, after the policy's description."""
    lines = _COLOUR.sub("", str(found.get("message", ""))).strip().splitlines()
    mandatory = found.get("enforcementLevel") == "mandatory"
    (preview.errors if mandatory else preview.advice).append(f"{lines[-1] if lines else ''} ({found.get('policyName')})")


def _stack_of(urn: str) -> str:
    return urn.split(":")[2] if urn.startswith("urn:pulumi:") else ""


def _state(urn: str, document: Any) -> State | None:
    """A resource's state in the engine's form. Its type is that of the provider which had it, when a resource moves."""
    if not document:
        return None
    kind, type_ = kind_in(urn), str(document.get("type") or type_in(urn))
    parts = [document.get(part) or {} for part in ("inputs", "outputs")]
    by_plugin = is_of_plugin(type_, *parts)
    inputs, outputs = (in_form(kind, known(part), by_plugin) for part in parts)
    return State(str(document.get("id") or ""), *(map(_masked, (inputs, outputs)) if by_plugin else (inputs, outputs)))


def _masked(value: Any) -> Any:
    """A value whose masked secrets are `SECRET` itself, and not its JSON text."""
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return SECRET if value == json_text(SECRET) else value


def _errors(diagnostics: Iterable[Mapping[str, Any]]) -> list[str]:
    """The errors among a preview's messages, without Pulumi's wrapping."""
    texts = [_COLOUR.sub("", str(each.get("message", ""))).strip() for each in diagnostics if each.get("severity") == "error"]
    return [_to_the_point(text.removeprefix("error: ")) for text in texts if text]


def _to_the_point(text: str) -> str:
    """An error without Pulumi's wrapping: the resource and the reason; of a traceback, the last line."""
    if found := _PROBLEM.fullmatch(text):
        return f"{found['name']}: {found['reason']}"
    lines = text.splitlines()
    return f"{lines[0]} {lines[-1]}" if any(line.startswith("Traceback ") for line in lines) else text


def known(value: Any) -> Any:
    """A value of Pulumi's JSON, with `Unknown` for unknown values, and without the keys that Pulumi itself adds."""
    if isinstance(value, dict):
        # When a policy pack runs, events have secrets as marked objects.
        if is_secret(value):
            return SECRET
        return {key: known(each) for key, each in own(value).items()}
    if isinstance(value, list):
        return [known(each) for each in value]
    return LATER if value == UNKNOWN else value


def is_masked(value: Any) -> bool:
    """Whether a value is or contains a masked secret."""
    if isinstance(value, dict):
        return any(is_masked(each) for each in value.values())
    return any(is_masked(each) for each in value) if isinstance(value, list) else value == SECRET
