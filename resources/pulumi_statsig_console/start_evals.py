"""StartEvals: the evaluation of a prompt's version.

API: POST /prompts/{id}/versions/{versionId}/start_evals.
"""

from statsig_console.declaring.fields import Out, Prop, output, prop
from statsig_console.resource import ConsoleAction


class StartEvals(ConsoleAction, runs="POST /prompts/{id}/versions/{versionId}/start_evals"):
    """Starts the evaluation of a version."""

    prompt_id: Prop[str] = prop(address="id")
    """The ID of the prompt that the version is of."""
    version_id: Prop[str] = prop(address="versionId")
    """The ID of the version that is evaluated, from `PromptVersion`."""

    version_name: Out[str] = output(read="name")
    """What the version is called."""
