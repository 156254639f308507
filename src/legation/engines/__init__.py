"""Run the stages over many documents: in this process, or in worker processes.

Takes shards (some tasks under one name); gives shard files: JSON lines of rows, written whole
or not at all, named for their input and the code that read them, so that an interrupted run
finds what it had already done.

Example:
    >>> from legation.engines import plan
    >>> plan([], fingerprint="f")
    []
"""

from legation.engines.local import Processes, Serial, choose_engine
from legation.engines.shards import Engine, Shard, ShardFile, plan, read_shard_file

__all__ = [
    "Engine",
    "Processes",
    "Serial",
    "Shard",
    "ShardFile",
    "choose_engine",
    "plan",
    "read_shard_file",
]
