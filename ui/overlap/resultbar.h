// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/overlap/resultpart.h"

#include <QList>
#include <QWidget>

namespace segmentdesk {

/// The result as a line of parts.
class ResultBar : public QWidget
{
public:
    ResultBar();

    void setParts(const QList<ResultPart> &parts);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<ResultPart> m_parts;
};

} // namespace segmentdesk
