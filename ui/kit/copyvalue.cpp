// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/copyvalue.h"

#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

CopyValue::CopyValue(const QString &what, TypeRole type, QWidget *parent)
    : QWidget(parent), m_label(new ElidedLabel(QString(), type)),
      m_button(makeToolButton(u"copy"_s, tr("Copy %1").arg(what))), m_what(what)
{
    m_label->setElideMode(Qt::ElideMiddle);
    m_button->setFixedSize(px(22, this), px(22, this));
    m_button->setIconSize({13, 13});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_label);
    layout->addWidget(m_button);
    layout->addStretch(1);
    connect(m_button, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_value);
        Q_EMIT copied(m_value);
    });
    setValue(QString());
}

void CopyValue::setValue(const QString &value)
{
    m_value = value;
    // Long ids are known by their ends; the whole is in the tool tip.
    const bool isLong = value.size() > 20;
    m_label->setText(value.isEmpty() ? u"–"_s
                         : isLong    ? value.left(4) + u'…' + value.right(4)
                                     : value);
    m_label->setToolTip(isLong ? value : QString());
    m_label->setAccessibleName(m_what + u": "_s + value);
    m_button->setVisible(!value.isEmpty());
}

} // namespace segmentdesk
