// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/confirmmergedialog.h"

#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// @p members below 0: not known; @p counting: but will be.
TypedConfirmWords wordsFor(const Segment &from, const QString &into, qint64 members, bool counting)
{
    using Dialog = ConfirmMergeDialog;
    const QString number = u"<b>"_s + words::count(members) + u"</b>"_s;
    const QString source = words::quoted(from.name);
    const QString target = words::quoted(into);
    const bool known = members >= 0;

    TypedConfirmWords confirm;
    confirm.windowTitle = Dialog::tr("Merge segments");
    confirm.heading = Dialog::tr("Merge %1 into %2?").arg(source, target);
    confirm.points = {
        {ConfirmPoint::Kind::Kept,
         (!known
              ? Dialog::tr("All its members are added to %1. No person and no profile is deleted.")
              : members == 1
              ? Dialog::tr("Its only member is added to %1. No person and no profile is deleted.")
              : Dialog::tr("Its %2 members are added to %1. No person and no profile is deleted."))
             .arg(target.toHtmlEscaped(), number)},
        {ConfirmPoint::Kind::Lost,
         Dialog::tr("Once all are added, %1 is deleted in the store.").arg(source.toHtmlEscaped())},
        {ConfirmPoint::Kind::Know,
         Dialog::tr("Promotions that use %1 stop matching. Undo recreates it with the same "
                    "members, but with a new ID that promotions do not follow.")
             .arg(source.toHtmlEscaped())},
    };
    if (!known && !counting)
        confirm.points.append(
            {ConfirmPoint::Kind::Know,
             Dialog::tr("The members could not be counted, so they cannot be moved now. "
                        "Check that the token has the Customers: modify scope, then try again.")});
    confirm.number = members;
    confirm.prompt = known ? Dialog::tr("Type the number of members, %1").arg(number)
        : counting         ? Dialog::tr("Type the number of members, counting…")
                           : Dialog::tr("Type the number of members, unknown");
    confirm.keep = Dialog::tr("Keep both");
    confirm.danger = Dialog::tr("Merge and delete");
    confirm.dangerIcon = u"trash"_s;
    return confirm;
}

} // namespace

ConfirmMergeDialog::ConfirmMergeDialog(const Segment &from, const QString &into,
                                       const CountMembers &count, QWidget *parent)
    : TypedConfirm(wordsFor(from, into, -1, true), parent)
{
    setObjectName(u"confirmMergeDialog"_s);
    count(this, [this, from, into](const Result<qint64> &answer) {
        setWords(wordsFor(from, into, answer.value_or(-1), false));
    });
}

} // namespace segmentdesk
