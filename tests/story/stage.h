// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/xpointer.h"

#include <QAbstractItemView>
#include <QJsonObject>
#include <QThread>
#include <QUrl>

#include <functional>

namespace segmentdesk::story {

/// A step did not come out as it should.
struct Failure
{
    QString what;
};

/// Throws unless @p ok.
void check(bool ok, const QString &what);
/// Throws unless both are the same; names both.
void same(const QString &what, qint64 seen, qint64 expected);

/// The window as the performer sees it. The performer has a thread of its own, so that the window's
/// loop runs free, also while something is being dragged; looking at widgets happens in the
/// window's thread.
class Stage
{
public:
    /// @p window lives in the window's thread and outlives the stage. Pictures go to @p folder.
    Stage(QWidget &window, const QString &folder);

    XPointer hand;

    /// Runs @p look in the window's thread and gives what it returns.
    template <typename Look>
    auto see(Look look) -> decltype(look())
    {
        decltype(look()) result{};
        QMetaObject::invokeMethod(
            m_proxy, [&] { result = look(); }, Qt::BlockingQueuedConnection);
        return result;
    }

    /// A point of a widget, such as QPoint(-12, 0): 12 left of its right edge, in its middle.
    QPoint at(const QString &name, QPoint offset);

    static constexpr int patienceMs = 15000;
    /// Looks again and again until it is so; throws after patienceMs.
    void wait(const QString &what, const std::function<bool()> &isSo, int limitMs = patienceMs);

    // Widgets by their object name, in the window or a dialog of it; only visible ones count.
    bool isThere(const QString &name);
    bool isEnabled(const QString &name);
    void waitFor(const QString &name);
    void waitGone(const QString &name);
    /// What a label, button or field says.
    QString text(const QString &name);
    /// Where its middle is on the screen; waits until it is there and enabled.
    QPoint middle(const QString &name);

    void click(const QString &name);
    /// Clicks into a field, replaces what is in it.
    void fill(const QString &name, const QString &text);
    /// Clicks the button or link of the dialog on top (or of the window) whose text contains @p
    /// text.
    void clickText(const QString &text);
    /// Clicks the entry of the open menu whose text contains @p entry.
    void choose(const QString &entry);
    /// All that the labels inside a widget say, line by line.
    QString words(const QString &name);

    // Views.
    /// Rows of a view's model.
    int rows(const QString &view);
    QString cell(const QString &view, int row, int column, int role = Qt::DisplayRole);
    /// The row whose cell says so; -1 if there is none.
    int rowWith(const QString &view, int column, const QString &text);
    /// Whether a whole row of a view can be seen.
    bool isInSight(const QString &view, int row);
    /// The middle of a cell on the screen; turns the wheel until it can be seen.
    QPoint cellPoint(const QString &view, int row, int column);
    /// Waits until a field for typing is open in a view.
    void waitForEditor(const QString &view);
    void clickCell(const QString &view, int row, int column);
    /// Where the handle of a view's scroll bar is when it is at its beginning, and at its end.
    std::pair<QPoint, QPoint> scrollBarEnds(const QString &view);
    /// The ✕ of the chip of that name in the details.
    QPoint chipCross(const QString &segment);

    /// Saves the whole screen as `NN-name.png`.
    void picture(const QString &name);

private:
    // In the window's thread:
    QWidget *find(const QString &name) const;
    QWidget *top() const; ///< the dialog on top, or the window
    QAbstractItemView *findView(const QString &name) const;

    QWidget &m_window;
    QObject *m_proxy; ///< lives in the window's thread
    QString m_folder;
    int m_pictures = 0;
};

/// Asks the store itself, beside the program: what is seen in the window is held against it.
class Witness
{
public:
    Witness(const QUrl &apiPath, const QByteArray &token) : m_apiPath(apiPath), m_token(token) { }

    /// The JSON of a GET; throws unless it is answered 200.
    QJsonObject get(const QString &pathAndQuery) const;
    /// How many objects a list has.
    qint64 total(const QString &path) const;

private:
    QUrl m_apiPath;
    QByteArray m_token;
};

} // namespace segmentdesk::story
