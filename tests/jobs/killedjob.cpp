// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program to be killed: opens a store with its journal, goes on with what was interrupted or
// begins the job, and ends with 0 when that has ended. Prints what came of it. "unknown": its plan
// does not know who is a member already.

#include "models/jobs/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/journal.h"
#include "models/jobs/storesession.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

Plan readPlan(const QString &segment, const QString &fileName, Effect effect)
{
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = SegmentId::fromString(segment).value_or(SegmentId());
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no list of people");
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> cells = line.split(',');
        if (cells.size() == 2) {
            plan.items.append({CustomerId(cells.at(0).toLongLong()),
                               ProfileId(QUuid::fromString(QString::fromLatin1(cells.at(1)))),
                               effect});
        }
    }
    return plan;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const bool isUnknown = arguments.size() == 7 && arguments.last() == u"unknown";
    if (arguments.size() != 6 && !isUnknown)
        qFatal("usage: API-PATH TOKEN JOURNAL-FOLDER SEGMENT LIST [unknown]");
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
            const QList<StoreSession::InterruptedJob> jobs = session.interruptedJobs();
            if (!jobs.isEmpty()) {
                session.resumeJob(jobs.first().id);
                return;
            }
            session.journal()->ended(
                1, &app, [&](const QList<JournaledJob> &over, const QString &) {
                    if (over.isEmpty())
                        session.addMembers(
                            readPlan(arguments.at(4), arguments.at(5),
                                     isUnknown ? Effect::Unknown : Effect::WillChange));
                    else
                        QCoreApplication::exit(0); // killed between its end and the program's
                });
        },
        Qt::SingleShotConnection);
    QObject::connect(&session.jobs(), &JobQueue::jobEnded, &app, [&](Job *job) {
        const OutcomeCounts counts = job->outcome()->counts();
        QTextStream(stdout) << "end " << static_cast<int>(job->end()) << " changed "
                            << counts.changed << " of " << counts.total() << Qt::endl;
        session.journal()->flush(&app, [](const QString &) { QCoreApplication::exit(0); });
    });
    return app.exec();
}
