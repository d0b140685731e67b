"""Settings: the plugin's configuration, in the namespace ``statsig-console`` or as arguments of an explicit provider.

They are those of the dynamic provider, under the same names.
"""

from __future__ import annotations

from typing import Any

from statsig_console.stack.bounds import WhenRunning
from statsig_console.stack.reviews import ReviewCommits, Unreviewed
from statsig_console.stack.settings import OnDestroy

SECRETS = ("console_api_key", "projects", "rate_limit_store")
"""The settings that hold a key or a password."""


class ProviderSettings:
    """A Statsig project, and how to talk to it."""

    console_api_key: str
    """The Statsig project's Console API key, which begins `console-`. Left out, it is the environment's `STATSIG_CONSOLE_API_KEY`, which
    Pulumi does not keep in state."""
    api_url: str
    """The API's address. Left out, it is the environment's `STATSIG_CONSOLE_API_URL`, or the vendor's."""
    respect_review_settings: bool
    """Whether the API is asked to put changes through the project's reviews. Left out, it is not."""
    reviews: bool
    """Whether changes of gates, configs, experiments and autotunes are proposed in reviews, and made once those are accepted. Left out,
    they are made at once. A resource's `reviewed` overrides it."""
    review_commits: ReviewCommits
    """Who commits an accepted review: `stack`, by the next update, or `people`, in the console. Left out, it is `stack`."""
    review_description: str
    """What reviews say of a change. Left out, they say what changes of which object. A resource's `review_description` overrides it."""
    reviewers: list[str]
    """The IDs of the people who are asked to review. A resource's `reviewers` override them."""
    reviewer_groups: list[str]
    """The IDs of the groups that are asked to review. A resource's `reviewer_groups` override them."""
    unreviewed: Unreviewed
    """What to do with a change that no review can propose: `refuse` stops it, `send` makes it at once. Left out, it is `refuse`."""
    on_destroy: OnDestroy
    """What to do with an object that leaves the stack: `delete`, `archive` or `keep`. Left out, it is `delete`. A resource's `on_destroy`
    overrides it, except that an object stays if either says `keep`. The environment's `STATSIG_ON_DESTROY` overrides the setting."""
    adopt_existing: bool
    """Whether creates take over objects that exist already. Left out, such creates fail. A resource's `adopt_existing` overrides it."""
    online_preview: bool
    """Whether previews check if objects that would be created exist already, and have the API check planned requests. Left out, they send
    nothing."""
    max_deletes: float
    """The number of objects of a kind that one run may delete, archive or replace. Left out, it is 20."""
    max_deleted_share: float
    """The share of a kind's objects that one run may delete, archive or replace beyond `max_deletes`, in %; 100 sets no bound. Left out, it
    is 50."""
    max_rollout_step: float
    """The number of percentage points by which a rollout in production may rise in one update; 100 sets no bound. Left out, it is 75."""
    guard_lost_updates: bool
    """Whether objects are read before they are changed or deleted, and nothing is sent if somebody else changed them since the last
    refresh. Left out, only changes are guarded, not deletions."""
    when_running: WhenRunning
    """What to do with a change that would disturb a running experiment: `allow`, `warn` or `refuse`. Left out, it is `allow`."""
    pacing: bool
    """Whether changes wait before the API's rate limits are reached. Left out, they do, except for an address on this machine."""
    rate_limit: str
    """The project's limit of changes, as changes per seconds. Left out, it is `1800/900 100/10`."""
    rate_limit_segments: str
    """The limit of changes of segments. Left out, it is `900/900 100/10`."""
    rate_limit_id_lists: str
    """The limit of changes of segments' ID lists. Left out, it is `900/900 12/10`."""
    rate_limit_store: str
    """The address of a Redis where all runs on the project count together. Left out, each run counts for itself."""
    connect_timeout: float
    """Seconds that a connection may take. Left out, it is 10."""
    request_timeout: float
    """Seconds that a request may take until its answer is complete. Left out, it is 60."""
    retry_timeout: float
    """Seconds for which a request is repeated while the API fails or cannot be reached. Left out, it is 120."""
    rate_limit_timeout: float
    """Seconds for which requests are repeated while the API refuses for its rate limit. Left out, it is 1200."""
    projects: dict[str, dict[str, Any]]
    """Further Statsig projects by name, each with settings of its own, which a resource's `project` names. An explicit provider for each
    project does the same."""
