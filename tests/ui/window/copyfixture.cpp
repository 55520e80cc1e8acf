// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/copyfixture.h"

#include "ui/kit/searchfield.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

bool CopyFixture::openWithCopy(QSize size)
{
    if (!openBeforeCopy(size))
        return false;
    completeCopy();
    return waitForTable();
}

bool CopyFixture::openBeforeCopy(QSize size)
{
    if (!open({}, size) || !waitForSegments() || !waitForTable()
        || !copy.read(session().background()))
        return false;
    view().sources().setCopy(copy.functions());
    return true;
}

void CopyFixture::completeCopy()
{
    PeopleSources::Status status;
    status.state = PeopleSources::State::Complete;
    status.readAt = QDateTime::currentDateTimeUtc();
    view().sources().setStatus(status);
}

void CopyFixture::typeSearch(const QString &text)
{
    auto *field = find<SearchField>(u"searchField"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

QList<SegmentId> CopyFixture::largest() const
{
    QHash<SegmentId, int> members;
    for (const Person &person : copy.everybody()) {
        for (const SegmentId &id : person.customer.segmentIds.value_or(QList<SegmentId>()))
            ++members[id];
    }
    QList<SegmentId> ids = members.keys();
    std::sort(ids.begin(), ids.end(),
              [&members](SegmentId a, SegmentId b) { return members[a] > members[b]; });
    return ids;
}

} // namespace segmentdesk
