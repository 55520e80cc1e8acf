// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

namespace segmentdesk {

class CombinePane;
class OverlapPage;
class StoreView;
class TargetPicker;

/// Segments that are compared: what the page of their overlap, the pane of combinations and the
/// list of segments do with each other.
class Comparison : public QObject
{
    Q_OBJECT

public:
    Comparison(StoreView &view, TargetPicker &picker);

private:
    void selectionEdited();
    void showCombined(const QString &name, const SegmentSet &set);
    PeopleSelection combined(const QString &name, const SegmentSet &set, qint64 count) const;

    StoreView &m_view;
    TargetPicker &m_picker;
    OverlapPage *m_overlap;
    CombinePane *m_combine;
};

} // namespace segmentdesk
