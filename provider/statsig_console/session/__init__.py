"""The session: what one run of Pulumi knows of a Statsig project, shared by all kinds and threads."""
