"""Lists of records: by kind, area and territory, and the home page."""
