"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of foreign catalogues, assets and channel schemas; skips where it is absent."""
    folder = (ROOT / os.environ.get("PACKSHOT_TEST_DATA", "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip("no test data: set PACKSHOT_TEST_DATA to the folder that holds it")
    return folder
