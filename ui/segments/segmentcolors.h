// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QHash>
#include <QObject>

#include <optional>

class QMenu;
class QSettings;

namespace segmentdesk {

class SegmentListModel;

/// The colours that were chosen for segments of one store, in the settings of this computer. The
/// list of segments shows them, and with it every chip, row and plot.
class SegmentColors : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the object.
    SegmentColors(QSettings &settings, const QString &accountId, SegmentListModel &segments,
                  QObject *parent = nullptr);

    /// @p hue 0 to markerCount - 1; nothing: the segment's own again.
    void choose(const QList<SegmentId> &segments, std::optional<int> hue);
    /// Fills a menu with the hues by name, each with its key, and "Automatic".
    void fillMenu(QMenu *menu, const QList<SegmentId> &segments);

    /// All colours of a store that is forgotten.
    static void forget(QSettings &settings, const QString &accountId);

private:
    void read();

    QSettings &m_settings;
    QString m_account;
    SegmentListModel &m_segments;
    QHash<SegmentId, int> m_chosen;
};

} // namespace segmentdesk
