// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importresultpage.h"

#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ImportResultPage::ImportResultPage(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_resultIcon = new IconLabel(u"running"_s, Tone::Accent, 40, this);
    m_result = new Label(QString(), TypeRole::PaneTitle, Tone::Text, this);
    m_result->setObjectName(u"resultText"_s);
    m_result->setAlignment(Qt::AlignCenter);
    m_result->setWordWrap(true);
    m_advice = new Label(QString(), TypeRole::Body, Tone::Second, this);
    m_advice->setAlignment(Qt::AlignCenter);
    m_advice->setWordWrap(true);
    layout->addStretch(1);
    layout->addWidget(m_resultIcon, 0, Qt::AlignHCenter);
    layout->addWidget(m_result);
    layout->addWidget(m_advice);
    layout->addStretch(1);
}

void ImportResultPage::showRunning()
{
    m_resultIcon->setIcon(u"running"_s, Tone::Accent);
    m_result->setText(tr("Working…"));
    m_advice->setText(tr("You can close this: Activity shows the progress and the result."));
}

void ImportResultPage::showSums(ImportMode mode, const ImportRun::Sums &sums)
{
    const qint64 failed = sums.failed();
    QString text = (mode == ImportMode::Add          ? tr("%1 added")
                        : mode == ImportMode::Remove ? tr("%1 removed")
                                                     : tr("%1 added or removed"))
                       .arg(words::people(sums.counts.changed));
    if (failed > 0)
        text += tr(", %1 failed").arg(words::count(failed));
    if (sums.counts.notSent > 0)
        text += tr(", %1 not sent").arg(words::count(sums.counts.notSent));
    m_result->setText(text);
    const bool fine = failed == 0 && sums.counts.notSent == 0;
    m_resultIcon->setIcon(fine ? u"check-circle"_s : u"warning"_s, fine ? Tone::Ok : Tone::Warn);
    m_advice->setText(tr("The result file has the rows of your file with the result of each. "
                         "You can undo the change."));
}

} // namespace segmentdesk
