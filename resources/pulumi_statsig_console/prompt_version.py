"""PromptVersion: the text and model of a prompt at one point.

API: POST /prompts/{id}/versions, which is all there is: no version is ever read, changed or deleted.
"""

from typing import Annotated, Literal, TypedDict

from annotated_types import MaxLen, MinLen

from pulumi import Input
from statsig_console.declaring.annotations import Many, ManySet, Pattern
from statsig_console.declaring.endpoints import Endpoints, Named
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource
from statsig_console.values import as_written

from .prompt import PromptName

VersionID = Annotated[str, MinLen(3), MaxLen(100), Pattern(r"[a-zA-Z0-9_\-.]*")]
VERSIONS = Endpoints(create=operation("POST /prompts/{id}/versions"), identity=Named(("prompt_id", "id"), ("id", "versionId")))


class PromptMessage(TypedDict):
    """A message of the prompt."""

    content: Input[str]
    role: Input[Literal["system", "user", "assistant"]]


class WorkflowBody(TypedDict):
    """What a workflow is called with: a JSON text."""

    type: Input[Literal["JSON"]]
    value: Input[str]


class WorkflowHeader(TypedDict):
    """A header that a workflow is called with."""

    name: Input[str]
    value: Input[str]


class PromptVersion(ConsoleResource, endpoints=VERSIONS, spelling=as_written):
    """A version of a prompt; every change means a new version. Without `version_id` the API makes one up."""

    prompt_id: Prop[str] = prop(address="id", replace=True)
    name: Prop[PromptName] = prop(replace=True)
    version_id: Prop[VersionID] = prop(default=UNMANAGED, sent="id", replace=True)
    description: Prop[Annotated[str, MaxLen(1000)]] = prop(default="", replace=True)
    prompts: Prop[Many[PromptMessage]] = prop(default=UNMANAGED, replace=True)
    temperature: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    model: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    provider: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    eval_model: Prop[str | None] = prop(default=UNMANAGED, replace=True)
    top_p: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    frequency_penalty: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    presence_penalty: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    max_tokens: Prop[float | None] = prop(default=UNMANAGED, replace=True)
    workflow_body: Prop[WorkflowBody | None] = prop(default=UNMANAGED, replace=True)
    workflow_headers: Prop[ManySet[WorkflowHeader]] = prop(default=UNMANAGED, replace=True)
    auth_workflow_headers: Prop[ManySet[WorkflowHeader]] = prop(default=UNMANAGED, replace=True, secret=True, returned=False)
