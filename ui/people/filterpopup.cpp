// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/filterpopup.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/controls.h"
#include "ui/kit/daterangefield.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/popupplace.h"
#include "ui/kit/taborder.h"
#include "ui/segments/segmentpicker.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

FilterPopup::FilterPopup(SegmentListModel &segments, PeopleSources &sources, QWidget *parent)
    : PopupFrame(parent), m_segments(segments), m_sources(sources),
      m_picker(new SegmentPicker(segments, this))
{
    setObjectName(u"filterPopup"_s);
    setAccessibleName(tr("Filter"));
    m_picker->setObjectName(u"filterPicker"_s);
    m_picker->setOffersNew(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    m_match = new QComboBox;
    m_match->setObjectName(u"filterMatch"_s);
    m_match->setAccessibleName(tr("In all or in any of the segments"));
    m_match->addItems({tr("all of these"), tr("any of these")});
    QWidget *in = makeSegments(u"filterIn"_s, tr("In segments"), m_in);
    static_cast<QHBoxLayout *>(in->layout()->itemAt(0)->layout())->insertWidget(1, m_match);
    layout->addWidget(in);
    layout->addWidget(makeSegments(u"filterNotIn"_s, tr("Not in segments"), m_notIn));
    layout->addWidget(new Line);

    const auto row = [layout](const QString &words, QWidget *field) {
        auto *widget = new QWidget;
        auto *line = new QHBoxLayout(widget);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        auto *label = new Label(words, TypeRole::Body, Tone::Second);
        label->setMinimumWidth(px(120, label));
        line->addWidget(label);
        line->addWidget(field, 1);
        layout->addWidget(widget);
        return widget;
    };
    m_group = new QComboBox;
    m_group->setObjectName(u"filterGroup"_s);
    m_group->setAccessibleName(tr("Customer group"));
    m_group->setToolTip(
        tr("The store’s API has the numbers of customer groups, not their names. You find both in "
           "the control panel under Customers › Customer groups."));
    row(tr("Customer group"), m_group);
    const auto days = [layout](const QString &name, const QString &title) {
        auto *field = new DateRangeField(title);
        field->setObjectName(name);
        layout->addWidget(field);
        return field;
    };
    m_customerSince = days(u"filterCustomerSince"_s, tr("Customer since"));
    m_profileSince = days(u"filterProfileSince"_s, tr("Profile since"));
    m_profile = new QComboBox;
    m_profile->setObjectName(u"filterProfile"_s);
    m_profile->setAccessibleName(tr("Shopper profile"));
    m_profile->addItems({tr("with or without"), tr("has one"), tr("has none")});
    m_profileRow = row(tr("Shopper profile"), m_profile);

    auto *clear = new LinkButton(tr("Clear all"));
    clear->setObjectName(u"filterClear"_s);
    auto *doneButton = makeButton(tr("Done"), {}, ButtonLook::Primary);
    doneButton->setObjectName(u"filterDone"_s);
    auto *foot = new QHBoxLayout;
    foot->addWidget(clear);
    foot->addStretch(1);
    foot->addWidget(doneButton);
    layout->addSpacing(2);
    layout->addLayout(foot);

    connect(m_picker, &SegmentPicker::chosen, this, [this](const SegmentId &segment) {
        (m_pickingNotIn ? m_filter.segments.notIn : m_filter.segments.of).append(segment);
        fill();
        changed();
    });
    connect(m_match, &QComboBox::activated, this, &FilterPopup::changed);
    connect(m_group, &QComboBox::activated, this, &FilterPopup::changed);
    for (DateRangeField *field : {m_customerSince, m_profileSince}) {
        connect(field, &DateRangeField::rangeChanged, this, &FilterPopup::changed);
        connect(field, &DateRangeField::accepted, this, &FilterPopup::done);
        connect(field, &DateRangeField::heightChanged, this, &FilterPopup::fit);
    }
    connect(m_profile, &QComboBox::activated, this, &FilterPopup::changed);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_filter = {};
        fill();
        forgetTyped();
        changed();
    });
    connect(doneButton, &QPushButton::clicked, this, &FilterPopup::done);
}

QWidget *FilterPopup::makeSegments(const QString &name, const QString &title, FlowLayout *&chips)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *add = new LinkButton(u"plus"_s, tr("Add"));
    add->setObjectName(name + u"Add"_s);
    head->addWidget(new Label(title, TypeRole::CaptionStrong));
    head->addStretch(1);
    head->addWidget(add);
    layout->addLayout(head);
    auto *flow = new QWidget;
    flow->setObjectName(name);
    chips = new FlowLayout(flow);
    chips->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(flow);
    const bool notIn = name == QLatin1String("filterNotIn");
    connect(add, &QPushButton::clicked, this, [this, add, notIn] {
        m_pickingNotIn = notIn;
        QSet<SegmentId> used(m_filter.segments.of.cbegin(), m_filter.segments.of.cend());
        for (const SegmentId &id : std::as_const(m_filter.segments.notIn))
            used.insert(id);
        m_picker->openAt(add, used);
    });
    return widget;
}

void FilterPopup::openAt(QWidget *anchor, const PeopleFilter &filter, const Offers &offers)
{
    m_filter = filter;
    readGroups();
    m_profileRow->setVisible(offers.hasProfile);
    m_profileSince->setVisible(offers.profileSince);
    fill();
    setFixedWidth(px(372, this));
    adjustSize();
    m_anchor = anchor;
    move(popupPlace(this, anchor));
    show();
    m_in->parentWidget()->parentWidget()->findChild<QPushButton *>()->setFocus(
        Qt::PopupFocusReason);
}

void FilterPopup::fill()
{
    m_filling = true;
    const SegmentSet &set = m_filter.segments;
    fillChips(m_in, set.of, false);
    fillChips(m_notIn, set.notIn, true);
    m_match->setVisible(set.of.size() > 1);
    m_match->setCurrentIndex(set.atLeast == 1 ? 1 : 0);
    fillGroups();
    m_customerSince->setRange(m_filter.customerSince);
    m_profileSince->setRange(m_filter.profileSince);
    m_profile->setCurrentIndex(!m_filter.hasProfile ? 0 : *m_filter.hasProfile ? 1 : 2);
    m_filling = false;
    orderTabsAsShown(this);
}

void FilterPopup::readGroups()
{
    m_sources.customerGroups(this, [this](const Result<QList<PeopleSources::Group>> &groups) {
        if (!groups)
            return;
        m_groups = *groups;
        m_filling = true;
        fillGroups();
        m_filling = false;
    });
}

void FilterPopup::fillGroups()
{
    m_group->clear();
    m_group->addItem(tr("Any group"), QVariant());
    m_group->addItem(tr("No group"), qint64(0));
    const std::optional<qint64> wanted = m_filter.customerGroup;
    bool isListed = !wanted || *wanted == 0;
    for (const PeopleSources::Group &group : std::as_const(m_groups)) {
        m_group->addItem(
            tr("%1 · %2").arg(QString::number(group.id), words::customers(group.customers)),
            group.id);
        isListed = isListed || group.id == *wanted;
    }
    if (!isListed) // of a search that was saved when someone was in it
        m_group->addItem(QString::number(*wanted), *wanted);
    m_group->setCurrentIndex(
        std::max(m_group->findData(wanted ? QVariant(*wanted) : QVariant()), 0));
}

void FilterPopup::fillChips(FlowLayout *layout, const QList<SegmentId> &segments, bool notIn)
{
    QWidget *parent = layout->parentWidget();
    while (QLayoutItem *item = layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const SegmentId &id : segments) {
        const QString name = m_segments.nameOf(id);
        auto *chip =
            new ChipButton(words::shortened(name, 30), m_segments.markers().of(id), parent);
        chip->setRemoveText(tr("Remove %1 from the filter").arg(words::shown(name)));
        chip->setToolTip(words::toolTip(name));
        connect(chip, &ChipButton::removeRequested, this, [this, id, notIn] {
            (notIn ? m_filter.segments.notIn : m_filter.segments.of).removeAll(id);
            fill();
            changed();
        });
        layout->addWidget(chip);
        chip->show();
    }
    parent->setVisible(!segments.isEmpty());
    fit();
}

void FilterPopup::fit()
{
    if (!isVisible())
        return;
    adjustSize();
    if (m_anchor)
        move(popupPlace(this, m_anchor));
}

void FilterPopup::forgetTyped()
{
    m_customerSince->reset();
    m_profileSince->reset();
}

void FilterPopup::done()
{
    // What is no day keeps the popup open, and has the focus.
    if (m_customerSince->commit() && (m_profileSince->isHidden() || m_profileSince->commit()))
        close();
}

void FilterPopup::hideEvent(QHideEvent *event)
{
    // A click outside ends typing as Tab does. What is no day waits in its field.
    m_customerSince->commit();
    m_profileSince->commit();
    QFrame::hideEvent(event);
}

void FilterPopup::changed()
{
    if (m_filling)
        return;
    SegmentSet &set = m_filter.segments;
    if (set.match == SegmentSet::Match::AtLeast) {
        const bool any = set.of.size() > 1 && m_match->currentIndex() == 1;
        set.atLeast = any ? 1 : std::max(1, int(set.of.size()));
    }
    const QVariant group = m_group->currentData();
    m_filter.customerGroup = group.isValid() ? std::optional(group.toLongLong()) : std::nullopt;
    m_filter.customerSince = m_customerSince->range();
    m_filter.profileSince = m_profileSince->range();
    if (m_profileRow->isVisibleTo(this)) {
        const int profile = m_profile->currentIndex();
        m_filter.hasProfile = profile == 0 ? std::nullopt : std::optional(profile == 1);
    }
    m_match->setVisible(set.of.size() > 1);
    Q_EMIT filterChanged(m_filter);
}

void FilterPopup::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.win);
    painter.setPen(theme.line);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace segmentdesk
