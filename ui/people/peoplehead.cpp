// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplehead.h"

#include "models/sources/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/fitrow.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/writegate.h"
#include "ui/people/peoplesources.h"
#include "ui/people/placemarker.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

PeopleHead::PeopleHead(SegmentListModel &segments, const WithoutProfileScan &scan,
                       const PeopleSources &sources, const PeopleTableModel &model,
                       const WriteGate &gate, QWidget *parent)
    : QWidget(parent), m_segments(segments), m_scan(scan), m_sources(sources), m_model(model),
      m_gate(gate)
{
    setFixedHeight(px(56, this));
    m_marker = new PlaceMarker;
    m_title = new ElidedLabel({}, TypeRole::PageTitle);
    m_title->setObjectName(u"pageTitle"_s);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_count = new Label({}, TypeRole::Body, Tone::Second);
    m_count->setObjectName(u"pageCount"_s);
    m_age = new Label({}, TypeRole::Body, Tone::Second);
    m_age->setObjectName(u"pageAge"_s);
    m_import = makeButton(tr("Import…"), u"import"_s);
    m_import->setObjectName(u"importButton"_s);
    m_export = makeButton(tr("Export…"), u"export"_s);
    m_export->setObjectName(u"exportPageButton"_s);
    m_primary = makeButton(tr("Add people…"), u"plus"_s, ButtonLook::Primary);
    m_primary->setObjectName(u"addPeopleButton"_s);
    m_menu = makeToolButton(u"more"_s, tr("More actions"));
    m_menu->setObjectName(u"pageMenuButton"_s);

    auto *layout = new QHBoxLayout(this);
    m_layout = layout;
    setMinimumWidth(px(240, this)); // else it cannot become narrow; see fitRow()
    layout->setContentsMargins(18, 0, 14, 0);
    layout->setSpacing(8);
    layout->addWidget(m_marker);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_age);
    layout->addStretch(1);
    layout->addWidget(m_import);
    layout->addWidget(m_export);
    layout->addWidget(m_primary);
    layout->addWidget(m_menu);

    connect(m_import, &QPushButton::clicked, this, &PeopleHead::importClicked);
    connect(m_export, &QPushButton::clicked, this, &PeopleHead::exportClicked);
    connect(m_primary, &QPushButton::clicked, this, &PeopleHead::primaryClicked);
    connect(m_menu, &QToolButton::clicked, this, [this] { Q_EMIT menuClicked(m_menu); });
}

void PeopleHead::showPlace(const PeopleListKey &place, const QString &name, bool fromCopy,
                           bool failed)
{
    m_place = place;
    m_title->setText(name);
    switch (place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        m_marker->show(u"people"_s, 0);
        break;
    case PeopleListKey::Kind::WithoutProfile:
        m_marker->show(u"person-x"_s, 0);
        break;
    case PeopleListKey::Kind::Segment:
        m_marker->show({}, m_segments.markers().of(place.segment));
        break;
    case PeopleListKey::Kind::Search:
        m_marker->show(u"search"_s, 0);
        break;
    }

    using State = PagedTableModelBase::State;
    const bool isThere =
        !failed && (m_model.state() == State::Ready || m_model.state() == State::Empty);
    const bool known = isThere && m_model.isTotalKnown();
    const qint64 total = m_model.total();
    QString count;
    if (isThere && !known)
        count = tr("counting…");
    if (known) {
        switch (place.kind) {
        case PeopleListKey::Kind::AllProfiles:
            count = place.filter.isEmpty() ? words::profiles(total)
                                           : tr("%1 found").arg(words::count(total));
            break;
        case PeopleListKey::Kind::WithoutProfile:
            // None was found yet: that is not none.
            count = total == 0 && !fromCopy && !m_scan.isComplete() ? tr("counting…")
                                                                    : words::people(total);
            break;
        case PeopleListKey::Kind::Segment:
            count = place.filter.isEmpty() ? words::members(total)
                                           : partOfMembers(place.segment, total);
            break;
        case PeopleListKey::Kind::Search:
            count = tr("%1 found").arg(words::count(total));
            break;
        }
    }
    m_count->setText(count);
    if (known && place.isSegment() && place.filter.isEmpty())
        m_segments.counts().set(place.segment, total);

    const Segment *segment = place.isSegment() ? m_segments.segment(place.segment) : nullptr;
    m_title->setToolTip(segment && !segment->description.isEmpty()
                            ? words::toolTip(segment->description)
                            : QString());
}

QString PeopleHead::partOfMembers(SegmentId segment, qint64 part) const
{
    const QVariant all = m_segments.indexOf(segment).data(SegmentListModel::CountRole);
    return all.isValid() && all.toLongLong() >= part
        ? tr("%1 of %2").arg(words::count(part), words::members(all.toLongLong()))
        : tr("%1 found").arg(words::count(part));
}

void PeopleHead::showAge(bool fromCopy)
{
    if (fromCopy) {
        const PeopleSources::Status &copy = m_sources.status();
        // What was made after the copy was read is as it was made, not as old as the copy.
        const Segment *segment =
            m_place.isSegment() ? m_segments.segment(m_place.segment) : nullptr;
        if (segment && segment->createdAt > copy.readAt) {
            m_age->setText({});
            m_age->setToolTip({});
            return;
        }
        m_age->setText(copy.offline ? tr("copy of %1").arg(words::timeOfCopy(copy.readAt))
                                    : words::age(copy.readAt));
        m_age->setToolTip(tr("From the local copy, updated %1. Press F5 to refresh.")
                              .arg(words::dateTime(copy.readAt)));
    } else {
        m_age->setText(m_model.isRefreshing() ? tr("reading…") : words::age(m_model.readAt()));
        m_age->setToolTip(
            m_model.readAt().isValid()
                ? tr("Updated %1. Press F5 to refresh.").arg(words::dateTime(m_model.readAt()))
                : QString());
    }
}

void PeopleHead::showActions(const PeopleListKey &place)
{
    if (place.isSegment()) {
        m_primary->setText(tr("Add people…"));
        m_primary->setToolTip(tr("Add people by customer ID or e-mail address"));
    } else if (place.kind == PeopleListKey::Kind::Search) {
        m_primary->setText(tr("Close search"));
        m_primary->setToolTip(tr("Back to all profiles"));
    } else {
        m_primary->setText(tr("Create profiles…"));
        m_primary->setToolTip(tr("Create shopper profiles for customers who have none"));
    }
    // Who may only look can still leave a search.
    const bool isOff = place.kind != PeopleListKey::Kind::Search && !m_gate.isOpen();
    m_primary->setEnabled(!isOff);
    if (isOff)
        m_primary->setToolTip(m_gate.unavailableReason());
    m_primary->setStatusTip(isOff ? m_gate.unavailableReason() : QString());
    m_primary->setIcon(Icon::get(place.kind == PeopleListKey::Kind::Search ? u"close"_s : u"plus"_s,
                                 Tone::OnAccent));
    m_export->setEnabled(m_model.total() > 0 && m_model.isTotalKnown());
    m_export->setToolTip(tr("Export everyone here to a CSV file"));
}

void PeopleHead::fit(bool isSegment, bool failed, bool hasSelection)
{
    // The bar of the selection has its own Export. The count is the last to give way.
    fitRow(*m_layout, parentWidget()->width(),
           {{m_age, !failed}, {m_import, isSegment}, {m_export, !hasSelection}, {m_count, true}});
}

} // namespace segmentdesk
