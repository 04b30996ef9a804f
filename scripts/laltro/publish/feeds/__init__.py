"""What can be subscribed to: calendars and news."""
