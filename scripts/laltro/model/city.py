"""Which city the catalogue is about, and which of its territories are home."""

from __future__ import annotations

CITY = "milano"
# The city, and the districts whose community welfare the catalogue tells.
HOME = (CITY, "municipio-4", "municipio-6")
# What an address in the city says where nobody does.
TOWN = {"city": "Milano", "province": "MI", "country": "IT"}
