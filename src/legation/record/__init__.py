"""The cited record: schemas, store, search, cite and verify, exports."""
