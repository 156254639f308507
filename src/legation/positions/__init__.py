"""Record to positions: who stands where on each issue, and since when."""
