#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# packaging/check-law finds what breaks the law: each violation is planted in a copy of the sources, and must be named.
#   planted.py ROOT
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]


def append(folder, path, text):
    with open(os.path.join(folder, path), "a", encoding="utf-8") as file:
        file.write(text)


def replace(folder, path, old, new):
    with open(os.path.join(folder, path), encoding="utf-8") as file:
        text = file.read()
    assert old in text, f"{path} has no {old!r}"
    with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))


# What is done, and a part of what must be said.
VIOLATIONS = [
    (
        "an include that runs back up",
        lambda f: append(f, "models/domain/person.cpp", '#include "models/changes/history.h"\n'),
        "models/domain does not link it",
    ),
    (
        "an include of a folder beside",
        lambda f: append(f, "ui/overlap/overlappage.cpp", '#include "ui/people/peoplepage.h"\n'),
        "ui/overlap does not link it",
    ),
    (
        "a header that shows what is linked for sources only",
        lambda f: append(f, "models/changes/history.h", '#include "models/system/outputfile.h"\n'),
        "models/changes/history.h",
    ),
    (
        "a source that another folder's library compiles",
        lambda f: replace(f, "ui/people/CMakeLists.txt", "SOURCES", "SOURCES\n        ../words/words.cpp"),
        "../words/words.cpp is not a file of this folder",
    ),
    (
        "a file that no library compiles",
        lambda f: append(f, "models/csv/forgotten.cpp", "int forgotten;\n"),
        "forgotten.cpp is in no library",
    ),
    (
        "a circle",
        lambda f: replace(f, "models/api/CMakeLists.txt", "PUBLIC segmentdesk_domain", "PUBLIC segmentdesk_sources"),
        "links itself",
    ),
    (
        "a widget in the sentences",
        lambda f: append(f, "ui/words/words.cpp", "#include <QLabel>\n"),
        "a widget in ui/words",
    ),
    (
        "the network in a table",
        lambda f: append(f, "models/tables/pagedtablemodel.cpp", "#include <QNetworkReply>\n"),
        "models/tables does not link Qt Network",
    ),
    (
        "the sandbox store with something of ours",
        lambda f: replace(f, "app/sandbox/CMakeLists.txt", "PUBLIC Qt6::Core", "PUBLIC Qt6::Core segmentdesk_domain"),
        "app/sandbox: links what is ours",
    ),
    (
        "a header of the system outside of its folder",
        lambda f: append(f, "models/backup/backupfolder.cpp", "#include <fcntl.h>\n"),
        "models/backup/backupfolder.cpp",
    ),
    (
        "a system call outside of its folder",
        lambda f: append(f, "models/csv/csvreader.cpp", "const int made = ::open(name, 0);\n"),
        "a system call",
    ),
    (
        "D-Bus in a model",
        lambda f: append(f, "models/jobs/job.cpp", "#include <QDBusConnection>\n"),
        "D-Bus in models/jobs",
    ),
    (
        "X in the window",
        lambda f: append(f, "ui/window/mainwindow.cpp", "#include <xcb/xcb.h>\n"),
        "X in ui/window",
    ),
    (
        "a map that is behind",
        lambda f: replace(f, "README.md", "| `models/csv` |", "| `models/cvs` |"),
        "its map has no line for models/csv",
    ),
    (
        "an arrow that the map does not draw",
        lambda f: replace(f, "models/csv/CMakeLists.txt", "segmentdesk_domain", "segmentdesk_domain segmentdesk_system"),
        "README.md: models/csv links",
    ),
]


def check(folder):
    run = subprocess.run(
        [os.path.join(ROOT, "packaging", "check-law"), folder], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stderr


def main():
    failures = []
    for name, plant, words in [("nothing", lambda f: None, "")] + VIOLATIONS:
        with tempfile.TemporaryDirectory() as folder:
            for top in ("app", "models", "ui"):
                shutil.copytree(os.path.join(ROOT, top), os.path.join(folder, top))
            shutil.copy(os.path.join(ROOT, "README.md"), folder)
            plant(folder)
            code, said = check(folder)
            if (code == 0) != (not words) or words not in said:
                failures.append(f"{name}: ended with {code} and said\n{said}")
            else:
                print(f"ok: {name}")
    for failure in failures:
        print(f"FAILED: {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
