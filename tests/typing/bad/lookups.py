"""Mistakes with lookups that a type checker should find. Each marked line is an error: `# mypy's code / pyright's rule`."""

import pulumi
import pulumi_statsig_console as statsig

gate = statsig.Gate("gate", name="Gate")

statsig.get_gate(gate.id)  # expect: arg-type / reportArgumentType
statsig.get_gate()  # expect: call-arg / reportCallIssue
pulumi.export("x", statsig.get_gate("a_gate").nam)  # expect: attr-defined / reportAttributeAccessIssue
statsig.get_gates(type="permanent")  # expect: arg-type / reportArgumentType
statsig.get_gate_output(gate)  # expect: arg-type / reportArgumentType
pulumi.export("x", statsig.get_gate_output("a_gate").created_time + 1)  # expect: operator / reportOperatorIssue
