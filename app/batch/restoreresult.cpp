// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/restoreresult.h"

#include "models/csv/csvwriter.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString idText(CustomerId id)
{
    return toNumber(id) > 0 ? QString::number(toNumber(id)) : QString();
}

QString word(RestorePerson status)
{
    switch (status) {
    case RestorePerson::Found:
        break;
    case RestorePerson::NoProfile:
        return u"no shopper profile"_s;
    case RestorePerson::NotFound:
        return u"not found"_s;
    case RestorePerson::Ambiguous:
        return u"ambiguous"_s;
    }
    return {};
}

} // namespace

QString writeRestoreResult(OutputFile &file, const RestorePreview &check,
                           const RestoreChoice &choice)
{
    using Column = CsvWriter::Column;
    CsvWriter writer(file.device(), {Column::Text, Column::Typed, Column::Text, Column::Text}, {});
    writer.writeHeader({u"Segment"_s, u"Customer ID"_s, u"E-mail"_s, u"Status"_s});
    const Backup &backup = check.backup();
    for (int number = 0; number < check.segments().size(); ++number) {
        const RestoreSegment &segment = check.segments().at(number);
        const QString &name = backup.segments.at(number).name;
        const auto write = [&](qint32 person) {
            const BackupPerson &who = backup.people[person];
            writer.writeRow(
                {name, idText(who.customerId), backup.email(who), word(check.status(person))});
        };
        for (const qint32 person : segment.missing)
            write(person);
        for (const qint32 person : segment.joining) {
            if (check.status(person) == RestorePerson::NoProfile && !choice.createProfiles)
                write(person);
        }
        if (!choice.removeOthers || !choice.segments.contains(number))
            continue;
        for (const PersonRef &who : segment.leaving)
            writer.writeRow({name, idText(who.customerId), QString(), u"removed"_s});
    }
    if (writer.finish() && file.commit())
        return {};
    return writer.errorString().isEmpty() ? file.errorString() : writer.errorString();
}

} // namespace segmentdesk
