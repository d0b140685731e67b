"""The operations of the contract that the package does not send yet: a list that can only shrink. The emulator answers all others."""

UNCOVERED = frozenset(
    {
        "POST /autotunes/{id}/reviews",
        "DELETE /autotunes/{id}/reviews/{reviewID}",
        "PUT /autotunes/{id}/reviews/{reviewID}",
        "POST /dynamic_configs/{id}/reviews",
        "DELETE /dynamic_configs/{id}/reviews/{reviewID}",
        "PUT /dynamic_configs/{id}/reviews/{reviewID}",
        "POST /experiments/{id}/reviews",
        "DELETE /experiments/{id}/reviews/{reviewID}",
        "PUT /experiments/{id}/reviews/{reviewID}",
        "POST /gates/{id}/reviews",
        "DELETE /gates/{id}/reviews/{reviewID}",
        "PUT /gates/{id}/reviews/{reviewID}",
    }
)
