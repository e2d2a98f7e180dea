"""The judge of collation: `Intl.Collator` of node, which is ICU."""

from __future__ import annotations

import json
import shutil
import subprocess

from conftest import absent

PROGRAM = """
const lists = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = Object.entries(lists).map(([locale, words]) => {
  const collator = new Intl.Collator(locale);
  const is_known = locale === 'und' || collator.resolvedOptions().locale === locale;
  const wrong = words.slice(1).map((word, n) => [words[n], word]).filter(([a, b]) => collator.compare(a, b) > 0);
  return [locale, is_known ? wrong : [['unknown', 'locale']]];
});
console.log(JSON.stringify(Object.fromEntries(found.filter(([, wrong]) => wrong.length))));
"""


def misplaced(lists: dict[str, list[str]]) -> dict[str, list[list[str]]]:
    """The neighbours that are in the wrong order, given a sorted list for each locale; skips without node."""
    program = shutil.which("node")
    if program is None:
        absent("node")
    run = subprocess.run(
        [program, "-e", PROGRAM], input=json.dumps(lists), capture_output=True, text=True, timeout=120, check=True
    )
    found: dict[str, list[list[str]]] = json.loads(run.stdout)
    return found
