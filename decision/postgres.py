from __future__ import annotations
import hashlib, os, tempfile
from pathlib import Path
def embedded_url(data_dir: Path) -> str:
    return f"postgresql://postgres@/steelyard?host={data_dir}/postgres"
from contextlib import contextmanager
@contextmanager
def database_running(env):
    yield
