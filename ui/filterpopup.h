// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QFrame>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace segmentdesk {

class FlowLayout;
class Label;
class SegmentListModel;
class SegmentPicker;

/// What a list of people is narrowed by, below the Filter button. What is chosen holds at once.
class FilterPopup : public QFrame
{
    Q_OBJECT

public:
    /// @p segments must outlive the popup.
    explicit FilterPopup(SegmentListModel &segments, QWidget *parent = nullptr);

    /// Opens below @p anchor. @p withProfile: whether "has a profile" can be chosen here.
    void openAt(QWidget *anchor, const PeopleFilter &filter, bool withProfile);
    const PeopleFilter &filter() const { return m_filter; }

Q_SIGNALS:
    void filterChanged(const segmentdesk::PeopleFilter &filter);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeSegments(const QString &name, const QString &title, FlowLayout *&chips);
    void fill();
    void fillChips(FlowLayout *layout, const QList<SegmentId> &segments, bool notIn);
    void changed();

    SegmentListModel &m_segments;
    SegmentPicker *m_picker;
    PeopleFilter m_filter;
    bool m_filling = false;
    bool m_pickingNotIn = false;
    QComboBox *m_match;
    FlowLayout *m_in;
    FlowLayout *m_notIn;
    QLineEdit *m_group;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QWidget *m_profileRow;
    QComboBox *m_profile;
};

} // namespace segmentdesk
