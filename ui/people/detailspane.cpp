// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/detailspane.h"

#include "models/sources/storesources.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/avatar.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/controls.h"
#include "ui/kit/copyvalue.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/taborder.h"
#include "ui/kit/writegate.h"
#include "ui/segments/waitnote.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QWidget *section(QVBoxLayout *into)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    into->addWidget(widget);
    return widget;
}

/// The ring before an event.
class Ring : public QWidget
{
public:
    Ring() { setFixedSize(8, 18); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::of(this).ctl, 1));
        painter.drawEllipse(QRectF(1.5, 6.5, 5, 5));
    }
};

} // namespace

DetailsPane::DetailsPane(StoreApi &api, SegmentListModel &segments, WriteGate &gate,
                         QWidget *parent)
    : QWidget(parent), m_api(api), m_segments(segments), m_gate(gate), m_stack(new QStackedWidget)
{
    setObjectName(u"detailsPane"_s);
    setAccessibleName(tr("Person"));

    auto *title = new Label(tr("Person"), TypeRole::CaptionStrong, Tone::Second);
    auto *close = makeToolButton(u"close"_s, tr("Close details"), Qt::Key_F4);
    close->setObjectName(u"detailsClose"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 6, 10, 0);
    head->addWidget(title);
    head->addStretch();
    head->addWidget(close);

    m_stack->addWidget(makeNobody());
    m_stack->addWidget(makePerson());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);

    connect(close, &QToolButton::clicked, this, &DetailsPane::closeRequested);
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, [this] {
        showSegments();
        showEvents(); // their segments have names by now, or other ones
    });
    connect(&m_segments.markers(), &SegmentMarkers::changed, this, &DetailsPane::showSegments);
    connect(&m_gate, &WriteGate::changed, this, &DetailsPane::showSegments);
    for (QPushButton *button : {m_add, m_create, static_cast<QPushButton *>(m_delete)})
        m_gate.guard(button);
    showPerson(nullptr);
}

DetailsPane::~DetailsPane() = default;

QWidget *DetailsPane::makeNobody()
{
    auto *empty = new QWidget;
    auto *layout = new QVBoxLayout(empty);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addStretch(2);
    layout->addWidget(new IconLabel(u"people"_s, Tone::Second, 40), 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    auto *text = new Label(tr("Choose a person in the table to see their details and segments."),
                           TypeRole::Body, Tone::Second);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    layout->addWidget(text);
    layout->addStretch(3);
    return empty;
}

QWidget *DetailsPane::makePerson()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    m_avatar = new Avatar;
    m_name = new ElidedLabel({}, TypeRole::PaneTitle);
    m_name->setObjectName(u"detailsName"_s);
    m_email = new ElidedLabel({}, TypeRole::Body, Tone::Second);
    m_email->setObjectName(u"detailsEmail"_s);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch();
    names->addWidget(m_name);
    names->addWidget(m_email);
    names->addStretch();
    auto *who = new QHBoxLayout;
    who->setContentsMargins(16, 4, 16, 14);
    who->setSpacing(12);
    who->addWidget(m_avatar);
    who->addLayout(names, 1);
    layout->addLayout(who);
    layout->addWidget(new Line);

    auto *segments = section(layout);
    auto *segmentsLayout = static_cast<QVBoxLayout *>(segments->layout());
    m_segmentsTitle = new Label(tr("Segments"), TypeRole::CaptionStrong);
    m_segmentsCount = new Label({}, TypeRole::Caption, Tone::Second);
    m_segmentsCount->setObjectName(u"detailsSegmentCount"_s);
    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(8);
    titleRow->addWidget(m_segmentsTitle);
    titleRow->addWidget(m_segmentsCount);
    titleRow->addStretch();
    segmentsLayout->addLayout(titleRow);
    m_chips = new QWidget;
    m_chips->setObjectName(u"detailsChips"_s);
    m_chipsLayout = new FlowLayout(m_chips);
    m_chipsLayout->setContentsMargins(0, 0, 0, 0);
    segmentsLayout->addWidget(m_chips);
    m_all = new LinkButton(QString());
    m_all->setObjectName(u"detailsShowAll"_s);
    segmentsLayout->addWidget(m_all, 0, Qt::AlignLeft);
    m_segmentsNote = new Label({}, TypeRole::Caption, Tone::Second);
    m_segmentsNote->setWordWrap(true);
    segmentsLayout->addWidget(m_segmentsNote);
    m_wait = new WaitNote([this] { readSegments(); });
    m_wait->setCancel([this] {
        ApiError error;
        error.kind = ApiError::Kind::Timeout;
        error.details = u"given up before the store answered"_s;
        segmentsRead(tl::unexpected(error));
    });
    segmentsLayout->addWidget(m_wait);
    m_retry = new LinkButton(tr("Retry"));
    segmentsLayout->addWidget(m_retry, 0, Qt::AlignLeft);
    m_add = makeButton(tr("Add to a segment…"), u"plus"_s);
    m_add->setObjectName(u"addToSegmentButton"_s);
    segmentsLayout->addWidget(m_add);
    m_create = makeButton(tr("Create profile"), u"person-plus"_s);
    m_create->setObjectName(u"createProfileButton"_s);
    segmentsLayout->addWidget(m_create);
    layout->addWidget(new Line);

    auto *details = section(layout);
    auto *detailsLayout = static_cast<QVBoxLayout *>(details->layout());
    detailsLayout->addWidget(new Label(tr("Details"), TypeRole::CaptionStrong));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto addRow = [this, grid, &row](const QString &name, QWidget *value) {
        auto *label = new Label(name, TypeRole::Body, Tone::Second);
        grid->addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(value, row, 1);
        m_rows[row] = {label, value};
        ++row;
    };
    m_company = new ElidedLabel;
    m_customerId = new CopyValue(tr("Customer ID"));
    m_customerId->setObjectName(u"detailsCustomerId"_s);
    m_profileId = new CopyValue(tr("Profile ID"), TypeRole::Fixed);
    m_profileId->setObjectName(u"detailsProfileId"_s);
    m_group = new ElidedLabel;
    m_phone = new ElidedLabel;
    m_since = new ElidedLabel;
    m_profileSince = new ElidedLabel;
    addRow(tr("Company"), m_company);
    addRow(tr("Customer ID"), m_customerId);
    addRow(tr("Profile ID"), m_profileId);
    addRow(tr("Group ID"), m_group);
    addRow(tr("Phone"), m_phone);
    addRow(tr("Customer since"), m_since);
    addRow(tr("Profile since"), m_profileSince);
    detailsLayout->addLayout(grid);
    m_delete = new LinkButton(u"trash"_s, tr("Delete profile…"));
    m_delete->setObjectName(u"deleteProfileButton"_s);
    detailsLayout->addSpacing(4);
    detailsLayout->addWidget(m_delete, 0, Qt::AlignLeft);

    m_seen = new QWidget;
    m_seen->setObjectName(u"detailsSeen"_s);
    auto *seenLayout = new QVBoxLayout(m_seen);
    seenLayout->setContentsMargins(0, 0, 0, 0);
    seenLayout->setSpacing(0);
    seenLayout->addWidget(new Line);
    auto *seen = section(seenLayout);
    auto *inside = static_cast<QVBoxLayout *>(seen->layout());
    inside->addWidget(new Label(tr("Changes made on this computer"), TypeRole::CaptionStrong));
    m_events = new QVBoxLayout;
    m_events->setSpacing(10);
    inside->addLayout(m_events);
    m_seen->hide();
    layout->addWidget(m_seen);
    layout->addStretch(1);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    connect(m_all, &QPushButton::clicked, this, [this] {
        m_showAll = true;
        showSegments();
    });
    connect(m_retry, &QPushButton::clicked, this, &DetailsPane::readSegments);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const QList<SegmentId> ids = m_memberOf.value_or(QList<SegmentId>());
        Q_EMIT addToSegmentRequested(m_add, QSet<SegmentId>(ids.cbegin(), ids.cend()));
    });
    connect(m_create, &QPushButton::clicked, this, &DetailsPane::createProfileRequested);
    connect(m_delete, &QPushButton::clicked, this, &DetailsPane::deleteProfileRequested);
    return scroll;
}

void DetailsPane::showPerson(const Person *person)
{
    if (!person) {
        m_person.reset();
        m_memberOf.reset();
        m_reading.reset();
        m_readingHistory.reset();
        m_stack->setCurrentIndex(0);
        return;
    }
    const bool same = m_person && m_person->customerId == person->customerId
        && m_person->profileId() == person->profileId();
    const bool isKnown = person->customer.segmentIds.has_value();
    if (same && m_person->details == person->details && m_person->customer == person->customer)
        return;
    m_person = *person;
    if (!same) {
        m_memberOf.reset();
        m_error.reset();
        m_showAll = false;
        m_reading.reset();
    }
    m_stack->setCurrentIndex(1);
    showDetails();
    if (!same) {
        m_seenEvents.clear();
        showEvents();
    }
    readHistory();
    if (!person->profile) {
        m_memberOf = QList<SegmentId>();
        showSegments();
    } else if (isKnown) {
        m_reading.reset();
        m_error.reset();
        m_memberOf = person->customer.segmentIds;
        showSegments();
    } else if (person->details != Person::Details::Unknown && !m_memberOf && !m_reading) {
        readSegments();
    } else {
        showSegments();
    }
}

void DetailsPane::readHistory()
{
    m_readingHistory.reset();
    if (!m_person || !m_person->profile)
        return;
    m_readingHistory = std::make_unique<QObject>();
    m_history(*m_person->profileId(), m_readingHistory.get(),
              [this](const Result<QList<PeopleSources::Event>> &answer) {
                  if (!answer)
                      return;
                  m_seenEvents = *answer;
                  showEvents();
              });
}

void DetailsPane::showEvents()
{
    while (QLayoutItem *item = m_events->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (qsizetype i = 0; i < std::min<qsizetype>(maxEvents, m_seenEvents.size()); ++i) {
        const PeopleSources::Event &event = m_seenEvents.at(i);
        const QString name = m_segments.segment(event.segment)
            ? words::shown(m_segments.nameOf(event.segment))
            : m_segments.state() == SegmentListModel::State::Loading ? tr("a segment")
                                                                     : tr("a deleted segment");
        auto *row = new QWidget;
        auto *rowLayout = new QHBoxLayout(row);
        rowLayout->setContentsMargins(0, 0, 0, 0);
        rowLayout->setSpacing(6);
        rowLayout->addWidget(new Ring, 0, Qt::AlignTop);
        auto *lines = new QVBoxLayout;
        lines->setSpacing(1);
        lines->addWidget(new ElidedLabel(event.joined ? tr("Added to %1").arg(name)
                                                      : tr("Removed from %1").arg(name)));
        lines->addWidget(new Label(words::dayTime(event.at), TypeRole::Caption, Tone::Second));
        rowLayout->addLayout(lines, 1);
        m_events->addWidget(row);
    }
    if (m_seenEvents.size() > maxEvents) {
        m_events->addWidget(
            new Label(tr("and %1 earlier").arg(words::count(m_seenEvents.size() - maxEvents)),
                      TypeRole::Caption, Tone::Second));
    }
    m_seen->setVisible(!m_seenEvents.isEmpty());
}

void DetailsPane::refresh()
{
    readHistory();
    if (m_person && m_person->profile)
        readSegments();
}

void DetailsPane::storeRead()
{
    if (m_error && m_person && m_person->profile)
        readSegments();
}

void DetailsPane::setMembership(ProfileId profile, SegmentId segment, bool member)
{
    if (!m_person || m_person->profileId() != profile || !m_memberOf)
        return;
    m_memberOf->removeAll(segment);
    if (member)
        m_memberOf->append(segment);
    showSegments();
}

void DetailsPane::readSegments()
{
    m_reading = std::make_unique<QObject>();
    m_error.reset();
    showSegments();
    segmentsOfProfile(m_api, *m_person->profileId(), m_reading.get(),
                      [this](const Result<QList<SegmentId>> &answer) { segmentsRead(answer); });
}

void DetailsPane::segmentsRead(const Result<QList<SegmentId>> &answer)
{
    m_reading.reset();
    if (answer)
        m_memberOf = *answer;
    else
        m_error = answer.error();
    showSegments();
}

void DetailsPane::showSegments()
{
    if (!m_person)
        return;
    // A chip that goes takes its focus along; it stays in this pane.
    const bool hadFocus = m_chips->isAncestorOf(QApplication::focusWidget());
    if (hadFocus)
        m_add->setFocus(Qt::OtherFocusReason);
    while (QLayoutItem *item = m_chipsLayout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const bool hasProfile = m_person->profile.has_value();
    QString note;
    if (!hasProfile)
        note = tr("Has no shopper profile yet, so cannot be in a segment.");
    else if (m_error)
        note = words::errorWords(*m_error, WhatFailed::ReadSegmentsOfPerson).sentence();
    else if (!m_memberOf)
        note = tr("reading…");
    else if (m_memberOf->isEmpty())
        note = tr("In no segment.");

    qsizetype hidden = 0;
    if (m_memberOf) {
        QList<const Segment *> known;
        for (const SegmentId &id : std::as_const(*m_memberOf)) {
            if (const Segment *segment = m_segments.segment(id))
                known.append(segment);
        }
        std::sort(known.begin(), known.end(), [](const Segment *a, const Segment *b) {
            return QString::localeAwareCompare(a->name, b->name) < 0;
        });
        for (qsizetype i = 0; i < known.size(); ++i) {
            if (!m_showAll && i >= maxChips) {
                hidden = known.size() - i;
                break;
            }
            const Segment &segment = *known.at(i);
            const SegmentId id = segment.id;
            const QString name = words::shown(SegmentListModel::shownName(segment));
            auto *chip = new ChipButton(name, m_segments.markers().of(id), m_chips);
            chip->setRemoveText(tr("Remove from %1").arg(name));
            chip->setRemoveRefusal(m_gate.unavailableReason());
            chip->setToolTip(words::toolTip(SegmentListModel::shownName(segment)));
            connect(chip, &QAbstractButton::clicked, this,
                    [this, id] { Q_EMIT segmentActivated(id); });
            connect(chip, &ChipButton::removeRequested, this,
                    [this, id] { Q_EMIT removeFromSegmentRequested(id); });
            m_chipsLayout->addWidget(chip);
            chip->show();
        }
        m_segmentsCount->setText(words::count(m_memberOf->size()));
    } else {
        m_segmentsCount->clear();
    }
    m_chips->setVisible(m_chipsLayout->count() > 0);
    m_all->setText(tr("Show all %1").arg(words::count(m_memberOf ? m_memberOf->size() : 0)));
    m_all->setVisible(hidden > 0);
    m_segmentsNote->setText(note);
    m_segmentsNote->setVisible(!note.isEmpty());
    m_wait->setVisible(m_reading != nullptr);
    m_retry->setVisible(m_error.has_value());
    m_add->setVisible(hasProfile);
    m_create->setVisible(!hasProfile);
    m_chips->updateGeometry();
    orderTabsAsShown(this);
}

void DetailsPane::showDetails()
{
    const Person &person = *m_person;
    const Customer &customer = person.customer;
    const QString id = QString::number(toNumber(person.customerId));
    QString name = words::shown(person.displayName());
    if (person.details == Person::Details::Missing)
        name = tr("Customer %1 no longer exists").arg(id);
    else if (person.details == Person::Details::Unreadable)
        name = tr("Customer %1 cannot be read").arg(id);
    else if (name.isEmpty())
        name = tr("Customer %1").arg(id);
    m_name->setText(name);
    m_email->setText(words::shown(customer.email));
    m_avatar->setName(words::shown(person.displayName()));

    const auto show = [this](int row, const QString &text, ElidedLabel *value) {
        value->setText(words::shown(text));
        m_rows[row].label->setVisible(!text.isEmpty());
        m_rows[row].value->setVisible(!text.isEmpty());
    };
    show(0, customer.company, m_company);
    m_customerId->setValue(id);
    m_profileId->setValue(person.profile ? person.profile->id.toString() : QString());
    m_rows[2].label->setVisible(person.profile.has_value());
    m_rows[2].value->setVisible(person.profile.has_value());
    show(3, customer.customerGroupId > 0 ? QString::number(customer.customerGroupId) : QString(),
         m_group);
    show(4, customer.phone, m_phone);
    show(5, words::date(customer.dateCreated), m_since);
    show(6, person.profile ? words::date(person.profile->createdAt) : QString(), m_profileSince);
    m_delete->setVisible(person.profile.has_value());
}

void DetailsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

} // namespace segmentdesk
