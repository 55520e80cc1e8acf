// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "ui/kit/popupframe.h"

#include <QSet>

class QListView;
class QPushButton;
class QStandardItemModel;

namespace segmentdesk {

class Label;
class SearchField;
class SegmentListModel;
class SidebarModel;

/// A list of segments that opens below a button or field: type to filter, Enter or a click chooses,
/// "New segment…" too.
/// A menu would not do: a store has up to a thousand segments.
class SegmentPicker : public PopupFrame
{
    Q_OBJECT

public:
    /// @p segments must outlive the picker.
    explicit SegmentPicker(SegmentListModel &segments, QWidget *parent = nullptr);

    /// Opens below @p anchor, inside the window and the screen. @p hidden: segments that make no
    /// sense here.
    void openAt(QWidget *anchor, const QSet<SegmentId> &hidden = {});
    void openAt(const QPoint &globalPosition, const QSet<SegmentId> &hidden = {});
    /// Opens at the pointer; in the middle of the window where that is elsewhere (a key or another
    /// program led here).
    void openAtPointer(const QSet<SegmentId> &hidden = {});

    /// Whether "New segment…" stands at the end of the list.
    void setOffersNew(bool offers);

Q_SIGNALS:
    void chosen(const segmentdesk::SegmentId &segment);
    /// "New segment…" at the end of the list, with what was typed as its name.
    void newSegmentRequested(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    QRect windowRect() const;
    void choose();
    bool moveToNew(int key);

    SegmentListModel &m_segments;
    QSet<SegmentId> m_hidden;
    SearchField *m_filter;
    QStandardItemModel *m_model; ///< the names that pass the filter: at most a thousand
    QListView *m_list;
    Label *m_none;
    QWidget *m_new; ///< "New segment…" and the line above it
    QPushButton *m_create; ///< "New segment…"
};

} // namespace segmentdesk
