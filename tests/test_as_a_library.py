"""A program that imports packshot keeps its own settings: imports, a validation and a build change none of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

from packshot.authoring.scaffold import files
from support import git_repo

PLUGIN = """
seen = []


class Plugin:
    def new_schema_validator(self, schema, schema_type, schema_type_path, schema_kind, config, plugin_settings):
        seen.append(schema_type_path.name)
        return None, None, None


plugin = Plugin()
"""


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """A folder with an installed plugin of pydantic, which notes the names of all models."""
    folder = tmp_path / "plugins"
    about = folder / "plugin_of_host-1.dist-info"
    about.mkdir(parents=True)
    (folder / "plugin_of_host.py").write_text(PLUGIN)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin-of-host\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pydantic]\nhost = plugin_of_host:plugin\n")
    return folder


def test_a_host_keeps_its_settings_and_plugins(tmp_path: Path, plugins: Path) -> None:
    shop = git_repo(tmp_path / "shop", files("shop"))
    path = os.pathsep.join([str(plugins), *filter(None, sys.path)])
    command = [sys.executable, ROOT / "tests/host_program.py", shop]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, check=True)
    assert json.loads(done.stdout) == {"found": [False, [], []], "plugin sees models": True, "changed": {}}
