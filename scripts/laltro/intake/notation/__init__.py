"""How people type hours, prices, closures, ages and amounts: read liberally, written back in one form."""
