// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/selftest.h"

#include "models/tables/peopletablemodel.h"

#include <QAbstractItemView>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qint64 limitMs = 30000;

} // namespace

SelfTest::SelfTest(const QWidget &window, QObject *parent) : QObject(parent), m_window(window)
{
    m_timer.setInterval(20);
    connect(&m_timer, &QTimer::timeout, this, &SelfTest::look);
}

void SelfTest::start()
{
    m_clock.start();
    m_timer.start();
}

void SelfTest::look()
{
    const bool ready = hasPeople();
    if (!ready && m_clock.elapsed() < limitMs)
        return;
    m_timer.stop();
    Q_EMIT finished(ready ? QString() : tr("The sandbox store's people did not come in time."));
}

bool SelfTest::hasPeople() const
{
    const auto *view = m_window.findChild<QAbstractItemView *>(u"peopleTable"_s);
    const auto *people = view ? qobject_cast<const PeopleTableModel *>(view->model()) : nullptr;
    return people && people->rowCount() > 0 && people->rowAt(0)
        && people->rowAt(0)->details == Person::Details::Known;
}

} // namespace segmentdesk
