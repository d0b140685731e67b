"""Unit ID types."""

import pulumi_statsig_console as statsig

# Smallest: Gates and experiments can count companies.
statsig.UnitIdType("company", name="companyID")

# Usual: Says what the ID stands for.
statsig.UnitIdType("household", name="householdID", description="All who share an address.")
