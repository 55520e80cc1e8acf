// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/planwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Gives every text of this file one context for the translators.
struct PlanWords
{
    Q_DECLARE_TR_FUNCTIONS(PlanWords)
};

} // namespace

QString words::effect(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
            return PlanWords::tr("Will be added");
        case Operation::RemoveMembers:
            return PlanWords::tr("Will be removed");
        case Operation::CreateProfiles:
            return PlanWords::tr("Will get a profile");
        case Operation::CreateSegment:
            return PlanWords::tr("Will be created");
        case Operation::UpdateSegment:
            return PlanWords::tr("Will be changed");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return PlanWords::tr("Will be deleted");
        }
        break;
    case Effect::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return PlanWords::tr("Member already");
        case Operation::RemoveMembers:
            return PlanWords::tr("Not a member");
        case Operation::CreateProfiles:
            return PlanWords::tr("Has a profile");
        case Operation::DeleteProfiles:
        case Operation::CreateSegment:
        case Operation::UpdateSegment:
        case Operation::DeleteSegments:
            return PlanWords::tr("Nothing to do");
        }
        break;
    case Effect::NoProfile:
        return PlanWords::tr("No profile");
    case Effect::NotFound:
        return PlanWords::tr("Not found");
    }
    return {};
}

QString words::effectTile(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
            return PlanWords::tr("will be added");
        case Operation::RemoveMembers:
            return PlanWords::tr("will be removed");
        case Operation::CreateProfiles:
            return PlanWords::tr("will get a profile");
        case Operation::CreateSegment:
            return PlanWords::tr("will be created");
        case Operation::UpdateSegment:
            return PlanWords::tr("will be changed");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return PlanWords::tr("will be deleted");
        }
        break;
    case Effect::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return PlanWords::tr("are members already");
        case Operation::RemoveMembers:
            return PlanWords::tr("are not members");
        case Operation::CreateProfiles:
            return PlanWords::tr("have a profile");
        case Operation::DeleteProfiles:
        case Operation::CreateSegment:
        case Operation::UpdateSegment:
        case Operation::DeleteSegments:
            return PlanWords::tr("nothing to do");
        }
        break;
    case Effect::NoProfile:
        return PlanWords::tr("have no profile");
    case Effect::NotFound:
        return PlanWords::tr("not found");
    }
    return {};
}

QString words::effectIcon(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
        case Operation::CreateProfiles:
        case Operation::CreateSegment:
            return u"plus"_s;
        case Operation::RemoveMembers:
            return u"minus"_s;
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return u"trash"_s;
        case Operation::UpdateSegment:
            return u"pencil"_s;
        }
        break;
    case Effect::NothingToDo:
        return u"member"_s;
    case Effect::NoProfile:
        return u"person-x"_s;
    case Effect::NotFound:
        return u"question"_s;
    }
    return {};
}

} // namespace segmentdesk
