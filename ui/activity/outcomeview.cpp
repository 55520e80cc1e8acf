// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/outcomeview.h"

#include "ui/activity/outcometablemodel.h"
#include "ui/kit/card.h"
#include "ui/kit/label.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/typography.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Narrower than this, the customer id gives its room to the reason.
constexpr int wideEnoughForIds = 720;
constexpr int wideEnoughForEmail = 480;
constexpr int lowView = 220; ///< its tiles are one line
constexpr int maxMeasured = 2000; ///< rows whose reason is measured

} // namespace

OutcomeView::OutcomeView(Look look, const CustomerLookup &lookup, QWidget *parent)
    : QWidget(parent), m_lookup(lookup), m_tiles(new QHBoxLayout), m_table(new TableView)
{
    m_table->setObjectName(u"outcomeTable"_s);
    m_table->setAccessibleName(tr("Result for each person"));
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &OutcomeView::updateVisibleRows);

    m_tiles->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    if (look == Look::Framed) {
        layout->setSpacing(12);
        auto *frame = new Card(Card::Ground::Base);
        auto *inFrame = new QVBoxLayout(frame);
        inFrame->setContentsMargins(1, 1, 1, 1);
        inFrame->addWidget(m_table);
        layout->addLayout(m_tiles);
        layout->addWidget(frame, 1);
    } else {
        layout->setSpacing(0);
        m_tiles->setContentsMargins(18, 0, 18, 14);
        layout->addLayout(m_tiles);
        layout->addWidget(new Line);
        layout->addWidget(m_table, 1);
    }
}

void OutcomeView::setOutcome(const Outcome &outcome)
{
    while (QLayoutItem *item = m_tiles->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    OutcomeTableModel *before = m_model;
    m_model = new OutcomeTableModel(outcome, this);
    m_model->setCustomerLookup(m_lookup);
    m_table->setModel(m_model);
    delete before;
    using Column = OutcomeTableModel::Column;
    m_statusWidth = 0;
    m_reasonWidth = 0;
    // Those that have a reason come first.
    const QFontMetrics metrics = m_table->fontMetrics();
    for (int row = 0; row < std::min(m_model->rowCount(), maxMeasured); ++row) {
        const auto widthAt = [this, row, &metrics](Column column) {
            return metrics.horizontalAdvance(m_model->index(row, int(column)).data().toString());
        };
        m_reasonWidth = std::max(m_reasonWidth, widthAt(Column::Reason));
        m_statusWidth = std::max(m_statusWidth, widthAt(Column::Status));
    }
    fitColumns();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &OutcomeView::currentRowChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &OutcomeView::currentRowChanged);

    const OutcomeCounts counts = outcome.counts();
    const auto add = [&](ItemStatus what, Tone tone, qint64 count) {
        if (count > 0)
            addTile(OutcomeTableModel::iconName(what), tone,
                    words::whatTile(outcome.operation, what, count), count,
                    u"outcomeTile"_s + QString::number(int(what)),
                    [this, what] { m_model->setFilter(what); });
    };
    addTile(u"people"_s, Tone::Second, tr("All"), counts.total(), u"outcomeTileAll"_s,
            [this] { m_model->setFilter(std::nullopt); });
    add(ItemStatus::Changed, Tone::Ok, counts.changed);
    add(ItemStatus::NothingToDo, Tone::Second, counts.nothingToDo);
    add(ItemStatus::NoProfile, Tone::Warn, counts.noProfile);
    add(ItemStatus::NotFound, Tone::Warn, counts.notFound);
    add(ItemStatus::Failed, Tone::Err, counts.failed);
    add(ItemStatus::NotSent, Tone::Second, counts.notSent);
    add(ItemStatus::Unknown, Tone::Warn, counts.unknown);
    if (const QString difference = words::readBack(outcome.operation, outcome.readBack);
        !difference.isEmpty()) {
        addTile(u"warning"_s, Tone::Warn, tr("Different in the store"),
                outcome.readBack.expected - outcome.readBack.found, u"outcomeTileDifferent"_s,
                [this] { m_model->showDifferent(); })
            ->setToolTip(difference);
    }
    qobject_cast<TileButton *>(m_tiles->itemAt(0)->widget())->setChecked(true);
    fitTiles();
    Q_EMIT currentRowChanged();
}

TileButton *OutcomeView::addTile(const QString &icon, Tone tone, const QString &text, qint64 count,
                                 const QString &objectName, const std::function<void()> &choose)
{
    auto *button = new TileButton(icon, tone, text, this);
    button->setObjectName(objectName);
    button->setCount(count);
    connect(button, &TileButton::toggled, this, [this, choose](bool on) {
        if (!on)
            return;
        choose();
        m_table->scrollToTop();
        updateVisibleRows();
    });
    m_tiles->addWidget(button);
    return button;
}

/// The reason gets what it needs as long as the names stay readable. Where there is none, there is
/// no column for it.
void OutcomeView::fitColumns()
{
    if (!m_model)
        return;
    using Column = OutcomeTableModel::Column;
    const bool reasons = m_reasonWidth > 0;
    const bool ids = width() >= px(wideEnoughForIds, this);
    const int margins = px(40, this);
    const int status = m_statusWidth + px(24, this) + margins; // the icon stands before it
    const int id = ids ? px(110, this) : 0;
    const int name = px(170, this);
    const int email = px(210, this);
    const int room = m_table->viewport()->width() - status - id - m_reasonWidth - margins;
    const bool emails = width() >= px(wideEnoughForEmail, this);
    const int both = reasons ? std::clamp(room, px(240, this), name + email) : name + email;
    m_table->setColumnHidden(int(Column::Email), !emails);
    m_table->setColumnHidden(int(Column::CustomerId), !ids);
    m_table->setColumnHidden(int(Column::Reason), !reasons);
    m_table->setColumnWidth(int(Column::Status), status);
    m_table->setColumnWidth(int(Column::Name), both * name / (name + email));
    m_table->setColumnWidth(int(Column::Email), both * email / (name + email));
    m_table->setColumnWidth(int(Column::CustomerId), id);
    m_table->setStretchColumn(int(reasons      ? Column::Reason
                                      : emails ? Column::Email
                                               : Column::Name));
}

void OutcomeView::fitTiles()
{
    for (int i = 0; i < m_tiles->count(); ++i) {
        if (auto *tile = qobject_cast<TileButton *>(m_tiles->itemAt(i)->widget()))
            tile->setCompact(height() < px(lowView, this));
    }
}

const ApiError *OutcomeView::currentReason() const
{
    return m_model ? m_model->reasonAt(m_table->currentIndex().row()) : nullptr;
}

void OutcomeView::updateVisibleRows()
{
    if (!m_model)
        return;
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (first >= 0)
        m_model->setVisibleRows(first, last < 0 ? m_model->rowCount() - 1 : last);
}

bool OutcomeView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &OutcomeView::updateVisibleRows, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void OutcomeView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
    fitTiles();
}

} // namespace segmentdesk
