// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "models/session/storesession.h"
#include "ui/window/mainwindow.h"
#include "ui/window/storeview.h"

#include <QSettings>
#include <QTemporaryDir>

#include <chrono>
#include <memory>
#include <optional>

namespace segmentdesk {

/// The real window over a real sandbox store, as the app puts them together; file choosers answer
/// with what the test says.
class WindowFixture
{
public:
    explicit WindowFixture(const sandbox::Options &options = smallStore());
    ~WindowFixture();

    /// 2,000 people and 12 segments.
    static sandbox::Options smallStore();

    /// Starts the store and shows the window with it, in @p size. False: it could not. Once more:
    /// the window and the session are new, with the same store, settings and journal.
    bool open(const QString &token = {}, QSize size = {1440, 900});

    StoreView &view() const;
    template <typename T>
    T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    /// The dialog that is open in the window, if it is a T.
    template <typename T>
    T *dialog() const
    {
        const QList<T *> all = m_window->findChildren<T *>();
        for (T *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    MainWindow &window() const { return *m_window; }
    sandbox::SandboxStore &store() { return m_store; }
    StoreSession &session() { return *m_session; }
    Account account() const { return m_session->account(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    /// Set before open(): the session keeps a local copy of the store.
    bool keepsCopy = false;
    /// Set before open(): what waits for the store tries again after that.
    std::optional<std::chrono::milliseconds> retryPause;
    /// Set before opening once more: the store stays stopped.
    bool storeIsGone = false;

    /// What the next file chooser answers; empty: cancelled.
    QString nextFile;
    QString offeredFolder; ///< what a choice of a folder began with
    QList<QUrl> openedUrls;
    QStringList notified; ///< shown on the desktop

    SegmentId segmentNamed(const QString &name) const;
    /// Members as the store itself counts them; -2: it does not, -1: it does not answer in time.
    qint64 membersOf(SegmentId segment);

    /// Each waits for QTest::patience at most; false: it did not come to that.
    bool waitForSegments() const; ///< the list of segments is there
    bool waitForTable() const; ///< the open list is there, with the details of its first person
    bool waitForJobs() const; ///< nothing runs
    bool waitForMessage(const QString &part) const; ///< in the bar over the open list

    /// Presses the button of the open plan of an undo; false: there is none.
    bool confirmStep() const;
    /// Answers a question that wants a number typed; false: it is not asked, or its dangerous
    /// button can be pressed without.
    bool typeNumber(qint64 number) const;
    QString labelText(const QString &name) const;

private:
    QTemporaryDir m_folder;
    sandbox::SandboxStore m_store;
    QUrl m_apiPath;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace segmentdesk
