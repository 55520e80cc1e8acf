// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/searchfield.h"

#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SearchField::SearchField(const QString &placeholder, const QString &icon, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setProperty("leadingIcon", true);
    // Named for those who cannot see it.
    addAction(Icon::get(icon), QLineEdit::LeadingPosition)
        ->setText(icon == u"filter"_s ? tr("Filter") : tr("Search"));
    m_clear = addAction(Icon::get(u"close"_s), QLineEdit::TrailingPosition);
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Clear"));
    m_clear->setVisible(false);
    connect(m_clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_clear->setVisible(!text.isEmpty()); });
}

void SearchField::setKeyHint(const QString &hint)
{
    m_hint = hint;
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_hint.isEmpty() || !text().isEmpty())
        return;
    const QFont font = typeFont(TypeRole::Hint, this);
    const QFontMetrics metrics(font);
    const int needed = metrics.horizontalAdvance(m_hint);
    // Not over the placeholder.
    if (fontMetrics().horizontalAdvance(placeholderText()) + needed + 60 > width())
        return;
    QPainter painter(this);
    painter.setFont(font);
    painter.setPen(Theme::of(this).hintText);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(0, 0, -9, 0)),
                     Qt::AlignVCenter | Qt::AlignRight, m_hint);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace segmentdesk
