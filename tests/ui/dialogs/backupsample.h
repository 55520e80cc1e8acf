// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "samples.h"
#include "ui/dialogs/restoredialog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace segmentdesk::samples {

/// Small files of a backup, in a folder of a test.
inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

struct SampleSegment
{
    QString name;
    QString description;
    int first = 0; ///< numbers of its members
    int last = -1;
};

/// A backup of the store "k3x9example". Addresses are of the customers' numbers: every seventh is
/// nowhere.
inline QString emailOf(qint64 id)
{
    return id % 7 == 0 ? u"nobody%1@old.example"_s.arg(id) : u"customer%1@example.com"_s.arg(id);
}

inline void writeBackup(const QString &folder, const QList<SampleSegment> &segments,
                        const char *store = "k3x9example")
{
    QByteArray list = "id,name,description,file\n";
    qint64 memberships = 0;
    for (const SampleSegment &one : segments) {
        const Segment there = segment(one.name);
        const QString file = u"members/"_s + backup::membersFile(there);
        list +=
            (there.id.toString() + u',' + one.name + u',' + one.description + u',' + file + u'\n')
                .toUtf8();
        QByteArray rows = "customer_id,email\n";
        for (int id = one.first; id <= one.last; ++id, ++memberships)
            rows += (QString::number(id) + u',' + emailOf(id) + u'\n').toUtf8();
        writeFile(folder + u'/' + file, rows);
    }
    writeFile(folder + u"/segments.csv"_s, list);
    writeFile(folder + u"/backup.json"_s,
              backup::markBytes({QString::fromLatin1(store), segments.size(), memberships, true}));
}

/// A store with the customers of emailOf(), of whom every ninth has no profile, and with segments.
inline RestorePreview::Source restoreSource(const QList<SampleSegment> &segments,
                                            const QString &store = u"k3x9example"_s)
{
    RestorePreview::Source source;
    source.store = store;
    source.segments = [segments](PageRequest, QObject *context,
                                 const Callback<Page<Segment>> &callback) {
        QTimer::singleShot(0, context, [segments, callback] {
            Page<Segment> page;
            for (const SampleSegment &one : segments)
                page.items.append(segment(one.name, one.description));
            page.total = page.items.size();
            callback(page);
        });
    };
    source.people = [](const PeopleKeys &keys, QObject *context,
                       const Callback<QList<Customer>> &callback) {
        QTimer::singleShot(0, context, [keys, callback] {
            QList<Customer> found;
            const auto add = [&found](qint64 id) {
                if (id % 7 == 0)
                    return;
                Customer one = customer(CustomerId(id));
                one.email = emailOf(id);
                if (id % 9 != 0)
                    one.profileId = profileOf(one.id);
                found.append(one);
            };
            for (const CustomerId id : keys.ids)
                add(toNumber(id));
            for (const QString &email : keys.emails) {
                if (email.startsWith(u"customer"))
                    add(email.mid(8).section(u'@', 0, 0).toLongLong());
            }
            callback(found);
        });
    };
    source.members = [segments](SegmentId id) -> PageSource<Person> {
        return [segments, id](PageRequest, QObject *context,
                              const Callback<Page<Person>> &callback) {
            QTimer::singleShot(0, context, [segments, id, callback] {
                Page<Person> page;
                for (const SampleSegment &one : segments) {
                    if (segment(one.name).id != id)
                        continue;
                    for (int number = one.first; number <= one.last; ++number) {
                        if (number % 7 == 0 || number % 9 == 0)
                            continue; // no one, or a person without a profile
                        Person person;
                        person.customerId = CustomerId(number);
                        person.profile =
                            ShopperProfile{profileOf(person.customerId), person.customerId, {}, {}};
                        page.items.append(person);
                    }
                }
                page.total = page.items.size();
                callback(page);
            });
        };
    };
    return source;
}

} // namespace segmentdesk::samples
