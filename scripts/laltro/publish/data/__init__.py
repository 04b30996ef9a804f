"""What leaves the site as data, in the formats of others."""
