"""Unit ID types."""

import pulumi_statsig_console as statsig

# Smallest: Gates and experiments can count companies.
statsig.UnitIdType("company", name="companyID")

# Usual: Has a description of the ID.
statsig.UnitIdType("household", name="householdID", description="All who share an address.")
