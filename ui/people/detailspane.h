// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/person.h"
#include "models/domain/result.h"
#include "models/domain/segment.h"
#include "ui/kit/handler.h"
#include "ui/people/peoplesources.h"

#include <QSet>
#include <QWidget>

#include <memory>
#include <optional>

class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace segmentdesk {

class Avatar;
class CopyValue;
class ElidedLabel;
class FlowLayout;
class Label;
class LinkButton;
class SegmentListModel;
class StoreApi;
class WaitNote;
class WriteGate;

/// The right pane: one person, the segments they are in (each removable), and their details.
class DetailsPane : public QWidget
{
    Q_OBJECT

public:
    /// Chips shown before "Show all": a person can be in a thousand segments.
    static constexpr int maxChips = 40;

    /// All must outlive the pane.
    DetailsPane(StoreApi &api, SegmentListModel &segments, WriteGate &gate,
                QWidget *parent = nullptr);
    ~DetailsPane() override;

    /// What this computer saw of a person; without one, nothing is said of it.
    using History =
        Handler<void(ProfileId profile, QObject *context, Callback<QList<PeopleSources::Event>>)>;
    static constexpr int maxEvents = 12; ///< shown
    void setHistory(const History &history) { m_history = history; }

    /// nullptr: the pane says what to do.
    void showPerson(const Person *person);
    /// Reads the person's segments again.
    void refresh();
    /// The store was read: what could not be read of the person is asked for again.
    void storeRead();
    /// Shows at once what the store will say: the person is in the segment, or not any more.
    void setMembership(ProfileId profile, SegmentId segment, bool member);

    const std::optional<Person> &person() const { return m_person; }

Q_SIGNALS:
    void closeRequested();
    void addToSegmentRequested(QWidget *anchor, const QSet<segmentdesk::SegmentId> &memberOf);
    void removeFromSegmentRequested(const segmentdesk::SegmentId &segment);
    void segmentActivated(const segmentdesk::SegmentId &segment);
    void createProfileRequested();
    void deleteProfileRequested();
    void errorDetailsRequested(const segmentdesk::ApiError &error);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeNobody();
    QWidget *makePerson();
    void readSegments();
    void segmentsRead(const Result<QList<SegmentId>> &answer);
    void showSegments();
    void showDetails();
    void readHistory();
    void showEvents();

    StoreApi &m_api;
    SegmentListModel &m_segments;
    WriteGate &m_gate;
    std::optional<Person> m_person;
    std::optional<QList<SegmentId>> m_memberOf; ///< nothing: not known (yet)
    std::optional<ApiError> m_error;
    std::unique_ptr<QObject> m_reading; ///< context of the request under way
    bool m_showAll = false;
    History m_history = [](ProfileId, QObject *, const Callback<QList<PeopleSources::Event>> &) {};
    std::unique_ptr<QObject> m_readingHistory; ///< context of the request under way
    QList<PeopleSources::Event> m_seenEvents; ///< what it answered

    QStackedWidget *m_stack;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_email;
    Label *m_segmentsTitle;
    Label *m_segmentsCount;
    QWidget *m_chips;
    FlowLayout *m_chipsLayout;
    LinkButton *m_all;
    Label *m_segmentsNote;
    WaitNote *m_wait;
    LinkButton *m_retry;
    QPushButton *m_add;
    QPushButton *m_create;
    struct Row
    {
        QWidget *label;
        QWidget *value;
    };
    Row m_rows[7];
    ElidedLabel *m_company;
    CopyValue *m_customerId;
    CopyValue *m_profileId;
    ElidedLabel *m_group;
    ElidedLabel *m_phone;
    ElidedLabel *m_since;
    ElidedLabel *m_profileSince;
    LinkButton *m_delete;
    QWidget *m_seen;
    QVBoxLayout *m_events;
};

} // namespace segmentdesk
