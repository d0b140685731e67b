"""The plugin: the declared resources and lookups for every language of Pulumi, as a resource provider beside the dynamic one.

It depends on the engine and on the declarations, and knows no kind by name: `schema` tells Pulumi what there is, `servicer` answers its
calls with the engine's handlers, and `casing` puts names from Python's spelling into that of other languages.
"""

from __future__ import annotations
