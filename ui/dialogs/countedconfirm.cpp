// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/countedconfirm.h"

#include "ui/kit/linkbutton.h"
#include "ui/segments/waitnote.h"
#include "ui/words/errorwords.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

MembersKnown knownAtFirst(std::optional<qint64> members, const CountMembers &count)
{
    if (members)
        return {MembersKnown::State::Known, *members, {}};
    return {count ? MembersKnown::State::Counting : MembersKnown::State::Uncounted, -1, {}};
}

} // namespace

CountedConfirm::CountedConfirm(const Words &words, std::optional<qint64> members,
                               const CountMembers &count, QWidget *parent)
    : TypedConfirm(words(knownAtFirst(members, count)), parent), m_words(words),
      m_known(knownAtFirst(members, count)), m_count(count),
      m_wait(new WaitNote([this] { countMembers(); }, this)),
      m_retry(new LinkButton(u"refresh"_s, tr("Count again"), this))
{
    m_wait->hide();
    m_retry->setObjectName(u"countAgain"_s);
    m_retry->hide();
    content()->addWidget(m_wait);
    content()->addWidget(m_retry, 0, Qt::AlignLeft);
    connect(m_wait, &WaitNote::spoke, this, &CountedConfirm::grow);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        say({MembersKnown::State::Counting, -1, {}});
        countMembers();
    });
    if (!members && m_count)
        countMembers();
}

CountedConfirm::~CountedConfirm() = default;

void CountedConfirm::countMembers()
{
    m_counting = std::make_unique<QObject>();
    m_retry->hide();
    m_wait->show();
    grow();
    m_count(m_counting.get(), [this](const Result<qint64> &answer) { counted(answer); });
}

void CountedConfirm::counted(const Result<qint64> &answer)
{
    if (m_counting)
        m_counting.release()->deleteLater(); // it is its own call that led here
    m_wait->hide();
    m_retry->setVisible(!answer);
    if (answer)
        say({MembersKnown::State::Known, *answer, {}});
    else
        say({MembersKnown::State::Uncounted, -1,
             words::errorWords(answer.error(), WhatFailed::ReadMembers).sentence()});
}

void CountedConfirm::say(const MembersKnown &known)
{
    m_known = known;
    setWords(m_words(known));
}

} // namespace segmentdesk
