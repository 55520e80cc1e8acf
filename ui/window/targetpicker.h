// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "ui/kit/handler.h"

#include <QObject>
#include <QSet>
#include <optional>

class QWidget;

namespace segmentdesk {

class SegmentListModel;
class SegmentPicker;

/// Asks which segment is meant, and hands it to who asked last.
class TargetPicker : public QObject
{
    Q_OBJECT

public:
    /// @p segments must outlive the picker. @p parent: the list opens inside its window.
    TargetPicker(SegmentListModel &segments, QWidget *parent);

    /// Opens the list below @p anchor; null: at the pointer. @p hidden: segments that make no sense
    /// here. @p thenNew: "New segment…" stands at its end.
    void pick(QWidget *anchor, const QSet<SegmentId> &hidden, const Handler<void(SegmentId)> &then,
              const std::optional<Handler<void(QString)>> &thenNew = {});

private:
    SegmentPicker *m_picker;
    std::optional<Handler<void(SegmentId)>> m_picked;
    std::optional<Handler<void(QString)>> m_pickedNew;
};

} // namespace segmentdesk
