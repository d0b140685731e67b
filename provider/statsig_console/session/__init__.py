"""The project: one Statsig project as a run of Pulumi knows it, shared by all kinds and threads."""
