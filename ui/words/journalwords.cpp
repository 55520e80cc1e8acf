// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/journalwords.h"

#include "ui/words/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace segmentdesk::words {

namespace {

struct JournalWords
{
    Q_DECLARE_TR_FUNCTIONS(JournalWords)
};

} // namespace

ErrorWords journalFailed(const QString &error)
{
    // As SQLite has it, in English everywhere.
    const auto says = [&error](const char *words) { return error.contains(QLatin1String(words)); };
    QString whatToDo;
    if (says("locked"))
        whatToDo = JournalWords::tr("It is in use by a window or another run of Segment Desk: wait "
                                    "until that has finished.");
    else if (says("malformed") || says("not a database"))
        whatToDo = JournalWords::tr(
            "The file is damaged. Move the folder “journals” out of the data folder, and a new "
            "journal is begun; changes of before cannot be undone then.");
    else if (says("full"))
        whatToDo = JournalWords::tr("The disk is full: free some space.");
    return {JournalWords::tr("The journal cannot be used"),
            JournalWords::tr("The journal of changes cannot be used, so nothing can be changed in "
                             "this store now (%1).")
                .arg(shown(error)),
            whatToDo};
}

ErrorWords journalBehind(const QString &error)
{
    return {JournalWords::tr("Changes cannot be written down"),
            JournalWords::tr("What was changed cannot be written to the journal on this computer "
                             "(%1). It is tried again, and nothing else is sent until that works. "
                             "If Segment Desk closes before that, these changes cannot be undone.")
                .arg(shown(error)),
            JournalWords::tr("Check that the disk has space and that the data folder is there.")};
}

QString journalSetAside(int records)
{
    return records == 1
        ? JournalWords::tr("One record of the journal cannot be read. It was set aside; all others "
                           "work.")
        : JournalWords::tr("%1 records of the journal cannot be read. They were set aside; all "
                           "others work.")
              .arg(count(records));
}

QString oddRows(qsizetype rows)
{
    return rows == 1
        ? JournalWords::tr("One row that the store sent cannot be read. It is left out of lists, "
                           "counts and files; all others work.")
        : JournalWords::tr("Rows that the store sent cannot be read (at least %1). They are left "
                           "out of lists, counts and files; all others work.")
              .arg(count(rows));
}

QString firstOf(const QStringList &running)
{
    constexpr qsizetype most = 3;
    QString text = running.mid(0, most).join(u'\n');
    if (running.size() > most)
        text += u'\n' + JournalWords::tr("and %1 more").arg(count(running.size() - most));
    return text;
}

QString forgetStore(const Forgotten &what)
{
    QStringList parts;
    if (!what.running.isEmpty())
        parts.append(JournalWords::tr("This is running, and is stopped first:") + u'\n'
                     + firstOf(what.running));
    parts.append(JournalWords::tr("The store itself stays as it is. Deleted from this computer are "
                                  "its address and token, the local copy, saved searches and "
                                  "colors."));
    parts.append(
        what.changes == 0 ? JournalWords::tr("The history of what you changed is deleted too.")
            : what.changes == 1
            ? JournalWords::tr("The history is deleted too: one change can no longer be undone.")
            : JournalWords::tr("The history is deleted too: %1 changes can no longer be undone.")
                  .arg(count(what.changes)));
    if (what.unfinished == 1)
        parts.append(
            JournalWords::tr("One change was interrupted. It can no longer be resumed, and "
                             "what it has done is not recorded anywhere else."));
    else if (what.unfinished > 1)
        parts.append(JournalWords::tr("%1 changes were interrupted. They can no longer be resumed, "
                                      "and what they have done is not recorded anywhere else.")
                         .arg(count(what.unfinished)));
    return parts.join(u"\n\n"_s);
}

QString tokenDeletionDelayed()
{
    return JournalWords::tr("Your keychain is locked or does not answer, so an old token of this "
                            "store may still be in it. It is deleted as soon as the keychain is "
                            "unlocked while Segment Desk is open.");
}

QString storesNotSaved()
{
    return JournalWords::tr(
        "The list of stores could not be saved on this computer. It holds until "
        "Segment Desk closes. Check that the disk has space and that you can "
        "write to the data folder.");
}

} // namespace segmentdesk::words
