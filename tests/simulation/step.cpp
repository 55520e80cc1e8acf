// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/step.h"

#include "tests/simulation/clock.h"

#include <iterator>
#include <utility>

namespace segmentdesk::simulation {

namespace {

using Kind = Step::Kind;

/// How often each kind comes, of the sum of all.
constexpr std::pair<Kind, int> weights[] = {
    {Kind::Add, 16},           {Kind::Remove, 12},        {Kind::CreateSegment, 6},
    {Kind::RenameSegment, 3},  {Kind::DeleteSegments, 4}, {Kind::CreateProfiles, 4},
    {Kind::DeleteProfiles, 3}, {Kind::Move, 5},           {Kind::Merge, 3},
    {Kind::Duplicate, 2},      {Kind::Empty, 2},          {Kind::MakeEqual, 3},
    {Kind::Export, 4},         {Kind::ImportList, 4},     {Kind::ImportExport, 3},
    {Kind::BackUp, 3},         {Kind::Restore, 3},        {Kind::Undo, 14},
    {Kind::Redo, 5},           {Kind::Retry, 4},          {Kind::Pause, 3},
    {Kind::Resume, 5},         {Kind::Cancel, 8},         {Kind::Crash, 6},
    {Kind::Restart, 2},        {Kind::TakeUp, 8},         {Kind::Discard, 4},
    {Kind::Join, 6},           {Kind::Leave, 6},          {Kind::MakeSegment, 2},
    {Kind::ForeignRename, 1},  {Kind::ForeignDelete, 1},  {Kind::MakeProfile, 2},
    {Kind::DeleteProfile, 1},  {Kind::Harm, 34},          {Kind::Offline, 1},
    {Kind::Online, 3},         {Kind::JournalFails, 1},   {Kind::JournalTorn, 2},
    {Kind::DiskFull, 1},       {Kind::DiskFree, 3},       {Kind::ClockJump, 2},
    {Kind::Wait, 6},
};

int sum()
{
    int sum = 0;
    for (const auto &[kind, weight] : weights)
        sum += weight;
    return sum;
}

} // namespace

QList<Step> stepsOf(quint64 seed, int number)
{
    static const int all = sum();
    QList<Step> steps;
    steps.reserve(number);
    Random random(seed * 0x2545f4914f6cdd1dULL + 1);
    for (int i = 0; i < number; ++i) {
        Step step;
        int at = random.below(all);
        for (const auto &[kind, weight] : weights) {
            step.kind = kind;
            at -= weight;
            if (at < 0)
                break;
        }
        step.a = quint32(random.next());
        step.b = quint32(random.next());
        step.c = quint32(random.next());
        const int then = random.below(20);
        step.then = then < 6 ? Step::Then::Nothing
            : then < 10      ? Step::Then::Events
            : then < 15      ? Step::Then::Time
                             : Step::Then::Quiet;
        step.amount = quint32(random.next());
        steps.append(step);
    }
    return steps;
}

} // namespace segmentdesk::simulation
