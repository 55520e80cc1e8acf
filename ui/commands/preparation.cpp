// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/preparation.h"

#include "ui/activity/activitypanel.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

Preparation::Preparation(const QString &text, ActivityPanel *activity, QObject *parent)
    : QObject(parent), m_text(text), m_activity(activity)
{
    QTimer::singleShot(showAfterMs, this, [this] {
        m_row = m_activity->addPreparation(m_text, [this] { deleteLater(); });
        m_row->setProgress(m_done, m_total);
    });
}

Preparation::~Preparation()
{
    delete m_row;
}

void Preparation::setProgress(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    if (m_row)
        m_row->setProgress(done, total);
}

Progress Preparation::progress()
{
    return [this](qint64 done, qint64 total) { setProgress(done, total); };
}

} // namespace segmentdesk
