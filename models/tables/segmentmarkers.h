// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace segmentdesk {

/// The colour and form by which a segment is known again, wherever it is shown: a number that
/// paintMarker() draws.
class SegmentMarkers : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The marker of a segment, as it is shown everywhere: the one that was chosen for it, else one
    /// of its own.
    int of(SegmentId id) const;
    /// Likewise beside those that it is compared with: its color, in another form than
    /// others of that color.
    int compared(SegmentId id) const;
    /// What a segment has without a choice, 0 to 7: the same on every start and every computer.
    static int own(SegmentId id);
    /// Markers that were chosen by hand.
    void setChosen(const QHash<SegmentId, int> &markers);
    /// Nothing: it has its own.
    std::optional<int> chosen(SegmentId id) const;
    /// Markers, for compared(), of the segments that stand beside each other now; empty: none do.
    void setCompared(const QHash<SegmentId, int> &markers);

Q_SIGNALS:
    /// Segments have other markers than before.
    void changed();

private:
    QHash<SegmentId, int> m_chosen;
    QHash<SegmentId, int> m_compared;
};

} // namespace segmentdesk
