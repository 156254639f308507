"""Dated tables that every layer may read: countries, organisations, offices, anchors."""
