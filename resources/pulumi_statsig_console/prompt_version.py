"""PromptVersion: the text and model of a prompt at one point.

API: POST /prompts/{id}/versions, the only operation: versions cannot be read, changed or deleted.
"""

from typing import Annotated, Literal, TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern
from statsig_console.declaring.endpoints import Endpoints, Named
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.limits import MaxLen, MinLen
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written

from .prompt import PromptName

VersionID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
VERSIONS = Endpoints(create=operation("POST /prompts/{id}/versions"), identity=Named(("prompt_id", "id"), ("id", "versionId")))


class PromptMessage(TypedDict):
    """A message of the prompt."""

    content: Input[str]
    """The text of the message."""
    role: Input[Literal["system", "user", "assistant"]]
    """Who says it to the model: `system` for instructions, `user`, or `assistant` for the model's own earlier words."""


class WorkflowBody(TypedDict):
    """The body of the request to a workflow: a JSON text."""

    type: Input[Literal["JSON"]]
    """How the body is written: JSON is the only way."""
    value: Input[str]
    """The text of the body."""


class WorkflowHeader(TypedDict):
    """A header of the request to a workflow."""

    name: Input[str]
    """What the header is called, such as `Content-Type`."""
    value: Input[str]
    """The text that is sent in it."""


class PromptVersion(ConsoleResource, endpoints=VERSIONS, spelling=as_written):
    """A version of a prompt; every change means a new version. Without `version_id` the API makes one up."""

    prompt_id: Prop[str] = prop(address="id", replace=True)
    """The ID of the prompt that the version is of."""
    name: Prop[PromptName] = prop(replace=True)
    """What the version is called, as the console shows it."""
    version_id: Prop[VersionID] = prop(default=UNMANAGED, sent="id", replace=True)
    """An ID for the version, unlike those of the prompt's other versions. Left out, the API makes one."""
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="", replace=True)
    """What is new in the version. Left out, it is empty."""
    prompts: Prop[Many[PromptMessage]] = prop(default=UNMANAGED, replace=True)
    """The messages that the model is given, in their order."""
    temperature: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """How freely the model chooses words: 0 for always the likeliest. Left out, it is the model's own."""
    model: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The name of the model, as its provider calls it."""
    provider: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """Who runs the model."""
    eval_model: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    """The name of the model that judges answers in evaluations."""
    top_p: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """The share of likeliest words that the model chooses from, from 0 to 1. Left out, it is the model's own."""
    frequency_penalty: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """How much words that were used often are held back. Left out, it is the model's own."""
    presence_penalty: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """How much words that were used at all are held back. Left out, it is the model's own."""
    max_tokens: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    """The most tokens that an answer may have."""
    workflow_body: Prop[WorkflowBody | None] = prop(default=UNMANAGED, replace=True)
    """The body of the request to a workflow, which takes the place of a model."""
    workflow_headers: Prop[ManySet[WorkflowHeader]] = prop(default=UNMANAGED, replace=True)
    """The headers of the request to the workflow; they are not secret."""
    auth_workflow_headers: Prop[ManySet[WorkflowHeader]] = prop(default=UNMANAGED, replace=True, secret=True, returned=False)
    """The secret headers of the request to the workflow, such as its authorization: encrypted in state, and never read back."""
