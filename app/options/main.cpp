// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// segmentdesk-manual FOLDER VERSION DATE: writes the manual pages and shell completions of the
// programs into FOLDER. Runs while the programs are built; not installed.

#include "app/options/completions.h"
#include "app/options/manualpage.h"
#include "app/options/programs.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush())
        return true;
    std::fprintf(stderr, "segmentdesk-manual: %s: %s\n", qUtf8Printable(path),
                 qUtf8Printable(file.errorString()));
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fputs("Usage: segmentdesk-manual FOLDER VERSION DATE\n", stderr);
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const QString version = QString::fromLocal8Bit(argv[2]);
    const QString date = QString::fromLocal8Bit(argv[3]);
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "segmentdesk-manual: %s cannot be created\n", argv[1]);
        return 1;
    }
    for (const ProgramInfo &program : {segmentdeskProgram(), sandboxProgram()}) {
        const QString path = folder + u'/' + program.name;
        if (!write(path + u".1"_s, manualPage(program, version, date))
            || !write(path + u".bash"_s, bashCompletion(program))
            || !write(path + u".zsh"_s, zshCompletion(program))
            || !write(path + u".fish"_s, fishCompletion(program)))
            return 1;
    }
    return 0;
}
