// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/groupquestiondialog.h"

#include "ui/words/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

TypedConfirmWords wordsFor(const GroupQuestion &question)
{
    using Dialog = GroupQuestionDialog;
    const QString name = words::quoted(question.segment.name);
    const auto bold = [](const QString &text) -> QString { return u"<b>"_s + text + u"</b>"_s; };

    TypedConfirmWords confirm;
    confirm.windowTitle = Dialog::tr("Delete segment");
    confirm.heading = Dialog::tr("%1 has changed. Delete it anyway?").arg(name);
    confirm.keep = Dialog::tr("Keep segment");
    confirm.danger = Dialog::tr("Delete segment");
    confirm.dangerIcon = u"trash"_s;
    confirm.number = question.now;
    confirm.prompt = Dialog::tr("Type the number of members, %1")
                         .arg(bold(words::count(std::max<qint64>(question.now, 0))));
    switch (question.kind) {
    case GroupQuestion::Kind::OtherNumber:
        confirm.points.append(
            {ConfirmPoint::Kind::Lost,
             Dialog::tr("You confirmed %1, and it has %2 now.")
                 .arg(words::members(question.confirmed), bold(words::count(question.now)))});
        break;
    case GroupQuestion::Kind::Joined:
        confirm.points.append(
            {ConfirmPoint::Kind::Lost,
             Dialog::tr("%1 joined it since. They would lose their place in it, too.")
                 .arg(bold(words::people(question.number)))});
        break;
    case GroupQuestion::Kind::NotCarried:
        confirm.heading = Dialog::tr("Delete %1 although not everyone is in %2?")
                              .arg(name, words::quoted(question.target));
        confirm.points.append(
            {ConfirmPoint::Kind::Lost,
             Dialog::tr("%1 of its members are not in the other segment. They would be in neither.")
                 .arg(bold(words::count(question.number)))});
        confirm.number = question.number;
        confirm.prompt =
            Dialog::tr("Type the number of people, %1").arg(bold(words::count(question.number)));
        break;
    case GroupQuestion::Kind::CannotBeUndone:
        confirm.heading = Dialog::tr("Delete %1 for good?").arg(name);
        confirm.points.append(
            {ConfirmPoint::Kind::Lost,
             Dialog::tr("It has more members than can be kept, so undo could not bring them "
                        "back.")});
        confirm.number = 0;
        confirm.prompt.clear();
        return confirm;
    }
    confirm.points.append({ConfirmPoint::Kind::Undo, Dialog::tr("You can undo this.")});
    return confirm;
}

} // namespace

GroupQuestionDialog::GroupQuestionDialog(const GroupQuestion &question, QWidget *parent)
    : TypedConfirm(wordsFor(question), parent)
{
    setObjectName(u"groupQuestionDialog"_s);
}

} // namespace segmentdesk
