// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/filterbar.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/chiprow.h"
#include "ui/kit/controls.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/taborder.h"
#include "ui/words/words.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

FilterBar::FilterBar(SegmentListModel &segments, PeopleSources &sources, QWidget *parent)
    : QWidget(parent), m_segments(segments), m_popup(new FilterPopup(segments, sources, this))
{
    setObjectName(u"filterBar"_s);
    m_button = makeButton(tr("Filter"), u"filter"_s);
    m_button->setObjectName(u"filterButton"_s);
    m_button->setProperty("chevron", true);
    setButtonSmall(m_button);
    m_scopeIn = makeButton({});
    m_scopeIn->setObjectName(u"scopeInButton"_s);
    m_scopeAll = makeButton(tr("Everywhere"));
    m_scopeAll->setObjectName(u"scopeAllButton"_s);
    for (QPushButton *button : {m_scopeIn, m_scopeAll}) {
        setButtonSmall(button);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->hide();
    }
    m_chips = new ChipRow;
    m_chips->setObjectName(u"filterChips"_s);
    m_clear = new LinkButton(tr("Clear filters"));
    m_clear->setObjectName(u"clearFiltersButton"_s);
    m_clear->hide();
    m_save = new LinkButton(tr("Save search…"));
    m_save->setObjectName(u"saveSearchButton"_s);
    m_save->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_scopeIn);
    layout->addWidget(m_scopeAll);
    layout->addWidget(m_button);
    layout->addWidget(m_chips, 1);
    layout->addWidget(m_clear);
    layout->addWidget(m_save);

    const auto open = [this] { m_popup->openAt(m_button, m_filter, m_offers); };
    connect(m_button, &QPushButton::clicked, this, open);
    connect(m_chips, &ChipRow::moreRequested, this, open);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_button->setFocus(); // the link goes
        change({});
    });
    connect(m_save, &QPushButton::clicked, this, &FilterBar::saveRequested);
    connect(m_scopeIn, &QPushButton::clicked, this, [this] { Q_EMIT scopeChosen(false); });
    connect(m_scopeAll, &QPushButton::clicked, this, [this] { Q_EMIT scopeChosen(true); });
    connect(m_popup, &FilterPopup::filterChanged, this, [this](const PeopleFilter &filter) {
        if (filter != m_filter)
            change(filter);
    });
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, &FilterBar::rebuild);
    connect(&m_segments.markers(), &SegmentMarkers::changed, this, &FilterBar::rebuild);
}

void FilterBar::change(const PeopleFilter &filter)
{
    m_filter = filter;
    rebuild();
    Q_EMIT filterChanged(filter);
}

void FilterBar::setFilter(const PeopleFilter &filter, const FilterPopup::Offers &offers)
{
    m_offers = offers;
    m_filter = filter;
    rebuild();
}

void FilterBar::setWhyNot(const QString &unavailableReason)
{
    m_possible = unavailableReason.isEmpty();
    m_button->setEnabled(m_possible);
    m_button->setToolTip(m_possible ? tr("Show only some of these people") : unavailableReason);
    m_scopeIn->setEnabled(m_possible);
    rebuild();
}

void FilterBar::setScope(const QString &segmentName, bool everywhere)
{
    const bool any = !segmentName.isEmpty();
    m_scopeIn->setVisible(any);
    m_scopeAll->setVisible(any);
    // The words of a button are whole.
    const QString name = words::shown(segmentName).trimmed();
    m_scopeIn->setText(name.size() > 20 ? tr("In this segment")
                                        : tr("In %1").arg(words::buttonText(name)));
    m_scopeIn->setToolTip(tr("Search in this segment only"));
    m_scopeAll->setToolTip(tr("Search in all people"));
    m_scopeIn->setChecked(!everywhere);
    m_scopeAll->setChecked(everywhere);
}

void FilterBar::setCanSave(bool can)
{
    m_save->setVisible(can);
}

QStringList FilterBar::chipTexts() const
{
    QStringList texts;
    const QList<ChipOf> all = chips();
    for (const ChipOf &chip : all)
        texts.append(chip.text);
    return texts;
}

QList<FilterBar::ChipOf> FilterBar::chips() const
{
    QList<ChipOf> all;
    const auto add = [this, &all](const QString &text, int marker,
                                  const std::function<void(PeopleFilter &)> &remove) {
        ChipOf chip{text, marker, m_filter};
        remove(chip.without);
        all.append(chip);
    };
    const auto shortName = [this](SegmentId id) {
        return words::shortened(m_segments.nameOf(id), 22);
    };
    if (!m_filter.text.isEmpty()) {
        add(tr("“%1”").arg(words::shortened(m_filter.text, 22)), -1,
            [](PeopleFilter &left) { left.text.clear(); });
    }
    if (m_filter.memberOf) {
        add(tr("In %1").arg(shortName(*m_filter.memberOf)),
            m_segments.markers().of(*m_filter.memberOf),
            [](PeopleFilter &left) { left.memberOf.reset(); });
    }
    const SegmentSet &set = m_filter.segments;
    const bool allOf = set.match == SegmentSet::Match::AtLeast && set.atLeast == set.of.size();
    if (allOf) {
        for (const SegmentId &id : set.of) {
            add(tr("In %1").arg(shortName(id)), m_segments.markers().of(id),
                [id](PeopleFilter &left) {
                    left.segments.of.removeAll(id);
                    left.segments.atLeast = std::max(1, int(left.segments.of.size()));
                });
        }
    } else if (!set.of.isEmpty()) {
        QString text;
        if (set.match == SegmentSet::Match::AtLeast && set.atLeast == 1 && set.of.size() == 2)
            text = tr("In %1 or %2").arg(shortName(set.of.first()), shortName(set.of.last()));
        else if (set.match == SegmentSet::Match::AtLeast)
            text = tr("In %1 or more of %2")
                       .arg(words::count(set.atLeast), words::segments(set.of.size()));
        else if (set.match == SegmentSet::Match::OddNumber && set.of.size() == 2)
            text = tr("In %1 or %2, not both")
                       .arg(shortName(set.of.first()), shortName(set.of.last()));
        else if (set.match == SegmentSet::Match::OddNumber)
            text = tr("In an odd number of %1").arg(words::segments(set.of.size()));
        else
            text = tr("Comparison of %1").arg(words::segments(set.of.size()));
        add(text, -1, [](PeopleFilter &left) {
            const QList<SegmentId> notIn = left.segments.notIn;
            left.segments = {};
            left.segments.notIn = notIn;
        });
    }
    for (const SegmentId &id : set.notIn) {
        add(tr("Not in %1").arg(shortName(id)), m_segments.markers().of(id),
            [id](PeopleFilter &left) { left.segments.notIn.removeAll(id); });
    }
    if (m_filter.customerGroup) {
        add(*m_filter.customerGroup == 0
                ? tr("In no customer group")
                : tr("Customer group %1").arg(QString::number(*m_filter.customerGroup)),
            -1, [](PeopleFilter &left) { left.customerGroup.reset(); });
    }
    if (!m_filter.customerSince.isEmpty()) {
        const bool moves = !m_filter.customerSince.phrase.isEmpty();
        add((moves ? tr("Customer since: %1") : tr("Customer since %1"))
                .arg(words::days(m_filter.customerSince)),
            -1, [](PeopleFilter &left) { left.customerSince = {}; });
    }
    if (!m_filter.profileSince.isEmpty()) {
        const bool moves = !m_filter.profileSince.phrase.isEmpty();
        add((moves ? tr("Profile since: %1") : tr("Profile since %1"))
                .arg(words::days(m_filter.profileSince)),
            -1, [](PeopleFilter &left) { left.profileSince = {}; });
    }
    if (m_filter.hasProfile) {
        add(*m_filter.hasProfile ? tr("Has a profile") : tr("Has no profile"), -1,
            [](PeopleFilter &left) { left.hasProfile.reset(); });
    }
    return all;
}

void FilterBar::rebuild()
{
    const QList<ChipOf> all = chips();
    QList<ChipButton *> made;
    for (const ChipOf &what : all) {
        auto *chip = new ChipButton(what.text, what.marker);
        chip->setAccessibleName(tr("Filter: %1").arg(what.text));
        chip->setRemoveText(tr("Remove this filter"));
        chip->setToolTip(words::toolTip(what.text));
        connect(chip, &QAbstractButton::clicked, m_button, &QPushButton::click);
        connect(chip, &ChipButton::removeRequested, this,
                [this, without = what.without] { change(without); });
        made.append(chip);
    }
    if (!m_chips->setChips(made))
        m_button->setFocus(); // the last chip had it
    m_chips->setVisible(!all.isEmpty());
    m_clear->setVisible(all.size() > 1);
    orderTabsAsShown(this);
}

} // namespace segmentdesk
