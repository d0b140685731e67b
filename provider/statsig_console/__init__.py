"""The engine of pulumi-statsig-console. It knows no API object by name; the declarations live in ``pulumi_statsig_console``.

In layers, each of which knows only those before it:

- ``declaring``: what a resource class says of an API object. ``planning``: what is to be done about one; both pure.
- ``stack``: the configuration. ``sending``: HTTP within the API's limits. ``project``: one Statsig project as one run knows it.
- ``guarding``: what a run may do. ``handling``: what each of Pulumi's calls does.

A program enters by ``resource`` and ``lookup``, Pulumi by ``provider``.
"""
