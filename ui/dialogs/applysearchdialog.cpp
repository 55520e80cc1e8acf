// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/applysearchdialog.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/typedconfirm.h"
#include "ui/words/words.h"

#include <QLineEdit>
#include <QLocale>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ApplySearchDialog::ApplySearchDialog(const QString &searchName, const Plan &in, const Plan &out,
                                     qint64 members, const CustomerLookup &lookup,
                                     const QuotaUsage &traffic, QWidget *parent)
    : DialogFrame(parent), m_in(new PlanPane(this)), m_out(new PlanPane(this)), m_traffic(traffic)
{
    setObjectName(u"applySearchDialog"_s);
    const PlanCounts comes = in.counts();
    const qint64 goes = out.counts().willChange;
    const bool guarded = needsTyping(goes, members);
    setWindowTitle(tr("Apply a search to a segment"));
    setHeading(
        tr("Make %1 equal to %2?").arg(words::quoted(in.segmentName), words::quoted(searchName)));
    m_subtitle = tr("The segment has %1 now. %2 will be added, %3 removed, %4 stay. This happens "
                    "once: the segment does not follow the search later.")
                     .arg(words::members(members), words::count(comes.willChange),
                          words::count(goes), words::count(comes.nothingToDo));
    setSubtitle(m_subtitle);

    auto *tabs = new QTabWidget;
    tabs->setObjectName(u"applyTabs"_s);
    tabs->addTab(m_in, tr("To add (%1)").arg(words::count(comes.willChange)));
    tabs->addTab(m_out, tr("To remove (%1)").arg(words::count(goes)));
    for (PlanPane *pane : {m_in, m_out}) {
        pane->setContentsMargins(12, 12, 12, 12);
        pane->setCustomerLookup(lookup);
        connect(pane, &PlanPane::changed, this, &ApplySearchDialog::updateButtons);
    }
    tabs->setTabEnabled(1, goes > 0);
    if (goes > 0 && comes.willChange == 0)
        tabs->setCurrentIndex(1);
    content()->addWidget(tabs, 1);

    if (guarded) {
        m_mustType = goes;
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        auto *prompt = new Label(
            tr("More than a fifth of the members would be removed. Type their number, <b>%1</b>")
                .arg(words::count(goes)));
        prompt->setTextFormat(Qt::RichText);
        m_typed = new QLineEdit;
        m_typed->setObjectName(u"applyTyped"_s);
        m_typed->setAccessibleName(tr("The number of people to remove"));
        m_typed->setFixedWidth(px(160, this));
        row->addWidget(new IconLabel(u"warning"_s, Tone::Warn));
        row->addWidget(prompt);
        row->addWidget(m_typed);
        row->addStretch(1);
        content()->addLayout(row);
        connect(m_typed, &QLineEdit::textChanged, this, &ApplySearchDialog::updateButtons);
    }

    QPushButton *cancel = addButton(tr("Keep members"));
    cancel->setObjectName(u"cancelButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_run = addButton(tr("Make equal"), guarded ? ButtonLook::Danger : ButtonLook::Primary);
    m_run->setObjectName(u"runApply"_s);
    setDefaultButton(guarded ? cancel : m_run);
    connect(m_run, &QPushButton::clicked, this, [this] {
        Q_EMIT runRequested(m_in->plan(), m_in->createProfilesFor(), m_out->plan());
        accept();
    });

    m_in->setPlan(in, tr("All found"));
    m_out->setPlan(out, tr("All to remove"));
    updateButtons();
    if (m_typed)
        m_typed->setFocus();
    else
        m_run->setFocus();
    setMinimumSize(px(640, this), px(460, this));
    resize(px(800, this), px(640, this));
}

void ApplySearchDialog::setCopyReadAt(const QDateTime &readAt)
{
    if (readAt.isValid())
        setSubtitle(m_subtitle + u' '
                    + tr("Found in the local copy, read %1.").arg(words::ago(readAt)));
}

void ApplySearchDialog::updateButtons()
{
    setFacts(tr("You can undo this."));
    const bool typed =
        m_mustType < 0 || TypedConfirm::matches(m_typed->text(), m_mustType, QLocale());
    const bool any = m_in->changing() + m_out->changing() > 0;
    m_run->setEnabled(typed && any);
    // Enter in the field neither does it nor closes the question without a word.
    setMissing(
        !any         ? tr("There are no people to add or remove.")
            : !typed ? tr("Type %1 to continue, or press Esc to leave it as it is.")
                           .arg(words::count(m_mustType))
            : m_typed
            ? tr("Choose “%1” to continue, or press Esc to leave it as it is.").arg(m_run->text())
            : QString());
}

} // namespace segmentdesk
