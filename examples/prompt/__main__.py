"""A prompt for a language model: its first version, and an evaluation of it."""

import pulumi
import pulumi_statsig_console as statsig

config = pulumi.Config()

helper = statsig.Prompt("helper", name="order_helper", display_name="Order helper", description="Answers questions about orders.")

brief = statsig.PromptVersion(
    "brief",
    prompt_id=helper.id,
    name="Brief answers",
    prompts=[
        statsig.PromptMessage(role="system", content="Answer in two sentences."),
        statsig.PromptMessage(role="user", content="{{question}}"),
    ],
    provider="acme",
    model="large-1",
    temperature=0.2,
    max_tokens=200,
    auth_workflow_headers=[statsig.WorkflowHeader(name="Authorization", value=config.get("workflowToken") or "Bearer not-a-real-token")],
)

statsig.StartEvals("evaluate", prompt_id=helper.id, version_id=brief.version_id)

pulumi.export("version", brief.version_id)
