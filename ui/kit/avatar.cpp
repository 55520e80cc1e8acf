// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/avatar.h"

#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QPainter>
#include <QStringList>

namespace segmentdesk {

namespace {

/// The first letter of a word, whole also outside of the basic plane.
QString firstLetter(const QString &word)
{
    if (word.isEmpty())
        return {};
    return word.at(0).isHighSurrogate() && word.size() > 1 ? word.left(2) : word.left(1);
}

bool hasCases(const QString &letter)
{
    return letter.toUpper() != letter.toLower();
}

} // namespace

Avatar::Avatar(QWidget *parent) : QWidget(parent)
{
    setType(this, TypeRole::PaneTitle);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
    update();
}

QString Avatar::initials(const QString &name)
{
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    const QString first = firstLetter(words.first());
    const QString last = firstLetter(words.last());
    if (words.size() == 1 || !hasCases(first) || !hasCases(last))
        return first.toUpper();
    return first.toUpper() + last.toUpper();
}

QSize Avatar::sizeHint() const
{
    return {px(44, this), px(44, this)};
}

void Avatar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.sideOn);
    painter.drawEllipse(rect());
    painter.setPen(theme.accText);
    painter.drawText(rect(), Qt::AlignCenter, initials(m_name));
}

} // namespace segmentdesk
