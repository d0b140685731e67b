"""Live: reads the objects that a preview would change but has not read from the console."""

from __future__ import annotations

import os

from statsig_console.handling.handlers import Handlers
from statsig_console.session.session import session_for
from statsig_console.stack.settings import NAMESPACE, Settings

from .reading import Look, Preview, State, is_masked


def look_around(preview: Preview, url: str = "") -> None:
    """Reads every object that a step changes, unless the preview did, and adds its state to the preview's looks.

    The key comes from the environment, and the address from there or from `url`: a preview must not decide where a key is sent.

    Raises:
        ProviderError: there is no key, or the API does not answer.
    """
    settings = Settings.read(lambda name: url or None if name == f"{NAMESPACE}:apiUrl" else os.environ.get(name))
    session = session_for(settings)
    try:
        for step in preview.steps:
            kind = step.kind
            if kind is None or kind.endpoints.once or step.before is None or not step.before.id or step.urn in preview.looks:
                continue
            shown = {name: value for name, value in step.before.outputs.items() if not is_masked(value)}
            found = Handlers(kind, session).read(step.before.id, shown)
            hidden = {name: value for name, value in step.before.outputs.items() if is_masked(value)}
            now = State(step.before.id, found.inputs, {**found.state, **hidden}) if found else None
            preview.looks[step.urn] = Look(step.urn, step.before, now)
    finally:
        session.close()
