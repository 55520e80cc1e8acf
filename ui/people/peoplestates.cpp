// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplestates.h"

#include "models/sources/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/stateview.h"
#include "ui/kit/writegate.h"
#include "ui/people/peoplesources.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QKeySequence>

using namespace Qt::StringLiterals;

namespace segmentdesk {

PeopleStates::PeopleStates(StateView &state, PeopleTableModel &model, SegmentListModel &segments,
                           WithoutProfileScan &scan, PeopleSources &sources, const WriteGate &gate,
                           QObject *parent)
    : QObject(parent), m_state(state), m_model(model), m_segments(segments), m_scan(scan),
      m_sources(sources), m_gate(gate)
{
}

void PeopleStates::setPlace(const PeopleListKey &place, bool fromCopy)
{
    m_place = place;
    m_fromCopy = fromCopy;
}

void PeopleStates::forgetCount()
{
    m_everywhereText.clear();
    m_everywhere.reset();
    m_countingEverywhere.reset();
}

void PeopleStates::setCustomers(qint64 customers)
{
    const bool had = m_customers != 0;
    m_customers = customers;
    if (had != (customers != 0) && m_model.state() == PagedTableModelBase::State::Empty)
        showEmpty();
}

QString PeopleStates::hint() const
{
    // Chips of filters need the room, and where no one is, nothing can be done with them.
    if (!m_place.filter.isEmpty() || m_place.kind == PeopleListKey::Kind::Search
        || m_model.state() != PagedTableModelBase::State::Ready)
        return {};
    if (m_place.kind == PeopleListKey::Kind::WithoutProfile)
        return tr("These customers need a shopper profile before they can be in a segment.");
    if (!m_gate.isOpen())
        return tr("Select people to export them or to copy their customer IDs.");
    return m_place.isSegment()
        ? tr("Drag people onto other segments. Press Del to remove them from this one.")
        : tr("Select people, then drag them onto a segment.");
}

void PeopleStates::showEmpty()
{
    QList<StateAction> actions;
    // The search of a saved one stays what it is.
    const bool inSegment = m_place.kind == PeopleListKey::Kind::Search && !m_place.segment.isNull()
        && !m_place.text.isEmpty() && m_place.title.isEmpty();
    if (inSegment) {
        countEverywhere();
        if (m_everywhere.value_or(1) > 0) {
            actions.append({m_everywhere
                                ? tr("Search everywhere (%1)").arg(words::count(*m_everywhere))
                                : tr("Search everywhere"),
                            u"search"_s, [this] { Q_EMIT searchEverywhereRequested(); }});
        }
    }
    if (!m_place.filter.isEmpty()) {
        actions.append(
            {m_place.title.isEmpty() ? tr("Clear the filters") : tr("All profiles"), {}, [this] {
                 if (m_place.kind == PeopleListKey::Kind::Search && m_place.text.isEmpty())
                     Q_EMIT searchCleared();
                 else
                     Q_EMIT filterChanged(PeopleFilter());
             }});
        m_state.showEmpty(u"filter"_s, tr("No matches"), tr("No one matches all filters."),
                          actions);
        return;
    }
    const bool ofAll = m_place.kind == PeopleListKey::Kind::AllProfiles
        || m_place.kind == PeopleListKey::Kind::WithoutProfile;
    if (ofAll && m_customers == 0) {
        m_state.showEmpty(u"people"_s, tr("This store has no customers yet"),
                          tr("Who signs up in the store, or is added there, appears here."));
        return;
    }
    switch (m_place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        m_state.showEmpty(
            u"people"_s, tr("This store has no shopper profiles yet"),
            tr("A customer needs a profile to be in a segment."),
            {{tr("Create profiles…"), u"plus"_s, [this] { Q_EMIT createProfilesRequested(); },
              m_gate.unavailableReason()}});
        break;
    case PeopleListKey::Kind::WithoutProfile:
        if (m_scan.error() && !m_fromCopy) {
            showFailed(*m_scan.error());
        } else if (!m_fromCopy && !m_scan.isComplete()) {
            m_state.showLoading();
        } else {
            m_state.showEmpty(u"check"_s, tr("Everyone has a profile"),
                              tr("All customers of this store can be added to segments."));
        }
        break;
    case PeopleListKey::Kind::Segment:
        m_state.showEmpty(
            u"people"_s, tr("No members yet"),
            m_gate.isOpen()
                ? tr("Drag people onto it, paste customer IDs or e-mail addresses (%1), or drop "
                     "a CSV file here.")
                      .arg(QKeySequence(QKeySequence::Paste).toString(QKeySequence::NativeText))
                : m_gate.unavailableReason(),
            {{tr("Add people…"), u"plus"_s, [this] { Q_EMIT addPeopleRequested(); },
              m_gate.unavailableReason()},
             {tr("Import…"), u"import"_s, [this] { Q_EMIT importRequested(); },
              m_gate.unavailableReason()}});
        break;
    case PeopleListKey::Kind::Search:
        actions.append({tr("Close search"), {}, [this] { Q_EMIT searchCleared(); }});
        QString title = tr("No one found");
        if (inSegment) {
            title = m_everywhere == 0
                ? tr("No one found here or elsewhere")
                : tr("No one found in %1")
                      .arg(words::quoted(words::shortened(m_segments.nameOf(m_place.segment), 40)));
        }
        m_state.showEmpty(u"search"_s, title,
                          m_fromCopy ? tr("No name, e-mail, company, phone or ID matches %1.")
                                           .arg(words::quoted(words::shortened(m_place.text, 40)))
                                     : tr("Names are found by how they begin or contain, e-mail "
                                          "addresses and customer IDs only as a whole."),
                          actions);
        break;
    }
}

/// How many the words of the search find outside the segment too.
void PeopleStates::countEverywhere()
{
    if (m_everywhereText == m_place.text && (m_everywhere || m_countingEverywhere))
        return;
    m_everywhereText = m_place.text;
    m_everywhere.reset();
    m_countingEverywhere = std::make_unique<QObject>();
    PeopleFilter filter;
    filter.text = m_place.text;
    m_sources.count(filter, m_countingEverywhere.get(), [this](const Result<qint64> &answer) {
        m_countingEverywhere.release()->deleteLater(); // it is its own callback that is running
        if (!answer)
            return; // the offer stays, without a number
        m_everywhere = *answer;
        if (m_model.state() == PagedTableModelBase::State::Empty)
            showEmpty();
    });
}

void PeopleStates::showFailed(const ApiError &error)
{
    if (m_place.needsCopy() && !m_sources.isComplete()) {
        m_state.showEmpty(u"filter"_s, tr("This needs the local copy"),
                          m_sources.unavailableReason(),
                          {{tr("All profiles"), {}, [this] { Q_EMIT searchCleared(); }}});
        return;
    }
    WhatFailed what = WhatFailed::ReadProfiles;
    if (m_place.isSegment())
        what = WhatFailed::ReadMembers;
    else if (m_place.kind == PeopleListKey::Kind::Search)
        what = WhatFailed::Search;
    else if (m_place.kind == PeopleListKey::Kind::WithoutProfile)
        what = WhatFailed::ReadCustomers;
    const ErrorWords failure = words::errorWords(error, what);
    const bool scan = m_place.kind == PeopleListKey::Kind::WithoutProfile;
    m_state.showFailed(
        failure.title, failure.sentence(),
        {{tr("Retry"), u"refresh"_s,
          [this, scan] {
              if (scan)
                  m_scan.start();
              m_model.retry();
          }},
         {tr("Details…"), {}, [this, error] { Q_EMIT errorDetailsRequested(error); }}});
}

} // namespace segmentdesk
