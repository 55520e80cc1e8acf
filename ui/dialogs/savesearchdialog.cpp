// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/savesearchdialog.h"

#include "ui/kit/label.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SaveSearchDialog::SaveSearchDialog(const QString &suggestion, int longest,
                                   const Handler<bool(const QString &)> &isTaken, QWidget *parent)
    : DialogFrame(parent), m_isTaken(isTaken), m_name(new QLineEdit),
      m_hint(new Label({}, TypeRole::Caption, Tone::Err))
{
    setObjectName(u"saveSearchDialog"_s);
    setWindowTitle(tr("Save search"));
    setHeading(tr("Save search"));
    setSubtitle(tr("It appears in the list at the left and finds new people as they come."));
    m_name->setObjectName(u"searchName"_s);
    m_name->setMaxLength(longest);
    m_name->setText(suggestion);
    // All of it is typed over, and its beginning is in sight.
    m_name->end(false);
    m_name->home(true);
    m_hint->setObjectName(u"searchNameHint"_s);
    m_hint->setWordWrap(true);
    auto *label = new Label(tr("&Name"), TypeRole::Body, Tone::Text);
    label->setBuddy(m_name);
    content()->setSpacing(6);
    content()->addWidget(label);
    content()->addWidget(m_name);
    content()->addWidget(m_hint);

    addCancelButton();
    m_save = addButton(tr("Save"), ButtonLook::Primary);
    m_save->setObjectName(u"searchNameSave"_s);
    setDefaultButton(m_save);
    connect(m_save, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &SaveSearchDialog::check);
    setMinimumWidth(px(420, this));
    check();
    m_name->setFocus();
}

QString SaveSearchDialog::name() const
{
    return m_name->text().trimmed();
}

void SaveSearchDialog::check()
{
    const bool taken = m_isTaken(name());
    m_hint->setText(taken ? tr("Another saved search has this name.") : QString());
    m_save->setEnabled(!name().isEmpty() && !taken);
}

} // namespace segmentdesk
