"""The engine of pulumi-statsig-console: fields, endpoints, lifecycles, HTTP, and the dynamic provider.

It knows no API object by name; the declarations live in ``pulumi_statsig_console``.
"""
