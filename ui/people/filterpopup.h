// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "ui/kit/popupframe.h"
#include "ui/people/peoplesources.h"

#include <QPointer>

class QComboBox;

namespace segmentdesk {

class DateRangeField;
class FlowLayout;
class SegmentListModel;
class SegmentPicker;

/// What a list of people is narrowed by, below the Filter button. What is chosen holds at once.
class FilterPopup : public PopupFrame
{
    Q_OBJECT

public:
    /// Both must outlive the popup.
    FilterPopup(SegmentListModel &segments, PeopleSources &sources, QWidget *parent = nullptr);

    /// What of the people in a list can be asked for.
    struct Offers
    {
        bool hasProfile = false; ///< else all of them have one, or none
        bool profileSince = true;
    };

    /// Opens below @p anchor.
    void openAt(QWidget *anchor, const PeopleFilter &filter, const Offers &offers);
    /// Drops what was typed and is no day: it belonged to another list.
    void forgetTyped();
    const PeopleFilter &filter() const { return m_filter; }

Q_SIGNALS:
    void filterChanged(const segmentdesk::PeopleFilter &filter);

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeSegments(const QString &name, const QString &title, FlowLayout *&chips);
    void fill();
    void fillGroups();
    void readGroups();
    void fillChips(FlowLayout *layout, const QList<SegmentId> &segments, bool notIn);
    void changed();
    void fit();
    void done();

    SegmentListModel &m_segments;
    PeopleSources &m_sources;
    SegmentPicker *m_picker;
    QList<PeopleSources::Group> m_groups; ///< as the copy had them when the popup was opened
    PeopleFilter m_filter;
    bool m_filling = false;
    bool m_pickingNotIn = false;
    QPointer<QWidget> m_anchor;
    QComboBox *m_match;
    FlowLayout *m_in;
    FlowLayout *m_notIn;
    QComboBox *m_group;
    DateRangeField *m_customerSince;
    DateRangeField *m_profileSince;
    QWidget *m_profileRow;
    QComboBox *m_profile;
};

} // namespace segmentdesk
