// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever a program understands stands in its help, its manual page and its completions.

#include "app/options/completions.h"
#include "app/options/manualpage.h"
#include "app/options/programs.h"

#include <QCommandLineParser>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

QList<ProgramInfo> programs()
{
    return {segmentdeskProgram(), sandboxProgram()};
}

QList<CommandInfo> commandsOf(const ProgramInfo &program)
{
    return QList<CommandInfo>{program.itself} + program.commands;
}

/// A dash in roff is \-.
QString withoutRoff(const QByteArray &page)
{
    return QString::fromUtf8(page).replace(u"\\-"_s, u"-"_s);
}

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionIsEverywhere()
    {
        for (const ProgramInfo &program : programs()) {
            const QString page = withoutRoff(manualPage(program, u"1.2.3"_s, u"2026-01-31"_s));
            const QString bash = QString::fromUtf8(bashCompletion(program));
            const QString zsh = QString::fromUtf8(zshCompletion(program));
            const QString fish = QString::fromUtf8(fishCompletion(program));
            for (const CommandInfo &command : commandsOf(program)) {
                const QString help = helpText(program, command);
                for (const OptionInfo &option : command.options()) {
                    if (option.hidden || option.isArgument())
                        continue;
                    const QString name = u"--"_s + option.names.last();
                    QVERIFY2(help.contains(name), qPrintable(command.name + u' ' + name));
                    QVERIFY2(page.contains(name), qPrintable(command.name + u' ' + name));
                    QVERIFY2(bash.contains(name), qPrintable(command.name + u' ' + name));
                    QVERIFY2(zsh.contains(name + u'['), qPrintable(command.name + u' ' + name));
                    QVERIFY2(fish.contains(u" -l "_s + option.names.last()),
                             qPrintable(command.name + u' ' + name));
                }
            }
        }
    }

    void everyOptionHasText()
    {
        for (const ProgramInfo &program : programs()) {
            for (const CommandInfo &command : commandsOf(program)) {
                for (const OptionInfo &option : command.options()) {
                    QVERIFY2(option.hidden || !option.text.isEmpty(),
                             qPrintable(command.name + u' ' + option.invocation()));
                    QCOMPARE(option.value == OptionInfo::Value::None, !option.hasValue());
                    QCOMPARE(option.value == OptionInfo::Value::OneOf, !option.choices.isEmpty());
                }
            }
        }
    }

    void helpFitsATerminal()
    {
        for (const ProgramInfo &program : programs()) {
            for (const CommandInfo &command : commandsOf(program)) {
                const QString help = helpText(program, command);
                QVERIFY(help.startsWith(u"Usage: "_s + program.name));
                QVERIFY(help.endsWith(u'\n'));
                for (const QString &line : help.split(u'\n')) {
                    QVERIFY2(line.size() <= 80, qPrintable(line));
                    QVERIFY2(!line.endsWith(u' '), qPrintable(line));
                }
            }
        }
    }

    void hiddenOptionsAreOnlyParsed()
    {
        QCommandLineParser parser;
        addOptions(parser, segmentdeskProgram().itself);
        QVERIFY(parser.parse({u"segmentdesk"_s, u"--session"_s, u"x"_s}));
        QVERIFY(!helpText(segmentdeskProgram(), segmentdeskProgram().itself).contains(u"session"));
    }

    void manualPageHasItsSections()
    {
        const QString page =
            QString::fromUtf8(manualPage(segmentdeskProgram(), u"1.2.3"_s, u"2026-01-31"_s));
        for (const char *section :
             {".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH COMMANDS",
              ".SS import ", ".SS Every command: output", ".SH ENVIRONMENT", ".SH FILES",
              ".SH \"EXIT STATUS OF COMMANDS\"", ".SH EXAMPLES", ".SH \"SEE ALSO\""})
            QVERIFY2(page.contains(QLatin1String(section)), section);
        QVERIFY(page.contains(u"\"2026-01-31\" \"Segment Desk 1.2.3\""));
        // What all commands have stands there once.
        QCOMPARE(page.count(u"\\fB\\-\\-json\\fR"), 1);
        QCOMPARE(page.count(u"\\fB\\-\\-max\\-removals\\fR"), 2);
    }

    /// No sentence can become a request of roff.
    void manualPageHasOnlyKnownRequests()
    {
        ProgramInfo program = sandboxProgram();
        program.itself.text = u".so /etc/passwd"_s;
        program.files = {{u"'quoted' \\file"_s, u"'so it begins"_s}};
        const QString page = QString::fromUtf8(manualPage(program, u"1"_s, u"2026-01-31"_s));
        static const QRegularExpression known(u"^\\.(TH|SH|SS|TP|PP|br|\\\\\")( |$)"_s);
        for (const QString &line : page.split(u'\n')) {
            QVERIFY2(!line.startsWith(u'\''), qPrintable(line));
            QVERIFY2(!line.startsWith(u'.') || known.match(line).hasMatch(), qPrintable(line));
        }
        QVERIFY(page.contains(u"\\(aqquoted\\(aq \\(rsfile"));
    }

    void bashCompletes_data()
    {
        QTest::addColumn<QString>("line"); // up to the cursor; the last word is completed
        QTest::addColumn<QStringList>("words");
        QTest::newRow("command") << u"segmentdesk imp"_s << QStringList{u"import"_s};
        QTest::newRow("option") << u"segmentdesk --sa"_s << QStringList{u"--sandbox"_s};
        QTest::newRow("option of a command")
            << u"segmentdesk import --max"_s << QStringList{u"--max-removals"_s};
        QTest::newRow("not of another command") << u"segmentdesk export --max"_s << QStringList{};
        QTest::newRow("choice") << u"segmentdesk export --delimiter s"_s
                                << QStringList{u"semicolon"_s};
        QTest::newRow("choice of another command")
            << u"segmentdesk import --delimiter p"_s << QStringList{u"pipe"_s};
        QTest::newRow("file") << u"segmentdesk import peop"_s << QStringList{u"people list.csv"_s};
        QTest::newRow("folder") << u"segmentdesk restore "_s << QStringList{u"backup"_s};
        QTest::newRow("any text") << u"segmentdesk import --segment peop"_s << QStringList{};
    }

    void bashCompletes()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"backup"_s));
        QFile people(folder.filePath(u"people list.csv"_s));
        QVERIFY(people.open(QIODevice::WriteOnly));
        QStringList quoted;
        const QStringList parts = line.split(u' ');
        for (const QString &part : parts)
            quoted.append(u'\'' + part + u'\'');
        QProcess bash;
        bash.setWorkingDirectory(folder.path());
        bash.start(u"bash"_s, {u"--norc"_s});
        QVERIFY(bash.waitForStarted());
        bash.write(bashCompletion(segmentdeskProgram()));
        bash.write("compopt() { :; }\nCOMP_WORDS=(" + quoted.join(u' ').toUtf8()
                   + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_segmentdesk\n"
                     "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        bash.closeWriteChannel();
        QVERIFY(bash.waitForFinished());
        QCOMPARE(bash.readAllStandardError(), QByteArray());
        const QStringList found =
            QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(found, words);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
