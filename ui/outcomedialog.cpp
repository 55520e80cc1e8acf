// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/outcomedialog.h"

#include "models/jobs/changejob.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/jobwords.h"
#include "ui/kit/badge.h"
#include "ui/kit/card.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/type.h"
#include "ui/outcometablemodel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>

namespace segmentdesk {

namespace {

Badge::Status statusOf(End end)
{
    switch (end) {
    case End::Done:
        return Badge::Status::Done;
    case End::DoneWithWarnings:
        return Badge::Status::DoneWithWarnings;
    case End::Failed:
        return Badge::Status::Failed;
    case End::Cancelled:
        return Badge::Status::Cancelled;
    }
    return Badge::Status::Done;
}

} // namespace

OutcomeDialog::OutcomeDialog(const Job &job, const CustomerLookup &lookup, QWidget *parent)
    : DialogFrame(parent), m_model(new OutcomeTableModel(*job.outcome(), this)),
      m_table(new TableView)
{
    setObjectName(QStringLiteral("outcomeDialog"));
    const Outcome &outcome = *job.outcome();
    const OutcomeCounts counts = outcome.counts();
    const WhatFailed failed = words::whatFailed(outcome.operation);
    setWindowTitle(tr("What happened"));
    setHeading(words::jobTitle(job));
    setSubtitle(words::jobSpeed(job));
    setHeadingWidget(new Badge(statusOf(job.end())));

    m_model->setCustomerLookup(lookup);
    m_table->setObjectName(QStringLiteral("outcomeTable"));
    m_table->setAccessibleName(tr("What happened to each of them"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    using Column = OutcomeTableModel::Column;
    m_table->setColumnWidth(int(Column::What), px(170, this));
    m_table->setColumnWidth(int(Column::Name), px(160, this));
    m_table->setColumnWidth(int(Column::Email), px(200, this));
    m_table->setColumnWidth(int(Column::CustomerId), px(104, this));
    m_table->setStretchColumn(int(Column::Why));
    m_table->setMinimumSize(px(820, this), px(240, this));
    m_table->viewport()->installEventFilter(this);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this] { updateVisibleRows(); });

    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(8);
    const auto tile = [this, tiles](const QString &icon, Tone tone, const QString &text, qint64 count,
                                    std::optional<What> what) {
        auto *button = new TileButton(icon, tone, text);
        button->setCount(count);
        connect(button, &TileButton::toggled, this, [this, what](bool on) {
            if (!on)
                return;
            m_model->setFilter(what);
            m_table->scrollToTop();
            updateVisibleRows();
        });
        tiles->addWidget(button);
        return button;
    };
    TileButton *all = tile(QStringLiteral("people"), Tone::Second, tr("All"), counts.total(), std::nullopt);
    const auto add = [&](What what, Tone tone, qint64 count, bool always) {
        if (count > 0 || always)
            tile(OutcomeTableModel::iconName(what), tone, words::what(outcome.operation, what), count, what);
    };
    add(What::Changed, Tone::Ok, counts.changed, true);
    add(What::NothingToDo, Tone::Second, counts.nothingToDo, false);
    add(What::NoProfile, Tone::Warn, counts.noProfile, false);
    add(What::NotFound, Tone::Warn, counts.notFound, false);
    add(What::NotSent, Tone::Second, counts.notSent, false);
    add(What::Failed, Tone::Err, counts.failed, true);
    all->setChecked(true);

    auto *frame = new Card(Card::Ground::Base);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_table);
    content()->addLayout(tiles);
    content()->addWidget(frame, 1);

    auto *details = new LinkButton(QStringLiteral("info"), tr("Details of the selected row…"));
    details->setEnabled(false);
    setFactsWidget(details);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, details](const QModelIndex &current) {
                details->setEnabled(m_model->reasonAt(current.row()) != nullptr);
            });
    connect(details, &QPushButton::clicked, this, [this, failed] {
        if (const ApiError *reason = m_model->reasonAt(m_table->currentIndex().row())) {
            auto *dialog = new ErrorDetailsDialog(*reason, failed, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        }
    });

    QPushButton *save = addButton(tr("Save as CSV…"), ButtonLook::Normal, QStringLiteral("export"));
    save->setObjectName(QStringLiteral("outcomeSave"));
    connect(save, &QPushButton::clicked, this, &OutcomeDialog::saveRequested);
    const auto *change = qobject_cast<const ChangeJob *>(&job);
    const qint64 again = counts.failed + counts.notSent;
    if (change && change->retryPlan() && again > 0) {
        QPushButton *retry = addButton(tr("Retry %1").arg(words::count(again)), ButtonLook::Normal,
                                       QStringLiteral("refresh"));
        retry->setObjectName(QStringLiteral("outcomeRetry"));
        connect(retry, &QPushButton::clicked, this, [this] {
            accept();
            Q_EMIT retryRequested();
        });
    }
    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    resize(px(900, this), px(560, this));
}

void OutcomeDialog::updateVisibleRows()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (first >= 0)
        m_model->setVisibleRows(first, last < 0 ? m_model->rowCount() - 1 : last);
}

bool OutcomeDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &OutcomeDialog::updateVisibleRows, Qt::QueuedConnection);
    return DialogFrame::eventFilter(watched, event);
}

} // namespace segmentdesk
