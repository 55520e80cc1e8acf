// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace segmentdesk {

class FilterPopup;
class PeopleSources;
class LinkButton;
class SegmentListModel;

/// The Filter button, and what is on as chips that can be taken away; in a search, where it
/// searches.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// Chips before "+N".
    static constexpr int maxChips = 4;

    /// @p segments and @p sources must outlive the bar.
    FilterBar(SegmentListModel &segments, PeopleSources &sources, QWidget *parent = nullptr);

    /// @p withProfile: whether "has a profile" can be chosen here.
    void setFilter(const PeopleFilter &filter, bool withProfile);
    const PeopleFilter &filter() const { return m_filter; }
    /// @p whyNot: empty if filters are possible.
    void setWhyNot(const QString &whyNot);
    /// Offers to search in one segment or everywhere; an empty name: no choice.
    void setScope(const QString &segmentName, bool everywhere);
    /// Whether what is on can be kept under a name.
    void setCanSave(bool can);
    /// Chips of what is on, in words: "In VIP", "Not in Wholesale".
    QStringList chipTexts() const;

Q_SIGNALS:
    void filterChanged(const segmentdesk::PeopleFilter &filter);
    void scopeChosen(bool everywhere);
    void saveRequested();

private:
    struct ChipOf
    {
        QString text;
        int marker = -1;
        PeopleFilter without; ///< the filter when this chip is gone
    };

    QList<ChipOf> chips() const;
    void rebuild();

    SegmentListModel &m_segments;
    FilterPopup *m_popup;
    PeopleFilter m_filter;
    bool m_withProfile = false;
    bool m_possible = false;
    QPushButton *m_button;
    QPushButton *m_scopeIn;
    QPushButton *m_scopeAll;
    QHBoxLayout *m_chips;
    LinkButton *m_more;
    LinkButton *m_save;
};

} // namespace segmentdesk
