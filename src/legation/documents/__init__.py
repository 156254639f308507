"""Bytes to Document: readers per format, blocks, copies.

Takes files (and containers of files); gives a Document: the untouched text, its blocks, its
origin. Example: `read_document(file, origin)`.
"""

from legation.documents.copies import cluster_copies, copy_signature
from legation.documents.members import Member, find_inputs, list_members
from legation.documents.metadata import MetadataTable, apply_metadata, read_metadata_table
from legation.documents.read import READERS_VERSION, read_document

__all__ = [
    "READERS_VERSION",
    "Member",
    "MetadataTable",
    "apply_metadata",
    "cluster_copies",
    "copy_signature",
    "find_inputs",
    "list_members",
    "read_document",
    "read_metadata_table",
]
