// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QFrame>
#include <QSet>

class QListView;

namespace segmentdesk {

class Label;
class SearchField;
class SegmentListModel;
class SidebarModel;

/// A list of segments that opens below a button or field: type to filter, Enter or a click chooses.
/// A menu would not do: a store has up to a thousand segments.
class SegmentPicker : public QFrame
{
    Q_OBJECT

public:
    /// @p segments must outlive the picker.
    explicit SegmentPicker(SegmentListModel &segments, QWidget *parent = nullptr);

    /// Whether "New segment…" stands at the end of the list (default: yes).
    void setOffersNew(bool offers);
    /// Opens below @p anchor, inside the screen. @p hidden: segments that make no sense here.
    void openAt(QWidget *anchor, const QSet<SegmentId> &hidden = {});
    void openAt(const QPoint &globalPosition, const QSet<SegmentId> &hidden = {});

Q_SIGNALS:
    void chosen(const segmentdesk::SegmentId &segment);
    /// "New segment…" at the end of the list, with what was typed as its name.
    void newSegmentRequested(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose();

    SegmentListModel &m_segments;
    QSet<SegmentId> m_hidden;
    SearchField *m_filter;
    class PickerModel;
    PickerModel *m_model;
    QListView *m_list;
    Label *m_none;
    QWidget *m_new;
};

} // namespace segmentdesk
