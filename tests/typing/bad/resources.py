"""Mistakes that a type checker should find. Each marked line is an error: `# mypy's code / pyright's rule`."""

import pulumi
import pulumi_statsig_console as statsig

text: pulumi.Output[str] = pulumi.Output.from_input("text")
number: pulumi.Output[int] = pulumi.Output.from_input(1)

# Arguments of resources.
statsig.Gate("gate", name=1)  # expect: arg-type / reportArgumentType
statsig.Gate("gate", name=number)  # expect: arg-type / reportArgumentType
statsig.Gate("gate", name=None)  # expect: arg-type / reportArgumentType
statsig.Gate("gate")  # expect: call-arg / reportCallIssue
statsig.Gate("gate", name="Gate", descripton="typo")  # expect: call-arg / reportCallIssue
statsig.Gate("gate", "Gate")  # expect: arg-type, call-arg / reportCallIssue
statsig.Gate(name="Gate")  # expect: call-arg / reportCallIssue
statsig.Gate("gate", name="Gate", tags=5)  # expect: arg-type / reportArgumentType
statsig.Gate("gate", name="Gate", tags=["one", 2])  # expect: list-item / reportArgumentType
statsig.Gate("gate", name="Gate", status="Launched")  # expect: call-arg / reportCallIssue
statsig.Gate("gate", name="Gate", opts={"protect": True})  # expect: arg-type / reportArgumentType

# Literals.
statsig.Gate("gate", name="Gate", lifecycle="lauched")  # expect: arg-type / reportArgumentType
statsig.Gate("gate", name="Gate", lifecycle=text)  # expect: arg-type / reportArgumentType
statsig.Key("key", description="Key", type="server")  # expect: arg-type / reportArgumentType

# Nested objects.
statsig.Rule(name="a", pass_percentage="50", conditions=[])  # expect: typeddict-item / reportArgumentType
statsig.Rule(name="a", conditions=[])  # expect: typeddict-item / reportCallIssue
statsig.Rule(name="a", pass_percentage=50, conditions=[], percent=1)  # expect: typeddict-unknown-key / reportCallIssue
statsig.Condition(type="user")  # expect: typeddict-item / reportArgumentType
statsig.Gate("g", name="Gate", rules=[{"name": "a", "pass_percentage": "50", "conditions": []}])  # expect: list-item / reportArgumentType
statsig.Gate("gate", name="Gate", rules=[{"name": "a", "conditions": []}])  # expect: list-item / reportArgumentType
rule: statsig.Rule = {"name": "", "pass_percentage": 1, "conditions": [{"type": "x"}]}  # expect: list-item / reportAssignmentType
statsig.DynamicConfig("config", name="Config", default_value=[1])  # expect: arg-type / reportArgumentType

# Attributes.
gate = statsig.Gate("gate", name="Gate")
pulumi.export("x", gate.name + "x")  # expect: operator / reportOperatorIssue
pulumi.export("x", gate.nam)  # expect: attr-defined / reportAttributeAccessIssue
wrong: pulumi.Output[int] = gate.name  # expect: assignment / reportAssignmentType
