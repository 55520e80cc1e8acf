// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QSize>
#include <QString>
#include <QWidget>

#include <functional>

namespace segmentdesk {

class StoreApi;

/// A dialog or page with sample data, to look at and to measure.
struct Exhibit
{
    QString name;
    std::function<QWidget *()> make;
    QSize size; ///< invalid: its own
};

/// Every dialog, and every page of the start. Their answers come within 400 ms.
QList<Exhibit> exhibits(StoreApi &api);

} // namespace segmentdesk
