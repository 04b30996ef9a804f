"""What adds up: gaps, impact, the contribution ledger, and what stands open to the neighbourhood."""
