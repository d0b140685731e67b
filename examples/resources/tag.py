"""Tags."""

import pulumi_statsig_console as statsig

# Smallest: The tag is a name, by which the console groups things.
statsig.Tag("checkout", name="Checkout")

# Usual: Says what it is for, and marks what the business lives on.
statsig.Tag("money", name="Money", description="What the business lives on.", is_core=True)
