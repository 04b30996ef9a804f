"""Spreadsheets: which column answers which question, and each row as a submission."""
