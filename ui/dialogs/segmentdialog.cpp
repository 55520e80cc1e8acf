// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/segmentdialog.h"

#include "ui/dialogs/errorpanel.h"
#include "ui/kit/label.h"
#include "ui/kit/textedit.h"
#include "ui/segments/waitnote.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// As the store compares them: to the letter.
bool sameName(const QString &a, const QString &b)
{
    return a.trimmed() == b.trimmed();
}

} // namespace

SegmentDialog::SegmentDialog(QWidget *parent) : SegmentDialog(std::nullopt, parent)
{
}

SegmentDialog::SegmentDialog(const Segment &segment, QWidget *parent)
    : SegmentDialog(std::optional<Segment>(segment), parent)
{
}

SegmentDialog::SegmentDialog(const std::optional<Segment> &segment, QWidget *parent)
    : DialogFrame(parent), m_segment(segment), m_name(new QLineEdit(this)),
      m_nameHint(new Label(QString(), TypeRole::Caption, Tone::Err, this)),
      m_nameCounter(new Label(QString(), TypeRole::Caption, Tone::Third, this)),
      m_description(new TextEdit(this)),
      m_descriptionCounter(new Label(QString(), TypeRole::Caption, Tone::Third, this)),
      m_error(new ErrorPanel(this)), m_wait(new WaitNote({}, this))
{
    setObjectName(u"segmentDialog"_s);
    setWindowTitle(segment ? tr("Edit segment") : tr("New segment"));
    setHeading(segment ? tr("Edit %1").arg(words::quoted(segment->name)) : tr("New segment"));
    setSubtitle(segment ? tr("The segment keeps its ID, so promotions keep pointing at it.")
                        : tr("It starts empty. Add people later: drag, paste or import them."));

    m_name->setObjectName(u"segmentName"_s);
    m_name->setPlaceholderText(tr("For example “Bought twice this summer”"));
    auto *nameLabel = new Label(tr("&Name"), TypeRole::Body, Tone::Text, this);
    nameLabel->setBuddy(m_name);
    m_nameHint->setObjectName(u"segmentNameHint"_s);
    m_nameHint->setWordWrap(true);
    m_nameCounter->setObjectName(u"segmentNameCounter"_s);

    m_description->setObjectName(u"segmentDescription"_s);
    m_description->setTabChangesFocus(true);
    m_description->document()->setDocumentMargin(7);
    m_description->setPlaceholderText(tr("What it is for, who maintains it"));
    m_description->setFixedHeight(px(84, this));
    auto *descriptionLabel =
        new Label(tr("&Description, optional"), TypeRole::Body, Tone::Text, this);
    descriptionLabel->setBuddy(m_description);
    m_descriptionCounter->setObjectName(u"segmentDescriptionCounter"_s);
    m_error->setObjectName(u"segmentError"_s);

    auto *underName = new QHBoxLayout;
    underName->addWidget(m_nameHint, 1);
    underName->addWidget(m_nameCounter, 0, Qt::AlignTop);
    QVBoxLayout *layout = content();
    layout->setSpacing(0);
    layout->addWidget(nameLabel);
    layout->addSpacing(6);
    layout->addWidget(m_name);
    layout->addSpacing(4);
    layout->addLayout(underName);
    layout->addSpacing(12);
    layout->addWidget(descriptionLabel);
    layout->addSpacing(6);
    layout->addWidget(m_description);
    layout->addSpacing(4);
    layout->addWidget(m_descriptionCounter, 0, Qt::AlignRight);
    layout->addSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_wait);
    layout->addStretch(1);

    m_wait->hide();

    m_cancel = addCancelButton();
    m_cancel->setObjectName(u"cancelButton"_s);
    m_submit = addButton(segment ? tr("Save changes") : tr("Create segment"), ButtonLook::Primary);
    m_submit->setObjectName(u"submitButton"_s);
    setDefaultButton(m_submit);
    connect(m_submit, &QPushButton::clicked, this, &SegmentDialog::submit);

    if (segment) {
        m_name->setText(segment->name);
        m_name->selectAll();
        m_description->setPlainText(segment->description);
    }
    connect(m_name, &QLineEdit::textChanged, this, &SegmentDialog::check);
    connect(m_description, &QPlainTextEdit::textChanged, this, &SegmentDialog::check);
    m_name->setFocus();
    setMinimumWidth(px(440, this));
    check();
}

void SegmentDialog::setMemberCount(qint64 people)
{
    setSubtitle(people == 1 ? tr("The selected person becomes its member.")
                            : tr("The %1 become its members. You can undo this in one step.")
                                  .arg(words::people(people)));
    m_submit->setText(people == 1 ? tr("Create segment with %Ln person", nullptr, 1)
                                  : tr("Create segment with %1 people").arg(words::count(people)));
}

void SegmentDialog::setOriginal(const Segment &original)
{
    setWindowTitle(tr("Duplicate segment"));
    setHeading(tr("Duplicate %1").arg(words::quoted(original.name)));
    setSubtitle(tr("The new segment gets the same members. Both are independent from then on."));
    m_description->setPlainText(original.description);
    m_submit->setText(tr("Duplicate segment"));
}

void SegmentDialog::setNameTaken(const Handler<bool(const QString &)> &nameTaken)
{
    m_nameTaken = nameTaken;
    check();
}

void SegmentDialog::setName(const QString &name)
{
    m_name->setText(name);
}

void SegmentDialog::storeAccepted()
{
    setBusy(false);
    accept();
}

void SegmentDialog::storeRefused(const ApiError &error)
{
    setBusy(false);
    if (error.kind == ApiError::Kind::Conflict) {
        m_refusedName = name();
        check();
        m_name->setFocus();
        m_name->selectAll();
        return;
    }
    m_error->showError(error, m_segment ? WhatFailed::ChangeSegment : WhatFailed::CreateSegment);
    m_submit->setFocus();
}

void SegmentDialog::failed(const ErrorWords &why)
{
    setBusy(false);
    m_error->showWords(why);
    m_submit->setFocus();
}

QString SegmentDialog::name() const
{
    return m_name->text().trimmed();
}

QString SegmentDialog::description() const
{
    return m_description->toPlainText().trimmed();
}

void SegmentDialog::check()
{
    const QString typed = name();
    const auto tooLong = typed.size() - maxSegmentName;
    const auto descriptionTooLong = description().size() - maxDescription;

    QString hint;
    if (tooLong > 0)
        hint = tooLong == 1 ? tr("%Ln character too many", nullptr, 1)
                            : tr("%Ln characters too many", nullptr, int(tooLong));
    else if (!m_refusedName.isEmpty() && sameName(typed, m_refusedName))
        hint = tr("The store already has a segment with this name. Choose another name.");
    else if (!typed.isEmpty() && !(m_segment && sameName(typed, m_segment->name))
             && m_nameTaken(typed))
        hint = tr("A segment with this name already exists. Choose another name.");
    m_nameHint->setText(hint);
    m_nameCounter->setText(
        tr("%1 of %2").arg(words::count(typed.size()), words::count(maxSegmentName)));
    m_nameCounter->setTone(tooLong > 0 ? Tone::Err : Tone::Third);
    m_descriptionCounter->setText(
        tr("%1 of %2").arg(words::count(description().size()), words::count(maxDescription)));
    m_descriptionCounter->setTone(descriptionTooLong > 0 ? Tone::Err : Tone::Third);
    m_name->setAccessibleDescription(hint);

    const bool changed =
        !m_segment || typed != m_segment->name || description() != m_segment->description.trimmed();
    setMissing(m_busy                ? QString()
                   : typed.isEmpty() ? tr("Type a name for the segment.")
                   : !hint.isEmpty() ? hint
                   : descriptionTooLong > 0
                   ? tr("The description is too long by %1.").arg(words::count(descriptionTooLong))
                   : changed ? QString()
                             : tr("Nothing is different yet. Change the name or the description, "
                                  "or press Esc."));
    m_submit->setEnabled(!m_busy && !typed.isEmpty() && hint.isEmpty() && descriptionTooLong <= 0
                         && changed);
}

void SegmentDialog::submit()
{
    if (m_busy)
        return;
    m_error->clear();
    setBusy(true);
    if (!m_segment) {
        Q_EMIT createRequested({name(), description()});
        return;
    }
    SegmentUpdate update{m_segment->id, std::nullopt, std::nullopt};
    if (name() != m_segment->name)
        update.name = name();
    if (description() != m_segment->description.trimmed())
        update.description = description();
    Q_EMIT changeRequested(update);
}

void SegmentDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_name->setEnabled(!busy);
    m_description->setEnabled(!busy);
    // The change is under way and cannot be called back, but a store may never answer.
    m_cancel->setText(busy ? tr("Close") : tr("Cancel"));
    m_cancel->setToolTip(busy ? tr("The change continues in the activity list") : QString());
    m_wait->setVisible(busy);
    setFacts(busy ? tr("Waiting for the store…") : QString());
    if (busy)
        setFocus(); // not on Close, where a second Return would press it
    check();
}

} // namespace segmentdesk
