"""Tags."""

import pulumi_statsig_console as statsig

# Smallest: A name to group things by.
statsig.Tag("checkout", name="Checkout")

# Usual: Says what it is for, and marks what the business lives on.
statsig.Tag("money", name="Money", description="What the business lives on.", is_core=True)
