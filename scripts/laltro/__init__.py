"""Milano Sei L'Altro: the catalogue's generator, checks and forms."""
