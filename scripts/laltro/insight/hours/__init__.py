"""When something is open: rows of hours, closures, and the days that are not like others."""
