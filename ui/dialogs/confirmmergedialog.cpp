// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/confirmmergedialog.h"

#include "ui/words/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

TypedConfirmWords wordsFor(const Segment &from, const QString &into, const MembersKnown &counted)
{
    using Dialog = ConfirmMergeDialog;
    const qint64 members = counted.members;
    const QString number = u"<b>"_s + words::count(members) + u"</b>"_s;
    const QString source = words::quoted(from.name);
    const QString target = words::quoted(into);
    const bool known = counted.isKnown();
    const QString carried = !known
        ? Dialog::tr("All its members are added to %1. No person and no profile is deleted.")
              .arg(target.toHtmlEscaped())
        : members == 1
        ? Dialog::tr("Its only member is added to %1. No person and no profile is deleted.")
              .arg(target.toHtmlEscaped())
        : Dialog::tr("Its %2 members are added to %1. No person and no profile is deleted.")
              .arg(target.toHtmlEscaped(), number);

    TypedConfirmWords confirm;
    confirm.windowTitle = Dialog::tr("Merge segments");
    confirm.heading = Dialog::tr("Merge %1 into %2?").arg(source, target);
    confirm.points = {
        {ConfirmPoint::Kind::Kept, carried},
        {ConfirmPoint::Kind::Lost,
         Dialog::tr("Once all are added, %1 is deleted in the store.").arg(source.toHtmlEscaped())},
        {ConfirmPoint::Kind::Know,
         Dialog::tr("Promotions that use %1 stop matching. Undo recreates it with the same "
                    "members, but with a new ID that promotions do not follow.")
             .arg(source.toHtmlEscaped())},
    };
    if (counted.state == MembersKnown::State::Uncounted)
        confirm.points.append({ConfirmPoint::Kind::Know,
                               Dialog::tr("The members could not be counted, so this cannot be "
                                          "done now. %1")
                                   .arg(counted.unavailableReason.toHtmlEscaped())});
    confirm.number = members;
    confirm.prompt = known ? Dialog::tr("Type the number of members, %1").arg(number)
        : counted.state == MembersKnown::State::Counting
        ? Dialog::tr("Type the number of members, counting…")
        : Dialog::tr("Type the number of members, unknown");
    confirm.keep = Dialog::tr("Keep both");
    confirm.danger = Dialog::tr("Merge and delete");
    confirm.dangerIcon = u"trash"_s;
    return confirm;
}

} // namespace

ConfirmMergeDialog::ConfirmMergeDialog(const Segment &from, const QString &into,
                                       const CountMembers &count, QWidget *parent)
    : CountedConfirm(
        [from, into](const MembersKnown &known) { return wordsFor(from, into, known); },
        std::nullopt, count, parent)
{
    setObjectName(u"confirmMergeDialog"_s);
}

} // namespace segmentdesk
