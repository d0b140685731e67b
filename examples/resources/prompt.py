"""Prompts for language models."""

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Has no version yet.
statsig.Prompt("order-helper", name="order_helper")

# Usual: Has a description, and its first version is declared with it.
refunds = statsig.Prompt(
    "refund-helper", name="refund_helper", display_name="Refund helper", description="Answers questions about refunds."
)
statsig.PromptVersion(
    "refund-helper-1",
    prompt_id=refunds.id,
    name="Brief answers",
    prompts=[statsig.PromptMessage(role="system", content="Answer in two sentences.")],
)

# Full: Belongs to a team, reaches only one app, and has an owner.
support = statsig.Team("support", name="Support")
answers = statsig.Tag("answers", name="Answers")
web = statsig.TargetApp("web", name="Web")
statsig.Prompt(
    "search-helper",
    name="search_helper",
    display_name="Search helper",
    description="Turns a question into a search.",
    target_apps=[web.name],
    team=support.name,
    tags=[answers.name],
    owner=statsig.Owner(owner_email="ada@example.com"),
    opts=pulumi.ResourceOptions(depends_on=[support]),
)
