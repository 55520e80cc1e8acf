// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/segmentname.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace segmentdesk {

namespace {

struct SegmentName
{
    Q_DECLARE_TR_FUNCTIONS(SegmentName)
};

} // namespace

QString segmentNameRefusal(const SegmentListModel &segments, SegmentId self, const QString &name)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty())
        return SegmentName::tr("A segment needs a name.");
    if (wanted.size() > maxSegmentName)
        return SegmentName::tr("A name has at most %1 characters, this one has %2.")
            .arg(words::count(maxSegmentName), words::count(wanted.size()));
    const std::optional<SegmentId> other = segments.idOf(wanted);
    if (other && *other != self)
        return SegmentName::tr("There is a segment called %1 already. Choose another name.")
            .arg(words::quoted(wanted));
    return {};
}

} // namespace segmentdesk
