"""Analysis to Statement: who said what."""
