// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/typedconfirm.h"

#include "ui/kit/icon.h"
#include "ui/kit/label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace segmentdesk {

namespace {

struct Look
{
    QString icon;
    Tone tone;
};

Look look(ConfirmPoint::Kind kind)
{
    switch (kind) {
    case ConfirmPoint::Kind::Lost:
        return {QStringLiteral("close"), Tone::Err};
    case ConfirmPoint::Kind::Kept:
        return {QStringLiteral("check"), Tone::Ok};
    case ConfirmPoint::Kind::Know:
        return {QStringLiteral("warning"), Tone::Warn};
    case ConfirmPoint::Kind::Undo:
        return {QStringLiteral("undo"), Tone::Ok};
    }
    return {};
}

} // namespace

TypedConfirm::TypedConfirm(const TypedConfirmWords &words, QWidget *parent)
    : DialogFrame(parent)
    , m_number(words.number)
    , m_field(new QLineEdit)
{
    setWindowTitle(words.windowTitle);
    setHeading(words.heading);
    setFixedWidth(px(432, this));

    auto *points = new QVBoxLayout;
    points->setSpacing(7);
    for (const ConfirmPoint &point : words.points) {
        const Look mark = look(point.kind);
        auto *row = new QHBoxLayout;
        row->setSpacing(9);
        auto *icon = new IconLabel(mark.icon, mark.tone);
        auto *text = new Label(point.text);
        text->setTextFormat(Qt::RichText);
        text->setWordWrap(true);
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        points->addLayout(row);
    }
    content()->addLayout(points);
    content()->addSpacing(16);
    content()->addStretch(1);

    auto *prompt = new Label(words.prompt);
    prompt->setTextFormat(Qt::RichText);
    prompt->setBuddy(m_field);
    m_field->setFixedWidth(px(160, this));
    m_field->setAccessibleName(QString(words.prompt).remove(QStringLiteral("<b>")).remove(QStringLiteral("</b>")));
    m_field->setObjectName(QStringLiteral("typedNumber"));
    auto *ask = new QVBoxLayout;
    ask->setSpacing(5);
    ask->addWidget(prompt);
    ask->addWidget(m_field);
    content()->addLayout(ask);

    m_tick = m_field->addAction(Icon::get(QStringLiteral("check"), Tone::Ok),
                                QLineEdit::TrailingPosition);
    m_tick->setVisible(false);

    m_keep = addButton(words.keep);
    m_keep->setObjectName(QStringLiteral("keep"));
    m_danger = addButton(words.danger, ButtonLook::Danger, words.dangerIcon);
    m_danger->setObjectName(QStringLiteral("danger"));
    setDefaultButton(m_keep);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_danger, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_field, &QLineEdit::textChanged, this, &TypedConfirm::check);
    m_field->setFocus();
    check();
}

bool TypedConfirm::matches(const QString &text, qint64 number, const QLocale &locale)
{
    QString digits = text.trimmed();
    digits.remove(locale.groupSeparator());
    // People type what they see, or a space where the locale has a narrow or no-break one.
    digits.remove(QChar(u' '));
    digits.remove(QChar(0x00A0));
    digits.remove(QChar(0x202F));
    digits.remove(QChar(0x2019));
    digits.remove(u'\'');
    if (digits.isEmpty() || digits.size() > 20)
        return false;
    qint64 value = 0;
    for (const QChar digit : std::as_const(digits)) {
        // Digits of any script; anything else is not the number.
        if (digit.digitValue() < 0 || value > (std::numeric_limits<qint64>::max() - 9) / 10)
            return false;
        value = value * 10 + digit.digitValue();
    }
    return value == number;
}

void TypedConfirm::check()
{
    const bool armed = matches(m_field->text(), m_number, locale());
    m_danger->setEnabled(armed);
    m_tick->setVisible(armed);
}

} // namespace segmentdesk
