"""Versions of prompts."""

import json

import pulumi
import pulumi_statsig_console as statsig

# Smallest: Tells the model in one message how to answer.
orders = statsig.Prompt("order-helper", name="order_helper")
statsig.PromptVersion(
    "order-helper-1",
    prompt_id=orders.id,
    name="Brief answers",
    prompts=[statsig.PromptMessage(role="system", content="Answer in two sentences.")],
)

# Usual: Names its model, inserts the question, and has a low temperature.
refunds = statsig.Prompt("refund-helper", name="refund_helper")
statsig.PromptVersion(
    "refund-helper-1",
    prompt_id=refunds.id,
    name="Brief answers",
    prompts=[
        statsig.PromptMessage(role="system", content="Answer in two sentences."),
        statsig.PromptMessage(role="user", content="{{question}}"),
    ],
    provider="acme",
    model="large-1",
    temperature=0.2,
    max_tokens=200,
)

# Full: Sets all sampling parameters and the model that evaluates it, and calls a workflow with a secret token.
search = statsig.Prompt("search-helper", name="search_helper")
statsig.PromptVersion(
    "search-helper-1",
    prompt_id=search.id,
    name="By our own service",
    version_id="v1.0",
    description="Turns a question into a search.",
    prompts=[statsig.PromptMessage(role="user", content="{{question}}")],
    provider="acme",
    model="large-1",
    eval_model="judge-1",
    temperature=0.7,
    top_p=0.9,
    frequency_penalty=0.1,
    presence_penalty=0.1,
    max_tokens=400,
    workflow_body=statsig.WorkflowBody(type="JSON", value=json.dumps({"limit": 10})),
    workflow_headers=[statsig.WorkflowHeader(name="X-From", value="statsig")],
    auth_workflow_headers=[statsig.WorkflowHeader(name="Authorization", value=pulumi.Config().require_secret("workflowToken"))],
)
