// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/csvname.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace segmentdesk {

QString csvNameFor(const QString &name)
{
    static const QRegularExpression unfit(QStringLiteral(R"([\\/:*?"<>|\p{Cc}]+)"));
    QString file = name;
    file.replace(unfit, u"-"_s);
    file = file.trimmed().left(80);
    while (file.startsWith(u'.'))
        file.remove(0, 1);
    return (file.isEmpty() ? u"export"_s : file) + u".csv"_s;
}

} // namespace segmentdesk
