"""What whoever decides sees at the desk: a posted form, a proposal, the voices to gather. Pure."""
