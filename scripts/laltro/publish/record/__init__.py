"""What stands on a record's page."""
