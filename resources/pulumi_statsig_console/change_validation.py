"""ChangeValidation: the verdict of a pre-commit webhook on a change that waits for it.

API: POST /change_validation; PATCH /change_validation/message. No operation reads it.
"""

from typing import TypedDict

from pulumi import Input
from statsig_console.declaring.annotations import Many
from statsig_console.declaring.endpoints import Endpoints, Named
from statsig_console.declaring.fields import UNMANAGED, Prop, prop
from statsig_console.declaring.operations import operation
from statsig_console.resource import ConsoleResource

VERDICT = operation("POST /change_validation")
VERDICTS = Endpoints(
    create=VERDICT,
    update=operation("PATCH /change_validation/message"),
    full=VERDICT,
    identity=Named(("reviewID",), ("reviewID",)),
    unrefused=True,
)


class DebugLink(TypedDict):
    """A link to details of the verdict."""

    title: Input[str]
    """The words that the console shows for the link."""
    url: Input[str]
    """Where the link leads, with its scheme: `https://…`."""


class ChangeValidation(ConsoleResource, endpoints=VERDICTS):
    """Says whether the change under review `review_id` is `validated`. Statsig waits two minutes for it; destroy takes nothing back."""

    review_id: Prop[str] = prop(replace=True, always=True)
    """The ID of the review, from the request to the pre-commit webhook."""
    validated: Prop[bool] = prop(in_full=True)
    """Whether the change may take effect."""
    message: Prop[str | None] = prop(default=UNMANAGED)
    """The reason for the verdict, for the author of the change."""
    release_pipeline_id_for_commit: Prop[str | None] = prop(default=UNMANAGED, in_full=True, sent="releasePipelineIDForCommit")
    """The ID of the release pipeline that the change has to go through when it is committed."""
    debug_links: Prop[Many[DebugLink]] = prop(default=UNMANAGED, in_full=True)
    """Links for the author of the change, such as one to the log of a check."""
