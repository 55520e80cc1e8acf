// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/programoptions.h"

#include <QCommandLineParser>

#include <limits>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

template <typename Number>
QString readNumber(const QString &name, const QString &text, Number &value)
{
    bool valid = false;
    const qulonglong number = text.toULongLong(&valid);
    if (!valid || number > qulonglong(std::numeric_limits<Number>::max()))
        return u"--%1 must be a whole number from 0 to %2, not \"%3\""_s.arg(
            name, QString::number(std::numeric_limits<Number>::max()), text);
    value = Number(number);
    return {};
}

QString standardOf(const ProgramOption::Member &member)
{
    const Options options;
    return std::visit(
        [&options](auto pointer) -> QString {
            using Field = std::remove_cvref_t<decltype(options.*pointer)>;
            if constexpr (std::is_same_v<Field, QString>)
                return options.*pointer;
            else if constexpr (std::is_same_v<Field, bool> || std::is_same_v<Field, QStringList>)
                return {};
            else
                return QString::number(options.*pointer);
        },
        member);
}

} // namespace

QString ProgramOption::description() const
{
    return standard.isEmpty() ? text : u"%1 (%2)"_s.arg(text, standard);
}

QList<ProgramOption> programOptions()
{
    const auto flag = [](const QString &name, bool Options::*member, const QString &text) {
        return ProgramOption{name, {}, text, member, {}};
    };
    const auto value = [](const QString &name, const QString &placeholder,
                          ProgramOption::Member member, const QString &text) {
        return ProgramOption{name, placeholder, text, member, standardOf(member)};
    };
    // The text says what happens without it.
    const auto valueWithout = [](const QString &name, const QString &placeholder,
                                 ProgramOption::Member member, const QString &text) {
        return ProgramOption{name, placeholder, text, member, {}};
    };
    return {
        value(u"port"_s, u"number"_s, &Options::port, u"Port on 127.0.0.1; 0: any that is free."_s),
        value(u"store"_s, u"hash"_s, &Options::storeHash,
              u"Hash of the store, as in the address."_s),
        value(u"token"_s, u"token"_s, &Options::token, u"Access token that may do everything."_s),
        value(u"read-only-token"_s, u"token"_s, &Options::readOnlyToken,
              u"Access token that may only read."_s),
        valueWithout(u"db"_s, u"file"_s, &Options::databaseFile,
                     u"SQLite file to keep the store in; filled only if it is new (in memory)."_s),
        value(u"customers"_s, u"number"_s, &Options::customers, u"Customers to make up."_s),
        valueWithout(u"profiles"_s, u"number"_s, &Options::profiles,
                     u"How many of them have a shopper profile (19 of 20)."_s),
        value(u"segments"_s, u"number"_s, &Options::segments, u"Segments to make up."_s),
        value(u"seed"_s, u"number"_s, &Options::seed, u"Another number makes up other people."_s),
        value(u"latency"_s, u"ms"_s, &Options::latencyMs, u"Hold each answer back."_s),
        value(u"quota"_s, u"number"_s, &Options::quota,
              u"Requests in a window; 0: without limit and headers."_s),
        value(u"window"_s, u"ms"_s, &Options::windowMs, u"Length of a window."_s),
        value(u"max-concurrent"_s, u"number"_s, &Options::maxConcurrent,
              u"Writes of members, and of segments, at once."_s),
        flag(u"partial-conflicts"_s, &Options::partialConflicts,
             u"Do the rest of a batch that has conflicts (207), not nothing (409)."_s),
        flag(u"partial-422"_s, &Options::partial422,
             u"Do the rest of a batch that has conflicts, and answer 422."_s),
        flag(u"counts-in-meta"_s, &Options::countsInMeta,
             u"Send total, success and failed of what was made, with 201 too."_s),
        flag(u"delete-answers-200"_s, &Options::deleteAnswers200,
             u"Answer DELETE with 200 or 207 and counts, not with 204."_s),
        flag(u"update-answers-200"_s, &Options::updateAnswers200,
             u"Answer PUT with 200, not with 201."_s),
        flag(u"update-conflicts-422"_s, &Options::updateConflicts422,
             u"Answer PUT with a taken name with 422, not with 409."_s),
        flag(u"profiles-count-at-once"_s, &Options::profilesCountAtOnce,
             u"Creating profiles counts into --max-concurrent, too."_s),
        valueWithout(u"api-limit"_s, u"number"_s, &Options::apiLimitRemaining,
                     u"Send X-BC-ApiLimit-Remaining, counted down from this."_s),
        valueWithout(u"host"_s, u"name"_s, &Options::hosts,
                     u"Answer to this name too; may be repeated."_s),
        flag(u"read-only-hides-segments"_s, &Options::readOnlyHidesSegments,
             u"Refuse include=segment_ids to the read-only token (403)."_s),
        flag(u"members-touch-customers"_s, &Options::membersTouchCustomers,
             u"Let a membership change move the customer's date_modified."_s),
        value(u"max-page"_s, u"number"_s, &Options::maxPageSize,
              u"Largest page; larger limits are cut to it."_s),
        value(u"empty-page"_s, u"number"_s, &Options::emptyPage,
              u"This page of every list comes without rows; 0: none."_s),
        flag(u"untold-segments"_s, &Options::untoldSegments,
             u"Customers come with segment_ids null."_s),
        flag(u"untold-profiles"_s, &Options::untoldProfiles,
             u"Customers come without shopper_profile_id."_s),
        value(u"odd-rows"_s, u"number"_s, &Options::oddRows,
              u"Every so many rows of a list there is one that cannot be used; 0: none."_s),
        value(u"max-items"_s, u"number"_s, &Options::maxItems,
              u"Segments or profiles in one POST or PUT."_s),
        flag(u"gzip"_s, &Options::gzip, u"Compress answers for clients that accept it."_s),
        flag(u"chunked"_s, &Options::chunked, u"Send answers in chunks."_s),
    };
}

QString programText()
{
    return u"An emulator of BigCommerce's customer segmentation API (v3) on this machine. Prints "
           "one line with its address when it is ready; ends on SIGTERM and Ctrl+C."_s;
}

void addProgramOptions(QCommandLineParser &parser)
{
    const QList<ProgramOption> options = programOptions();
    for (const ProgramOption &option : options)
        parser.addOption({option.name, option.description(), option.placeholder});
}

QString readProgramOptions(const QCommandLineParser &parser, Options &options)
{
    const QList<ProgramOption> all = programOptions();
    for (const ProgramOption &option : all) {
        if (!parser.isSet(option.name))
            continue;
        const QString problem = std::visit(
            [&](auto pointer) -> QString {
                auto &field = options.*pointer;
                using Field = std::remove_cvref_t<decltype(field)>;
                if constexpr (std::is_same_v<Field, bool>)
                    field = true;
                else if constexpr (std::is_same_v<Field, QString>)
                    field = parser.value(option.name);
                else if constexpr (std::is_same_v<Field, QStringList>)
                    field = parser.values(option.name);
                else
                    return readNumber(option.name, parser.value(option.name), field);
                return {};
            },
            option.member);
        if (!problem.isEmpty())
            return problem;
    }
    return options.problem();
}

} // namespace segmentdesk::sandbox
