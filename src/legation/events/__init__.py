"""Analysis to Event: who did what to whom."""
