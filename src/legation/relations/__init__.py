"""Record to relations: cooperation and conflict over time."""
