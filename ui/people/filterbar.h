// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "ui/people/filterpopup.h"

#include <QWidget>

class QPushButton;

namespace segmentdesk {

class ChipRow;
class LinkButton;
class PeopleSources;
class SegmentListModel;

/// The Filter button, and what is on as chips that can be taken away; in a search, where it
/// searches.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// @p segments and @p sources must outlive the bar.
    FilterBar(SegmentListModel &segments, PeopleSources &sources, QWidget *parent = nullptr);

    void setFilter(const PeopleFilter &filter, const FilterPopup::Offers &offers);
    /// Another list is opened: what was typed for the last one and is no day goes.
    void forgetTyped() { m_popup->forgetTyped(); }
    const PeopleFilter &filter() const { return m_filter; }
    /// @p whyNot: empty if filters are possible.
    void setWhyNot(const QString &unavailableReason);
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
    void change(const PeopleFilter &filter);

    SegmentListModel &m_segments;
    FilterPopup *m_popup;
    PeopleFilter m_filter;
    FilterPopup::Offers m_offers;
    bool m_possible = false;
    QPushButton *m_button;
    QPushButton *m_scopeIn;
    QPushButton *m_scopeAll;
    ChipRow *m_chips;
    LinkButton *m_clear;
    LinkButton *m_save;
};

} // namespace segmentdesk
