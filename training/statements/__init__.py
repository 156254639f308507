"""How confidences of statements are calibrated."""
