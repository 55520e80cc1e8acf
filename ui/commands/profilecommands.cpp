// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/profilecommands.h"

#include "models/changes/planner.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "models/sources/withoutprofilescan.h"
#include "ui/commands/commandcontext.h"
#include "ui/commands/preparation.h"
#include "ui/dialogs/confirmdeleteprofilesdialog.h"
#include "ui/dialogs/createprofilesdialog.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

ProfileCommands::ProfileCommands(CommandContext &context, WithoutProfileScan &scan, QObject *parent)
    : QObject(parent), m_context(context), m_scan(scan)
{
}

void ProfileCommands::createProfiles(const PeopleSelection &selection)
{
    if (m_context.refusesToWrite())
        return;
    if (selection.isEmpty()) {
        auto *dialog = new CreateProfilesDialog(
            m_scan, customerLookup(m_context.session().interactive()), m_context.window());
        connect(dialog, &CreateProfilesDialog::createRequested, this,
                [this](const QList<CustomerId> &customers) {
                    m_context.session().run(Planner::planCreateProfiles(customers));
                });
        CommandContext::openDialog(dialog);
        return;
    }
    auto *preparation =
        m_context.prepare(tr("Preparing to create %1").arg(words::profiles(selection.count)));
    m_context.collect(selection, preparation, [this, preparation](const QList<PersonRef> &people) {
        preparation->deleteLater();
        QList<CustomerId> customers;
        for (const PersonRef &person : people) {
            if (!person.hasProfile())
                customers.append(person.customerId);
        }
        if (customers.isEmpty())
            m_context.say(tr("All of them already have a profile"));
        else
            m_context.session().run(Planner::planCreateProfiles(customers));
    });
}

void ProfileCommands::createProfile(CustomerId customer)
{
    if (m_context.refusesToWrite())
        return;
    m_context.session().run(Planner::planCreateProfiles(QList<CustomerId>{customer}));
}

void ProfileCommands::deleteProfiles(const PeopleSelection &selection)
{
    if (m_context.refusesToWrite())
        return;
    if (selection.isEmpty())
        return;
    auto *preparation = m_context.prepare(tr("Reading %1").arg(words::profiles(selection.count)));
    m_context.collect(selection, preparation, [this, preparation](const QList<PersonRef> &people) {
        preparation->deleteLater();
        QList<PersonRef> withProfile;
        std::copy_if(people.cbegin(), people.cend(), std::back_inserter(withProfile),
                     [](const PersonRef &person) { return person.hasProfile(); });
        if (withProfile.isEmpty()) {
            m_context.say(tr("None of them has a profile"));
            return;
        }
        auto *dialog = new ConfirmDeleteProfilesDialog(withProfile.size(), {}, m_context.window());
        connect(dialog, &QDialog::accepted, this, [this, withProfile] {
            m_context.session().run(Planner::planDeleteProfiles(withProfile));
        });
        CommandContext::openDialog(dialog);
    });
}

void ProfileCommands::deleteProfile(const PersonRef &person, const QString &name)
{
    if (m_context.refusesToWrite())
        return;
    auto *dialog = new ConfirmDeleteProfilesDialog(1, name, m_context.window());
    connect(dialog, &QDialog::accepted, this,
            [this, person] { m_context.session().run(Planner::planDeleteProfiles({person})); });
    CommandContext::openDialog(dialog);
}

} // namespace segmentdesk
