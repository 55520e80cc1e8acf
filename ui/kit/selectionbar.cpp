// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/selectionbar.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SelectionBar::SelectionBar(QWidget *parent)
    : QWidget(parent), m_actions(new QHBoxLayout), m_count(new Label(QString(), TypeRole::Strong)),
      m_all(new LinkButton(QString())),
      m_clear(makeToolButton(u"close"_s, tr("Clear the selection"), QKeySequence(Qt::Key_Escape)))
{
    m_actions->setSpacing(8);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(18, 0, 8, 1);
    layout->setSpacing(14);
    layout->addWidget(m_count);
    layout->addWidget(m_all);
    layout->addStretch(1);
    layout->addLayout(m_actions);
    auto *line = new Line(Qt::Vertical);
    line->setFixedHeight(px(18, this));
    layout->addWidget(line, 0, Qt::AlignVCenter);
    layout->addWidget(m_clear);
    setFixedHeight(px(42, this));
    setMinimumWidth(px(240, this)); // else it cannot become narrow; see fitRow()
    connect(m_all, &LinkButton::clicked, this, &SelectionBar::selectAllRequested);
    connect(m_clear, &QToolButton::clicked, this, &SelectionBar::clearRequested);
    setAccessibleName(tr("Selection"));
}

void SelectionBar::setCounts(qint64 selected, qint64 total)
{
    const QLocale locale;
    m_count->setText(
        tr("%1 of %2 selected").arg(locale.toString(selected), locale.toString(total)));
    m_all->setText(tr("Select all %1").arg(locale.toString(total)));
    m_hasMore = selected < total;
    m_all->setVisible(m_hasMore);
    fit();
}

void SelectionBar::addWidget(QWidget *widget)
{
    m_actions->addWidget(widget);
}

void SelectionBar::setDroppable(const QList<Droppable> &droppable, QWidget *rest, bool restWanted)
{
    m_droppable = droppable;
    m_rest = rest;
    m_restWanted = restWanted;
    fit();
}

void SelectionBar::fit()
{
    if (!m_rest)
        return;
    m_all->setVisible(m_hasMore);
    const QMargins margins = layout()->contentsMargins();
    int others = margins.left() + margins.right() + m_count->sizeHint().width()
        + m_clear->sizeHint().width() + 5 * layout()->spacing() + 1;
    if (!m_all->isHidden())
        others += m_all->sizeHint().width() + layout()->spacing();
    m_rest->setVisible(m_restWanted);
    if (!fitRow(*m_actions, width() - others, m_droppable) && !m_restWanted) {
        m_rest->show(); // takes room itself
        fitRow(*m_actions, width() - others, m_droppable);
    }
    // The box in the head of the table selects all, too; no button is cut for it.
    if (m_actions->sizeHint().width() > width() - others)
        m_all->hide();
}

void SelectionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void SelectionBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.selbar);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace segmentdesk
