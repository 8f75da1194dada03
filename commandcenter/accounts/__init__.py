"""People who use the product: accounts, roles, invitations and wall displays."""
