// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program to be killed: opens a store with its journal, resumes what was interrupted or
// begins the job, and ends with 0 when that has ended. Prints what came of it. The job is a plan in
// a file, as the journal writes it.

#include "models/changes/changejob.h"
#include "models/changes/journal.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() != 5)
        qFatal("usage: API-PATH TOKEN JOURNAL-FOLDER PLAN");
    QFile file(arguments.at(4));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no plan");
    const std::optional<Plan> plan = planFrom(file.readAll());
    if (!plan)
        qFatal("the plan cannot be read");
    Account account;
    account.id = u"sandbox"_s;
    account.apiPath = QUrl(arguments.at(1));
    StoreSession::Options options;
    options.journalFolder = arguments.at(3);
    StoreSession session(account, arguments.at(2), options);
    QObject::connect(&session, &StoreSession::journalFailed, &app, [](const QString &error) {
        qWarning("%s", qPrintable(error));
        QCoreApplication::exit(2);
    });
    QObject::connect(
        &session, &StoreSession::interruptedJobsChanged, &app,
        [&] {
            const QList<StoreSession::InterruptedJob> jobs = session.interrupted().jobs();
            if (!jobs.isEmpty()) {
                session.interrupted().resume(jobs.first().id);
                return;
            }
            session.journal()->ended(1, &app,
                                     [&](const QList<JournaledJob> &over, const QString &) {
                                         if (over.isEmpty())
                                             session.run(*plan);
                                         else // killed between its end and the program's
                                             QCoreApplication::exit(0);
                                     });
        },
        Qt::SingleShotConnection);
    QObject::connect(&session, &StoreSession::recorded, &app, [&](Job *job) {
        const OutcomeCounts counts = job->outcome()->counts();
        QTextStream(stdout) << "end " << static_cast<int>(job->end()) << " changed "
                            << counts.changed << " of " << counts.total() << Qt::endl;
        session.journal()->flush(&app, [](const QString &) { QCoreApplication::exit(0); });
    });
    return app.exec();
}
