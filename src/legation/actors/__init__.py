"""Mention and date to Actor, office and membership."""
