// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/confirmemptysegmentdialog.h"

#include "ui/words/words.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

TypedConfirmWords wordsFor(const Segment &segment, const MembersKnown &counted)
{
    using Dialog = ConfirmEmptySegmentDialog;
    const qint64 members = counted.members;
    const QString number = u"<b>"_s + words::count(members) + u"</b>"_s;
    const bool known = counted.isKnown();

    TypedConfirmWords confirm;
    confirm.windowTitle = Dialog::tr("Empty segment");
    confirm.heading = Dialog::tr("Remove everyone from %1?").arg(words::quoted(segment.name));
    confirm.points = {
        {ConfirmPoint::Kind::Lost,
         !known             ? Dialog::tr("All members leave the segment.")
             : members == 1 ? Dialog::tr("The only member leaves the segment.")
                            : Dialog::tr("All %1 members leave the segment.").arg(number)},
        {ConfirmPoint::Kind::Kept,
         Dialog::tr("The segment keeps its ID, so promotions keep pointing at it. No person and no "
                    "profile "
                    "is deleted.")},
        {ConfirmPoint::Kind::Undo,
         !known ? Dialog::tr("Undo adds the same people back.")
             : members == 1
             ? Dialog::tr("Undo adds the same person back.")
             : Dialog::tr("Undo adds the same %1 people back.").arg(words::count(members))},
    };
    if (counted.state == MembersKnown::State::Uncounted)
        confirm.points.append(
            {ConfirmPoint::Kind::Know,
             Dialog::tr("The members could not be counted, so this cannot be done now. %1")
                 .arg(counted.unavailableReason.toHtmlEscaped())});
    confirm.number = known ? members : -1;
    confirm.prompt = known ? Dialog::tr("Type the number of members, %1").arg(number)
        : counted.state == MembersKnown::State::Counting
        ? Dialog::tr("Type the number of members, counting…")
        : Dialog::tr("Type the number of members, unknown");
    confirm.keep = Dialog::tr("Keep members");
    confirm.danger = Dialog::tr("Empty segment");
    confirm.dangerIcon = u"trash"_s;
    return confirm;
}

} // namespace

ConfirmEmptySegmentDialog::ConfirmEmptySegmentDialog(const Segment &segment,
                                                     std::optional<qint64> members,
                                                     const CountMembers &count, QWidget *parent)
    : CountedConfirm([segment](const MembersKnown &known) { return wordsFor(segment, known); },
                     members, count, parent)
{
    setObjectName(u"confirmEmptySegmentDialog"_s);
}

} // namespace segmentdesk
