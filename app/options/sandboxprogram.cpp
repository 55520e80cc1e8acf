// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options/programs.h"
#include "app/sandbox/programoptions.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

OptionInfo infoOf(const sandbox::ProgramOption &option)
{
    OptionInfo info;
    info.names = QStringList{option.name};
    info.placeholder = option.placeholder.toUpper();
    info.text = option.description();
    info.value = option.placeholder.isEmpty() ? OptionInfo::Value::None
        : option.placeholder == u"file"       ? OptionInfo::Value::File
                                              : OptionInfo::Value::Text;
    info.repeats = std::holds_alternative<QStringList sandbox::Options::*>(option.member);
    return info;
}

} // namespace

ProgramInfo sandboxProgram()
{
    OptionGroup group;
    const QList<sandbox::ProgramOption> options = sandbox::programOptions();
    for (const sandbox::ProgramOption &option : options)
        group.options.append(infoOf(option));
    for (const auto &[names, text] :
         {std::pair{QStringList{u"v"_s, u"version"_s}, u"Displays version information."_s},
          std::pair{QStringList{u"h"_s, u"help"_s}, u"Displays help."_s}}) {
        OptionInfo option;
        option.names = names;
        option.text = text;
        group.options.append(option);
    }

    ProgramInfo program;
    program.name = u"segmentdesk-sandbox"_s;
    program.summary = u"emulator of BigCommerce's customer segmentation API"_s;
    program.itself.usage = u"[OPTIONS]"_s;
    program.itself.summary = program.summary;
    program.itself.text = sandbox::programText();
    program.itself.groups = {group};
    program.itself.exitCodes = {{u"0"_s, u"ended by SIGTERM or Ctrl+C"_s},
                                {u"1"_s, u"the port is taken or the file cannot be used"_s},
                                {u"2"_s, u"wrong options"_s}};
    program.examples = {
        {u"segmentdesk-sandbox --port 8090"_s, u"serve http://127.0.0.1:8090/stores/sandbox/v3"_s}};
    program.seeAlso = {u"segmentdesk(1)"_s};
    return program;
}

} // namespace segmentdesk
