"""Fixtures that every test may use."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent


def absent(judge: str) -> NoReturn:
    """Skip because an external validator is not installed; fail if all are required (CI)."""
    reason = f"judge absent: {judge}"
    if os.environ.get("PACKSHOT_REQUIRE_JUDGES"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Return the folder of foreign catalogues, assets and channel schemas; skip if it is absent."""
    folder = (ROOT / os.environ.get("PACKSHOT_TEST_DATA", "../shared/data")).resolve()
    if not folder.is_dir():
        absent("test data (set PACKSHOT_TEST_DATA to the folder that holds it)")
    return folder
