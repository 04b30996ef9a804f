"""Pages of figures: impact, gaps, freshness, the workbench, the data dictionary."""
