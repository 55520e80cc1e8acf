// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"

namespace segmentdesk {

/// The window with a local copy of its store, in memory.
class CopyFixture : public WindowFixture
{
public:
    /// False: it could not.
    bool openWithCopy(QSize size = {1440, 900});
    /// The copy is there, but not complete: nothing may be shown from it.
    bool openBeforeCopy(QSize size = {1440, 900});
    void completeCopy();

    PeoplePage &page() const { return *view().page(); }
    /// Types into the search field what replaces its text.
    void typeSearch(const QString &text);

    qint64 countOf(const PeopleFilter &filter) const { return copy.people({filter}).size(); }
    /// The segments with the most members, largest first.
    QList<SegmentId> largest() const;

    MemoryCopy copy;
};

} // namespace segmentdesk
