// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/overlap/combination.h"

#include <QWidget>

class QToolButton;

namespace segmentdesk {

/// A condition as it is edited: how it is joined, its segment, and a button that removes it.
class ConditionLine : public QWidget
{
    Q_OBJECT

public:
    /// @p index counts from 0; the first one has other words than the others.
    ConditionLine(int index, const SegmentCondition &condition, const QString &segmentName,
                  int marker, int joinWidth);

    void setRemovable(bool removable);

Q_SIGNALS:
    void joinChosen(segmentdesk::SegmentCondition::Join join);
    void segmentClicked(QWidget *field);
    void removeClicked();

private:
    QToolButton *m_remove;
};

} // namespace segmentdesk
