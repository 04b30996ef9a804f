"""What whoever leads a lab prints: posters, agendas, minutes."""
