// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/peers.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

double pythonCsvRead(const QString &path)
{
    const QString program = u"import csv,sys,time\n"
                            "t=time.perf_counter()\n"
                            "n=0\n"
                            "with open(sys.argv[1],encoding='utf-8-sig',newline='') as f:\n"
                            "    for row in csv.reader(f): n+=1\n"
                            "print((time.perf_counter()-t)*1000)\n"_s;
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, program, path});
    if (!python.waitForFinished(120'000) || python.exitCode() != 0)
        return -1;
    bool valid = false;
    const double elapsed = python.readAllStandardOutput().trimmed().toDouble(&valid);
    return valid ? elapsed : -1;
}

} // namespace segmentdesk::bench
