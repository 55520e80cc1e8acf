// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/choicegroup.h"

#include "ui/kit/label.h"

#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace segmentdesk {

ChoiceGroup::ChoiceGroup(const QString &heading, QWidget *parent)
    : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    setAccessibleName(heading);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
    m_rows->addWidget(new Label(heading, TypeRole::Strong, Tone::Text, this));
}

QRadioButton *ChoiceGroup::add(const QString &text, const QString &sentence)
{
    auto *radio = new QRadioButton(text, this);
    radio->setAccessibleDescription(sentence);
    m_rows->addWidget(radio);
    if (sentence.isEmpty())
        return radio;
    auto *label = new Label(sentence, TypeRole::Caption, Tone::Second, this);
    label->setWordWrap(true);
    // Under the words of the button.
    label->setIndent(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, nullptr, radio)
                     + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing, nullptr, radio));
    m_rows->addWidget(label);
    return radio;
}

} // namespace segmentdesk
