"""The engine of pulumi-statsig-console. It knows no API object by name; the declarations live in ``pulumi_statsig_console``.

Its layers, each of which imports only layers before it:

- ``declaring``: what a resource class declares of an API object. ``planning``: the changes and requests for an object; both pure.
- ``stack``: the configuration. ``sending``: HTTP within the API's limits. ``session``: what one run knows of one Statsig project.
- ``guarding``: refuses changes that may do harm. ``handling``: carries out Pulumi's calls.

A program uses ``resource`` and ``lookup``, Pulumi calls ``provider``.
"""
