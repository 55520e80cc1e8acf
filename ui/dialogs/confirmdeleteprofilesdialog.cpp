// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/confirmdeleteprofilesdialog.h"

#include "ui/words/words.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

TypedConfirmWords wordsFor(qint64 profiles, const QString &name)
{
    using Dialog = ConfirmDeleteProfilesDialog;
    const QString number = u"<b>"_s + words::count(profiles) + u"</b>"_s;
    const bool one = profiles == 1;

    TypedConfirmWords confirm;
    confirm.windowTitle = one ? Dialog::tr("Delete profile") : Dialog::tr("Delete profiles");
    confirm.heading = !one ? Dialog::tr("Delete %1 shopper profiles?").arg(words::count(profiles))
        : name.isEmpty()
        ? Dialog::tr("Delete this shopper profile?")
        : Dialog::tr("Delete the shopper profile of %1?").arg(words::shortened(name));
    confirm.points = {
        {ConfirmPoint::Kind::Lost,
         one ? Dialog::tr(
                   "%1 profile is deleted in the store, and this person leaves every segment.")
                   .arg(number)
             : Dialog::tr(
                   "%1 profiles are deleted in the store, and these people leave every segment.")
                   .arg(number)},
        {ConfirmPoint::Kind::Kept,
         one ? Dialog::tr(
             "The customer stays, with all orders and addresses. No segment is deleted.")
             : Dialog::tr(
                 "The customers stay, with all orders and addresses. No segment is deleted.")},
        {ConfirmPoint::Kind::Know,
         one ? Dialog::tr("Undo creates a new profile and adds it back to its segments. It gets a "
                          "new ID: what other programs store about the old one does not follow.")
             : Dialog::tr(
                 "Undo creates new profiles and adds them back to their segments. They get new "
                 "IDs: what other programs store about the old ones does not follow.")},
    };
    confirm.prompt = Dialog::tr("Type the number of profiles, %1").arg(number);
    confirm.number = profiles;
    confirm.keep = one ? Dialog::tr("Keep profile") : Dialog::tr("Keep profiles");
    confirm.danger = one ? Dialog::tr("Delete profile")
                         : Dialog::tr("Delete %1 profiles").arg(words::count(profiles));
    confirm.dangerIcon = u"trash"_s;
    return confirm;
}

} // namespace

ConfirmDeleteProfilesDialog::ConfirmDeleteProfilesDialog(qint64 profiles, const QString &name,
                                                         QWidget *parent)
    : TypedConfirm(wordsFor(profiles, name), parent)
{
    setObjectName(u"confirmDeleteProfilesDialog"_s);
}

} // namespace segmentdesk
