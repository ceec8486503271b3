#!/usr/bin/env python3
"""Parts annotated documents into an open part, which may be looked at while candor is changed, and a closed one,
which is only scored: about a third, by a hash of the name, so that everybody parts them alike.

  open-closed.py OUT SET...    each SET a folder with docs/ and gold/NNN.json

Writes links below OUT/open and OUT/closed, each again with docs/ and gold/, named by the first letter of their set.
"""
import hashlib
import os
import sys


def closed(name):
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def main(out, sets):
    count = {"open": 0, "closed": 0}
    for folder in sets:
        base = os.path.basename(os.path.normpath(folder))
        docs = {os.path.splitext(f)[0]: f for f in os.listdir(os.path.join(folder, "docs"))}
        for gold in sorted(os.listdir(os.path.join(folder, "gold"))):
            number = os.path.splitext(gold)[0]
            part = "closed" if closed(base + number) else "open"
            count[part] += 1
            for kind, name in (("gold", gold), ("docs", docs[number])):
                to = os.path.join(out, part, kind)
                os.makedirs(to, exist_ok=True)
                os.symlink(os.path.abspath(os.path.join(folder, kind, name)), os.path.join(to, base[0] + name))
    print("%(open)d open, %(closed)d closed" % count)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
