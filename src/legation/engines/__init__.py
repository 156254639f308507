"""Run the stages of the pipeline: local processes, later a cluster."""
