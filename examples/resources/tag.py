"""Tags."""

import pulumi_statsig_console as statsig

# Smallest: The tag is a name, by which the console groups things.
statsig.Tag("checkout", name="Checkout")

# Usual: Has a description, and is a core tag.
statsig.Tag("money", name="Money", description="What the business lives on.", is_core=True)
