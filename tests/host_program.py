"""A program that uses packshot as a library: `python host_program.py REPOSITORY` prints, as JSON, what that changed."""

import gc
import importlib
import json
import locale
import os
import pkgutil
import signal
import sys
import warnings
from pathlib import Path

AS_OF = "2026-11-01T00:00:00Z"


def settings() -> dict[str, object]:
    """The settings of this process that belong to the program, not to its libraries."""
    umask = os.umask(0)
    os.umask(umask)
    return {
        "garbage": [gc.get_threshold(), gc.isenabled(), gc.get_freeze_count()],
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "umask": umask,
        "locale": locale.setlocale(locale.LC_ALL),
        "signals": [repr(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
        "warnings": [repr(each) for each in warnings.filters],
        "recursion": sys.getrecursionlimit(),
        "path": list(sys.path),
        "streams and hooks": [id(each) for each in (sys.stdout, sys.stderr, sys.excepthook, sys.displayhook)],
    }


def import_all() -> None:
    """Import every module of packshot."""
    import packshot

    for module in pkgutil.walk_packages(packshot.__path__, "packshot."):
        if module.name != "packshot.__main__":
            importlib.import_module(module.name)


def use(shop: Path) -> list[object]:
    """Build and validate, with state and without."""
    from packshot import incremental_validation, pipeline
    from packshot.checks.run import validate
    from packshot.git import repository
    from packshot.git.work_tree import WorkTree

    built = pipeline.build(pipeline.BuildOptions(shop, as_of=AS_OF))
    judged = incremental_validation.validate(shop, AS_OF)
    report = validate(WorkTree(repository.find(shop)), AS_OF, whole=True)
    return [built.failed, judged.findings(), report.findings]


def plugin_sees_models() -> bool:
    """Whether the installed plugin of pydantic hears of a model of this program."""
    import plugin_of_host  # installed by the test
    import pydantic

    class Own(pydantic.BaseModel):
        size: int

    return Own.__qualname__ in plugin_of_host.seen


def main() -> None:
    """Compare the settings before and after."""
    before = settings()
    import_all()
    found = use(Path(sys.argv[1]))
    sees = plugin_sees_models()
    after = settings()
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    sys.stdout.write(json.dumps({"found": found, "plugin sees models": sees, "changed": changed}))


if __name__ == "__main__":
    main()
