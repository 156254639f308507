"""The encoder: from raw sets to the shipped ONNX file. Run: python -m training.encoder --data DIR."""
