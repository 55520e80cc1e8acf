// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/import/importrun.h"

#include <QWidget>

namespace segmentdesk {

class IconLabel;
class Label;

/// The last page of an import: that it runs, and what came of it.
class ImportResultPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportResultPage(QWidget *parent);

    void showRunning();
    void showSums(ImportMode mode, const ImportRun::Sums &sums);

private:
    IconLabel *m_resultIcon = nullptr;
    Label *m_result = nullptr;
    Label *m_advice = nullptr;
};

} // namespace segmentdesk
