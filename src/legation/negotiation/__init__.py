"""Positions to outcome: what a negotiation would yield under a rule and a format."""
