// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/person.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

namespace segmentdesk {

class CommandContext;
class WithoutProfileScan;

/// The verbs of shopper profiles: create, delete.
class ProfileCommands : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the commands.
    ProfileCommands(CommandContext &context, WithoutProfileScan &scan, QObject *parent = nullptr);

    /// The dialog, or straight for a selection of people without a profile.
    void createProfiles(const PeopleSelection &selection = {});
    void createProfile(CustomerId customer);
    void deleteProfiles(const PeopleSelection &selection);
    void deleteProfile(const PersonRef &person, const QString &name);

private:
    CommandContext &m_context;
    WithoutProfileScan &m_scan;
};

} // namespace segmentdesk
