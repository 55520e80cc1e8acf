// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowdialogs.h"

#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "ui/kit/controls.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/typography.h"
#include "ui/words/jobwords.h"
#include "ui/words/journalwords.h"

#include <QCoreApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct WindowDialogs
{
    Q_DECLARE_TR_FUNCTIONS(WindowDialogs)
};

} // namespace

DialogFrame *confirm(QWidget &window, const QString &heading, const QString &text,
                     const QString &keep, const QString &doIt, const Handler<void()> &then)
{
    auto *dialog = new DialogFrame(&window);
    dialog->setObjectName(u"confirmDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    dialog->setHeading(heading);
    dialog->setSubtitle(text);
    dialog->setMinimumWidth(px(420, &window));
    QPushButton *no = dialog->addButton(keep);
    QPushButton *yes = dialog->addButton(doIt, ButtonLook::Danger);
    yes->setObjectName(u"confirmYes"_s);
    dialog->setDefaultButton(no);
    QObject::connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, &window, then);
    dialog->open();
    no->setFocus();
    return dialog;
}

QStringList runningIn(const QList<StoreSession *> &sessions)
{
    QStringList running;
    for (StoreSession *session : sessions) {
        const QList<Job *> jobs = session->jobs().jobs();
        for (const Job *job : jobs) {
            // The local copy is simply refreshed.
            if (job->state() != Job::State::Ended && job->facts().kind != JobFacts::Kind::ReadStore)
                running.append(words::jobDoing(job->facts()));
        }
    }
    return running;
}

void confirmLeaving(QWidget &window, const QList<StoreSession *> &sessions,
                    const Handler<void()> &then)
{
    const auto text = [](const QStringList &running) {
        return QString(words::firstOf(running) + u"\n\n"_s
                       + WindowDialogs::tr("Changes stop where they are and can be resumed at the "
                                           "next start. Exports are discarded."));
    };
    DialogFrame *dialog =
        confirm(window, WindowDialogs::tr("Quit while this is running?"), text(runningIn(sessions)),
                WindowDialogs::tr("Keep running"), WindowDialogs::tr("Quit"), then);
    const auto update = [dialog, text, sessions] {
        const QStringList running = runningIn(sessions);
        if (running.isEmpty())
            dialog->reject();
        else
            dialog->setSubtitle(text(running));
    };
    for (StoreSession *session : sessions)
        QObject::connect(&session->jobs(), &JobQueue::jobChanged, dialog, update);
}

void inform(QWidget &window, const QString &heading, const QString &text, const QString &close)
{
    auto *dialog = new DialogFrame(&window);
    dialog->setObjectName(u"noticeDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    dialog->setHeading(heading);
    dialog->setSubtitle(text);
    dialog->setMinimumWidth(px(420, &window));
    QPushButton *button = dialog->addButton(close);
    dialog->setDefaultButton(button);
    QObject::connect(button, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->open();
}

} // namespace segmentdesk
